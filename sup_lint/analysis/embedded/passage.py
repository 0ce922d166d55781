"""Text that is taken out of a host, cut and joined, with the place of every character kept."""

from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from sup_lint.analysis.embedded.embedding import Piece


class Passage(NamedTuple):
    """A text, and the `pieces` of it that stand in the host."""

    text: str
    pieces: tuple[Piece, ...]

    def cut(self, start: int, end: int) -> "Passage":
        """The passage from offset `start` up to `end`."""
        if start <= 0 and end >= len(self.text):
            return self
        found: list[Piece] = []
        first = max(0, bisect_right(self.pieces, start, key=lambda piece: piece.start) - 1)
        for piece in self.pieces[first:]:
            if piece.start >= end:
                break
            low, high = max(piece.start, start), min(piece.end, end)
            if low < high:
                skipped = low - piece.start if piece.spelled is None else 0
                found.append(Piece(low - start, piece.host_start + skipped, high - low, piece.spelled))
        return Passage(self.text[start:end], tuple(found))


def taken(text: str, start: int = 0, end: int | None = None) -> Passage:
    """The passage that stands in the host from offset `start` to `end`, character for character."""
    end = len(text) if end is None else end
    return Passage(text[start:end], (Piece(0, start, end - start),) if end > start else ())


def added(text: str) -> Passage:
    """A text that stands nowhere in the host."""
    return Passage(text, ())


def joined(passages: Iterable[Passage]) -> Passage:
    """The passages one behind the other."""
    texts: list[str] = []
    found: list[Piece] = []
    length = 0
    for passage in passages:
        for piece in passage.pieces:
            moved = Piece(piece.start + length, piece.host_start, piece.length, piece.spelled)
            last = found[-1] if found else None
            if last is not None and _continues(last, moved):
                found[-1] = last._replace(length=last.length + moved.length)
            else:
                found.append(moved)
        texts.append(passage.text)
        length += len(passage.text)
    return Passage("".join(texts), tuple(found))


def _continues(last: Piece, piece: Piece) -> bool:
    plain = last.spelled is None and piece.spelled is None
    return plain and last.end == piece.start and last.host_end == piece.host_start
