"""From a repository to its history: which commit put which blob at which path."""

from typing import TYPE_CHECKING

from sup_lint.sources.git.command import GitError
from sup_lint.sources.git.damage import FETCH, lacking, missing, readable_reflogs
from sup_lint.sources.git.history import History
from sup_lint.sources.git.reachable import read_commits
from sup_lint.sources.git.references import held, read_references, read_reflogs
from sup_lint.sources.git.walk import Progress, read_walk

if TYPE_CHECKING:
    from sup_lint.model.inventory import Commit
    from sup_lint.sources.git.repository import Repository


def read_history(repository: "Repository", on_progress: Progress | None = None) -> History:
    """Read which commit of `repository` put which blob at which path; no blob is read, nothing is fetched.

    `on_progress` is called with the commits done, all commits, and `commits`. Raises GitError.
    """
    git = repository.plain_git
    commits, complaint = read_commits(git)
    try:
        walk, blobs = read_walk(git, commits, on_progress)
    except GitError as error:
        if not repository.is_partial:
            raise
        raise GitError(f"lacks trees of its history, being a partial clone: `{FETCH}` brings them") from error
    references = read_references(git, repository.head)
    # What a commit holds, too, is told of by commits.
    of_commits = len(blobs)
    holders: list[Commit] = []
    for found in held(git, references):
        if blobs.get(found.blob, of_commits + 1) > of_commits:
            if found.holder not in holders:
                holders.append(found.holder)
            walk.add(
                len(commits) + holders.index(found.holder), found.path, blobs.setdefault(found.blob, len(blobs) + 1)
            )
    walk.seal(blobs)
    told = sorted(
        [*(each for each in references if each.type), *(readable_reflogs(git) if complaint else read_reflogs(git))],
        key=lambda it: (it.kind, not it.name.startswith("HEAD@")),
    )
    return History(
        repository,
        walk,
        told,
        holders,
        [*lacking(walk, is_partial=repository.is_partial), *missing(references, complaint)],
    )
