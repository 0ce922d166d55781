"""A file as it is and as it shall be."""

import difflib
from collections.abc import Iterator
from typing import NamedTuple


class Change(NamedTuple):
    """The file `path`, relative to the place, shall hold the text `after`; `before` is None where there is none yet."""

    path: str
    before: str | None
    after: str

    def diff(self) -> Iterator[str]:
        """The lines of a unified diff, without line ends; without context, which may hold a key."""
        before, after = (self.before or "").splitlines(), self.after.splitlines()
        old = "/dev/null" if self.before is None else f"a/{self.path}"
        for line in difflib.unified_diff(before, after, old, f"b/{self.path}", lineterm="", n=0):
            yield line.rstrip()


class Advice(NamedTuple):
    """What can't be done by an edit, as a sentence, and the lines that somebody may put in by hand."""

    sentence: str
    lines: tuple[str, ...] = ()


def with_lines(text: str | None, lines: list[str]) -> str:
    """The text with further lines at its end, in its own line ends."""
    if not text:
        return "\n".join([*lines, ""])
    end = "\r\n" if "\r\n" in text else "\n"
    return text + ("" if text.endswith("\n") else end) + end.join([*lines, ""])
