"""GitLab's two reports: what their schemas don't say."""

import json
import re
from typing import Any

import pytest

from sup_lint.model.finding import Confidence
from sup_lint.model.report import Report
from sup_lint.model.severity import Severity
from tests.reporters.inventories import full_report as scan_report
from tests.reporters.reports import finding, full_report, problems, rendered

CODE_QUALITY, SECRETS = "gitlab", "gitlab-secret-detection"


def document(name: str, *findings: Any) -> Any:
    return json.loads(rendered(name, Report(findings, files=1)))


def test_every_issue_has_a_fingerprint_of_its_own() -> None:
    told = document(CODE_QUALITY, *[finding()] * 3, finding(path="b.py"), finding(key=None), finding("SUP104"))
    assert len({issue["fingerprint"] for issue in told}) == 6


@pytest.mark.parametrize(
    ("fields", "quality", "secrets"),
    [
        ({}, "blocker", "Critical"),
        ({"confidence": Confidence.MEDIUM}, "critical", "Critical"),
        ({"key": None}, "critical", "High"),
        ({"severity": Severity.WARNING}, "major", "Medium"),
        ({"severity": Severity.NOTE}, "minor", "Info"),
    ],
)
def test_severities(fields: dict[str, Any], quality: str, secrets: str) -> None:
    assert document(CODE_QUALITY, finding(**fields))[0]["severity"] == quality
    assert document(SECRETS, finding(**fields))["vulnerabilities"][0]["severity"] == secrets


def test_a_vulnerability_keeps_its_id() -> None:
    first, again = (document(SECRETS, finding())["vulnerabilities"][0]["id"] for _ in range(2))
    assert first == again


def test_hygiene_is_no_vulnerability() -> None:
    codes = [
        each["identifiers"][0]["value"] for each in json.loads(rendered(SECRETS, full_report()))["vulnerabilities"]
    ]
    assert "SUP001" not in codes
    assert {"SUP101", "SUP302", "SUP402"} == set(codes)


def test_weaknesses_are_identifiers() -> None:
    identifiers = document(SECRETS, finding())["vulnerabilities"][0]["identifiers"]
    assert next(each["name"] for each in identifiers if each["type"] == "cwe") == "CWE-798"


def test_what_stands_in_the_source_is_shown_behind_its_mask() -> None:
    assert document(SECRETS, finding())["vulnerabilities"][0]["raw_source_code_extract"] == '"3f••••••"'


def commit_of(found: Any) -> str:
    return str(document(SECRETS, found)["vulnerabilities"][0]["location"]["commit"]["sha"])


def test_the_commit_is_the_history_s_or_the_job_s(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI_COMMIT_SHA", "5b" * 20)
    assert commit_of(finding()) == "5b" * 20
    assert commit_of(finding(commit="9b7d")) == "9b7d"
    monkeypatch.setenv("CI_COMMIT_SHA", 'no "commit"')
    assert commit_of(finding()) == "0" * 40
    monkeypatch.delenv("CI_COMMIT_SHA")
    assert commit_of(finding()) == "0" * 40


@pytest.mark.parametrize(
    ("epoch", "started", "expected"),
    [
        ("1767225600", "2025-12-31T23:59:30Z", ("2025-12-31T23:59:30", "2026-01-01T00:00:00")),
        ("1767225600", "2026-01-01T09:00:00Z", ("2026-01-01T00:00:00", "2026-01-01T00:00:00")),
        ("1767225600", "", ("2026-01-01T00:00:00", "2026-01-01T00:00:00")),
        ("1767225600", "yesterday", ("2026-01-01T00:00:00", "2026-01-01T00:00:00")),
    ],
)
def test_times_are_the_job_s(
    epoch: str, started: str, expected: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    monkeypatch.setenv("CI_JOB_STARTED_AT", started)
    scan = document(SECRETS)["scan"]
    assert (scan["start_time"], scan["end_time"]) == expected


@pytest.mark.parametrize("epoch", ["", "soon", "-1", "9" * 40, "²"])
def test_without_a_given_time_it_is_now(epoch: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    text = rendered(SECRETS, Report())
    assert problems(SECRETS, text) == []
    assert re.fullmatch(r"2\d\d\d", json.loads(text)["scan"]["end_time"][:4])


@pytest.mark.parametrize("name", [CODE_QUALITY, SECRETS])
def test_a_scan_is_reported_as_far_as_the_format_goes(name: str) -> None:
    text = rendered(name, scan_report())
    assert problems(name, text) == []
    assert "deploy/my secrets.env" in text
    assert ("9b7d5b3f1" in text) is (name == SECRETS)
