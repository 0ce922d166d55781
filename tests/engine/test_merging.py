"""Scans of several repositories merged into one report, and paths of clones put in terms of addresses."""

import os
from pathlib import Path
from typing import Any

import pytest

from sup_lint.engine.checklist import Facts
from sup_lint.engine.scan.kinship import Origin
from sup_lint.engine.scan.merging import merge
from sup_lint.engine.scan.repository import RepositoryScan
from sup_lint.engine.scan.rewriting import renamed
from sup_lint.engine.scan.work import JobResult
from sup_lint.model.finding import Checklist, Confidence, Excerpt, Finding, Related
from sup_lint.model.inventory import (
    Change,
    Commit,
    Direction,
    Exposure,
    Inventory,
    KeyPlace,
    KeyRecord,
    RepositoryRecord,
    Service,
)
from sup_lint.model.masked_key import MaskedKey
from sup_lint.model.region import Region
from sup_lint.model.report import Failure, Report
from sup_lint.model.severity import Severity

KEY = MaskedKey("3f…", "0123456789abcdef")
REGION = Region(3, 1, 3, 9)


def finding(path: str) -> Finding:
    return Finding(
        code="SUP101",
        rule="hardcoded-key",
        severity=Severity.ERROR,
        confidence=Confidence.HIGH,
        message=f"It stands in {path}:3.",
        path=path,
        region=REGION,
        checklist=Checklist.SOURCE,
        help=f"Look at {path}.",
        key=KEY,
        related=(Related(path, REGION, f"as in {path}", Excerpt(3, (f"path = '{path}'",))),),
        excerpt=Excerpt(3, ("KEY = '3f••'",)),
    )


def exposure(day: str) -> Exposure:
    change = Change(Commit("a" * 40, f"{day}T00:00:00+00:00"), "tts.py", Direction.ADDED)
    return Exposure(change, (change,), True, ("main",), 1, 1)


def result(name: str, record: KeyRecord, root: str, *services: Service, is_known: bool = True) -> JobResult:
    inventory = Inventory((RepositoryRecord(name),), (record,), services)
    findings = tuple(finding(place.path) for place in record.places)
    report = Report(findings, (Failure(f"{name}/x", "no"),), 2, 1, 3, inventory)
    return JobResult(
        name, RepositoryScan(name, report, Facts(2, 1, has_history=True)), origin=Origin(frozenset({root}), is_known)
    )


def used(name: str, **fields: Any) -> KeyRecord:
    return KeyRecord(KEY, places=(KeyPlace(f"{name}/tts.py", REGION, "SUP101"),))._replace(**fields)


def test_counts_add_up_and_a_key_is_one_record() -> None:
    later, earlier = exposure("2026-02-02"), exposure("2026-01-01")
    report = merge(
        [
            result("b", used("b", exposure=later, is_proven=False, services=("api",)), "1", Service("api", "b/c", "x")),
            JobResult("gone", None, "could not be scanned"),
            result("a", used("a", exposure=earlier, in_use=(".env",)), "2", Service("api", "a/c", "x")),
        ]
    )
    assert (report.files, report.suppressed, report.baselined) == (4, 2, 6)
    assert report.failures == (Failure("b/x", "no"), Failure("a/x", "no"), Failure("gone", "could not be scanned"))
    assert report.inventory is not None
    (record,) = report.inventory.keys
    assert (record.is_proven, record.in_use, record.services) == (True, (".env",), ("b/api",))
    assert [place.path for place in record.places] == ["b/tts.py", "a/tts.py"]
    assert record.repositories == ("b", "a")
    assert record.exposures == (earlier._replace(repository="a"), later._replace(repository="b"))
    assert record.exposure == record.exposures[0]
    assert [each.name for each in report.inventory.repositories] == ["b", "a"]
    one, other = report.inventory.services
    assert (one.name, other.name) == ("b/api", "a/api")
    assert one.identity != other.identity
    assert len(report.inventory.checklist) == 4
    assert len(report.inventory.runbooks) == 1


def test_key_that_is_not_exposed_was_never_decided_on() -> None:
    kept = KeyRecord(KEY, in_use=(".env",))
    report = merge([result("a", kept, "r1")])
    assert report.inventory is not None
    assert [record.is_accepted for record in report.inventory.keys] == [False]


def test_one_repository_stays_as_it_is() -> None:
    record = used("a", exposure=exposure("2026-01-01"), services=("api",))
    service = Service("api", "a/c", "x")
    report = merge([result("a", record, "1", service)])
    assert report.inventory is not None
    assert report.inventory.keys == (record._replace(repositories=("a",)),)
    assert report.inventory.services == (service,)


def shared(*results: JobResult) -> list[tuple[str, list[str]]]:
    return [
        (each.path, [related.path for related in each.related])
        for each in merge(results).findings
        if each.code == "SUP501"
    ]


def test_repositories_with_nothing_in_common_share_a_key() -> None:
    a, b, c = (result(name, used(name, places=(KeyPlace(f"{name}/tts.py", REGION, "SUP101"),)), name) for name in "abc")
    assert shared(a, b, c) == [("b/tts.py", ["a/tts.py", "c/tts.py"])]
    assert merge([a, b], is_scope_checked=False).findings == (*a.report.findings, *b.report.findings)


def test_what_may_be_a_copy_shares_nothing() -> None:
    a = result("a", used("a"), "1")
    assert shared(a, result("fork", used("fork"), "1")) == []
    assert shared(a, result("shallow", used("shallow"), "2", is_known=False)) == []
    assert shared(a, result("past", KeyRecord(KEY, exposure=exposure("2026-01-01")), "2")) == []
    outside = result("export", used("export"), "2")._replace(origin=Origin())
    assert shared(a, outside) == []
    assert shared(
        a, outside._replace(name="other"), result("fork", used("fork"), "1"), result("b", used("b"), "3")
    ) == [("b/tts.py", ["a/tts.py"])]


@pytest.mark.parametrize("place", ["examples/tts.py", "docs/a/tts.md", "tests/test_tts.py", ".env.example"])
def test_examples_make_no_user_of_a_key(place: str) -> None:
    b = result("b", used("b"), "2")
    aside = result("tests/a", used("tests/a", places=(KeyPlace(f"tests/a/{place}", REGION, "SUP101"),)), "1")
    for each in (aside._replace(location=os.path.abspath("tests/a")), aside._replace(location="tests/a")):
        assert shared(each, b) == []
        both = (KeyPlace(f"tests/a/{place}", REGION, "SUP101"), KeyPlace("tests/a/tts.py", REGION, "SUP101"))
        (record,) = each.report.inventory.keys if each.report.inventory is not None else ()
        held = result("tests/a", record._replace(places=both), "1")._replace(location=each.location)
        assert shared(b, held) == [("tests/a/tts.py", ["b/tts.py"])]


@pytest.mark.parametrize(
    ("one", "other", "are_two"),
    [
        ("tts-staging", "tts-prod", False),
        ("acme/tts", "acme/tts-dev", False),
        ("https://git.example.com/acme/tts-staging.git", "https://git.example.com/acme/tts.git", False),
        ("staging/tts", "prod/tts", False),
        ("acme/tts", "contoso/tts", True),
        ("tts-prod", "bot-prod", True),
        ("staging", "prod", True),
    ],
)
def test_repositories_of_stages_are_one_service(one: str, other: str, are_two: bool) -> None:
    assert bool(shared(result(one, used(one), "1"), result(other, used(other), "2"))) == are_two


def test_an_address_stands_wherever_the_clone_was_mentioned(tmp_path: Path) -> None:
    location = str(tmp_path / "0f0f0f")
    scan = result("n", used(location), "1")
    changed = renamed(scan, location, "https://h/x")
    (told,) = changed.report.findings
    assert told.path == "https://h/x/tts.py"
    assert told.message == "It stands in https://h/x/tts.py:3."
    assert told.help == "Look at https://h/x/tts.py."
    assert (told.related[0].path, told.related[0].message) == ("https://h/x/tts.py", "as in https://h/x/tts.py")
    assert changed.report.inventory is not None
    assert changed.report.inventory.keys[0].places[0].path == "https://h/x/tts.py"
    assert "0f0f0f" not in repr(changed)
    assert told.severity is Severity.ERROR
    assert told.region == REGION
