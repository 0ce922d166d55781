"""The format for agents: one line each, and what to do."""

from typing import Any

from sup_lint.model.finding import Confidence, Related
from sup_lint.model.fix import Fix, Safety
from sup_lint.model.region import Region
from sup_lint.model.report import Report
from tests.reporters.inventories import full_report as scan_report
from tests.reporters.reports import finding, full_report, rendered


def lines(*findings: Any) -> list[str]:
    return rendered("agent", Report(findings, files=3)).splitlines()


def test_a_clean_run_is_one_line() -> None:
    assert lines() == ["3 files checked, no findings."]


def test_advice_is_given_once() -> None:
    long = "Revoke the key and read the new one from the environment."
    told = lines(finding(help=long), finding(help=long, path="b.py"), finding(help="Go.", path="c.py"))
    assert told[1:4] == [
        f"app/tts.py:4:30 SUP101 error hardcoded-key | do: {long}",
        "b.py:4:30 SUP101 error hardcoded-key | as app/tts.py:4:30",
        "c.py:4:30 SUP101 error hardcoded-key | do: Go.",
    ]


def test_short_advice_is_repeated() -> None:
    told = lines(finding(help="Go."), finding(help="Go.", path="b.py"))
    assert told[2] == "b.py:4:30 SUP101 error hardcoded-key | do: Go."


def test_without_advice_the_message_is_told() -> None:
    assert lines(finding(help="", message="It is wrong."))[1].endswith("| do: It is wrong.")


def test_what_makes_a_finding_special_is_told() -> None:
    related = (Related("app/config.py", Region(2, 1, 2, 8), "the key is read here"),)
    assert lines(finding(confidence=Confidence.MEDIUM, commit="9b7d5b3f1e2c", related=related))[1].startswith(
        "app/tts.py:4:30 SUP101 error hardcoded-key (likely) commit 9b7d5b3f1e, see app/config.py:2 | "
    )
    near = (Related("app/tts.py", Region(2, 1, 2, 8), "the key is read here"),)
    assert ", see line 2 | " in lines(finding(related=near))[1]


def test_the_end_says_how_to_apply_what_there_is() -> None:
    safe, unsafe = (Fix(kind, "do it") for kind in Safety)
    assert lines(finding(key=None))[2:] == []
    assert lines(finding(key=None, fix=safe))[2:] == ["apply fix(safe): `sup-lint check --fix`"]
    assert "--unsafe" in lines(finding(key=None, fix=unsafe))[-1]
    assert "fix(safe)" not in lines(finding(key=None, fix=unsafe))[-1]
    assert lines(finding(fix=safe))[-1].startswith("tell the user: keys found are exposed and must be revoked")


def test_it_is_short() -> None:
    report = full_report()
    assert len(rendered("agent", report)) < len(rendered("json", report)) / 3


def test_a_scan_is_reported_as_far_as_the_format_goes() -> None:
    told = rendered("agent", scan_report())
    assert "deploy/my secrets.env:4:12 SUP105 error key-in-history commit 9b7d5b3f1 | " in told
    assert "broken.py not checked in full: is nested too deeply\n" in told
