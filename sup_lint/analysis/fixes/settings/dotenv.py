"""Dotenv files: kept out of git, and a sample beside them that names their variables."""

import os
import re
from typing import TYPE_CHECKING

from sup_lint.analysis.key_files import git_status
from sup_lint.model.fix import Addition, Fix, Safety
from sup_lint.sources import files
from sup_lint.sources.work_tree import Status, top_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.analysis.project import Project

_SAMPLES = (".env.example", ".env.sample", ".env.template", ".env.dist", "env.example", "example.env", ".env-example")
# What a pattern of .gitignore takes for more than itself.
_SPECIAL = re.compile(r"([\\*?\[\]])")
_VARIABLE = re.compile(r"[A-Za-z_]\w{0,120}")
_LARGEST = 200_000


def ignoring_fix(file: "AnalysedFile", names: "Iterable[str]", project: "Project") -> Fix | None:
    """Let git ignore a file made for keys, and name the variables `names` in the sample beside a dotenv file.

    None for a file that git tracks: to ignore that changes nothing, it has to be taken out of git first.
    """
    if git_status(file) is not Status.NEW or "!/" in file.path:
        return None
    place = os.path.abspath(file.path)
    top = top_of(place)
    if top is None:
        return None
    # The work tree's top is known by its real path.
    real = os.path.join(os.path.realpath(os.path.dirname(place)), os.path.basename(place))
    folder = _with_patterns(os.path.dirname(real), top)
    name = os.path.relpath(real, folder).replace(os.sep, "/")
    if not name.isprintable():
        return None  # no pattern speaks of a line end
    steps = os.path.relpath(folder, os.path.dirname(real))
    patterns = os.path.normpath(os.path.join(os.path.dirname(place), steps, ".gitignore"))
    additions = [Addition(project.shown(patterns), pattern_for(name))]
    message = f"let git ignore {os.path.basename(place)}"
    if file.language == "dotenv":
        entries = _entries(_sample_beside(place), names, project)
        if entries:
            message += f", and name the variable in {os.path.basename(entries[0].path)}"
        additions += entries
    return Fix(Safety.SAFE, message, additions=tuple(additions))


def sample_entries(file: "AnalysedFile", names: "Iterable[str]", project: "Project") -> tuple[Addition, ...]:
    """The lines by which the project's sample of a dotenv file, if it has one, names variables that code reads."""
    place = os.path.abspath(file.host.path)
    folder = os.path.dirname(place)
    while folder.startswith(project.root):
        for name in _SAMPLES:
            if files.is_file(os.path.join(folder, name)):
                return tuple(_entries(os.path.join(folder, name), names, project))
        if folder == project.root:
            break
        folder = os.path.dirname(folder)
    return ()


def pattern_for(name: str) -> str:
    """The pattern of .gitignore for one file, by its posix name from where the patterns lie."""
    escaped = _SPECIAL.sub(r"\\\1", name)
    bare = escaped.rstrip(" ")
    # Git drops spaces at the end, unless a backslash keeps them.
    return "/" + bare + "\\ " * (len(escaped) - len(bare))


def _with_patterns(folder: str, top: str) -> str:
    """The nearest folder up to the top with a .gitignore in it; the top if there is none."""
    while folder != top and folder.startswith(top):
        if files.is_file(os.path.join(folder, ".gitignore")):
            return folder
        folder = os.path.dirname(folder)
    return top


def _sample_beside(place: str) -> str:
    folder = os.path.dirname(place)
    found = (os.path.join(folder, name) for name in _SAMPLES)
    return next(filter(files.is_file, found), os.path.join(folder, _SAMPLES[0]))


def _entries(sample: str, names: "Iterable[str]", project: "Project") -> list[Addition]:
    text = files.text_start(sample, _LARGEST) if files.is_file(sample) else ""
    return [
        Addition(project.shown(sample), f"{name}=")
        for name in dict.fromkeys(names)
        if _VARIABLE.fullmatch(name)
        and not re.search(rf"^[ \t#]{{0,20}}(?:export[ \t]{{1,8}})?{name}[ \t]{{0,20}}[=:]", text, re.MULTILINE)
    ]
