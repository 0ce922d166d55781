"""The repository that a path lies in, and what kind it is."""

import os
from typing import NamedTuple

from sup_lint.sources.git.command import Git, GitError


class Repository(NamedTuple):
    """A git repository.

    `git_dir` and `top`, the top of the work tree (None for a bare one), are absolute. `head` is the commit that is
    checked out, in hex; None before the first one. A partial clone lacks objects that it would fetch when asked.
    """

    git_dir: str
    top: str | None
    head: str | None
    is_shallow: bool
    is_partial: bool

    @property
    def git(self) -> Git:
        """Git for this repository, as its user sees it."""
        return Git(self.top or self.git_dir, None if self.top else self.git_dir)

    @property
    def plain_git(self) -> Git:
        """Git for this repository with nothing replaced by `git replace` or a graft: what is really in there."""
        return Git(self.top or self.git_dir, None if self.top else self.git_dir, replaced=False)


def open_repository(path: str) -> Repository | None:
    """The repository that the folder `path` lies in, or is, if it is bare; None outside of git.

    The `.git` folder of a work tree stands for that. Raises GitError if there is one, but git can't or won't open it.
    """
    path = os.path.realpath(path)
    is_itself = not os.path.lexists(os.path.join(path, ".git")) and _looks_bare(path)
    if is_itself and _belongs_above(path):
        path, is_itself = os.path.dirname(path), False
    git = Git(path, path if is_itself else None)
    try:
        lines = _lines(git.run("rev-parse", "--absolute-git-dir", "--is-bare-repository", "--is-shallow-repository"))
    except GitError as error:
        if "not a git repository" in str(error):
            return None
        raise
    git_dir, is_bare, is_shallow = lines
    top = None
    if is_bare == "false":
        top = os.fsdecode(git.run("rev-parse", "--show-toplevel")).removesuffix("\n") or None
    return Repository(git_dir, top, _head(git), is_shallow == "true", _is_partial(git))


def _lines(output: bytes) -> tuple[str, str, str]:
    # The first answer is a path, which may hold line ends.
    first, second, third = os.fsdecode(output).removesuffix("\n").rsplit("\n", 2)
    return first, second, third


def _looks_bare(path: str) -> bool:
    return all(os.path.exists(os.path.join(path, name)) for name in ("HEAD", "objects", "refs"))


def _belongs_above(path: str) -> bool:
    """Whether this is the git folder of the work tree that it lies in."""
    if os.path.basename(path) != ".git":
        return False
    try:
        return Git(os.path.dirname(path)).run("rev-parse", "--is-inside-work-tree") == b"true\n"
    except GitError:
        return False


def _head(git: Git) -> str | None:
    try:
        return git.run("rev-parse", "--verify", "--quiet", "HEAD^{commit}").decode("ascii").strip() or None
    except GitError:
        return None


def _is_partial(git: Git) -> bool:
    try:
        return bool(
            git.run("config", "--get-regexp", r"^(remote\..*\.(promisor|partialclonefilter)|extensions\.partialclone)$")
        )
    except GitError:
        return False
