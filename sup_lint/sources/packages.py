"""The JavaScript packages of a project: what each package.json says, and the workspaces that bind them together."""

import os
import re
from dataclasses import dataclass, field
from functools import cached_property

from sup_lint.sources.files import folders, read
from sup_lint.sources.jsonc import mapping, read_object, texts
from sup_lint.sources.reading import decode

# Folders that hold others' code, or what a build has made of ours.
FOREIGN = frozenset({"node_modules", "bower_components", "jspm_packages"})
_DEPENDENCIES = ("dependencies", "devDependencies", "peerDependencies", "optionalDependencies")
_PNPM_ITEM = re.compile(r"""^[ \t]*-[ \t]*["']?([^"'\s#]{1,200})""", re.MULTILINE)
_DEEPEST = 6
_MOST_PACKAGES = 2_000


@dataclass(frozen=True)
class Package:
    """A package.json: the folder (an absolute path) it lies in, and its content."""

    folder: str
    content: dict[str, object] = field(repr=False)

    @property
    def name(self) -> str:
        """The package's name, empty without one."""
        name = self.content.get("name")
        return name if isinstance(name, str) else ""

    @cached_property
    def dependencies(self) -> dict[str, str]:
        """The wanted versions of all packages that this one depends on, for whatever purpose."""
        found: dict[str, str] = {}
        for group in _DEPENDENCIES:
            found.update((name, str(version)) for name, version in mapping(self.content.get(group)).items())
        return found

    def entries(self, subpath: str = ".") -> list[str]:
        """The files that an import of the package, or of `./sub` within it, may lead to; relative, in order."""
        found = _exported(self.content.get("exports"), subpath)
        if subpath == ".":
            for name in ("source", "svelte", "module", "main", "browser", "react-native", "types"):
                found += texts(self.content.get(name))
        return found


class PackageFinder:
    """Finds the packages below `root`, an absolute path; each package.json is read once."""

    def __init__(self, root: str) -> None:
        self.root = os.path.abspath(root)
        self._packages: dict[str, Package | None] = {}
        self._workspaces: dict[str, dict[str, Package]] = {}

    def at(self, folder: str) -> Package | None:
        """The package whose package.json lies in a folder."""
        if folder not in self._packages:
            content = read_object(os.path.join(folder, "package.json"))
            self._packages[folder] = Package(folder, content) if content is not None else None
        return self._packages[folder]

    def above(self, path: str) -> list[Package]:
        """The packages that a file lies in, the innermost first."""
        return [package for folder in self.folders_above(path) if (package := self.at(folder)) is not None]

    def folders_above(self, path: str) -> list[str]:
        """The folders that a file lies in, from its own up to the root; none for a file elsewhere."""
        found: list[str] = []
        folder = os.path.dirname(path)
        while self.holds(folder):
            found.append(folder)
            if folder == self.root:
                break
            folder = os.path.dirname(folder)
        return found

    def holds(self, path: str) -> bool:
        """Whether a path is the root or lies below it."""
        return path == self.root or path.startswith(self.root.rstrip(os.sep) + os.sep)

    def named(self, importer: str, name: str) -> Package | None:
        """The package of the project that code in the file `importer` knows as `name`."""
        packages = self.above(importer)
        for package in packages:
            wanted = package.dependencies.get(name, "")
            kind, _, target = wanted.partition(":")
            if kind in {"file", "link", "portal"} and not target.endswith((".tgz", ".tar.gz")):
                return self.at(os.path.normpath(os.path.join(package.folder, target)))
            if package.name == name:
                return package
        for folder in self.folders_above(importer):
            found = self.workspaces(folder).get(name)
            if found is not None:
                return found
        return None

    def workspaces(self, folder: str) -> dict[str, Package]:
        """The packages that belong to the workspace whose root is `folder`, by name; none for other folders."""
        if folder not in self._workspaces:
            places = dict.fromkeys(
                place
                for pattern in self._patterns(folder)
                for place in _expanded(folder, pattern.strip("/").split("/"))
            )
            packages = [self.at(place) for place in list(places)[:_MOST_PACKAGES]]
            self._workspaces[folder] = {each.name: each for each in packages if each is not None and each.name}
        return self._workspaces[folder]

    def _patterns(self, folder: str) -> list[str]:
        package = self.at(folder)
        declared = package.content.get("workspaces") if package is not None else None
        found = texts(mapping(declared).get("packages") if isinstance(declared, dict) else declared)
        try:
            text = decode(read(os.path.join(folder, "pnpm-workspace.yaml"))[:100_000])
        except OSError:
            pass
        else:
            found += _PNPM_ITEM.findall(text.partition("packages:")[2].partition("catalog")[0])
        lerna = read_object(os.path.join(folder, "lerna.json"))
        if lerna is not None:
            found += texts(lerna.get("packages")) or (["packages/*"] if not found else [])
        return [pattern.removeprefix("./") for pattern in found if not pattern.startswith("!")]


def _exported(exports: object, subpath: str) -> list[str]:
    """The targets of a package's `exports`, whatever the conditions, for one of its paths."""
    if isinstance(exports, dict) and any(key.startswith(".") for key in exports):
        return targets(exports, subpath)
    return conditional(exports) if subpath == "." else []


def targets(table: dict[str, object], wanted: str) -> list[str]:
    """Where a table of `exports` or `imports` leads from `wanted`; a star stands for any text."""
    if wanted in table:
        return conditional(table[wanted])
    for key, value in sorted(table.items(), key=lambda item: -len(item[0])):
        before, star, after = key.partition("*")
        if star and wanted.startswith(before) and wanted.endswith(after) and len(wanted) >= len(before) + len(after):
            rest = wanted[len(before) : len(wanted) - len(after)]
            return [target.replace("*", rest) for target in conditional(value)]
    return []


def conditional(value: object, depth: int = 0) -> list[str]:
    """The texts below the conditions of `exports`: {"import": …, "require": …}."""
    if isinstance(value, dict) and depth < _DEEPEST:
        return [text for each in value.values() for text in conditional(each, depth + 1)]
    return texts(value)


def _expanded(folder: str, parts: list[str], depth: int = 0) -> list[str]:
    """The folders that a workspace's pattern names: `packages/*`, `apps/**`."""
    if not parts:
        return [folder]
    part, rest = parts[0], parts[1:]
    if part == "**":
        below = _folders(folder) if depth < _DEEPEST else []
        return [
            *_expanded(folder, rest, depth),
            *(each for name in below for each in _expanded(name, parts, depth + 1)),
        ]
    if "*" in part:
        before, _, after = part.partition("*")
        names = [os.path.basename(place) for place in _folders(folder)]
        chosen = [name for name in names if name.startswith(before) and name.endswith(after)]
        return [each for name in chosen for each in _expanded(os.path.join(folder, name), rest, depth)]
    return _expanded(os.path.normpath(os.path.join(folder, part)), rest, depth)


def _folders(folder: str) -> list[str]:
    named = ((path, os.path.basename(path)) for path in folders(folder))
    return [path for path, name in named if name not in FOREIGN and not name.startswith(".")]
