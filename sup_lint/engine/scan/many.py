"""Many repositories: their jobs are handed to an executor, and each comes back as a scan or a failure."""

from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager
from queue import Empty, SimpleQueue

from sup_lint.engine.scan.executors import Crew
from sup_lint.engine.scan.work import Job, JobResult, carry_out

Progress = Callable[[int, int, str], None]
# How often the crew is asked whether it is well, in seconds.
_PATIENCE = 2.0
_DIED = "could not be scanned: the process that did it died"


def all_done(
    jobs: Sequence[Job],
    hire: Callable[[int], AbstractContextManager[Crew]],
    on_progress: Progress | None = None,
) -> list[JobResult]:
    """Let a crew do the jobs, and give what became of each, in the order of the jobs.

    `hire` opens a crew for so many jobs. Where a process of it dies, the jobs that were in its hands are done
    again, one by one: only the one that kills is given up.
    """
    results: dict[int, JobResult] = {}

    def done(number: int, result: JobResult) -> None:
        results[number] = result
        if on_progress is not None:
            on_progress(len(results), len(jobs), result.name)

    waiting = deque(range(len(jobs)))
    while waiting:
        before = len(waiting)
        with hire(before) as crew:
            suspects = _worked_off(jobs, waiting, crew, done)
        for number in suspects:
            with hire(1) as crew:
                died = bool(_worked_off(jobs, deque([number]), crew, done))
            if died:
                done(number, JobResult(jobs[number].task.name, None, _DIED))
        if len(waiting) == before:  # no process lives long enough to take a job
            for number in waiting:
                done(number, JobResult(jobs[number].task.name, None, _DIED))
            break
    return [results[number] for number in range(len(jobs))]


def _worked_off(
    jobs: Sequence[Job], waiting: deque[int], crew: Crew, done: Callable[[int, JobResult], None]
) -> list[int]:
    """Work off the jobs whose numbers are `waiting`. If the executor breaks, give those that it had at hand then."""
    at_hand: dict[Future[JobResult], int] = {}
    finished: SimpleQueue[Future[JobResult]] = SimpleQueue()
    try:
        while waiting or at_hand:
            while waiting and (crew.window is None or len(at_hand) < crew.window):
                future = crew.executor.submit(carry_out, jobs[waiting[0]])
                at_hand[future] = waiting.popleft()
                future.add_done_callback(finished.put)
            try:
                future = finished.get(timeout=_PATIENCE)
            except Empty:
                if trouble := crew.trouble():
                    for number in (*at_hand.values(), *waiting):
                        done(number, JobResult(jobs[number].task.name, None, f"could not be scanned: {trouble}"))
                    waiting.clear()
                    return []
                continue
            done(at_hand[future], _result(jobs[at_hand[future]], future))
            del at_hand[future]
    except BrokenProcessPool:
        return sorted(at_hand.values())
    finally:
        for future in at_hand:
            future.cancel()
    return []


def _result(job: Job, future: Future[JobResult]) -> JobResult:
    """What became of a job. Raises BrokenProcessPool."""
    try:
        return future.result()
    except BrokenProcessPool:
        raise
    except CancelledError:
        reason = "the scheduler of the cluster is gone"
    except ImportError:
        reason = "the worker has no sup-lint, or another version of it"
    except Exception as error:
        # Its text may hold anything.
        kind = type(error).__name__
        reason = "its workers died" if kind == "KilledWorker" else f"{kind} in the worker"
    return JobResult(job.task.name, None, f"could not be scanned: {reason}")
