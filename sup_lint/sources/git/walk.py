"""Every change of every file in a history, packed: which commit put which blob at which path."""

import sys
from array import array
from binascii import unhexlify
from collections.abc import Callable, Collection, Iterator
from typing import IO, TYPE_CHECKING

from sup_lint.sources.git.command import GitError
from sup_lint.sources.git.commits import Commits
from sup_lint.sources.git.packed import PackedNames
from sup_lint.sources.git.piping import Running

if TYPE_CHECKING:
    from sup_lint.sources.git.command import Git

Progress = Callable[[int, int, str], None]

_CHUNK = 1 << 18
_STEP = 128
# A damaged tree ends git: it is started again behind that commit, but not for ever.
_MOST_DAMAGED = 50
# The plumbing has no settings that a repository could turn against us; `-c` compares a merge with all of its parents.
_DIFF = ("diff-tree", "--root", "--always", "-r", "-c", "-z", "--raw", "--no-renames", "--no-abbrev")
_FILE = b"100"  # how the modes of files begin; 120000 is a symbolic link, 160000 a submodule
_COLON = ord(":")
_COLONS = b":"


class Walk:
    """What the commits put at which paths, row by row, the newest first.

    A row is three numbers: a commit's place in `commits`, a path's in `paths`, and a blob's number from 1 on, or 0
    where no file is left. By induction from the roots, the blobs of all rows are all that the commits reach: a file
    that is new in no commit is in a parent. Symbolic links and submodules are no files. Places from `len(commits)` on
    are not commits, but what other references hold. `blobs` are the names of the blobs, the first one's number is 1.
    """

    def __init__(self, commits: Commits) -> None:
        self.commits = commits
        self.paths: list[bytes] = []
        self.row_commits = array("I")
        self.row_paths = array("I")
        self.row_blobs = array("I")
        # The commits that could not be read, and why.
        self.damaged: list[tuple[int, str]] = []
        self.blobs = PackedNames(())
        self._path_numbers: dict[bytes, int] = {}
        self._packed_blobs = b""

    def path_number(self, path: bytes) -> int:
        """The number of a path, which it gets now if it has none."""
        number = self._path_numbers.setdefault(path, len(self.paths))
        if number == len(self.paths):
            self.paths.append(path)
        return number

    def add(self, place: int, path: bytes, blob: int) -> None:
        """Add a row: the commit at `place` puts the blob of a number at a path."""
        self.row_commits.append(place)
        self.row_paths.append(self.path_number(path))
        self.row_blobs.append(blob)

    def numbers(self, names: Collection[str]) -> list[int]:
        """The numbers of those of the blobs called `names` (hex) that are here."""
        return [place + 1 for place in self.blobs.positions(names).values()]

    def rows_of(self, blob: int) -> Iterator[int]:
        """Yield the rows that hold the blob, the oldest last."""
        wanted = blob.to_bytes(4, sys.byteorder)
        row = self._packed_blobs.find(wanted)
        while row >= 0:
            if not row % 4:
                yield row // 4
            row = self._packed_blobs.find(wanted, row + 1)

    def seal(self, blobs: Collection[bytes]) -> None:
        """Take the names of all blobs, in binary and in the order of their numbers."""
        self.blobs = PackedNames(blobs, len(next(iter(blobs), b"")) or 20)
        self._packed_blobs = self.row_blobs.tobytes()
        self._path_numbers.clear()


def read_walk(git: "Git", commits: Commits, on_progress: Progress | None = None) -> tuple[Walk, dict[bytes, int]]:
    """Read what the commits changed; give the blobs' numbers by their names (binary) besides. Raises GitError.

    The walk is to be sealed when all blobs are known.
    """
    walk = Walk(commits)
    blobs: dict[bytes, int] = {}
    reader = _Reader(walk, blobs, on_progress)
    start = 0
    while start < len(commits):
        try:
            reader.read(git, start)
            break
        except GitError as error:
            if len(walk.damaged) >= _MOST_DAMAGED:
                raise
            # Git names a merge before it compares it, and other commits afterwards.
            failed = reader.next
            if (
                failed > start
                and len(commits.parents(failed - 1)) > 1
                and not _is_sound(git, commits.names[failed - 1])
            ):
                failed -= 1
            walk.damaged.append((failed, str(error)))
            start = failed + 1
    for place, _ in reversed(walk.damaged):
        reader.list(git, place)
    return walk, blobs


def _is_sound(git: "Git", commit: str) -> bool:
    try:
        git.run(*_DIFF, commit)
    except GitError:
        return False
    return True


class _Reader:
    """Fills a walk. `next` is the place of the commit that git comes to next."""

    def __init__(self, walk: Walk, blobs: dict[bytes, int], on_progress: Progress | None) -> None:
        self._walk = walk
        self._blobs = blobs
        self._on_progress = on_progress
        self.next = 0

    def read(self, git: "Git", start: int) -> None:
        """Read what the commits from the place `start` on changed. Raises GitError; `next` is the one that failed."""
        commits = self._walk.commits
        self.next = start
        given = (f"{name}\n".encode("ascii") for name in commits.names[start:])
        with Running(git, *_DIFF, "--stdin", given=given) as running:
            self._take(_tokens(running.output))
            if self.next != len(commits):
                raise running.failure()

    def list(self, git: "Git", place: int) -> None:
        """Take the files of a commit that can't be compared, as far as they are in no other commit."""
        try:
            listing = git.run("ls-tree", "-r", "-z", "--full-tree", self._walk.commits.names[place])
        except GitError:
            return
        for path, name in files(listing):
            if name not in self._blobs:
                self._walk.add(place, path, self._blobs.setdefault(name, len(self._blobs) + 1))

    def _take(self, tokens: Iterator[bytes]) -> None:
        # This loop runs once for each change of each file there has ever been.
        blobs = self._blobs
        add_commit = self._walk.row_commits.append
        add_path = self._walk.row_paths.append
        add_blob = self._walk.row_blobs.append
        path_number = self._walk.path_number
        count = len(self._walk.commits)
        place = self.next - 1
        for token in tokens:
            if token[0] != _COLON:
                place += 1
                self.next = place + 1
                if self._on_progress is not None and not place % _STEP:
                    self._on_progress(place, count, "commits")
                continue
            path = next(tokens, None)
            if path is None:
                break
            if token[1] == _COLON:
                parents = token.rfind(_COLONS) + 1
                fields = token[parents:].split()
                was_file = any(mode[:3] == _FILE for mode in fields[:parents])
                is_file = fields[parents][:3] == _FILE
                name = fields[2 * parents + 1]
            else:
                was_file = token[1:4] == _FILE
                is_file = token[8:11] == _FILE
                name = token[(len(token) + 14) >> 1 : -2]
            if is_file:
                add_blob(blobs.setdefault(unhexlify(name), len(blobs) + 1))
            elif was_file:
                add_blob(0)
            else:
                continue
            add_commit(place)
            add_path(path_number(path))


def files(listing: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the path and the blob's name, in binary, of each file that `git ls-tree -r -z` lists."""
    for line in listing.split(b"\0"):
        fields, _, path = line.partition(b"\t")
        if fields.startswith(_FILE):
            yield path, unhexlify(fields.split()[2])


def _tokens(output: IO[bytes]) -> Iterator[bytes]:
    """Yield what stands before each null character."""
    rest = b""
    while chunk := output.read1(_CHUNK):  # type: ignore[attr-defined]
        *whole, rest = (rest + chunk).split(b"\0")
        yield from whole
