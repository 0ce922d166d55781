"""Keys in compiled files: the text between their bytes, also where strings lie packed or in UTF-16."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from sup_lint.analysis.bundle.finder import BundleKey, find
from sup_lint.keys.formats import is_key_behind_neutral_name
from sup_lint.keys.needles import NEEDLE

# Every byte that is no printable character of ASCII becomes a space, so that offsets stay those of the bytes.
_TO_TEXT = bytes(byte if 0x20 <= byte < 0x7F else 0x20 for byte in range(256))
# Compilers lay the strings of a function side by side: so near the header or host a key belongs to it.
_REACH = 256
_DIGITS = 32
_PACKED = re.compile(r"(?<![0-9a-f])[0-9a-f]{32,36}(?![0-9a-f])")
_TIE = re.compile(r"x-sup-api-key|supertoneapi\.com|super_?tone[_-]?api[_-]?key", re.IGNORECASE)
_MOST_TIES = 10_000
_WIDE = (b"s\0u\0p", b"S\0U\0P", b"S\0u\0p")


def to_text(data: bytes) -> str:
    """The bytes as one line of text, a character for each byte."""
    return data.translate(_TO_TEXT).decode("ascii")


def is_suspect_in_utf16(data: bytes) -> bool:
    """Whether strings in UTF-16 within a binary name anything of Supertone's."""
    return any(mark in data for mark in _WIDE) and any(
        NEEDLE.search(data[start::2].lower()) is not None for start in (0, 1)
    )


def find_in_binary(data: bytes) -> list[BundleKey]:
    """The keys in the bytes of a binary; offsets are those of bytes."""
    found = [*_in_text(to_text(data))]
    if any(mark in data for mark in _WIDE):
        for start in (0, 1):
            half = data[start::2]
            if NEEDLE.search(half.lower()):
                found += [
                    replace(key, start=2 * key.start + start, end=2 * key.end + start, used_at=2 * key.used_at + start)
                    for key in _in_text(to_text(half))
                ]
    kept: list[BundleKey] = []
    for key in found:
        if not any(key.start < other.end and other.start < key.end for other in kept):
            kept.append(key)
    return kept


def _in_text(text: str) -> Iterator[BundleKey]:
    yield from find(text)
    for tie in islice(_TIE.finditer(text), _MOST_TIES):
        for match in _PACKED.finditer(text, max(0, tie.start() - _REACH), tie.end() + _REACH):
            start, end = _within_run(match)
            if is_key_behind_neutral_name(text[start:end]):
                yield BundleKey(text[start:end], start, end, tie[0].lower(), False, tie.start())


def _within_run(match: re.Match[str]) -> tuple[int, int]:
    """The 32 digits in a run of some more: a word before or behind may end in such digits."""
    start, end = match.span()
    is_tail = match[0][: end - start - _DIGITS].isalpha()
    return (end - _DIGITS, end) if is_tail else (start, start + _DIGITS)
