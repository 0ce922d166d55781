"""The folders of a project, as far as they tell what is built from them: names, and the texts of small files."""

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from sup_lint.sources.files import names, read
from sup_lint.sources.reading import decode

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.analysis.project import Project

_LARGEST = 1_000_000
_MOST_NAMES = 5_000


class Folders:
    """Looks into folders below `root`, an absolute path, and remembers what it saw."""

    def __init__(self, root: str) -> None:
        self.root = root
        self._names: dict[str, frozenset[str]] = {}
        self._texts: dict[str, str] = {}

    def names(self, folder: str) -> frozenset[str]:
        """The names in a folder; none if it can't be listed."""
        if folder not in self._names:
            try:
                listed = names(folder)
            except OSError:
                listed = []
            self._names[folder] = frozenset(listed[:_MOST_NAMES])
        return self._names[folder]

    def text(self, *parts: str) -> str:
        """The text of a small file; empty if there is none."""
        place = os.path.join(*parts)
        if place not in self._texts:
            folder, name = os.path.split(place)
            text = ""
            if name in self.names(folder):
                try:
                    data = read(place)
                except OSError:
                    data = b""
                text = decode(data) if len(data) <= _LARGEST else ""
            self._texts[place] = text
        return self._texts[place]

    def above(self, place: str) -> Iterator[str]:
        """The folders around a file, from its own up to the root; only its own for a file outside."""
        folder = os.path.dirname(place)
        while True:
            yield folder
            if folder == self.root or not folder.startswith(self.root.rstrip(os.sep) + os.sep):
                return
            folder = os.path.dirname(folder)

    def shown(self, *parts: str) -> str:
        """The path of a file as people are shown it, relative to the root."""
        return os.path.relpath(os.path.join(*parts), self.root).replace(os.sep, "/")


def folders_of(project: "Project") -> Folders:
    """The folders of a project."""
    found = _KNOWN.get(project)
    if found is None:
        found = _KNOWN[project] = Folders(project.root)
    return found


def place_of(file: "AnalysedFile") -> str:
    """The absolute path of a file."""
    return os.path.abspath(file.path)


_KNOWN: "WeakKeyDictionary[Project, Folders]" = WeakKeyDictionary()
