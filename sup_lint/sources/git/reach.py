"""From which references commits are reached."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from sup_lint.sources.git.references import REFLOG, Reference

if TYPE_CHECKING:
    from sup_lint.sources.git.commits import Commits


class Reach:
    """Answers from which references commits are reached; reflogs count only where nothing else keeps a commit."""

    def __init__(self, commits: "Commits", references: Sequence[Reference]) -> None:
        """Take all references and the entries of reflogs, in the order in which they are told."""
        self._commits = commits
        self._references = references
        places = commits.names.positions({reference.target for reference in references})
        self._tips = [places.get(reference.target) for reference in references]
        self._kept: bytearray | None = None

    def reaching(self, commits: Collection[str]) -> list[Reference]:
        """The references from which one of the commits, or what holds a file, is reached."""
        wanted = set(commits)
        places = set(self._commits.names.positions(wanted).values())
        reaching = self._descendants(places)
        lost = self._descendants({place for place in places if not self._is_kept(place)})
        told = []
        logs = set()
        for reference, tip in zip(self._references, self._tips, strict=True):
            if reference.kind == REFLOG:
                log = reference.name.rpartition("@")[0]
                if tip is not None and lost[tip] and log not in logs:
                    logs.add(log)
                    told.append(reference)
            elif (tip is not None and reaching[tip]) or not wanted.isdisjoint(_holders(reference)):
                told.append(reference)
        return told

    def _descendants(self, places: set[int]) -> bytearray:
        """A mark for each commit that is one of those at `places` or comes after one."""
        marks = bytearray(len(self._commits))
        for place in range(max(places, default=-1), -1, -1):
            if place in places or any(marks[parent] for parent in self._commits.parents(place)):
                marks[place] = 1
        return marks

    def _is_kept(self, place: int) -> bool:
        """Whether a reference reaches the commit."""
        if self._kept is None:
            marks = self._kept = bytearray(len(self._commits))
            for reference, tip in zip(self._references, self._tips, strict=True):
                if reference.kind != REFLOG and tip is not None:
                    marks[tip] = 1
            for newer in range(len(marks)):
                if marks[newer]:
                    for parent in self._commits.parents(newer):
                        marks[parent] = 1
        return bool(self._kept[place])


def _holders(reference: Reference) -> set[str]:
    """What the reference leads to besides commits."""
    tags = {tag.commit.id for tag in reference.tags}
    return tags if reference.type == "commit" else {reference.target, *tags}
