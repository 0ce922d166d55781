"""The text that stands for a key while its way is followed, and how much of it shows in other text."""

import base64
import codecs
import functools
import re

from sup_lint.analysis import program as model
from sup_lint.analysis.dataflow.values import Constant, Frame, Source

# 32 lower-case hexadecimal digits as keys have them; no two stretches are alike.
STAND_IN = "".join(f"{(37 * number + 11) % 256:02x}" for number in range(16))

_SHORTEST_RUN = 3
_SEPARATORS = re.compile(r"[\s\-_:.,;|/]+")


def stand_in(node: model.Node, frame: Frame, what: str, *, sure: bool = True) -> Constant:
    """The value of an expression that gives the key; `what` names it in a sentence."""
    return Constant(STAND_IN, (Source(frame.program, model.Literal(node.region, STAND_IN), node, what, sure),))


def visible(value: object) -> int:
    """How many characters of the key, at most, show in one piece of text or bytes; disguised ones count."""
    text = value.decode("latin-1") if isinstance(value, bytes | bytearray) else value
    if not isinstance(text, str):
        return 0
    most = 0
    for shown in (text, _SEPARATORS.sub("", text)):
        lowered = shown.lower()
        for form, ratio, is_exact in _forms():
            most = max(most, int(_longest_run(form, shown if is_exact else lowered) * ratio))
    return most


@functools.cache
def _forms() -> tuple[tuple[str, float, bool], ...]:
    """The key's spellings, how many of its characters one of theirs stands for, and whether their case matters."""
    plain = STAND_IN.encode()
    # Encoded together with other text the key may begin at any of three places in a group.
    shifted = [base64.b64encode(b"x" * shift + plain).decode()[4:-4] for shift in range(3)]
    return (
        (STAND_IN, 1.0, False),
        (STAND_IN[::-1], 1.0, False),
        (codecs.encode(STAND_IN, "rot13"), 1.0, False),
        (plain.hex(), 0.5, False),
        *((text, 0.75, True) for text in shifted),
    )


def _longest_run(form: str, text: str) -> int:
    longest = 0
    for start in range(len(form) - _SHORTEST_RUN + 1):
        end = start + max(_SHORTEST_RUN, longest + 1)
        while end <= len(form) and form[start:end] in text:
            longest = end - start
            end += 1
    return longest
