"""The text that JavaScript's string syntax spells."""

import re

# ECMA-262, 12.9.4: what follows a backslash in a string or template.
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r\n|[\s\S]))")
_SINGLE = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": "", "\r\n": "", "\r": ""}
_LAST_CHARACTER = 0x10FFFF
_NUMBER = re.compile(r"0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+|[0-9]+")


def unescaped(text: str) -> str:
    """The text that the inside of a string or template literal spells; a bad escape stands for itself."""
    return _ESCAPE.sub(_character, text) if "\\" in text else text


def _character(match: re.Match[str]) -> str:
    code = match[1] or match[2] or match[3]
    if code is None:
        return _SINGLE.get(match[4], match[4])
    number = int(code, 16)
    return chr(number) if number <= _LAST_CHARACTER else match[0]


def number_of(raw: str) -> int | float | None:
    """The value of a numeric literal; None for one that is too long to be worth it."""
    text = raw.replace("_", "").removesuffix("n")
    if len(text) > 100:
        return None
    try:
        if _NUMBER.fullmatch(text):
            return int(text, 0) if not text.startswith("0") or not text.isdigit() else int(text, 10)
        return float(text)
    except (ValueError, OverflowError):
        return None
