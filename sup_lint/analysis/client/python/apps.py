"""Python apps of a project that run on the client: which of its files tell of one, and which scripts go into it."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from sup_lint.sources import files
from sup_lint.sources.imports import Imports

if TYPE_CHECKING:
    from sup_lint.analysis.project import Project

_PAGE = "opens the page"
_INSTALL = "installs the app"
_TELLING = (".html", ".htm", ".spec", ".sh", ".bat", ".ps1")
_NAMED = frozenset(
    "pyproject.toml pyscript.toml pyscript.json buildozer.spec setup.py Makefile makefile justfile package.json".split()
)
_LARGEST = 1_000_000
_MOST_MODULES = 200
_FARTHEST = 6
# What a page has that runs Python, and its name.
_PAGE_SIGNS = (
    ("stlite", "stlite"),
    ("gradio-lite", "Gradio-Lite"),
    ("gradio_lite", "Gradio-Lite"),
    ("shinylive", "Shinylive"),
    ("brython", "Brython"),
    ("py-script", "PyScript"),
    ("pyscript", "PyScript"),
    ("pyodide", "Pyodide"),
    ("pygbag", "pygbag"),
    ("text/python", "Brython"),
    ('type="py"', "PyScript"),
    ("type='py'", "PyScript"),
    ('type="mpy"', "PyScript"),
)
# One of these stands in whatever tells of an app; most pages of a big project have none.
_SIGNS = re.compile(
    rb"py-script|pyscript|type=[\"']m?py|text/python|brython|pyodide|stlite|gradio-lite|shinylive|pygbag|Analysis\(|briefcase"
    rb"|buildozer|source\.dir|tool\.flet|py2app|cx_Freeze|cxfreeze|py2exe|py2applet|pyinstaller|nuitka|panel convert"
    rb"|export html-wasm|flet (?:build|publish|pack)",
    re.IGNORECASE,
)
_SCRIPT = re.compile(r"(?<![\w./\\-])[\w./\\-]{1,200}\.py\b")
# Commands that pack a script or a folder for clients.
_COMMAND = re.compile(
    r"\b(?P<tool>panel convert|marimo export html-wasm|shinylive export|flet (?:build|publish|pack)|pyinstaller"
    r"|nuitka3?|pygbag|cxfreeze|py2applet|stlite|briefcase (?:build|package)|pyodide-pack)\b(?P<rest>[^\n#;&|]{0,300})",
    re.IGNORECASE,
)
_IN_BROWSER = ("panel", "marimo", "shinylive", "pygbag", "stlite", "pyodide", "flet publish", "flet build web")
# Their argument is a folder, or nothing for the one they run in.
_OF_FOLDERS = ("shinylive", "flet", "pygbag", "briefcase")
_FROZEN = re.compile(r"\b(?:py2app|cx_Freeze|py2exe|bbfreeze)\b")
_SOURCES = re.compile(r"^\s{0,20}sources\s{0,10}=\s{0,10}\[([^\]]{0,1000})\]", re.MULTILINE)
_SOURCE_DIR = re.compile(r"^\s{0,20}source\.dir\s{0,10}=\s{0,10}(\S{1,200})", re.MULTILINE)
_QUOTED = re.compile(r"""["']([^"']{1,200})["']""")


@dataclass(slots=True, eq=False)
class App:
    """An app, told by the file `teller` (as shown to people) in a sentence with `{}` for the script.

    `scripts` and `folders` are absolute paths of what goes into it; the modules that the scripts import do, too.
    """

    teller: str
    sentence: str
    audience: str
    scripts: frozenset[str]
    folders: tuple[str, ...]
    imports: Imports
    _reached: frozenset[str] | None = field(default=None)

    def is_named(self, place: str) -> bool:
        """Whether the app names this script itself."""
        return place in self.scripts

    def holds(self, place: str) -> bool:
        """Whether a file, by its absolute path, goes into the app."""
        if place in self.scripts or any(place.startswith(folder + os.sep) for folder in self.folders):
            return True
        if self._reached is None:
            self._reached = frozenset(_reached(self.scripts, self.imports))
        return place in self._reached

    def reason_for(self, place: str) -> str:
        """Why a file of the app is shipped, to complete "the file …"."""
        if place in self.scripts or not self.scripts:
            return self.sentence.format(self.teller)
        script = os.path.relpath(min(self.scripts)).replace(os.sep, "/")
        return f"is imported by {script}, which {self.sentence.format(self.teller)}"


def apps_of(project: "Project") -> list[App]:
    """The apps of a project, from its pages, settings and build commands; read when first asked for."""
    known = _APPS.get(project)
    if known is None:
        known = _APPS[project] = list(_find(project))
    return known


_APPS: "WeakKeyDictionary[Project, list[App]]" = WeakKeyDictionary()


def _find(project: "Project") -> Iterator[App]:
    from sup_lint.sources.discovery import discover
    from sup_lint.sources.reading import decode

    for path in discover([project.root], root=project.root, wanted=_may_tell).files:
        place = os.path.abspath(path)
        try:
            if files.size(place) > _LARGEST:
                continue
            data = files.read(place)
        except OSError:
            continue
        if os.path.basename(place) not in _NAMED and _SIGNS.search(data) is None:
            continue
        text = decode(data)
        for sentence, audience, scripts, folders in _told(place, text):
            if scripts or folders:
                yield App(path, sentence, audience, frozenset(scripts), tuple(folders), project.imports)


def _may_tell(path: str) -> bool:
    name = path.rpartition("/")[2]
    if name in _NAMED:
        return True
    if name.endswith((".yml", ".yaml")):
        return ".github/workflows" in path or name.startswith(".gitlab")
    return name.lower().endswith(_TELLING)


_Told = tuple[str, str, list[str], list[str]]


def _told(place: str, text: str) -> Iterator[_Told]:
    """The apps that one file tells of: sentence, audience, scripts, folders."""
    name = os.path.basename(place)
    folder = os.path.dirname(place)
    if name.endswith((".html", ".htm", "pyscript.toml", "pyscript.json")):
        yield from _of_page(text, folder, name)
    elif name == "buildozer.spec":
        found = _SOURCE_DIR.search(text)
        source = os.path.normpath(os.path.join(folder, found[1] if found else "."))
        yield "is packed into the app of {} (Buildozer)", _INSTALL, [], [source]
    elif name.endswith(".spec") and "Analysis(" in text:
        yield "is packed into the app of {} (PyInstaller)", _INSTALL, _scripts(text, folder), []
    elif name == "pyproject.toml":
        yield from _of_settings(text, folder)
    elif name == "setup.py" and _FROZEN.search(text):
        scripts = [each for each in _scripts(text, folder) if each != place]
        yield "is packed into the app of {}", _INSTALL, scripts, []
    if not name.endswith((".html", ".htm", ".spec")):
        yield from _of_commands(text, folder)


def _of_page(text: str, folder: str, name: str) -> Iterator[_Told]:
    lowered = text.lower()
    kind = next((kind for sign, kind in _PAGE_SIGNS if sign in lowered), "PyScript" if "pyscript" in name else "")
    if kind:
        yield "is run by the page {} " + f"({kind})", _PAGE, _scripts(text, folder), []


def _of_settings(text: str, folder: str) -> Iterator[_Told]:
    if "[tool.briefcase" in text:
        sources = [each for match in _SOURCES.finditer(text) for each in _QUOTED.findall(match[1])]
        folders = [os.path.normpath(os.path.join(folder, each)) for each in sources]
        yield "is packed into the app of {} (Briefcase)", _INSTALL, [], folders
    if "[tool.flet" in text:
        source = os.path.join(folder, "src")
        yield "is packed into the app of {} (Flet)", _INSTALL, [], [source if files.is_folder(source) else folder]


def _of_commands(text: str, folder: str) -> Iterator[_Told]:
    base = folder
    while os.path.basename(base) in {"workflows", ".github", "scripts", "bin", "ci"}:
        base = os.path.dirname(base)  # commands run at the top
    for match in _COMMAND.finditer(text):
        tool = match["tool"]
        command = f"{tool}{match['rest']}".lower()
        sentence = "is packed for clients by `" + tool + "` in {}"
        audience = _PAGE if command.startswith(_IN_BROWSER) else _INSTALL
        scripts = _scripts(match["rest"], base)
        folders: list[str] = []
        if not scripts and tool.lower().startswith(_OF_FOLDERS):
            words = [word for word in match["rest"].replace("`", " ").split() if not word.startswith("-")]
            named = [os.path.normpath(os.path.join(base, word)) for word in words]
            folders = [each for each in named if files.is_folder(each) and each != base][:1]
        yield sentence, audience, scripts, folders


def _scripts(text: str, folder: str) -> list[str]:
    """The Python files that a text names, and that exist relative to a folder."""
    found: dict[str, None] = {}
    for match in _SCRIPT.finditer(text):
        place = os.path.normpath(os.path.join(folder, match[0].replace("\\", "/").lstrip("/")))
        if files.is_file(place):
            found[place] = None
    return list(found)


def _reached(scripts: frozenset[str], imports: Imports) -> set[str]:
    """The files of the project that scripts import, directly or through others."""
    found: set[str] = set()
    frontier = set(scripts)
    for _ in range(_FARTHEST):
        following: set[str] = set()
        for place in frontier:
            try:
                following |= imports.targets(place, files.read(place))
            except OSError:
                continue
        frontier = following - found - scripts
        found |= frontier
        if not frontier or len(found) > _MOST_MODULES:
            break
    return found
