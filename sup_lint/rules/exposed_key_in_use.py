"""A key that is in use now, though others may have it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from sup_lint.keys.names import CONSOLE
from sup_lint.model.finding import Checklist, Finding
from sup_lint.model.severity import Severity
from sup_lint.rule import Reach, Rule

if TYPE_CHECKING:
    from sup_lint.analysis.repository import Repository
    from sup_lint.model.inventory import KeyRecord

_MOST_PLACES = 3


class ExposedKeyInUse(Rule):
    """## What it does

    Reports a key that is in use now and that stands in the files or in the history of the repository, too. In use is
    what `--known-key-env` and `--known-keys-from` give, and what an environment file on this machine holds that git
    doesn't track (`.env`, `.env.local`). `sup-lint scan` looks for it.

    ## Why is this bad?

    A key that was published and revoked is history. One that still works is an open door: whoever finds it in the
    repository speaks with the service as you do, at your expense.

    ## What to do instead

    Issue a new key, put it where the old one is in use, restart what uses it, and revoke the old one at once. The
    scan ends in these steps, with the files and services at hand.

    ## Known limits

    What is in use elsewhere is not known: give the scan the key of a deployment with `--known-key-env NAME`.
    """

    code: ClassVar[str] = "SUP401"
    name: ClassVar[str] = "exposed-key-in-use"
    severity: ClassVar[Severity] = Severity.ERROR
    checklist: ClassVar[Checklist] = Checklist.ROTATION
    summary: ClassVar[str] = (
        "a key seen in history or in the tree is the one in use now (`--known-key-env`, a local `.env`)"
    )
    cwe: ClassVar[tuple[int, ...]] = (522,)
    reach: ClassVar[Reach] = Reach.HISTORY

    def check_repository(self, repository: "Repository") -> Iterator[Finding]:
        """Yield a finding for every key in use that is exposed: where it is used, or else where it is exposed."""
        for key in repository.keys:
            place = key.place
            if key.uses and key.record.is_exposed and place is not None:
                message, help_text = sentences(key.record)
                yield self.finding(
                    place.file, place.region, message, help_text=help_text, key=key.value, commit=place.commit
                )


def sentences(record: "KeyRecord") -> tuple[str, str]:
    """What is to be told of a key that is in use and exposed, and what to do."""
    names = _listed(list(record.in_use))
    return (
        f"The key in {names} is in use and exposed: {_exposure(record)}. Whoever has seen it can use the account.",
        f"Issue a new key at {CONSOLE}, put it into {names}, restart what uses it, and revoke this one at once.",
    )


def _exposure(record: "KeyRecord") -> str:
    places = record.places
    told = [f"{place.path}:{place.region.line}" for place in places[:_MOST_PLACES]]
    if len(places) > _MOST_PLACES:
        told.append(f"{len(places) - _MOST_PLACES} more places")
    parts = [f"it stands in {_listed(told)}"] if told else []
    exposure = record.exposure
    if exposure is not None:
        commit = exposure.first.commit
        parts.append(f"the history has it since commit {commit.short} of {commit.date[:10]}")
    return ", and ".join(parts)


def _listed(words: list[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last
