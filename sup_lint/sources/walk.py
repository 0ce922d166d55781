"""The files of a folder outside git, less what .gitignore files name."""

import os
from collections.abc import Callable
from functools import partial

from sup_lint.sources import work_tree
from sup_lint.sources.files import in_tree
from sup_lint.sources.ignore import Patterns
from sup_lint.sources.reading import read, reason
from sup_lint.sources.watching import tell

# Version control, environments, caches: never the user's own source. Within git its listing decides instead.
_SKIPPED = frozenset(
    [
        ".git",
        ".hg",
        ".svn",
        ".venv",
        "venv",
        "node_modules",
        "__pycache__",
        ".tox",
        ".nox",
        ".mypy_cache",
        ".eggs",
    ]
)

# A .gitignore file in force: the length of its folder's path with the slash, and its patterns.
_Level = tuple[int, Patterns]


def walk(
    directory: str, *, root: str, accept: Callable[[str], bool], enter: Callable[[str], bool]
) -> tuple[list[str], dict[str, str]]:
    """List the regular files below `directory`, and the folders that cannot be listed with the reason.

    `directory` and `root` are absolute; the .gitignore files from `root` down to `directory` hold as well,
    unless they ignore `directory` itself, which somebody has named. `accept` filters the files, `enter` the
    folders, both by posix names relative to `directory`, as are the names given. Symbolic links are not
    followed. What is mounted below is listed by its tree. A repository below is listed by git, as if it were
    named itself; where git cannot, it is walked.
    """
    files: list[str] = []
    unreadable: dict[str, str] = {}
    pending = [("", _levels_above(directory, root))]
    while pending:
        place, levels = pending.pop()
        path = f"{directory}/{place}"
        try:
            if in_tree(path) is not None:
                mounted = work_tree.listing(path, partial(_accept_below, accept, place)) or []
                files += [f"{place}{name}" for name in mounted]
                continue
            tell(None)
            with os.scandir(path) as scan:
                entries = list(scan)
        except OSError as error:
            unreadable[place] = reason(error)
            continue
        names = {entry.name for entry in entries}
        if place and ".git" in names:
            listed = work_tree.listing(path, partial(_accept_below, accept, place))
            if listed is not None:
                files += [f"{place}{name}" for name in listed]
                continue
            # What lies around a repository says nothing about it.
            levels = ()
        if ".gitignore" in names:
            levels = (*levels, *_level(path))
        for entry in entries:
            name = f"{place}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                if entry.name not in _SKIPPED and enter(name) and not _ignored(levels, path, entry.name, True):
                    pending.append((f"{name}/", levels))
            elif (
                accept(name) and entry.is_file(follow_symlinks=False) and not _ignored(levels, path, entry.name, False)
            ):
                files.append(name)
    return files, unreadable


def _accept_below(accept: Callable[[str], bool], place: str, name: str) -> bool:
    return accept(f"{place}{name}")


def _levels_above(directory: str, root: str) -> tuple[_Level, ...]:
    """Collect the .gitignore files from `root` down to the folder above `directory`."""
    inside = f"{root.rstrip('/')}/"
    if not directory.startswith(inside):
        return ()
    levels: tuple[_Level, ...] = ()
    place = inside
    for name in directory[len(inside) :].split("/"):
        levels = (*levels, *_level(place))
        if _ignored(levels, place, name, True):
            return ()
        place = f"{place}{name}/"
    return levels


def _level(place: str) -> tuple[_Level, ...]:
    """Read the .gitignore file of a folder; `place` ends with a slash."""
    try:
        data = read(f"{place}.gitignore")
    except OSError:
        return ()
    return ((len(place), Patterns(os.fsdecode(data.removeprefix(b"\xef\xbb\xbf")).split("\n"))),)


def _ignored(levels: tuple[_Level, ...], place: str, name: str, directory: bool) -> bool:
    """Whether an entry of the folder `place` is ignored: the nearest .gitignore that speaks of it decides."""
    for length, patterns in reversed(levels):
        decision = patterns.decide(f"{place[length:]}{name}", directory=directory)
        if decision is not None:
            return decision
    return False
