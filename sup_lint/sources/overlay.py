"""The disk with some files as they are in an editor: unsaved texts stand in for what was saved, or was never."""

import os
from collections.abc import Callable, Mapping
from contextvars import Context
from typing import TYPE_CHECKING, TypeVar

from sup_lint.sources import reading, walk, work_tree
from sup_lint.sources.reading import decode

if TYPE_CHECKING:
    from sup_lint.sources.work_tree import Status

_T = TypeVar("_T")
# Importers are searched for several times: so many bytes are kept of what was read for one check.
_MEMORY = 64 << 20
_MARK = b"\xef\xbb\xbf"


def encoded(text: str) -> bytes:
    """Bytes that `reading.decode` turns into `text` again, but for lone surrogates, each of which becomes a `?`."""
    data = text.encode("utf-8", "replace")
    # A comment on the encoding speaks of the bytes on the disk, not of a text that an editor has decoded.
    return data if decode(data) == data.decode() else _MARK + data


class Overlay:
    """What lies on the disk below `root`, an absolute path, with `texts` over it; a `sources.files.Tree`.

    The keys of `texts` are absolute paths; those that don't lie below `root` are left out.
    """

    def __init__(self, root: str, texts: Mapping[str, str]) -> None:
        self._root = os.path.normpath(root)
        self._inside = inside = self._root if self._root.endswith(os.sep) else self._root + os.sep
        self._encoded: dict[str, bytes] = {}
        self._read: dict[str, bytes] = {}
        self._room = _MEMORY
        self._held = {
            path[len(inside) :].replace(os.sep, "/"): text for path, text in texts.items() if path.startswith(inside)
        }
        self._folders = {folder for name in self._held for folder in _above(name)}

    @property
    def root(self) -> str:
        """The absolute path below which the tree stands in for the disk."""
        return self._root

    def read(self, name: str) -> bytes:
        """The bytes of a file. Raises OSError."""
        if name in self._held:
            return self._bytes(name)
        found = self._read.get(name)
        if found is None:
            found = reading.read(self._place(name))
            if self._room >= len(found):
                self._room -= len(found)
                self._read[name] = found
        return found

    def is_file(self, name: str) -> bool:
        """Whether there is a file of this name."""
        return name in self._held or os.path.isfile(self._place(name))

    def is_folder(self, name: str) -> bool:
        """Whether there is a folder of this name."""
        return name in self._folders or os.path.isdir(self._place(name))

    def names(self, folder: str) -> list[str]:
        """The names of what lies in a folder. Raises OSError."""
        start = f"{folder}/" if folder else ""
        unsaved = {each[len(start) :].partition("/")[0] for each in self._held if each.startswith(start)}
        try:
            return list(unsaved.union(os.listdir(self._place(folder))))
        except OSError:
            if not unsaved:
                raise
            return list(unsaved)

    def size(self, name: str) -> int:
        """How many bytes a file has. Raises OSError."""
        return len(self._bytes(name)) if name in self._held else os.path.getsize(self._place(name))

    def files_below(self, folder: str) -> list[str]:
        """All files below a folder that git or a walk lists there, and those that only an editor has."""
        start = f"{folder}/" if folder else ""
        listed = _on_disk(lambda: _listed(self._place(folder), self._root))
        found = dict.fromkeys(start + name for name in listed)
        found.update(dict.fromkeys(name for name in self._held if name.startswith(start)))
        return list(found)

    def status(self, name: str) -> "Status | None":
        """What git does with a file; None outside of git, and for one that was never saved."""
        place = self._place(name)
        if not os.path.lexists(place):
            return None
        return _on_disk(lambda: work_tree.status(place))

    def _bytes(self, name: str) -> bytes:
        if name not in self._encoded:
            self._encoded[name] = encoded(self._held[name])
        return self._encoded[name]

    def _place(self, name: str) -> str:
        if not name:
            return self._root
        return self._inside + (name if os.sep == "/" else name.replace("/", os.sep))


def _on_disk(ask: Callable[[], _T]) -> _T:
    """Ask what asks the mounted tree, if there is one, about the disk itself."""
    return Context().run(ask)


def _listed(folder: str, root: str) -> list[str]:
    """The files below a folder on the disk, by names relative to it."""
    names = work_tree.listing(folder, _any) if work_tree.within(folder) else None
    if names is None or (not names and work_tree.ignores(folder)):
        names, _ = walk.walk(folder, root=root, accept=_any, enter=_any)
    return names


def _any(name: str) -> bool:
    del name
    return True


def _above(name: str) -> list[str]:
    """The folders that a file lies in, by names relative to the root, which is the empty one."""
    parts = name.split("/")[:-1]
    return ["/".join(parts[:count]) for count in range(len(parts) + 1)]
