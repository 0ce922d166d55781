"""Room for deep recursion: source nests as deep as its author liked."""

import sys
import threading
from collections.abc import Callable
from typing import TypeVar

# libcst's parser and its position provider recurse as deep as the source nests: 3 000 levels were measured to need
# less than this; what nests deeper is not parsed.
_STACK_BYTES = 512 * 1024 * 1024 - 4096
_RECURSION_LIMIT = 200_000

_T = TypeVar("_T")


def with_deep_stack(work: Callable[[], _T]) -> _T:
    """Run `work` in a thread of its own with room for deep recursion; give its result or raise what it raised."""
    outcome: list[_T] = []
    problem: list[BaseException] = []

    def run() -> None:
        try:
            outcome.append(work())
        except BaseException as error:  # noqa: BLE001 - raised again in the caller's thread
            problem.append(error)

    limit, stack = sys.getrecursionlimit(), threading.stack_size(_STACK_BYTES)
    sys.setrecursionlimit(max(limit, _RECURSION_LIMIT))
    try:
        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        thread.join()
    finally:
        threading.stack_size(stack)
        sys.setrecursionlimit(limit)
    if problem:
        raise problem[0]
    return outcome[0]
