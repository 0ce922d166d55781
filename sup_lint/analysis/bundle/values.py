"""What expressions of JavaScript yield: text in clear, names, and what functions make of text."""

import base64
import binascii
import re
from dataclasses import dataclass
from itertools import islice, product
from urllib.parse import unquote


@dataclass(frozen=True, slots=True)
class Text:
    """Text in clear; `start` and `end` are the offsets of what spells it, quotes included."""

    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Name:
    """A variable or a member of one, such as `e`, `this.apiKey`; `is_called` if its result is meant."""

    path: str
    start: int
    is_called: bool = False


# What is joined to one value; an expression has several where it chooses.
Value = tuple[Text | Name, ...]

MOST_VALUES = 8
MOST_PARTS = 64
_CHARACTERS = re.compile(
    r"\s*\(\s*(?:\.\.\.\s*\[)?\s*((?:0x)?[0-9a-fA-F]+(?:\s*,\s*(?:0x)?[0-9a-fA-F]+){0,600})\s*\]?\s*\)"
)
_HEX = re.compile(r"(?:[0-9a-fA-F]{2}){4,256}")
_LAST_CODE_POINT = 0x10FFFF


def joined(parts: list[list[Value]]) -> list[Value]:
    """Every way to join one value of each part; none where a part is unknown."""
    found = []
    for chosen in islice(product(*parts), MOST_VALUES):
        value = tuple(part for each in chosen for part in each)
        if len(value) <= MOST_PARTS:
            found.append(value)
    return found


def turned(value: Value) -> Value:
    """A value read backwards; names in it are not turned."""
    return tuple(
        Text(part.value[::-1], part.start, part.end) if isinstance(part, Text) else part for part in reversed(value)
    )


def decoded(function: str, encoding: str, value: Value, start: int, end: int) -> Value | None:
    """Text that a function decodes; names stay undecoded and are left out."""
    if not all(isinstance(part, Text) for part in value):
        return None
    text = "".join(part.value for part in value if isinstance(part, Text))
    if function == "atob" or encoding.startswith("base64"):
        padded = text.replace("-", "+").replace("_", "/") + "=" * (-len(text) % 4)
        try:
            plain = base64.b64decode(padded, validate=True).decode("latin-1")
        except (binascii.Error, ValueError):
            return None
    elif encoding == "hex":
        plain = bytes.fromhex(text).decode("latin-1") if _HEX.fullmatch(text) else ""
    else:
        plain = unquote(text)
    return (Text(plain, start, end),)


def characters(text: str, start: int, position: int) -> tuple[list[Value], int] | None:
    """The text of the character codes in the brackets at `position`, and where they end; None if they are no numbers.

    `start` is where the call begins that takes them.
    """
    codes = _CHARACTERS.match(text, position)
    if not codes:
        return None
    numbers = [int(code.strip(), 16 if "x" in code else 10) for code in codes[1].split(",") if _is_number(code)]
    if not all(number <= _LAST_CODE_POINT for number in numbers):
        return [], codes.end()
    return [(Text("".join(map(chr, numbers)), start, codes.end()),)], codes.end()


def _is_number(code: str) -> bool:
    code = code.strip()
    return code.isdecimal() or re.fullmatch(r"0x[0-9a-fA-F]+", code) is not None
