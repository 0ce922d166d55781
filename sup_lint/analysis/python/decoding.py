"""What Python's own functions make of constants: decoders and conversions. Nothing of the scanned code runs."""

import base64
import binascii
import codecs
import inspect
import textwrap
import urllib.parse
import zlib
from collections.abc import Callable

from sup_lint.analysis.python.operations import LARGEST

_CODECS = {
    "hex", "hex_codec", "base64", "base64_codec", "utf_8", "utf8", "ascii", "latin_1", "unicode_escape", "zlib",
    "zlib_codec",
}  # fmt: skip


def decode(value: object, encoding: object = "utf-8", *_: object) -> object:
    """The value decoded by the codec of that name; None for one that isn't a key's disguise. Raises ValueError."""
    if not isinstance(encoding, str):
        return None
    name = encoding.lower().replace("-", "_")
    if name in {"rot13", "rot_13"}:
        return codecs.decode(value, "rot13") if isinstance(value, str) else None
    data = value.encode() if isinstance(value, str) else value
    if name not in _CODECS or not isinstance(data, bytes):
        return None
    return _inflate(data) if name.startswith("zlib") else codecs.decode(data, encoding)


def _encode(value: object, encoding: object = "utf-8", *_: object) -> object:
    return decode(value, encoding) if "rot" in str(encoding) else None


def _inflate(value: object, *_: object) -> object:
    if not isinstance(value, bytes):
        return None
    # 15 + 32: zlib or gzip by its header, as the scanned code may call either.
    return zlib.decompressobj(15 + 32).decompress(value, LARGEST)


def _from_hex(value: object) -> object:
    return bytes.fromhex(value) if isinstance(value, str) else None


def _text(value: object, *encoding: object) -> object:
    """`str(…)`: bytes stay what they are without an encoding, since their text is what matters."""
    if isinstance(value, bytes):
        return value if not encoding else decode(value, *encoding)
    return str(value)


def _bytes(value: object, *encoding: object) -> object:
    if isinstance(value, str):
        return value.encode(str(encoding[0])) if encoding else value
    return value if isinstance(value, bytes) else None


FUNCTIONS: dict[str, Callable[..., object]] = {
    "chr": chr,
    "ord": ord,
    "int": int,
    "hex": hex,
    "str": _text,
    "bytes": _bytes,
    "bytearray": _bytes,
    "bytes.fromhex": _from_hex,
    "bytearray.fromhex": _from_hex,
    "binascii.unhexlify": binascii.unhexlify,
    "binascii.a2b_hex": binascii.unhexlify,
    "binascii.a2b_base64": binascii.a2b_base64,
    "binascii.hexlify": binascii.hexlify,
    "base64.b64decode": lambda value, *_: base64.b64decode(value),
    "base64.standard_b64decode": base64.b64decode,
    "base64.decodebytes": base64.b64decode,
    "base64.urlsafe_b64decode": base64.urlsafe_b64decode,
    "base64.b32decode": lambda value, *_: base64.b32decode(value, casefold=True),
    "base64.b16decode": lambda value, *_: base64.b16decode(value, casefold=True),
    "base64.a85decode": lambda value, *_: base64.a85decode(value),
    "base64.b85decode": base64.b85decode,
    "base64.b64encode": base64.b64encode,
    "base64.urlsafe_b64encode": base64.urlsafe_b64encode,
    "codecs.decode": decode,
    "codecs.encode": _encode,
    "zlib.decompress": _inflate,
    "gzip.decompress": _inflate,
    "urllib.parse.unquote": lambda value, *_: urllib.parse.unquote(value) if isinstance(value, str) else None,
    "urllib.parse.unquote_plus": lambda value, *_: urllib.parse.unquote_plus(value) if isinstance(value, str) else None,
    "textwrap.dedent": lambda value: textwrap.dedent(value) if isinstance(value, str) else None,
    "inspect.cleandoc": lambda value: inspect.cleandoc(value) if isinstance(value, str) else None,
}
