"""From the paths of a command line to the files to look at."""

import errno
import os
import stat
from collections.abc import Callable, Sequence
from typing import NamedTuple

from sup_lint.model.report import Failure
from sup_lint.sources import work_tree
from sup_lint.sources.files import Tree, in_tree, rewritten_bytes, rewritten_paths
from sup_lint.sources.ignore import Exclusion
from sup_lint.sources.reading import reason
from sup_lint.sources.walk import walk


class Discovery(NamedTuple):
    """What paths lead to.

    `files` are sorted, each once, posix, relative to the working directory where they lie below it and
    absolute elsewhere; `missing` are the paths, as given, that do not exist; `failures` are what exists and
    cannot be read.
    """

    files: list[str]
    missing: list[str]
    failures: list[Failure]


def discover(
    paths: Sequence[str],
    *,
    root: str,
    exclude: Sequence[str] = (),
    wanted: Callable[[str], bool],
) -> Discovery:
    """Find the files that `paths` name, or that lie below the folders among them.

    - A named file is taken, also one that git ignores or that is a symbolic link, unless `exclude` (patterns
      as in .gitignore, relative to the folder `root`) speaks against it. A named FIFO, socket or device is a
      failure.
    - Of a named folder the files are taken for which `wanted` holds, by the path as it will be given. In a
      git work tree git lists them: tracked files, and new ones that it does not ignore, without symbolic
      links, submodules and other repositories within. A folder that git ignores as a whole, and one outside
      git, is walked, where repositories below are listed by git. `root` tells how far up a walk looks for
      .gitignore files.

    A listed file may be gone, or be something else, when it comes to be read. Raises OSError if there is no
    working directory.
    """
    search = _Search(root, exclude, wanted)
    for path in paths:
        search.add(path)
    return Discovery(sorted(search.files), list(search.missing), [*search.failures.values()])


class _Search:
    """The files found so far, and how to name and exclude them."""

    def __init__(self, root: str, exclude: Sequence[str], wanted: Callable[[str], bool]) -> None:
        self.files: set[str] = set()
        self.missing: dict[str, None] = {}
        self.failures: dict[str, Failure] = {}
        self._wanted = wanted
        self._here = _with_slash(_posix(os.getcwd()))
        self._root = _with_slash(_posix(os.path.realpath(root)))
        self._exclusion = Exclusion(exclude) if exclude else None

    def add(self, path: str) -> None:
        """Take a path of the command line."""
        try:
            found = in_tree(path)
            if rewritten_bytes(path) is not None:
                mode = stat.S_IFREG
            else:
                mode = os.stat(path).st_mode if found is None else _mode(*found)
        except (FileNotFoundError, NotADirectoryError, ValueError) as error:
            if isinstance(error, ValueError) or in_tree(path) is not None or not os.path.islink(path):
                self.missing[path] = None
            else:
                self._fail(self._absolute(path), "is a symbolic link to nothing")
            return
        except OSError as error:
            if error.errno == errno.ENAMETOOLONG:  # no file can have this name
                self.missing[path] = None
            else:
                self._fail(self._absolute(path), reason(error))
            return
        absolute = self._absolute(path)
        if stat.S_ISDIR(mode):
            self._add_folder(absolute)
        elif self._excluded(absolute):
            return
        elif stat.S_ISREG(mode):
            self.files.add(self._shown(absolute))
        else:
            self._fail(absolute, "is not a regular file")

    def _add_folder(self, folder: str) -> None:
        inside = _with_slash(folder)
        prefix = inside[len(self._here) :] if inside.startswith(self._here) else None

        def shown(name: str) -> str:
            return self._shown(inside + name) if prefix is None else prefix + name

        def accept(name: str) -> bool:
            return self._wanted(shown(name))

        def enter(name: str) -> bool:
            return not self._excluded(inside + name, folder=True)

        accepted = self._wanted if prefix == "" else accept
        names = work_tree.listing(folder, accepted) if work_tree.within(folder) else None
        if names is None or (not names and work_tree.ignores(folder)):
            names, unreadable = walk(folder, root=self._root, accept=accepted, enter=enter)
            for place, why in unreadable.items():
                self._fail((inside + place).rstrip("/"), why)
        names += self._not_there_yet(inside, accept)
        if self._exclusion:
            names = [name for name in names if not self._excluded(inside + name)]
        self.files.update(names if prefix == "" else map(shown, names))

    def _not_there_yet(self, inside: str, accept: Callable[[str], bool]) -> list[str]:
        """The files below a folder that are only taken to be there."""
        names = (_posix(path)[len(inside) :] for path in rewritten_paths() if _posix(path).startswith(inside))
        return [name for name in names if accept(name) and not os.path.lexists(inside + name)]

    def _fail(self, absolute: str, why: str) -> None:
        shown = self._shown(absolute) or "."
        self.failures[shown] = Failure(shown, why)

    def _excluded(self, absolute: str, *, folder: bool = False) -> bool:
        if self._exclusion is None or not absolute.startswith(self._root):
            return False
        relative = absolute[len(self._root) :]
        return self._exclusion.directory(relative) if folder else self._exclusion.file(relative)

    def _shown(self, absolute: str) -> str:
        return absolute.removeprefix(self._here)

    def _absolute(self, path: str) -> str:
        """Give the absolute path without `.` and `..`, below the working directory if it can be had there.

        Symbolic links on the way are kept, but where a `..` follows one, or the way leads elsewhere.
        """
        joined = os.path.join(self._here, path)
        normal = _posix(os.path.normpath(joined))
        if ".." not in _posix(path).split("/") and _with_slash(normal).startswith(self._here):
            return normal
        above, name = os.path.split(joined.rstrip(os.sep))
        if name in ("", ".", ".."):
            return _posix(os.path.realpath(joined))
        return _posix(os.path.join(os.path.realpath(above), name))


def _mode(tree: Tree, name: str) -> int:
    """The mode of a file or folder in a mounted tree. Raises FileNotFoundError."""
    if tree.is_file(name):
        return stat.S_IFREG
    if tree.is_folder(name):
        return stat.S_IFDIR
    raise FileNotFoundError("is not there")


def _with_slash(path: str) -> str:
    return path if path.endswith("/") else f"{path}/"


def _posix(path: str) -> str:
    return path if os.sep == "/" else path.replace(os.sep, "/")
