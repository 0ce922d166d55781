"""What a tree of git's lists: which files and folders it has, and the blob of each file."""

import os
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from sup_lint.sources.git.objects import Objects

# A handful of tree objects can stand for more files than there are atoms: beyond these nothing is listed.
_MOST_FILES = 1_000_000
_MOST_FOLDERS = 200_000
_KEPT_FOLDERS = 20_000
# No system has such long names, and those of ever deeper folders would fill all memory.
_LONGEST_NAME = 1 << 16
_STRANGE = frozenset({"", ".", ".."})
_FOLDER, _FILE = b"40000", b"100"


class Listing(Protocol):
    """Files and folders by posix names relative to the top, which has the empty one."""

    def blob(self, name: str) -> str | None:
        """The blob of a file; None if there is no such file."""

    def names(self, folder: str) -> Collection[str] | None:
        """The names in a folder; None if there is no such folder."""

    def below(self, folder: str) -> list[str]:
        """The files below a folder, by their whole names."""


class Flat:
    """A listing of files whose whole names are known, as those of an index.

    `blobs` is asked once, when need be; of the files `at_hand` it need not be asked.
    """

    def __init__(self, blobs: Callable[[], Mapping[str, str]], at_hand: Mapping[str, str] | None = None) -> None:
        self._told = blobs
        self._at_hand = at_hand or {}

    def blob(self, name: str) -> str | None:
        """As `Listing` says."""
        return self._at_hand.get(name) or self._blobs.get(name)

    def names(self, folder: str) -> Collection[str] | None:
        """As `Listing` says."""
        return self._folders.get(folder)

    def below(self, folder: str) -> list[str]:
        """As `Listing` says."""
        return [name for name in self._blobs if name.startswith(f"{folder}/")] if folder else list(self._blobs)

    @cached_property
    def _blobs(self) -> Mapping[str, str]:
        return self._told()

    @cached_property
    def _folders(self) -> dict[str, dict[str, None]]:
        return _folders_of(self._blobs)


def _folders_of(names: Collection[str]) -> dict[str, dict[str, None]]:
    found: dict[str, dict[str, None]] = {"": {}}
    for name in names:
        folder, _, last = name.rpartition("/")
        while last not in found.setdefault(folder, {}):
            found[folder][last] = None
            if not folder:
                break
            folder, _, last = folder.rpartition("/")
    return found


class _Entry(NamedTuple):
    object: str
    is_folder: bool


class TreeObjects:
    """Reads tree objects, and remembers them: one commit's trees are mostly those of the commit before."""

    def __init__(self, objects: "Objects") -> None:
        self.entries = lru_cache(_KEPT_FOLDERS)(self._read)
        self.objects = objects

    def _read(self, tree: str) -> dict[str, _Entry]:
        """The files and folders in a tree object, less symbolic links and submodules. Raises GitError."""
        data = self.objects.read(tree) or b""
        return dict(_entries(data, len(tree) // 2))


def _entries(data: bytes, length: int) -> Iterator[tuple[str, _Entry]]:
    start = 0
    while (space := data.find(b" ", start)) >= 0:
        end = data.find(b"\0", space)
        if end < 0:
            return
        mode, name = data[start:space], os.fsdecode(data[space + 1 : end])
        start = end + 1 + length
        is_folder = mode == _FOLDER
        if (is_folder or mode.startswith(_FILE)) and name not in _STRANGE and "/" not in name:
            yield name, _Entry(data[end + 1 : start].hex(), is_folder)


class Nested:
    """The listing of a tree object; those of its folders are read when they are asked for."""

    def __init__(self, tree: str, trees: TreeObjects) -> None:
        self._tree = tree
        self._trees = trees

    def blob(self, name: str) -> str | None:
        """As `Listing` says."""
        folder, _, last = name.rpartition("/")
        entry = (self._entries(folder) or {}).get(last)
        return entry.object if entry is not None and not entry.is_folder else None

    def names(self, folder: str) -> Collection[str] | None:
        """As `Listing` says."""
        return self._entries(folder)

    def below(self, folder: str) -> list[str]:
        """As `Listing` says."""
        found: list[str] = []
        pending = [folder]
        for _ in range(_MOST_FOLDERS):
            if not pending or len(found) > _MOST_FILES:
                break
            place = pending.pop()
            for last, entry in (self._entries(place) or {}).items():
                name = f"{place}/{last}" if place else last
                if len(name) < _LONGEST_NAME:
                    (pending if entry.is_folder else found).append(name)
        return found

    def _entries(self, folder: str) -> dict[str, _Entry] | None:
        tree = self._tree
        for part in folder.split("/") if folder else ():
            entry = self._trees.entries(tree).get(part)
            if entry is None or not entry.is_folder:
                return None
            tree = entry.object
        return self._trees.entries(tree)
