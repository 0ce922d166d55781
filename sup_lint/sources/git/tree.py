"""Trees of git's that can stand in for the disk: what the index holds, and what a commit holds."""

import os
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple, Self

from sup_lint.sources import reading
from sup_lint.sources.git.command import GitError
from sup_lint.sources.git.listing import Flat, Listing, Nested, TreeObjects
from sup_lint.sources.git.objects import Objects
from sup_lint.sources.language import language_of
from sup_lint.sources.reading import MAXIMUM_SIZE

if TYPE_CHECKING:
    from sup_lint.sources.git.repository import Repository
    from sup_lint.sources.work_tree import Status

_EMPTY_TREES = {
    40: "4b825dc642cb6eb9a060e54bf8d69288fbee4904",
    64: "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321",
}


class GitTree:
    """Files that git holds, in the place of those below `root`; a `sources.files.Tree`.

    Symbolic links and submodules are left out. As a context manager it ends git, unless it was given `objects` that
    somebody else closes.
    """

    def __init__(self, root: str, listing: Listing, objects: Objects, *, closes: bool = False) -> None:
        self._root = root
        self._listing = listing
        self._objects = objects
        self._closes = closes

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._closes:
            self._objects.close()

    @property
    def root(self) -> str:
        """The absolute path below which the tree stands in for the disk."""
        return self._root

    def blob(self, name: str) -> str | None:
        """The blob of a file, in hex; None if there is no such file."""
        return self._listing.blob(name)

    def read(self, name: str) -> bytes:
        """The bytes of a file. Raises OSError."""
        blob = self._existing(name)
        try:
            data = self._objects.read(blob, largest=MAXIMUM_SIZE)
            if data is not None:
                return data
            is_there = self._objects.find(blob) is not None
        except GitError as error:
            # The next one may be there all the same.
            self._objects.close()
            raise OSError(f"could not be read: {error}") from None
        why = f"is larger than {MAXIMUM_SIZE >> 20} MiB" if is_there else "could not be read: git lacks its content"
        raise OSError(why)

    def is_file(self, name: str) -> bool:
        """Whether there is a file of this name."""
        return self._listing.blob(name) is not None

    def is_folder(self, name: str) -> bool:
        """Whether there is a folder of this name."""
        return self._listing.names(name) is not None

    def names(self, folder: str) -> list[str]:
        """The names in a folder. Raises OSError."""
        found = self._listing.names(folder)
        if found is not None:
            return list(found)
        if self._listing.blob(folder) is not None:
            raise NotADirectoryError("could not be listed: it is no folder")
        raise FileNotFoundError("could not be listed: it is not there")

    def size(self, name: str) -> int:
        """How many bytes a file has. Raises OSError."""
        blob = self._existing(name)
        try:
            found = self._objects.find(blob)
        except GitError as error:
            self._objects.close()
            raise OSError(f"could not be read: {error}") from None
        if found is None:
            raise OSError("could not be read: git lacks its content")
        return found.size

    def files_below(self, folder: str) -> list[str]:
        """All files below a folder, by names relative to `root`."""
        return self._listing.below(folder)

    def status(self, name: str) -> "Status | None":
        """What git does with a file: it tracks what is in here; None for all else."""
        from sup_lint.sources.work_tree import Status

        return Status.TRACKED if self.is_file(name) else None

    def _existing(self, name: str) -> str:
        blob = self._listing.blob(name)
        if blob is not None:
            return blob
        if self._listing.names(name) is not None:
            raise IsADirectoryError("is not a regular file")
        raise FileNotFoundError("could not be read: no such file or directory")


class IndexTree(GitTree):
    """What an index holds; read when it is first asked for, which may raise GitError.

    Environment files that it does not hold are where they were: they are no part of a commit, and a build takes them
    from the disk all the same. They are there when they are asked for, and listed with the names of their folder.
    """

    def __init__(
        self, repository: "Repository", index: str | None, objects: Objects | None, at_hand: "Iterable[Staged]"
    ) -> None:
        opened = objects or Objects(repository.git)
        listing = Flat(lambda: _blobs(staged(repository, index, since_head=False)), _blobs(at_hand))
        super().__init__(repository.top or repository.git_dir, listing, opened, closes=objects is None)

    def read(self, name: str) -> bytes:
        """The bytes of a file. Raises OSError."""
        return reading.read(self._place(name)) if self._is_beside(name) else super().read(name)

    def is_file(self, name: str) -> bool:
        """Whether there is a file of this name."""
        return super().is_file(name) or self._is_beside(name)

    def size(self, name: str) -> int:
        """How many bytes a file has. Raises OSError."""
        return os.path.getsize(self._place(name)) if self._is_beside(name) else super().size(name)

    def names(self, folder: str) -> list[str]:
        """The names in a folder. Raises OSError."""
        held = super().names(folder)
        try:
            on_disk = os.listdir(self._place(folder))
        except OSError:
            on_disk = []
        inner = f"{folder}/" if folder else ""
        return [*held, *(name for name in on_disk if name not in held and self._is_beside(f"{inner}{name}"))]

    def status(self, name: str) -> "Status | None":
        """What git does with a file; None for what it does not track."""
        return None if self._is_beside(name) else super().status(name)

    def _is_beside(self, name: str) -> bool:
        return language_of(name) == "dotenv" and self.blob(name) is None and os.path.isfile(self._place(name))

    def _place(self, name: str) -> str:
        return os.path.join(self.root, name)


class Staged(NamedTuple):
    """An entry of the index, as it differs from a tree.

    `status` is git's letter: `A` added, `M` modified, `T` another type, `D` deleted, `U` in conflict.
    """

    name: str
    mode: str
    blob: str
    status: str

    @property
    def is_file(self) -> bool:
        """Whether it is a file that the index holds: no deleted one, no symbolic link, no submodule."""
        return self.mode.startswith("100") and self.status != "U"


def _blobs(entries: Iterable[Staged]) -> dict[str, str]:
    return {entry.name: entry.blob for entry in entries if entry.is_file}


def index_tree(
    repository: "Repository",
    index: str | None = None,
    *,
    objects: Objects | None = None,
    at_hand: Iterable[Staged] = (),
) -> IndexTree:
    """What the index holds, or another index file (an absolute path).

    It stands in for the work tree. What `git add --intent-to-add` has only announced is not in it. As long as nothing
    but the entries `at_hand` is asked for, the index is not read.
    """
    return IndexTree(repository, index, objects, at_hand)


def commit_tree(repository: "Repository", commit: str, *, trees: TreeObjects | None = None) -> GitTree:
    """What a commit holds; its folders are read when they are asked for.

    It stands in for the work tree, or for the git folder of a bare repository. Who looks at many commits of one
    repository hands `trees` on from one to the next, and closes its objects. Raises GitError if there is no such
    commit.
    """
    objects = trees.objects if trees is not None else Objects(repository.git)
    try:
        found = objects.find(f"{commit}^{{tree}}")
        if found is None:
            raise GitError(f"there is no commit {commit}")
    except GitError:
        if trees is None:
            objects.close()
        raise
    listing = Nested(found.name, trees or TreeObjects(objects))
    return GitTree(repository.top or repository.git_dir, listing, objects, closes=trees is None)


def holder_tree(repository: "Repository", holder: str, path: str, trees: TreeObjects) -> GitTree:
    """What a commit, a tag or a tree holds; of one that stands for a mere file, a tree with just that at `path`.

    Raises GitError if there is no such object.
    """
    objects = trees.objects
    blob = None if objects.find(f"{holder}^{{tree}}") is not None else objects.find(f"{holder}^{{blob}}")
    if blob is None:
        return commit_tree(repository, holder, trees=trees)
    held = {path: blob.name}
    return GitTree(repository.top or repository.git_dir, Flat(lambda: held), objects)


def staged(repository: "Repository", index: str | None = None, *, since_head: bool = True) -> Iterator[Staged]:
    """Yield what the index holds that differs from HEAD, or all that it holds, in git's order. Raises GitError."""
    base = repository.head if since_head and repository.head else _empty_tree(repository)
    options = ("--cached", "--raw", "-z", "--no-abbrev", "--no-renames", "--ita-invisible-in-index")
    output = repository.git.run("diff-index", *options, base, "--", index=index)
    # `:OLD_MODE MODE OLD_BLOB BLOB STATUS` and the name take turns.
    fields = iter(os.fsdecode(output).split("\0"))
    for entry, name in zip(fields, fields, strict=False):
        _, mode, _, blob, status = entry.split(" ")
        # A forged index may name places outside of the folder.
        if not name.startswith("/") and ".." not in name.split("/"):
            yield Staged(name, mode, blob, status[:1])


def _empty_tree(repository: "Repository") -> str:
    if repository.head:
        return _EMPTY_TREES[len(repository.head)]
    return repository.git.run("hash-object", "-t", "tree", "--stdin").decode("ascii").strip()
