"""What the escapes in a string say."""

import re

from sup_lint.analysis.lexical.dialect import StringSyntax

_ESCAPE = re.compile(
    r"\\(?:u\{([0-9A-Fa-f]{1,8})\}|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|x([0-9A-Fa-f]{2})|([0-7]{3})|(\r\n|.))",
    re.DOTALL,
)
_NAMED = {"n": "\n", "t": "\t", "r": "\r", "0": "\0", "b": "\b", "f": "\f", "a": "\a", "v": "\v", "e": "\x1b"}
_LAST_CHARACTER = 0x10FFFF


def unescaped(raw: str, syntax: StringSyntax, closer: str) -> str:
    """The text that a stretch of a string's source stands for; an escape that says nothing stays as it is."""
    if syntax.escape == "doubled":
        return raw.replace(closer * 2, closer)
    if syntax.escape != "\\" or "\\" not in raw:
        return raw
    return _ESCAPE.sub(_character, raw)


def _character(match: re.Match[str]) -> str:
    digits = match[1] or match[2] or match[3] or match[4]
    number = int(digits, 16) if digits else int(match[5], 8) if match[5] else -1
    if number >= 0:
        return chr(number) if number <= _LAST_CHARACTER else match[0]
    named = match[6]
    return _NAMED.get(named, "" if named in {"\n", "\r\n"} else named)
