"""The file of a baseline: its lines as they stand there, and the entries in them."""

import os
from typing import NamedTuple

from sup_lint.config import Config
from sup_lint.engine.baseline.entries import BaselineError, header_line, parse_entry, parse_header
from sup_lint.model.baseline import Entry
from sup_lint.sources import files, reading

# One place for each: entries of two branches meet in the same place, and conflict, once in so many times.
PLACES = "0123456789abcdefghijklmnopqrstuv"
_SALT_LENGTH = 16
_EXPLANATION = """\
# Findings of sup-lint that are accepted. `sup-lint baseline write` adds what is new, `sup-lint baseline prune` drops
# what is gone. By hand an entry can be given "reason":"…" and "expires":"2027-01-31", the day it counts again.
# The lines below keep entries apart, so that branches with new entries merge: leave them.
"""
_CONFLICT = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")


class Baseline(NamedTuple):
    """A baseline as it was read.

    `path` is absolute, `shown` as messages name it. `lines` have their ends; `entries` are by the number of their
    line, from 1 on. `data` are the bytes of the file, None if there is none yet.
    """

    path: str
    shown: str
    salt: bytes
    lines: tuple[str, ...]
    entries: dict[int, Entry]
    data: bytes | None

    @property
    def folder(self) -> str:
        """The folder that the paths of entries start from, absolute and posix."""
        return os.path.realpath(os.path.dirname(self.path)).replace(os.sep, "/")

    @property
    def line_end(self) -> str:
        """How its lines end."""
        return "\r\n" if self.lines[0].endswith("\r\n") else "\n"


def baseline_of(config: Config) -> Baseline | None:
    """The baseline that holds in a run, None if there is none. Raises BaselineError."""
    return None if config.baseline is None else load_baseline(config.baseline)


def load_baseline(path: str) -> Baseline:
    """Read the baseline at an absolute path.

    Raises BaselineError if there is none, and for whatever isn't right in it.
    """
    shown = shown_path(path)
    try:
        # What is staged of it counts for what is staged; a new one counts before it is.
        data = files.read(path) if files.is_file(path) else reading.read(path)
    except FileNotFoundError:
        raise BaselineError(f"{shown}: this baseline does not exist; `sup-lint baseline write` makes one") from None
    except OSError as error:
        raise BaselineError(f"{shown}: the baseline {error}") from None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BaselineError(f"{shown}:{line}: the baseline is not UTF-8") from None
    *whole, rest = text.split("\n")
    lines = (*(f"{line}\n" for line in whole), *([rest] if rest else []))
    return Baseline(path, shown, *_parsed(lines, shown), data)


def new_baseline(path: str, salt: bytes = b"") -> Baseline:
    """A baseline without entries for a file that does not exist; its salt is random if no 16 bytes are given."""
    salt = salt or os.urandom(_SALT_LENGTH)
    text = f"{header_line(salt)}\n{_EXPLANATION}" + "".join(f"{separator(place)}\n" for place in PLACES)
    return Baseline(path, shown_path(path), salt, tuple(text.splitlines(keepends=True)), {}, None)


def separator(place: str) -> str:
    """The comment line that a place begins with, without its end."""
    return f"# {place}"


def shown_path(path: str) -> str:
    """An absolute path as reports show it: posix, relative to the working directory where it lies below it."""
    relative = os.path.relpath(path)
    return (path if relative.startswith("..") else relative).replace(os.sep, "/")


def _parsed(lines: tuple[str, ...], shown: str) -> tuple[bytes, tuple[str, ...], dict[int, Entry]]:
    salt = b""
    entries: dict[int, Entry] = {}
    known: dict[tuple[str, str, str], int] = {}
    for number, line in enumerate(lines or ("",), 1):
        text = line.strip().removeprefix("\ufeff")
        try:
            if text[:7] in _CONFLICT and text[7:8] in ("", " "):
                raise BaselineError("a merge left its conflict here; keep the entries of both sides, and no marks")
            if number == 1:
                salt = parse_header(text)
            elif text and not text.startswith("#"):
                entry = parse_entry(text)
                first = known.setdefault(entry.identity, number)
                if first != number:
                    raise BaselineError(f"this entry stands in line {first}, too; keep one of them")
                entries[number] = entry
        except BaselineError as error:
            raise BaselineError(f"{shown}:{number}: {error}") from None
    return salt, lines, entries
