"""Where Python's import statements lead within a project."""

import os
import sys

from sup_lint.sources.files import is_file, names

# Where packages stand besides the folders above the importing file.
_SOURCE_ROOTS = ("", "src", "lib", "app", "python")


class ModuleFinder:
    """Finds the files of imported modules below `root`, an absolute path."""

    def __init__(self, root: str) -> None:
        self.root = os.path.abspath(root)
        self._found: dict[tuple[str, str, int], str | None] = {}
        self._names: dict[str, frozenset[str]] = {}

    def place(self, importer: str, module: str, level: int) -> str | None:
        """The file that an import of `module` with `level` leading dots leads to from the file `importer`.

        Both are absolute paths; None for a module that isn't in the project.
        """
        folder = os.path.dirname(importer)
        key = (folder, module, level)
        if key not in self._found:
            self._found[key] = self._search(folder, module, level)
        return self._found[key]

    def _search(self, folder: str, module: str, level: int) -> str | None:
        parts = module.split(".") if module else []
        if level:
            for _ in range(level - 1):
                folder = os.path.dirname(folder)
            return _module_file(os.path.join(folder, *parts)) if self._within(folder) else None
        if not parts or parts[0] in sys.stdlib_module_names:
            return None
        while self._within(folder):
            for source_root in _SOURCE_ROOTS:
                start = os.path.join(folder, source_root) if source_root else folder
                if self._holds(start, parts[0]) and (found := _module_file(os.path.join(start, *parts))) is not None:
                    return found
            if folder == self.root or folder == os.path.dirname(folder):
                break
            folder = os.path.dirname(folder)
        return None

    def _holds(self, folder: str, name: str) -> bool:
        """Whether a folder has a module or package of this name: most imports lead somewhere else."""
        known = self._names.get(folder)
        if known is None:
            try:
                known = frozenset(names(folder))
            except OSError:
                known = frozenset()
            self._names[folder] = known
        return name in known or f"{name}.py" in known or f"{name}.pyi" in known

    def _within(self, folder: str) -> bool:
        return folder == self.root or folder.startswith(self.root.rstrip(os.sep) + os.sep)


def _module_file(stem: str) -> str | None:
    for candidate in (f"{stem}.py", os.path.join(stem, "__init__.py"), f"{stem}.pyi"):
        if is_file(candidate):
            return candidate
    return None
