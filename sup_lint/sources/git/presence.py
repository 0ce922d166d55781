"""When files came to paths and went from there, seen over the whole graph of commits."""

import os
from collections.abc import Callable, Collection, Mapping
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from sup_lint.sources.git.objects import Objects
from sup_lint.sources.git.walk import files

if TYPE_CHECKING:
    from sup_lint.sources.git.command import Git
    from sup_lint.sources.git.walk import Walk

_NOWHERE: frozenset[int] = frozenset()


class Turn(NamedTuple):
    """A commit, by its place, where a path, by its number, came to hold one of the blobs, or holds none any more."""

    commit: int
    path: int
    is_added: bool


class _State(NamedTuple):
    """The paths that hold one of the blobs at a commit, and those that did at one of its ancestors."""

    now: frozenset[int]
    ever: frozenset[int]


_EMPTY = _State(_NOWHERE, _NOWHERE)


def turns(walk: "Walk", blobs: Collection[int], git: "Git", stashes: Collection[int] = ()) -> list[Turn]:
    """Where any of the `blobs` (their numbers) came to a path and where the last of them went, the oldest first.

    A merge brings what no parent had, and takes away what a side had brought that the result is without; what one side
    had removed before the merge went there. The commits at the places `stashes` take nothing away: they only set work
    aside. Raises GitError.
    """
    wanted = set(blobs)
    rows = [row for row, blob in enumerate(walk.row_blobs) if blob in wanted] if wanted else []
    if not rows:
        return []
    paths = {walk.row_paths[row] for row in rows}
    changed: dict[int, dict[int, bool]] = {}
    for row, path in enumerate(walk.row_paths):
        if path in paths:
            changed.setdefault(walk.row_commits[row], {})[path] = walk.row_blobs[row] in wanted
    commits = walk.commits
    # What references hold besides commits comes first: nothing is known of its time.
    found = [
        Turn(place, path, True)
        for place in sorted(changed)
        for path, is_there in sorted(changed[place].items())
        if is_there and place >= len(commits)
    ]
    oldest = max((walk.row_commits[row] for row in rows if walk.row_commits[row] < len(commits)), default=-1)
    states = [_EMPTY] * (oldest + 1)
    with Objects(git) as objects:

        def holds(place: int, path: int) -> bool:
            name = _blob_at(objects, git, commits.names[place], walk.paths[path])
            return name is not None and not wanted.isdisjoint(walk.numbers([name]))

        for place in range(oldest, -1, -1):
            before = [states[parent] if parent <= oldest else _EMPTY for parent in commits.parents(place)] or [_EMPTY]
            here = changed.get(place)
            first = before[0]
            if here is None and (len(before) == 1 or all(state == first for state in before)):
                states[place] = first
                continue
            now = _now(before, here or {}, partial(holds, place))
            found += (turn for turn in _compared(place, before, now) if turn.is_added or place not in stashes)
            states[place] = _State(now, now.union(*(state.ever for state in before)))
    return found


def _now(before: list[_State], here: Mapping[int, bool], holds: Callable[[int], bool]) -> frozenset[int]:
    """The paths that hold one of the blobs, by what the parents hold and what the commit changed."""
    there = set().union(*(state.now for state in before))
    # A merge says nothing of a path at which it agrees with one of its parents.
    unsure = [path for path in there if path not in here and any(path not in state.now for state in before)]
    there.difference_update(path for path in unsure if not holds(path))
    there.difference_update(path for path, is_there in here.items() if not is_there)
    there.update(path for path, is_there in here.items() if is_there)
    return frozenset(there)


def _compared(place: int, before: list[_State], now: frozenset[int]) -> list[Turn]:
    had = _NOWHERE.union(*(state.now for state in before))
    found = [Turn(place, path, True) for path in sorted(now - had)]
    for path in sorted(had - now):
        without = [state for state in before if path not in state.now]
        if not any(path in state.ever for state in without):
            found.append(Turn(place, path, False))
    return found


def _blob_at(objects: Objects, git: "Git", commit: str, path: bytes) -> str | None:
    """The name of the file's blob at a path of a commit; None if there is none. Raises GitError."""
    if b"\n" not in path:
        found = objects.find(f"{commit}:{os.fsdecode(path)}")
        return found.name if found is not None and found.type == "blob" else None
    listing = git.run("ls-tree", "-z", "--full-tree", commit, "--", os.fsdecode(path))
    return next((name.hex() for listed, name in files(listing) if listed == path), None)
