"""Ignore comments in the cells of notebooks."""

import json
from pathlib import Path

import pytest

from tests.analysis.embedded.notebooks import Told, notebook, printed, report_on, told
from tests.keymaker import make_key

KEY = make_key(43)
OTHER = make_key(44)
IGNORE = "# sup-lint: ignore[hardcoded-key] -- revoked in March"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    "source",
    [
        f"SUPERTONE_API_KEY = '{KEY}'  {IGNORE}\n1",
        f"1\n{IGNORE}\nSUPERTONE_API_KEY = '{KEY}'",
        f"if 1:\n    {IGNORE}\n    SUPERTONE_API_KEY = '{KEY}'",
        f"{IGNORE}\n%env SUPERTONE_API_KEY={KEY}",
        f"SUPERTONE_API_KEY = (\n    '{KEY}'\n)  {IGNORE}",
        f"!SUPERTONE_API_KEY={KEY} tts  {IGNORE}",
        f"%%bash\nexport SUPERTONE_API_KEY={KEY} {IGNORE}",
        f"SUPERTONE_API_KEY = '{KEY}'  # pragma: allowlist secret",
    ],
)
@pytest.mark.parametrize("in_one_line", [False, True])
def test_comment_silences(source: str, in_one_line: bool, folder: Path) -> None:
    text = notebook("import os", source)
    if in_one_line:
        text = json.dumps(json.loads(text))
    report = report_on(folder, text)
    assert (told(report, text), report.suppressed) == ([], 1)


def test_comment_silences_its_own_line_only(folder: Path) -> None:
    """Also where the whole notebook stands in one line."""
    source = f"SUPERTONE_API_KEY = '{KEY}'  {IGNORE}\n\nsupertone_key = '{OTHER}'"
    text = json.dumps(json.loads(notebook(source)))
    report = report_on(folder, text)
    assert told(report, text) == [Told("SUP101", f"'{OTHER}'", "Cell 1, line 3")]
    assert report.suppressed == 1


def test_idle_comment_is_told_at_its_place(folder: Path) -> None:
    text = notebook(f"SUPERTONE_VOICE = 'alto'  {IGNORE}\n1")
    (finding,) = report_on(folder, text).findings
    line = text.split("\n")[finding.region.line - 1]
    assert finding.code == "SUP001"
    assert line[finding.region.column - 1 : finding.region.end_column - 1] == IGNORE[2:]


def test_printed_comment_is_none(folder: Path) -> None:
    """It would be idle."""
    text = notebook(printed("!cat supertone.py", f"x = 1  {IGNORE}\n"))
    assert told(report_on(folder, text), text) == []
