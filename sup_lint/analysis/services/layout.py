"""The files of a repository by their paths in it: what lies in a folder, what is beside it, what it holds."""

import os
import posixpath
from collections.abc import Iterator

from sup_lint.analysis.file import AnalysedFile
from sup_lint.analysis.repository import Repository
from sup_lint.analysis.services.naming import is_aside
from sup_lint.analysis.settings.setting import Setting
from sup_lint.analysis.settings.view import settings_of
from sup_lint.keys.names import is_key_name
from sup_lint.sources.files import is_file, is_folder
from sup_lint.sources.files import names as listed_names
from sup_lint.sources.language import is_code

_SAMPLES = (".example", ".sample", ".template", ".dist")


class Layout:
    """`files` are those that concern Supertone, by posix paths relative to the project's root."""

    def __init__(self, repository: Repository) -> None:
        self.project = repository.project
        self.files = {self.path_of(file): file for file in repository.files}

    def path_of(self, file: AnalysedFile) -> str:
        """The path of a file, relative to the project's root."""
        return os.path.relpath(os.path.abspath(file.path), self.project.root).replace(os.sep, "/")

    def relevant(self, *languages: str) -> Iterator[tuple[str, AnalysedFile]]:
        """Yield the files in some languages that are no examples, tests or documents."""
        for path, file in self.files.items():
            if file.language in languages and not is_aside(path):
                yield path, file

    def file_at(self, path: str) -> AnalysedFile | None:
        """The file at a path, whether it concerns Supertone or not; None where there is none, or it lies outside."""
        if path in self.files:
            return self.files[path]
        if path.startswith(("../", "/")):
            return None
        return self.project.file_at(self._place(path))

    def has(self, path: str) -> bool:
        """Whether there is a file at a path; it isn't read."""
        return path in self.files or is_file(self._place(path))

    def has_folder(self, path: str) -> bool:
        """Whether there is a folder at a path."""
        return is_folder(self._place(path))

    def names(self, folder: str) -> list[str]:
        """The names of what lies in a folder, sorted; none where there is no such folder."""
        try:
            return sorted(listed_names(self._place(folder)))
        except OSError:
            return []

    def _place(self, path: str) -> str:
        return os.path.join(self.project.root, *path.split("/"))

    def uses_supertone(self, folder: str) -> bool:
        """Whether some program below a folder is Supertone code."""
        return any(
            is_code(file.language) and not is_aside(path) and file.is_tied and is_below(path, folder)
            for path, file in self.files.items()
        )

    def variables(self, path: str) -> dict[str, tuple[AnalysedFile, Setting]]:
        """The variables that are the key's by name in the dotenv file at a path, if it is among the files."""
        file = self.files.get(path)
        if file is None or file.language not in {"dotenv", "ini", "properties", "text", ""}:
            return {}
        return {each.name: (file, each) for each in settings_of(file) if is_key_name(each.name)}

    def expected_variables(self, path: str) -> list[str]:
        """The names that are the key's in a dotenv file that isn't here, as its committed sample says."""
        folder, name = posixpath.split(path)
        stems = dict.fromkeys((name, ".env"))
        samples = [posixpath.join(folder, f"{stem}{ending}") for stem in stems for ending in _SAMPLES]
        for sample in samples:
            file = self.files.get(sample)
            if file is not None:
                found = [name for name in _names_in(file.text) if is_key_name(name)]
                if found:
                    return found
        return []


def _names_in(text: str) -> list[str]:
    """The names that lines set, to nothing or to anything."""
    return [line.partition("=")[0].removeprefix("export ").strip("# \t\ufeff") for line in text.splitlines()]


def is_below(path: str, folder: str) -> bool:
    """Whether a path is a folder, or lies in it; everything lies in `.`."""
    return folder in {"", "."} or path == folder or path.startswith(f"{folder}/")


def joined(folder: str, path: str) -> str:
    """A path as written in a folder's file, relative to the root; `.` for the root itself."""
    return posixpath.normpath(posixpath.join(folder or ".", path.replace("\\", "/")))


def folder_of(path: str) -> str:
    """The folder that a path lies in; `.` for the root."""
    return posixpath.dirname(path) or "."
