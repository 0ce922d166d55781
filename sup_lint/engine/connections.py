"""Which files that don't name Supertone are connected with one that does: those that hand it a key."""

import os
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from sup_lint.engine.build_settings import build_settings
from sup_lint.keys.needles import is_suspect, may_hold_key
from sup_lint.sources.discovery import discover
from sup_lint.sources.files import read
from sup_lint.sources.imports import Imports
from sup_lint.sources.language import may_be_read, may_import
from sup_lint.sources.reading import to_gate
from sup_lint.sources.work_tree import is_top

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.config import Config

# A key is rarely handed on through more modules than these, and each one has to be parsed.
_FARTHEST = 3
_SETTINGS = re.compile(r"[/\\]settings(?:\.py|[/\\]\w+\.py)$")
_MOST_FILES = 60


def connections(
    suspects: "list[AnalysedFile]", others: list[str], imports: Imports, config: "Config", *, whole_tree: bool
) -> list[str]:
    """The files to analyse besides the suspects.

    They are checked modules that import a suspect, directly or through others; bundlers' settings that take the key
    along; and unless the whole project is checked,
    the suspects elsewhere in the project that a checked file with a key-shaped literal imports or is imported by.
    """
    known = {file.path for file in suspects}
    takers = {os.path.abspath(file.path) for file in suspects if file.is_tied}
    found = dict.fromkeys(_importers(takers, [*others, *known], imports) if takers and others else [])
    if not whole_tree:
        # Built output is the end of a way: nobody imports a key from it.
        written = [file.path for file in suspects if file.built is None or file.built.is_readable]
        holders = [path for path in (*others, *written) if may_hold_key(_bytes(path))]
        found.update(dict.fromkeys(_around(holders[:_MOST_FILES], imports, config)))
    found.update(dict.fromkeys(build_settings(suspects, others, _bytes)))
    return [path for path in found if path not in known][:_MOST_FILES]


def _around(holders: list[str], imports: Imports, config: "Config") -> list[str]:
    """The project's suspects that the holders are connected with, and the modules between."""
    found: dict[str, None] = {}
    if not holders:
        return []
    for holder in holders:
        reached = _imported(holder, imports)
        found.update(dict.fromkeys(_leading(reached, imports)))
    everything = discover(
        _folders(holders, imports.root), root=config.root, exclude=config.exclude, wanted=may_be_read
    ).files
    importers = _importers({os.path.abspath(path) for path in holders}, everything, imports)
    beyond = [path for importer in importers[:_FARTHEST] for path in _imported(importer, imports)]
    found.update(dict.fromkeys(_leading([*importers, *beyond], imports)))
    if any(_is_django_settings(holder) for holder in holders):
        # Django's settings reach other modules without being imported by name.
        found.update((path, None) for path in everything if b"django.conf" in _bytes(path) and _is_suspect(path))
    # A module between a holder and a suspect may be called by nobody but the holder: it has to be known, too.
    return [_shown(path) for path in (*found, *(holders if found else ()))]


def _folders(holders: Iterable[str], root: str) -> list[str]:
    """Where files may be that import the holders: the repositories below `root` that these lie in, or all of `root`.

    Whoever checks a file of a repository from far above it doesn't mean all that lies there.
    """
    found: dict[str, None] = {}
    for holder in holders:
        folder = os.path.dirname(os.path.abspath(holder))
        while folder.startswith(root) and folder != root and not is_top(folder):
            folder = os.path.dirname(folder)
        found[folder if folder.startswith(root) else root] = None
    return [root] if root in found else list(found)


def _is_django_settings(path: str) -> bool:
    """Whether a file is a module of Django's settings, or one that takes over another's."""
    if not _SETTINGS.search(os.path.abspath(path)):
        return False
    data = _bytes(path)
    return any(sign in data for sign in (b"django", b"INSTALLED_APPS", b"import *"))


def _leading(paths: list[str], imports: Imports) -> list[str]:
    """Those of the files that name Supertone, or import such a one directly or through others of them."""
    places = {os.path.abspath(path): path for path in paths}
    targets = {place: imports.targets(place, _bytes(place)) for place in places}
    leading = {place for place in places if _is_suspect(place)}
    while True:
        more = {place for place, reached in targets.items() if place not in leading and reached & leading}
        if not more:
            return [path for place, path in places.items() if place in leading]
        leading |= more


def _importers(targets: set[str], candidates: Iterable[str], imports: Imports) -> list[str]:
    """The candidates that import one of the targets (absolute paths), nearest first."""
    candidates = [path for path in candidates if may_import(path)]
    found: list[str] = []
    frontier = targets
    for _ in range(_FARTHEST):
        stems = sorted({os.fsencode(name) for place in frontier for name in _stems(place)})
        if not stems:
            break
        following: set[str] = set()
        for path in candidates:
            if path in found:
                continue
            data = _bytes(path)
            # Most files name none of the modules, and a plain search tells that ten times faster than the pattern.
            if any(stem in data for stem in stems) and frontier & imports.targets(path, data):
                found.append(path)
                following.add(os.path.abspath(path))
        frontier = following - targets
    return found


def _imported(path: str, imports: Imports) -> list[str]:
    """The project's files that `path` imports, directly or through others."""
    found: dict[str, None] = {}
    frontier = [os.path.abspath(path)]
    for _ in range(_FARTHEST + 1):
        following = [target for place in frontier for target in sorted(imports.targets(place, _bytes(place)))]
        frontier = [place for place in dict.fromkeys(following) if place not in found]
        found.update(dict.fromkeys(frontier))
        if len(found) > _MOST_FILES:
            break
    return list(found)


def _stems(place: str) -> set[str]:
    """The names by which others may import a file: its own, and its folder's if it stands for the whole folder."""
    folder, name = os.path.split(place)
    stem = name.partition(".")[0]
    return {os.path.basename(folder)} if stem in {"__init__", "index"} else {stem}


def _shown(path: str) -> str:
    relative = os.path.relpath(path)
    return path if relative.startswith("..") else relative


def _is_suspect(path: str) -> bool:
    return is_suspect(to_gate(_bytes(path)))


def _bytes(path: str) -> bytes:
    try:
        return read(path)
    except OSError:
        return b""
