"""A close look at versions of files, each in the company of its own time: which keys do they hold."""

import functools
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from sup_lint.analysis.literal_keys import literal_keys
from sup_lint.analysis.lowering import lower
from sup_lint.analysis.mishaps import ask
from sup_lint.analysis.project import Project
from sup_lint.analysis.suppression import Suppressions
from sup_lint.engine.copies import is_proof
from sup_lint.engine.inspection import displayed
from sup_lint.engine.known_keys import places
from sup_lint.engine.selection import PerFileIgnores
from sup_lint.rules import RULES
from sup_lint.sources.files import mounted
from sup_lint.sources.git.listing import TreeObjects
from sup_lint.sources.git.objects import Objects
from sup_lint.sources.git.tree import GitTree, holder_tree

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.analysis.literal_key import LiteralKey
    from sup_lint.analysis.program import Program
    from sup_lint.config import Config
    from sup_lint.model.region import Region
    from sup_lint.sources.git.history import Message
    from sup_lint.sources.git.repository import Repository

_MOST_PROGRAMS = 256
# The rules on keys as literals: an ignore comment for one of them waves the key through in the history, too.
_LITERAL_RULES = tuple(
    rule
    for rule in RULES
    if rule.name in {"hardcoded-key", "key-in-config", "key-in-url", "key-in-client-code", "public-env-key"}
)


class Version(NamedTuple):
    """A version of a file: its object's name, its path below the top, and the commit that introduced it."""

    blob: str
    path: str
    commit: str


class Sighting(NamedTuple):
    """A key in clear in a version; `path` is that of the file it is written in, which the version may only import.

    `blob` is that file's object, or empty for a message.
    """

    value: str
    is_proof: bool
    blob: str
    path: str
    version: Version


def sightings(
    repository: "Repository",
    versions: Sequence[Version],
    config: "Config",
    on_looked: Callable[[Version], None] | None = None,
) -> Iterator[Sighting]:
    """Yield the keys of the versions, but for those that comments and settings wave through.

    A version's imports lead to the files of its commit. Those of one commit stand together. `on_looked` is called after
    each version. Raises GitError.
    """
    ignores = PerFileIgnores(config)
    with Objects(repository.plain_git) as objects:
        trees = TreeObjects(objects)
        # Most of what a version imports is the same in the next commit.
        lowering = functools.lru_cache(maxsize=_MOST_PROGRAMS)(lower)
        for commit, group in groupby(versions, key=_by_commit):
            together = list(group)
            tree = holder_tree(repository, commit, together[0].path, trees)
            with mounted(tree):
                project = _project(config, lowering)
                for version in together:
                    data = objects.read(version.blob)
                    if data is not None:
                        file = project.add(os.path.join(tree.root, version.path), data)
                        found: list[Sighting] = []
                        look = functools.partial(_look, found, file, project, version, tree, ignores)
                        ask(file, project, look)
                        yield from found
                    if on_looked is not None:
                        on_looked(version)


def in_message(message: "Message", config: "Config") -> Iterator[Sighting]:
    """Yield the keys that stand in the message of a commit or tag."""
    project = _project(config)
    version = Version("", message.path, message.commit.id)
    for literal in literal_keys(_file_of(message, project), project):
        yield Sighting(literal.value, is_proof(literal), "", message.path, version)


def place_in_message(message: "Message", value: str, config: "Config") -> "tuple[AnalysedFile, Region] | None":
    """Where a key stands in the message of a commit or tag; None if it doesn't."""
    project = _project(config)
    return _place(_file_of(message, project), value, project)


def place_in(
    repository: "Repository", commit: str, path: str, value: str, config: "Config"
) -> "tuple[AnalysedFile, Region] | None":
    """Where a key stands in a commit's version of a file; None if it can't be told. Raises GitError."""
    with Objects(repository.plain_git) as objects:
        tree = holder_tree(repository, commit, path, TreeObjects(objects))
        place = os.path.join(tree.root, path)
        with mounted(tree):
            try:
                data = tree.read(path)
            except OSError:
                return None
            project = _project(config)
            return _place(project.add(place, data), value, project)


def _place(file: "AnalysedFile", value: str, project: Project) -> "tuple[AnalysedFile, Region] | None":
    for each in (file, *project.within(file)):
        for literal in literal_keys(each, project):
            if literal.value == value and literal.file.host is file:
                return literal.file, literal.region
    found = places(file, value)
    return (file, file.lines.region(found[0].start, found[0].end)) if found else None


def _file_of(message: "Message", project: Project) -> "AnalysedFile":
    text = message.text.encode("utf-8", "surrogatepass")
    file = project.add(os.path.join(project.root, f"{message.path}.txt"), text)
    file.path = message.path
    return file


def _project(config: "Config", lowering: "Callable[[str, str, str], Program | None]" = lower) -> Project:
    return Project(config.root, displayed, visible_characters=config.visible_characters, lowering=lowering)


def _by_commit(version: Version) -> str:
    return version.commit


def _look(
    found: list[Sighting],
    file: "AnalysedFile",
    project: Project,
    version: Version,
    tree: GitTree,
    ignores: PerFileIgnores,
) -> None:
    found[:] = _in_file(file, project, version, tree, ignores)


def _in_file(
    file: "AnalysedFile", project: Project, version: Version, tree: GitTree, ignores: PerFileIgnores
) -> Iterator[Sighting]:
    suppressions: dict[AnalysedFile, Suppressions] = {}
    for each in (file, *project.within(file)):
        for literal in literal_keys(each, project):
            host = literal.file.host
            if host not in suppressions:
                suppressions[host] = Suppressions(host, frozenset(), frozenset(), project.within(host))
            if _is_waved_through(literal, suppressions[host], ignores):
                continue
            path = os.path.relpath(os.path.abspath(host.path), tree.root).replace(os.sep, "/")
            blob = version.blob if host is file else tree.blob(path)
            if blob is not None:
                yield Sighting(literal.value, is_proof(literal), blob, path, version)


def _is_waved_through(literal: "LiteralKey", suppressions: Suppressions, ignores: PerFileIgnores) -> bool:
    finding = _LITERAL_RULES[0].finding(literal.file, literal.region, "", key=literal.value)
    return any(
        suppressions.silences(named) or ignores.covers(named)
        for named in (replace(finding, code=rule.code, rule=rule.name) for rule in _LITERAL_RULES)
    )
