"""One key in every syntax that can carry it, found at its place; what stands there rightly stays silent."""

from pathlib import Path

import pytest

from tests.rules.config.carriers.carrier import Carrier
from tests.rules.config.carriers.matrix import CARRIERS
from tests.rules.examples import KEY, checked

CASES = [
    pytest.param(
        carrier,
        id=name,
        marks=[pytest.mark.xfail(strict=True, reason=f"missed: {carrier.missed}")] if carrier.missed else [],
    )
    for name, carrier in CARRIERS.items()
]
TWINS = [
    pytest.param(path, text, id=f"{name} - {kind}")
    for name, carrier in CARRIERS.items()
    for kind, path, text in carrier.twins()
]


@pytest.mark.parametrize("carrier", CASES)
def test_a_key_is_found_at_its_place(carrier: Carrier, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    report, marks = checked({carrier.path: carrier.text}, tmp_path)
    assert marks
    found = sorted((each.code, each.path, *each.region) for each in report.findings)
    assert found == sorted((carrier.code, *mark) for mark in marks)
    assert not report.failures
    assert KEY not in repr(report)


@pytest.mark.parametrize(("path", "text"), TWINS)
def test_what_is_no_key_stays_silent(path: str, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    report, _ = checked({path: text}, tmp_path)
    assert [(each.code, *each.region) for each in report.findings] == []
    assert not report.failures
