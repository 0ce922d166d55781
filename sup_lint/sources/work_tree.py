"""What git knows of a folder: its tracked files, and the new ones that it does not ignore.

Of what lies in a mounted tree, the tree tells.
"""

import os
from collections.abc import Callable
from enum import Enum

from sup_lint.sources.files import in_tree, read, rewritten_paths
from sup_lint.sources.git.command import Git, GitError
from sup_lint.sources.watching import heard


@heard
def is_top(directory: str) -> bool:
    """Whether `directory` (an absolute path) is the top of a work tree."""
    return os.path.lexists(os.path.join(directory, ".git"))


@heard
def within(directory: str) -> bool:
    """Whether `directory` (an absolute path) or one above it holds a `.git`; cheaper than asking git.

    What lies in a mounted tree is known to git.
    """
    if in_tree(directory) is not None:
        return True
    return top_of(os.path.join(directory, ".git")) is not None


@heard
def top_of(path: str) -> str | None:
    """The real path of the closest folder above `path` (absolute) with a `.git` in it; None if there is none."""
    directory = os.path.realpath(os.path.dirname(path))
    while not os.path.lexists(os.path.join(directory, ".git")):
        above = os.path.dirname(directory)
        if above == directory:
            return None
        directory = above
    return directory


def listing(directory: str, accept: Callable[[str], bool]) -> list[str] | None:
    """List the files below `directory` (an absolute path) that are tracked, or neither tracked nor ignored.

    Gives posix names relative to `directory`, as far as `accept` wants them; None if git is missing or fails.
    Symbolic links, submodules and repositories within are left out. Tracked files may be gone, or be
    something else by now.
    """
    found = in_tree(directory)
    if found is not None:
        tree, folder = found
        start = len(folder) + 1 if folder else 0
        return [name for each in tree.files_below(folder) if accept(name := each[start:])]
    names = known_to_git(directory)
    return [name for name in names if accept(name)] if names is not None else None


@heard
def known_to_git(directory: str) -> list[str] | None:
    """All files that git lists below `directory`, a folder on the disk, as `listing` has them."""
    real = os.path.realpath(directory)
    # The path is named, though git runs there: with a `core.worktree` elsewhere git would list that place
    # instead.
    output = _git(
        real,
        "--literal-pathspecs",
        "ls-files",
        "-z",
        "-t",
        "--stage",
        "--cached",
        "--others",
        "--exclude-standard",
        "--",
        real,
    )
    if output is None:
        return None
    # `? NAME` is new; `H MODE OBJECT STAGE\tNAME` is tracked, a file if its mode is 100644 or 100755. What
    # stands before the tracked names is of one length.
    entries = os.fsdecode(output).split("\0")
    length = next((entry.index("\t") + 1 for entry in entries if entry[1:5] == " 100" and entry[0] != "?"), 0)
    names = [entry[length:] for entry in entries if entry[2:5] == "100" and entry[0] != "?"]
    names += [
        name
        for entry in entries
        if entry[:2] == "? " and not (name := entry[2:]).endswith("/") and not os.path.islink(f"{real}/{name}")
    ]
    if b"../" in output or b"\t/" in output:
        # A forged index may name places outside of the folder.
        names = [name for name in names if not name.startswith("/") and ".." not in name.split("/")]
    return names


@heard
def ignores(directory: str) -> bool:
    """Whether git ignores `directory` (an absolute path) itself."""
    if in_tree(directory) is not None:
        return False
    real = os.path.realpath(directory)
    return _git(real, "check-ignore", "--quiet", "--no-index", "--", real) is not None


class Status(Enum):
    """What git does with a file: it keeps it, would add it, or leaves it alone."""

    TRACKED = "tracked"
    NEW = "new"
    IGNORED = "ignored"


def status(path: str) -> Status | None:
    """What git does with the file at `path` (absolute); None outside of git, or where git is missing or fails."""
    found = in_tree(path)
    if found is not None:
        return found[0].status(found[1])
    folder, name = os.path.split(path)
    if not within(folder):
        return None
    real = os.path.realpath(folder)
    output = _git(
        real, "--literal-pathspecs", "ls-files", "-z", "-t", "--cached", "--others", "--exclude-standard", "--", name
    )
    if output is None:
        return None
    if not output:
        return Status.IGNORED
    if not output.startswith(b"? "):
        return Status.TRACKED
    return Status.IGNORED if _ignored_by_rewriting(os.path.join(real, name)) else Status.NEW


def _ignored_by_rewriting(path: str) -> bool:
    """Whether a .gitignore file as it is taken to be (`files.rewritten`), which git can't see, ignores a file."""
    for place in rewritten_paths():
        folder, name = os.path.split(place)
        inside = f"{os.path.realpath(folder).rstrip(os.sep)}{os.sep}"
        if name == ".gitignore" and path.startswith(inside):
            from sup_lint.sources.ignore import Exclusion

            lines = os.fsdecode(read(place)).splitlines()
            if Exclusion(lines).file(path[len(inside) :].replace(os.sep, "/")):
                return True
    return False


def is_modified(path: str) -> bool:
    """Whether a tracked file (an absolute path) holds something else than what is staged or committed of it."""
    folder, name = os.path.split(path)
    real = os.path.realpath(folder)
    return bool(_git(real, "--literal-pathspecs", "ls-files", "-z", "--modified", "--", name))


def left_out(directory: str) -> frozenset[str]:
    """The absolute posix paths of the tracked files that a sparse checkout leaves out of the work tree around
    `directory` (an absolute path); none outside of git, or where git is missing or fails."""
    top = top_of(os.path.join(directory, ".git"))
    if top is None:
        return frozenset()
    output = _git(top, "ls-files", "-z", "-t", "--cached") or b""
    shown = top.rstrip(os.sep).replace(os.sep, "/")
    return frozenset(f"{shown}/{name[2:]}" for name in os.fsdecode(output).split("\0") if name.startswith("S "))


def _git(directory: str, *arguments: str) -> bytes | None:
    """Run git in `directory` and give its output; None if it cannot be run, fails, or does not come back."""
    try:
        return Git(directory).run(*arguments)
    except GitError:
        return None
