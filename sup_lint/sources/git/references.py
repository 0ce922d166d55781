"""What a repository's references and reflogs point at, and how its users call them."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from sup_lint.model.inventory import Commit
from sup_lint.sources.git.command import GitError
from sup_lint.sources.git.commits import date_of, iso
from sup_lint.sources.git.objects import Objects, types
from sup_lint.sources.git.piping import Running
from sup_lint.sources.git.walk import files

if TYPE_CHECKING:
    from sup_lint.sources.git.command import Git
    from sup_lint.sources.git.commits import Commits

# The kinds of references in the order in which they are told, and how the full names of each begin.
_STARTS = ("refs/heads/", "HEAD", "refs/tags/", "refs/remotes/", "refs/")
BRANCH, HEAD, TAG, REMOTE, OTHER, STASH, REFLOG = range(7)
_DEEPEST_TAG = 20


class Tag(NamedTuple):
    """An annotated tag: its object's name and the tagger's date as a `Commit` has them, and its message."""

    commit: Commit
    message: bytes


class Reference(NamedTuple):
    """A reference or an entry of a reflog.

    `name` is short (`main`, `origin/main`, `stash@{1}`, `HEAD@{4}`), `kind` is one of the constants here, `target` the
    name in hex of the object at the end of all tags, `type` what that is; empty for one that is missing or damaged.
    `tags` are the annotated ones on the way there.
    """

    name: str
    full: str
    kind: int
    target: str
    type: str
    tags: tuple[Tag, ...] = ()


class Held(NamedTuple):
    """A file that a reference holds without any commit: what holds it, its path, and its blob's name in binary."""

    holder: Commit
    path: bytes
    blob: bytes


def read_references(git: "Git", head: str | None) -> list[Reference]:
    """Read all references but symbolic ones, and a HEAD (`head`) on no branch; by kind and name. Raises GitError."""
    # Git fails when it is asked for the types in the same breath and one object is missing.
    listing = git.run("for-each-ref", "--format=%(objectname) %(refname) %(symref)").splitlines()
    lines = [os.fsdecode(line).split(" ", 2) for line in listing]
    found = [(full, target) for target, full, pointed in lines if not pointed]
    if head is not None and _is_detached(git):
        found.append(("HEAD", head))
    plain = Counter(_short(full) for full, _ in found)
    references = []
    with Objects(git) as objects:
        for (full, target), kind in zip(found, types(git, [target for _, target in found]), strict=True):
            name = _short(full)
            number = next(number for number, start in enumerate(_STARTS) if full.startswith(start))
            if full == "refs/stash":
                name, number = "stash@{0}", STASH
            elif plain[name] > 1:
                name = full.removeprefix("refs/")
            references.append(_followed(objects, Reference(name, full, number, target, kind or "")))
    return sorted(references, key=lambda reference: (reference.kind, reference.name))


def read_reflogs(git: "Git") -> list[Reference]:
    """Read the entries of all reflogs, the newest of each first, those of other work trees' HEADs too.

    The entries of the stash are of their own kind; its first one is a reference. Raises GitError.
    """
    options = ("--ignore-missing", "--walk-reflogs", "--all", "--no-show-signature", "--no-patch", "--format=%H %gD")
    found = []
    with Running(git, "log", *options, given=()) as running:
        for line in running.output:
            target, _, full = os.fsdecode(line).removesuffix("\n").partition(" ")
            is_stash = full.startswith("refs/stash@")
            if full != "refs/stash@{0}":
                # What was on a remote branch once is not in this clone alone: its reflog is told from a branch's.
                name = full.removeprefix("refs/") if full.startswith("refs/remotes/") else _short(full)
                found.append(Reference(name, full, STASH if is_stash else REFLOG, target, "commit"))
        running.finish()
    return found


def held(git: "Git", references: list[Reference]) -> Iterator[Held]:
    """Yield the files that references hold without a commit: they point at a blob, or at a tree that can be read."""
    for reference in references:
        if reference.type not in {"blob", "tree"}:
            continue
        holder = reference.tags[0].commit if reference.tags else Commit(reference.target, iso(0, 0))
        if reference.type == "blob":
            yield Held(holder, os.fsencode(reference.full), bytes.fromhex(reference.target))
            continue
        try:
            listing = git.run("ls-tree", "-r", "-z", reference.target)
        except GitError:
            continue
        for path, blob in files(listing):
            yield Held(holder, path, blob)


def stashes(commits: "Commits", references: Iterable[Reference]) -> set[int]:
    """Where the commits stand that `git stash` made: one of the files, one of the index, one of untracked files."""
    tips = commits.names.positions({reference.target for reference in references if reference.kind == STASH}).values()
    return {place for tip in tips for place in (tip, *commits.parents(tip)[1:])}


def _followed(objects: Objects, reference: Reference) -> Reference:
    """The reference with the tags read that it leads through."""
    tags: list[Tag] = []
    target, kind = reference.target, reference.type
    while kind == "tag" and len(tags) < _DEEPEST_TAG:
        data = objects.read(target)
        if data is None:
            break
        head, _, message = data.partition(b"\n\n")
        fields = dict(line.split(b" ", 1) for line in head.split(b"\n") if b" " in line)
        date = iso(*date_of(fields.get(b"tagger", b"").rpartition(b"> ")[2]))
        tags.append(Tag(Commit(target, date), message))
        target = fields.get(b"object", b"").decode("ascii", "replace")
        kind = fields.get(b"type", b"").decode("ascii", "replace")
    return reference._replace(target=target, type=kind, tags=tuple(tags))


def _is_detached(git: "Git") -> bool:
    try:
        return not git.run("symbolic-ref", "--quiet", "HEAD")
    except GitError:
        return True


def _short(full: str) -> str:
    start = next((start for start in ("refs/heads/", "refs/tags/", "refs/remotes/") if full.startswith(start)), "refs/")
    return full.removeprefix(start)
