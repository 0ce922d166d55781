"""The vendor's security checklist, judged item by item out of what a scan has found and seen."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from sup_lint.engine.evidence import (
    CLIENT_RULES,
    IN_HISTORY,
    accepts_keys,
    apart,
    between_repositories,
    by_rule,
    decided_keys,
    exposed_keys,
    fails,
    history_read,
    unlisted_keys,
    verb,
)
from sup_lint.engine.wording import count, listing
from sup_lint.keys.names import CONSOLE, VARIABLE
from sup_lint.model.finding import Checklist, Finding
from sup_lint.model.inventory import ChecklistResult, Inventory, Service, Verdict
from sup_lint.model.report import Report

ITEMS: Mapping[Checklist, str] = {
    Checklist.CLIENT: "Never embed keys in client-side code",
    Checklist.SOURCE: "Keep keys in environment variables; never commit or log them",
    Checklist.ROTATION: "Rotate keys, at once on suspicion",
    Checklist.SCOPE: "Scope keys by service",
}


class Facts(NamedTuple):
    """What a scan has looked at, without which nothing found means nothing.

    `uses_supertone` counts the files that concern Supertone, `client_files` those of them that are shipped to clients.
    `has_history` tells that the history was read; `is_shallow` that its beginning is missing. `left_out` are the codes
    of the rules that did not run. `accepted` counts by item the findings that comments, settings or the baseline wave
    through.
    """

    uses_supertone: int = 0
    client_files: int = 0
    has_history: bool = False
    is_shallow: bool = False
    left_out: frozenset[str] = frozenset()
    accepted: Mapping[Checklist, int] = {}


class _Judgement(NamedTuple):
    verdict: Verdict
    evidence: tuple[str, ...]
    next_step: str


def checklist(report: Report, facts: Facts) -> tuple[ChecklistResult, ...]:
    """Judge the four items.

    Takes a scan's report with its inventory (keys and services; without one, as if there were none). An item whose
    rules did not all run never passes.
    """
    inventory = report.inventory or Inventory()
    if inventory.unscanned and not inventory.repositories:
        return tuple(_unscanned(item, len(inventory.unscanned)) for item in ITEMS)
    judges = {
        Checklist.CLIENT: _client(report.findings, inventory, facts),
        Checklist.SOURCE: _source(report.findings, inventory, facts),
        Checklist.ROTATION: _rotation(report.findings, inventory, facts),
        Checklist.SCOPE: _scope(report.findings, inventory),
    }
    results = []
    for item, judgement in judges.items():
        verdict, evidence, next_step = _restricted(judgement, item, facts)
        evidence += tuple(_remarks(item, verdict, report, facts))
        results.append(ChecklistResult(item, ITEMS[item], verdict, evidence, next_step))
    return tuple(results)


def _client(findings: Sequence[Finding], inventory: Inventory, facts: Facts) -> _Judgement:
    found = [finding for finding in findings if finding.checklist is Checklist.CLIENT]
    is_accepted = bool(facts.accepted.get(Checklist.CLIENT)) or any(
        key.is_accepted and place.code.startswith(CLIENT_RULES) for key in inventory.keys for place in key.places
    )
    if fails(found):
        return _Judgement(
            Verdict.FAIL,
            by_rule(found),
            "Move the call to a server of yours that holds the key, ship a client without it, and rotate every key "
            "that was shipped.",
        )
    if not facts.client_files:
        return _Judgement(
            Verdict.NOT_SEEN,
            (apart("No code that concerns Supertone and is shipped to clients was seen here.", is_accepted),),
            "If pages or apps are built elsewhere, run `sup-lint bundle` on what is shipped.",
        )
    seen = f"{count(facts.client_files, 'file')} shipped to clients, which {verb(facts.client_files, 'concern')}"
    return _Judgement(
        Verdict.PASS,
        (
            f"{seen} Supertone: {apart('no key in them, and no way for one to get there.', is_accepted)}",
            *by_rule(found),
        ),
        "Run `sup-lint bundle` on each build before it is shipped.",
    )


def _source(findings: Sequence[Finding], inventory: Inventory, facts: Facts) -> _Judgement:
    found = [finding for finding in findings if finding.checklist is Checklist.SOURCE or finding.code == IN_HISTORY]
    is_accepted = bool(facts.accepted.get(Checklist.SOURCE)) or accepts_keys(inventory)
    if fails(found):
        return _Judgement(
            Verdict.FAIL,
            by_rule(found),
            f"Read the key from {VARIABLE} or a secret manager, take it out of the files and logs, and rotate each key "
            "that was committed or logged.",
        )
    if not facts.uses_supertone:
        return _Judgement(
            Verdict.NOT_SEEN,
            (apart("Nothing that uses Supertone was seen here.", is_accepted),),
            "If you know a key, search for it: `sup-lint scan --known-key-env NAME`.",
        )
    looked_at = count(facts.uses_supertone, "file")
    clean = apart("no key is written down or logged.", is_accepted)
    evidence = [f"{looked_at} {verb(facts.uses_supertone, 'concern')} Supertone: {clean}"]
    if facts.has_history:
        evidence.append(apart(f"No key was found in {history_read(inventory)}.", is_accepted))
    else:
        evidence.append("The history was not looked at.")
    return _Judgement(
        Verdict.PASS,
        (*evidence, *by_rule(found)),
        "Keep it so: let the pre-commit hook look at every commit.",
    )


def _rotation(findings: Sequence[Finding], inventory: Inventory, facts: Facts) -> _Judgement:
    found = [finding for finding in findings if finding.checklist is Checklist.ROTATION]
    exposed = [key for key in inventory.keys if key.is_exposed]
    open_ = [key for key in exposed if not key.is_accepted or key.in_use]
    decided = tuple(decided_keys(len(exposed) - len(open_)))
    unlisted = unlisted_keys(findings, inventory.keys)
    # Whatever comments and settings wave through anywhere may be a key that was exposed.
    is_accepted = any(facts.accepted.values()) or bool(exposed)
    if fails(found) or open_ or unlisted:
        rest = [finding for finding in found if finding.code != IN_HISTORY]
        return _Judgement(
            Verdict.FAIL,
            (*exposed_keys(open_), *unlisted, *by_rule(rest), *decided),
            f"Rotate the keys at {CONSOLE}, in the order of the runbooks. One that is revoked counts as open until the "
            "baseline accepts it: `sup-lint baseline write --history --reason revoked`",
        )
    if not facts.has_history:
        return _Judgement(
            Verdict.NOT_SEEN,
            (
                apart(
                    "No key stands in the files of today; the history was not read, so earlier ones are unknown.",
                    is_accepted,
                ),
                *decided,
            ),
            "Run `sup-lint scan` where the git history is.",
        )
    if facts.is_shallow:
        return _Judgement(
            Verdict.NOT_SEEN,
            (
                apart(f"No key was exposed in {history_read(inventory)}, but the clone is shallow:", is_accepted)
                + " older commits are missing.",
                *decided,
            ),
            "Fetch the whole history (`git fetch --unshallow`) and scan again.",
        )
    if not facts.uses_supertone and not exposed:
        return _Judgement(
            Verdict.NOT_SEEN,
            (apart("Nothing that uses Supertone was seen here, so there is nothing to rotate.", is_accepted),),
            "Nothing to do.",
        )
    lead = "No key that is still open was exposed" if exposed else apart("No key was ever exposed", is_accepted)
    return _Judgement(
        Verdict.PASS,
        (f"{lead} in {history_read(inventory)}.", *by_rule(found), *decided),
        "Rotate on a schedule all the same; when a key was issued is known to the console alone.",
    )


def _scope(findings: Sequence[Finding], inventory: Inventory) -> _Judgement:
    found = [finding for finding in findings if finding.checklist is Checklist.SCOPE]
    between = tuple(between_repositories(inventory.keys))
    if fails(found):
        return _Judgement(
            Verdict.FAIL,
            (*by_rule(found), *between),
            f"Issue a key for each service at {CONSOLE} and name a variable after each, so that one can be revoked "
            "without stopping the others.",
        )
    identities = {identity for identity in map(identity_of, inventory.services) if identity}
    services = {service.name for service in inventory.services}
    if len(services) < 2 or len(identities) < 2:
        seen = f"Seen: {count(len(services), 'service')} that {verb(len(services), 'use')} Supertone"
        return _Judgement(
            Verdict.NOT_SEEN,
            (f"{seen}, and {count(len(identities), 'place')} that keys come from.", *between)
            if services
            else ("No services that use Supertone could be told apart here.", *between),
            "If other services use the account, give each a key of its own.",
        )
    return _Judgement(
        Verdict.PASS,
        (
            _separate(sorted(services), len(identities)),
            *by_rule(found),
            *between,
        ),
        "Keep a list of which service has which key; an account can hold three active ones.",
    )


def _separate(services: Sequence[str], identities: int) -> str:
    return f"{count(len(services), 'service')} take their keys from {identities:,} places: {listing(services)}."


def identity_of(service: Service) -> str:
    """What a service takes its key from, equal for services that share it; empty where that isn't known."""
    return f"key {service.key.fingerprint}" if service.key else service.identity or service.source


def _restricted(judgement: _Judgement, item: Checklist, facts: Facts) -> _Judgement:
    """A pass is none where rules of the item did not run."""
    families = {
        Checklist.CLIENT: (CLIENT_RULES,),
        Checklist.SOURCE: ("SUP1", "SUP3"),
        Checklist.ROTATION: (IN_HISTORY, "SUP4"),
        Checklist.SCOPE: ("SUP5",),
    }[item]
    missing = sorted(code for code in facts.left_out if code.startswith(families))
    if not missing or judgement.verdict is not Verdict.PASS:
        return judgement
    return _Judgement(
        Verdict.NOT_SEEN,
        (f"The rules {listing(missing)} did not run." if len(missing) > 1 else f"The rule {missing[0]} did not run.",),
        "Scan again without --select and --ignore.",
    )


def _remarks(item: Checklist, verdict: Verdict, report: Report, facts: Facts) -> Iterable[str]:
    """What was waved through or not looked at: it is no finding, but no proof of absence either."""
    known = facts.accepted.get(item, 0)
    if known:
        yield f"{count(known, 'finding')} accepted by comments, settings or the baseline."
    unscanned = report.inventory.unscanned if report.inventory is not None else ()
    paths = [failure.path for failure in report.failures if failure.path not in unscanned]
    if paths and item is not Checklist.SCOPE and verdict is not Verdict.NOT_SEEN:
        yield f"{count(len(paths), 'file')} could not be checked in full: {listing(paths)}."
    if unscanned:
        yield f"{count(len(unscanned), 'repository')} not scanned: {listing(unscanned)}."


def _unscanned(item: Checklist, number: int) -> ChecklistResult:
    told = f"0 of {count(number, 'repository')} could be scanned."
    return ChecklistResult(item, ITEMS[item], Verdict.NOT_SEEN, (told,), "Mend what is said of each, and scan again.")
