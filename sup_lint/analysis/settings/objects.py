"""Settings in JSON, also with comments, trailing commas, JSON5's spellings, and several values in a row."""

import re
from collections.abc import Iterator

from sup_lint.analysis.settings.malformed import MalformedError, is_template
from sup_lint.analysis.settings.setting import DEEPEST, Setting
from sup_lint.analysis.settings.spelling import unescaped

# A string without an end goes to the end of its line, so that no text is read twice.
_TOKEN = re.compile(
    r"""(?P<quote>["'])(?P<text>(?:(?!(?P=quote))[^\\\n]|\\(?:\r\n|[^\r]|\r|\Z))*+)(?P<end>(?P=quote)?)"""
    r"""|//[^\n]*+|/\*|[\[\]{}:,]|(?P<bare>[^\s\[\]{}:,"'/]++)|\S""",
)
_LITERAL = re.compile(
    r"[+-]?(?:0[xX][0-9a-fA-F]+|[0-9]+\.?[0-9]*(?:[eE][+-]?[0-9]+)?|\.[0-9]+(?:[eE][+-]?[0-9]+)?|Infinity|NaN)"
    r"|true|false|null"
)
_NAME = re.compile(r"[\w$][\w$.-]*")
_SPACE = re.compile(r"\s*+")


class _Container:
    """An object or list that is open: where its settings go, and what must come next."""

    __slots__ = ("is_object", "key", "path", "state", "within")

    def __init__(self, is_object: bool, path: tuple[str, ...], within: tuple[int, ...]) -> None:
        self.is_object = is_object
        self.path = path
        self.within = within
        self.key = ""
        self.state = "first"  # then: colon, value, after, next

    @property
    def inner(self) -> tuple[str, ...]:
        """The path of what stands here."""
        return (*self.path, self.key) if self.key else self.path


def settings(text: str) -> Iterator[Setting]:
    """Yield the entries and items of JSON text whose values are text.

    Raises MalformedError at the end if the text is neither JSON nor JSONC nor JSON5; a template for such is let pass.
    """
    root = _Container(False, (), ())
    stack: list[_Container] = [root]
    depth = count = position = 0
    wrong = -1  # the offset of the first token that has no business there
    ended = 0
    is_too_deep = False
    while match := _TOKEN.search(text, position):
        position = match.end()
        mark = match[0]
        top = stack[-1]
        if mark.startswith("//"):
            continue
        if mark == "/*":
            end = text.find("*/", position)
            position = end + 2 if end >= 0 else len(text)
            continue
        good = True
        if depth > DEEPEST:  # nothing is told of what stands so deep
            is_too_deep = True
            depth += (mark in "[{") - (mark in "]}")
        elif mark in "]}":
            good = len(stack) > 1 and top.is_object == (mark == "}") and top.state in {"first", "after", "next"}
            if len(stack) > 1:
                stack.pop()
                depth -= 1
            stack[-1].state = "after"
        elif mark == ",":
            good = top.state == "after" and len(stack) > 1
            top.state, top.key = "next", ""
        elif mark == ":":
            good = top.state == "colon"
            top.state = "value"
        elif mark in "[{":
            good = _takes_value(top, text, ended, match.start())
            depth += 1
            count += 1
            if depth <= DEEPEST:
                top.state = "after"
                stack.append(_Container(mark == "{", top.inner, (*top.within, count)))
            else:
                top.state = "after"
        elif match["quote"] or match["bare"]:
            group = "text" if match["quote"] else "bare"
            if text.startswith(":", _SPACE.match(text, position).end()) and top.state != "value":  # type: ignore[union-attr]
                good = top.is_object and top.state in {"first", "next"}
                good = good and (bool(match["end"]) or _NAME.fullmatch(mark) is not None)
                top.key, top.state = match[group], "colon"
            else:
                good = _takes_value(top, text, ended, match.start())
                good = good and (bool(match["end"]) or _LITERAL.fullmatch(mark) is not None)
                top.state = "after"
                if not (group == "bare" and _LITERAL.fullmatch(mark)):
                    yield Setting(top.inner, unescaped(match[group]), *match.span(group), top.within)
                if top.is_object:
                    top.key = ""
        else:
            good = False
        if not good and wrong < 0:
            wrong = match.start()
        ended = position
    if wrong < 0 and (len(stack) > 1 or depth):
        wrong = max(len(text.rstrip()) - 1, 0)
    if wrong >= 0 and not is_template(text):
        raise MalformedError(f"line {text.count(chr(10), 0, wrong) + 1} is no JSON")
    if is_too_deep:
        raise MalformedError("it is nested too deep")


def _takes_value(container: _Container, text: str, ended: int, start: int) -> bool:
    """Whether a value may stand here; at the root there may be one in every line."""
    if container.is_object:
        return container.state == "value"
    if not container.within:
        return container.state != "after" or "\n" in text[ended:start]
    return container.state in {"first", "next"}
