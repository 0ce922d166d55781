"""The paths of a baseline's entries, and those of reports: relative to two folders."""

import os


class Paths:
    """Translates between paths as reports name them, absolute ones, and those relative to a baseline's `folder`."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._here = os.path.realpath(os.getcwd()).replace(os.sep, "/")

    def of_report(self, path: str) -> str:
        """An entry's path for one of a report."""
        absolute = _normal(f"{self._here}/{path}" if not os.path.isabs(path) else path)
        inside = absolute.removeprefix(self._folder.rstrip("/") + "/")
        return inside if inside != absolute else os.path.relpath(absolute, self._folder).replace(os.sep, "/")

    def absolute(self, path: str) -> str:
        """The absolute path of a file that an entry names; of a member of an archive, that of the archive."""
        from sup_lint.sources.archives import INSIDE

        return _normal(f"{self._folder}/{path.partition(INSIDE)[0]}")

    def shown(self, path: str) -> str:
        """How a report names a file that an entry names."""
        absolute = _normal(f"{self._folder}/{path}")
        return absolute.removeprefix(self._here.rstrip("/") + "/")


def _normal(path: str) -> str:
    return os.path.normpath(path).replace(os.sep, "/")
