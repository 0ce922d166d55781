"""Where a key is expected in minified code: behind its names and header, in calls, behind neutral names nearby."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from sup_lint.analysis.bundle.anchors import Anchor
from sup_lint.analysis.bundle.cursor import member_at
from sup_lint.keys.names import is_neutral_name

# The options of the SDK's client, and of the wrappers that people write around it.
KEY_OPTION = re.compile(r"""(?<![\w$.-])["']?(?:api[_-]?[kK]ey|key|token)["']?\s*:\s*""")


@dataclass(frozen=True, slots=True)
class Place:
    """An expression whose value may be a key: where it starts, what holds it, and where that name stands.

    `certain` if the name leaves no doubt; `needs_shape` if what stands there is often something else.
    """

    position: int
    holder: str
    named_at: int
    certain: bool = True
    needs_shape: bool = False


_AFTER_NAME = re.compile(
    r"""
    (?P<close>\\?["'`])? \s{0,8} (?P<index>\])? \s{0,8}
    (?: (?P<operator> : | =(?![=>]) | \|\| | \?\?=? | , )
      | (?P<returns> \(\) \s* \{ \s* return\b )
      | (?P<attribute> \s (?:content|value) \s? = \s? )
      | (?P<call> \( ) )
    \s{0,20}
    """,
    re.VERBOSE,
)
_VALUE_BESIDE = re.compile(r"""[^{}]{0,200}?\bvalue["']?\s*:\s*""")
_BOUND_TO = re.compile(r"(?<![\w$.])([A-Za-z_$][\w$]{0,60})\s*[=:]\s*$", re.ASCII)
_NEUTRAL = re.compile(r"""(?<![\w$])["']?([A-Za-z_$][\w$-]{1,40})["']?\s{0,4}([:=])(?![=>:])\s{0,4}""", re.ASCII)
_QUOTES = "\"'`"
_REACH_OF_HEADER = 20_000
_MOST_USES = 12
_MOST_VARIABLES = 100
_NEAR = {"header": 400, "host": 800, "name": 400, "mention": 250}
# React gives every element of a list a key, too.
_TOO_COMMON = frozenset({"key", "k", "keys"})


def named_places(text: str, anchors: list[Anchor]) -> Iterator[Place]:
    """Places that are certain: behind the key's own names, and in calls of what bears the vendor's name."""
    through_variables = 0
    for anchor in anchors:
        if (
            anchor.kind == "header"
            and through_variables < _MOST_VARIABLES
            and text[anchor.start - 1 : anchor.start] in _QUOTES
        ):
            through_variables += 1
            yield from _through_variable(text, anchor, anchor.start - 1)
        if anchor.kind in {"header", "name"}:
            yield from _behind(text, anchor)
        elif anchor.kind == "mention":
            yield from _in_call(text, anchor)


def neutral_places(text: str, anchors: list[Anchor]) -> Iterator[Place]:
    """Places behind names that say "a key" but not whose, close to what ties them to Supertone."""
    seen = 0
    for anchor in anchors:
        reach = _NEAR[anchor.kind]
        start = max(seen, anchor.start - reach)
        for match in _NEUTRAL.finditer(text, start, min(len(text), anchor.end + reach)):
            name, operator = match[1], match[2]
            is_common = operator == ":" and name.lower() in _TOO_COMMON
            if not is_common and is_neutral_name(name):
                yield Place(match.end(), name, match.start(1), certain=False, needs_shape=True)
            seen = max(seen, match.end())


def _behind(text: str, anchor: Anchor) -> Iterator[Place]:
    after = _AFTER_NAME.match(text, anchor.end)
    opening = anchor.start - 1
    is_quoted = opening >= 0 and text[opening] in _QUOTES
    if after is None:
        return
    operator = after["operator"]
    if after["call"]:
        yield from _in_call(text, anchor)
    elif after["returns"] or after["attribute"]:
        yield Place(after.end(), anchor.name, anchor.start)
    elif operator == ",":
        before = text[max(0, opening - 20) : opening].rstrip()
        if not (is_quoted and after["close"]):
            return
        if before.endswith(":"):
            # { name: "x-sup-api-key", value: … }
            beside = _VALUE_BESIDE.match(text, after.end())
            if beside:
                yield Place(beside.end(), anchor.name, anchor.start)
        elif before.endswith(("(", "[", ",")):
            yield Place(after.end(), anchor.name, anchor.start, needs_shape=not before.endswith("("))
    elif operator:
        yield Place(after.end(), anchor.name, anchor.start)


def _through_variable(text: str, anchor: Anchor, opening: int) -> Iterator[Place]:
    """`const h="x-sup-api-key"` elsewhere: what is put under `[h]`, or given together with `h`."""
    bound = _BOUND_TO.search(text, max(0, opening - 64), opening)
    if not bound:
        return
    name = re.escape(bound[1])
    uses = re.compile(
        rf"\[\s?(?:[\w$]+\.)?{name}\s?\]\s?(?::|=(?![=>]))\s?|(?<![\w$])(?:set|append|setRequestHeader|header|add)"
        rf"\(\s?(?:[\w$]+\.)?{name}\s?,\s?"
    )
    start, end = max(0, anchor.start - _REACH_OF_HEADER), anchor.end + _REACH_OF_HEADER
    for match in islice(uses.finditer(text, start, end), _MOST_USES):
        yield Place(match.end(), anchor.name, match.start())


def _in_call(text: str, anchor: Anchor) -> Iterator[Place]:
    """`new Supertone({apiKey:…})`, `createSupertone("…")`: the key among the arguments."""
    opened = re.compile(r"\s{0,4}\(\s{0,8}").match(text, anchor.end)
    if not opened:
        return
    if text.startswith("{", opened.end()):
        for position in member_at(text, opened.end(), KEY_OPTION):
            yield Place(position, f"{anchor.name}({{apiKey}})", anchor.start)
    else:
        is_built = text.endswith("new ", 0, anchor.start)
        yield Place(opened.end(), f"{anchor.name}()", anchor.start, needs_shape=not is_built)
