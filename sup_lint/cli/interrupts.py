"""Being asked to stop: once is enough, and what has to be tidied up is tidied up undisturbed."""

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

_SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
_GRACE = 2.0


class Interrupted(KeyboardInterrupt):
    """Ctrl-C, or another request to end; `number` is the signal's."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number

    @property
    def code(self) -> int:
        """The exit code that shells know it by."""
        return 128 + self.number


@contextmanager
def interruptible() -> Iterator[None]:
    """Within it, the first signal that asks to end raises Interrupted, and further ones change nothing."""
    before = {number: signal.getsignal(number) for number in _SIGNALS}
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        del frame
        for each in _SIGNALS:
            signal.signal(each, signal.SIG_IGN)
        raise Interrupted(number)

    for number, handler in before.items():
        if handler is not signal.SIG_IGN:  # as nohup has it
            signal.signal(number, stop)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class Watched:
    """Progress that is passed on and remembered; once `stopped`, whoever reports any is interrupted."""

    def __init__(self, on_progress: Callable[[int, int, str], None] | None) -> None:
        self._on_progress = on_progress
        self.latest: tuple[int, int, str] | None = None
        self.stopped = False

    def __call__(self, done: int, total: int, what: str) -> None:
        """Take in that `done` of `total` are done, `what` the latest."""
        if self.stopped:
            raise KeyboardInterrupt
        self.latest = (done, total, what)
        if self._on_progress is not None:
            self._on_progress(done, total, what)


def leave(code: int) -> NoReturn:
    """Exit though threads may still be at work: they get a moment to let go of what they hold."""
    multiprocessing = sys.modules.get("multiprocessing")
    for process in multiprocessing.active_children() if multiprocessing is not None else ():
        process.kill()
    for thread in threading.enumerate():
        if thread is not threading.current_thread() and thread.daemon:
            thread.join(_GRACE)
            if thread.is_alive():
                sys.stdout.flush()
                sys.stderr.flush()
                _let_go_of_semaphores()
                os._exit(code)
    sys.exit(code)


def _let_go_of_semaphores() -> None:
    """What a pool of processes holds is let go of as the interpreter ends; without that a guard of Python's warns."""
    util = sys.modules.get("multiprocessing.util")
    if util is not None:
        util._run_finalizers(0)
