"""The strings of a JSON text with their places; comments and trailing commas are taken as well."""

import re
from collections.abc import Iterator
from typing import NamedTuple

# A string without an end goes to the end of its line, so that no text is read twice.
_TOKEN = re.compile(r'"((?:[^"\\\n]|\\[^\n])*)(?:"|\\?(?=\n|\Z))|//[^\n]*|/\*|[\[\]{}:,]')
# Settings are small; what is larger is data.
_LARGEST = 2_000_000
_DEEPEST = 200


class JsonString(NamedTuple):
    """A string as it is written, with the offset of its first character, and the keys around it from the outside in.

    Of an entry the key `is_key`, and `value` is its value where that is a string too; else None.
    """

    text: str
    start: int
    path: tuple[str, ...]
    is_key: bool
    value: str | None = None


def json_strings(text: str) -> Iterator[JsonString]:
    """Yield the strings of a JSON text in order. Text that is no JSON gives what strings it seems to have."""
    if len(text) > _LARGEST:
        return
    containers: list[str] = []  # the key that each container stands under
    key = ""
    pending: JsonString | None = None
    position = 0
    while match := _TOKEN.search(text, position):
        mark = match[0]
        position = match.end()
        if mark == "/*":
            end = text.find("*/", position)
            position = end + 2 if end >= 0 else len(text)
        elif mark[0] == '"':
            if pending is not None:
                yield pending
            pending = JsonString(match[1], match.start(1), (*containers, key) if key else tuple(containers), False)
        elif mark == ":" and pending is not None:
            entry = pending
            pending = None
            following = _TOKEN.match(text, _skip_space(text, position))
            value = following[1] if following is not None and following[0][0] == '"' else None
            key = entry.text
            yield JsonString(entry.text, entry.start, tuple(containers), True, value)
        else:
            if pending is not None:
                yield pending
                pending = None
            if mark in "[{":
                if len(containers) >= _DEEPEST:
                    return
                containers.append(key)
                key = ""
            elif mark in "]}" and containers:
                containers.pop()
                key = ""
            elif mark == ",":
                key = ""
    if pending is not None:
        yield pending


def _skip_space(text: str, position: int) -> int:
    while position < len(text) and text[position].isspace():
        position += 1
    return position
