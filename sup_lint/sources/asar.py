"""Electron's archives: a header in JSON that tells where each file lies behind it."""

import struct
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

_LARGEST_HEADER = 64 << 20
_DEEPEST_FOLDER = 64


class AsarError(Exception):
    """The archive can't be read; the message is a sentence without a subject."""


class Entry(NamedTuple):
    """A file of an archive: its name with its folders, where it starts in the archive, and its size in bytes."""

    name: str
    offset: int
    size: int


def entries(source: BinaryIO) -> Iterator[Entry]:
    """Yield the files that lie in the archive, not those that its header places beside it or links to.

    Raises AsarError for a header that is none.
    """
    import json

    head = source.read(16)
    if len(head) < 16:
        raise AsarError("is cut off in its header")
    outer, header_size, inner, text_size = struct.unpack("<4I", head)
    if outer != 4 or not text_size <= inner <= header_size or header_size > _LARGEST_HEADER:
        raise AsarError("is no asar archive")
    text = source.read(text_size)
    if len(text) < text_size:
        raise AsarError("is cut off in its header")
    try:
        header = json.loads(text)
    except (ValueError, RecursionError):
        raise AsarError("has a header that is no JSON") from None
    start = 8 + header_size
    pending = [("", header, 0)]
    while pending:
        folder, node, depth = pending.pop()
        files = node.get("files") if isinstance(node, dict) else None
        for name, entry in files.items() if isinstance(files, dict) and depth < _DEEPEST_FOLDER else ():
            path = f"{folder}{name}"
            if isinstance(entry, dict) and "files" in entry:
                pending.append((f"{path}/", entry, depth + 1))
            elif isinstance(entry, dict) and not entry.get("unpacked") and "link" not in entry:
                yield Entry(path, start + _number(entry.get("offset")), _number(entry.get("size")))


def _number(value: object) -> int:
    """A size or an offset; the format writes offsets as strings, since they may be larger than JavaScript counts."""
    text = str(value)
    if isinstance(value, bool) or len(text) > 18 or not (text.isascii() and text.isdecimal()):
        raise AsarError("has a header with a place that is no number")
    return int(text)
