"""Commits in the order of time: as the graph has it, and by their dates where the graph leaves it open."""

import heapq
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sup_lint.model.inventory import Change
    from sup_lint.sources.git.commits import Commits
    from sup_lint.sources.git.references import Reference

# The work grows with the square of these; so many are the changes of somebody's test data.
_MOST = 1_000


class Moment(NamedTuple):
    """A commit, or what stands for one, and its date in ISO 8601.

    `place` is the commit's in `Commits`, or that of the commit that it tags; None for what no commit is known of.
    """

    name: str
    place: int | None
    date: str
    is_commit: bool = True


def ordered(commits: "Commits", references: "Iterable[Reference]", changes: "Iterable[Change]") -> "list[Change]":
    """The changes, those of commits and of the tags that `references` lead through, the oldest first."""
    known = list(changes)
    made = {change.commit.id: change.commit for change in known}
    places = commits.names.positions(made)
    tags = {tag.commit.id: each.target for each in references for tag in each.tags if tag.commit.id in made}
    targets = commits.names.positions(set(tags.values()))
    moments = [
        Moment(name, places.get(name, targets.get(tags.get(name, ""))), commit.date, name in places)
        for name, commit in made.items()
    ]
    order = {name: number for number, name in enumerate(chronological(commits, moments))}
    return sorted(known, key=lambda change: order[change.commit.id])


def chronological(commits: "Commits", moments: Sequence[Moment]) -> list[str]:
    """The names of the moments, the oldest first.

    None stands before one that it comes after in the graph; of those that the graph leaves open, the one of the
    earliest date is next. Of very many, only the graph tells the order.
    """
    last = len(commits)
    plain = sorted(
        moments, key=lambda moment: (-(last if moment.place is None else moment.place), not moment.is_commit)
    )
    epochs = [_epoch(moment.date) for moment in plain]
    if len(plain) > _MOST or epochs == sorted(epochs):
        return [moment.name for moment in plain]
    before = _before(commits, plain)
    left = [mask.bit_count() for mask in before]
    ready = [(epoch, number) for number, epoch in enumerate(epochs) if not left[number]]
    heapq.heapify(ready)
    found = []
    while ready:
        _, number = heapq.heappop(ready)
        found.append(plain[number].name)
        for later in range(number + 1, len(plain)):
            if before[later] >> number & 1:
                left[later] -= 1
                if not left[later]:
                    heapq.heappush(ready, (epochs[later], later))
    return found


def _before(commits: "Commits", moments: Sequence[Moment]) -> list[int]:
    """For each moment the set of those that it comes after, as bits by their numbers."""
    numbers = {moment.place: number for number, moment in enumerate(moments) if moment.is_commit}
    oldest = max((moment.place for moment in moments if moment.place is not None), default=-1)
    newest = min((moment.place for moment in moments if moment.place is not None), default=0)
    # What each commit from the oldest on comes after, itself included.
    masks = [0] * (oldest + 1)
    for place in range(oldest, newest - 1, -1):
        mask = 0
        for parent in commits.parents(place):
            if parent <= oldest:
                mask |= masks[parent]
        if place in numbers:
            mask |= 1 << numbers[place]
        masks[place] = mask
    return [
        0 if moment.place is None else masks[moment.place] & ~(1 << number if moment.is_commit else 0)
        for number, moment in enumerate(moments)
    ]


def _epoch(date: str) -> float:
    from datetime import datetime

    return datetime.fromisoformat(date).timestamp()
