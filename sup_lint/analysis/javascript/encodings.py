"""What JavaScript's own functions make of constants: conversions, and encodings in both directions."""

import base64
import html
import math
import re
from collections.abc import Callable
from urllib.parse import quote, unquote

from sup_lint.analysis.javascript.texts import decoded, spelled

_NUMBER = re.compile(r"\s*([+-]?(?:\d+\.?\d*(?:e[+-]?\d+)?|\.\d+))", re.IGNORECASE)


def _from_base64(text: object, *_: object) -> object:
    data = decoded(text, "base64") if isinstance(text, str) else None
    return data.decode("latin-1") if data is not None else None


def _to_base64(text: object, *_: object) -> object:
    return base64.b64encode(text.encode("latin-1")).decode() if isinstance(text, str) else None


def _buffer(value: object, encoding: object = "utf8", *_: object) -> object:
    if isinstance(value, str):
        return decoded(value, encoding) if isinstance(encoding, str) else value.encode()
    return value if isinstance(value, bytes) else None


def _integer(text: object, base: object = 10, *_: object) -> object:
    if isinstance(text, int | float):
        return math.trunc(text)
    found = re.match(r"\s*([+-]?\w+)", text) if isinstance(text, str) else None
    return int(found[1], int(base)) if found and isinstance(base, int | float) else None


def _number(text: object, *_: object) -> object:
    if isinstance(text, bool | int | float):
        return text + 0
    found = _NUMBER.match(text) if isinstance(text, str) else None
    if found is None:
        return None
    number = float(found[1])
    return int(number) if number.is_integer() else number


def _characters(*codes: object) -> object:
    return "".join(chr(int(code)) for code in codes if isinstance(code, int | float))


def _quoted(safe: str) -> Callable[..., object]:
    return lambda text, *_: quote(spelled(text), safe=safe)


FUNCTIONS: dict[str, Callable[..., object]] = {
    "String": lambda value="", *_: spelled(value),
    "Number": _number,
    "parseFloat": _number,
    "Number.parseFloat": _number,
    "parseInt": _integer,
    "Number.parseInt": _integer,
    "String.fromCharCode": _characters,
    "String.fromCodePoint": _characters,
    "atob": _from_base64,
    "btoa": _to_base64,
    "encodeURIComponent": _quoted("!'()*-._~"),
    "encodeURI": _quoted(";,/?:@&=+$!'()*#-._~"),
    "escape": _quoted("@*_+-./"),
    "decodeURIComponent": lambda text, *_: unquote(spelled(text)),
    "decodeURI": lambda text, *_: unquote(spelled(text)),
    "unescape": lambda text, *_: unquote(spelled(text)),
    "querystring.escape": _quoted("!'()*-._~"),
    "querystring.unescape": lambda text, *_: unquote(spelled(text)),
    "Buffer.from": _buffer,
    "Buffer": _buffer,
    "TextEncoder().encode": _buffer,
    "TextDecoder().decode": lambda data="", *_: spelled(data) if isinstance(data, bytes | str) else None,
    "he.encode": lambda text, *_: html.escape(spelled(text)),
    "he.decode": lambda text, *_: html.unescape(spelled(text)),
}
