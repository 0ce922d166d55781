"""What the methods of JavaScript's strings and buffers do to known text."""

import base64
import binascii
import unicodedata
from collections.abc import Callable
from typing import Any

from sup_lint.analysis.dataflow.values import UNKNOWN, Constant, FunctionValue, Items, Values, one, sources_of, union
from sup_lint.analysis.javascript import regexps
from sup_lint.analysis.javascript.regexps import Regexp
from sup_lint.analysis.python.operations import LARGEST, apply, concatenate

_FORMS = ("NFC", "NFD", "NFKC", "NFKD")
_MOST_ALTERNATIVES = 16


def spelled(value: object) -> str:
    """A known value as JavaScript writes it: `true`, `null`, `3` for 3.0."""
    match value:
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case None:
            return "null"
        case bytes() | bytearray():
            return bytes(value).decode("utf-8", "replace")
        case float() if value.is_integer() and abs(value) < 1e21:
            return str(int(value))
        case Regexp():
            return f"/{value.source}/{value.flags}"
    return str(value)


def is_text(value: object) -> bool:
    """Whether a constant is a string, a buffer or a regular expression."""
    return isinstance(value, str | bytes | Regexp)


def method(receiver: Constant, name: str, arguments: list[Values]) -> Values | None:
    """What calling a method of a known string, buffer, number or regular expression gives; None if it isn't known."""
    if isinstance(receiver.value, Regexp):
        return _tested(receiver.value, name, arguments)
    if name in {"toString", "toLocaleString"}:
        return _as_text(receiver, arguments)
    if name in {"valueOf", "toJSON", "unwrap", "reveal"} and not arguments:
        return one(receiver)
    if isinstance(receiver.value, bytes):
        known = _ON_BYTES.get(name)
        return None if known is None else apply(known[0], [one(receiver), *arguments[: known[1]]])
    if not isinstance(receiver.value, str):
        return None
    if name == "concat":
        return concatenate([one(receiver), *arguments])
    if name in {"replace", "replaceAll"} and len(arguments) > 1:
        return _replaced(receiver, arguments, every=name == "replaceAll")
    if name == "split":
        return _split(receiver, arguments)
    if name in {"match", "matchAll", "search"} and arguments:
        return _matched(receiver, name, arguments[0])
    known = _ON_TEXT.get(name)
    return None if known is None else apply(known[0], [one(receiver), *arguments[: known[1]]])


def attribute(receiver: Constant, name: str) -> Values | None:
    """A property of a known string or buffer; None if it isn't known."""
    if name in {"length", "byteLength"} and isinstance(receiver.value, str | bytes):
        # Of what is made from a secret, that is made from it, too.
        return one(Constant(len(receiver.value), receiver.origins))
    if isinstance(receiver.value, Regexp) and name in {"source", "flags"}:
        return one(Constant(receiver.value.source if name == "source" else receiver.value.flags, receiver.origins))
    return None


def _integer(value: object, default: int) -> int:
    if isinstance(value, bool | int | float) and value == value and abs(value) < LARGEST:  # noqa: PLR0124 -- NaN
        return int(value)
    if isinstance(value, float | int):
        return LARGEST + 1 if value > 0 else -LARGEST
    return default


def _slice(text: Any, start: object = 0, end: object = None) -> object:
    return text[slice(_integer(start, 0), None if end is None else _integer(end, 0))]


def _substring(text: Any, start: object = 0, end: object = None) -> object:
    first = max(0, _integer(start, 0))
    last = len(text) if end is None else max(0, _integer(end, 0))
    return text[min(first, last) : max(first, last)]


def _substr(text: Any, start: object = 0, length: object = None) -> object:
    first = _integer(start, 0)
    first = max(0, first + len(text)) if first < 0 else first
    return text[first:] if length is None else text[first : first + max(0, _integer(length, 0))]


def _at(text: Any, index: object = 0) -> object:
    place = _integer(index, 0)
    return text[place] if -len(text) <= place < len(text) else None


def _char_at(text: str, index: object = 0) -> object:
    place = _integer(index, 0)
    return text[place] if 0 <= place < len(text) else ""


def _char_code_at(text: str, index: object = 0) -> object:
    place = _integer(index, 0)
    return ord(text[place]) if 0 <= place < len(text) else None


def _padded(text: str, length: object, fill: object, *, at_start: bool) -> object:
    missing = _integer(length, 0) - len(text)
    if missing <= 0 or not isinstance(fill, str) or not fill:
        return text
    if missing > LARGEST:
        return None
    padding = (fill * (missing // len(fill) + 1))[:missing]
    return padding + text if at_start else text + padding


def _repeated(text: str, count: object = 0) -> object:
    times = _integer(count, 0)
    return text * times if times >= 0 and len(text) * times <= LARGEST else None


def _normalised(text: str, form: object = "NFC") -> object:
    return unicodedata.normalize(form, text) if form in _FORMS else None  # type: ignore[arg-type]


_ON_TEXT: dict[str, tuple[Callable[..., object], int]] = {
    "slice": (_slice, 2),
    "substring": (_substring, 2),
    "substr": (_substr, 2),
    "at": (_at, 1),
    "charAt": (_char_at, 1),
    "charCodeAt": (_char_code_at, 1),
    "codePointAt": (_char_code_at, 1),
    "padStart": (lambda text, length=0, fill=" ": _padded(text, length, fill, at_start=True), 2),
    "padEnd": (lambda text, length=0, fill=" ": _padded(text, length, fill, at_start=False), 2),
    "repeat": (_repeated, 1),
    "normalize": (_normalised, 1),
    "trim": (str.strip, 0),
    "trimStart": (str.lstrip, 0),
    "trimLeft": (str.lstrip, 0),
    "trimEnd": (str.rstrip, 0),
    "trimRight": (str.rstrip, 0),
    "toUpperCase": (str.upper, 0),
    "toLocaleUpperCase": (str.upper, 0),
    "toLowerCase": (str.lower, 0),
    "toLocaleLowerCase": (str.lower, 0),
    "toWellFormed": (lambda text: text, 0),
    "startsWith": (lambda text, part: text.startswith(spelled(part)), 1),
    "endsWith": (lambda text, part: text.endswith(spelled(part)), 1),
    "includes": (lambda text, part: spelled(part) in text, 1),
    "indexOf": (lambda text, part: text.find(spelled(part)), 1),
    "lastIndexOf": (lambda text, part: text.rfind(spelled(part)), 1),
}
_ON_BYTES: dict[str, tuple[Callable[..., object], int]] = {
    "slice": (_slice, 2),
    "subarray": (_slice, 2),
    "at": (_at, 1),
    "toHex": (bytes.hex, 0),
    "toBase64": (lambda data: base64.b64encode(data).decode(), 0),
}


def encoded(data: bytes, encoding: str) -> str | None:
    """A buffer as text in one of Node's encodings; None for one that isn't known."""
    match encoding.lower().replace("-", ""):
        case "utf8":
            return data.decode("utf-8", "replace")
        case "hex":
            return data.hex()
        case "base64":
            return base64.b64encode(data).decode()
        case "base64url":
            return base64.urlsafe_b64encode(data).decode().rstrip("=")
        case "latin1" | "binary":
            return data.decode("latin-1")
        case "ascii":
            return bytes(byte & 127 for byte in data).decode("ascii")
        case "utf16le" | "ucs2":
            return data.decode("utf-16-le", "replace")
    return None


def decoded(text: str, encoding: str) -> bytes | None:
    """The buffer that text in one of Node's encodings stands for; None where it can't be told."""
    try:
        match encoding.lower().replace("-", ""):
            case "utf8":
                return text.encode("utf-8", "replace")
            case "hex":
                return bytes.fromhex(text)
            case "base64" | "base64url":
                plain = "".join(text.split()).replace("-", "+").replace("_", "/").rstrip("=")
                return base64.b64decode(plain + "=" * (-len(plain) % 4))
            case "latin1" | "binary" | "ascii":
                return text.encode("latin-1")
            case "utf16le" | "ucs2":
                return text.encode("utf-16-le", "replace")
    except (ValueError, binascii.Error):
        return None
    return None


def _as_text(receiver: Constant, arguments: list[Values]) -> Values:
    """`buffer.toString("base64")`, `number.toString(16)`, `text.toString()`."""
    if isinstance(receiver.value, bytes):
        given = arguments[0] if arguments else one(Constant("utf8"))
        return apply(
            lambda data, name, *_: encoded(data, name) if isinstance(name, str) else None, [one(receiver), given]
        )
    if isinstance(receiver.value, int) and not isinstance(receiver.value, bool) and arguments:
        return apply(_in_base, [one(receiver), arguments[0]])
    return one(Constant(spelled(receiver.value), receiver.origins))


def _in_base(number: int, base: object) -> object:
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    radix = _integer(base, 10)
    if not 2 <= radix <= 36:
        return None
    left, text = abs(number), ""
    while left:
        left, digit = divmod(left, radix)
        text = digits[digit] + text
    return ("-" if number < 0 else "") + (text or "0")


def _replaced(receiver: Constant, arguments: list[Values], *, every: bool) -> Values:
    """`text.replace(pattern, new)`; a function that makes the replacement is trusted to mask what matched."""
    found: list[Values] = []
    text = str(receiver.value)
    news = [
        Constant("***") if isinstance(value, FunctionValue) else value
        for value in arguments[1]
        if isinstance(value, Constant | FunctionValue)
    ]
    for pattern in arguments[0].constants():
        if not isinstance(pattern.value, str | Regexp):
            continue
        for new in news[:_MOST_ALTERNATIVES]:
            template = spelled(new.value)
            if (len(text) + 1) * (len(template) + 1) > LARGEST:
                continue
            if not isinstance(pattern.value, Regexp) and sources_of(pattern):
                # What is replaced is the secret itself.
                result: str | None = text.replace(str(pattern.value), template)
            else:
                result = regexps.replace(text, pattern.value, template, every=every)
            if result is not None:
                found.append(one(Constant(result, (*receiver.origins, *new.origins))))
    return union(found) if found else UNKNOWN


def _split(receiver: Constant, arguments: list[Values]) -> Values:
    if not arguments:
        return one(Items((one(receiver),)))
    found: list[Values] = []
    for pattern in arguments[0].constants():
        parts = regexps.split(str(receiver.value), pattern.value) if isinstance(pattern.value, str | Regexp) else None
        if parts is not None:
            found.append(one(Items(tuple(one(Constant(part, receiver.origins)) for part in parts[:LARGEST]))))
    return union(found) if found else UNKNOWN


def _matched(receiver: Constant, name: str, pattern: Values) -> Values:
    """What `text.match(pattern)` finds. A secret may or may not match where its stand-in does."""
    found: list[Values] = []
    for each in pattern.constants():
        parts = regexps.matches(str(receiver.value), each.value) if isinstance(each.value, Regexp) else None
        if parts is None or name == "search" or (not parts and sources_of(receiver)):
            continue
        if not parts:
            found.append(one(Constant(None)))
            continue
        kept = parts if name == "matchAll" or (isinstance(each.value, Regexp) and each.value.is_global) else parts[:1]
        found.append(one(Items(tuple(one(Constant(part, receiver.origins)) for part in kept))))
    return Values(union(found).alternatives, exact=not sources_of(receiver)) if found else UNKNOWN


def _tested(regexp: Regexp, name: str, arguments: list[Values]) -> Values | None:
    if name not in {"test", "exec"} or not arguments:
        return None
    expression = regexps.compiled(regexp)
    found = [
        one(Constant(expression.search(each.value) is not None))
        for each in arguments[0].constants()
        if expression is not None and isinstance(each.value, str) and not sources_of(each)
    ]
    complete = arguments[0].exact and len(found) == len(arguments[0].alternatives)
    return union(found) if name == "test" and found and complete else UNKNOWN
