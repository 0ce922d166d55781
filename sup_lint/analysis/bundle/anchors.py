"""Where minified text speaks of Supertone: everything else of a bundle is passed over."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sup_lint.keys.names import HOST, is_key_header, is_key_name
from sup_lint.keys.needles import NEEDLE

_NEEDLE = re.compile(NEEDLE.pattern.decode("ascii"))
_BEFORE = re.compile(r"[\w$.-]{0,90}$", re.ASCII)
_BEHIND = re.compile(r"[\w$.-]{0,90}", re.ASCII)
# The only character whose lower case is longer than itself.
_GROWING = "\u0130"


@dataclass(frozen=True, slots=True)
class Anchor:
    """A word that speaks of Supertone: its offsets, and what it is: header, name (of the key), host or mention."""

    start: int
    end: int
    name: str
    kind: str


def anchors(text: str) -> list[Anchor]:
    """The words of `text` that speak of Supertone, in order."""
    return list(_anchors(text))


def _anchors(text: str) -> Iterator[Anchor]:
    lowered = text.lower() if _GROWING not in text else text.replace(_GROWING, "I").lower()
    last = 0
    for match in _NEEDLE.finditer(lowered):
        if match.start() < last:
            continue
        before = _BEFORE.search(text[max(last, match.start() - 90) : match.start()])
        behind = _BEHIND.match(text, match.end())
        assert before is not None
        assert behind is not None
        start, end = match.start() - len(before[0]), behind.end()
        name = text[start:end]
        kept = name.rstrip(".-")
        last = end
        yield Anchor(start, start + len(kept), kept, _kind(kept))


def _kind(name: str) -> str:
    # import.meta.env.VITE_SUPERTONE_API_KEY: the last member is the name.
    last = name.rpartition(".")[2]
    if is_key_header(last):
        return "header"
    if HOST.search(name):
        return "host"
    return "name" if is_key_name(last) or is_key_name(name) else "mention"
