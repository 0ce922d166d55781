"""Where libcst's nodes stand, as regions.

libcst's own line and column provider costs more than twice the parse; its byte spans cost half of that, and one look
at the text turns those into the lines and columns that are wanted.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable

import libcst as cst
from libcst.metadata import ByteSpanPositionProvider, MetadataWrapper

from sup_lint.model.region import Region

_NOWHERE = Region(1, 1, 1, 1)
_BLANK = b" \t\f\n\\\xef\xbb\xbf"  # the last three make a byte order mark


class _Wrapper(MetadataWrapper):
    """Leaves out the walk that serves providers which visit nodes: without any it doubles the time, for nothing."""

    def visit_batched(
        self,
        visitors: Iterable[cst.BatchableCSTVisitor],
        before_visit: Callable[[cst.CSTNode], None] | None = None,
        after_leave: Callable[[cst.CSTNode], None] | None = None,
    ) -> cst.CSTNode:
        """As the class above does, for at least one visitor."""
        several = list(visitors)
        return super().visit_batched(several, before_visit, after_leave) if several else self.module


class Positions:
    """The positions of one module's nodes; `text` is the source it was parsed from, with ``\\n`` line ends only.

    Raises ValueError if they can't be told, which no source is known to bring about.
    """

    def __init__(self, module: cst.Module, text: str) -> None:
        self._spans = _Wrapper(module, unsafe_skip_copy=True).resolve(ByteSpanPositionProvider)
        self._data = text.encode()
        self._is_ascii = len(self._data) == len(text)
        self._losses: list[int] = []
        self._lost: list[int] = [0]
        # A line end that the source lacks at its end is counted.
        if self._spans[module].length != len(self._data) + (not text.endswith("\n")):
            self._align(module.code.encode())
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
        start, end = span.start, span.start + span.length
        if self._losses:
            start += self._lost[bisect_right(self._losses, start)]
            end += self._lost[bisect_left(self._losses, end)] if span.length else start - span.start
        return Region(*self._position(start), *self._position(end))

    def _position(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._starts, offset)
        start = self._starts[line - 1]
        if self._is_ascii:
            return line, offset - start + 1
        return line, len(self._data[start:offset].decode()) + 1

    def _align(self, code: bytes) -> None:
        """Note where `code`, which libcst writes and its spans count, lacks blanks or continued lines of the source."""
        here = there = 0
        while here < len(code):
            for step in (4096, 256, 16, 1):
                while here < len(code) and code[here : here + step] == self._data[there : there + step]:
                    here, there = here + step, there + step
            if here >= len(code):
                break
            if self._data[there : there + 1] not in _BLANK or there >= len(self._data):
                raise ValueError("the code that libcst writes is not the source")
            there += 1
            if not self._losses or self._losses[-1] != here:
                self._losses.append(here)
                self._lost.append(0)
            self._lost[-1] = there - here
