"""The action for GitHub and the job for GitLab: what they run, run here."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.keymaker import make_key

ROOT = Path(__file__).parent.parent
ACTION: dict[str, Any] = yaml.safe_load((ROOT / ".github/actions/sup-lint/action.yml").read_text(encoding="utf-8"))
JOB: dict[str, Any] = yaml.safe_load((ROOT / ".gitlab/templates/sup-lint.yml").read_text(encoding="utf-8"))["sup-lint"]


@pytest.fixture
def leaking(tmp_path: Path) -> Path:
    """A folder with a leak in it, and a sup-lint where the action installs one."""
    folder = tmp_path / "code"
    folder.mkdir()
    (folder / "tts.py").write_text(f'SUPERTONE_API_KEY = "{make_key(3)}"\n', encoding="utf-8")
    command = tmp_path / "sup-lint/bin/sup-lint"
    command.parent.mkdir(parents=True)
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m sup_lint "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    return folder


def bash(script: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a step as a runner does."""
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=folder,
        env={**os.environ, "RUNNER_TEMP": str(folder.parent), **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_action_runs_and_reports_twice(leaking: Path) -> None:
    step = ACTION["runs"]["steps"][1]
    result = bash(step["run"], leaking, COMMAND="check", ARGUMENTS="--select\nSUP101\n.\n", SARIF="out.sarif")
    assert result.returncode == 1, result.stderr
    assert result.stdout.startswith("::error file=tts.py,line=1,")
    assert '"SUP101"' in (leaking / "out.sarif").read_text(encoding="utf-8")


def test_formats_of_the_action_hold_whatever_the_arguments_say(leaking: Path) -> None:
    step = ACTION["runs"]["steps"][1]
    arguments = "--format=json\n--output=own.json\n--\n\ntts.py\n"
    result = bash(step["run"], leaking, COMMAND="check", ARGUMENTS=arguments, SARIF="out.sarif")
    assert result.returncode == 1, result.stderr
    assert result.stdout.startswith("::error file=tts.py,line=1,")
    assert '"version": "2.1.0"' in (leaking / "out.sarif").read_text(encoding="utf-8")
    assert not (leaking / "own.json").exists()


def test_arguments_of_the_action_are_no_commands(leaking: Path) -> None:
    step = ACTION["runs"]["steps"][1]
    result = bash(step["run"], leaking, COMMAND="check", ARGUMENTS="$(touch ran); touch ran\n", SARIF="")
    assert result.returncode == 2
    assert not (leaking / "ran").exists()
    for each in ACTION["runs"]["steps"]:
        assert "${{" not in each["run"]


def test_the_job_for_gitlab_writes_the_reports_that_it_names(leaking: Path) -> None:
    path = f"{leaking.parent / 'sup-lint/bin'}:{os.environ['PATH']}"
    codes = [bash(line, leaking, PATH=path, SUP_LINT_ARGUMENTS="tts.py").returncode for line in JOB["script"]]
    assert codes == [0, 0, 1]
    for name in JOB["artifacts"]["reports"].values():
        assert "SUP101" in (leaking / name).read_text(encoding="utf-8")
