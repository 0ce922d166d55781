"""The mappings of a source map: base-64 numbers of variable length, decoded up to one place."""

import re
from collections import Counter
from typing import NamedTuple

_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_VALUE = {character: value for value, character in enumerate(_DIGITS)}
# A number is digits with the continuation bit (32 and more), and one without.
_NUMBER = re.compile(r"[g-z0-9+/]{0,12}[A-Za-f]")
# The generated column alone, or with source, line, column, and a name that nobody asks for.
_SEGMENT = re.compile(rf"(?:{_NUMBER.pattern}){{1}}|(?:{_NUMBER.pattern}){{4,5}}")
# So many characters of mappings at a time.
_PIECE = 1 << 16
_LONGEST_SEGMENT = 80


class MappingsError(Exception):
    """The mappings make no sense; the message is a sentence without a subject."""


class Target(NamedTuple):
    """The index of an original source, and a place in it; line and column from 0."""

    source: int
    line: int
    column: int


class _Segment(NamedTuple):
    """By how much a segment moves on from the one before."""

    generated: int
    source: int
    line: int
    column: int
    names_source: bool


_NOTHING = _Segment(0, 0, 0, 0, False)


def original_of(mappings: str, line: int, column: int) -> Target | None:
    """The original of a generated place: that of the last segment at or before it in its line, if it names one.

    Line and column start at 0. Raises MappingsError.
    """
    begin = _line_start(mappings, line)
    if begin is None:
        return None
    known: dict[str, _Segment] = {"": _NOTHING}
    # All but the generated column goes on from line to line; of the lines before only the sums count.
    at = Target(0, 0, 0)
    position = 0
    while position < begin:
        end = _cut(mappings, position, begin)
        at = _beyond(at, _counted(mappings[position:end].replace(";", ","), known))
        position = end
    generated = 0
    last: Target | None = None
    end_of_line = mappings.find(";", begin)
    end_of_line = len(mappings) if end_of_line < 0 else end_of_line
    while position < end_of_line:
        end = _cut(mappings, position, end_of_line)
        piece = mappings[position:end].rstrip(",")
        counted = _counted(piece, known)
        width = sum(segment.generated * count for segment, count in counted)
        if generated + width <= column and all(segment.generated >= 0 for segment, _ in counted):
            # The place lies further on.
            generated += width
            at = _beyond(at, counted)
            last = at if known[piece.rpartition(",")[2]].names_source else None
        else:
            for text in piece.split(","):
                segment = known[text]
                generated += segment.generated
                if generated > column:
                    return last
                at = _beyond(at, [(segment, 1)])
                last = at if segment.names_source else None
        position = end
    return last


def _counted(piece: str, known: dict[str, _Segment]) -> list[tuple[_Segment, int]]:
    """The segments of a piece, each with its number: a map of millions of segments has some thousand different."""
    counts = Counter(piece.split(","))
    for text in counts.keys() - known.keys():
        if len(text) > _LONGEST_SEGMENT or not _SEGMENT.fullmatch(text):
            raise MappingsError("has mappings that make no sense")
        numbers = [_number(digits) for digits in _NUMBER.findall(text)]
        if len(numbers) == 1:
            known[text] = _Segment(numbers[0], 0, 0, 0, False)
        else:
            known[text] = _Segment(numbers[0], numbers[1], numbers[2], numbers[3], True)
    return [(known[text], count) for text, count in counts.items()]


def _beyond(at: Target, counted: list[tuple[_Segment, int]]) -> Target:
    return Target(
        at.source + sum(segment.source * count for segment, count in counted),
        at.line + sum(segment.line * count for segment, count in counted),
        at.column + sum(segment.column * count for segment, count in counted),
    )


def _number(digits: str) -> int:
    """Decode one number: five bits a digit, the lowest bit of all is the sign."""
    value = shift = 0
    for digit in digits:
        value |= (_VALUE[digit] & 31) << shift
        shift += 5
    return -(value >> 1) if value & 1 else value >> 1


def _line_start(mappings: str, line: int) -> int | None:
    """Where the segments of a generated line start."""
    position = 0
    for _ in range(line):
        position = mappings.find(";", position) + 1
        if not position:
            return None
    return position


def _cut(mappings: str, position: int, end: int) -> int:
    """Where a piece that starts at `position` ends: behind a separator, at `end` at the latest."""
    wanted = position + _PIECE
    if wanted >= end:
        return end
    places = (mappings.find(",", wanted, end), mappings.find(";", wanted, end), end - 1)
    return min(place for place in places if place >= 0) + 1
