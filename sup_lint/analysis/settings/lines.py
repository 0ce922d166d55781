"""What formats with a setting a line have in common: quotes, remarks, lines that go on, lists of `NAME=value`."""

import re
from collections.abc import Iterator
from itertools import count
from typing import NamedTuple

# A line with those that a backslash at its end joins to it.
_LOGICAL = re.compile(r"(?:[^\\\r\n]|\\\r\n|\\[\s\S]|\\\Z)++")
# The same where remarks may stand between the lines.
_REMARKED = re.compile(r"(?:[^\\\r\n]|\\\r?\n(?:[ \t]*+[#;][^\r\n]*+(?:\r?\n|\Z))*+|\\[^\r\n]|\\\Z)++")
_QUOTED = {
    '"': re.compile(r'"((?:[^"\\]|\\[\s\S])*+)"'),
    "'": re.compile(r"'([^']*+)'"),
    "`": re.compile(r"`([^`]*+)`"),
}
_INNER = {'"': re.compile(r'(?:[^"\\]|\\[\s\S])*+'), "'": re.compile(r"[^']*+")}
_REMARK = re.compile(r"[ \t](?:#|//|;)")
_ESCAPE = re.compile(r"\\(?:(\r?\n[ \t]*+)|([\s\S]))")
_NAMED = {"n": "\n", "r": "\r", "t": "\t"}
_ASSIGNED = re.compile(r"(?P<outer>[\"']?)(?P<name>[A-Za-z_][\w.\-]{0,120})(?P<closed>(?P=outer))?=")
_REMARKS = r"[\\`][ \t]*+\r?\n(?:[ \t]*+[#;][^\r\n]*+(?:\r?\n|\Z))*+"
_GAPS = {commas: re.compile(rf"(?:[\s{',;' * commas}]|{_REMARKS})*+") for commas in (False, True)}
_WORDS = {
    commas: re.compile(rf"(?:[^\s\"'\\{',;' * commas}]|\\[^\r\n]|\"[^\"\r\n]*+\"?|'[^'\r\n]*+'?)++|\\")
    for commas in (False, True)
}
_BARE = {commas: re.compile(rf"(?:[^\s\\`{',;' * commas}]|\\[^\s]|`(?![ \t]*+\r?\n))*+") for commas in (False, True)}


# Names around a setting beyond these are left out: every setting has all of them.
DEEPEST = 100


class Assigned(NamedTuple):
    """A value from offset `start` to `end`, without quotes, behind the name that it is given to."""

    name: str
    value: str
    start: int
    end: int


class Numbering:
    """Numbers for mappings and lists: a new one each time, or always the same for one name in one mapping."""

    def __init__(self) -> None:
        self._next = count(1)
        self._known: dict[tuple[int, str], int] = {}

    def new(self) -> int:
        """A number that nothing else has."""
        return next(self._next)

    def of(self, parent: int, name: str) -> int:
        """The number of what `name` means in the mapping number `parent`."""
        known = self._known.get((parent, name))
        return known if known is not None else self.renew(parent, name)

    def renew(self, parent: int, name: str) -> int:
        """A new number for what `name` means from here on: the next table of an array."""
        number = self._known[parent, name] = self.new()
        return number


def logical_lines(text: str, *, remarks: bool = False) -> Iterator[tuple[int, int]]:
    """Yield the spans of lines that aren't empty, each with those that a backslash joins to it.

    `remarks` says that lines of remarks between them don't count.
    """
    for match in (_REMARKED if remarks else _LOGICAL).finditer(text):
        yield match.span()


def value_span(text: str, start: int, end: int) -> tuple[int, int, bool]:
    """Where in a stretch of text the value lies that begins it, without quotes or remark, and whether it has quotes."""
    quoted = _QUOTED[text[start]].match(text, start, end) if start < end and text[start] in _QUOTED else None
    if quoted is not None:
        return *quoted.span(1), True
    remark = _REMARK.search(text, start, end)
    end = remark.start() if remark else end
    return start, start + len(text[start:end].rstrip()), False


def unescaped(raw: str, quote: str = '"') -> str:
    """What text between quotes spells; only double ones have escapes."""
    return _ESCAPE.sub(_character, raw) if quote == '"' and "\\" in raw else raw


def _character(match: re.Match[str]) -> str:
    return "" if match[1] else _NAMED.get(match[2], match[2])


def assignments(text: str, start: int, end: int, *, commas: bool = False) -> Iterator[Assigned]:
    """Yield what a stretch of text assigns: `A=b "C=d e" F='g'`. Commas and semicolons part them if `commas` says so.

    Other words are passed over.
    """
    gap, word, bare = _GAPS[commas], _WORDS[commas], _BARE[commas]
    position = start
    while True:
        position = _end(gap, text, position, end)
        if position >= end:
            return
        entry = _ASSIGNED.match(text, position, end)
        if entry is None:
            position = max(_end(word, text, position, end), position + 1)
            continue
        first = entry.end()
        quote = "" if entry["closed"] else entry["outer"]
        last = first
        if quote:
            last = _end(_INNER[quote], text, first, end)
            position = last + 1
        elif first < end and text[first] in _INNER and (quoted := _QUOTED[text[first]].match(text, first, end)):
            quote = text[first]
            first, last = quoted.span(1)
            position = quoted.end()
        else:
            position = last = _end(bare, text, first, end)
        if first < last:
            yield Assigned(entry["name"], unescaped(text[first:last], quote or '"'), first, last)


def _end(pattern: re.Pattern[str], text: str, start: int, end: int) -> int:
    match = pattern.match(text, start, end)
    return match.end() if match else start
