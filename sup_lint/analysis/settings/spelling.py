"""Text as strings of settings spell it, with escapes: what it says, and where each character of that stands."""

import re

_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r\n|[^\r]|\r))", re.DOTALL)
_NAMED = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "0": "\0", "v": "\v", "\n": "", "\r\n": "", "\r": ""}


def unescaped(raw: str) -> str:
    """What text with backslashes says."""
    return _ESCAPE.sub(_character, raw) if "\\" in raw else raw


def offsets(raw: str) -> list[int]:
    """Of text with backslashes: where each character of what it says begins in `raw`, and where the last one ends."""
    places: list[int] = []
    position = 0
    for match in _ESCAPE.finditer(raw):
        places += range(position, match.start())
        places += [match.start()] * len(_character(match))
        position = match.end()
    return [*places, *range(position, len(raw) + 1)]


def from_base64(raw: str) -> str | None:
    """The text that base64 spells, without white space around it; None if it spells none."""
    import base64
    import binascii

    try:
        return base64.b64decode("".join(raw.split()), validate=True).decode().strip()
    except (binascii.Error, ValueError):
        return None


def _character(match: re.Match[str]) -> str:
    if match[1] or match[2]:
        return chr(int(match[1] or match[2], 16))
    return _NAMED.get(match[3], match[3])
