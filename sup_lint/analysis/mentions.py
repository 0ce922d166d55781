"""Where a long text speaks of Supertone: nothing else of a log of a hundred megabytes needs a close look."""

import functools
import re

from sup_lint.analysis.windows import windows
from sup_lint.keys.needles import NEEDLE

# Shorter texts are looked at whole: what stands far from the vendor's name may still be its key.
LONG = 300_000
# A key stands in the line that names it, or in the next ones; of long lines so many characters are looked at.
_REACH = 600
_LINES = 2
_IN_TEXT = re.compile(NEEDLE.pattern.decode())


@functools.lru_cache(maxsize=4)
def stretches(text: str) -> tuple[tuple[int, int], ...]:
    """The stretches of a text (pairs of offsets) around every mention of Supertone; a text that isn't `LONG` is one."""
    if len(text) <= LONG:
        return ((0, len(text)),)
    lowered = text.lower()
    if len(lowered) != len(text):  # a few letters of other alphabets become two
        lowered = text.translate(_LOWER)
    return tuple(windows((_lines(text, *match.span()) for match in _IN_TEXT.finditer(lowered)), 0, len(text)))


def _lines(text: str, start: int, end: int) -> tuple[int, int]:
    """The lines around a span."""
    first, last = max(0, start - _REACH), min(len(text), end + _REACH)
    before, behind = start, end
    for _ in range(_LINES):
        before = text.rfind("\n", first, before)
        behind = text.find("\n", behind, last) + 1 or last
        if before < 0:
            break
    return (before + 1 if before >= 0 else first), behind


_LOWER = {upper: upper + 32 for upper in range(ord("A"), ord("Z") + 1)}
