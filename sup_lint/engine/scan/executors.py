"""Who does the work on many repositories: a pool of local processes."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import connection
from typing import NamedTuple

from sup_lint.engine.scan.folders import remove
from sup_lint.sources.git import cloning
from sup_lint.sources.git.command import Git

_GRACE = 5.0


class Crew(NamedTuple):
    """An executor, and how it is worked with.

    At most `window` jobs are handed to it at a time (None: all), so that those of a process that dies are known.
    `trouble` says in a sentence without a subject why nothing can be expected of it any more; empty while all is well.
    """

    executor: Executor
    window: int | None
    trouble: Callable[[], str] = str


@contextmanager
def local_processes(count: int, folder: str | None = None) -> Iterator[Crew]:
    """A pool of `count` processes of their own, all gone at the end; those still at work, if an error ends the context.

    A process that outlives this one ends by itself, and removes `folder`.
    """
    # Forking a process that has threads is unsafe, and this one may have.
    context = multiprocessing.get_context("spawn")
    executor = ProcessPoolExecutor(count, mp_context=context, initializer=_prepare, initargs=(folder,))
    try:
        with _interrupts_held_back():
            for _ in range(count):
                executor.submit(_nothing)
        yield Crew(executor, count)
    except BaseException:
        _end_processes()
        raise
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


def _end_processes() -> None:
    processes = multiprocessing.active_children()
    for process in processes:
        process.terminate()
    for process in processes:
        process.join(_GRACE)
        if process.is_alive():
            process.kill()
            process.join()


def _nothing() -> None:
    """The first job of each process, so that all of them are there."""


@contextmanager
def _interrupts_held_back() -> Iterator[None]:
    """Ctrl-C is sent to every process of a terminal; those started here never see it, this one sees it afterwards."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _prepare(folder: str | None) -> None:
    """In a process of the pool: whoever started it decides when it ends, and clones under way end with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _end)
    threading.Thread(target=_outlive_nobody, args=(folder,), daemon=True).start()


def _end(number: int, frame: object) -> None:
    del frame
    cloning.end_all()
    Git.end_all()
    os._exit(128 + number)


def _outlive_nobody(folder: str | None) -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    connection.wait([parent.sentinel])
    cloning.end_all()
    Git.end_all()
    if folder is not None:
        remove(folder)
    os._exit(1)
