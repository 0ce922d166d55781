"""Room for an analysis: deep recursion, since source nests as deep as its author liked, and no search for garbage."""

import gc
import sys
import threading
from collections.abc import Callable
from contextvars import copy_context
from typing import TypeVar

from sup_lint.analysis.patience import hurry

# libcst's parser and its position provider recurse as deep as the source nests: 3 000 levels were measured to need
# less than this; what nests deeper is not parsed.
_STACK_BYTES = 512 * 1024 * 1024 - 4096
_SMALLEST_STACK = 8 * 1024 * 1024
_RECURSION_LIMIT = 200_000

# Nearly all that an analysis makes lives to its end: with Python's own thresholds a quarter of the time goes into
# looking for garbage there.
_COLLECTION = (1_000_000, 10, 10)

# How long a Ctrl-C may go unnoticed, in seconds.
_AWAKE = 0.1

_T = TypeVar("_T")


def _start(run: Callable[[], None]) -> threading.Thread:
    """Start a thread with the largest stack that the system grants: address space may be limited.

    It sees what is mounted (`sources.files`).
    """
    context = copy_context()
    size = _STACK_BYTES
    while True:
        threading.stack_size(size)
        thread = threading.Thread(target=context.run, args=(run,), daemon=True)
        try:
            thread.start()
        except RuntimeError:
            if size < _SMALLEST_STACK:
                raise
            size //= 4
        else:
            return thread


def with_deep_stack(work: Callable[[], _T]) -> _T:
    """Run `work` in a thread of its own with room for deep recursion; give its result or raise what it raised.

    What it does within `patience.bounded` is interrupted when its time is over. Meanwhile garbage is rarely collected.
    """
    outcome: list[_T] = []
    problem: list[BaseException] = []

    def run() -> None:
        try:
            outcome.append(work())
        except BaseException as error:
            problem.append(error)

    limit, stack = sys.getrecursionlimit(), threading.stack_size()
    thresholds = gc.get_threshold()
    sys.setrecursionlimit(max(limit, _RECURSION_LIMIT))
    gc.set_threshold(*_COLLECTION)
    try:
        thread = _start(run)
        # A signal may reach the other thread, and what is to be done about it only this one does: it must wake up.
        while thread.is_alive():
            thread.join(_AWAKE)
            if thread.ident is not None:
                hurry(thread.ident)
    finally:
        threading.stack_size(stack)
        sys.setrecursionlimit(limit)
        gc.set_threshold(*thresholds)
    if problem:
        raise problem[0]
    return outcome[0]
