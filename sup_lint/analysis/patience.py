"""How long the work on one file may take: the thread that waits for it interrupts what takes longer."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

_AGAIN = 1.0


class OutOfPatienceError(BaseException):
    """The work took too long. No `except Exception` holds it up."""


class _Bound:
    """When the time of the work in hand is over, by a clock; `fired` tells that it was interrupted."""

    def __init__(self, thread: int, seconds: float) -> None:
        # The processor time of this thread alone, where the system tells it: a busy machine changes no outcome.
        clock_of = getattr(time, "pthread_getcpuclockid", None)
        self._clock: int | None = clock_of(thread) if clock_of is not None else None
        self._end = self._now() + seconds
        self.fired = False

    def _now(self) -> float:
        return time.clock_gettime(self._clock) if self._clock is not None else time.monotonic()

    def is_over(self) -> bool:
        """Whether it is time to interrupt. What came to nothing, in a destructor for example, is tried again."""
        if self._now() < self._end:
            return False
        self._end = self._now() + _AGAIN
        return True


_IN_HAND: dict[int, _Bound] = {}
_LOCK = threading.Lock()


@contextmanager
def bounded(seconds: float) -> Iterator[None]:
    """Interrupt what runs within by OutOfPatienceError after so many seconds of processor time.

    It takes a thread that calls `hurry` now and then (`analysis.depth`); without one nothing is interrupted. What is
    bounded within has its own time.
    """
    thread = threading.get_ident()
    around = _IN_HAND.get(thread)
    bound = _IN_HAND[thread] = _Bound(thread, seconds)
    try:
        yield
    finally:
        with _LOCK:
            if around is not None:
                _IN_HAND[thread] = around
            else:
                del _IN_HAND[thread]
            if bound.fired:
                _interrupt(thread, None)  # one that has not come through yet would hit what comes next


def hurry(thread: int) -> None:
    """Interrupt what is in hand in a thread, by its identity, if its time is over."""
    if thread in _IN_HAND:
        with _LOCK:
            bound = _IN_HAND.get(thread)
            if bound is not None and bound.is_over():
                bound.fired = True
                _interrupt(thread, OutOfPatienceError)


def _interrupt(thread: int, error: type[BaseException] | None) -> None:
    import ctypes

    given = ctypes.py_object(error) if error is not None else None
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), given)
