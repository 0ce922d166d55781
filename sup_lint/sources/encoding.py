"""From text back to the bytes of a file, in the encoding that it has, or in one of its own."""

from collections.abc import Iterator

from sup_lint.sources.reading import decode, marked, named_encoding

_MARK = b"\xef\xbb\xbf"


def encoded(text: str) -> bytes:
    """Bytes that `reading.decode` turns into `text` again, but for lone surrogates, each of which becomes a `?`."""
    data = text.encode("utf-8", "replace")
    # A comment on the encoding speaks of the bytes on the disk, not of a text that an editor has decoded.
    return data if decode(data) == data.decode() else _MARK + data


def encode(text: str, data: bytes) -> bytes | None:
    """The bytes that hold `text` as `data` holds its own: the same encoding, the same byte order mark or none.

    None where there is no such way: the encoding lacks a character, `data` is not what the encoding would write, or the
    bytes would be taken for another encoding. What decoding gives for the bytes is `text`, exactly.
    """
    old = decode(data)
    for mark, codec in _candidates(data):
        errors = "surrogatepass" if codec.startswith("utf-") else "strict"
        try:
            is_right = mark + old.encode(codec, errors) == data
        except ValueError:
            continue
        if is_right:
            try:
                written = mark + text.encode(codec, errors)
            except ValueError:
                return None
            return written if decode(written) == text else None
    return None


def _candidates(data: bytes) -> Iterator[tuple[bytes, str]]:
    """The byte order mark and the encoding that the bytes may have, the likeliest first."""
    codec, length = marked(data)
    if codec:
        yield data[:length], codec
    named = named_encoding(data)
    if named:
        yield b"", named
    yield from ((b"", each) for each in ("utf-8", "cp949", "latin-1"))
