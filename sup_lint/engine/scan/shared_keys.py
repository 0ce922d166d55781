"""Keys that several repositories use: each repository is a service, or has services of its own."""

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from sup_lint.analysis.services.naming import base_name, stage_of, words
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
    serves nobody any more, and one in examples, documents and tests serves nobody yet. A fork, a mirror or a clone has
    its first commit in common with the original, and is the same service; so are repositories for its stages, as their
    names tell. Where a shallow clone can't tell that, nothing is said.
    """
    users: dict[str, list[_User]] = {}
    for result in results:
        for record in result.report.inventory.keys if result.report.inventory is not None else ():
            places = result.places_of_use(record)
            if places:
                users.setdefault(record.key.fingerprint, []).append(_User(result, record, places))
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


class _User(NamedTuple):
    """A repository that uses a key, and where it does."""

    result: JobResult
    record: KeyRecord
    places: tuple[KeyPlace, ...]


def _apart(users: Sequence[_User]) -> list[_User]:
    """Those of the users that are no copies of one before."""
    found: list[_User] = []
    for user in users:
        if not any(_is_copy(user, other) for other in found):
            found.append(user)
    return found


def _is_copy(user: _User, other: _User) -> bool:
    result, before = user.result, other.result
    if not result.origin.is_apart_from(before.origin) or _are_stages(result.name, before.name):
        return True
    # A folder outside of git may be an export of a repository: then the key stands in the same files.
    is_outside = not (result.origin.roots and before.origin.roots)
    return is_outside and _spots(user) == _spots(other)


def _are_stages(one: str, two: str) -> bool:
    """Whether repositories are called alike but for a stage: `acme/tts-staging` and `acme/tts-prod`.

    `acme/api` and `contoso/api` are two; those below `staging` and `prod` are one.
    """
    (around, name), (around_other, other) = map(_last_parts, (one, two))
    if not _without_stage(name) or _without_stage(name) != _without_stage(other):
        return False
    are_below_stages = bool(stage_of(around) and stage_of(around_other)) and base_name(around) == base_name(
        around_other
    )
    return stage_of(name) != stage_of(other) or are_below_stages


def _without_stage(name: str) -> list[str]:
    """The words of a repository's name but for stages: `app1` and `app2` are two, copies of a service or not."""
    return [word for word in words(name) if not stage_of(word)]


def _last_parts(name: str) -> tuple[str, str]:
    """What a repository's name ends with, after the part before it: for an address or path the owner or folder."""
    *around, last = re.split(r"[/\\:]", name.rstrip("/\\").removesuffix(".git"))
    return (around[-1] if around else ""), last


def _spots(user: _User) -> set[tuple[str, object]]:
    return {(os.path.basename(place.path), place.region) for place in user.places}


def _finding(users: Sequence[_User]) -> Finding:
    names = [user.result.name for user in users]
    first, (result, record, places), *_ = users
    place = places[0]
    rule = KeySharedByServices
    is_proven = first.record.is_proven or record.is_proven
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
        related=tuple(_related(user) for user in users if user.result is not result)[:_MOST_RELATED],
        excerpt=next((each.excerpt for each in _told(result, place)), None),
        takes_comment=False,
    )


def _related(user: _User) -> Related:
    place = user.places[0]
    excerpt = next((each.excerpt for each in _told(user.result, place)), None)
    return Related(place.path, place.region, f"{user.result.name} uses it here", excerpt)


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
