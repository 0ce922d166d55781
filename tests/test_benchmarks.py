"""The benchmarks still run. What they measure is nobody's promise."""

import ast
import runpy
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from sup_lint.config import Config
from sup_lint.engine.runner import check_paths

BENCHMARKS = Path(__file__).resolve().parents[1] / "benchmarks"


@pytest.mark.parametrize("leak", [True, False])
def test_a_suspect_module_is_python_of_the_wanted_length(leak: bool) -> None:
    suspect_module = runpy.run_path(str(BENCHMARKS / "corpora.py"))["suspect_module"]

    text = suspect_module(500, seed=1, leak=leak)

    assert text.count("\n") == 500
    assert any(isinstance(node, ast.FunctionDef) for node in ast.parse(text).body)
    assert text == suspect_module(500, seed=1, leak=leak)


def test_the_keys_are_found_in_a_log_and_in_small_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    corpora = runpy.run_path(str(BENCHMARKS / "copies.py"))
    keys = corpora["proven_keys"](seed=1)
    (tmp_path / "settings.env").write_text(corpora["settings_with"](keys), encoding="utf-8")
    corpora["write_log"](tmp_path / "service.log", 1_000_000, keys, seed=2)
    (tmp_path / "pages").mkdir()
    corpora["write_small_files"](tmp_path / "pages", 200, keys, seed=3)

    findings = check_paths(["."], Config(root=str(tmp_path))).report.findings

    assert Counter(finding.path for finding in findings) == {
        "settings.env": 3,
        "service.log": 3,
        **{f"pages/pages_00{folder}/page_{page}.json": 1 for folder, page in ((0, "50"), (1, "00"), (1, "50"))},
    }
    copies = [finding.message for finding in findings if finding.path != "settings.env"]
    assert sum("base64" in message for message in copies) == 2
    assert sum("percent" in message for message in copies) == 2


@pytest.mark.skipif(
    shutil.which("sup-lint", path=str(Path(sys.executable).parent)) is None,
    reason="the command is measured as users have it: installed",
)
def test_a_case_runs_to_its_end() -> None:
    command = (sys.executable, str(BENCHMARKS / "run.py"), "--only", "start-up", "--runs", "1")

    result = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)

    assert result.returncode == 0, result.stdout + result.stderr
    assert "sup-lint --version" in result.stdout
