"""Where libcst's nodes stand, as regions.

libcst's own line and column provider costs more than twice the parse; its byte spans cost half of that, and one look at
the text turns those into lines and columns that are wanted.
"""

from bisect import bisect_right

import libcst as cst
from libcst.metadata import ByteSpanPositionProvider, MetadataWrapper

from sup_lint.model.region import Region

_NOWHERE = Region(1, 1, 1, 1)


class Positions:
    """The positions of one module's nodes; `text` is the source it was parsed from, with ``\\n`` line ends only."""

    def __init__(self, module: cst.Module, text: str) -> None:
        self._spans = MetadataWrapper(module, unsafe_skip_copy=True).resolve(ByteSpanPositionProvider)
        self._data = text.encode()
        self._is_ascii = len(self._data) == len(text)
        self._starts = [0]
        found = self._data.find(b"\n") + 1
        while found:
            self._starts.append(found)
            found = self._data.find(b"\n", found) + 1

    def region(self, node: cst.CSTNode) -> Region:
        """Where a node stands; the file's first character for nodes without a position."""
        span = self._spans.get(node)
        if span is None:
            return _NOWHERE
        return Region(*self._position(span.start), *self._position(span.start + span.length))

    def _position(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._starts, offset)
        start = self._starts[line - 1]
        if self._is_ascii:
            return line, offset - start + 1
        return line, len(self._data[start:offset].decode()) + 1
