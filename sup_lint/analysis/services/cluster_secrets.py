"""Secrets and ConfigMaps of Kubernetes that hold a key, and where their definitions take it from."""

import posixpath
import re
from collections.abc import Iterator
from typing import NamedTuple

from sup_lint.analysis.file import AnalysedFile
from sup_lint.analysis.services.documents import Branch, documents
from sup_lint.analysis.services.layout import Layout, folder_of, joined
from sup_lint.analysis.services.naming import is_aside, stage_of
from sup_lint.analysis.services.use import Identity
from sup_lint.analysis.settings.spelling import from_base64
from sup_lint.keys.formats import is_key_in_certain_place, strip_scheme
from sup_lint.keys.names import is_key_name
from sup_lint.sources.language import language_of

_TEMPLATE = re.compile(r"\{\{[^{}]{0,500}\}\}")
_MOST_BESIDE = 200


class _Definition(NamedTuple):
    """An object that holds keys: its name and namespace, where it is written, and what each entry is, if known."""

    name: str
    space: str
    path: str
    entries: dict[str, Identity | None]


class ClusterSecrets:
    """The objects that the repository's manifests define, by name."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._defined: dict[str, list[_Definition]] = {}
        for path, file in layout.relevant("yaml"):
            for document in documents(file):
                for definition in _definitions(document, path, layout):
                    self._defined.setdefault(definition.name, []).append(definition)

    def keys_of(self, name: str, space: str) -> list[str]:
        """The entries of an object that are the key's by name."""
        return list(
            dict.fromkeys(
                key
                for each in self._defined.get(name, ())
                if _meet(each.space, space)
                for key in each.entries
                if is_key_name(key)
            )
        )

    def identity(self, name: str, key: str, space: str, path: str, chart: str | None) -> Identity | None:
        """What an entry of an object is for a workload in the file at `path`; None if nothing tells which one it is."""
        if not name or "$" in name:
            return None
        scope = space
        if "{{" in name or "{{" in key:
            if chart is None:
                return None
            scope = chart  # each release has its own
        found = [each for each in self._defined.get(name, ()) if _meet(each.space, space)]
        if found:
            nearest = max(found, key=lambda each: _nearness(each.path, path))
            entry = nearest.entries.get(key)
            if entry is not None:
                return entry
            # Of several definitions that are no copies for stages each is for what lies near it.
            if len({folder_of(each.path) for each in found if not stage_of(each.path)}) > 1:
                scope = folder_of(nearest.path)
        return ("secret", _TEMPLATE.sub("…", f"{name}/{key}"), scope)

    def beside(self) -> Iterator[tuple[str, AnalysedFile]]:
        """Yield the manifests near a definition that name it, and nothing of Supertone's themselves."""
        names = {name for name, found in self._defined.items() if any(map(is_key_name, _entries_of(found)))}
        folders = {folder_of(each.path) for found in self._defined.values() for each in found}
        left = _MOST_BESIDE
        for path in _yaml_files(self._layout, folders):
            if path in self._layout.files or is_aside(path) or left <= 0:
                continue
            left -= 1
            file = self._layout.file_at(path)
            if file is not None and any(name in file.text for name in names):
                yield path, file


def _nearness(path: str, other: str) -> int:
    """How many folders two paths have in common."""
    return len(posixpath.commonpath([path, other]))


def _entries_of(found: list[_Definition]) -> Iterator[str]:
    return (key for each in found for key in each.entries)


def _yaml_files(layout: Layout, folders: set[str]) -> Iterator[str]:
    """Yield the YAML files in some folders and those right below them."""
    for folder in sorted(folders):
        for name in layout.names(folder):
            path = joined(folder, name)
            if language_of(name) == "yaml":
                yield path
            elif "." not in name and folder != ".":
                yield from (joined(path, inner) for inner in layout.names(path) if language_of(inner) == "yaml")


def _meet(one: str, two: str) -> bool:
    """Whether two namespaces may be the same: many manifests leave theirs to whoever applies them."""
    return one == two or not one or not two


def _definitions(document: Branch, path: str, layout: Layout) -> Iterator[_Definition]:
    kind, name = document.text_at("kind"), document.text_at("metadata", "name")
    space = document.text_at("metadata", "namespace")
    space = "" if "{{" in space else space
    if kind in {"Secret", "ConfigMap"}:
        entries = {key: _held(key, value.text) for part in ("stringData", "data") for key, value in _in(document, part)}
        if kind == "Secret":
            entries |= {key: _held(key, from_base64(value.text) or "") for key, value in _in(document, "data")}
        yield _Definition(name, space, path, entries)
    elif kind == "SealedSecret":
        yield _Definition(name, space, path, {key: None for key, _ in _in(document, "spec", "encryptedData")})
    elif kind in {"ExternalSecret", "ClusterExternalSecret"}:
        made = document.text_at("spec", "target", "name") or name
        store = document.text_at("spec", "secretStoreRef", "name")
        entries = {}
        for item in document.below("spec", "data"):
            remote = "/".join(filter(None, (item.text_at("remoteRef", part) for part in ("key", "property"))))
            known = remote and "{{" not in remote
            entries[item.text_at("secretKey")] = ("secret", remote, store) if known else None
        yield _Definition(made, space, path, entries)
    elif kind == "Kustomization" or path.rpartition("/")[2] in {"kustomization.yaml", "kustomization.yml"}:
        space = document.text_at("namespace")
        for part in ("secretGenerator", "configMapGenerator"):
            for item in document.below(part):
                entries = dict(_generated(item, path, layout))
                yield _Definition(item.text_at("name"), item.text_at("namespace") or space, path, entries)


def _in(document: Branch, *path: str) -> list[tuple[str, Branch]]:
    found = document.at(*path)
    return list(found.entries.items()) if found is not None else []


def _generated(item: Branch, path: str, layout: Layout) -> Iterator[tuple[str, Identity | None]]:
    for literal in item.below("literals"):
        key, _, value = literal.text.partition("=")
        yield key, _held(key, value.strip("\"'"))
    for place in [*item.below("envs"), *([env] if (env := item.at("env")) else [])]:
        target = joined(folder_of(path), place.text)
        here = layout.variables(target)
        for name in list(here) or layout.expected_variables(target):
            held = _held(name, here[name][1].value) if name in here else None
            yield name, held or ("variable", name, target)
    for place in item.below("files"):
        yield place.text.partition("=")[0].rpartition("/")[2], None


def _held(name: str, value: str) -> Identity | None:
    """The key that an entry holds in clear, or in base64."""
    return ("value", strip_scheme(value)) if value and is_key_in_certain_place(value, name=name) else None
