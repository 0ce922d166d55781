"""What a baseline says: which findings are accepted, and which of its entries hide nothing."""

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Entry:
    """Up to `count` findings of a rule at a path that are accepted.

    `path` is posix and relative to the baseline's folder, `expires` the ISO date from which on they count again.
    `needs` says what a run must know to see the findings, beyond their file: `tree` for the other files, `key` for
    the key, of which they are copies.
    """

    rule: str
    path: str
    fingerprint: str
    count: int = 1
    reason: str = ""
    expires: str = ""
    needs: str = ""

    @property
    def identity(self) -> tuple[str, str, str]:
        """What no two entries have in common."""
        return self.rule, self.path, self.fingerprint


class StaleEntry(NamedTuple):
    """An entry, in a line of the baseline, of which only `found` findings are left; `is_gone` says the file is, too."""

    entry: Entry
    line: int
    found: int
    is_gone: bool
