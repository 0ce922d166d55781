"""Where minified text speaks of Supertone: everything else of a bundle is passed over."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sup_lint.keys.names import HOST, is_key_header, is_key_name
from sup_lint.keys.needles import NEEDLE

_BEFORE = re.compile(r"[\w$.-]{0,90}$", re.ASCII)
_BEHIND = re.compile(r"[\w$.-]{0,90}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Anchor:
    """A word that speaks of Supertone: its offsets, and what it is: header, name (of the key), host or mention."""

    start: int
    end: int
    name: str
    kind: str


def anchors(text: str) -> Iterator[Anchor]:
    """Yield the words of `text` that speak of Supertone, in order."""
    last = 0
    for found, found_end in _needles(text):
        if found < last:
            continue
        before = _BEFORE.search(text[max(last, found - 90) : found])
        behind = _BEHIND.match(text, found_end)
        assert before is not None
        assert behind is not None
        start, end = found - len(before[0]), behind.end()
        name = text[start:end]
        kept = name.rstrip(".-")
        last = end
        yield Anchor(start, start + len(kept), kept, _kind(kept))


def _needles(text: str) -> Iterator[tuple[int, int]]:
    """The spans of the needles. Bytes are put into lower case at the speed of memory, text is not."""
    data = text.encode("utf-8", "surrogatepass")
    is_ascii = len(data) == len(text)
    done = characters = 0
    for match in NEEDLE.finditer(data.lower()):
        start, end = match.span()
        if not is_ascii:
            characters += len(data[done:start].decode("utf-8", "surrogatepass"))
            done = start
            start, end = characters, characters + end - start
        yield start, end


def _kind(name: str) -> str:
    # import.meta.env.VITE_SUPERTONE_API_KEY: the last member is the name.
    last = name.rpartition(".")[2]
    if is_key_header(last):
        return "header"
    if HOST.search(name):
        return "host"
    return "name" if is_key_name(last) or is_key_name(name) else "mention"
