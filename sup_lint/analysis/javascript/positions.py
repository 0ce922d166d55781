"""Where the nodes of a syntax tree stand, in lines and characters."""

from itertools import accumulate
from typing import TYPE_CHECKING

from sup_lint.model.region import Region

if TYPE_CHECKING:
    from tree_sitter import Node

_CONTINUATION = 0b1000_0000
_MASK = 0b1100_0000


class Positions:
    """Positions in one source, given as its UTF-8 bytes with `\\n` for every line end. Columns count characters."""

    def __init__(self, source: bytes) -> None:
        self.source = source
        self._lines: list[bytes] | None = None if source.isascii() else source.split(b"\n")
        self._characters: dict[int, list[int]] = {}

    def region(self, node: "Node") -> Region:
        """The region of a node: lines and columns from 1, the end exclusive."""
        line, column = node.start_point
        end_line, end_column = node.end_point
        if self._lines is None:
            return Region(line + 1, column + 1, end_line + 1, end_column + 1)
        return Region(
            line + 1, self._character(line, column) + 1, end_line + 1, self._character(end_line, end_column) + 1
        )

    def text(self, node: "Node") -> str:
        """The source text of a node."""
        return self.source[node.start_byte : node.end_byte].decode("utf-8", "replace")

    def _character(self, line: int, column: int) -> int:
        assert self._lines is not None
        content = self._lines[line]
        if content.isascii():
            return column
        known = self._characters.get(line)
        if known is None:
            starts = accumulate((byte & _MASK) != _CONTINUATION for byte in content)
            known = self._characters[line] = [0, *starts]
        return known[min(column, len(known) - 1)]
