"""Where an offset into a text stands in lines and columns, and back."""

import re
from bisect import bisect_right

from sup_lint.model.region import Region


class LineIndex:
    """Translates between offsets (characters from 0) and positions (line and column from 1) of one text.

    Lines end with ``\\n``, ``\\r\\n`` or ``\\r`` and with nothing else, as Python's tokenizer and libcst
    count them. A line end belongs to the line that it ends. A text has one line more than it has line ends.
    """

    __slots__ = ("_starts", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = _line_starts(text)

    @property
    def line_count(self) -> int:
        """The number of lines, the empty one after a last line end included; at least 1."""
        return len(self._starts)

    def position(self, offset: int) -> tuple[int, int]:
        """Give the line and the column of an offset; the end of the text counts as an offset.

        Raises IndexError for an offset outside the text.
        """
        if not 0 <= offset <= len(self._text):
            raise IndexError(f"offset {offset} is outside a text of {len(self._text)} characters")
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def region(self, start: int, end: int) -> Region:
        """Give the region from offset `start` up to, not including, offset `end`.

        Raises IndexError for an offset outside the text, ValueError if `end` lies before `start`.
        """
        if end < start:
            raise ValueError(f"a region cannot end at {end}, before its start at {start}")
        return Region(*self.position(start), *self.position(end))

    def offset(self, line: int, column: int) -> int:
        """Give the offset of a position; the column may also be that of the line end, or the one after it.

        Raises IndexError for a line or a column that the text does not have.
        """
        start, following = self._bounds(line)
        if not 1 <= column <= following - start + 1:
            raise IndexError(f"line {line} has no column {column}")
        return start + column - 1

    def line_text(self, line: int) -> str:
        """Give a line without its line end. Raises IndexError for a line that the text does not have."""
        start, following = self._bounds(line)
        # A line holds neither of the two characters anywhere but in its line end.
        return self._text[start:following].rstrip("\r\n")

    def length(self, line: int) -> int:
        """Give the length of a line with its line end. Raises IndexError for a line that the text does not have."""
        start, following = self._bounds(line)
        return following - start

    def _bounds(self, line: int) -> tuple[int, int]:
        if not 1 <= line <= len(self._starts):
            raise IndexError(f"the text has no line {line}")
        following = self._starts[line] if line < len(self._starts) else len(self._text)
        return self._starts[line - 1], following


def _line_starts(text: str) -> list[int]:
    """List the offset at which each line starts."""
    if "\r" in text and text.count("\r") != text.count("\r\n"):
        return [0, *(match.end() for match in re.finditer("\r\n?|\n", text))]
    # Every line ends with \n: str.find runs at the speed of memory, however long the lines are.
    starts = [0]
    found = text.find("\n") + 1
    while found:
        starts.append(found)
        found = text.find("\n", found) + 1
    return starts
