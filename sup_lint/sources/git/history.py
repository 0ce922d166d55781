"""Every version of every file that a repository's references, stashes and reflogs reach."""

import os
from binascii import unhexlify
from collections.abc import Callable, Collection, Generator, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from sup_lint.model.inventory import MESSAGE, TAG_MESSAGE, Change, Commit, Direction
from sup_lint.model.report import Failure
from sup_lint.sources.git.chronology import ordered
from sup_lint.sources.git.command import GitError
from sup_lint.sources.git.damage import FETCH
from sup_lint.sources.git.objects import Objects, names, stream
from sup_lint.sources.git.packed import PackedNames
from sup_lint.sources.git.presence import turns
from sup_lint.sources.git.reach import Reach
from sup_lint.sources.git.references import (
    BRANCH,
    HEAD,
    REFLOG,
    REMOTE,
    TAG,
    Reference,
    stashes,
)
from sup_lint.sources.git.walk import Progress, Walk, files
from sup_lint.sources.reading import MAXIMUM_SIZE, decode

if TYPE_CHECKING:
    from sup_lint.sources.git.repository import Repository

_STEP = 64
_MOST_REFERENCES = 50
_MOST_DAMAGED = 50
_CLONED = frozenset({BRANCH, HEAD, TAG, REMOTE})


class Message(NamedTuple):
    """The message of a commit, or of an annotated tag, which `commit` is then; `path` tells which."""

    commit: Commit
    text: str
    path: str = MESSAGE


class History:
    """Every version of every file that a repository's references, stashes and reflogs reach.

    `commits` are in topological order, the newest first. `ref_count` counts references, HEADs on no branch and stashes.
    `skipped` names what could not be read, commits at first; `blobs` adds to it. `is_damaged` tells that commits, or
    versions of files, are missing that should be here.
    """

    def __init__(
        self,
        repository: "Repository",
        walk: Walk,
        references: Sequence[Reference],
        holders: Sequence[Commit],
        skipped: Sequence[Failure] = (),
    ) -> None:
        """Take what `read_history` has read; a row of the walk beyond the commits is one of the `holders`."""
        self._git = repository.plain_git
        self._head = repository.head
        self._walk = walk
        self._holders = holders
        self._references = references
        self._reach: Reach | None = None
        self._at_head: set[bytes] | None = None
        self._stashes = stashes(walk.commits, references)
        self.is_shallow = repository.is_shallow
        self.is_partial = repository.is_partial
        self.ref_count = sum(reference.kind != REFLOG for reference in references)
        self.skipped = list(skipped)
        self.is_damaged = bool(skipped)

    @property
    def commits(self) -> Sequence[Commit]:
        """All commits."""
        return self._walk.commits

    def versions(self) -> int:
        """How many distinct blobs there are."""
        return len(self._walk.blobs)

    def blobs(self, on_progress: Progress | None = None) -> Generator[tuple[str, bytes], None, None]:
        """Yield each blob's name (hex) and bytes, in the order in which git reads them fast; one is held at a time.

        Those that are missing, damaged or larger than `MAXIMUM_SIZE` are left out and told in `skipped`. `on_progress`
        is called with the blobs done, all blobs, and `versions`. Raises GitError.
        """
        present = self._present()
        total = len(present)
        done = 0
        damaged = 0
        while done < total:
            unread = []
            try:
                for name, data in stream(self._git, present[done:], largest=MAXIMUM_SIZE):
                    done += 1
                    if data is None:
                        unread.append(name)
                        continue
                    yield name, data
                    if on_progress is not None and not done % _STEP:
                        on_progress(done, total, "versions")
            except GitError as error:
                # Git ends at an object that it can't unpack: on behind it, but not for ever.
                damaged += 1
                if damaged > _MOST_DAMAGED:
                    raise
                self._skip(present[done], str(error))
                self.is_damaged = True
                done += 1
            self._skip_unread(unread)
        if on_progress is not None:
            on_progress(total, total, "versions")

    def paths(self, blob: str) -> tuple[str, ...]:
        """Every path that the blob called `blob` was ever at, the first one first; none for an unknown one."""
        rows = self._rows(blob)
        if not rows:
            return ()
        ordered = dict.fromkeys(
            [self._walk.row_paths[self._first_row(rows)], *map(self._walk.row_paths.__getitem__, rows)]
        )
        return tuple(self._path(path) for path in ordered)

    def blobs_at(self, wanted: Callable[[str], bool]) -> set[str]:
        """The blobs (hex) that were ever at a path for which `wanted` holds."""
        paths = {number for number in range(len(self._walk.paths)) if wanted(self._path(number))}
        rows = zip(self._walk.row_paths, self._walk.row_blobs, strict=True) if paths else ()
        return {self._walk.blobs[blob - 1] for path, blob in rows if blob and path in paths}

    def first(self, blob: str) -> tuple[Commit, str]:
        """The commit that introduced the blob called `blob`, and the path there.

        Of several commits it is one that comes after none of the others, and the one of the earliest author date.
        Where no commit holds the blob it is what a reference names: an annotated tag with the tagger's date, or the
        tree or blob itself with the date 1970-01-01; the path of a blob is then the reference's own. Raises KeyError
        for an unknown blob.
        """
        rows = self._rows(blob)
        if not rows:
            raise KeyError(blob)
        row = self._first_row(rows)
        return self._commit(self._walk.row_commits[row]), self._path(self._walk.row_paths[row])

    def changes(self, blobs: Collection[str]) -> list[Change]:
        """Where the set of `blobs` (hex) came to a path and where the last of them went from there, the oldest first.

        A file that moves goes from one path and comes to another in the same commit. Raises GitError.
        """
        return [
            Change(
                self._commit(turn.commit),
                self._path(turn.path),
                Direction.ADDED if turn.is_added else Direction.REMOVED,
            )
            for turn in turns(self._walk, self._walk.numbers(blobs), self._git, self._stashes)
        ]

    def in_head(self, blobs: Collection[str]) -> bool:
        """Whether a file of HEAD is one of the `blobs` (hex). Raises GitError."""
        if self._at_head is None:
            self._at_head = {name for _, name in files(self._head_listing())}
        return any(unhexlify(blob) in self._at_head for blob in blobs)

    def refs(self, commits: Collection[str]) -> tuple[list[str], int]:
        """The short names of the references from which one of the commits (hex) is reached, and how many there are.

        Branches come first, then a HEAD on no branch, tags, remote branches, others, stashes (`stash@{0}`), and entries
        of reflogs (`HEAD@{3}`), which are told only where nothing else keeps a commit. The list may be cut.
        """
        found = self._reaching(commits)
        return [reference.name for reference in found[:_MOST_REFERENCES]], len(found)

    def is_cloned(self, commits: Collection[str]) -> bool:
        """Whether who makes a plain clone gets one of the commits (hex), or got it from a remote branch once."""
        return any(
            reference.kind in _CLONED or (reference.kind == REFLOG and reference.full.startswith("refs/remotes/"))
            for reference in self._reaching(commits)
        )

    def _reaching(self, commits: Collection[str]) -> list[Reference]:
        if self._reach is None:
            self._reach = Reach(self._walk.commits, self._references)
        return self._reach.reaching(commits)

    def ordered(self, changes: Iterable[Change]) -> list[Change]:
        """The changes, those of messages too, the oldest first.

        Of two that are independent of each other in the graph, the one of the earlier date is first.
        """
        return ordered(self._walk.commits, self._references, changes)

    def is_at_boundary(self, commit: Commit) -> bool:
        """Whether the commit has parents that are not here. Raises GitError."""
        place = self._walk.commits.names.position(commit.id)
        if place is None or not (self.is_shallow or self.is_damaged):
            return False
        with Objects(self._git) as objects:
            head = (objects.read(commit.id) or b"").partition(b"\n\n")[0]
        return head.count(b"\nparent ") > len(self._walk.commits.parents(place))

    def messages(self) -> Generator[Message, None, None]:
        """Yield the messages of annotated tags, and of each commit. Raises GitError."""
        tags = {tag.commit.id: tag for reference in self._references for tag in reference.tags}
        for tag in tags.values():
            yield Message(tag.commit, decode(tag.message), TAG_MESSAGE)
        for commit, (_, data) in zip(self.commits, stream(self._git, self._walk.commits.names), strict=True):
            if data is not None:
                yield Message(commit, decode(data.partition(b"\n\n")[2]))

    def _head_listing(self) -> bytes:
        try:
            return self._git.run("ls-tree", "-r", "-z", "--full-tree", self._head) if self._head else b""
        except GitError:
            if self.is_damaged:  # which is told already
                return b""
            raise

    def _present(self) -> PackedNames:
        """The blobs to read, the newest commit's first: in any other order git unpacks the same deltas more often.

        In a partial clone git would fetch what it is asked for: those that are not there are left out, and told.
        """
        blobs = self._walk.blobs
        if not self.is_partial:
            return blobs
        there = set(map(unhexlify, names(self._git)))
        self._skip_missing({blob for blob in blobs.binary() if blob not in there})
        return PackedNames((blob for blob in blobs.binary() if blob in there), blobs.width)

    def _skip_missing(self, missing: Collection[bytes]) -> None:
        if missing:
            self.is_damaged = True
            count = f"{len(missing):,} file version{'s' * (len(missing) > 1)}"
            reason = f"lacks {count} that this partial clone has not fetched: `{FETCH}` brings them"
            self._tell(Failure("history", reason))

    def _skip_unread(self, unread: Sequence[str]) -> None:
        with Objects(self._git) as objects:
            for name in unread:
                found = objects.find(name)
                is_large = found is not None and found.size > MAXIMUM_SIZE
                self.is_damaged |= not is_large
                self._skip(name, f"is larger than {MAXIMUM_SIZE >> 20} MiB" if is_large else "is missing or damaged")

    def _skip(self, blob: str, reason: str) -> None:
        commit, path = self.first(blob)
        self._tell(Failure(f"{path}@{commit.short}", reason))

    def _tell(self, failure: Failure) -> None:
        if failure not in self.skipped:  # the blobs may be read twice
            self.skipped.append(failure)

    def _rows(self, blob: str) -> list[int]:
        """The rows that hold the blob, the oldest first."""
        numbers = self._walk.numbers([blob])
        return list(self._walk.rows_of(numbers[0]))[::-1] if numbers else []

    def _first_row(self, rows: Sequence[int]) -> int:
        """The row that introduced a blob, out of those that hold it, the oldest first."""
        places = {self._walk.row_commits[row] for row in rows}
        commits = {place for place in places if place < len(self.commits)}
        roots = self._walk.commits.without_ancestors(commits) or places
        candidates = [row for row in rows if self._walk.row_commits[row] in roots]
        return min(candidates, key=lambda row: self._age(self._walk.row_commits[row]))

    def _age(self, place: int) -> int:
        """What orders commits that are independent of each other; of what references hold, the first told."""
        return self._walk.commits.epoch(place) if place < len(self.commits) else place

    def _commit(self, place: int) -> Commit:
        count = len(self.commits)
        return self.commits[place] if place < count else self._holders[place - count]

    def _path(self, path: int) -> str:
        return os.fsdecode(self._walk.paths[path])
