"""Running contestants in turn, and what their runs cost."""

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

# Whoever needs longer than this for the warm-up is measured by the warm-up alone.
PATIENCE_SECONDS = 15.0


@dataclass(frozen=True, slots=True)
class Contestant:
    """A command under a name. Any exit code but `exit_codes` means that it did not do the work."""

    name: str
    command: tuple[str, ...]
    exit_codes: tuple[int, ...] = (0,)


@dataclass(frozen=True, slots=True)
class Sample:
    """One run: wall-clock time, and the resident memory of its largest process in bytes."""

    seconds: float
    peak: int


@dataclass(slots=True)
class Result:
    """All runs of one contestant; with a `failure` the samples mean nothing."""

    contestant: Contestant
    samples: list[Sample] = field(default_factory=list)
    failure: str | None = None


def run_in_turn(
    contestants: Sequence[Contestant],
    directory: Path,
    environment: Mapping[str, str],
    *,
    runs: int,
    limit: float,
) -> list[Result]:
    """Run every contestant `runs` times in `directory`: A B C, A B C, …; so the machine's drift hits all.

    A first round fills the caches and is not counted. A run of more than `limit` seconds is ended and fails.
    """
    results = [Result(contestant) for contestant in contestants]
    done: set[int] = set()
    for turn in range(runs + 1):
        for index, result in enumerate(results):
            if index in done:
                continue
            outcome = run_once(result.contestant, directory, environment, limit=limit)
            if isinstance(outcome, str):
                result.failure = outcome
                done.add(index)
            elif turn > 0 or outcome.seconds > PATIENCE_SECONDS:
                result.samples.append(outcome)
                if turn == 0:
                    done.add(index)
    return results


def run_once(contestant: Contestant, directory: Path, environment: Mapping[str, str], *, limit: float) -> Sample | str:
    """Run it to its end. Gives why it failed as a sentence, if it did."""
    # A file, because some programs search less when their output goes to /dev/null.
    with tempfile.TemporaryFile() as output:
        started = time.perf_counter()
        process = subprocess.Popen(
            contestant.command,
            cwd=directory,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        timer = threading.Timer(limit, os.killpg, (process.pid, signal.SIGKILL))
        timer.start()
        try:
            # wait4 and not getrusage(RUSAGE_CHILDREN), which would give the largest of all children so far.
            _, status, usage = os.wait4(process.pid, 0)
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)
            raise
        finally:
            timer.cancel()
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode == -signal.SIGKILL and seconds >= limit:
            return f"ended after {limit:.0f} s"
        if process.returncode not in contestant.exit_codes:
            return f"exit code {process.returncode}: {last_line(output)}"
        return Sample(seconds, in_bytes(usage.ru_maxrss))


def in_bytes(peak: int) -> int:
    """`ru_maxrss` in bytes: macOS counts bytes, the others kibibytes."""
    return peak if sys.platform == "darwin" else peak * 1024


def last_line(output: IO[bytes]) -> str:
    """The last line that is not blank, for a message."""
    output.seek(0)
    lines = output.read().decode("utf-8", "replace").split("\n")
    return next((line.strip() for line in reversed(lines) if line.strip()), "no output")
