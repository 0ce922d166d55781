"""Many jobs and the processes that do them, some of which die."""

import os
import signal
from pathlib import Path

import pytest

from sup_lint.engine.scan import many
from sup_lint.engine.scan.executors import local_processes
from sup_lint.engine.scan.many import all_done
from sup_lint.engine.scan.repository import RepositoryScan, Task
from sup_lint.engine.scan.work import Job, JobResult, carry_out
from sup_lint.model.report import Report


def done_or_dead(job: Job) -> JobResult:
    """Stands in for the work: some names are the death of the process, one of them only the first time."""
    name = job.task.name
    if name == "killer":
        os.kill(os.getpid(), signal.SIGKILL)
    if name == "clumsy" and not os.path.exists(job.task.location):
        Path(job.task.location).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    if name == "error":
        raise ValueError(name)
    return JobResult(name, RepositoryScan(name, Report()))


def jobs(folder: Path, *names: str) -> list[Job]:
    return [Job(Task(str(folder / name), name)) for name in names]


def test_only_the_job_that_kills_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(many, "carry_out", done_or_dead)
    wanted = ["a", "killer", "b", "clumsy", "error", "c", "d"]
    told: list[tuple[int, int, str]] = []
    results = all_done(
        jobs(tmp_path, *wanted),
        lambda count: local_processes(min(count, 2)),
        lambda *progress: told.append(progress),
    )
    assert [result.name for result in results] == wanted
    assert {result.name: result.failure for result in results if result.scan is None} == {
        "killer": "could not be scanned: the process that did it died",
        "error": "could not be scanned: ValueError in the worker",
    }
    assert [done for done, _, _ in told] == list(range(1, 8))
    assert sorted(name for _, _, name in told) == sorted(wanted)


def test_processes_that_all_die_at_once_are_not_started_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(many, "carry_out", done_or_dead)
    results = all_done(jobs(tmp_path, *["killer"] * 3), lambda _: local_processes(1))
    assert [result.scan for result in results] == [None] * 3


def test_an_error_of_our_own_shows_where_and_not_what(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(task: Task, on_progress: object) -> RepositoryScan:
        raise ValueError("what it was reading")

    monkeypatch.setattr("sup_lint.engine.scan.work.scan_repository", fail)
    result = carry_out(Job(Task(str(tmp_path), "app")))
    assert result.scan is None
    assert result.failure.startswith("could not be scanned: internal error, ValueError at engine/scan/work.py:")
    assert "reading" not in result.failure


def test_another_version_on_the_worker_is_told(tmp_path: Path) -> None:
    result = carry_out(Job(Task(str(tmp_path), "app"), version="9.9.9"))
    assert "the worker has sup-lint" in result.failure
    assert result.failure.endswith("not 9.9.9")
