"""How characters show on a terminal: what must be escaped, and how many cells each takes."""

import unicodedata

_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
# Vowels and finals of decomposed Hangul join the consonant before them, though they are no combining marks.
_JOINING_HANGUL = (range(0x1160, 0x1200), range(0xD7B0, 0xD800))


def visible(text: str) -> str:
    """`text` on one line and harmless: controls, terminal escapes, line ends, bidi and other invisible
    characters are escaped, and so are bytes of file names that are no text."""
    if text.isprintable():
        return text
    return "".join(map(glyph, text))


def glyph(character: str) -> str:
    """One character as it is shown: itself, or its escape."""
    if character.isprintable() or unicodedata.category(character) == "Zs":
        return character
    if character in _SHORT:
        return _SHORT[character]
    code = ord(character)
    if 0xDC80 <= code <= 0xDCFF:  # a byte of a file name that is not UTF-8
        code -= 0xDC00
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def cells(text: str) -> int:
    """How many terminal cells `text`, already visible, takes."""
    return len(text) if text.isascii() else sum(map(_cells_of, text))


def _cells_of(character: str) -> int:
    code = ord(character)
    if unicodedata.category(character) in {"Mn", "Me"} or any(code in block for block in _JOINING_HANGUL):
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1
