"""Which repositories are copies of each other: forks, mirrors and clones have their first commits in common."""

from typing import TYPE_CHECKING, NamedTuple

from sup_lint.sources.git.command import GitError
from sup_lint.sources.git.repository import open_repository

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sup_lint.model.inventory import KeyRecord


class Origin(NamedTuple):
    """Where a repository comes from: its commits without a parent, in hex; none outside of git.

    A shallow clone lacks them: `is_known` is False.
    """

    roots: frozenset[str] = frozenset()
    is_known: bool = True

    def is_apart_from(self, other: "Origin") -> bool:
        """Whether the two surely have no history in common."""
        return self.is_known and other.is_known and self.roots.isdisjoint(other.roots)


def origin_of(location: str, keys: "Sequence[KeyRecord]") -> Origin:
    """Where the repository at a path comes from, as far as it matters: only for one whose `keys` may be others', too.

    Raises GitError.
    """
    if not keys:
        return Origin()
    repository = open_repository(location)
    if repository is None:
        return Origin()
    if repository.is_shallow:
        return Origin(is_known=False)
    head = ("HEAD",) if repository.head else ()
    try:
        roots = repository.plain_git.run("rev-list", "--max-parents=0", "--all", *head)
    except GitError:
        # A reference or a commit is missing; the scan itself tells of it.
        return Origin(is_known=False)
    return Origin(frozenset(roots.decode("ascii").split()))
