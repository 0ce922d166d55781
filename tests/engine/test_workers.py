"""Several processes that look at files for one: they change nothing in what is found, and none is left."""

import json
import os
import signal
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from sup_lint.config import Config
from sup_lint.engine import gating, workers
from sup_lint.engine.gating import Gated, gate
from sup_lint.engine.runner import check_paths
from sup_lint.engine.workers import look_together
from sup_lint.model.report import Failure
from sup_lint.sources.files import mounted, rewritten
from tests.command import invoke
from tests.keymaker import make_key
from tests.trees import FakeTree

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked"),
    # The tests' own process has threads, which only talk to the one that runs them all.
    pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning"),
]
KEY = make_key(951)
PATHS = [f"file{number}" for number in range(40)]
_PATIENCE = 20.0
_FORKED: list[int] = []

Forks = Callable[[], int]


@pytest.fixture
def forks(monkeypatch: pytest.MonkeyPatch) -> Forks:
    """Let a handful of files be worth a process; gives a function that tells how many were forked."""
    _FORKED.clear()
    fork = os.fork

    def counted() -> int:
        process = fork()
        _FORKED.append(process)
        return process

    monkeypatch.setattr(os, "fork", counted)
    monkeypatch.setattr(workers, "_FEWEST_IN_BLOCK", 3)
    monkeypatch.setattr(workers, "may_fork", lambda: True)
    monkeypatch.setattr(gating, "WORTH_A_PROCESS", 5)
    return lambda: len(_FORKED)


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with files of all kinds, the working directory."""
    (tmp_path / ".git").mkdir()
    for number in range(30):
        (tmp_path / f"plain{number}.py").write_text("print(1)\n")
        (tmp_path / f"tts{number % 7}.py").write_text(f'SUPERTONE_API_KEY = "{make_key(900 + number % 3)}"\n')
        (tmp_path / f"copy{number % 4}.txt").write_text(make_key(900))
    (tmp_path / "wide.py").write_bytes(f'\ufeffSUPERTONE_API_KEY = "{KEY}"\n'.encode("utf-16"))
    (tmp_path / "logo.png").write_bytes(b"\x89PNG")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def seen(paths: Sequence[str]) -> Gated:
    """Stands in for the look at files: every third is a suspect, every fifth fails."""
    gated = Gated([], [], [], [], [], len(paths))
    for path in paths:
        number = int(path[4:])
        if number % 5 == 0:
            gated.failures.append(Failure(path, "is locked"))
        elif number % 3 == 0:
            gated.suspects.append((path, b"supertone" * number))
        else:
            gated.others.append(path)
    return gated


def together(look: Callable[[Sequence[str]], Gated], count: int = 3) -> Gated:
    return gating._joined(look_together(look, PATHS, count, None))


def no_child_is_left() -> bool:
    """Whether all processes that were forked have been waited for; other tests may have some of their own."""
    for process in _FORKED:
        with suppress(ChildProcessError):
            os.waitpid(process, os.WNOHANG)
            return False
    return True


@pytest.mark.parametrize("count", [2, 3, 9])
def test_what_is_seen_comes_in_order(forks: Forks, count: int) -> None:
    told: list[tuple[int, int, str]] = []
    parts = look_together(seen, PATHS, count, lambda *progress: told.append(progress))
    assert gating._joined(parts) == seen(PATHS)
    assert forks() == count - 1
    assert no_child_is_left()
    assert [done for done, _, _ in told] == [*range(3, 40, 3), 40]
    assert {total for _, total, _ in told} == {40}


def test_names_that_are_no_text_and_many_bytes_get_through(forks: Forks) -> None:
    paths = [f"odd\udcff{number}" for number in range(40)]
    held = os.urandom(1 << 18)

    def look(block: Sequence[str]) -> Gated:
        return Gated([(path, held) for path in block], [], list(block), [], [], len(block))

    parts = look_together(look, paths, 3, None)
    assert gating._joined(parts) == look(paths)
    assert forks() == 2


def test_what_is_too_long_to_be_told_is_looked_at_here(forks: Forks, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_LONGEST", 100)
    assert together(seen) == seen(PATHS)
    assert forks() == 2


@pytest.mark.parametrize("how", ["killed", "error"])
def test_workers_that_die_lose_nothing(forks: Forks, how: str) -> None:
    here = os.getpid()

    def look(paths: Sequence[str]) -> Gated:
        if os.getpid() == here:
            time.sleep(0.01)  # so that there is something left for the others
        elif "file20" in paths or "file30" in paths:
            if how == "error":
                raise ValueError
            os.kill(os.getpid(), signal.SIGKILL)
        return seen(paths)

    assert together(look) == seen(PATHS)
    assert forks() == 2
    assert no_child_is_left()


@pytest.mark.parametrize("granted", [0, 1])
def test_without_more_processes_one_does_all(monkeypatch: pytest.MonkeyPatch, forks: Forks, granted: int) -> None:
    fork = os.fork

    def scarce() -> int:
        if forks() == granted:
            raise BlockingIOError("too many processes")
        return fork()

    monkeypatch.setattr(os, "fork", scarce)
    before = len(os.listdir("/dev/fd"))
    assert together(seen) == seen(PATHS)
    assert forks() == granted
    assert no_child_is_left()
    assert len(os.listdir("/dev/fd")) == before


def test_an_interrupt_ends_all(forks: Forks) -> None:
    here = os.getpid()
    before = len(os.listdir("/dev/fd"))

    def look(paths: Sequence[str]) -> Gated:
        if os.getpid() == here:
            raise KeyboardInterrupt
        time.sleep(_PATIENCE)
        return seen(paths)

    started = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        together(look)
    assert time.monotonic() - started < _PATIENCE / 2
    assert forks() == 2
    assert no_child_is_left()
    assert len(os.listdir("/dev/fd")) == before


def test_workers_end_with_the_process_that_they_work_for(forks: Forks, tmp_path: Path) -> None:
    outlet, inlet = os.pipe()
    employer = os.fork()
    if not employer:
        try:
            os.close(outlet)

            def look(paths: Sequence[str]) -> Gated:
                os.write(inlet, b"!")
                time.sleep(0.05)
                return seen(paths)

            look_together(look, PATHS * 1000, 3, None)
        finally:
            os._exit(0)
    os.close(inlet)
    assert os.read(outlet, 1) == b"!"
    os.kill(employer, signal.SIGKILL)
    os.waitpid(employer, 0)
    # The pipe ends when nobody is left who could write to it.
    started = time.monotonic()
    while os.read(outlet, 4096):
        assert time.monotonic() - started < _PATIENCE
    os.close(outlet)


@pytest.mark.parametrize("format_", ["json", "pretty", "sarif"])
def test_reports_are_the_same(forks: Forks, tree: Path, format_: str) -> None:
    alone = invoke("check", "--format", format_, "--jobs", "1")
    assert forks() == 0
    assert alone.exit_code == 1
    some = invoke("check", "--format", format_, "--jobs", "3")
    assert forks() == 2
    assert (some.stdout_bytes, some.stderr_bytes, some.exit_code) == (
        alone.stdout_bytes,
        alone.stderr_bytes,
        alone.exit_code,
    )
    if format_ == "json":
        assert {finding["path"] for finding in json.loads(some.stdout)["findings"]} >= {"tts0.py", "wide.py"}


def test_as_many_as_pay(forks: Forks, tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "idle_cpus", lambda: 4)
    paths = sorted(path.name for path in tree.iterdir() if path.is_file())
    expected = gate(paths, None)
    assert gate(paths, None, None) == expected
    assert forks() == 3
    assert gate(paths[:9], None, 4) == gate(paths[:9], None)
    assert forks() == 3
    assert gate(paths[:14], None, 4) == gate(paths[:14], None)
    assert forks() == 4


@pytest.mark.parametrize(
    ("load", "there", "usable", "idle"),
    [(0.4, 4, 4, 4), (2.9, 4, 4, 2), (9.0, 4, 4, 1), (30.0, 64, 4, 4), (0.0, 8, 1, 1)],
)
def test_busy_cpus_are_left_to_others(
    monkeypatch: pytest.MonkeyPatch, load: float, there: int, usable: int, idle: int
) -> None:
    monkeypatch.setattr(os, "getloadavg", lambda: (load, 0.0, 0.0))
    monkeypatch.setattr(os, "cpu_count", lambda: there)
    monkeypatch.setattr(workers, "cpus", lambda: usable)
    assert workers.idle_cpus() == idle


def test_what_does_not_lie_on_the_disk_is_for_one_process(forks: Forks, tree: Path) -> None:
    files = {f"a{number}.py": b"SUPERTONE = 1\n" for number in range(30)}
    with mounted(FakeTree(str(tree), files)):
        gated = gate([str(tree / name) for name in files], None, 3)
    assert len(gated.suspects) == 30
    with rewritten({}):
        gate([str(path) for path in tree.iterdir()], None, 3)
    assert forks() == 0


def test_only_a_check_is_shared_out(forks: Forks, tree: Path) -> None:
    check_paths(["."], Config(root=str(tree)))
    assert forks() == 0


def test_a_process_with_threads_is_not_forked(monkeypatch: pytest.MonkeyPatch, tree: Path) -> None:
    import threading

    monkeypatch.setattr(threading, "active_count", lambda: 2)
    assert not workers.may_fork()
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    assert workers.may_fork()
