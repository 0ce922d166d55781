"""Clean verdicts remembered from earlier runs, with all that they rest on.

A run that found nothing is remembered under a hash of what it began with: the suspects with their bytes, the names of
the other files, the settings, this version of sup-lint and of everything beside it. With it goes each question that was
asked of the files on the way, and a hash of the answer: what an import led to, which files git listed. The verdict
holds as long as all the answers are the same.

No key, no text of a file and no name is in it: the questions are encrypted with another hash of what the run began
with, which is kept nowhere. Whoever can read them has the files already.
"""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from hashlib import blake2b
from itertools import chain, count
from typing import TYPE_CHECKING, NamedTuple

import sup_lint
from sup_lint.sources import files, work_tree
from sup_lint.sources.watching import Question, watched

if TYPE_CHECKING:
    from sup_lint.config import Config

_MARK = b"sup-lint verdict 1\n"
_DIGEST = 16
_BLOCK = 64
_SALT = 16
# What asks for so much costs more to ask again than it spares.
_MOST_QUESTIONS = 20_000
_MOST_ENTRIES = 256
_LARGEST_ENTRY = 4 << 20
_ASKING: dict[str, Callable[..., object]] = {
    function.__name__: function
    for function in (
        files.read,
        files.read_start,
        files.is_file,
        files.is_folder,
        files.size,
        files.names,
        files.folders,
        files.matching,
        files.content,
        work_tree.is_top,
        work_tree.within,
        work_tree.top_of,
        work_tree.ignores,
        work_tree.known_to_git,
    )
}


class Beginning(NamedTuple):
    """What a run begins with, as two hashes: its `name` in the cache, and the `key` to what is kept there."""

    name: str
    key: bytes


def beginning(
    paths: Sequence[str], suspects: Iterable[tuple[str, bytes]], others: Iterable[str], config: "Config"
) -> Beginning:
    """Hash what a run begins with: the paths that it was given, the suspects among their files, and the other files."""
    told = blake2b(digest_size=_BLOCK)
    parts: Iterable[bytes] = chain(
        (repr((os.getcwd(), config, tuple(paths))).encode("utf-8", "surrogateescape"),),
        _tools(),
        chain.from_iterable((os.fsencode(path), data) for path, data in suspects),
        (b"others",),
        map(os.fsencode, others),
    )
    for part in parts:
        told.update(len(part).to_bytes(8, "big"))
        told.update(part)
    whole = told.digest()
    return Beginning(blake2b(whole, digest_size=20, person=b"name").hexdigest(), blake2b(whole, person=b"key").digest())


def _tools() -> Iterator[bytes]:
    """What judges: this Python, the files of this package, and what is installed beside it."""
    yield sys.version.encode()
    yield sup_lint.__version__.encode()
    package = os.path.dirname(os.path.abspath(sup_lint.__file__))
    for folder, _, names in os.walk(package):
        for name in sorted(names):
            if name.endswith(".py"):
                state = os.stat(os.path.join(folder, name))
                yield f"{folder} {name} {state.st_size} {state.st_mtime_ns}".encode("utf-8", "surrogateescape")
    for place in sys.path:
        try:
            installed = [name for name in os.listdir(place or ".") if name.endswith((".dist-info", ".egg-link"))]
        except OSError:
            continue
        yield "\n".join(sorted(installed)).encode("utf-8", "surrogateescape")


class Trace:
    """The questions that a run asks of the files, with hashes of the answers; `is_whole` if it asks nobody else."""

    def __init__(self) -> None:
        self.answers: dict[Question, bytes] = {}
        self.is_whole = True

    def hear(self, question: Question | None, answer: object) -> None:
        """Take note of a question and its answer."""
        if question is None or len(self.answers) >= _MOST_QUESTIONS:
            self.is_whole = False
        else:
            self.answers.setdefault(question, _hash(question.name, answer))


class Memory:
    """What is known of a run that begins: whether it was clean the last time, and afterwards whether it is now."""

    def __init__(
        self,
        paths: Sequence[str],
        suspects: Iterable[tuple[str, bytes]],
        others: Iterable[str],
        config: "Config",
    ) -> None:
        self._begun = beginning(paths, suspects, others, config)
        self._trace = Trace()

    def is_clean(self) -> bool:
        """Whether the run would find nothing."""
        return is_remembered(self._begun)

    def watching(self) -> AbstractContextManager[None]:
        """Within it the run has to take place."""
        return watched(self._trace.hear)

    def keep(self) -> None:
        """Remember that the run has found nothing."""
        remember(self._begun, self._trace)


def _hash(name: str, answer: object) -> bytes:
    match answer:
        case bytes():
            told = b"bytes" + answer
        case OSError():
            told = f"{type(answer).__name__} {answer.errno}".encode()
        case list() if name == files.names.__name__:
            told = repr(sorted(answer)).encode("utf-8", "surrogateescape")
        case _:
            told = repr(answer).encode("utf-8", "surrogateescape")
    return blake2b(told, digest_size=_DIGEST).digest()


def is_remembered(begun: Beginning) -> bool:
    """Whether a run that began like this found nothing, and would find nothing now."""
    folder = _folder()
    if folder is None:
        return False
    path = os.path.join(folder, begun.name)
    try:
        with open(path, "rb") as file:
            data = file.read(_LARGEST_ENTRY + 1)
        answers = _opened(data, begun.key)
        if answers is None or not all(_asked(question) == answer for question, answer in answers):
            return False
        os.utime(path)
    except (OSError, ValueError):  # not there, or not written by this program
        return False
    return True


def _asked(question: Question) -> bytes:
    try:
        answer = _ASKING[question.name](question.path, *question.more)
    except OSError as error:
        answer = error
    return _hash(question.name, answer)


def remember(begun: Beginning, trace: Trace) -> None:
    """Remember that a run found nothing. Where that can't be written down, it is not remembered."""
    folder = _folder()
    data = _closed(trace.answers, begun.key)
    if folder is None or not trace.is_whole or len(data) > _LARGEST_ENTRY:
        return
    draft = os.path.join(folder, f"{begun.name}.{os.getpid()}.draft")
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with open(descriptor, "wb") as file:
                file.write(data)
            os.replace(draft, os.path.join(folder, begun.name))
        except OSError:
            os.unlink(draft)
            raise
        _drop_oldest(folder)
    except OSError:
        return


def _drop_oldest(folder: str) -> None:
    """Keep the cache small, and free of what a killed run has left."""
    with os.scandir(folder) as entries:
        found = sorted((entry.stat(follow_symlinks=False).st_mtime, entry.path) for entry in entries)
    for _, path in found[:-_MOST_ENTRIES]:
        os.unlink(path)


def _folder() -> str | None:
    """The cache's folder, made or not; None if this user has no place for one."""
    named = os.environ.get("SUP_LINT_CACHE_DIR")
    if named:
        return named
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA", "")
    elif sys.platform == "darwin":
        base = os.path.join(os.path.expanduser("~"), "Library", "Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return os.path.join(base, "sup-lint") if os.path.isabs(base) else None


def _closed(answers: dict[Question, bytes], key: bytes) -> bytes:
    """Questions and answers as bytes that nobody can read without the key, or change unnoticed."""
    lines: list[bytes] = []
    for question, answer in answers.items():
        more = "".join(map(str, question.more))
        lines.append(
            b"\0".join((question.name.encode(), os.fsencode(question.path), os.fsencode(more))) + b"\0" + answer
        )
    plain = b"".join(len(line).to_bytes(4, "big") + line for line in lines)
    salt = os.urandom(_SALT)
    hidden = salt + _masked(plain, key, salt)
    return _MARK + blake2b(hidden, key=key, digest_size=_DIGEST).digest() + hidden


def _opened(data: bytes, key: bytes) -> list[tuple[Question, bytes]] | None:
    """The questions and answers; None if these bytes are none. Raises ValueError likewise."""
    start = len(_MARK) + _DIGEST
    hidden = data[start:]
    if not data.startswith(_MARK) or blake2b(hidden, key=key, digest_size=_DIGEST).digest() != data[len(_MARK) : start]:
        return None
    plain = _masked(hidden[_SALT:], key, hidden[:_SALT])
    found: list[tuple[Question, bytes]] = []
    position = 0
    while position < len(plain):
        length = int.from_bytes(plain[position : position + 4], "big")
        line = plain[position + 4 : position + 4 + length]
        position += 4 + length
        name, path, more = line[: -_DIGEST - 1].split(b"\0")
        given: tuple[object, ...] = (int(more),) if name == b"read_start" else (os.fsdecode(more),) if more else ()
        found.append((Question(name.decode(), os.fsdecode(path), given), line[-_DIGEST:]))
    return found


def _masked(data: bytes, key: bytes, salt: bytes) -> bytes:
    """Encrypt, or decrypt; a salt is used once."""
    blocks = (blake2b(number.to_bytes(8, "big"), key=key, salt=salt, person=b"mask").digest() for number in count())
    stream = b"".join(next(blocks) for _ in range(0, len(data), _BLOCK))[: len(data)]
    whole = int.from_bytes(data, "big") ^ int.from_bytes(stream, "big")
    return whole.to_bytes(len(data), "big")
