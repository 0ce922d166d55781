"""Which scripts share their globals: those of one page, one worker, or one list in an extension's manifest."""

import os
import re
from collections.abc import Iterator

from sup_lint.sources import files

_SOURCE = re.compile(r"""<script\b[^>]{0,400}?\bsrc\s{0,4}=\s{0,4}["']?([^"'\s>]{1,300})""", re.IGNORECASE)
_WORKER = re.compile(r"\bimportScripts\(([^()]{1,2000})\)")
_CONTENT_SCRIPTS = re.compile(r'"(?:js|scripts)"\s{0,8}:\s{0,8}\[([^\]]{1,4000})\]')
_QUOTED = re.compile(r"""["'`]([^"'`\s]{1,300})["'`]""")
# What a template puts before a path: %PUBLIC_URL%/, {{ base }}/; and the file that Flask or Django is asked for.
_BASE = re.compile(r"^(?:%\w{1,40}%|\{\{[^}]{0,80}\}\}|<%=[^%]{0,80}%>)/?")
_ASKED_FOR = re.compile(r"""(?:filename\s{0,4}=\s{0,4}|static\s{1,4})\\?["']([^"'\\]{1,300})""")
_TEMPLATE_SOURCE = re.compile(r"<script\b[^>]{0,200}?\bsrc\s{0,4}=\s{0,4}[\"']?\{[{%]([^}]{1,200})", re.IGNORECASE)
# Where the files lie that a page names from its root.
_SERVED = ("", "public", "static", "src/main/resources/static", "www", "assets")
_PAGES = ("*.html", "*.htm", "public/*.html", "templates/*.html", "src/*.html", "views/*.html")
_PAGE_ENDS = (".html", ".htm")
_MOST_PAGES = 30
_MOST_FOLDERS = 6
# Of a file this much is read; what is longer is a library.
_LARGEST = 500_000


class PageScripts:
    """The scripts of the pages below `root`; each file is read once."""

    def __init__(self, root: str) -> None:
        self._root = root
        self._beside: dict[str, list[str]] = {}
        self._texts: dict[str, str] = {}

    def making_global(self, place: str, text: str, name: str) -> list[str]:
        """Give the absolute paths of the files that share globals with the one at `place` and may make `name` one."""
        if place not in self._beside:
            self._beside[place] = scripts_beside(place, text, self._root)
        return [each for each in self._beside[place] if _makes_global(self._text(each), name)]

    def _text(self, place: str) -> str:
        if place not in self._texts:
            self._texts[place] = _read(place)
        return self._texts[place]


def scripts_beside(place: str, text: str, root: str) -> list[str]:
    """Give the absolute paths of the scripts and pages below `root` that share globals with the file at `place`."""
    if place.endswith(_PAGE_ENDS):
        return list(dict.fromkeys(_loaded_by(place, text, root)))
    found: dict[str, None] = dict.fromkeys([*_taken_in(place, text, root), *_listed_with(place, root)])
    for page in _pages_around(place, root):
        content = _read(page)
        loaded = list(_loaded_by(page, content, root)) if content else []
        # A bundler puts the modules of a project into its only page.
        if place in loaded or os.path.basename(page) == "index.html":
            found.update(dict.fromkeys([*loaded, *([page] if place in loaded else [])]))
    found.pop(place, None)
    return list(found)


def _makes_global(text: str, name: str) -> bool:
    """Whether a script may declare a global `name`, or give the global object a property of that name."""
    if name not in text:
        return False
    declared = r"(?:\b(?:window|globalThis|self|global)\.|\b(?:var|let|const|function|class)\s{1,8})"
    return re.search(rf"{declared}{re.escape(name)}(?![\w$])", text) is not None


def _taken_in(place: str, text: str, root: str) -> Iterator[str]:
    """The scripts that a worker takes in."""
    for match in _WORKER.finditer(text):
        for path in _QUOTED.findall(match[1]):
            yield from _first_file(path, place, root)


def _listed_with(place: str, root: str) -> Iterator[str]:
    """The scripts that a browser extension runs together with the one at `place`."""
    folder = os.path.dirname(place)
    for _ in range(_MOST_FOLDERS):
        manifest = os.path.join(folder, "manifest.json")
        for match in _CONTENT_SCRIPTS.finditer(_read(manifest)):
            listed = [each for path in _QUOTED.findall(match[1]) for each in _first_file(path, manifest, root)]
            if place in listed:
                yield from listed
        if folder == root or not folder.startswith(root):
            return
        folder = os.path.dirname(folder)


def _pages_around(place: str, root: str) -> list[str]:
    pages: list[str] = []
    folder = os.path.dirname(place)
    for _ in range(_MOST_FOLDERS):
        for pattern in _PAGES:
            pages += files.matching(folder, pattern)
        if folder == root or not folder.startswith(root) or len(pages) >= _MOST_PAGES:
            break
        folder = os.path.dirname(folder)
    return pages[:_MOST_PAGES]


def _loaded_by(page: str, text: str, root: str) -> Iterator[str]:
    """The scripts that a page loads, as far as they are files of the project."""
    from urllib.parse import unquote

    asked = [each for match in _TEMPLATE_SOURCE.finditer(text) for each in _ASKED_FOR.findall(match[1])]
    for source in [*_SOURCE.findall(text), *(f"/{each}" for each in asked)]:
        path = unquote(_BASE.sub("/", source).partition("?")[0].partition("#")[0])
        if "://" not in path and not path.startswith("//"):
            yield from _first_file(path, page, root)


def _first_file(path: str, page: str, root: str) -> Iterator[str]:
    """The file of the project that a path in a page leads to, if there is one."""
    for candidate in _candidates(path, page, root):
        if candidate.startswith(root.rstrip(os.sep) + os.sep) and files.is_file(candidate):
            yield candidate
            return


def _candidates(path: str, page: str, root: str) -> Iterator[str]:
    folder = os.path.dirname(page)
    if not path.startswith("/"):
        yield os.path.normpath(os.path.join(folder, path))
        return
    for _ in range(_MOST_FOLDERS):
        for served in _SERVED:
            yield os.path.normpath(os.path.join(folder, served, path.lstrip("/")))
        if folder == root or not folder.startswith(root):
            return
        folder = os.path.dirname(folder)


def _read(path: str) -> str:
    return files.text_start(path, _LARGEST)
