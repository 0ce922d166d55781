"""Where a text may hold a key at all: around the words that its names are made of. The rest needs no close look."""

import re
from collections.abc import Iterator

# Each name of a key has one of these; `supertone(` is the client's constructor.
_NOUN = re.compile(r"key|token|secret|credential|passw|auth|키|토큰|열쇠|supertone[a-z]{0,6}\s{0,4}\(")
# A value before its name is piped into a command; one behind it is at most so far away, and ends within the reach.
_BEFORE = 1000
_BEHIND = 1600
# Colours of a terminal: the bytes themselves, or as a log spells them.
_COLOUR = re.compile(r"(?:\x1b|␛|\\(?:u001b|x1b|033|e))\[[0-9;?]{0,20}[A-Za-z]", re.IGNORECASE)


def without_colours(text: str) -> str:
    """The text with blanks for the colours of a terminal; all offsets stay what they are."""
    if "\x1b" not in text and "␛" not in text and "\\" not in text:
        return text
    return _COLOUR.sub(lambda colour: " " * len(colour[0]), text)


def stretches(text: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a text (pairs of offsets, in order and apart) that a key and its name may stand in."""
    lowered = text.lower()
    if len(lowered) != len(text):  # a few letters of other alphabets become two
        lowered = text.translate(_LOWER)
    first = last = -1
    for match in _NOUN.finditer(lowered):
        start, end = _lines(text, *match.span())
        if first >= 0 and start <= last:
            last = max(last, end)
        else:
            if first >= 0:
                yield first, last
            first, last = start, end
    if first >= 0:
        yield first, last


def _lines(text: str, start: int, end: int) -> tuple[int, int]:
    """The line around a span and the next ones; of long lines only what is within reach."""
    before = text.rfind("\n", max(0, start - _BEFORE), start) + 1 or max(0, start - _BEFORE)
    behind = limit = min(len(text), end + _BEHIND)
    position = end
    for _ in range(_LINES):
        position = text.find("\n", position, limit) + 1
        if not position:
            return before, limit
        behind = position
    return before, behind


_LINES = 6
_LOWER = {upper: upper + 32 for upper in range(ord("A"), ord("Z") + 1)}
