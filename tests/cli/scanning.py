"""Repositories to scan, and the command that scans them: in this process, or in one of its own."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from sup_lint.engine.scan import executors
from sup_lint.engine.scan.executors import Crew
from tests.command import invoke

PROJECT = Path(__file__).parents[2]
_IDENTITY = {
    f"GIT_{role}_{what}": value
    for role in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "A"), ("EMAIL", "a@example.com"), ("DATE", "2026-03-04T05:06:07+00:00"))
}


def environment(**more: str) -> dict[str, str]:
    """The environment of the command: this source tree, fixed names and dates, nobody's settings of git."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "COV_"))}
    settings = {"PYTHONPATH": str(PROJECT), "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "TERM": "dumb"}
    return kept | settings | more


def git(folder: Path, *arguments: str) -> str:
    """Run git in a folder and give what it prints."""
    done = subprocess.run(
        ["git", "-c", "init.defaultBranch=main", *arguments],
        cwd=folder,
        env=environment(**_IDENTITY),
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def speech(key: str, name: str = "speech") -> str:
    """A module with a key in it."""
    return (
        f'"""Speaks for {name}."""\n\nimport requests\n\nHEADERS = {{"x-sup-api-key": "{key}"}}\n'
        'requests.get("https://supertoneapi.com/v1/voices", headers=HEADERS)\n'
    )


def repository(folder: Path, *versions: Mapping[str, str]) -> Path:
    """A repository with a commit for each of the versions, which give the content of files."""
    folder.mkdir(parents=True)
    git(folder, "init", "-q")
    for number, files in enumerate(versions):
        for path, content in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(content)
        git(folder, "add", "-A")
        git(folder, "commit", "-q", "-m", f"{folder.name} {number}")
    return folder


def command(*arguments: str) -> list[str]:
    """The command line of sup-lint."""
    return [sys.executable, "-m", "sup_lint", *arguments]


class _Immediate(Executor):
    """Does each job as soon as it is handed in."""

    def submit(self, job: Callable[..., Any], /, *arguments: Any, **named: Any) -> "Future[Any]":
        future: Future[Any] = Future()
        future.set_result(job(*arguments, **named))
        return future


@contextmanager
def _nobody_else(count: int, folder: str | None = None) -> Iterator[Crew]:
    yield Crew(_Immediate(), count)


def scan(folder: Path, *arguments: str, stdin: str = "", **more: str) -> "subprocess.CompletedProcess[str]":
    """Run `sup-lint scan` in a folder, in this process: even the work that is otherwise left to others."""
    return run(folder, "scan", *arguments, stdin=stdin, **more)


def run(folder: Path, *arguments: str, stdin: str = "", **more: str) -> "subprocess.CompletedProcess[str]":
    """Run `sup-lint` in a folder, in this process."""
    wanted = environment(**more)
    with pytest.MonkeyPatch.context() as patched:
        for name in os.environ.keys() - wanted.keys():
            patched.delenv(name)
        for name, value in wanted.items():
            patched.setenv(name, value)
        patched.setattr(tempfile, "tempdir", None)
        patched.setattr(executors, "local_processes", _nobody_else)
        patched.chdir(folder)
        done = invoke(*arguments, stdin=stdin)
    return subprocess.CompletedProcess(arguments, done.exit_code, done.stdout, done.stderr)


def scan_apart(folder: Path, *arguments: str, stdin: str = "", **more: str) -> "subprocess.CompletedProcess[str]":
    """Run `sup-lint scan` in a folder, in a process of its own that may start others."""
    return subprocess.run(
        command("scan", *arguments),
        cwd=folder,
        env=environment(**more),
        input=stdin,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
