"""The module graph of a project, backwards: which scripts import a file, read lexically and only when asked."""

import os
import re
from collections.abc import Iterator
from functools import cached_property

from sup_lint.analysis.client.web.imports import Imported, imports_of
from sup_lint.analysis.client.web.script_text import LARGEST, ScriptText, read_script
from sup_lint.sources.discovery import discover
from sup_lint.sources.files import read
from sup_lint.sources.language import family_of, language_of
from sup_lint.sources.packages import FOREIGN
from sup_lint.sources.scripts import ScriptFinder

_UNQUOTED = re.compile(rb"\bsrc=([^\s\"'>]{1,300})")
_LONGEST = 300
_BUILT = frozenset({"dist", "build", "out", "coverage", "vendor", "third_party", "storybook-static"})
_MOST_FILES = 30_000


class ImportGraph:
    """The imports of all scripts below the root of `finder`."""

    def __init__(self, finder: ScriptFinder) -> None:
        self._finder = finder
        self._scripts: dict[str, ScriptText | None] = {}
        self._imports: dict[str, list[Imported]] = {}

    def script(self, path: str) -> ScriptText | None:
        """The script in a file, read once; `path` is absolute."""
        if path not in self._scripts:
            self._scripts[path] = read_script(path)
        return self._scripts[path]

    def know(self, script: ScriptText) -> None:
        """Take a script's text as it is checked, which may not be what lies on the disk."""
        self._scripts.setdefault(script.path, script)

    def imports(self, script: ScriptText) -> list[Imported]:
        """The imports of a script."""
        if script.path not in self._imports:
            self._imports[script.path] = list(imports_of(script))
        return self._imports[script.path]

    def importers(self, target: str) -> Iterator[tuple[ScriptText, list[Imported]]]:
        """The scripts that import the file `target` at run time, and the imports that do."""
        for path in sorted(self._mentioning(target)):
            script = self.script(path) if path != target else None
            if script is None:
                continue
            leading = [each for each in self.imports(script) if not each.is_type and self.leads(script, each, target)]
            if leading:
                yield script, leading

    def leads(self, script: ScriptText, imported: Imported, target: str) -> bool:
        """Whether an import leads to a file."""
        place = self._finder.place(script.path, imported.specifier)
        if place is None and script.language == "html":
            return _is_served_as(imported.specifier, target)
        return place == target

    @cached_property
    def _mentions(self) -> dict[str, set[str]]:
        """The files that mention a module by the last word of its specifier."""
        found: dict[str, set[str]] = {}
        root = self._finder.root
        paths = discover([root], root=root, wanted=_is_script).files
        for path in paths[:_MOST_FILES]:
            place = os.path.abspath(path)
            try:
                data = read(place)
            except OSError:
                continue
            if len(data) > LARGEST:
                continue
            for specifier in _quoted(data, is_markup=place.endswith((".html", ".htm"))):
                found.setdefault(_word(specifier.decode("utf-8", "replace")), set()).add(place)
        return found

    def _mentioning(self, target: str) -> set[str]:
        """The files that may import a target: its own name occurs there, or one that it is given elsewhere."""
        folder, name = os.path.split(target)
        stem = name.partition(".")[0] or name
        words = {stem, *map(_word, self._finder.names_of(target))}
        if stem in {"index", "main", "mod"}:
            words |= {os.path.basename(folder), ""}
        return {path for word in words for path in self._mentions.get(word, ())}


def _is_script(path: str) -> bool:
    language = language_of(path)
    if language is None or family_of(language) != "javascript" or path.endswith(".min.js"):
        return False
    parts = path.split("/")[:-1]
    return FOREIGN.isdisjoint(parts) and _BUILT.isdisjoint(parts)


def _quoted(data: bytes, *, is_markup: bool) -> set[bytes]:
    """What stands between quotes and may be a path: a first, generous look, ten times faster than a pattern's."""
    pieces = set(data.replace(b"'", b'"').replace(b"`", b'"').split(b'"'))
    if is_markup:
        pieces.update(_UNQUOTED.findall(data))
    return {each for each in pieces if len(each) <= _LONGEST and b" " not in each and b"\n" not in each}


def _word(specifier: str) -> str:
    """The last word of a specifier, without extension: ./lib/tts.js → tts, ../ → nothing."""
    return specifier.partition("?")[0].rstrip("/").rpartition("/")[2].partition(".")[0]


def _is_served_as(specifier: str, target: str) -> bool:
    """Whether a page names a script by the path that it is served under: /static/js/app.js."""
    named = [part for part in specifier.split("/") if part not in {"", ".", ".."}]
    parts = target.split(os.sep)
    return bool(named) and "{" not in specifier and "://" not in specifier and parts[-len(named[-2:]) :] == named[-2:]
