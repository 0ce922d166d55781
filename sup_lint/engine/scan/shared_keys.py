"""Keys that several repositories use: each repository is a service, or has services of its own."""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from sup_lint.engine.scan.work import JobResult
from sup_lint.keys.names import CONSOLE
from sup_lint.model.finding import Confidence, Finding, Related
from sup_lint.model.inventory import KeyPlace, KeyRecord
from sup_lint.rules.exposed_key_in_use import ExposedKeyInUse, sentences
from sup_lint.rules.key_shared_by_services import KeySharedByServices

_MOST_NAMED = 6
_MOST_RELATED = 12


def shared_between(results: Sequence[JobResult]) -> Iterator[Finding]:
    """Yield a finding for each key that repositories with nothing in common use, at the second one's place.

    In use it is where it stands in the files, or in an environment file beside them; a key that is only in the history
    serves nobody any more. A fork, a mirror or a clone has its first commit in common with the original, and is the
    same service. Where a shallow clone can't tell that, nothing is said.
    """
    users: dict[str, list[tuple[JobResult, KeyRecord]]] = {}
    for result in results:
        for record in result.report.inventory.keys if result.report.inventory is not None else ():
            if result.uses(record):
                users.setdefault(record.key.fingerprint, []).append((result, record))
    for each in users.values():
        apart = _apart(each)
        if len(apart) > 1:
            yield _finding(apart)


def used_elsewhere(keys: Iterable[KeyRecord], findings: Sequence[Finding]) -> Iterator[Finding]:
    """Yield a finding for each key that one repository exposes and another uses, where the first tells of it."""
    told = {finding.key for finding in findings if finding.rule == ExposedKeyInUse.name}
    for record in keys:
        exposing = next((finding for finding in findings if finding.key == record.key), None)
        if exposing is not None and record.in_use and record.is_exposed and record.key not in told:
            message, help_text = sentences(record)
            rule = ExposedKeyInUse
            yield replace(
                exposing,
                code=rule.code,
                rule=rule.name,
                severity=rule.severity,
                checklist=rule.checklist,
                confidence=Confidence.HIGH,
                message=message,
                help=help_text,
                related=(),
                takes_comment=False,
                needs_history=True,
            )


def _apart(users: Sequence[tuple[JobResult, KeyRecord]]) -> list[tuple[JobResult, KeyRecord]]:
    """Those of the users that are no copies of one before."""
    found: list[tuple[JobResult, KeyRecord]] = []
    for result, record in users:
        if not any(_is_copy(result, record, *other) for other in found):
            found.append((result, record))
    return found


def _is_copy(result: JobResult, record: KeyRecord, other: JobResult, others: KeyRecord) -> bool:
    if not result.origin.is_apart_from(other.origin):
        return True
    # A folder outside of git may be an export of a repository: then the key stands in the same files.
    is_outside = not (result.origin.roots and other.origin.roots)
    return is_outside and _spots(record) == _spots(others)


def _spots(record: KeyRecord) -> set[tuple[str, object]]:
    return {(os.path.basename(place.path), place.region) for place in _places(record)}


def _places(record: KeyRecord) -> tuple[KeyPlace, ...]:
    return (*record.places, *record.in_use_at)


def _finding(users: Sequence[tuple[JobResult, KeyRecord]]) -> Finding:
    names = [result.name for result, _ in users]
    (_, first), (result, record), *_ = users
    place = _places(record)[0]
    rule = KeySharedByServices
    is_proven = first.is_proven or record.is_proven
    return Finding(
        code=rule.code,
        rule=rule.name,
        severity=rule.severity,
        confidence=Confidence.HIGH if is_proven else Confidence.MEDIUM,
        message=(
            f"One key serves {len(names)} repositories: {_listed(names)}. If it leaks, nobody can tell which of them "
            "lost it, and revoking it stops all of them at once."
        ),
        path=place.path,
        region=place.region,
        checklist=rule.checklist,
        help=f"Issue a key for each of them at {CONSOLE}, and revoke this one when all have changed over.",
        key=record.key,
        related=tuple(_related(user, held) for user, held in users if user is not result)[:_MOST_RELATED],
        excerpt=next((each.excerpt for each in _told(result, place)), None),
        takes_comment=False,
    )


def _related(user: JobResult, record: KeyRecord) -> Related:
    place = _places(record)[0]
    excerpt = next((each.excerpt for each in _told(user, place)), None)
    return Related(place.path, place.region, f"{user.name} uses it here", excerpt)


def _told(result: JobResult, place: KeyPlace) -> Iterator[Finding]:
    """The findings on a place: they have the lines of it, with the key masked."""
    for finding in result.report.findings:
        if finding.path == place.path and finding.region == place.region and finding.commit is None:
            yield finding


def _listed(names: Sequence[str]) -> str:
    shown = names[:_MOST_NAMED]
    if len(names) > len(shown):
        return f"{', '.join(shown)} and {len(names) - len(shown)} more"
    return f"{', '.join(shown[:-1])} and {shown[-1]}"
