"""The members of archives, read in memory and within limits: nothing is ever unpacked to disk."""

import functools
import io
import posixpath
import stat
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple, Protocol

from sup_lint.model.report import Failure
from sup_lint.sources.asar import AsarError, entries

# What stands between an archive's path and a member's: app.apk!/assets/index.js
INSIDE = "!/"
_ENDINGS = {
    "zip": ".zip .apk .aab .aar .apks .xapk .ipa .crx .xpi .vsix .whl .egg .jar .war .ear .nupkg .appx .msix",
    "tar": ".tar .tar.gz .tgz .tar.bz2 .tbz2 .tar.xz .txz",
    "asar": ".asar",
    "gzip": ".gz",
}
_KINDS = [(ending, kind) for kind, endings in _ENDINGS.items() for ending in endings.split()]
_CHUNK = 1 << 20
# So much may come out of a small archive, whatever its ratio.
_FREE = 16 << 20


class _Readable(Protocol):
    def read(self, size: int = -1, /) -> bytes: ...


class Limits(NamedTuple):
    """How far archives are followed: bytes of one member, bytes of all members, how many times its own size an
    archive may inflate to, how many members, how deep archives may lie in archives."""

    member: int = 100 << 20
    total: int = 4 << 30
    ratio: int = 200
    members: int = 200_000
    depth: int = 3


class Member(NamedTuple):
    """A file in an archive, by the path that reports show, and its bytes."""

    path: str
    data: bytes


_LIMITS = Limits()


def is_archive(path: str) -> bool:
    """Whether a name is that of an archive that can be opened."""
    return _kind(path) is not None


def members(path: str, source: BinaryIO, limits: Limits = _LIMITS) -> Iterator[Member | Failure]:
    """Yield the members of the archive `path`, and of archives in it; `source` holds its bytes and can seek.

    What can't be looked at, or not to the end, is a Failure with the member's path, or the archive's; a damaged member
    comes as far as it can be read, with a Failure beside it. Nothing is raised.
    """
    return _members(path, source, _Budget(limits), 1)


def _kind(path: str) -> str | None:
    name = path.rpartition("/")[2].lower()
    return next((kind for ending, kind in _KINDS if name.endswith(ending) and name != ending), None)


class _Exhausted(Exception):  # noqa: N818 - the end of a limit, not an error
    """A limit is reached; the message says which, as a sentence without a subject."""


class _Budget:
    """What is left of the limits for all archives of a run over one outermost archive."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.bytes_left = limits.total
        self.members_left = limits.members

    def count_member(self) -> None:
        self.members_left -= 1
        if self.members_left < 0:
            raise _Exhausted(f"holds more than {self.limits.members} files; the rest was not looked at")

    def take(self, size: int) -> None:
        self.bytes_left -= size
        if self.bytes_left < 0:
            raise _Exhausted(f"inflates to more than {self.limits.total >> 20} MiB; the rest was not looked at")


class _Flow:
    """What comes out of one archive, counted while it inflates: the sizes that a header tells are never trusted."""

    def __init__(self, budget: _Budget, size: int) -> None:
        self._budget = budget
        self._left = _FREE + budget.limits.ratio * size

    def take(self, size: int) -> None:
        """Count bytes that came out."""
        self._budget.take(size)
        self._left -= size
        if self._left < 0:
            ratio = self._budget.limits.ratio
            raise _Exhausted(f"inflates to more than {ratio} times its size, as bombs do; the rest was not looked at")

    def read(self, file: _Readable, size: int | None = None, *, is_counted: bool = False) -> tuple[bytes, str]:
        """Read a member, or `size` bytes, to its end: what could be had of it, and what was wrong.

        `is_counted` says that the stream below counts what comes out of it.
        """
        limit = self._budget.limits.member
        pieces: list[bytes] = []
        length = 0
        while size is None or length < size:
            try:
                piece = file.read(_CHUNK if size is None else min(_CHUNK, size - length))
            except _errors() as error:
                return b"".join(pieces), f"could be read only in part: {_reason(error)}"
            if not piece:
                break
            if not is_counted:
                self.take(len(piece))
            length += len(piece)
            if length > limit:
                return b"", f"is larger than {limit >> 20} MiB and was not looked at"
            pieces.append(piece)
        data = b"".join(pieces)
        return data, "" if size is None or length == size else "could be read only in part: the archive is cut off"


@functools.cache
def _errors() -> tuple[type[Exception], ...]:
    """What the standard library's readers raise on damaged input."""
    import lzma
    import struct
    import tarfile
    import zipfile
    import zlib

    own = (AsarError, OSError, EOFError, ValueError, RuntimeError, MemoryError, OverflowError)
    return (*own, struct.error, zlib.error, lzma.LZMAError, zipfile.BadZipFile, tarfile.TarError)


# A member's name, its bytes, and what was wrong.
_Raw = tuple[str, bytes, str]


def _members(path: str, source: BinaryIO, budget: _Budget, depth: int) -> Iterator[Member | Failure]:
    size = source.seek(0, io.SEEK_END)
    source.seek(0)
    flow = _Flow(budget, size)
    kind = _kind(path)
    names: dict[str, int] = {}
    try:
        for name, data, problem in _READERS[kind or "gzip"](path, source, flow):
            budget.count_member()
            shown = path + INSIDE + _unique(_harmless(name), names)
            if problem:
                yield Failure(shown, problem)
            if not is_archive(shown):
                yield from [Member(shown, data)] if data or not problem else []
            elif depth < budget.limits.depth:
                yield from _members(shown, io.BytesIO(data), budget, depth + 1)
            else:
                yield Failure(shown, f"lies in {depth} archives and was not opened")
    except _Exhausted as limit:
        yield Failure(path, str(limit))
    except _errors() as error:
        yield Failure(path, f"could not be opened as an archive, or not to its end: {_reason(error)}")


def _zip(_path: str, source: BinaryIO, flow: _Flow) -> Iterator[_Raw]:
    from zipfile import ZipFile

    # Bytes in front, such as the signature of a Chrome extension, are skipped by zipfile itself.
    with ZipFile(source) as archive:
        for info in archive.infolist():
            if info.filename.endswith("/"):
                continue
            if info.flag_bits & 1:
                yield info.filename, b"", "is encrypted and was not looked at"
                continue
            try:
                with archive.open(info) as file:
                    data, problem = flow.read(file)
            except _errors() as error:
                yield info.filename, b"", f"could not be read: {_reason(error)}"
                continue
            if stat.S_ISLNK(info.external_attr >> 16):
                yield from _link(info.filename, data.decode("utf-8", "replace"))
            else:
                yield info.filename, data, problem


def _tar(_path: str, source: BinaryIO, flow: _Flow) -> Iterator[_Raw]:
    import tarfile

    # As a stream, so that the bytes between members are counted as well: they have to be inflated to get past them.
    counted = _Counted(_inflated(source), flow)
    with tarfile.open(fileobj=counted, mode="r|") as archive:
        for info in archive:
            if info.issym() or info.islnk():
                yield from _link(info.name, info.linkname, hard=info.islnk())
            elif info.isreg():
                file = archive.extractfile(info)
                if file is not None:
                    yield info.name, *flow.read(file, info.size, is_counted=True)
            elif not info.isdir():
                yield info.name, b"", "is a device or pipe and was not looked at"


def _asar(_path: str, source: BinaryIO, flow: _Flow) -> Iterator[_Raw]:
    for entry in entries(source):
        source.seek(entry.offset)
        yield entry.name, *flow.read(source, entry.size)


def _gzip(path: str, source: BinaryIO, flow: _Flow) -> Iterator[_Raw]:
    name = path.rpartition("/")[2]
    yield name[: name.rindex(".")], *flow.read(_inflated(source))


_READERS = {"zip": _zip, "tar": _tar, "asar": _asar, "gzip": _gzip}


def _inflated(source: BinaryIO) -> _Readable:
    head = source.read(6)
    source.seek(0)
    if head.startswith(b"\x1f\x8b"):
        import gzip

        return gzip.GzipFile(fileobj=source)
    if head.startswith(b"BZh"):
        import bz2

        return bz2.BZ2File(source)
    if head.startswith(b"\xfd7zXZ\0"):
        import lzma

        return lzma.LZMAFile(source)
    return source


class _Counted(io.RawIOBase):
    """A stream whose bytes are counted as they are read."""

    def __init__(self, stream: _Readable, flow: _Flow) -> None:
        self._stream = stream
        self._flow = flow

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(_CHUNK if size < 0 else size)
        self._flow.take(len(data))
        return data


def _link(name: str, target: str, *, hard: bool = False) -> Iterator[_Raw]:
    """A link within the archive leads to a member that is looked at; one that leads out of it is not followed."""
    folder = "" if hard else posixpath.dirname(name)
    place = posixpath.normpath(posixpath.join(folder, target.replace("\\", "/")))
    if place.startswith(("/", "../")) or place == "..":
        yield name, b"", "is a link that leads out of the archive and was not followed"


def _harmless(name: str) -> str:
    """A member's name as a path below the archive: no root, no way up, no control characters."""
    parts = name.replace("\\", "/").split("/")
    inside = "/".join(part for part in parts if part not in ("", ".", ".."))
    return "".join(each if each.isprintable() else f"%{ord(each):02X}" for each in inside) or "unnamed"


def _unique(name: str, names: dict[str, int]) -> str:
    """The name, told apart from an earlier member of the same name."""
    names[name] = names.get(name, 0) + 1
    return name if names[name] == 1 else f"{name}~{names[name]}"


def _reason(error: Exception) -> str:
    """What was wrong, in words of ours: a library's message may repeat what stands in the file."""
    if isinstance(error, AsarError):
        return str(error)
    if isinstance(error, NotImplementedError):
        return "it is compressed in a way that is not known here"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror[:1].lower() + error.strerror[1:]
    return "it is damaged or cut off"
