"""The vendor's security checklist, judged item by item out of what a scan has found and seen."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from sup_lint.engine.wording import count, listing
from sup_lint.keys.names import CONSOLE, VARIABLE
from sup_lint.model.finding import Checklist, Finding
from sup_lint.model.inventory import ChecklistResult, Inventory, KeyRecord, Service, Verdict
from sup_lint.model.report import Report
from sup_lint.model.severity import Severity

ITEMS: Mapping[Checklist, str] = {
    Checklist.CLIENT: "Never embed keys in client-side code",
    Checklist.SOURCE: "Keep keys in environment variables; never commit or log them",
    Checklist.ROTATION: "Rotate keys, at once on suspicion",
    Checklist.SCOPE: "Scope keys by service",
}
# A key of the history was committed to git, whatever else its rule says.
_IN_HISTORY = "SUP105"
# These tell of a key that others can read.
_WRITTEN = ("SUP101", "SUP102", "SUP104", "SUP105", "SUP2")


class Facts(NamedTuple):
    """What a scan has looked at, without which nothing found means nothing.

    `uses_supertone` counts the files that concern Supertone, `client_files` those of them that are shipped to clients.
    `has_history` tells that the history was read; `is_shallow` that its beginning is missing. `left_out` are the codes
    of the rules that did not run. `accepted` counts by item the findings that comments, settings or the baseline wave
    through, as far as their items are known.
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
    judges = {
        Checklist.CLIENT: _client(report.findings, facts),
        Checklist.SOURCE: _source(report.findings, inventory, facts),
        Checklist.ROTATION: _rotation(report.findings, inventory, facts),
        Checklist.SCOPE: _scope(report.findings, inventory),
    }
    results = []
    for item, judgement in judges.items():
        verdict, evidence, next_step = _restricted(judgement, item, facts)
        if verdict is not Verdict.NOT_SEEN:
            evidence += tuple(_remarks(item, report, facts))
        results.append(ChecklistResult(item, ITEMS[item], verdict, evidence, next_step))
    return tuple(results)


def _client(findings: Sequence[Finding], facts: Facts) -> _Judgement:
    found = [finding for finding in findings if finding.checklist is Checklist.CLIENT]
    if _fails(found):
        return _Judgement(
            Verdict.FAIL,
            _by_rule(found),
            "Move the call to a server of yours that holds the key, ship a client without it, and rotate every key "
            "that was shipped.",
        )
    if not facts.client_files:
        return _Judgement(
            Verdict.NOT_SEEN,
            ("No code that concerns Supertone and is shipped to clients was seen here.",),
            "If pages or apps are built elsewhere, run `sup-lint bundle` on what is shipped.",
        )
    seen = f"{count(facts.client_files, 'file')} shipped to clients, which {_verb(facts.client_files, 'concern')}"
    return _Judgement(
        Verdict.PASS,
        (f"{seen} Supertone: no key in them, and no way for one to get there.", *_by_rule(found)),
        "Run `sup-lint bundle` on each build before it is shipped.",
    )


def _source(findings: Sequence[Finding], inventory: Inventory, facts: Facts) -> _Judgement:
    found = [finding for finding in findings if finding.checklist is Checklist.SOURCE or finding.code == _IN_HISTORY]
    if _fails(found):
        return _Judgement(
            Verdict.FAIL,
            _by_rule(found),
            f"Read the key from {VARIABLE} or a secret manager, take it out of the files and logs, and rotate each key "
            "that was committed or logged.",
        )
    if not facts.uses_supertone:
        return _Judgement(
            Verdict.NOT_SEEN,
            ("Nothing that uses Supertone was seen here.",),
            "If you know a key, search for it: `sup-lint scan --known-key-env NAME`.",
        )
    looked_at = count(facts.uses_supertone, "file")
    evidence = [f"{looked_at} {_verb(facts.uses_supertone, 'concern')} Supertone: no key is written down or logged."]
    if facts.has_history:
        evidence.append(f"No key was found in {_history(inventory)}.")
    else:
        evidence.append("The history was not looked at.")
    return _Judgement(
        Verdict.PASS,
        (*evidence, *_by_rule(found)),
        "Keep it so: let the pre-commit hook look at every commit.",
    )


def _rotation(findings: Sequence[Finding], inventory: Inventory, facts: Facts) -> _Judgement:
    found = [finding for finding in findings if finding.checklist is Checklist.ROTATION]
    exposed = [key for key in inventory.keys if key.is_exposed]
    open_ = [key for key in exposed if not key.is_accepted or key.in_use]
    decided = tuple(_decided(len(exposed) - len(open_)))
    unlisted = _unlisted(findings, inventory.keys)
    if _fails(found) or open_ or unlisted:
        rest = [finding for finding in found if finding.code != _IN_HISTORY]
        return _Judgement(
            Verdict.FAIL,
            (*_exposed(open_), *unlisted, *_by_rule(rest), *decided),
            f"Rotate the keys at {CONSOLE}, in the order of the runbooks. One that is revoked counts as open until the "
            "baseline accepts it: `sup-lint baseline write --history --reason revoked`",
        )
    if not facts.has_history:
        return _Judgement(
            Verdict.NOT_SEEN,
            ("No key stands in the files of today; the history was not read, so earlier ones are unknown.",),
            "Run `sup-lint scan` where the git history is.",
        )
    if facts.is_shallow:
        return _Judgement(
            Verdict.NOT_SEEN,
            (f"No key was exposed in {_history(inventory)}, but the clone is shallow: older commits are missing.",),
            "Fetch the whole history (`git fetch --unshallow`) and scan again.",
        )
    if not facts.uses_supertone and not exposed:
        return _Judgement(
            Verdict.NOT_SEEN,
            ("Nothing that uses Supertone was seen here, so there is nothing to rotate.",),
            "Nothing to do.",
        )
    lead = "No key that is still open was exposed" if exposed else "No key was ever exposed"
    return _Judgement(
        Verdict.PASS,
        (f"{lead} in {_history(inventory)}.", *_by_rule(found), *decided),
        "Rotate on a schedule all the same; when a key was issued is known to the console alone.",
    )


def _scope(findings: Sequence[Finding], inventory: Inventory) -> _Judgement:
    found = [finding for finding in findings if finding.checklist is Checklist.SCOPE]
    between = tuple(_between_repositories(inventory.keys))
    if _fails(found):
        return _Judgement(
            Verdict.FAIL,
            (*_by_rule(found), *between),
            f"Issue a key for each service at {CONSOLE} and name a variable after each, so that one can be revoked "
            "without stopping the others.",
        )
    identities = {identity for identity in map(identity_of, inventory.services) if identity}
    services = {service.name for service in inventory.services}
    if len(services) < 2 or len(identities) < 2:
        seen = f"Seen: {count(len(services), 'service')} that {_verb(len(services), 'use')} Supertone"
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
            *_by_rule(found),
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
        Checklist.CLIENT: ("SUP2",),
        Checklist.SOURCE: ("SUP1", "SUP3"),
        Checklist.ROTATION: (_IN_HISTORY, "SUP4"),
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


def _remarks(item: Checklist, report: Report, facts: Facts) -> Iterable[str]:
    """What was waved through or not looked at: it is no finding, but no proof of absence either."""
    known = facts.accepted.get(item, 0)
    if known:
        yield f"{count(known, 'finding')} accepted by comments, settings or the baseline."
    others = report.suppressed + report.baselined - sum(facts.accepted.values())
    if others > 0:
        yield f"{count(others, 'finding')} of all items together accepted by comments, settings or the baseline."
    if report.failures and item is not Checklist.SCOPE:
        paths = listing([failure.path for failure in report.failures])
        yield f"{count(len(report.failures), 'file')} could not be checked in full: {paths}."


def _fails(findings: Iterable[Finding]) -> bool:
    return any(finding.severity.reaches(Severity.WARNING) for finding in findings)


def _by_rule(findings: Iterable[Finding]) -> tuple[str, ...]:
    """A sentence for each rule, worst first: how many findings, and the first places."""
    grouped: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        grouped.setdefault((finding.code, finding.rule), []).append(finding)
    worst_first = sorted(grouped.items(), key=lambda group: list(Severity).index(group[1][0].severity))
    return tuple(
        f"{count(len(group), 'finding')} of {rule} ({code}): "
        f"{listing([f'{finding.path}:{finding.region.line}' for finding in group])}."
        for (code, rule), group in worst_first
    )


def _exposed(keys: Sequence[KeyRecord]) -> Iterable[str]:
    if not keys:
        return
    in_tree, gone = [key for key in keys if key.places], [key for key in keys if not key.places]
    told: list[str] = []
    if in_tree:
        places = listing([f"{place.path}:{place.region.line}" for key in in_tree for place in key.places])
        told.append(f"in the files of today ({places})")
    if gone:
        paths = listing([key.exposure.first.path for key in gone if key.exposure])
        told.append(f"in the history only ({paths})")
    if in_tree and gone:
        told = [f"{len(in_tree):,} {told[0]} and {len(gone):,} {told[1]}"]
    yield f"{count(len(keys), 'key')} exposed and not known to be revoked{':' if in_tree and gone else ','} {told[0]}."
    if used := [key for key in keys if key.in_use]:
        places = listing([use for key in used for use in key.in_use])
        yield f"{count(len(used), 'exposed key')} still in use: {places}."


def _unlisted(findings: Iterable[Finding], keys: Iterable[KeyRecord]) -> tuple[str, ...]:
    """A sentence on keys that findings tell of and the inventory doesn't list: they are as exposed as the others."""
    listed = {record.key for record in keys}
    told = {
        finding.key
        for finding in findings
        if finding.key and finding.key not in listed and finding.code.startswith(_WRITTEN) and _fails([finding])
    }
    return (f"{count(len(told), 'other key')} written down where the findings say.",) if told else ()


def _decided(number: int) -> Iterable[str]:
    if number:
        yield f"{count(number, 'exposed key')} accepted by comments, settings or the baseline."


def _between_repositories(keys: Iterable[KeyRecord]) -> Iterable[str]:
    shared = [key for key in keys if len(key.repositories) > 1]
    if shared:
        names = listing([name for key in shared for name in key.repositories])
        yield f"{count(len(shared), 'key')} held by several repositories: {names}."


def _history(inventory: Inventory) -> str:
    """How much history was looked at, in words."""
    histories = [repository.history for repository in inventory.repositories if repository.history]
    commits, versions = sum(each.commits for each in histories), sum(each.versions for each in histories)
    return f"{count(commits, 'commit')} ({count(versions, 'file version')})"


def _verb(number: int, plural: str) -> str:
    return f"{plural}s" if number == 1 else plural
