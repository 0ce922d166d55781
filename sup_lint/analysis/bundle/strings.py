"""String literals of JavaScript: where they end, and what they spell."""

import re

LONGEST = 4096
_STRINGS = {
    '"': re.compile(rf'"((?:[^"\\\n]|\\[\s\S]){{0,{LONGEST}}}+)"'),
    "'": re.compile(rf"'((?:[^'\\\n]|\\[\s\S]){{0,{LONGEST}}}+)'"),
}
_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,6})\}|(\r\n|[\s\S]))")
_SIMPLE = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": "", "\r\n": "", "\r": ""}
_LAST_CODE_POINT = 0x10FFFF


def string_at(text: str, position: int) -> tuple[str, int] | None:
    """What the string literal in quotes at `position` spells, and where it ends; None if none ends in reach."""
    pattern = _STRINGS.get(text[position : position + 1])
    match = pattern.match(text, position) if pattern else None
    return (unescaped(match[1]), match.end()) if match else None


def unescaped(raw: str) -> str:
    """What stands in a literal, its escapes resolved."""
    return _ESCAPE.sub(lambda match: spelt(match) or "", raw) if "\\" in raw else raw


def spelt(match: re.Match[str]) -> str:
    """What one escape spells."""
    digits = match[1] or match[2] or match[3]
    if digits:
        code = int(digits, 16)
        return chr(code) if code <= _LAST_CODE_POINT else ""
    return _SIMPLE.get(match[4], match[4])


ESCAPE = _ESCAPE
