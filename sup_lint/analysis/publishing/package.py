"""The package of JavaScript that a file belongs to: what it depends on, and which prefixes its tools publish."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from sup_lint.keys.names import is_key_name
from sup_lint.keys.publishing import Publisher, published_by, publishers_of
from sup_lint.sources.files import is_file, read, size
from sup_lint.sources.reading import decode

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.analysis.project import Project

_DOTENV_FILES = (".env", ".env.local", ".env.production", ".env.development", ".env.example", ".env.sample")
_DOTENV_LINE = re.compile(r"^[ \t]{0,8}(?:export )?([A-Za-z_]\w{3,100})[ \t]{0,8}=", re.MULTILINE)
_LARGEST = 1_000_000
_EXTENSIONS = (".ts", ".js", ".mjs", ".mts", ".cjs", ".cts")
_STRING = re.compile(r"""(["'`])([A-Za-z_]\w{0,60})\1""", re.ASCII)
_VALUE = r"""\s{0,20}[:=]\s{0,20}(?:\[([^\]]{0,400})\]|(["'`][A-Za-z_]\w{0,60}["'`]))"""


@dataclass(frozen=True, slots=True)
class _Setting:
    """How one tool's settings file names further prefixes; `reading` is what code reads them from."""

    stem: str
    option: re.Pattern[str]
    tool: str
    reading: str


_VITE = re.compile(rf"\benvPrefix{_VALUE}")
_SETTINGS = (
    _Setting("vite.config", _VITE, "Vite", "import.meta.env."),
    _Setting("vitest.config", _VITE, "Vite", "import.meta.env."),
    _Setting("astro.config", _VITE, "Astro", "import.meta.env."),
    _Setting("nuxt.config", _VITE, "Nuxt", "import.meta.env."),
    _Setting("electron.vite.config", _VITE, "electron-vite", "import.meta.env."),
    _Setting("wxt.config", _VITE, "WXT", "import.meta.env."),
    _Setting("farm.config", _VITE, "Farm", "import.meta.env."),
    _Setting("rsbuild.config", re.compile(rf"\bprefixes{_VALUE}"), "Rsbuild", "import.meta.env."),
    _Setting("svelte.config", re.compile(rf"\bpublicPrefix{_VALUE}"), "SvelteKit", "$env/static/public: "),
)
# The files that a bundler reads its settings from.
CONFIGURATIONS = tuple(
    f"{stem}{extension}"
    for stem in (
        *("vite.config", "webpack.config", "webpack.common", "next.config", "vue.config", "craco.config"),
        *("rsbuild.config", "rspack.config", "quasar.config", "rollup.config", "babel.config"),
    )
    for extension in _EXTENSIONS
)
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|(?<![:\"'`\w/])//[^\n]*", re.DOTALL)
# Packages that put every variable that code names into the bundle.
_INLINING = {
    "parcel": "Parcel",
    "parcel-bundler": "Parcel",
    "react-native-dotenv": "react-native-dotenv",
    "babel-plugin-transform-inline-environment-variables": "babel-plugin-transform-inline-environment-variables",
    "babel-plugin-inline-dotenv": "babel-plugin-inline-dotenv",
    "babel-plugin-transform-inline-environment-vars": "babel-plugin-transform-inline-environment-vars",
}


@dataclass(frozen=True, slots=True)
class Package:
    """A folder with a package.json, or the project's root: absolute path, dependencies, publishers it sets itself.

    `inlines` is the tool that publishes every variable that client code names, whatever it is called; empty for none.
    `dotenv_names` are the names of the key in the package's dotenv files.
    """

    folder: str
    dependencies: frozenset[str] = frozenset()
    publishers: tuple[Publisher, ...] = ()
    inlines: str = ""
    dotenv_names: tuple[str, ...] = ()


def package_of(file: "AnalysedFile", project: "Project") -> Package:
    """The package that a file belongs to: the nearest folder upwards that has a package.json."""
    known = _KNOWN.setdefault(project, {})
    folder = os.path.dirname(os.path.abspath(file.path))
    passed: list[str] = []
    found: Package | None = None
    while found is None:
        found = known.get(folder)
        if found is None:
            passed.append(folder)
            above = os.path.dirname(folder)
            if is_file(os.path.join(folder, "package.json")) or folder in {project.root, above}:
                found = _package_in(folder)
            folder = above
    known.update(dict.fromkeys(passed, found))
    return found


_KNOWN: "WeakKeyDictionary[Project, dict[str, Package]]" = WeakKeyDictionary()


def _package_in(folder: str) -> Package:
    package = _manifest(os.path.join(folder, "package.json"))
    fields = ("dependencies", "devDependencies", "peerDependencies", "optionalDependencies")
    listings = [listed for field in fields if isinstance(listed := package.get(field), dict)]
    dependencies = frozenset(name for listed in listings for name in listed)
    tool = next((tool for name, tool in _INLINING.items() if name in dependencies), "")
    options = package.get("@parcel/transformer-js")
    if tool == "Parcel" and isinstance(options, dict) and options.get("inlineEnvironment") is False:
        tool = ""
    return Package(folder, dependencies, tuple(dict.fromkeys(_publishers(folder))), tool, _dotenv_names(folder))


def _manifest(path: str) -> dict[str, object]:
    text = _text(path)
    if not text:
        return {}
    import json

    try:
        package = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return package if isinstance(package, dict) else {}


def _dotenv_names(folder: str) -> tuple[str, ...]:
    names = [
        match[1]
        for name in _DOTENV_FILES
        for match in _DOTENV_LINE.finditer(_text(os.path.join(folder, name)))
        if is_key_name(match[1]) and published_by(match[1]) is None
    ]
    return tuple(dict.fromkeys(names))


def _publishers(folder: str) -> Iterator[Publisher]:
    for setting in _SETTINGS:
        for extension in _EXTENSIONS:
            text = _text(os.path.join(folder, setting.stem + extension))
            for match in setting.option.finditer(_COMMENT.sub(" ", text)) if text else ():
                names = [string[2] for string in _STRING.finditer(match[1] or match[2])]
                yield from publishers_of(names, setting.tool, setting.reading)


def _text(path: str) -> str:
    try:
        if size(path) > _LARGEST:
            return ""
        return decode(read(path))
    except OSError:
        return ""
