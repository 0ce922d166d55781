"""The variables that a project takes its key from already: what its code reads, what its dotenv files give."""

import os
import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from sup_lint.analysis import program as model
from sup_lint.analysis.dataflow.values import External
from sup_lint.analysis.fixes.naming.fallbacks import variables_read
from sup_lint.analysis.places.finder import PlaceFinder
from sup_lint.keys.formats import is_key_in_certain_place
from sup_lint.keys.names import VARIABLE, is_key_name
from sup_lint.keys.publishing import published_by
from sup_lint.sources import files
from sup_lint.sources.language import language_of
from sup_lint.sources.reading import decode

if TYPE_CHECKING:
    from sup_lint.analysis.program import Program
    from sup_lint.analysis.project import Project

_READ = re.compile(r"(?:[\w:]{1,30}\.){0,3}(?:process|Bun|meta)\.env\.(?P<name>[A-Z][A-Z0-9_]{1,99})")
_LARGEST = 200_000
_MOST_FOLDERS = 50


class Given(NamedTuple):
    """A variable that the dotenv file at `path` gives a `value`, in clear; `is_key` tells it from a placeholder."""

    name: str
    value: str
    path: str
    is_key: bool


def given_by_dotenv(project: "Project") -> list[Given]:
    """What the dotenv files of a project, ignored ones and examples, too, say of its key, in a fixed order."""
    found: list[Given] = []
    folders = {project.root, *(os.path.dirname(os.path.abspath(file.path)) for file in project.files())}
    for folder in sorted(folders)[:_MOST_FOLDERS]:
        if folder != project.root and not folder.startswith(os.path.join(project.root, "")):
            continue
        try:
            names = sorted(name for name in files.names(folder) if language_of(name) == "dotenv")
        except OSError:
            continue
        for name in names:
            found += _given_by(os.path.join(folder, name), os.path.relpath(os.path.join(folder, name), project.root))
    return found


def _given_by(place: str, path: str) -> list[Given]:
    try:
        data = files.read(place)
    except OSError:
        return []
    if len(data) > _LARGEST:
        return []
    from sup_lint.analysis.settings import dotenv

    return [
        Given(each.name, each.value, path.replace(os.sep, "/"), is_key_in_certain_place(each.value, name=each.name))
        for each in dotenv.settings(decode(data))
        if is_key_name(each.name) and published_by(each.name) is None
    ]


def read_by_code(project: "Project") -> list[str]:
    """The variables that the code of a project reads its key from, the most used first."""
    counted: Counter[str] = Counter()
    for program in project.programs():
        counted.update(_read_in(program))
    if not counted:
        for program in project.programs():
            if project.file_of(program).is_tied:
                counted.update(_sent_in(program, project))
    return sorted(counted, key=lambda name: (-counted[name], name != VARIABLE, name))


def _read_in(program: "Program") -> list[str]:
    return [
        name
        for node in program.nodes()
        if isinstance(node, model.Subscript | model.Call | model.Attribute)
        for name in variables_read(node, inside=False)
        if is_key_name(name) and published_by(name) is None
    ]


def _sent_in(program: "Program", project: "Project") -> list[str]:
    """The variables with neutral names that go where only the Supertone key goes: Supertone(os.environ["TTS_KEY"])."""
    found: list[str] = []
    for place in PlaceFinder(program, project).places():
        if place.certain:
            values = project.flow.evaluate(place.value, place.frame or project.flow.frame(program))
            calls = [value.call for value in values if isinstance(value, External) and value.call is not None]
            found += [name for call in calls for name in variables_read(call, inside=False)]
            named = [_READ.fullmatch(value.name) for value in values if isinstance(value, External)]
            read = [match["name"] for match in named if match is not None]
            found += read or (variables_read(place.value) if not calls else [])
    return [name for name in found if published_by(name) is None]
