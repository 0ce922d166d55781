"""Every setting in a file that puts the key into what is shipped to clients."""

import os
import re
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from sup_lint.analysis.client.apps.embedded import embedded
from sup_lint.analysis.publishing.bundlers import settings_of_bundlers
from sup_lint.analysis.publishing.commands import settings_in_text
from sup_lint.analysis.publishing.inlined import Inlined
from sup_lint.analysis.publishing.package import CONFIGURATIONS, package_of
from sup_lint.analysis.publishing.served_files import served_files, served_templates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.analysis.project import Project


# What a script of one's own names that runs a bundler with replacements.
_BUNDLING = re.compile(
    r"(?:from|require\(|import\(|import)\s{0,4}['\"](?:esbuild[\w-]{0,30}|webpack|vite|rollup|@rollup/plugin-replace|tsup|rolldown"
    r"|@rspack/core|@rsbuild/core|parcel|@parcel/core)['\"]|\bBun\.build\("
)


def inlined(file: "AnalysedFile", project: "Project") -> list[Inlined]:
    """The settings in `file` that inline the key, in source order, each place once."""
    known = _KNOWN.get(file)
    if known is None:
        found = {each.region: each for each in (*settings_in_text(file), *embedded(file, project))}
        if file.program is not None:
            for each in (
                *settings_of_bundlers(file, file.program, project),
                *served_files(file.program, project),
                *served_templates(file, file.program),
            ):
                found.setdefault(each.region, each)
        kept = [each for each in found.values() if each.sure or _has_key(file, project)]
        known = _KNOWN[file] = sorted(kept, key=lambda each: each.region)
    return known


def _has_key(file: "AnalysedFile", project: "Project") -> bool:
    """Whether the environment of the file's package has the key in it: its dotenv files or its code name it."""
    package = package_of(file, project)
    below = package.folder + os.sep
    return bool(package.dotenv_names) or any(
        each.is_tied and os.path.abspath(each.path).startswith(below) for each in project.files()
    )


_KNOWN: "WeakKeyDictionary[AnalysedFile, list[Inlined]]" = WeakKeyDictionary()


def inlining_tool(file: "AnalysedFile", name: str, project: "Project") -> str:
    """The tool that puts the variable `name` into client code of the file's package where it is read; or nothing."""
    package = package_of(file, project)
    if package.inlines:
        return package.inlines
    for settings in _settings_of(package.folder, file, project):
        for each in inlined(settings, project):
            if name in each.names or not (each.names or each.sure):
                return each.tool
    return ""


def _settings_of(folder: str, file: "AnalysedFile", project: "Project") -> "Iterator[AnalysedFile]":
    """The files of a package that set a bundler up: those by their names, and the scripts that run one."""
    named = {os.path.join(folder, configuration) for configuration in CONFIGURATIONS}
    for path in sorted(named):
        if (settings := project.file_at(path)) is not None and settings is not file:
            yield settings
    below = folder + os.sep
    for each in project.files():
        place = os.path.abspath(each.path)
        if each is file or each.program is None or place in named or not place.startswith(below):
            continue
        if each.program.language == "javascript" and _BUNDLING.search(each.text):
            yield each
