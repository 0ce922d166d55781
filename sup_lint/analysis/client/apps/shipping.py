"""Whether a file is shipped in an app: on a phone, a desktop, a headset, a microcontroller."""

import os
import re
from typing import TYPE_CHECKING

from sup_lint.analysis.client.apps import kinds
from sup_lint.analysis.client.apps.imports import OF_APPS, OF_SERVERS
from sup_lint.analysis.client.apps.kinds import AppFolder
from sup_lint.analysis.client.folders import folders_of, place_of
from sup_lint.analysis.client.shipping import Shipped
from sup_lint.sources.language import family_of

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.analysis.project import Project

# Folders whose files stay with the developers, and Flutter's, by their names.
_DEVELOPING = frozenset(
    """
    test tests androidTest testFixtures integration_test test_driver Tests UITests buildSrc Editor __tests__ benchmark
    """.split()
)
_DEVELOPING_IN_DART = frozenset({"tool", "bin", "scripts"})
_TEST_FILE = re.compile(r"(?:_test|Tests?|Spec|TestCase)\.\w+$")


def shipped(file: "AnalysedFile", project: "Project") -> Shipped | None:
    """Why `file` is part of an app; None for servers, tools, tests, and where nothing tells."""
    if family_of(file.language) != "lexical":
        from sup_lint.analysis.client.apps.setting_files import shipped as shipped_settings

        return shipped_settings(file, project)
    language = file.language
    serving = OF_SERVERS.get(language)
    if is_for_development(file.path, language) or (serving is not None and serving.search(file.text)):
        return None
    folders = folders_of(project)
    app = kinds.app_around(place_of(file), folders, kinds.DETECTORS.get(language, ()))
    if app is not None and goes_into(file, app):
        return Shipped(f"is part of {app.kind} ({app.teller})", app.audience)
    for sign in OF_APPS.get(language, ()):
        if sign.pattern.search(file.text):
            return Shipped(sign.told, sign.audience)
    return None


def goes_into(file: "AnalysedFile", app: AppFolder) -> bool:
    """Whether a source file in the folder of an app is one that the app is built from."""
    inner = os.path.relpath(place_of(file), app.folder).split(os.sep)
    if app.kind == "the Flutter app":
        return inner[0] == "lib"
    if app.kind == "the Unity game":
        return inner[0] in {"Assets", "Packages"}
    return True


def is_for_development(path: str, language: str) -> bool:
    """Whether a file is a test or a tool of the developers."""
    *folders, name = path.replace("\\", "/").split("/")
    developing = _DEVELOPING | _DEVELOPING_IN_DART if language == "dart" else _DEVELOPING
    in_tests = any(folder in developing or folder.endswith(("Tests", "UITests")) for folder in folders)
    return in_tests or _TEST_FILE.search(name) is not None
