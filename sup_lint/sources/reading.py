"""The bytes of a file, and the text that they hold."""

import codecs
import errno
import os
import re
import stat
from collections.abc import Callable
from functools import partial

# Beyond this a file is no source; reading it would only exhaust the memory.
MAXIMUM_SIZE = 1 << 30

# O_NONBLOCK: a FIFO that took a file's place after the listing must not hang the run. Symbolic links are
# followed: whoever lists a folder leaves them out, whoever names one means its target.
_FLAGS = os.O_RDONLY | sum(
    getattr(os, name, 0) for name in ("O_BINARY", "O_CLOEXEC", "O_NOCTTY", "O_NONBLOCK", "O_NOINHERIT")
)

_BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\0\0", "utf-32-le"),
    (b"\0\0\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_SAMPLE = 4096
# The syllables of everyday Korean in its older encodings (EUC-KR, and CP949 which extends it).
_SYLLABLE = re.compile(rb"[\xb0-\xc8][\xa1-\xfe]")
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
_FEWEST_SYLLABLES = 2
# A file that names its encoding in a comment is written in a superset of ASCII, or the name could not be
# read.
_ASCII = bytes(range(0x20, 0x7F)).replace(b"\\", b"")
# These pass for supersets, yet turn escapes in plain ASCII into other characters.
_ESCAPING = frozenset({"unicode-escape", "unicode_escape", "raw-unicode-escape", "raw_unicode_escape"})


def read(path: str) -> bytes:
    """Read a regular file whole.

    Raises OSError (FileNotFoundError, PermissionError, … as it fits) whose text says in a sentence without a
    subject why there is nothing to read: the file is gone, is locked, is no regular file, is larger than
    `MAXIMUM_SIZE`.
    """
    return _opened(path, _read)


def read_start(path: str, limit: int) -> bytes:
    """Read the first `limit` bytes of a regular file, however large it is; raises OSError as `read` does."""
    return _opened(path, partial(_read_start, limit=limit))


def _opened(path: str, take: Callable[[int], bytes]) -> bytes:
    try:
        descriptor = os.open(path, _FLAGS)
        try:
            return take(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise type(error)(reason(error)) from error
    except ValueError as error:
        raise OSError("could not be read: no file can have this name") from error


def _read_start(descriptor: int, limit: int) -> bytes:
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        raise OSError("is not a regular file")
    return os.read(descriptor, limit)


def _read(descriptor: int) -> bytes:
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        raise OSError("is not a regular file")
    if status.st_size > MAXIMUM_SIZE:
        raise OSError(f"is larger than {MAXIMUM_SIZE >> 20} MiB")
    data = os.read(descriptor, status.st_size + 1)
    if len(data) == status.st_size:
        return data
    # The file grew or shrank meanwhile, or its size is not told (as in /proc): on to its end.
    pieces = [data]
    while data:
        data = os.read(descriptor, 1 << 20)
        pieces.append(data)
        if len(pieces) << 20 > MAXIMUM_SIZE:
            raise OSError("does not stop growing")
    return b"".join(pieces)


def reason(error: OSError) -> str:
    """Say in a sentence without a subject why a file could not be read."""
    if error.errno is None:
        return str(error)
    if error.errno in (errno.EISDIR, errno.ENXIO, errno.ENODEV, errno.EOPNOTSUPP):
        return "is not a regular file"
    if error.errno == errno.ELOOP:
        return "could not be read: its symbolic links lead in a circle"
    told = error.strerror or "the system gives no reason"
    return f"could not be read: {told[:1].lower()}{told[1:]}"


def decode(data: bytes) -> str:
    """Turn any bytes into text, losing nothing but the byte order mark; never raises.

    In this order, each only if it decodes all: the byte order mark's encoding, UTF-16 told by its nulls, the
    encoding that a comment in the first two lines names (PEP 263), UTF-8, CP949 if that makes it Korean; latin-1
    takes everything. Line ends and null characters stay as they are.
    """
    codec, mark = marked(data)
    if codec and codec != "utf-8":
        text = _decode_wide(data[mark:], codec)
        if text is None and codec == "utf-32-le":
            # The mark of UTF-16, and a null character after it.
            text = _decode_wide(data[2:], "utf-16-le")
        if text is not None:
            return text
        mark = 0
    body = data[mark:] if mark else data
    named = None if codec == "utf-8" else named_encoding(body)
    for candidate in (named, "utf-8"):
        if candidate:
            try:
                return body.decode(candidate)
            except ValueError:
                continue
    return _decode_korean(body) or body.decode("latin-1")


def _decode_korean(body: bytes) -> str | None:
    """Decode CP949; None if it is not, or if what comes out is hardly Korean: latin-1 has few such pairs of bytes."""
    try:
        text = body.decode("cp949")
    except ValueError:
        return None
    syllables = len(_SYLLABLE.findall(body))
    beyond = len(_BEYOND_ASCII.findall(body))
    return text if syllables >= _FEWEST_SYLLABLES and syllables * 8 >= beyond * 3 and "\0" not in text else None


def to_gate(data: bytes) -> bytes:
    """Give bytes to look for an ASCII needle in: the same ones, or UTF-8 of what is UTF-16 or UTF-32."""
    codec, _ = marked(data)
    if codec is None or codec == "utf-8":
        return data
    return decode(data).encode("utf-8", "surrogatepass")


def marked(data: bytes) -> tuple[str | None, int]:
    """Tell the encoding by its byte order mark, or by nulls at every other place; and the mark's length."""
    if not data or data[0] in b"\xef\xff\xfe\0":
        for mark, codec in _BYTE_ORDER_MARKS:
            if data.startswith(mark):
                return codec, len(mark)
    if b"\0" not in data[:2]:
        return None, 0
    sample = data[:_SAMPLE]
    pairs = len(sample) // 2
    first, second = sample[0::2].count(0), sample[1::2].count(0)
    for codec, empty, other in (("utf-16-le", second, first), ("utf-16-be", first, second)):
        # Half of what source code holds is ASCII, whose upper byte is null; a lower one hardly ever is. Fewer
        # than eight characters prove nothing.
        if pairs >= 8 and empty * 2 >= pairs and other * 16 <= pairs:
            return codec, 0
    return None, 0


def _decode_wide(body: bytes, codec: str) -> str | None:
    """Decode UTF-16 or UTF-32, lone surrogates and a cut-off end included; None if it is neither."""
    unit = 4 if "32" in codec else 2
    whole = len(body) - len(body) % unit
    try:
        return body[:whole].decode(codec, "surrogatepass") + body[whole:].decode("latin-1")
    except ValueError:
        return None


def named_encoding(body: bytes) -> str | None:
    """Find the encoding that a comment in the first two lines names, if it is known and holds ASCII."""
    head = body[:_SAMPLE]
    if b"coding" not in head:
        return None
    lines = re.split(rb"\r\n?|\n", head, maxsplit=2)[:2]
    for line in lines:
        found = re.match(rb"[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)", line)
        if found:
            break
        if not re.match(rb"[ \t\f]*(?:#|$)", line):
            return None
    else:
        return None
    try:
        name = codecs.lookup(found[1].decode("ascii")).name
        return name if name not in _ESCAPING and _ASCII.decode(name) == _ASCII.decode("ascii") else None
    except (LookupError, ValueError):
        return None
