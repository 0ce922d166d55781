"""The commit that changes are counted from, by what a user calls it."""

from typing import TYPE_CHECKING

from sup_lint.sources.git.command import GitError

if TYPE_CHECKING:
    from sup_lint.sources.git.repository import Repository


class RevisionError(Exception):
    """A revision can't be used; the message says why, and what to do, in one sentence."""


def base_of(repository: "Repository", revision: str) -> str:
    """The commit, in hex, that the changes of the work tree are counted from.

    It is `REV` itself, as in `REV..` and `REV..HEAD`; for `REV...` and `REV...HEAD` it is the commit where the history
    of HEAD has left that of REV. Raises RevisionError.
    """
    if revision.startswith("-"):
        raise RevisionError("a revision does not begin with a dash")
    dots = "..." if "..." in revision else ".."
    left, is_range, right = revision.partition(dots)
    if not left:
        raise RevisionError("no revision is named" if not is_range else f"no revision is named before `{dots}`")
    base = _commit(repository, left)
    if right not in {"", "HEAD", "@"} and _commit(repository, right) != repository.head:
        raise RevisionError(
            f'the work tree is checked, which is not at "{right}": check that commit out (git switch --detach '
            f"{right}), and write {left}{dots}"
        )
    return _merge_base(repository, base, left) if is_range and dots == "..." else base


def _commit(repository: "Repository", name: str) -> str:
    try:
        found = repository.git.run("rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
    except GitError as error:
        if "git says" in str(error):
            raise RevisionError(str(error)) from None
        found = b""
    commit = found.decode("ascii", "replace").partition("\n")[0].strip()
    if not commit:
        raise RevisionError(f'there is no commit "{name}" here{_advice(repository)}')
    return commit


def _merge_base(repository: "Repository", commit: str, name: str) -> str:
    if repository.head is None:
        raise RevisionError("there is no commit yet that could have left another")
    try:
        return repository.git.run("merge-base", commit, repository.head).decode("ascii").strip()
    except GitError:
        raise RevisionError(f'"{name}" and HEAD have no commit in common{_advice(repository)}') from None


def _advice(repository: "Repository") -> str:
    if repository.is_shallow:
        return (
            ", and this is a shallow clone: fetch more history (git fetch --deepen=1000, or `fetch-depth: 0` for "
            "actions/checkout)"
        )
    return ""
