"""The scans of many repositories as one report."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TypeVar

from sup_lint.engine.checklist import Facts, checklist
from sup_lint.engine.runbook import runbooks
from sup_lint.engine.scan.records import urgency
from sup_lint.engine.scan.shared_keys import shared_between, used_elsewhere
from sup_lint.engine.scan.work import JobResult
from sup_lint.model.finding import Checklist
from sup_lint.model.inventory import Inventory, KeyRecord, RepositoryRecord, Service
from sup_lint.model.report import Failure, Report

_Item = TypeVar("_Item")


def merge(results: Sequence[JobResult], *, is_scope_checked: bool = True, is_rotation_checked: bool = True) -> Report:
    """One report on all repositories, in the order given; those that could not be scanned are failures of their name.

    A key of several repositories is one record. `is_scope_checked` tells whether a key that several of them use is
    reported as shared by services, `is_rotation_checked` whether one that is exposed in one and in use in another is.
    """
    reports = [result.report for result in results]
    findings = [finding for report in reports for finding in report.findings]
    if is_scope_checked:
        findings += shared_between(results)
    scanned = [result for result in results if result.scan is not None]
    inventory = _inventory(scanned)
    if is_rotation_checked and len(scanned) > 1:
        findings += used_elsewhere(inventory.keys, findings)
    failures = [failure for report in reports for failure in report.failures]
    failures += [Failure(result.name, result.failure) for result in results if result.scan is None]
    report = Report(
        tuple(findings),
        tuple(dict.fromkeys(failures)),
        sum(report.files for report in reports),
        sum(report.suppressed for report in reports),
        sum(report.baselined for report in reports),
        inventory._replace(unscanned=tuple(result.name for result in results if result.scan is None)),
        tuple(each for report in reports for each in report.silenced),
    )
    # What is at which path today tells what can go from the history as a whole, but only of one repository.
    head = scanned[0].scan.head if len(scanned) == 1 and scanned[0].scan is not None else None
    return _judged(report, _facts(scanned), head)


def _judged(report: Report, facts: Facts, head: frozenset[str] | None) -> Report:
    """The report with the checklist and the runbooks, which are about all repositories together."""
    inventory = report.inventory or Inventory()
    steps = runbooks(inventory.keys, inventory.services, head)
    return report._replace(inventory=inventory._replace(checklist=checklist(report, facts), runbooks=steps))


def _facts(scanned: Sequence[JobResult]) -> Facts:
    every = [each.scan.facts for each in scanned if each.scan is not None]
    accepted = Counter[Checklist]()
    for facts in every:
        accepted.update(facts.accepted)
    return Facts(
        uses_supertone=sum(facts.uses_supertone for facts in every),
        client_files=sum(facts.client_files for facts in every),
        has_history=any(facts.has_history for facts in every),
        is_shallow=any(facts.is_shallow for facts in every),
        left_out=frozenset().union(*(facts.left_out for facts in every)),
        accepted=accepted,
    )


def _inventory(scanned: Sequence[JobResult]) -> Inventory:
    is_one = len(scanned) == 1
    repositories: list[RepositoryRecord] = []
    keys: dict[str, list[tuple[JobResult, KeyRecord]]] = {}
    services: list[Service] = []
    for result in scanned:
        name, inventory = result.name, result.report.inventory or Inventory()
        repositories += inventory.repositories or (RepositoryRecord(name),)
        for record in inventory.keys:
            named = record if is_one else _named(record, name)
            keys.setdefault(record.key.fingerprint, []).append((result, named))
        services += inventory.services if is_one else (_of_repository(each, name) for each in inventory.services)
    merged = [_merged(records) for records in keys.values()]
    return Inventory(tuple(repositories), tuple(sorted(merged, key=urgency)), tuple(services))


def _named(record: KeyRecord, repository: str) -> KeyRecord:
    """The record as one of several repositories has it."""
    exposure = record.exposure and record.exposure._replace(repository=repository)
    services = tuple(_prefixed(repository, service) for service in record.services)
    return record._replace(exposure=exposure, services=services)


def _of_repository(service: Service, repository: str) -> Service:
    # Variables of one name in two repositories have nothing to do with each other.
    return service._replace(
        name=_prefixed(repository, service.name), identity=f"{repository}: {service.identity or service.source}"
    )


def _prefixed(repository: str, service: str) -> str:
    return f"{repository}/{service}"


def _merged(records: Sequence[tuple[JobResult, KeyRecord]]) -> KeyRecord:
    """One record of what several repositories know of a key."""
    _, first = records[0]
    exposures = sorted(
        (record.exposure for _, record in records if record.exposure is not None),
        key=lambda exposure: exposure.first.commit.date,
    )
    return first._replace(
        is_proven=any(record.is_proven for _, record in records),
        places=_together(record.places for _, record in records),
        exposure=exposures[0] if exposures else None,
        in_use=_together(record.in_use for _, record in records),
        services=_together(record.services for _, record in records),
        repositories=tuple(each.name for each, record in records if record.exposure or each.uses(record)),
        is_accepted=all(record.is_accepted for _, record in records if record.is_exposed)
        and any(record.is_accepted for _, record in records),
        in_use_at=_together(record.in_use_at for _, record in records),
        exposures=tuple(exposures) if len(exposures) > 1 else (),
    )


def _together(parts: Iterable[tuple[_Item, ...]]) -> tuple[_Item, ...]:
    return tuple(dict.fromkeys(item for part in parts for item in part))
