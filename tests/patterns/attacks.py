"""Texts on which a pattern that backtracks would never come to an end, derived from the pattern itself."""

import re
from collections.abc import Iterator
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

# A repetition up to so often is one of the text's length for whoever counts the steps.
_OFTEN = 200
_FAILING = "\0"
_ORDINARY = [*map(ord, "a 1-\"'A/\n\t.,:=<([{x_"), *range(33, 127), 0xE9, 0xAC00]


def parsed(pattern: "re.Pattern[str] | re.Pattern[bytes]") -> Any:
    """The pattern as the engine takes it apart."""
    return parser.parse(pattern.pattern, pattern.flags)


def attacks(pattern: "re.Pattern[str] | re.Pattern[bytes]", size: int) -> Iterator[str]:
    """Texts of `size` characters: what is repeated, what leads there and is repeated, and both over and over."""
    found: dict[str, None] = {}
    for before, item in _repeats(parsed(pattern), ""):
        for head, unit in (("", item), (before, item), ("", before + item), ("", before), ("", item + "\n")):
            if unit:
                found[head + unit * (size // len(unit)) + _FAILING] = None
    yield from found


def _repeats(items: Any, before: str) -> Iterator[tuple[str, str]]:
    """Each repetition that may go on for long: a text that leads to it, and one that it repeats."""
    for kind, value in items:
        if kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
            least, most, inner = value
            yield from _repeats(inner, before)
            if most >= _OFTEN:
                for unit in _samples(inner):
                    yield before, unit
            before += _sample(inner) * max(least, 1)
            continue
        for inner in _inner(kind, value):
            yield from _repeats(inner, before)
        before += _sample([(kind, value)])


def _inner(kind: Any, value: Any) -> list[Any]:
    if kind is op.SUBPATTERN:
        return [value[3]]
    if kind is op.BRANCH:
        return list(value[1])
    if kind in (op.ASSERT, op.ASSERT_NOT):
        return [value[1]]
    if kind is op.ATOMIC_GROUP:
        return [value]
    return []


def _samples(items: Any) -> list[str]:
    """Texts that items match: one for each way into the first branch or set."""
    first = _sample(items)
    found = {first: None}
    for kind, value in items:
        if kind is op.IN:
            found.update(dict.fromkeys(_of_set(value, place) for place in range(4)))
        for inner in _inner(kind, value) if kind in (op.BRANCH, op.SUBPATTERN) else ():
            found.update(dict.fromkeys(_samples(inner)))
    return [text for text in found if text]


def _sample(items: Any) -> str:
    """A text that items match, as far as it can be told without searching."""
    text = ""
    for kind, value in items:
        if kind is op.LITERAL:
            text += chr(value)
        elif kind is op.NOT_LITERAL:
            text += next(chr(code) for code in _ORDINARY if code != value)
        elif kind is op.ANY:
            text += "a"
        elif kind is op.IN:
            text += _of_set(value, 0)
        elif kind is op.SUBPATTERN:
            text += _sample(value[3])
        elif kind is op.ATOMIC_GROUP:
            text += _sample(value)
        elif kind is op.BRANCH:
            text += _sample(value[1][0])
        elif kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
            text += _sample(value[2]) * value[0]
    return text


def _of_set(items: Any, place: int) -> str:
    """A character of a set, another one for each `place`."""
    is_negated = any(kind is op.NEGATE for kind, _ in items)
    pattern = [(kind, value) for kind, value in items if kind is not op.NEGATE]
    found = [code for code in _ORDINARY if _holds(pattern, code) != is_negated]
    return chr(found[place % len(found)]) if found else ""


def _holds(items: Any, code: int) -> bool:
    for kind, value in items:
        if kind is op.LITERAL and value == code:
            return True
        if kind is op.RANGE and value[0] <= code <= value[1]:
            return True
        if kind is op.CATEGORY:
            other = chr(code)
            holds = {
                op.CATEGORY_DIGIT: other.isdecimal(),
                op.CATEGORY_SPACE: other.isspace(),
                op.CATEGORY_WORD: other.isalnum() or other == "_",
                op.CATEGORY_NOT_DIGIT: not other.isdecimal(),
                op.CATEGORY_NOT_SPACE: not other.isspace(),
                op.CATEGORY_NOT_WORD: not (other.isalnum() or other == "_"),
            }
            if holds.get(value, False):
                return True
    return False
