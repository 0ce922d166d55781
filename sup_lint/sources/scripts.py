"""Where the imports of JavaScript and TypeScript lead within a project."""

import os

from sup_lint.sources import files
from sup_lint.sources.aliases import AliasFinder
from sup_lint.sources.packages import FOREIGN, Package, PackageFinder

_EXTENSIONS = (".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs", ".vue", ".svelte", ".astro", ".json")
# React Native picks one of these by the platform.
_VARIANTS = (*_EXTENSIONS, ".native.ts", ".native.tsx", ".native.js", ".ios.ts", ".ios.tsx", ".ios.js", ".android.ts",
             ".android.tsx", ".android.js", ".web.ts", ".web.tsx", ".web.js")  # fmt: skip
_READABLE = frozenset({*_EXTENSIONS, ".html", ".htm"})
# TypeScript is imported by the name that its output will have.
_OUTPUT = {".js": (".ts", ".tsx"), ".jsx": (".tsx",), ".mjs": (".mts",), ".cjs": (".cts",)}
# Where the output of a package lies, instead of which its source is looked for.
_BUILT = frozenset({"dist", "build", "lib", "out", "esm", "cjs", "es"})


class ScriptFinder:
    """Finds the files of imported modules below `root`, an absolute path."""

    def __init__(self, root: str) -> None:
        self.root = os.path.abspath(root)
        self.packages = PackageFinder(self.root)
        self._aliases = AliasFinder(self.packages)
        self._found: dict[tuple[str, str], str | None] = {}

    def place(self, importer: str, specifier: str) -> str | None:
        """The file that an import of `specifier` in the file `importer` leads to.

        Both files are absolute paths; None for a module that isn't in the project.
        """
        key = (os.path.dirname(importer), specifier)
        if key not in self._found:
            self._found[key] = self._search(importer, specifier)
        return self._found[key]

    def names_of(self, target: str) -> set[str]:
        """The names, beside its path, that imports may have for a file: of its package, of aliases for it alone."""
        found = self._aliases.names_near(target)
        for package in self.packages.above(target):
            exports = package.content.get("exports")
            found |= {package.name, *(exports if isinstance(exports, dict) else ())}
        return {name for name in found if name and "*" not in name}

    def _search(self, importer: str, specifier: str) -> str | None:
        # Bundlers take wishes behind a question mark: "./worker.ts?worker".
        name = specifier.partition("?")[0]
        if not name or "\0" in name or ":" in name or len(name) > 500:
            return None  # node:fs, https://…, data:…, virtual:…
        folder = os.path.dirname(importer)
        if name.startswith("."):
            return self._file(os.path.join(folder, name))
        if name.startswith("/"):
            return self._from_top(importer, name.lstrip("/"))
        for place in self._aliases.places(importer, name):
            found = self._file(place)
            if found is not None:
                return found
        return self._from_package(importer, name)

    def _from_top(self, importer: str, name: str) -> str | None:
        """A path from the top of what is served: "/src/main.ts"."""
        for folder in self.packages.folders_above(importer):
            for base in ("", "public", "static", "src"):
                found = self._file(os.path.join(folder, base, name))
                if found is not None:
                    return found
        return None

    def _from_package(self, importer: str, name: str) -> str | None:
        """A package of the same workspace, or a path within it: "@acme/voice/config"."""
        parts = name.split("/")
        count = 2 if name.startswith("@") else 1
        package = self.packages.named(importer, "/".join(parts[:count]))
        if package is None:
            return None
        subpath = "/".join(parts[count:])
        candidates = package.entries(f"./{subpath}" if subpath else ".")
        candidates += [os.path.join("src", subpath), subpath, os.path.join("src", "index")]
        return self._first(package, candidates if subpath else [*candidates, "index"])

    def _first(self, package: Package, candidates: list[str]) -> str | None:
        for candidate in candidates:
            parts = candidate.removeprefix("./").split("/")
            if parts[0] in _BUILT and len(parts) > 1:
                for source in (["src", *parts[1:]], [*parts[1:]]):
                    found = self._file(os.path.join(package.folder, *source))
                    if found is not None:
                        return found
            found = self._file(os.path.join(package.folder, *parts))
            if found is not None:
                return found
        return None

    def _file(self, path: str, *, as_folder: bool = True) -> str | None:
        """The file at a path that may lack its extension, or be a folder with an index."""
        path = os.path.normpath(path)
        if not self.packages.holds(path) or not FOREIGN.isdisjoint(path[len(self.root) :].split(os.sep)):
            return None
        stem, extension = os.path.splitext(path)
        for source in _OUTPUT.get(extension, ()):
            if files.is_file(stem + source):
                return stem + source
        if path.endswith(".d.ts"):
            return self._file(path.removesuffix(".d.ts"))
        if extension in _READABLE and files.is_file(path):
            return path
        for each in _VARIANTS:
            if files.is_file(path + each):
                return path + each
        if as_folder and files.is_folder(path):
            package = self.packages.at(path)
            if package is not None:
                found = self._first_of_folder(package)
                if found is not None:
                    return found
            return self._file(os.path.join(path, "index"), as_folder=False)
        return None

    def _first_of_folder(self, package: Package) -> str | None:
        for entry in package.entries():
            found = self._file(os.path.join(package.folder, entry), as_folder=False)
            if found is not None:
                return found
        return None
