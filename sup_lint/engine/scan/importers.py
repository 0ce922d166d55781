"""Versions of files that say nothing of Supertone, but hand a key to one that does."""

import os
from typing import TYPE_CHECKING

from sup_lint.engine.scan.versions import Version
from sup_lint.keys.needles import may_hold_key
from sup_lint.sources.files import mounted
from sup_lint.sources.git.listing import TreeObjects
from sup_lint.sources.git.objects import Objects
from sup_lint.sources.git.tree import holder_tree
from sup_lint.sources.imports import Imports
from sup_lint.sources.language import may_import

if TYPE_CHECKING:
    from sup_lint.sources.git.history import History
    from sup_lint.sources.git.repository import Repository

# A key is rarely handed on through more modules than these.
_FARTHEST = 2
_MOST_PATHS = 300
_MOST_VERSIONS = 500


class Importers:
    """Remembers which files import which, out of those that name Supertone, in all of their versions."""

    def __init__(self, repository: "Repository", root: str) -> None:
        self._repository = repository
        self._root = root
        self._seen: set[tuple[str, frozenset[bytes]]] = set()
        self._versions: dict[str, list[Version]] = {}
        self._distinct: list[tuple[Version, bytes]] = []

    def take(self, version: Version, data: bytes) -> None:
        """Take note of a version of a file that names Supertone."""
        if not may_import(version.path):
            return
        self._versions.setdefault(version.path, []).append(version)
        lines = frozenset(line for line in data.splitlines() if b"import" in line or b"require" in line)
        if lines and (version.path, lines) not in self._seen:
            self._seen.add((version.path, lines))
            self._distinct.append((version, data))

    def versions(self, history: "History") -> list[Version]:
        """The importers' versions to look at for the keys in what they import. Raises GitError.

        For each version of an imported file that may hold a key it is one of a commit that has both.
        """
        chosen: dict[Version, None] = {}
        with Objects(self._repository.plain_git) as objects:
            for path, importers in self._imported(objects).items():
                for blob in sorted(history.blobs_at(path.__eq__)):
                    data = objects.read(blob)
                    if data is not None and may_hold_key(data):
                        commit, _ = history.first(blob)
                        for importer in importers:
                            version = self._together(commit.id, path, blob, importer, objects)
                            if version is not None:
                                chosen[version] = None
        return list(chosen)[:_MOST_VERSIONS]

    def _imported(self, objects: Objects) -> dict[str, set[str]]:
        """The files that are imported, with the paths of those that name Supertone and import them."""
        found: dict[str, set[str]] = {}
        trees = TreeObjects(objects)
        for version, data in self._distinct:
            tree = holder_tree(self._repository, version.commit, version.path, trees)
            with mounted(tree):
                imports = Imports(self._root)
                frontier = [(os.path.join(tree.root, version.path), data)]
                for _ in range(_FARTHEST):
                    following = []
                    for place, content in frontier:
                        for target in sorted(imports.targets(place, content)):
                            name = os.path.relpath(target, tree.root).replace(os.sep, "/")
                            blob = tree.blob(name) if name not in found else None
                            found.setdefault(name, set()).add(version.path)
                            inner = objects.read(blob) if blob is not None else None
                            if inner is not None:
                                following.append((target, inner))
                    frontier = following
            if len(found) > _MOST_PATHS:
                break
        return found

    def _together(self, commit: str, path: str, blob: str, importer: str, objects: Objects) -> Version | None:
        """A version of the importer in a commit that holds this version of what it imports."""
        for each in (commit, *(version.commit for version in self._versions[importer])):
            held = objects.find(f"{each}:{path}")
            user = objects.find(f"{each}:{importer}")
            if held is not None and held.name == blob and user is not None:
                return Version(user.name, importer, each)
        return None
