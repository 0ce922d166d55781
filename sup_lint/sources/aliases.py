"""Other names for a project's folders in imports: from tsconfig.json, package.json, Deno, bundlers and frameworks."""

import os
import re

from sup_lint.sources.files import is_file, read
from sup_lint.sources.jsonc import mapping, read_object, texts
from sup_lint.sources.packages import PackageFinder, targets
from sup_lint.sources.reading import decode

# Absolute paths, without extension, that a name may stand for.
Places = list[str]

_COMPILERS = ("tsconfig.json", "jsconfig.json", "tsconfig.base.json")
_BUNDLERS = tuple(
    f"{stem}.{extension}"
    for stem in ("vite.config", "vue.config", "webpack.config", "craco.config", "svelte.config", "astro.config",
                 "nuxt.config", "electron.vite.config", "rsbuild.config", "metro.config", "babel.config")
    for extension in ("ts", "js", "mjs", "cjs", "mts")
)  # fmt: skip
# As in '@': path.resolve(__dirname, 'src'), '@a': fileURLToPath(new URL('./src/a', import.meta.url)), '$c': 'src/c',
# or in { find: '@', replacement: resolve(__dirname, './src') }.
_ALIAS = re.compile(
    r"""(?:(?<![\w$@~#/-])['"]?(?P<key>[@~#$\w][\w@~#$/.-]{0,60})['"]?\s{0,20}:"""
    r"""|find\s{0,20}:\s{0,20}['"](?P<find>[^'"\s]{1,60})['"]\s{0,20},\s{0,40}replacement\s{0,20}:)\s{0,20}"""
    r"""(?:(?:[\w.]{1,40}\(\s{0,20}){1,2}(?:__dirname|import\.meta\.dirname|process\.cwd\(\))\s{0,20},\s{0,20}"""
    r"""|(?:[\w.]{1,40}\(\s{0,20})?new\s{1,20}URL\(\s{0,20}|(?=['"]\.{0,2}/?(?:src|app|lib|client|components)\b))"""
    r"""['"](?P<target>[^'"\n]{1,200})['"]"""
)
_DEEPEST = 8
_LARGEST = 500_000


class AliasFinder:
    """Leads names that are no relative paths to places below the root."""

    def __init__(self, packages: PackageFinder) -> None:
        self._packages = packages
        self._compilers: dict[str, _Paths | None] = {}
        self._bundlers: dict[str, dict[str, str]] = {}
        self._maps: dict[str, dict[str, object]] = {}

    def places(self, importer: str, name: str) -> Places:
        """The places that `name` may stand for in an import of the file `importer`, the likeliest first."""
        found: Places = []
        for folder in self._packages.folders_above(importer):
            paths = self._compiler(folder)
            if paths is not None:
                found += paths.places(name)
                break  # the nearest tsconfig.json is the one that holds
        for folder in self._packages.folders_above(importer):
            for alias, target in self._bundler(folder).items():
                rest = name.removeprefix(alias) if name.startswith(alias) else None
                if rest is not None and (not rest or rest.startswith("/") or alias.endswith("/")):
                    found.append(_joined(target, rest.lstrip("/")))
            found += self._mapped(folder, name)
        return found + self._by_custom(importer, name)

    def names_near(self, path: str) -> set[str]:
        """The aliases that the folders around a file define."""
        found: set[str] = set()
        for folder in self._packages.folders_above(path):
            paths = self._compiler(folder)
            found.update(paths.table if paths is not None else (), self._bundler(folder), self._table(folder))
        return found

    def _compiler(self, folder: str) -> "_Paths | None":
        if folder not in self._compilers:
            found = [_paths(os.path.join(folder, each)) for each in _COMPILERS]
            self._compilers[folder] = next((each for each in found if each is not None), None)
        return self._compilers[folder]

    def _bundler(self, folder: str) -> dict[str, str]:
        if folder not in self._bundlers:
            found: dict[str, str] = {}
            for name in _BUNDLERS if self._packages.at(folder) is not None else ():
                path = os.path.join(folder, name)
                if not is_file(path):
                    continue
                try:
                    text = decode(read(path)[:_LARGEST])
                except OSError:
                    continue
                for match in _ALIAS.finditer(text):
                    alias = match["key"] or match["find"]
                    found[alias.removesuffix("/*")] = _joined(folder, match["target"].lstrip("/").removesuffix("/*"))
            self._bundlers[folder] = found
        return self._bundlers[folder]

    def _mapped(self, folder: str, name: str) -> Places:
        """By the `imports` of package.json (#config) and of deno.json."""
        table = self._table(folder)
        found = targets(table, name)
        for key, target in table.items():
            if key.endswith("/") and name.startswith(key):
                found += [text + name.removeprefix(key) for text in texts(target)]
        return [_joined(folder, text) for text in found if text.startswith(".")]

    def _table(self, folder: str) -> dict[str, object]:
        if folder not in self._maps:
            package = self._packages.at(folder)
            table = dict(mapping(package.content.get("imports"))) if package is not None else {}
            for manifest in ("deno.json", "deno.jsonc", "import_map.json"):
                table.update(mapping((read_object(os.path.join(folder, manifest)) or {}).get("imports")))
            self._maps[folder] = table
        return self._maps[folder]

    def _by_custom(self, importer: str, name: str) -> Places:
        """By what frameworks set up unasked; no published package can have such a name."""
        first, _, rest = name.partition("/")
        bases = {
            "@": ("src", "app", ""),
            "~": ("src", "app", ""),
            "@@": ("",),
            "~~": ("",),
            "$lib": ("src/lib",),
            "src": ("src",),
        }.get(first, ())
        return [
            _joined(package.folder, os.path.join(base, rest))
            for package in self._packages.above(importer)
            for base in bases
        ]


class _Paths:
    """`baseUrl` and `paths` of a tsconfig.json; the folder that each target is relative to stands with it."""

    def __init__(self) -> None:
        self.base: str | None = None
        self.table: dict[str, object] = {}
        self.folder = ""

    def places(self, name: str) -> Places:
        found = [_joined(self.folder, text) for text in targets(self.table, name)]
        return [*found, _joined(self.base, name)] if self.base is not None else found


def _paths(path: str, depth: int = 0) -> _Paths | None:
    """What a tsconfig.json and those that it extends or refers to say; None without such a file."""
    content = read_object(path)
    if content is None:
        return None
    found = _Paths()
    folder = os.path.dirname(path)
    others = [*texts(content.get("extends"))]
    references = content.get("references")
    for each in references if isinstance(references, list) else []:
        others += texts(mapping(each).get("path"))
    for other in others if depth < _DEEPEST else ():
        if not other.startswith("."):
            continue  # one of a published package, which knows nothing of this project
        place = _joined(folder, other)
        for candidate in (place, f"{place}.json", os.path.join(place, "tsconfig.json")):
            inner = _paths(candidate, depth + 1) if is_file(candidate) else None
            if inner is not None:
                found.base = inner.base or found.base
                if inner.table:
                    found.table, found.folder = {**found.table, **inner.table}, inner.folder
                break
    options = mapping(content.get("compilerOptions"))
    base, table = options.get("baseUrl"), mapping(options.get("paths"))
    if isinstance(base, str):
        found.base = _joined(folder, base)
    if table:
        found.table, found.folder = {**table}, found.base or folder
    return found


def _joined(folder: str, target: str) -> str:
    return os.path.normpath(os.path.join(folder, target))
