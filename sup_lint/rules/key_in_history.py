"""A key that the history of a repository holds, though the tree doesn't any more."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from sup_lint.keys.names import CONSOLE
from sup_lint.model.finding import Checklist, Confidence, Finding
from sup_lint.model.inventory import MESSAGE, TAG_MESSAGE, Direction
from sup_lint.model.severity import Severity
from sup_lint.rule import Reach, Rule
from sup_lint.sources.git.dropping import dropping

if TYPE_CHECKING:
    from sup_lint.analysis.repository import Repository
    from sup_lint.model.inventory import Exposure

_MOST_REFS = 3
# The path of a file that a reference names is the reference's own.
_NO_COMMIT = "refs/"


class KeyInHistory(Rule):
    """## What it does

    Reports a Supertone API key that stands in the history of a git repository, and no more in its files: once for
    each key, at the version that brought it in. `sup-lint scan` looks at every version of every file that a branch, a
    tag, a stash or a reflog still reaches, and at the messages of commits and tags.

    ## Why is this bad?

    Deleting a line doesn't take it out of git. Everyone who has a clone, a fork or a backup, or may make one, has the
    key; those who look for keys look into histories first.

    ## What to do instead

    Revoke the key in the console and issue a new one. Only then rewrite the history, if at all (`git filter-repo`):
    clones and forks keep the old one. What only a stash or a reflog keeps is in your clone alone, unless it was pushed
    before: `git stash drop`, or `git reflog expire --expire=now` with the names of the reflogs (with `--all` it drops
    every stash, too), and then `git gc --prune=now` take it away. A key that was revoked may be accepted with
    `sup-lint baseline write --history`.

    ## Known limits

    Versions that no ref and no reflog reaches are left out, and so is what a shallow clone lacks; the scan says so when
    it is one. A key of less than two digits that reads like a word is found in the tree, but not in the history.
    """

    code: ClassVar[str] = "SUP105"
    name: ClassVar[str] = "key-in-history"
    severity: ClassVar[Severity] = Severity.ERROR
    checklist: ClassVar[Checklist] = Checklist.SOURCE
    summary: ClassVar[str] = "a key reachable in git history that is no longer in the tree (scan)"
    cwe: ClassVar[tuple[int, ...]] = (312,)
    reach: ClassVar[Reach] = Reach.HISTORY

    def check_repository(self, repository: "Repository") -> Iterator[Finding]:
        """Yield a finding for every key of the history that no file of the tree holds."""
        for key in repository.keys:
            exposure = key.record.exposure
            if exposure is not None and key.origin is not None and not key.stands:
                yield self.finding(
                    key.origin.file,
                    key.origin.region,
                    _message(exposure),
                    help_text=_help(exposure),
                    key=key.value,
                    confidence=Confidence.HIGH if key.record.is_proven else Confidence.MEDIUM,
                    commit=key.origin.commit,
                )


def _message(exposure: "Exposure") -> str:
    last = exposure.last
    text = f"A Supertone API key stands in the history. {_origin(exposure)}"
    if exposure.in_head:
        text += "; HEAD still has it, only the work tree hasn't"
    elif last.direction is Direction.REMOVED:
        text += f", commit {last.commit.short} of {_day(last.commit.date)} removed it"
    *first, final = exposure.refs[:_MOST_REFS] or ("",)
    if more := max(exposure.ref_count - len(exposure.refs[:_MOST_REFS]), 0):
        first, final = [*first, final], f"{more} more"
    names = f"{', '.join(first)} and {final}" if first else final
    if exposure.is_local:
        return f"{text}. Nothing but {names} keeps it: it is in this clone alone, unless it was pushed before."
    if names:
        text += f". It can be had from {names}"
    if not exposure.is_cloned:
        if any("@{" not in name or name == "stash@{0}" for name in exposure.refs):
            return f"{text}. A plain clone doesn't get that, but it can be fetched by name."
        return f"{text}. No clone gets that; it stays in the repository until the reflog expires."
    return f"{text}. Everyone who can clone the repository has it."


def _origin(exposure: "Exposure") -> str:
    first = exposure.first
    day = _day(first.commit.date)
    if first.path == TAG_MESSAGE:
        return f"The message of a tag of {day} holds it"
    if first.path.startswith(_NO_COMMIT) and any(first.path.endswith(f"/{ref}") for ref in exposure.refs):
        return f"{first.path} names a file that holds it, and that no commit has"
    if exposure.is_at_boundary:
        return f"It was added at or before commit {first.commit.short} of {day}, beyond which this clone has no commits"
    done = "has it in its message" if first.path == MESSAGE else "added it"
    return f"Commit {first.commit.short} of {day} {done}"


def _help(exposure: "Exposure") -> str:
    accepted = "If it is revoked already: `sup-lint baseline write --history`"
    if exposure.is_local:
        commands = ", ".join(f"`{command}`" for command in dropping(exposure.refs, exposure.top))
        return f"Revoke the key at {CONSOLE} and issue a new one; then drop it here: {commands}. {accepted}"
    return (
        f"Revoke the key at {CONSOLE} and issue a new one: taking it out of the history doesn't take it out of clones. "
        f"{accepted}"
    )


def _day(date: str) -> str:
    return date[:10]
