"""The commits that a repository reaches, read by git, or one by one where the repository is damaged."""

import os
from collections import deque
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from sup_lint.sources.git.command import GitError
from sup_lint.sources.git.commits import Commits
from sup_lint.sources.git.objects import Objects
from sup_lint.sources.git.piping import Running
from sup_lint.sources.git.references import read_reflogs

if TYPE_CHECKING:
    from sup_lint.sources.git.command import Git

_DEEPEST_TAG = 20


class _Read(NamedTuple):
    """A commit, in the terms of `Commits`."""

    parents: tuple[str, ...]
    date: bytes


def read_commits(git: "Git") -> tuple[Commits, str]:
    """Read the commits that references, the HEADs of all work trees, and reflogs reach.

    What is missing or damaged is left out, and so is what only that leads to; git's complaint of it is given besides,
    or nothing. Raises GitError if there are references, but no commit, tag, tree or file that they name can be read.
    """
    options = ("--all", "--reflog", "--topo-order", "--date=raw", "--format=%H %P|%ad")
    try:
        return _read_commits(git, options), ""
    except GitError as error:
        complaint = str(error)
    tips = _tips(git)
    read = _walked(git, tips)
    if not read and not _is_any_there(git, tips):
        raise GitError(complaint)
    return Commits(_lines(read)), complaint


def _read_commits(git: "Git", options: Sequence[str]) -> Commits:
    with Running(git, "rev-list", *options, given=()) as running:
        # Before each line stands one that says `commit NAME`.
        commits = Commits(line for line in running.output if b"|" in line)
        running.finish()
    return commits


def _tips(git: "Git") -> list[str]:
    """What references, the HEADs of all work trees and reflogs name, as far as git tells."""
    found: dict[str, None] = {}
    for command in (("for-each-ref", "--format=HEAD %(objectname)"), ("worktree", "list", "--porcelain")):
        try:
            listing = git.run(*command)
        except GitError:
            continue
        for line in listing.splitlines():
            if line.startswith(b"HEAD ") and line[5:].strip(b"0"):
                found[os.fsdecode(line[5:])] = None
    try:
        found |= dict.fromkeys(entry.target for entry in read_reflogs(git))
    except GitError:
        return list(found)
    return list(found)


def _walked(git: "Git", tips: Collection[str]) -> dict[str, _Read]:
    """The commits that the tips lead to, as far as one can be read after the other."""
    read: dict[str, _Read] = {}
    seen = set(tips)
    pending = deque((tip, 0) for tip in tips)
    with Objects(git) as objects:
        while pending:
            name, tags = pending.popleft()
            kind, data = _object(objects, name)
            head = data.partition(b"\n\n")[0].split(b"\n")
            if kind == "commit":
                parents = tuple(os.fsdecode(line[7:]) for line in head if line.startswith(b"parent "))
                author = next((line for line in head if line.startswith(b"author ")), b"")
                read[name] = _Read(parents, author.rpartition(b"> ")[2])
                following = parents
            elif kind == "tag" and tags < _DEEPEST_TAG:
                following = tuple(os.fsdecode(line[7:]) for line in head if line.startswith(b"object "))
                tags += 1
            else:
                continue
            for each in following:
                if each not in seen:
                    seen.add(each)
                    pending.append((each, tags))
    return read


def _object(objects: Objects, name: str) -> tuple[str, bytes]:
    """The type and the bytes of a commit or tag; nothing for what can't be read, or is neither."""
    try:
        found = objects.find(name)
        if found is None or found.type not in {"commit", "tag"}:
            return "", b""
        return found.type, objects.read(name) or b""
    except GitError:
        # Git ends at an object that it can't unpack; the next one may be sound.
        objects.close()
        return "", b""


def _is_any_there(git: "Git", names: Collection[str]) -> bool:
    with Objects(git) as objects:
        return any(objects.find(name) is not None for name in names)


def _lines(read: dict[str, _Read]) -> Iterator[bytes]:
    """The commits as `Commits` takes them: no parent before its child."""
    children = dict.fromkeys(read, 0)
    for commit in read.values():
        for parent in commit.parents:
            if parent in children:
                children[parent] += 1
    ready = [name for name, count in children.items() if not count]
    while ready:
        name = ready.pop()
        commit = read[name]
        yield b"%s|%s" % (" ".join((name, *commit.parents)).encode("ascii"), commit.date)
        for parent in dict.fromkeys(commit.parents):
            if parent in children:
                children[parent] -= commit.parents.count(parent)
                if not children[parent]:
                    ready.append(parent)
