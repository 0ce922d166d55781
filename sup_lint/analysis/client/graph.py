"""The module graph of a project, backwards: which scripts import a file, read lexically and only when asked."""

import os
import re
from collections.abc import Iterator
from functools import cached_property

from sup_lint.analysis.client.imports import Imported, imports_of
from sup_lint.analysis.client.script_text import LARGEST, ScriptText, read_script
from sup_lint.sources.discovery import discover
from sup_lint.sources.language import family_of, language_of
from sup_lint.sources.packages import FOREIGN
from sup_lint.sources.reading import read
from sup_lint.sources.scripts import ScriptFinder

# A first, generous look at the bytes: whatever stands in quotes behind a word that imports.
_MENTION = re.compile(
    rb"""(?:from|import|require|importScripts|Worker|URL|register|src|filename|static|asset)[ \t]{0,5}[=(]?\s{0,50}"""
    rb"""["'`]([^"'`\r\n]{1,300})["'`]|\bsrc=([^\s"'>]{1,300})"""
)
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
            for quoted, bare in set(_MENTION.findall(data)):
                found.setdefault(_word((quoted or bare).decode("utf-8", "replace")), set()).add(place)
        return found

    @cached_property
    def _renamed(self) -> dict[str, set[str]]:
        """The files that import a target by a name that doesn't end in the target's: through an alias or a package."""
        found: dict[str, set[str]] = {}
        seen: dict[tuple[str, str], str | None] = {}
        for paths in list(self._mentions.values()):
            for path in paths:
                script = self.script(path)
                packages = self._finder.packages.above(path)
                for each in self.imports(script) if script is not None else ():
                    if each.specifier.startswith((".", "/")) or self._is_published(path, each.specifier):
                        continue
                    key = (packages[0].folder if packages else "", each.specifier)
                    if key not in seen:
                        seen[key] = self._finder.place(path, each.specifier)
                    place = seen[key]
                    if place is not None:
                        found.setdefault(place, set()).add(path)
        return found

    def _is_published(self, importer: str, specifier: str) -> bool:
        """Whether a name is that of a package from the registry."""
        parts = specifier.split("/")
        name = "/".join(parts[: 2 if specifier.startswith("@") else 1])
        for package in self._finder.packages.above(importer):
            version = package.dependencies.get(name)
            if version is not None:
                return self._finder.packages.named(importer, name) is None
        return specifier.startswith("node:")

    def _mentioning(self, target: str) -> set[str]:
        folder, name = os.path.split(target)
        stem = name.partition(".")[0] or name
        words = {stem}
        if stem in {"index", "main", "mod"}:
            words |= {os.path.basename(folder), ""}
        found = {path for word in words for path in self._mentions.get(word, ())}
        if self._has_aliases:
            found |= self._renamed.get(target, set())
        return found

    @cached_property
    def _has_aliases(self) -> bool:
        """Whether packages of the project may be imported by names of their own."""
        packages = self._finder.packages
        root = packages.at(packages.root)
        return bool(packages.workspaces(packages.root)) or (root is not None and "imports" in root.content)


def _is_script(path: str) -> bool:
    language = language_of(path)
    if language is None or family_of(language) != "javascript" or path.endswith(".min.js"):
        return False
    parts = path.split("/")[:-1]
    return FOREIGN.isdisjoint(parts) and _BUILT.isdisjoint(parts)


def _word(specifier: str) -> str:
    """The last word of a specifier, without extension: ./lib/tts.js → tts, ../ → nothing."""
    return specifier.partition("?")[0].rstrip("/").rpartition("/")[2].partition(".")[0]


def _is_served_as(specifier: str, target: str) -> bool:
    """Whether a page names a script by the path that it is served under: /static/js/app.js."""
    named = [part for part in specifier.split("/") if part not in {"", ".", ".."}]
    parts = target.split(os.sep)
    return bool(named) and "{" not in specifier and "://" not in specifier and parts[-len(named[-2:]) :] == named[-2:]
