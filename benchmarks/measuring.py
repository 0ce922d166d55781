"""Running contestants in turn, and what their runs cost."""

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

# Whoever needs longer than this for the warm-up is measured by the warm-up alone.
PATIENCE_SECONDS = 15.0


@dataclass(frozen=True, slots=True)
class Contestant:
    """A command under a name. Any exit code but `exit_codes` means that it did not do the work.

    A run of more than `limit` seconds is cut. Who `reports` is asked whether it found what is there.
    """

    name: str
    command: tuple[str, ...]
    exit_codes: tuple[int, ...] = (0,)
    reports: bool = True
    limit: float = 600.0


@dataclass(frozen=True, slots=True)
class Sample:
    """One run: wall-clock time, the resident memory of its largest process in bytes, and what it printed.

    A run that was `cut` took longer than its time.
    """

    seconds: float
    peak: int
    output: str
    cut: bool = False


@dataclass(slots=True)
class Result:
    """All runs of one contestant, and what the first one printed; with a `failure` the samples mean nothing."""

    contestant: Contestant
    samples: list[Sample] = field(default_factory=list)
    output: str = ""
    failure: str | None = None

    @property
    def cut(self) -> bool:
        """Whether it didn't come to its end."""
        return any(sample.cut for sample in self.samples)


def run_in_turn(
    contestants: Sequence[Contestant],
    directory: Path,
    environment: Mapping[str, str],
    *,
    runs: int,
) -> list[Result]:
    """Run every contestant `runs` times in `directory`: A B C, A B C, …; so the machine's drift hits all.

    A first round fills the caches and is not counted, but for those who need so long for it that once is enough.
    """
    results = [Result(contestant) for contestant in contestants]
    done: set[int] = set()
    for turn in range(runs + 1):
        for index, result in enumerate(results):
            if index in done:
                continue
            outcome = run_once(result.contestant, directory, environment)
            if isinstance(outcome, str):
                result.failure = outcome
                done.add(index)
                continue
            if turn == 0:
                result.output = outcome.output
            if turn > 0 or outcome.seconds > PATIENCE_SECONDS:
                result.samples.append(replace(outcome, output=""))
                if turn == 0:
                    done.add(index)
    return results


def run_once(contestant: Contestant, directory: Path, environment: Mapping[str, str]) -> Sample | str:
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
        timer = threading.Timer(contestant.limit, os.killpg, (process.pid, signal.SIGKILL))
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
        output.seek(0)
        printed = output.read().decode("utf-8", "replace")
        cut = process.returncode == -signal.SIGKILL and seconds >= contestant.limit
        if not cut and process.returncode not in contestant.exit_codes:
            return f"exit code {process.returncode}: {last_line(printed)}"
        return Sample(seconds, in_bytes(usage.ru_maxrss), printed, cut)


def in_bytes(peak: int) -> int:
    """`ru_maxrss` in bytes: macOS counts bytes, the others kibibytes."""
    return peak if sys.platform == "darwin" else peak * 1024


def last_line(printed: str) -> str:
    """The last line that is not blank, for a message."""
    return next((line.strip() for line in reversed(printed.split("\n")) if line.strip()), "no output")
