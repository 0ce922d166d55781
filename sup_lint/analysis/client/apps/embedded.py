"""Settings of apps that take the key along: the counterpart of a bundler's define."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sup_lint.analysis.publishing.inlined import Inlined
from sup_lint.keys.names import is_key_name

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.analysis.project import Project

_REFERENCE = re.compile(r"\$[({]([A-Za-z_]\w{0,100})(?::\w{1,40})?[)}]")
_INSTALLS = "installs the app"
_PACKING = frozenset({"json", "yaml", "shell", "makefile", "spec"})


def embedded(file: "AnalysedFile", project: "Project") -> Iterator[Inlined]:
    """Yield the places of `file` where a build takes the key from outside and puts it into an app.

    These are values and names of the key: the value of a gradle field, the name in String.fromEnvironment, the
    reference in a property list, a dotenv file among the assets. Literal keys are left to other rules.
    """
    match file.language:
        case "groovy" | "kotlin" if file.program is not None and re.search(r"\.gradle(?:\.kts)?$", file.path):
            from sup_lint.analysis.client.apps.gradle_fields import gradle_fields

            yield from gradle_fields(file, file.program, project)
        case "dart" if file.program is not None:
            from sup_lint.analysis.client.apps.dart_environment import compiled_in
            from sup_lint.analysis.client.shipping import shipped

            if shipped(file, project) is not None:
                yield from compiled_in(file.program)
        case "xml" if file.path.endswith(".plist"):
            yield from _in_property_list(file, project)
        case language if language in _PACKING:
            from sup_lint.analysis.client.apps.packed_files import packed_files

            yield from packed_files(file, project)


def _in_property_list(file: "AnalysedFile", project: "Project") -> Iterator[Inlined]:
    """References to build settings in the property list of an app: $(SUPERTONE_API_KEY)."""
    from sup_lint.analysis.client.shipping import shipped
    from sup_lint.analysis.settings.view import settings_of

    if shipped(file, project) is None:
        return
    for setting in settings_of(file):
        reference = _REFERENCE.fullmatch(setting.value)
        if reference is not None and (is_key_name(reference[1]) or is_key_name(setting.name)):
            region = file.lines.region(setting.start, setting.end)
            yield Inlined(region, "a reference to a build setting", "Xcode", _INSTALLS, (reference[1],))
