"""`sup-lint scan` that is told to stop: it says how far it came and leaves nothing behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.cli.scanning import command, environment, repository, speech
from tests.keymaker import make_key

_PATIENCE = 60

Blocked = Callable[..., "subprocess.Popen[str]"]


def script(path: Path, *lines: str) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join(("#!/bin/sh", *lines)) + "\n")
    path.chmod(0o755)
    return path


@pytest.fixture
def sign(tmp_path: Path) -> Path:
    """A pipe on which whoever blocks tells that it does; to open it for reading is to wait for that."""
    path = tmp_path / "sign"
    os.mkfifo(path)
    return path


@pytest.fixture
def temporary(tmp_path: Path) -> Path:
    path = tmp_path / "temporary"
    path.mkdir()
    return path


@contextmanager
def running(folder: Path, temporary: Path, *arguments: str, **more: str) -> "Iterator[subprocess.Popen[str]]":
    """The command in a process group of its own, as a terminal has it; all of the group is gone in the end."""
    process = subprocess.Popen(
        command("scan", *arguments),
        cwd=folder,
        env=environment(TMPDIR=str(temporary), **more),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        process_group=0,
        # Tests that run in the background of a shell have it ignored.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - no threads here
    )
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def is_alive(identity: int) -> bool:
    """Whether a process is still there; one that has ended and is waited for by nobody is not."""
    try:
        with open(f"/proc/{identity}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def children(identity: int) -> list[int]:
    """All processes that a process started, and those that they started."""
    found: list[int] = []
    with suppress(FileNotFoundError, ProcessLookupError):  # it has ended meanwhile
        for thread in os.listdir(f"/proc/{identity}/task"):
            with suppress(FileNotFoundError, ProcessLookupError):
                found += map(int, Path(f"/proc/{identity}/task/{thread}/children").read_text().split())
    return [*found, *(grandchild for child in found for grandchild in children(child))]


def ask(process: "subprocess.Popen[str]", number: int) -> None:
    """Ctrl-C reaches every process of the terminal, other signals this one."""
    if number == signal.SIGINT:
        os.killpg(process.pid, number)
    else:
        process.send_signal(number)


def wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + _PATIENCE
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


STOPS = pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])


@STOPS
def test_in_the_middle_of_a_clone(tmp_path: Path, sign: Path, temporary: Path, number: int, code: int) -> None:
    ssh = script(tmp_path / "tools" / "ssh", f"echo blocked > {sign}", "exec sleep 1000")
    with running(tmp_path, temporary, "git@git.example.com:app", GIT_SSH_COMMAND=str(ssh)) as process:
        sign.read_text()
        (folder,) = temporary.iterdir()
        assert folder.stat().st_mode & 0o777 == 0o700
        started = children(process.pid)
        assert started
        ask(process, number)
        out, err = process.communicate(timeout=_PATIENCE)
        assert (process.returncode, out) == (code, ""), err
        assert err == "sup-lint: interrupted: still cloning git.example.com:app\n"
        wait_until(lambda: not any(is_alive(each) for each in started))
    assert list(temporary.iterdir()) == []


@STOPS
def test_in_the_middle_of_one_scan(tmp_path: Path, sign: Path, temporary: Path, number: int, code: int) -> None:
    app = repository(tmp_path / "app", {"tts.py": speech(make_key(1))})
    git = script(
        tmp_path / "tools" / "git",
        'case "$*" in *cat-file*) ' + f"echo blocked > {sign}; exec sleep 1000;; esac",
        'PATH="${PATH#*:}" exec git "$@"',
    )
    path = os.pathsep.join([str(git.parent), os.environ["PATH"]])
    with running(tmp_path, temporary, app.as_uri(), PATH=path) as process:
        sign.read_text()
        assert len(list(temporary.iterdir())) == 1
        started = children(process.pid)
        assert started
        ask(process, number)
        out, err = process.communicate(timeout=_PATIENCE)
        assert (process.returncode, out) == (code, ""), err
        assert err.startswith("sup-lint: interrupted: ")
        assert err.count("\n") == 1
        wait_until(lambda: not any(is_alive(each) for each in started))
    assert list(temporary.iterdir()) == []


@STOPS
def test_in_the_middle_of_many(tmp_path: Path, sign: Path, temporary: Path, number: int, code: int) -> None:
    for name in ("one", "two"):
        repository(tmp_path / name, {"tts.py": speech(make_key(1))})
    ssh = script(tmp_path / "tools" / "ssh", f"echo blocked > {sign}", "exec sleep 1000")
    arguments = ("one", "two", "git@git.example.com:three", "git@git.example.com:four", "--jobs", "2")
    output = tmp_path / "report"
    with running(tmp_path, temporary, *arguments, "--output", str(output), GIT_SSH_COMMAND=str(ssh)) as process:
        sign.read_text()
        # The other process may still be at work on another one.
        started = children(process.pid)
        assert len(started) >= 3
        ask(process, number)
        out, err = process.communicate(timeout=_PATIENCE)
        assert (process.returncode, out) == (code, ""), err
        assert err in {f"sup-lint: interrupted: {done} of 4 repositories scanned\n" for done in (1, 2)}
        wait_until(lambda: not any(is_alive(each) for each in started))
    assert list(temporary.iterdir()) == []
    assert not output.exists()


def test_processes_do_not_outlive_the_one_that_started_them(tmp_path: Path, sign: Path, temporary: Path) -> None:
    ssh = script(tmp_path / "tools" / "ssh", f"echo blocked > {sign}", "exec sleep 1000")
    arguments = ("git@git.example.com:three", "git@git.example.com:four", "--jobs", "1")
    with running(tmp_path, temporary, *arguments, GIT_SSH_COMMAND=str(ssh)) as process:
        sign.read_text()
        started = children(process.pid)
        process.kill()
        process.communicate(timeout=_PATIENCE)
        wait_until(lambda: not any(is_alive(each) for each in started))
        wait_until(lambda: not list(temporary.iterdir()))


# Somebody who is told to stop while a thread that doesn't come back holds a pool of processes.
_HOLDS_A_POOL = """
import threading
from sup_lint.cli import interrupts
from sup_lint.engine.scan.executors import local_processes

def hold():
    with local_processes(2):
        held.set()
        threading.Event().wait()

interrupts._GRACE = 0.1
held = threading.Event()
threading.Thread(target=hold, daemon=True).start()
held.wait()
interrupts.leave(143)
"""


def test_nothing_is_said_of_semaphores_by_one_that_has_to_leave_at_once(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _HOLDS_A_POOL],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=_PATIENCE,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (143, "", "")
