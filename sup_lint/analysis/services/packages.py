"""Applications of a monorepo that hold a key of their own: in an environment file, in settings, in source."""

import re
from collections.abc import Iterator

from sup_lint.analysis.literal_keys import literal_keys
from sup_lint.analysis.services.layout import Layout, joined
from sup_lint.analysis.services.naming import base_name, holds_settings, is_aside, stage_of
from sup_lint.analysis.services.use import Identity, ServiceUse
from sup_lint.keys.names import is_key_name
from sup_lint.sources.language import is_code, is_document

# What makes a folder a package of its own.
_MANIFESTS = (
    *("package.json", "pyproject.toml", "requirements.txt", "setup.py", "Pipfile", "go.mod", "Cargo.toml", "pom.xml"),
    *("build.gradle", "build.gradle.kts", "Gemfile", "composer.json", "deno.json", "mix.exs", "pubspec.yaml"),
    *("Chart.yaml", "project.json", "Package.swift"),
)
# What makes it one that is started by itself.
_STARTED = (
    *("Dockerfile", "Procfile", "fly.toml", "serverless.yml", "vercel.json", "wrangler.toml", "wrangler.jsonc"),
    *("compose.yaml", "docker-compose.yml", "netlify.toml", "railway.json"),
)
# Packages called so, or below these, are parts of others unless they can be started.
_OF_PARTS = frozenset(
    """
    packages libs lib libraries crates modules shared common plugins internal pkg tools config core sdk utils util types
    domain data models
    """.split()
)
# A part of the application around it, for one platform.
_OF_PLATFORMS = frozenset({"android", "ios", "macos", "windows", "linux", "src-tauri"})
# What a program reads from its environment: process.env.NAME, os.environ["NAME"], Deno.env.get("NAME")
_VARIABLE = re.compile(r"env\w{0,8}[^\n\w]{1,4}(?:(?:get|var|fetch)\W{1,3})?([A-Z][A-Z0-9_]{2,60})\b", re.IGNORECASE)


def uses(layout: Layout) -> Iterator[ServiceUse]:
    """Yield each application once for each key that stands in it."""
    packages = _Packages(layout)
    seen: set[tuple[str, Identity]] = set()
    for path, file in list(layout.files.items()):
        # Built output holds copies of what is written elsewhere.
        if (
            file.built is not None
            or is_aside(path)
            or is_document(file.language)
            or file.language == "notebook"
            or layout.project.is_test(file)
        ):
            continue
        for each in (file, *layout.project.within(file)):
            for literal in literal_keys(each, layout.project):
                holder = literal.file.host
                place = layout.path_of(holder)
                folder = packages.application(place) if literal.certain and not is_aside(place) else None
                if folder is None:
                    continue
                identity = ("value", literal.value)
                if (folder, identity) in seen:
                    continue
                seen.add((folder, identity))
                region = literal.file.on_disk(literal.region)
                name = folder.rpartition("/")[2]
                yield ServiceUse(name, holder, region, identity, stage_of(path), "package", folder)


def readers(layout: Layout) -> Iterator[ServiceUse]:
    """Yield each application whose code reads a variable with the key: who gives it that one, nobody here knows."""
    packages = _Packages(layout)
    seen: set[str] = set()
    for path, file in layout.files.items():
        if not is_code(file.language) or file.built is not None or is_aside(path) or layout.project.is_test(file):
            continue
        folder = packages.application(path)
        if folder is None or folder in seen:
            continue
        name = next((match for match in _VARIABLE.finditer(file.text) if is_key_name(match[1])), None)
        if name is not None:
            seen.add(folder)
            identity = ("variable", name[1], folder)
            region = file.lines.region(*name.span(1))
            yield ServiceUse(folder.rpartition("/")[2], file, region, identity, "", "package", folder)


class _Packages:
    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._folders: dict[str, bool] = {}

    def application(self, path: str) -> str | None:
        """The folder of the application that a file belongs to; None for the whole repository, and for libraries."""
        folder, _, name = path.rpartition("/")
        around = folder
        while around:
            if self._is_package(around):
                return around if self._is_started(around) else None
            around = around.rpartition("/")[0]
        # An environment file tells that something is started where it lies.
        return folder if folder and name.startswith(".env") and self._is_started(folder) else None

    def _is_started(self, folder: str) -> bool:
        """Whether a folder may be an application's, and not a library's, a lesson's, or one of settings."""
        *around, name = folder.lower().split("/")
        if holds_settings(name) or not base_name(name) or any(each[:1].isdigit() for each in (*around, name)):
            return False
        is_part = name in _OF_PARTS or (around and around[-1] in _OF_PARTS)
        return not is_part or self._has(folder, (*_STARTED, ".env"))

    def _is_package(self, folder: str) -> bool:
        known = self._folders.get(folder)
        if known is None:
            name = folder.rpartition("/")[2].lower()
            known = name not in _OF_PLATFORMS and self._has(folder, (*_MANIFESTS, *_STARTED))
            self._folders[folder] = known
        return known

    def _has(self, folder: str, names: tuple[str, ...]) -> bool:
        return any(self._layout.has(joined(folder, name)) for name in names)
