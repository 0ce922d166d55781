"""A text with edits made in it: what lies outside of them stays as it was, character for character."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from sup_lint.model.fix import Addition, Edit
from sup_lint.model.region import Region
from sup_lint.sources.lines import LineIndex


class EditError(Exception):
    """An edit doesn't fit the text; the message says why, as a sentence without a subject."""


class Stretch(NamedTuple):
    """Offsets in the old text, and what stands in their place in the new one."""

    start: int
    end: int
    text: str


class Edited:
    """`text` is the new text; `moved` tells where a region of the old one is found in it."""

    def __init__(self, old: str, stretches: Sequence[Stretch], appended: str) -> None:
        pieces: list[str] = []
        last = 0
        for start, end, text in stretches:
            pieces += (old[last:start], text)
            last = end
        self.text = "".join((*pieces, old[last:], appended))
        # An edit may repeat what stood there before: that is where it was, too.
        self._stretches = [_narrowed(each, old) for each in stretches]
        self._old = LineIndex(old)
        self._new = LineIndex(self.text)

    def moved(self, region: Region) -> Region:
        """Where a region of the old text is in the new one; an edited part of it leads to what stands there now.

        A region that the old text does not have stays as it is.
        """
        try:
            start = self._old.offset(region.line, region.column)
            end = self._old.offset(region.end_line, region.end_column)
        except IndexError:
            return region
        first = self._start(start)
        return self._new.region(first, max(first, self._end(end)))

    def _start(self, offset: int) -> int:
        shift = 0
        for start, end, text in self._stretches:
            if end <= offset:
                shift += len(text) - (end - start)
            elif start <= offset:
                return start + shift
        return offset + shift

    def _end(self, offset: int) -> int:
        shift = 0
        for start, end, text in self._stretches:
            if end < offset or start < end == offset:
                shift += len(text) - (end - start)
            elif start < offset:
                return start + shift + len(text)
        return offset + shift


def _narrowed(whole: Stretch, old: str) -> Stretch:
    """A stretch without what is alike in the old and the new text at its beginning and at its end."""
    start, end, text = whole
    before = old[start:end]
    first = _alike(before, text)
    last = min(_alike(before[::-1], text[::-1]), min(len(before), len(text)) - first)
    return Stretch(start + first, end - last, text[first : len(text) - last])


def _alike(one: str, other: str) -> int:
    """How many characters two texts begin with in common."""
    return next(
        (at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), min(len(one), len(other))
    )


def edited(text: str, edits: Iterable[Edit], additions: Iterable[Addition] = ()) -> Edited:
    """Make edits that don't overlap, in whatever order they are given; then have the lines of `additions` at the end.

    Equal edits are made once. Line ends are those of the line where an edit begins, or of the one before it. Raises
    EditError.
    """
    lines = LineIndex(text)
    stretches = sorted({_stretch(edit, text, lines) for edit in edits})
    for before, after in pairwise(stretches):
        if clash(before, after):
            raise EditError("would have two edits in one place")
    return Edited(text, stretches, _appended(text, additions))


def clash(one: Stretch, other: Stretch) -> bool:
    """Whether two stretches can't both be replaced: they overlap, or nobody can say which of them comes first."""
    if one == other:
        return False
    if one.start == one.end and other.start == other.end:
        return one.start == other.start
    return one.start < other.end and other.start < one.end


def stretch(edit: Edit, text: str) -> Stretch:
    """The offsets of an edit in a text. Raises EditError."""
    return _stretch(edit, text, LineIndex(text))


def _stretch(edit: Edit, text: str, lines: LineIndex) -> Stretch:
    region = edit.region
    try:
        start, end = lines.offset(region.line, region.column), lines.offset(region.end_line, region.end_column)
    except IndexError:
        raise EditError("has no such place") from None
    if end < start:
        raise EditError("has no such place")
    new = edit.text
    if "\n" in new:
        new = new.replace("\n", line_end_at(region.line, text, lines))
    return Stretch(start, end, new)


def line_end_at(line: int, text: str, lines: LineIndex) -> str:
    """How a line ends; of the last one, which has no end, how the one before it does."""
    for number in (line, line - 1):
        if 1 <= number < lines.line_count:
            start = lines.offset(number, 1)
            stop = start + lines.length(number)
            return text[start + len(lines.line_text(number)) : stop]
    return "\n"


def _appended(text: str, additions: Iterable[Addition]) -> str:
    """The lines that a text lacks, each whole; where its last line has no end, that comes before them."""
    lines = LineIndex(text)
    present = {lines.line_text(number) for number in range(1, lines.line_count + 1)}
    wanted = [line for line in dict.fromkeys(addition.line for addition in additions) if line not in present]
    if not wanted:
        return ""
    end = line_end_at(lines.line_count, text, lines)
    ended = "" if not text or text.endswith(("\n", "\r")) else end
    return ended + "".join(f"{line}{end}" for line in wanted)
