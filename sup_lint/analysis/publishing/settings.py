"""Every setting in a file that puts the key into what is shipped to clients."""

import os
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from sup_lint.analysis.client.embedded import embedded
from sup_lint.analysis.publishing.bundlers import settings_of_bundlers
from sup_lint.analysis.publishing.commands import settings_in_text
from sup_lint.analysis.publishing.inlined import Inlined
from sup_lint.analysis.publishing.package import CONFIGURATIONS, package_of
from sup_lint.analysis.publishing.served_files import served_files, served_templates

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.analysis.project import Project


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
    for configuration in CONFIGURATIONS:
        settings = project.file_at(os.path.join(package.folder, configuration))
        if settings is not None:
            for each in inlined(settings, project):
                if name in each.names or not (each.names or each.sure):
                    return each.tool
    return ""
