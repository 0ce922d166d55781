"""The detector of Supertone keys for detect-secrets, in one file that it can load by path (`-p FILE`).

detect-secrets shows a detector one line at a time, with five lines on each side. Which name a value belongs to is
told by the lines before it; whether a neutral name (`API_KEY`) is Supertone's, by the lines around it or by the file
it stands in. What a key is, `sup_lint.keys` says.
"""

import functools
import os
import re
from collections.abc import Generator, Sequence
from typing import Any

from detect_secrets.core.potential_secret import PotentialSecret
from detect_secrets.plugins.base import RegexBasedDetector
from detect_secrets.util.code_snippet import CodeSnippet

from sup_lint.keys.matcher import find_keys
from sup_lint.keys.names import is_tied, mentions_vendor
from sup_lint.keys.needles import NEEDLE

# A key behind a neutral name is no shorter.
_LONG_WORD = re.compile(r"[A-Za-z0-9_-]{20}")
_LINES_BEFORE = 5
# A name stands at the end of its line when its value stands on the next.
_TAIL = 400
_LARGEST_FILE = 1 << 26


class SupertoneKeyDetector(RegexBasedDetector):
    """Finds what `find_keys` finds in a file.

    A RegexBasedDetector, because detect-secrets' filter for identifiers spares only those. Verification is the
    inherited one, which knows nothing and asks nobody.
    """

    secret_type = "Supertone API Key"  # noqa: S105 - stands in baselines: it may never change
    denylist: Sequence[re.Pattern[str]] = ()

    def analyze_string(self, string: str) -> Generator[str]:
        """The keys in a text that stands alone."""
        yield from (match.value for match in find_keys(string))

    def analyze_line(
        self, filename: str, line: str, line_number: int = 0, context: CodeSnippet | None = None, **_: Any
    ) -> set[PotentialSecret]:
        """The keys in a line of a file; `context` holds the lines around it."""
        return {
            PotentialSecret(type=self.secret_type, filename=filename, secret=value, line_number=line_number)
            for value in _keys_in(
                line, context.lines if context else [], context.target_index if context else 0, filename
            )
        }


def _keys_in(line: str, around: Sequence[str], index: int, filename: str) -> list[str]:
    # In a diff the lines around may be those of another place.
    at_its_place = index < len(around) and around[index].rstrip() == line.rstrip()
    before = "".join(map(_ending, around[max(0, index - _LINES_BEFORE) : index])) if at_its_place else ""
    text = before + line
    named = _has_needle(text)
    if not named and not _LONG_WORD.search(line):
        return []
    tied = _is_tied_file(*_identity(filename)) or _is_tied("\n".join([line, *around]))
    if not tied and not named:
        return []
    return [match.value for match in find_keys(text, tied=tied) if match.start >= len(before)]


def _ending(line: str) -> str:
    """The end of a line of the lines before, cut between words."""
    line = line.rstrip("\r\n")
    return (line if len(line) <= _TAIL else line[-_TAIL:].partition(" ")[2]) + "\n"


def _has_needle(text: str) -> bool:
    return NEEDLE.search(text.lower().encode("utf-8", "replace")) is not None


def _is_tied(text: str) -> bool:
    return _has_needle(text) and (is_tied(text) or mentions_vendor(text))


def _identity(filename: str) -> tuple[str, int, int]:
    """A file's name with what changes when the file does; zeros for a name that is no file's."""
    try:
        status = os.stat(filename)
    except (OSError, ValueError):
        return filename, 0, 0
    return filename, status.st_mtime_ns, status.st_size


@functools.lru_cache(maxsize=8)
def _is_tied_file(filename: str, _changed: int, size: int) -> bool:
    """Whether a whole file belongs to Supertone code; False for one that can't be read."""
    if not 0 < size <= _LARGEST_FILE or not os.path.isfile(filename):
        return False
    try:
        with open(filename, "rb") as file:
            data = file.read()
    except OSError:
        return False
    # What ties is ASCII, and UTF-16 without its nulls is ASCII, too.
    return _is_tied(data.replace(b"\0", b"").decode("utf-8", "replace"))
