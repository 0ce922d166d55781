"""The disguises in which one key value may stand in a file."""

import base64
import functools
import re
from collections.abc import Iterator
from urllib.parse import quote

_FRAGMENT = 8
_SHORTEST_SPLIT = 20


def disguises(key: str) -> dict[str, str]:
    """Every spelling of `key` that a search for it must know, by the name of the encoding.

    Plain, reversed, hexadecimal, percent-encoded (each character), base64 at its three alignments without the
    characters that depend on the neighbours (RFC 4648, section 4), and their URL-safe twins where they
    differ.
    """
    data = key.encode()
    spellings = {
        "plain": key,
        "reversed": key[::-1],
        "hex": data.hex(),
        "percent": "".join(f"%{byte:02X}" for byte in data),
        "quoted": quote(key, safe=""),
    }
    for shift in range(3):
        encoded = base64.b64encode(b"\0" * shift + data).decode()
        # The first characters mix with what stands before the key, the last ones with what follows it.
        first = (shift * 8 + 5) // 6
        last = (shift + len(data)) * 8 // 6
        spellings[f"base64+{shift}"] = encoded[first:last]
        spellings[f"base64url+{shift}"] = encoded[first:last].replace("+", "-").replace("/", "_")
    # The first name of each spelling stays.
    names = {text: name for name, text in reversed(spellings.items())}
    return {name: text for name, text in spellings.items() if names[text] == name}


def spellings(key: str) -> dict[str, tuple[bytes, ...]]:
    """The bytes to search for in files of any kind, by the name of the encoding: the disguises, and how programs spell
    text.

    Besides `disguises`: hexadecimal in capitals, escapes of JavaScript, entities of HTML, and UTF-16.
    """
    known = disguises(key)
    data = key.encode()
    found: dict[str, dict[bytes, None]] = {}

    def add(name: str, *texts: str) -> None:
        found.setdefault(name, {}).update(dict.fromkeys(text.encode() for text in texts))

    for name, text in known.items():
        add("base64" if name.startswith("base64") else "percent" if name == "quoted" else name, text)
    add("hex", data.hex().upper())
    add("percent", "".join(f"%{byte:02x}" for byte in data))
    add(
        "escaped", *("".join(form % ord(each) for each in key) for form in ("\\x%02x", "\\x%02X", "\\u%04x", "\\u%04X"))
    )
    add("escaped", *("".join(form % ord(each) for each in key) for form in ("&#%d;", "&#x%x;")))
    # Of both byte orders: what differs is only where the first null byte stands.
    found["utf-16"] = {key.encode("utf-16-le")[:-1]: None}
    return {name: tuple(texts) for name, texts in found.items()}


def fragments(key: str) -> tuple[bytes, ...]:
    """The stretches of a key of which a text that holds it in up to four pieces has at least one whole.

    Eight characters each; none for a key that is too short for them to mean anything.
    """
    if len(key) < _SHORTEST_SPLIT:
        return ()
    return tuple(key[start : start + _FRAGMENT].encode() for start in range(len(key) - _FRAGMENT + 1))


@functools.lru_cache(maxsize=1024)
def split_pattern(key: str) -> re.Pattern[bytes]:
    """Matches the key cut up into string literals: `"3f8a" + "9c…"`, also in a list or over several lines."""
    seam = (
        rb"""(?:\\{0,2}["'`][ \t]{0,8}(?:\\?\r?\n[ \t]{0,40})?[+,.]?[ \t]{0,8}(?:\\?\r?\n[ \t]{0,40})?\\{0,2}["'`])?"""
    )
    return re.compile(seam.join(re.escape(character).encode() for character in key))


def occurrences(data: bytes, key: str) -> Iterator[tuple[int, int, str]]:
    """Yield every place of `data` where the key stands, in any encoding: start, end, and the encoding's name."""
    for name, texts in spellings(key).items():
        for text in texts:
            start = data.find(text)
            while start >= 0:
                yield start, start + len(text), name
                start = data.find(text, start + len(text))
    for match in split_pattern(key).finditer(data):
        if len(match[0]) > len(key):
            yield *match.span(), "split"
