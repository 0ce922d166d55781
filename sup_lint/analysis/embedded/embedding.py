"""Source that lies within a file of another kind: the cells of a notebook, the fenced code of a document."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from sup_lint.model.region import Region

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile


class Piece(NamedTuple):
    """A stretch of embedded text that stands in its host.

    `start` is its offset in the embedded text, `host_start` that in the host's, `length` counts characters of the
    embedded text. They stand in the host one by one unless `spelled` gives how many characters the host takes for all
    of them: an escape. Between pieces lies what the host has not at all (a line end that joins two cells).
    """

    start: int
    host_start: int
    length: int
    spelled: int | None = None

    @property
    def end(self) -> int:
        """The offset in the embedded text behind the piece."""
        return self.start + self.length

    @property
    def host_end(self) -> int:
        """The offset in the host behind the piece."""
        return self.host_start + (self.length if self.spelled is None else self.spelled)


class Part(NamedTuple):
    """A part of the embedded text that people know by a name: `name` (cell 3) begins at the line `line`, from 1.

    Where an embedded text begins in the midst of a part, `line` is zero or less.
    """

    line: int
    name: str


class Embedding:
    """Leads from an embedded text back to its `host`.

    `pieces` are in order and don't overlap; `parts` are in order, too, none where the embedded text is all of one.
    `is_example` says that it is code in prose, which runs nowhere.
    """

    def __init__(
        self,
        host: "AnalysedFile",
        pieces: Sequence[Piece],
        parts: Sequence[Part] = (),
        *,
        is_example: bool = False,
    ) -> None:
        self.host = host
        self.is_example = is_example
        self._pieces = pieces
        self._starts = [piece.start for piece in pieces]
        self._parts = parts

    def offset(self, offset: int) -> int:
        """The offset in the host of an offset in the embedded text; the nearest one for what the host has not."""
        index = bisect_right(self._starts, offset) - 1
        if index < 0:
            return self._pieces[0].host_start if self._pieces else 0
        piece = self._pieces[index]
        if offset >= piece.end:
            return piece.host_end
        return piece.host_start + (offset - piece.start if piece.spelled is None else 0)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span in the host of a span of the embedded text, without what the host has not at its ends."""
        first = self.offset(start)
        if end <= start:
            return first, first
        index = bisect_right(self._starts, start)
        if (index == 0 or start >= self._pieces[index - 1].end) and index < len(self._pieces):
            following = self._pieces[index]
            first = following.host_start if following.start < end else first
        # The end belongs to the last character, not to the piece that may follow it.
        index = bisect_right(self._starts, end - 1) - 1
        if index < 0:
            return first, first
        piece = self._pieces[index]
        whole = piece.spelled is not None or end >= piece.end
        return first, max(first, piece.host_end if whole else piece.host_start + end - piece.start)

    def holds(self, host_offset: int) -> bool:
        """Whether the character of the host at an offset is in the embedded text."""
        return any(piece.host_start <= host_offset < piece.host_end for piece in self._pieces)

    def where(self, line: int) -> str:
        """What people call the place of a line (from 1) of the embedded text: `cell 3, line 2`; empty without parts."""
        index = bisect_right([part.line for part in self._parts], line) - 1
        return f"{self._parts[index].name}, line {line - self._parts[index].line + 1}" if index >= 0 else ""

    def region(self, embedded: "AnalysedFile", region: Region) -> Region:
        """The region in the host of a region of the embedded file."""
        lines = embedded.lines
        start = lines.offset(region.line, region.column)
        end = lines.offset(region.end_line, region.end_column)
        return self.host.lines.region(*self.span(start, end))
