"""A fault of ours in one file, or work without end on it, hides nothing in the others."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sup_lint.analysis import mishaps
from sup_lint.analysis.depth import with_deep_stack
from sup_lint.analysis.file import AnalysedFile
from sup_lint.analysis.patience import OutOfPatienceError, bounded
from sup_lint.analysis.project import Project
from sup_lint.model.finding import Finding
from sup_lint.rules.key_in_log import KeyInLog
from tests.hostile.commands import sup_lint, write
from tests.keymaker import make_key

KEY = make_key(74)
LEAK = f'from supertone import Supertone\n\nclient = Supertone(api_key="{KEY}")\n'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two leaks, the working directory."""
    write(tmp_path, {"bad.py": LEAK, "good.py": LEAK})
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_fault_of_ours_is_told_after_all_findings(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def check(self: KeyInLog, file: AnalysedFile, project: Project) -> Iterator[Finding]:
        if file.path == "bad.py":
            raise KeyError(KEY)
        yield from ()

    monkeypatch.setattr(KeyInLog, "check", check)
    told = sup_lint("check", ".", "--format", "concise")
    assert told.code == 2
    assert ["bad.py" in told.out, "good.py" in told.out] == [True, True]
    assert "bad.py: could not be analysed, since sup-lint itself failed (KeyError" in told.errors
    assert KEY not in told.out + told.errors
    assert sup_lint("check", ".", "--exit-zero").code == 2


def test_a_fault_in_the_program_leaves_the_text(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def check(self: KeyInLog, file: AnalysedFile, project: Project) -> Iterator[Finding]:
        if file.program is not None:
            raise RecursionError
        yield from ()

    monkeypatch.setattr(KeyInLog, "check", check)
    told = sup_lint("check", "bad.py", "--format", "concise")
    assert told.code == 2
    assert "SUP101" in told.out
    assert "it was checked as text only" in told.errors


def test_work_without_end_is_given_up(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def check(self: KeyInLog, file: AnalysedFile, project: Project) -> Iterator[Finding]:
        while file.path == "bad.py" and file.program is not None:
            pass
        yield from ()

    monkeypatch.setattr(KeyInLog, "check", check)
    monkeypatch.setattr(mishaps, "PATIENCE", 1.0)
    told = sup_lint("check", ".", "--format", "concise")
    assert told.code == 1
    assert ["bad.py" in told.out, "good.py" in told.out] == [True, True]
    assert "bad.py: took more than 1 seconds to analyse; it was checked as text only" in told.errors


def test_what_comes_in_time_is_not_interrupted() -> None:
    def work() -> list[str]:
        told = []
        for seconds in (30.0, 0.05, 30.0):
            try:
                with bounded(seconds):
                    while seconds < 1:
                        pass
                told.append("done")
            except OutOfPatienceError:
                told.append("given up")
        with bounded(30.0):
            try:
                with bounded(0.05):
                    while True:
                        pass
            except OutOfPatienceError:
                told.append("only the inner one")
        return told

    assert with_deep_stack(work) == ["done", "given up", "done", "only the inner one"]
