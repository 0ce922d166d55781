"""What is told of a history that is not all there."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sup_lint.model.report import Failure
from sup_lint.sources.git.command import GitError
from sup_lint.sources.git.references import Reference, read_reflogs

if TYPE_CHECKING:
    from sup_lint.sources.git.command import Git
    from sup_lint.sources.git.walk import Walk

# What brings into a partial clone all that it has left out.
FETCH = "git fetch --refetch --no-filter --tags"


def readable_reflogs(git: "Git") -> list[Reference]:
    """The entries of all reflogs, or none where git can't tell them."""
    try:
        return read_reflogs(git)
    except GitError:
        return []


def lacking(walk: "Walk", *, is_partial: bool) -> list[Failure]:
    """What is to be told of commits whose trees can't be read."""
    if walk.damaged and is_partial:
        count = f"{len(walk.damaged):,} commit{'s' * (len(walk.damaged) > 1)}"
        return [Failure("history", f"lacks trees of {count}, being a partial clone: `{FETCH}` brings them")]
    return [Failure(f"commit {walk.commits[place].short}", reason) for place, reason in walk.damaged]


def missing(references: Sequence[Reference], complaint: str) -> list[Failure]:
    """What is to be told of references to nothing, and of git's complaint of what is missing, if any."""
    lost = [
        Failure(reference.full, f"names {reference.target[:10]}, which is missing or damaged")
        for reference in references
        if not reference.type
    ]
    whole = [Failure("history", f"is read without what is missing or damaged: {complaint}")] if complaint else []
    return [*whole, *lost]
