"""A git that runs beside us: fed by a thread, read as a stream, and ended however the reading ends."""

import contextlib
import os
import threading
from collections.abc import Iterable
from types import TracebackType
from typing import IO, TYPE_CHECKING, Self

from sup_lint.sources.git.command import GitError, reason_of

if TYPE_CHECKING:
    import subprocess

    from sup_lint.sources.git.command import Git

_CHUNK = 1 << 20


class Running:
    """A git that has been started; `output` is what it prints. As a context manager it ends git and lets go of all.

    `given` are the pieces of its standard input. They are written by a thread: git answers while it is being asked, and
    who only asks fills both pipes and waits for ever. Without it one writes to `input` and closes it, or waits for each
    answer before asking on. Raises GitError if git does not start.
    """

    def __init__(self, git: "Git", *arguments: str, given: Iterable[bytes] | None = None) -> None:
        # A file, since nobody reads a pipe for complaints meanwhile: git would wait when it is full.
        self._complaints = _scratch()
        try:
            self._process: subprocess.Popen[bytes] = git.start(*arguments, complaints=self._complaints)
        except BaseException:
            self._complaints.close()
            raise
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self.input: IO[bytes] = self._process.stdin
        self.output: IO[bytes] = self._process.stdout
        self._asking: threading.Thread | None = None
        if given is not None:
            self._asking = threading.Thread(target=_feed, args=(self.input, given), daemon=True)
            self._asking.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End git, and close what leads to it."""
        self._process.kill()
        self._process.wait()
        if self._asking is not None:
            self._asking.join()
        for pipe in (self.input, self.output, self._complaints):
            with contextlib.suppress(OSError):
                pipe.close()

    def finish(self) -> None:
        """Wait for git to end by itself. Raises GitError if it failed."""
        if self._process.wait():
            raise self.failure()

    def failure(self) -> GitError:
        """What git complains of, to be raised; git is ended."""
        self._process.kill()
        self._process.wait()
        self._complaints.seek(0)
        return GitError(reason_of(self._complaints.read(_CHUNK)))


def _scratch() -> IO[bytes]:
    """A file without a name; in memory where that is possible, since importing `tempfile` takes longer than git."""
    if hasattr(os, "memfd_create"):
        return os.fdopen(os.memfd_create("complaints"), "w+b")
    import tempfile

    return tempfile.TemporaryFile()


def _feed(asked: IO[bytes], given: Iterable[bytes]) -> None:
    # Git may have stopped listening.
    with contextlib.suppress(OSError, ValueError):
        for piece in given:
            asked.write(piece)
    with contextlib.suppress(OSError, ValueError):
        asked.close()
