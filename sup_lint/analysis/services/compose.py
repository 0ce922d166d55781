"""Services of compose files: what their environment, env files and secrets give them."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from sup_lint.analysis.file import AnalysedFile
from sup_lint.analysis.services.documents import Branch, documents
from sup_lint.analysis.services.images import image_mark, is_public
from sup_lint.analysis.services.layout import Layout, folder_of, joined
from sup_lint.analysis.services.naming import is_aside, is_helper, stage_of
from sup_lint.analysis.services.references import names_key, taken_from
from sup_lint.analysis.services.use import Identity, ServiceUse
from sup_lint.keys.formats import is_key_in_certain_place, strip_scheme
from sup_lint.keys.names import is_key_name, mentions_vendor

_FILE = re.compile(r"(?:docker-)?(?:compose|stack|swarm)(?:[._-][\w.-]{1,60})?\.ya?ml|[\w.-]{1,60}[.-]compose\.ya?ml")
_NAMES = ("compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml")
_DEEPEST = 8
# Folders of Dockerfiles only: the code is elsewhere.
_OF_DOCKERFILES = frozenset(
    "docker .docker dockerfiles build deploy deployment deployments ops infra containers".split()
)
_MOST_SERVICES = 200


class _Given(NamedTuple):
    """What a service is given, and where."""

    identity: Identity
    branch: Branch
    is_broad: bool  # all that a file holds, whether the service needs it or not


def uses(layout: Layout) -> Iterator[ServiceUse]:
    """Yield the services of the repository's compose files that are given a key."""
    for path, file in _files(layout):
        if stage_of(path.rpartition("/")[2]) == "test":
            continue
        for document in documents(file):
            services = document.at("services")
            for name, service in list(services.entries.items() if services else ())[:_MOST_SERVICES]:
                if not is_helper(name):
                    yield from _Service(name, service, document, path, layout).uses()


def _files(layout: Layout) -> Iterator[tuple[str, AnalysedFile]]:
    """The compose files that name Supertone, and those beside an environment file that does."""
    found = {
        path: file
        for path, file in layout.relevant("yaml")
        if _FILE.fullmatch(path.rpartition("/")[2].lower()) or any(map(_describes_containers, documents(file)))
    }
    beside = {folder_of(path) for path, file in layout.files.items() if file.language == "dotenv"}
    for folder in sorted({*beside, *({"."} if beside else ())}):
        for name in _NAMES:
            path = joined(folder, name)
            if path not in found and not is_aside(path) and (other := layout.file_at(path)) is not None:
                found[path] = other
    yield from found.items()


def _describes_containers(document: Branch) -> bool:
    """Whether a document is a compose file, whatever it is called."""
    return any(each.at("image") or each.at("build") for each in document.below("services") if each.key is not None)


class _Service:
    def __init__(self, name: str, service: Branch, document: Branch, path: str, layout: Layout) -> None:
        self._name = name
        self._service = service
        self._document = document
        self._path = path
        self._folder = folder_of(path)
        self._layout = layout

    def uses(self) -> Iterator[ServiceUse]:
        """Yield the service once for each thing that it takes a key from."""
        definitions = self._definitions()
        image = next((found for each in definitions if (found := each.text_at("image"))), "")
        folder = self._code(definitions)
        marks = frozenset(filter(None, (image_mark(image),)))
        seen: set[Identity] = set()
        for given in self._given():
            identity = self._resolved(given.identity)
            if identity in seen or (given.is_broad and not self._needs(folder, image)):
                continue
            seen.add(identity)
            stage = stage_of(self._name, self._path.rpartition("/")[2])
            place = given.branch if self._holds(given.branch) else self._service
            yield ServiceUse(self._name, self._service.file, place.region, identity, stage, "compose", folder, marks)

    def _holds(self, branch: Branch) -> bool:
        """Whether something is written in the service itself, and not elsewhere, behind an anchor or in another one."""
        key, service = self._service.key, self._service
        return (
            branch.file is service.file and key is not None and key.start < service.start <= branch.start < service.end
        )

    def _given(self) -> Iterator[_Given]:
        own = (self._service, self._document, self._path)
        for service, document, path in (own, *self._extended(*own)):
            yield from self._environment(service)
            yield from self._secrets(service, document, path)
            yield from self._env_files(service, path)

    def _extended(self, service: Branch, document: Branch, path: str) -> Iterator[tuple[Branch, Branch, str]]:
        """Yield the services that one extends, directly and through others, with their documents and paths."""
        for _ in range(_DEEPEST):
            extends = service.at("extends")
            if extends is None:
                return
            place = extends.text_at("file")
            path = joined(folder_of(path), place) if place else path
            file = self._layout.file_at(path) if place else None
            within = documents(file) if file is not None else (document,) if not place else ()
            name = extends.text or extends.text_at("service")
            found = next(((base, each) for each in within if (base := each.at("services", name)) is not None), None)
            if found is None:
                return
            service, document = found
            yield service, document, path

    def _environment(self, service: Branch) -> Iterator[_Given]:
        environment = service.at("environment")
        if environment is None:
            return
        scope = self._folder
        pairs = [(name, value.text, value) for name, value in environment.entries.items()]
        for item in environment.items:
            name, sign, value = item.text.partition("=")
            pairs.append((name.strip(), value if sign else "", item))
        for name, value, branch in pairs:
            if not names_key(name, value):
                continue
            is_set = "=" in branch.text if branch.key is None else bool(branch.text)
            # Without a value it is passed on from where compose runs.
            passed = ("variable", name, scope) if not is_set and not branch.raw.startswith(('"', "'")) else None
            identity = passed or taken_from(value, name, scope)
            if identity is not None:
                yield _Given(identity, branch, is_broad=False)

    def _secrets(self, service: Branch, document: Branch, path: str) -> Iterator[_Given]:
        for item in service.below("secrets"):
            name = item.text or item.text_at("source")
            definition = document.at("secrets", name)
            place = definition.text_at("file") if definition else ""
            variable = definition.text_at("environment") if definition else ""
            other = definition.text_at("name") if definition else ""
            names = (name, place.rpartition("/")[2].partition(".")[0], variable, other)
            if not any(map(is_key_name, names)):
                continue
            identity: Identity = ("secret", other or name, self._folder if not other else "")
            if variable:
                identity = ("variable", variable, self._folder)
            elif place:
                identity = self._held(joined(folder_of(path), place)) or identity
            yield _Given(identity, item.at("source") or item, is_broad=False)

    def _held(self, path: str) -> Identity | None:
        """The key in a file of secrets that is here."""
        file = self._layout.files.get(path)
        text = file.text.strip() if file is not None else ""
        return ("value", strip_scheme(text)) if is_key_in_certain_place(text) else None

    def _env_files(self, service: Branch, path: str) -> Iterator[_Given]:
        listed = service.at("env_file")
        if listed is None:
            return
        for item in [listed] if listed.is_scalar else listed.items:
            branch = item if item.is_scalar else item.at("path")
            if branch is None or not branch.text:
                continue
            place = joined(folder_of(path), branch.text)
            is_default = place == joined(self._folder, ".env")
            here = self._layout.variables(place)
            names = list(here) or self._layout.expected_variables(place)
            for name in names:
                identity = taken_from(here[name][1].value, name, place) if name in here else None
                if identity is None or identity[0] != "value":
                    identity = ("variable", name, self._folder if is_default else place)
                yield _Given(identity, branch, is_broad=not mentions_vendor(branch.text))

    def _resolved(self, identity: Identity) -> Identity:
        """The key that a variable stands for, if the environment file beside the compose file holds it."""
        if identity[0] != "variable" or identity[2] != self._folder:
            return identity
        held = self._layout.variables(joined(self._folder, ".env")).get(identity[1])
        value = taken_from(held[1].value, identity[1], "") if held is not None else None
        return value if value is not None and value[0] == "value" else identity

    def _needs(self, folder: str | None, image: str) -> bool:
        """Whether a service that is given a whole file of settings is known to use the key in it."""
        if folder is None or (is_public(image) and folder == "."):
            return False
        # Code that isn't here may need it: a submodule, a repository of its own.
        return self._layout.uses_supertone(folder) or not self._layout.has_folder(folder)

    def _definitions(self) -> list[Branch]:
        """The service as it is described here, in what it extends, and in the other compose files around."""
        found = [self._service]
        found += [base for base, _, _ in self._extended(self._service, self._document, self._path)]
        for folder in (self._folder, folder_of(self._folder)):
            for name in _NAMES:
                path = joined(folder, name)
                file = self._layout.file_at(path) if path != self._path and self._layout.has(path) else None
                for document in documents(file) if file is not None else ():
                    other = document.at("services", self._name)
                    found += [other] if other is not None else []
        return found

    def _code(self, definitions: list[Branch]) -> str | None:
        """The folder of the service's code: what is built, or what is mounted into an image that runs any program."""
        for service in definitions:
            build = service.at("build")
            base = folder_of(self._layout.path_of(service.file))
            if build is not None:
                return _built(build, base)
            for mount in service.below("volumes") if is_public(service.text_at("image")) else ():
                source = mount.text.partition(":")[0] if mount.is_scalar else mount.text_at("source")
                if source.startswith(".") and "." not in source.rpartition("/")[2].lstrip("."):
                    return joined(base, source)
        return None


def _built(build: Branch, base: str) -> str | None:
    """The folder of the code that is built for a compose file in the folder `base`; None for one elsewhere."""
    context = build.text or build.text_at("context") or "."
    if "://" in context or context.startswith(("git@", "$")):
        return None
    folder = joined(base, context)
    written = folder_of(joined(".", build.text_at("dockerfile") or "Dockerfile"))
    if written != "." and not written.startswith("../") and _OF_DOCKERFILES.isdisjoint(written.split("/")):
        return joined(folder, written)
    return folder
