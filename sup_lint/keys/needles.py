"""The first look at a file's bytes: can it hold anything of Supertone's at all?

Every run pays for this module, so it holds two patterns and nothing else; tests hold them against names and formats.
"""

import re
from itertools import pairwise

# One search over the lower-cased bytes of a file: a file without a match can't name the key, so it is not looked at.
# The common prefix lets `re` skip through the bytes; ignoring case inside `re` instead would be ten times slower.
NEEDLE = re.compile(rb"supertone|super[_ -]tone|sup[_-]?api[_-]?(?:key|token)|sup[_-]?key")
# A literal that may be a key, in a file that names nothing of Supertone but may hand it to one that does.
SHAPED_LITERAL = re.compile(
    rb"""["'](?:[0-9a-f]{32}|(?=[A-Za-z_-]{0,128}[0-9])(?=[0-9_-]{0,128}[A-Za-z])[A-Za-z0-9_-]{20,128})["']"""
)
_HEX = re.compile(rb"[0-9a-f]+")
# As many digits as the digests of SHA-1 and SHA-2 have; keys have 32.
_DIGESTS = frozenset({40, 56, 64, 96, 128})
_FEWEST_DIGITS = 2


def is_suspect(data: bytes) -> bool:
    """Whether the bytes of a file (UTF-8 or a superset of ASCII) name anything of Supertone's, in any case."""
    return NEEDLE.search(data.lower()) is not None


def may_hold_key(data: bytes) -> bool:
    """Whether the bytes of a file hold a quoted literal that looks random enough for a key: no identifier, no word."""
    return any(_looks_random(match[0][1:-1]) for match in SHAPED_LITERAL.finditer(data))


def _looks_random(literal: bytes) -> bool:
    if _HEX.fullmatch(literal):
        return len(literal) not in _DIGESTS
    digits = sum(character in b"0123456789" for character in literal)
    # In words and identifiers digits stand together, and letters seldom change their case.
    changes = sum(
        (one in b"0123456789") != (other in b"0123456789") or (one in _UPPER) != (other in _UPPER)
        for one, other in pairwise(literal)
    )
    return digits >= _FEWEST_DIGITS and 5 * changes >= len(literal)


_UPPER = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"
