"""The first look at very many files by several processes: forks of this one, which tell it what they saw."""

import marshal
import os
import selectors
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import NamedTuple, NoReturn

from sup_lint.engine.gating import Gated, Progress
from sup_lint.model.report import Failure

# Files are taken in blocks, by whoever has done the one before: some are large, and some CPUs busy with other things.
_FEWEST_IN_BLOCK = 128
# The numbers of so many fit into the smallest pipe.
_MOST_BLOCKS = 1024
_NUMBER = 4
_LENGTH = 8
# What is longer a worker doesn't send: it would only exhaust the memory.
_LONGEST = 16 << 20
_CHUNK = 1 << 20
_ASKING_TO_END = frozenset(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))

Look = Callable[[Sequence[str]], Gated]
_Block = Sequence[str]


class _Worker(NamedTuple):
    """A fork: its process id, the end of the pipe that it is heard from, and what was heard but not yet taken in."""

    process: int
    channel: int
    heard: bytearray


def cpus() -> int:
    """How many CPUs this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


def idle_cpus() -> int:
    """How many CPUs this process may use, without those that others keep busy; at least the one it runs on."""
    try:
        busy = int(os.getloadavg()[0])
    except (AttributeError, OSError):
        busy = 0
    return max(1, min(cpus(), (os.cpu_count() or 1) - busy))


def may_fork() -> bool:
    """Whether this process can be forked safely: on a POSIX system, as long as it has one thread."""
    threading = sys.modules.get("threading")
    return hasattr(os, "fork") and (threading is None or threading.active_count() == 1)


def look_together(look: Look, paths: Sequence[str], count: int, on_progress: Progress | None) -> list[Gated]:
    """Let `count` processes, this one among them, look at files; what they saw comes in the order of the paths.

    `look` must not change anything. What a worker does not tell, because it could not be started or has died, this
    process looks at itself. No worker is left when this returns or raises.
    """
    size = max(_FEWEST_IN_BLOCK, -(-len(paths) // _MOST_BLOCKS))
    blocks = [paths[start : start + size] for start in range(0, len(paths), size)]
    done: dict[int, Gated] = {}

    def take_in(number: int, gated: Gated) -> None:
        done[number] = gated
        if on_progress is not None:
            on_progress(min(len(done) * size, len(paths)), len(paths), blocks[number][-1])

    with (
        suppress(OSError),  # where the system grants no more processes or pipes, what is left is done alone
        _tickets(len(blocks)) as tickets,
        _workers(count - 1, look, blocks, tickets) as workers,
    ):
        for number in _taken(tickets):
            take_in(number, look(blocks[number]))
            for told in _heard(workers, 0):
                take_in(*told)
        while workers:
            for told in _heard(workers, None):
                take_in(*told)
    for number, block in enumerate(blocks):
        if number not in done:
            take_in(number, look(block))
    return [done[number] for number in range(len(blocks))]


@contextmanager
def _tickets(count: int) -> Iterator[int]:
    """A pipe that holds the number of each block once: the end for reading."""
    outlet, inlet = os.pipe()
    try:
        os.write(inlet, b"".join(number.to_bytes(_NUMBER, "big") for number in range(count)))
        os.close(inlet)
        yield outlet
    finally:
        os.close(outlet)


def _taken(tickets: int) -> Iterator[int]:
    """Take numbers of blocks until none is left."""
    while ticket := os.read(tickets, _NUMBER):
        yield int.from_bytes(ticket, "big")


@contextmanager
def _workers(count: int, look: Look, blocks: Sequence[_Block], tickets: int) -> Iterator[list[_Worker]]:
    """So many forks at work; those still at work at the end are ended. Raises OSError if the system grants no more."""
    workers: list[_Worker] = []
    try:
        # Nobody may be interrupted between being forked and being known.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, _ASKING_TO_END)
        try:
            for _ in range(count):
                outlet, inlet = os.pipe()
                try:
                    process = os.fork()
                except OSError:
                    os.close(outlet)
                    raise
                else:
                    if not process:
                        _work(look, blocks, tickets, inlet, [outlet, *(each.channel for each in workers)], before)
                finally:
                    os.close(inlet)
                workers.append(_Worker(process, outlet, bytearray()))
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        yield workers
    finally:
        for worker in workers:
            with suppress(ProcessLookupError):
                os.kill(worker.process, signal.SIGKILL)
        for worker in workers:
            _let_go(worker)


def _let_go(worker: _Worker) -> None:
    """Close what is left of a worker that has ended, or is about to."""
    os.close(worker.channel)
    with suppress(ChildProcessError):  # whoever started this process may have it leave its children to the system
        os.waitpid(worker.process, 0)


def _work(
    look: Look, blocks: Sequence[_Block], tickets: int, channel: int, others: Sequence[int], mask: Iterable[int]
) -> NoReturn:
    """In a worker: look at blocks and tell of them, until there are none, or nobody is there to be told."""
    try:
        for number in _ASKING_TO_END:
            if signal.getsignal(number) is not signal.SIG_IGN:  # as nohup has it
                signal.signal(number, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        for other in others:  # as long as one is open, nobody sees that the process it belongs to is gone
            os.close(other)
        for number in _taken(tickets):
            gated = look(blocks[number])
            if sum(len(data) for _, data in gated.suspects) > _LONGEST:
                continue
            failures = [tuple(failure) for failure in gated.failures]
            record = marshal.dumps((number, *gated._replace(failures=[]), failures))
            left = memoryview(len(record).to_bytes(_LENGTH, "big") + record)
            while left:
                left = left[os.write(channel, left) :]
    finally:
        # Nothing else that belongs to the process it is a copy of may happen here: no handler, no flush, no traceback.
        os._exit(0)


def _heard(workers: list[_Worker], seconds: float | None) -> Iterator[tuple[int, Gated]]:
    """Yield what workers tell within some seconds (None: wait for the next); those that have ended leave the list."""
    if not workers:
        return
    with selectors.DefaultSelector() as selector:
        for worker in workers:
            selector.register(worker.channel, selectors.EVENT_READ, worker)
        ready = [key.data for key, _ in selector.select(seconds)]
    for worker in ready:
        chunk = os.read(worker.channel, _CHUNK)
        worker.heard.extend(chunk)
        yield from _records(worker.heard)
        if not chunk:
            workers.remove(worker)
            _let_go(worker)


def _records(heard: bytearray) -> Iterator[tuple[int, Gated]]:
    """Take out of what was heard all records that are whole."""
    while len(heard) >= _LENGTH and len(heard) >= (end := _LENGTH + int.from_bytes(heard[:_LENGTH], "big")):
        number, *columns, failures = marshal.loads(heard[_LENGTH:end])  # noqa: S302 - a fork of this process wrote it
        del heard[:end]
        yield number, Gated(*columns)._replace(failures=[Failure(*failure) for failure in failures])
