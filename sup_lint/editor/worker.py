"""The process that analyses for the server: it may be ended at any moment, and hangs in the server's place.

Requests come as pickles over standard input, each behind its length in eight bytes; answers go back likewise.
"""

import os
import pickle
import queue
import signal
import sys
import threading
from typing import TYPE_CHECKING, BinaryIO

from sup_lint.editor.requests import Answer, Check, Failed, Request

if TYPE_CHECKING:
    from sup_lint.editor.checking import Checker

LENGTH = 8


def main() -> None:
    """Answer requests until standard input ends; whatever else is printed goes to standard error."""
    # Ctrl-C in a terminal reaches all processes there: when to end is for the server to say.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    requests: queue.Queue[bytes] = queue.Queue()
    threading.Thread(target=_read, args=(sys.stdin.buffer, requests), daemon=True).start()
    serve(requests, answers)


def serve(requests: "queue.Queue[bytes]", answers: BinaryIO) -> None:
    """Answer one request after the other, for ever."""
    from sup_lint.editor.checking import Checker

    checker = Checker()
    while True:
        answer = _answer(pickle.loads(requests.get()), checker)  # noqa: S301 - from the process that started this one
        data = pickle.dumps(answer)
        answers.write(len(data).to_bytes(LENGTH, "big") + data)
        answers.flush()


def _answer(request: Request, checker: "Checker") -> Answer:
    try:
        if isinstance(request, Check):
            return checker.check(request)
        from sup_lint.analysis.depth import with_deep_stack
        from sup_lint.editor.silencing import silencing

        return with_deep_stack(lambda: silencing(request))
    except Exception as error:
        return Failed(type(error).__name__)


def _read(source: BinaryIO, requests: "queue.Queue[bytes]") -> None:
    """Pass requests on; when the server is gone, so is this process, whatever it is at."""
    while len(head := source.read(LENGTH)) == LENGTH:
        requests.put(source.read(int.from_bytes(head, "big")))
    os._exit(0)


if __name__ == "__main__":
    main()
