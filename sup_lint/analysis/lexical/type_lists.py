"""Lists of types in angle brackets, told from comparisons."""

from typing import TYPE_CHECKING

from sup_lint.analysis.lexical.groups import Group
from sup_lint.analysis.lexical.tokens import Token

if TYPE_CHECKING:
    from sup_lint.analysis.lexical.stretch import Stretch

LONGEST_TYPE = 40
# What a type is made of besides names.
TYPE_MARKS = frozenset({"<", ">", ">>", ",", ".", "?", "*", "&", "::", "~", "&&", "@", "!"})
_GIVEN_MARKS = TYPE_MARKS | {":", "->", "..."}
_STEPS = {"<": 1, ">": -1, ">>": -2}


def behind_declared(reader: "Stretch", ahead: int) -> int:
    """How far ahead a list of types that begins `ahead` ends; 0 if it is none."""
    level = 0
    for place in range(ahead, ahead + LONGEST_TYPE):
        item, text = reader.peek(place), reader.text(place)
        if item is None or (isinstance(item, Token) and item.kind != "name" and text not in TYPE_MARKS):
            return 0
        level += _STEPS.get(text, 0)
        if level <= 0:
            return place + 1
    return 0


def behind_given(reader: "Stretch") -> int:
    """The place behind `<…>` or `::<…>` in an expression if that is a list of types, else 0."""
    begin = int(reader.text() == "::")
    if reader.text(begin) != "<":
        return 0
    level = 0
    for ahead in range(begin, LONGEST_TYPE):
        item, text = reader.peek(ahead), reader.text(ahead)
        if isinstance(item, Group):
            if item.kind == "{":
                return 0
        elif item is None or (item.kind not in {"name", "number"} and text not in _GIVEN_MARKS):
            return 0
        level += _STEPS.get(text, 0)
        if level <= 0:
            following = reader.text(ahead + 1)
            is_end = reader.is_over(ahead + 1) or isinstance(reader.peek(ahead + 1), Group)
            return reader.at + ahead + 1 if is_end or following in {".", "::", "?."} else 0
    return 0
