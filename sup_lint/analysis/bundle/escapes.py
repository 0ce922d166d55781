"""Code inside strings, and text in disguise: windows of a bundle with their escapes undone, offsets kept."""

import html
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sup_lint.analysis.bundle.anchors import Anchor
from sup_lint.analysis.bundle.strings import ESCAPE, spelt
from sup_lint.analysis.windows import windows

_REACH = 6_000
_CLOSE = 200
_MOST_TEXT = 4 << 20
_ESCAPED_QUOTE = re.compile(r"""\\["'n]|\\u00[2-7][0-9a-fA-F]|\\x[2-7][0-9a-fA-F]""")
_ENTITY = re.compile(r"&(?:#[0-9]{2,4}|#x[0-9a-fA-F]{2,4}|quot|apos|amp|lt|gt);")
_PERCENT = re.compile(r"%[2-7][0-9A-Fa-f]")
# "sup" in escapes: the search for the vendor's name passes it by.
_DISGUISED = {
    "\\": re.compile(r"\\x[57]3\\x[57]5\\x[57]0|\\u00[57]3\\u00[57]5\\u00[57]0"),
    "%": re.compile(r"%[57]3%[57]5%[57]0"),
}


@dataclass(frozen=True, slots=True, eq=False)
class Derived:
    """A text made from a stretch of another one, and where each part of it comes from."""

    text: str
    starts: list[int]
    origins: list[int]

    def original(self, offset: int) -> int:
        """The offset in the other text."""
        index = bisect_right(self.starts, offset) - 1
        return self.origins[index] + offset - self.starts[index]


def unescaped_windows(text: str, anchors: list[Anchor]) -> Iterator[Derived]:
    """The surroundings of anchors that stand inside escaped strings, entities or percent-encoding, decoded."""
    for pattern, spell in _DECODERS:
        places = [
            (anchor.start, anchor.end)
            for anchor in anchors
            if pattern.search(text, max(0, anchor.start - _CLOSE), min(len(text), anchor.end + _CLOSE))
        ]
        sign = "%" if pattern is _PERCENT else "\\"
        if pattern is not _ENTITY:
            places += [match.span() for match in _DISGUISED[sign].finditer(text)]
        taken = 0
        for start, end in windows(sorted(places), _REACH, len(text)):
            taken += end - start
            if taken > _MOST_TEXT:
                break
            yield _derived(text, start, end, pattern, spell)


def _derived(
    text: str, start: int, end: int, pattern: re.Pattern[str], spell: Callable[[re.Match[str]], str]
) -> Derived:
    pieces: list[str] = []
    starts, origins = [0], [start]
    length, position = 0, start
    for match in (ESCAPE if pattern is _ESCAPED_QUOTE else pattern).finditer(text, start, end):
        plain = spell(match)
        pieces += [text[position : match.start()], plain]
        length += match.start() - position
        starts += [length, length + len(plain)]
        origins += [match.start(), match.end()]
        length += len(plain)
        position = match.end()
    pieces.append(text[position:end])
    return Derived("".join(pieces), starts, origins)


def _percent(match: re.Match[str]) -> str:
    return chr(int(match[0][1:], 16))


_DECODERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (_ESCAPED_QUOTE, spelt),
    (_ENTITY, lambda match: html.unescape(match[0])),
    (_PERCENT, _percent),
)
