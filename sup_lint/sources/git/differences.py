"""What the work tree has changed since a commit: which files, and which of their lines."""

import os
import re
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from sup_lint.sources.git.command import GitError

if TYPE_CHECKING:
    from sup_lint.sources.git.repository import Repository

# Whatever the user's settings make of a diff: names as they are, no programs, no lines but the changed ones.
_OPTIONS = (
    "--no-color",
    "--color-moved=no",
    "--no-ext-diff",
    "--no-textconv",
    "--ignore-submodules=all",
    "--submodule=short",
    "--src-prefix=a/",
    "--dst-prefix=b/",
    "--inter-hunk-context=0",
    f"-O{os.devnull}",
)
_HUNK = re.compile(rb"@@ -\d{1,18}(?:,(\d{1,18}))? \+(\d{1,18})(?:,(\d{1,18}))? @@")
_ESCAPE = re.compile(rb"\\([0-7]{3}|[\s\S])")
_ESCAPED = {b"a": b"\a", b"b": b"\b", b"t": b"\t", b"n": b"\n", b"v": b"\v", b"f": b"\f", b"r": b"\r"}
_PROGRAM = re.compile(r"filter\.[\s\S]*\.(?:clean|process)")


class Difference(NamedTuple):
    """A file of the work tree, by its name relative to the top, that differs from a commit.

    `lines` are stretches of numbers from 1; None where all of it is new, or where git can't tell. The line behind
    something that was deleted counts as changed: a comment that silenced it may be gone.
    """

    name: str
    lines: tuple[range, ...] | None = None

    def touches(self, first: int, last: int) -> bool:
        """Whether one of the lines from `first` to `last` is changed."""
        return self.lines is None or any(each.start <= last and first < each.stop for each in self.lines)


def differences(repository: "Repository", commit: str, *, with_lines: bool) -> list[Difference]:
    """The files that differ from a commit, new ones that git does not ignore included.

    Without `with_lines` all lines count, and git need not know how the files were. Files that are gone are left out;
    so are submodules, but not what is a symbolic link. Raises GitError.
    """
    plain = _without_filters(repository)
    diff = (*plain, "diff", *_OPTIONS)
    if with_lines:
        git = repository.git
        lines = dict(_changed_lines(git.run(*diff, "-U0", "-M", commit, "--")))
        told = list(_counted(git.run(*diff, "--numstat", "-z", "-M", commit, "--")))
        found = [Difference(name, None if is_binary else lines.get(name, ())) for name, is_binary in told]
    else:
        found = [
            Difference(name)
            for name in _names(repository.git.run(*diff, "--name-only", "-z", "--no-renames", commit, "--"))
        ]
    new = _names(repository.git.run("ls-files", "-z", "--others", "--exclude-standard", "--full-name"))
    return [*found, *(Difference(name) for name in new if not name.endswith("/"))]


def _names(output: bytes) -> list[str]:
    return [name for name in os.fsdecode(output).split("\0") if name]


def _without_filters(repository: "Repository") -> list[str]:
    """Options that keep git from running the filters of its configuration over the files of the work tree."""
    try:
        names = repository.git.run("config", "-z", "--name-only", "--get-regexp", r"^filter\..*\.(clean|process)$")
    except GitError:  # there are none
        return []
    found: list[str] = []
    for name in _names(names):
        if "=" in name or not _PROGRAM.fullmatch(name):
            raise GitError("could not be asked: its configuration has a filter whose name holds a `=`")
        found += ["-c", f"{name}=", "-c", f"{name[: name.rindex('.')]}.required=false"]
    return found


def _counted(output: bytes) -> Iterator[tuple[str, bool]]:
    """Yield the names in the output of `--numstat -z`, and whether git takes the file for a binary."""
    fields = iter(os.fsdecode(output).split("\0"))
    for field in fields:
        if not field:
            continue
        added, _, name = field.split("\t", 2)
        if not name:  # a renamed file: its old and its new name follow
            next(fields)
            name = next(fields)
        yield name, added == "-"


def _changed_lines(output: bytes) -> Iterator[tuple[str, tuple[range, ...]]]:
    """Yield the files of a diff without context, and the stretches of their new lines."""
    name: str | None = None
    found: list[range] = []
    rest = 0  # so many lines of a hunk are still to come: they may look like a header
    for line in BytesIO(output):
        if line.startswith(b"\\"):  # "\ No newline at end of file"
            continue
        if rest:
            rest -= 1
        elif line.startswith(b"diff --git "):
            if name is not None:
                yield name, tuple(found)
            name, found = None, []
        elif line.startswith(b"+++ "):
            name = _name(line[4:].rstrip(b"\n").removesuffix(b"\t"))
        elif hunk := _HUNK.match(line):
            before, first, after = (int(number) if number is not None else 1 for number in hunk.groups())
            rest = before + after
            found.append(range(first, first + after) if after else range(first + 1, first + 2))
    if name is not None:
        yield name, tuple(found)


def _name(shown: bytes) -> str | None:
    """The name in a header such as `+++ b/name`, which git may have quoted; None for no file."""
    if shown.startswith(b'"'):
        shown = _ESCAPE.sub(_unescaped, shown[1:-1])
    return os.fsdecode(shown[2:]) if shown.startswith(b"b/") else None


def _unescaped(match: re.Match[bytes]) -> bytes:
    told = match[1]
    return bytes([int(told, 8) & 0xFF]) if len(told) == 3 else _ESCAPED.get(told, told)
