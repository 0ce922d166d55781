"""Ignore comments in files that are read as text, in the comment syntax of each."""

from pathlib import Path

import pytest

from tests.rules.examples import checked

IGNORE = "sup-lint: ignore[public-env-key] -- a demo"
SUPPRESSED = {
    ".env": f"# {IGNORE}\nVITE_SUPERTONE_API_KEY=x\n",
    "compose.yml": f"environment:\n  VITE_SUPERTONE_API_KEY: $KEY  # {IGNORE}\n",
    "netlify.toml": f'VITE_SUPERTONE_API_KEY = "x" # {IGNORE}\n',
    "Dockerfile": f"# {IGNORE}\nARG VITE_SUPERTONE_API_KEY\n",
    "vercel.json": f'{{\n  // {IGNORE}\n  "env": {{ "VITE_SUPERTONE_API_KEY": "http://x#y" }}\n}}\n',
    "eas.json": f'{{ "env": {{ "VITE_SUPERTONE_API_KEY": "https://x" }} }} /* {IGNORE} */\n',
    "main.tf": f"VITE_SUPERTONE_API_KEY = var.key // {IGNORE}\n",
    "index.html": f'<!-- {IGNORE} -->\n<meta content="%VITE_SUPERTONE_API_KEY%">\n',
    "setup.bat": f"REM {IGNORE}\nset VITE_SUPERTONE_API_KEY=x\n",
}


@pytest.mark.parametrize("name", SUPPRESSED)
def test_an_ignore_comment_silences(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    report, _ = checked({name: SUPPRESSED[name]}, tmp_path)
    assert report.findings == ()
    assert report.suppressed == 1


def test_one_that_hides_nothing_is_reported_without_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    example = {"a.json": f'{{ "supertone": 1 }} /* [|{IGNORE}|] */\n'}
    report, marks = checked(example, tmp_path)
    assert [(each.code, (each.path, *each.region)) for each in report.findings] == [("SUP001", marks[0])]


def test_no_comment_is_seen_in_a_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    report, _ = checked({"vercel.json": f'{{ "env": {{ "VITE_SUPERTONE_API_KEY": "{IGNORE}" }} }}\n'}, tmp_path)
    assert [each.code for each in report.findings] == ["SUP202"]
