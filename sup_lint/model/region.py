"""A stretch of text, as people and SARIF count it."""

from typing import NamedTuple


class Region(NamedTuple):
    """Lines and columns start at 1, columns count characters (code points), `end_column` is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int

    def covers(self, other: "Region") -> bool:
        """Whether `other` lies within this region, borders included."""
        return (self.line, self.column) <= (other.line, other.column) and (
            other.end_line,
            other.end_column,
        ) <= (self.end_line, self.end_column)
