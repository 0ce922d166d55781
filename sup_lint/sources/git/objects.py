"""Git's objects: single ones by name, and a stream of many."""

from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple, Self

from sup_lint.sources.git.piping import Running

if TYPE_CHECKING:
    from sup_lint.sources.git.command import Git

_CHUNK = 1 << 20
_ASKED_AT_ONCE = 500
_TYPES = frozenset({b"blob", b"tree", b"commit", b"tag"})


class Listed(NamedTuple):
    """An object of the repository: its name in hex, its type (`blob`, `tree`, `commit`, `tag`) and size in bytes."""

    name: str
    type: str
    size: int


class Objects:
    """Reads objects by name while it is open; git runs once for all of them."""

    def __init__(self, git: "Git") -> None:
        self._git = git
        self._running: dict[str, Running] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End git."""
        while self._running:
            self._running.popitem()[1].close()

    def read(self, name: str, *, largest: int | None = None) -> bytes | None:
        """The bytes of the object that `name` stands for: hex, or `REVISION:PATH`.

        None if there is none, or if it has more than `largest` bytes. Raises GitError if git ends.
        """
        found = self._ask("--batch", name)
        if found is None:
            return None
        running = self._running["--batch"]
        if largest is not None and found.size > largest:
            _skip(running, found.size + 1)
            return None
        data = running.output.read(found.size + 1)
        if len(data) != found.size + 1:
            raise running.failure()
        return data[:-1]

    def find(self, name: str) -> Listed | None:
        """The object that `name` stands for, as in `read`; None if there is none. Raises GitError if git ends."""
        return self._ask("--batch-check", name)

    def _ask(self, option: str, name: str) -> Listed | None:
        if "\n" in name:  # git reads one name a line
            return None
        running = self._running.get(option)
        if running is None:
            running = self._running[option] = Running(self._git, "cat-file", option)
        try:
            running.input.write(name.encode("utf-8", "surrogateescape") + b"\n")
            running.input.flush()
            header = running.output.readline()
        except OSError:
            header = b""
        if not header.endswith(b"\n"):
            raise running.failure()
        return _described(header)


def listed(git: "Git") -> Iterator[Listed]:
    """Yield every object that the repository and its alternates hold, in an order in which they are read fast.

    Raises GitError.
    """
    options = ("--batch-all-objects", "--unordered", "--buffer", "--batch-check")
    with Running(git, "cat-file", *options, given=()) as running:
        for line in running.output:
            name, kind, size = line.decode("ascii").split()
            yield Listed(name, kind, int(size))
        running.finish()


def names(git: "Git") -> Iterator[bytes]:
    """Yield the name, in hex, of every object as `listed` does, but much faster: git need not look at any of them.

    Raises GitError.
    """
    options = ("--batch-all-objects", "--unordered", "--buffer", "--batch-check=%(objectname)")
    with Running(git, "cat-file", *options, given=()) as running:
        for line in running.output:
            yield line[:-1]
        running.finish()


def stream(git: "Git", names: Sequence[str], *, largest: int | None = None) -> Iterator[tuple[str, bytes | None]]:
    """Yield the objects called `names` (hex) with their bytes, in this order.

    None stands for one that is missing, or has more than `largest` bytes. One object is held at a time. Raises
    GitError if git ends too early.
    """
    count = 0
    with Running(git, "cat-file", "--batch", "--buffer", given=_lines(names)) as running:
        for name, data in zip(names, _contents(running, largest), strict=False):
            yield name, data
            count += 1
        if count != len(names):
            raise running.failure()


def types(git: "Git", names: Sequence[str]) -> list[str | None]:
    """The types of the objects called `names` (hex), in this order; None for one that is missing. Raises GitError."""
    with Running(git, "cat-file", "--batch-check", "--buffer", given=_lines(names)) as running:
        found = [_described(line) for line in running.output]
        running.finish()
    return [None if described is None else described.type for described in found]


def _lines(names: Sequence[str]) -> Iterator[bytes]:
    for start in range(0, len(names), _ASKED_AT_ONCE):
        yield "".join(f"{name}\n" for name in names[start : start + _ASKED_AT_ONCE]).encode("ascii")


def _contents(running: Running, largest: int | None) -> Iterator[bytes | None]:
    """Yield the contents of the objects that git prints, as far as it comes."""
    # Many objects come with one read: this loop runs once for each file version there is.
    read = running.output.read
    read_some = running.output.read1  # type: ignore[attr-defined]
    buffer = b""
    start = 0
    while True:
        end = buffer.find(b"\n", start)
        if end < 0:
            piece = read_some(_CHUNK)
            if not piece:
                return
            buffer = buffer[start:] + piece
            start = 0
            continue
        size = _size(buffer[start:end])
        start = end + 1
        if size is None:
            yield None
            continue
        end = start + size
        lacking = end + 1 - len(buffer)
        is_wanted = largest is None or size <= largest
        if lacking <= 0:
            yield buffer[start:end] if is_wanted else None
        elif is_wanted:
            rest = read(lacking)
            if len(rest) != lacking:
                return
            yield b"".join((memoryview(buffer)[start:], memoryview(rest)[:-1])) if lacking > 1 else buffer[start:]
        else:
            _skip(running, lacking)
            yield None
        start = end + 1
        if lacking > 0:
            buffer = b""
            start = 0


def _skip(running: Running, size: int) -> None:
    while size > 0:
        piece = running.output.read(min(size, _CHUNK))
        if not piece:
            return
        size -= len(piece)


def _size(header: bytes) -> int | None:
    """The size in the header `NAME TYPE SIZE`; None in `NAME missing` and its like."""
    words = header.rsplit(b" ", 2)
    return int(words[2]) if len(words) == 3 and words[1] in _TYPES and words[2].isdigit() else None


def _described(header: bytes) -> Listed | None:
    words = header.decode("utf-8", "replace").rsplit(maxsplit=2)
    size = _size(header.rstrip(b"\n"))
    return None if size is None else Listed(words[0], words[1], size)
