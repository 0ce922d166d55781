"""A key in every position of every language that the lexical lowering reads; what only looks like one stays silent."""

from pathlib import Path

import pytest

from tests.rules.examples import KEY, checked
from tests.rules.lexical.carriers import CARRIERS

CASES = [
    pytest.param(name, text, id=f"{name.rpartition('.')[2]} {position}")
    for name, positions in CARRIERS.items()
    for position, text in positions.items()
]
SILENT = {
    "placeholder": "your-supertone-api-key-here",
    "voice": "20160a4c5ba38967330c84",
    "name": "SUPERTONE_API_KEY",
    "nothing": "",
    "template": "<YOUR_API_KEY>",
}
# A voice id where a key belongs is a mistake, and looks like a short key: nothing tells it from one.
CERTAIN = {"voice"}


def findings_in(text: str, name: str, folder: Path) -> list[tuple[str, int, str]]:
    """The codes, lines and marked texts of what is reported in one file."""
    report, _ = checked({name: text}, folder)
    assert not report.failures
    lines = text.split("\n")
    return [
        (
            finding.code,
            finding.region.line,
            lines[finding.region.line - 1][finding.region.column - 1 : finding.region.end_column - 1],
        )
        for finding in report.findings
    ]


@pytest.mark.parametrize(("name", "text"), CASES)
def test_a_key_is_found(name: str, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    whole = text.replace("•", KEY)
    line = whole[: whole.index(KEY)].count("\n") + 1
    found = findings_in(whole, name, tmp_path)
    assert [(code, at) for code, at, _ in found] == [("SUP101", line)], found
    assert KEY in found[0][2]
    assert len(found[0][2]) <= len(KEY) + 8


@pytest.mark.parametrize(("name", "text"), CASES)
def test_what_is_no_key_stays_silent(name: str, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for kind, value in SILENT.items():
        if kind not in CERTAIN:
            assert findings_in(text.replace("•", value), name, tmp_path) == [], kind
