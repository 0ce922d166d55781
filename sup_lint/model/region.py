"""A stretch of text, as people and SARIF count it."""

from typing import NamedTuple


class Region(NamedTuple):
    """Lines and columns start at 1, columns count characters (code points), `end_column` is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int

    def overlaps(self, other: "Region") -> bool:
        """Whether the two have a character in common."""
        return (self.line, self.column) < (other.end_line, other.end_column) and (
            (other.line, other.column) < (self.end_line, self.end_column)
        )

    def contains(self, other: "Region") -> bool:
        """Whether all of the other lies in this one."""
        return self[:2] <= other[:2] and other[2:] <= self[2:]
