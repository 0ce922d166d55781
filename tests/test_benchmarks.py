"""The benchmarks still run. What they measure is nobody's promise."""

import ast
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).resolve().parents[1] / "benchmarks"


@pytest.mark.parametrize("leak", [True, False])
def test_a_suspect_module_is_python_of_the_wanted_length(leak: bool) -> None:
    suspect_module = runpy.run_path(str(BENCHMARKS / "corpora.py"))["suspect_module"]

    text = suspect_module(500, seed=1, leak=leak)

    assert text.count("\n") == 500
    assert any(isinstance(node, ast.FunctionDef) for node in ast.parse(text).body)
    assert text == suspect_module(500, seed=1, leak=leak)


@pytest.mark.skipif(
    shutil.which("sup-lint", path=str(Path(sys.executable).parent)) is None,
    reason="the command is measured as users have it: installed",
)
def test_a_case_runs_to_its_end() -> None:
    command = (sys.executable, str(BENCHMARKS / "run.py"), "--only", "start-up", "--runs", "1")

    result = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)

    assert result.returncode == 0, result.stdout + result.stderr
    assert "sup-lint --version" in result.stdout
