"""`sup-lint scan --executor`: a real scheduler and two workers on loopback."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.cli.scanning import environment, repository, scan_apart, speech
from tests.keymaker import make_key

_DEADLINE = 60
# The command, with somebody who kills the processes $VICTIMS when a number of repositories is done, and no patience.
_KILLING = """
import os, signal
from sup_lint.engine.scan import cluster
cluster._FIRST_WORKER = cluster._NO_WORKER = 0.2
from sup_lint.cli import interrupts
passed_on = interrupts.Watched.__call__
def kill(watched, done, total, what):
    if done == 3:
        for victim in os.environ["VICTIMS"].split():
            os.kill(int(victim), signal.SIGKILL)
    passed_on(watched, done, total, what)
interrupts.Watched.__call__ = kill
from sup_lint.cli.main import main
main()
"""


class Cluster(NamedTuple):
    """A scheduler, two workers, and the address that the command is told."""

    address: str
    scheduler: "subprocess.Popen[bytes]"
    workers: "tuple[subprocess.Popen[bytes], ...]"
    folder: Path


def dask(kind: str, folder: Path, *arguments: str) -> "subprocess.Popen[bytes]":
    log = (folder / "log").open("ab")
    with log:
        return subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.dask_{kind}", "--no-dashboard", *arguments],
            cwd=folder,
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    folder = tmp_path / "cluster"
    folder.mkdir()
    file = folder / "scheduler.json"
    started = [dask("scheduler", folder, "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(file))]
    options = ("--scheduler-file", str(file), "--nthreads", "1", "--no-nanny", "--local-directory", str(folder))
    started += [dask("worker", folder, *options) for _ in range(2)]
    try:
        deadline = time.monotonic() + _DEADLINE
        while (folder / "log").read_text().count("Registered to:") < 2:
            assert time.monotonic() < deadline, (folder / "log").read_text()
            time.sleep(0.05)
        address = json.loads(file.read_text())["address"].replace("tcp://", "dask://")
        yield Cluster(address, started[0], tuple(started[1:]), folder)
    finally:
        for process in started:
            process.kill()
            process.wait()


@pytest.fixture(scope="module")
def repositories(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twenty small repositories: some clean, some that leak, some that share a key."""
    folder = tmp_path_factory.mktemp("many")
    for number in range(20):
        key = make_key(number % 7)
        leak, clean = {"app/tts.py": speech(key, f"app {number}")}, {"app/tts.py": "print('nothing')\n"}
        repository(folder / f"app{number}", *([leak, clean] if number % 3 else [leak])[: 1 + number % 2])
    (folder / "list").write_text("".join(f"app{number}\n" for number in range(19)) + f"file://{folder}/app19\n")
    (folder / "few").write_text("".join(f"app{number}\n" for number in range(8)))
    return folder


@pytest.fixture(scope="module")
def local(repositories: Path) -> object:
    """The report of a local run."""
    done = scan_apart(repositories, "--repos-from", "list", "--format", "json", "--jobs", "2")
    assert (done.returncode, done.stderr) == (
        1,
        (
            "Found 25 findings (20 errors, 5 warnings) in 20 files and 27 file versions of the history; "
            "13 fixable with sup-lint check --fix.\n"
        ),
    )
    return json.loads(done.stdout)


def killing(
    folder: Path, listed: str, cluster: Cluster, *victims: "subprocess.Popen[bytes]"
) -> "subprocess.CompletedProcess[str]":
    arguments = ("--repos-from", listed, "--format", "json", "--executor", cluster.address)
    return subprocess.run(
        [sys.executable, "-c", _KILLING, "scan", *arguments],
        cwd=folder,
        env=environment(VICTIMS=" ".join(str(victim.pid) for victim in victims)),
        capture_output=True,
        text=True,
        timeout=_DEADLINE,
        check=False,
    )


def test_a_worker_that_dies_changes_nothing(cluster: Cluster, repositories: Path, local: object) -> None:
    done = killing(repositories, "list", cluster, cluster.workers[0])
    assert cluster.workers[0].wait(_DEADLINE) == -signal.SIGKILL
    assert json.loads(done.stdout) == local
    assert done.returncode == 1


def test_a_scheduler_that_goes_away_fails_what_is_left(cluster: Cluster, repositories: Path) -> None:
    done = killing(repositories, "few", cluster, cluster.scheduler)
    failures = json.loads(done.stdout)["failures"]
    assert 0 < len(failures) < 8
    # Whichever is noticed first: the lost connection, or that nobody answers.
    gone = ("is gone", "does not answer any more")
    assert {failure["reason"] for failure in failures} <= {
        f"could not be scanned: the scheduler of the cluster {what}" for what in gone
    }
    assert done.returncode == 1


def test_without_workers_it_does_not_wait_for_ever(cluster: Cluster, repositories: Path) -> None:
    done = killing(repositories, "few", cluster, *cluster.workers)
    failures = json.loads(done.stdout)["failures"]
    assert 0 < len(failures) < 8
    assert {each["reason"] for each in failures} == {"could not be scanned: the cluster has no worker any more"}
    done = killing(repositories, "few", cluster)
    assert (done.returncode, done.stdout) == (2, "")
    place = cluster.address.removeprefix("dask://")
    assert done.stderr == (
        f"sup-lint: the Dask scheduler at {place} has no worker: start one with `dask worker {place}`\n"
    )


def test_without_a_scheduler_it_is_one_sentence(tmp_path: Path) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{nobody.getsockname()[1]}"
        done = scan_apart(tmp_path, ".", "--executor", f"dask://{place}")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"sup-lint: no Dask scheduler answers at {place}\n"


def test_without_the_extra_it_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "distributed.py").write_text("raise ImportError\n")
    path = os.pathsep.join([str(tmp_path), environment()["PYTHONPATH"]])
    done = scan_apart(tmp_path, ".", "--executor", "dask://127.0.0.1:1", PYTHONPATH=path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "sup-lint: to work with Dask: pip install 'sup-lint[dask]'\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--executor", "tcp://h:1"], r"--executor: the address of a cluster is dask://HOST:PORT"),
        (["--executor", "dask://h"], r"--executor: the address of a cluster is dask://HOST:PORT"),
        (
            ["--executor", "dask://h:1", "--known-key-env", "K"],
            r"--known-key-env and --executor contradict each other: known keys never leave this machine",
        ),
        (
            ["--executor", "dask://h:1", "--known-keys-from", "-"],
            r"--known-keys-from and --executor contradict each other: known keys never leave this machine",
        ),
    ],
)
def test_wrong_usage(tmp_path: Path, arguments: list[str], sentence: str) -> None:
    done = scan_apart(tmp_path, *arguments, K=make_key(1))
    assert (done.returncode, done.stdout) == (2, "")
    assert re.fullmatch(rf"sup-lint: {sentence} \(see `sup-lint scan --help`\)\n", done.stderr)
