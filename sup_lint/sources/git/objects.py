"""Git's objects: single ones by name, and a stream of many."""

import threading
from collections.abc import Iterable, Iterator, Sequence
from types import TracebackType
from typing import IO, TYPE_CHECKING, NamedTuple, Self

from sup_lint.sources.git.command import GitError, reason_of

if TYPE_CHECKING:
    import subprocess

    from sup_lint.sources.git.command import Git

_CHUNK = 1 << 20


class Listed(NamedTuple):
    """An object of the repository: its name in hex, its type (`blob`, `tree`, `commit`, `tag`) and size in bytes."""

    name: str
    type: str
    size: int


class Objects:
    """Reads objects by name while it is open; git runs once for all of them."""

    def __init__(self, git: "Git") -> None:
        self._git = git
        self._process: subprocess.Popen[bytes] | None = None
        self._naming: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End git."""
        for process in (self._process, self._naming):
            if process is not None:
                _end(process)
        self._process = self._naming = None

    def read(self, name: str) -> bytes | None:
        """The bytes of the object that `name` stands for: hex, or `REVISION:PATH`; None if there is none.

        Raises GitError if git ends.
        """
        if "\n" in name:  # git reads one name a line
            return None
        process = self._process = self._process or self._git.start("cat-file", "--batch")
        header = _header(process, name)
        size = _size(header)
        if size is None:
            return None
        answer = _pipes(process)[1]
        data = answer.read(size + 1)
        if len(data) != size + 1:
            raise GitError(_complaint(process))
        return data[:-1]

    def name_of(self, name: str) -> str | None:
        """The object, in hex, that `REVISION:PATH` or another name stands for; None if there is none.

        Raises GitError if git ends.
        """
        if "\n" in name:
            return None
        process = self._naming = self._naming or self._git.start("cat-file", "--batch-check")
        header = _header(process, name)
        return header.split(b" ", 1)[0].decode("ascii") if _size(header) is not None else None


def _header(process: "subprocess.Popen[bytes]", name: str) -> bytes:
    asked, answer = _pipes(process)
    try:
        asked.write(name.encode("utf-8", "surrogateescape") + b"\n")
        asked.flush()
        header = answer.readline()
    except OSError:
        header = b""
    if not header.endswith(b"\n"):
        raise GitError(_complaint(process))
    return header


def listed(git: "Git") -> Iterator[Listed]:
    """Yield every object that the repository and its alternates hold, in an order in which they are read fast.

    Raises GitError.
    """
    process = git.start("cat-file", "--batch-all-objects", "--unordered", "--buffer", "--batch-check")
    asked, answer = _pipes(process)
    asked.close()
    try:
        for line in answer:
            name, kind, size = line.decode("ascii").split()
            yield Listed(name, kind, int(size))
        if process.wait():
            raise GitError(_complaint(process))
    finally:
        _end(process)


def stream(git: "Git", names: Sequence[str]) -> Iterator[tuple[str, bytes | None]]:
    """Yield the objects called `names` (hex) with their bytes, in this order; None for one that is missing.

    One object is held at a time. Raises GitError if git ends too early.
    """
    process = git.start("cat-file", "--batch", "--buffer")
    asked, answer = _pipes(process)
    # Git answers while it is being asked: who only asks fills both pipes and waits for ever.
    asking = threading.Thread(target=_ask, args=(asked, names), daemon=True)
    asking.start()
    try:
        for name in names:
            header = answer.readline()
            if not header.endswith(b"\n"):
                raise GitError(_complaint(process))
            size = _size(header)
            if size is None:
                yield name, None
                continue
            data = answer.read(size)
            if len(data) != size or not answer.read(1):
                raise GitError(_complaint(process))
            yield name, data
    finally:
        _end(process)
        asking.join()


def _ask(asked: IO[bytes], names: Iterable[str]) -> None:
    try:
        for name in names:
            asked.write(name.encode("ascii") + b"\n")
        asked.close()
    except (OSError, ValueError):  # the reader has stopped listening
        return


def _size(header: bytes) -> int | None:
    """The size in the header `NAME TYPE SIZE`; None in `NAME missing` and its like."""
    words = header.rsplit(b" ", 2)
    return int(words[2]) if len(words) == 3 and words[1] in {b"blob", b"tree", b"commit", b"tag"} else None


def _pipes(process: "subprocess.Popen[bytes]") -> tuple[IO[bytes], IO[bytes]]:
    assert process.stdin is not None
    assert process.stdout is not None
    return process.stdin, process.stdout


def _complaint(process: "subprocess.Popen[bytes]") -> str:
    process.kill()
    assert process.stderr is not None
    return reason_of(process.stderr.read(_CHUNK))


def _end(process: "subprocess.Popen[bytes]") -> None:
    import contextlib

    process.kill()
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe is not None:
            with contextlib.suppress(OSError):
                pipe.close()
    process.wait()
