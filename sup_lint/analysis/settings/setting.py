"""One setting of a file."""

from typing import NamedTuple


class Setting(NamedTuple):
    """A name with a value, as text.

    `path` are the names around it from the outside in, its own last. `start` and `end` are the offsets of the value as
    it is spelled, without quotes; `value` is what that spells.
    """

    path: tuple[str, ...]
    value: str
    start: int
    end: int

    @property
    def name(self) -> str:
        """The setting's own name."""
        return self.path[-1] if self.path else ""

    @property
    def dotted(self) -> str:
        """The whole path, joined by dots."""
        return ".".join(self.path)
