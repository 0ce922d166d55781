"""What is known of each key of a repository, from its tree, its history and the environment files beside it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from sup_lint.analysis.repository import HeldKey, Placed, Use
from sup_lint.engine.scan.versions import place_in, place_in_message
from sup_lint.model.inventory import MESSAGES, Change, Direction, Exposure, KeyPlace, KeyRecord
from sup_lint.model.masked_key import mask
from sup_lint.sources.git.commands import typed

if TYPE_CHECKING:
    from sup_lint.config import Config
    from sup_lint.engine.scan.history_keys import Held, HistorySearch
    from sup_lint.sources.git.history import History

_MOST_CHANGES = 40
# The rule that tells of a key in use.
_IN_USE = "SUP401"


class Standing(NamedTuple):
    """A place in the tree where a finding tells of a key, and the finding's code."""

    placed: Placed
    code: str


class TreeKey(NamedTuple):
    """What the tree knows of a key: where it stands, and whether one of these places proves it."""

    is_proven: bool
    standing: tuple[Standing, ...]


def held_keys(
    tree: Mapping[str, TreeKey],
    held: Mapping[str, "Held"],
    uses: Mapping[str, Sequence[Use]],
    search: "HistorySearch | None",
    config: "Config",
) -> list[HeldKey]:
    """All keys, the most urgent first: those in use and exposed, those in the tree, those in the history.

    `held` are those of the history. Raises GitError.
    """
    found: list[HeldKey] = []
    for value in dict.fromkeys((*tree, *held, *uses)):
        standing = tree[value].standing if value in tree else ()
        exposure: Exposure | None = None
        origin: Placed | None = None
        if search is not None and value in held:
            exposure = _exposure(held[value], search.history)
            # A stash or a reflog of a bare repository holds what somebody has pushed there.
            is_local = search.repository.top is not None and _is_local(exposure.refs)
            exposure = exposure._replace(
                is_local=is_local, top=typed(search.repository.top or search.repository.git_dir)
            )
            origin = _origin(value, held[value], exposure, search, config)
        is_proven = (
            (value in tree and tree[value].is_proven) or (value in held and held[value].is_proven) or value in uses
        )
        record = KeyRecord(
            mask(value),
            is_proven,
            tuple(KeyPlace(each.placed.file.path, each.placed.region, each.code) for each in standing),
            exposure,
            tuple(use.name for use in uses.get(value, ())),
            in_use_at=tuple(
                KeyPlace(use.place.file.path, use.place.region, _IN_USE) for use in uses.get(value, ()) if use.place
            ),
        )
        placed = tuple(each.placed for each in standing)
        found.append(HeldKey(value, record, placed, origin, tuple(uses.get(value, ()))))
    return sorted(found, key=lambda key: urgency(key.record))


def urgency(record: KeyRecord) -> tuple[bool, bool, bool, str, str]:
    """The order of keys: those in use and exposed, then those proven, those in the tree, and those exposed longest."""
    since = record.exposure.first.commit.date if record.exposure is not None else ""
    is_open = bool(record.in_use) and record.is_exposed
    return not is_open, not record.is_proven, not record.places, since, record.key.fingerprint


def _exposure(held: "Held", history: "History") -> Exposure:
    changes = history.changes(held.blobs)
    in_messages = [Change(message.commit, message.path, Direction.ADDED) for message in held.messages]
    everything = history.ordered([*changes, *in_messages])
    added = [change for change in everything if change.direction is Direction.ADDED]
    commits = {change.commit.id for change in added}
    names, count = history.refs(commits)
    shown = everything
    if len(everything) > _MOST_CHANGES:
        shown = [*everything[: _MOST_CHANGES // 2], *everything[-_MOST_CHANGES // 2 :]]
    return Exposure(
        added[0],
        tuple(shown),
        history.in_head(held.blobs),
        tuple(names),
        count,
        len(held.blobs),
        is_cloned=not names or history.is_cloned(commits),
        messages=len(in_messages),
        change_count=len(everything),
        is_at_boundary=history.is_at_boundary(added[0].commit),
    )


def _is_local(refs: Sequence[str]) -> bool:
    """Whether these are stashes and reflogs only; the reflog of a remote branch tells what others had, too."""
    return bool(refs) and all("@{" in ref and not ref.startswith("remotes/") for ref in refs)


def _origin(value: str, held: "Held", exposure: Exposure, search: "HistorySearch", config: "Config") -> Placed | None:
    first = exposure.first
    if first.path in MESSAGES:
        message = next(message for message in held.messages if message.commit == first.commit)
        found = place_in_message(message, value, config)
    else:
        found = place_in(search.repository, first.commit.id, first.path, value, config)
    return Placed(*found, first.commit.id) if found is not None else None


def tree_keys(places: Iterable[tuple[str, bool, Standing]]) -> dict[str, TreeKey]:
    """The keys of the tree from (value, whether proven, where) for each place."""
    found: dict[str, TreeKey] = {}
    for value, is_proven, standing in places:
        known = found.get(value, TreeKey(False, ()))
        found[value] = TreeKey(known.is_proven or is_proven, (*known.standing, standing))
    return found
