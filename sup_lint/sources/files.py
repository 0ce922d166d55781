"""The door to files: they come from the disk, or from a tree that is mounted in its place."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import count
from typing import TYPE_CHECKING, NamedTuple, Protocol

from sup_lint.sources import reading
from sup_lint.sources.watching import Question, heard, tell

if TYPE_CHECKING:
    from sup_lint.sources.work_tree import Status


class Tree(Protocol):
    """Files that are not on the disk: what git's index holds, or a commit.

    All names given and taken are posix and relative to `root`; the empty one is the root itself. Errors are those of
    the disk: FileNotFoundError, NotADirectoryError, IsADirectoryError or another OSError, whose text says in a sentence
    without a subject what is wrong.
    """

    @property
    def root(self) -> str:
        """The absolute path below which the tree stands in for the disk."""

    def read(self, name: str) -> bytes:
        """The bytes of a file. Raises OSError."""

    def is_file(self, name: str) -> bool:
        """Whether there is a file of this name."""

    def is_folder(self, name: str) -> bool:
        """Whether there is a folder of this name."""

    def names(self, folder: str) -> list[str]:
        """The names of what lies in a folder, in any order. Raises OSError."""

    def size(self, name: str) -> int:
        """How many bytes a file has. Raises OSError."""

    def files_below(self, folder: str) -> list[str]:
        """All files below a folder, by names relative to `root`; none if there is no such folder."""

    def status(self, name: str) -> "Status | None":
        """What git does with a file; None for one that the tree does not hold."""


class _Mount(NamedTuple):
    tree: Tree
    root: str
    inside: str  # how the paths below the root begin


_MOUNT: ContextVar[_Mount | None] = ContextVar("mount", default=None)
_REWRITTEN: ContextVar[Mapping[str, bytes] | None] = ContextVar("rewritten", default=None)
_VIEW: ContextVar[int] = ContextVar("view", default=0)
_NUMBERS = count(1)
# What a path may hold that says the same more simply: /./, /../, //.
_UNTIDY = (os.sep + ".", os.sep + os.sep, *((os.altsep,) if os.altsep else ()))


@contextmanager
def mounted(tree: Tree) -> Iterator[None]:
    """Let `tree` stand in for the disk below its root, for the thread at hand and those with a copy of its context."""
    root = os.path.normpath(tree.root)
    inside = root if root.endswith(os.sep) else root + os.sep
    token = _MOUNT.set(_Mount(tree, root, inside))
    number = _VIEW.set(next(_NUMBERS))
    try:
        yield
    finally:
        _VIEW.reset(number)
        _MOUNT.reset(token)


@contextmanager
def rewritten(contents: Mapping[str, bytes]) -> Iterator[None]:
    """Let files, by absolute paths, hold other bytes than on the disk, for the thread at hand and as `mounted` says.

    All else is as it lies there. A new file is found like all others, but git doesn't know it.
    """
    token = _REWRITTEN.set(contents)
    number = _VIEW.set(next(_NUMBERS))
    try:
        yield
    finally:
        _VIEW.reset(number)
        _REWRITTEN.reset(token)


def rewritten_bytes(path: str) -> bytes | None:
    """What a file is taken to hold in place of what lies on the disk; None if it is as it lies there."""
    contents = _REWRITTEN.get()
    return contents.get(os.path.abspath(path)) if contents is not None else None


def rewritten_paths() -> Iterator[str]:
    """The absolute paths of the files that are taken to hold something else than on the disk."""
    yield from _REWRITTEN.get() or ()


def view() -> int:
    """What is looked at: 0 for the disk, another number for each time that a tree is mounted, or files rewritten.

    Whatever outlives a run and remembers something by a path has to remember it by this number, too.
    """
    return _VIEW.get()


def in_tree(path: str) -> tuple[Tree, str] | None:
    """The mounted tree that a path belongs to, and the name that it has there; None for a path on the disk."""
    mount = _MOUNT.get()
    if mount is None:
        return None
    inside = mount.inside
    if path.startswith(inside) and not any(sign in path for sign in _UNTIDY) and path[-1] != os.sep:
        absolute = path  # as most are: to tidy up takes longer than all the rest
    else:
        absolute = os.path.abspath(path)
    if absolute == mount.root:
        return mount.tree, ""
    if not absolute.startswith(inside):
        return None
    name = absolute[len(inside) :]
    return mount.tree, name if os.sep == "/" else name.replace(os.sep, "/")


@heard
def read(path: str) -> bytes:
    """The bytes of a regular file; see `reading.read` for the errors."""
    if _REWRITTEN.get() is not None and (data := rewritten_bytes(path)) is not None:
        return data
    found = in_tree(path)
    return reading.read(path) if found is None else found[0].read(found[1])


@heard
def read_start(path: str, limit: int) -> bytes:
    """The first `limit` bytes of a file, or all if there are fewer. Raises OSError as `read` does."""
    if _REWRITTEN.get() is not None and (data := rewritten_bytes(path)) is not None:
        return data[:limit]
    found = in_tree(path)
    return reading.read_start(path, limit) if found is None else found[0].read(found[1])[:limit]


def text_start(path: str, limit: int) -> str:
    """The first `limit` bytes of a file as text in UTF-8 with plain line ends; empty if it can't be read."""
    try:
        text = read_start(path, limit).decode("utf-8", "replace")
    except OSError:
        return ""
    return text.replace("\r\n", "\n").replace("\r", "\n")


@heard
def is_file(path: str) -> bool:
    """Whether there is a file at a path."""
    if _REWRITTEN.get() is not None and rewritten_bytes(path) is not None:
        return True
    found = in_tree(path)
    return os.path.isfile(path) if found is None else found[0].is_file(found[1])


@heard
def is_folder(path: str) -> bool:
    """Whether there is a folder at a path."""
    found = in_tree(path)
    return os.path.isdir(path) if found is None else found[0].is_folder(found[1])


@heard
def size(path: str) -> int:
    """How many bytes a file has. Raises OSError."""
    if _REWRITTEN.get() is not None and (data := rewritten_bytes(path)) is not None:
        return len(data)
    found = in_tree(path)
    return os.path.getsize(path) if found is None else found[0].size(found[1])


@heard
def names(folder: str) -> list[str]:
    """The names of what lies in a folder, in any order. Raises OSError."""
    found = in_tree(folder)
    listed = os.listdir(folder) if found is None else found[0].names(found[1])
    if _REWRITTEN.get() is None:
        return listed
    absolute = os.path.abspath(folder)
    written = (os.path.basename(path) for path in rewritten_paths() if os.path.dirname(path) == absolute)
    return list(dict.fromkeys((*listed, *written)))


@heard
def folders(folder: str) -> list[str]:
    """The paths of the folders in a folder, in order, without symbolic links; none if it can't be listed."""
    found = in_tree(folder)
    try:
        if found is not None:
            inner = (os.path.join(folder, name) for name in found[0].names(found[1]))
            return sorted(path for path in inner if is_folder(path))
        with os.scandir(folder) as entries:
            return sorted(entry.path for entry in entries if entry.is_dir(follow_symlinks=False))
    except OSError:
        return []


def content(folder: str) -> tuple[list[str], list[str]]:
    """What `walk` finds in a folder of the disk, in order: the names of folders, and those of the other files."""
    _, below, beside = next(os.walk(folder), ("", [], []))
    return sorted(below), sorted(beside)


def walk(folder: str) -> Iterator[tuple[str, list[str], list[str]]]:
    """Yield a folder, the names of the folders in it and those of the files, then the same for the folders within.

    As in `os.walk`, names that are taken out of the list of folders are not entered.
    """
    found = in_tree(folder)
    if found is None:
        for above, below, beside in os.walk(folder):
            tell(Question("content", above), (sorted(below), sorted(beside)))
            yield above, below, beside
        return
    tree, name = found
    pending = [(folder, name)]
    while pending:
        path, place = pending.pop()
        try:
            listed = tree.names(place)
        except OSError:
            continue
        inner = {each: f"{place}/{each}" if place else each for each in listed}
        below = [each for each in listed if tree.is_folder(inner[each])]
        yield path, below, [each for each in listed if tree.is_file(inner[each])]
        pending += [(os.path.join(path, each), inner[each]) for each in reversed(below)]


@heard
def matching(folder: str, pattern: str) -> list[str]:
    """The paths below a folder that a pattern such as `*/settings.py` fits, in order; a star means no hidden name."""
    import fnmatch
    import glob

    if in_tree(folder) is None:
        return sorted(glob.glob(os.path.join(glob.escape(folder), pattern)))
    places = [folder]
    for part in pattern.split("/"):
        following: list[str] = []
        for place in places:
            try:
                listed = names(place) if glob.has_magic(part) else [part]
            except OSError:
                continue
            hidden = part.startswith(".")
            chosen = (each for each in listed if fnmatch.fnmatchcase(each, part) and (hidden or each[0] != "."))
            following += [os.path.join(place, each) for each in chosen]
        places = following
    return sorted(path for path in places if is_file(path) or is_folder(path))
