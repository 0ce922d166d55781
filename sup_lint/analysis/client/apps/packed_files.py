"""Dotenv files that are packed into apps: Flutter's assets, Electron's resources, data files of Python apps."""

import os
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sup_lint.analysis.client.folders import Folders, folders_of, place_of
from sup_lint.analysis.publishing.inlined import Inlined
from sup_lint.analysis.settings import dotenv
from sup_lint.analysis.settings.setting import Setting
from sup_lint.analysis.settings.view import settings_of
from sup_lint.keys.names import is_key_header, is_key_name

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.analysis.project import Project
    from sup_lint.model.region import Region

_INSTALLS = "installs the app"
_DOTENV = re.compile(r"(?:^|[\\/])(?:\.env(?:\.\w{1,30}){0,2}|\w{1,30}\.env|dotenv)$")
# Of electron-builder, in package.json or in a file of its own.
_RESOURCES = frozenset({"extraResources", "extraFiles", "files", "extraResource"})
_BUILDER = re.compile(r"electron-builder\.(?:json5?|ya?ml)$")
_DATAS = re.compile(r"""["'](?P<path>[^"'\n]{0,200}\.env(?:\.\w{1,30})?)["']""")
_INCLUDED = re.compile(r"^source\.include_(?:exts|patterns)[ \t]{0,8}=[^\n]{0,400}?(?P<path>\.?\benv\b)", re.MULTILINE)
_FROM_FILE = re.compile(r"--dart-define-from-file(?:=|[ ]{1,4})[\"']?(?P<path>[\w./$-]{1,200})")
_COMMANDS = frozenset({"shell", "yaml", "makefile", "json"})


def packed_files(file: "AnalysedFile", project: "Project") -> Iterator[Inlined]:
    """Yield the dotenv files with the key in them that a file of settings packs into an app."""
    folders = folders_of(project)
    folder = os.path.dirname(place_of(file))
    name = os.path.basename(file.path)
    if name == "pubspec.yaml":
        for setting in settings_of(file):
            if setting.path[:2] == ("flutter", "assets") and _has_key(setting.value, folder, folders, project):
                yield _packed(file, setting.start, setting.end, "its list of assets", "Flutter")
    elif name == "package.json" or _BUILDER.search(name):
        for setting in settings_of(file):
            if _is_resource(setting, name) and _has_key(setting.value, folder, folders, project):
                yield _packed(file, setting.start, setting.end, f"`{_resource(setting)}`", "electron-builder")
    elif name == "buildozer.spec":
        yield from _matched(_INCLUDED, "what it includes", "Buildozer", file, folders, project)
    elif name.endswith(".spec") and "Analysis(" in file.text:
        yield from _matched(_DATAS, "`datas`", "PyInstaller", file, folders, project)
    if file.language in _COMMANDS:
        for match in _FROM_FILE.finditer(file.text):
            if _names_key_in(folders.text(_root_of(folder, match["path"], folders))):
                yield _packed(file, *match.span("path"), "`--dart-define-from-file`", "Flutter")


def _matched(
    pattern: re.Pattern[str], setting: str, tool: str, file: "AnalysedFile", folders: Folders, project: "Project"
) -> Iterator[Inlined]:
    folder = os.path.dirname(place_of(file))
    for match in pattern.finditer(file.text):
        if _has_key(".env" if match["path"].endswith("env") else match["path"], folder, folders, project):
            yield _packed(file, *match.span("path"), setting, tool)


def _root_of(folder: str, path: str, folders: Folders) -> str:
    """The file that a command names, which may run in any folder above the script."""
    for above in (folder, *folders.above(os.path.join(folder, "x"))):
        place = os.path.normpath(os.path.join(above, path))
        if folders.text(place):
            return place
    return os.path.join(folder, path)


def _is_resource(setting: Setting, name: str) -> bool:
    is_source = setting.name in {"from", *_RESOURCES}
    return (
        is_source
        and bool(_RESOURCES.intersection(setting.path))
        and ("build" in setting.path or name != "package.json")
    )


def _resource(setting: Setting) -> str:
    return next((part for part in reversed(setting.path) if part in _RESOURCES), setting.name)


def _has_key(path: str, folder: str, folders: Folders, project: "Project") -> bool:
    """Whether what is packed is a dotenv file with the key: it, its template, or code that reads it names the key."""
    if not _DOTENV.search(path):
        return False
    place = os.path.normpath(os.path.join(folder, path))
    texts = [folders.text(place), *(folders.text(place + end) for end in (".example", ".sample", ".template"))]
    if any(_names_key_in(text) for text in texts):
        return True
    if any(texts):
        return False
    # The file itself is left out of git, as it should be.
    return any(
        other.is_tied and other.program is not None and re.search(r"dotenv|\.env\b", other.text) is not None
        for other in project.files()
        if os.path.abspath(other.path).startswith(folder + os.sep)
    )


def _names_key_in(text: str) -> bool:
    return any(is_key_name(each.dotted) or is_key_header(each.name) for each in dotenv.settings(text)) or (
        text.lstrip().startswith("{")
        and re.search(r'"[\w.-]{0,40}super_?tone[\w.-]{0,40}(?:key|token)"', text, re.IGNORECASE) is not None
    )


def _packed(file: "AnalysedFile", start: int, end: int, setting: str, tool: str) -> Inlined:
    return Inlined(_with_quotes(file, start, end), f"{setting} (a dotenv file)", tool, _INSTALLS)


def _with_quotes(file: "AnalysedFile", start: int, end: int) -> "Region":
    before, behind = file.text[start - 1 : start], file.text[end : end + 1]
    quotes = int(bool(before) and before == behind and before in "\"'")
    return file.lines.region(start - quotes, end + quotes)
