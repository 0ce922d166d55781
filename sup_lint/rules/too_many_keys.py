"""More keys in a repository than an account can hold."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from sup_lint.keys.names import CONSOLE, MOST_ACTIVE_KEYS
from sup_lint.model.finding import Checklist, Finding, Related
from sup_lint.model.severity import Severity
from sup_lint.rule import Reach, Rule

if TYPE_CHECKING:
    from sup_lint.analysis.repository import HeldKey, Placed, Repository

_MOST_TOLD = 8


class TooManyKeys(Rule):
    """## What it does

    Notes that a repository, its history and its environment files hold more distinct keys than an account can have
    active at a time, which are three. `sup-lint scan` looks for it.

    ## Why is this bad?

    Some of them must be revoked already, or belong to other accounts. As long as nobody knows which, nobody knows what
    a leak of one of them costs.

    ## What to do instead

    Look up each key in the console by its first characters, revoke what is not in use, and write down which service
    has which. Keys that are revoked may be accepted with `sup-lint baseline write --history`.

    ## Known limits

    Only keys whose place leaves no doubt are counted.
    """

    code: ClassVar[str] = "SUP402"
    name: ClassVar[str] = "too-many-keys"
    severity: ClassVar[Severity] = Severity.NOTE
    checklist: ClassVar[Checklist] = Checklist.ROTATION
    summary: ClassVar[str] = "more distinct keys than an account can hold active (3): some are revoked or foreign"
    cwe: ClassVar[tuple[int, ...]] = (522,)
    reach: ClassVar[Reach] = Reach.HISTORY

    def check_repository(self, repository: "Repository") -> Iterator[Finding]:
        """Yield one finding, at the first key beyond the number that an account can hold."""
        placed = [(key, place) for key in repository.keys if key.record.is_proven and (place := key.place)]
        if len(placed) <= MOST_ACTIVE_KEYS:
            return
        key, place = placed[MOST_ACTIVE_KEYS]
        yield self.finding(
            place.file,
            place.region,
            f"{len(placed)} distinct keys stand in this repository and its history, but an account can hold only "
            f"{MOST_ACTIVE_KEYS} active ones: some are revoked, or belong to other accounts.",
            help_text=f"Look them up at {CONSOLE} by their first characters and revoke what is not in use.",
            key=key.value,
            commit=place.commit,
            related=tuple(_other(*each) for each in placed[:_MOST_TOLD] if each[0] is not key),
        )


def _other(key: "HeldKey", place: "Placed") -> Related:
    # A note needs no excerpts; the key's first characters are what the console shows of it.
    where = f" in commit {place.commit[:10]}" if place.commit else ""
    file, region = place.file, place.region
    return Related(file.host.path, file.on_disk(region), f"{key.record.key.preview}{where}")
