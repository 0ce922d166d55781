"""Applications of a monorepo that hold a key of their own: in an environment file, in settings, in source."""

from collections.abc import Iterator

from sup_lint.analysis.literal_keys import literal_keys
from sup_lint.analysis.services.layout import Layout, folder_of, joined
from sup_lint.analysis.services.naming import base_name, is_aside, stage_of
from sup_lint.analysis.services.use import Identity, ServiceUse
from sup_lint.sources.language import is_document

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
# Packages below these are parts of others unless they can be started.
_OF_PARTS = frozenset(
    "packages libs lib libraries crates modules shared common plugins internal pkg tools config".split()
)
# Folders in which settings of several programs lie.
_OF_SETTINGS = frozenset(
    """
    config configs conf env envs environments settings secrets deploy deployment docker ops infra .github k8s
    kubernetes manifests charts helm terraform scripts bin
    """.split()
)


def uses(layout: Layout) -> Iterator[ServiceUse]:
    """Yield each application once for each key that stands in it."""
    packages = _Packages(layout)
    seen: set[tuple[str, Identity]] = set()
    for path, file in list(layout.files.items()):
        if is_aside(path) or is_document(file.language) or file.language == "notebook" or layout.project.is_test(file):
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


class _Packages:
    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._folders: dict[str, bool] = {}

    def application(self, path: str) -> str | None:
        """The folder of the application that a file belongs to; None for the whole repository, and for libraries."""
        folder = folder_of(path)
        if path.rpartition("/")[2].startswith(".env") and folder != "." and not self._is_package(folder):
            if folder.rpartition("/")[2].lower() in _OF_SETTINGS:
                return self._started(folder_of(folder))
            return self._started(folder) or (folder if base_name(folder.rpartition("/")[2]) else None)
        return self._started(folder)

    def _started(self, folder: str) -> str | None:
        while folder != ".":
            if self._is_package(folder):
                name = folder.rpartition("/")[2]
                if name.lower() in _OF_SETTINGS:
                    return None
                is_part = folder_of(folder).rpartition("/")[2].lower() in _OF_PARTS and not self._has(folder, _STARTED)
                return folder if base_name(name) and (not is_part or self._has(folder, (".env",))) else None
            folder = folder_of(folder)
        return None

    def _is_package(self, folder: str) -> bool:
        known = self._folders.get(folder)
        if known is None:
            known = self._folders[folder] = self._has(folder, (*_MANIFESTS, *_STARTED))
        return known

    def _has(self, folder: str, names: tuple[str, ...]) -> bool:
        return any(self._layout.has(joined(folder, name)) for name in names)
