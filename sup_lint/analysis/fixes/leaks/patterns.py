"""Regular expressions that hide other credentials, made to hide the key as well."""

import re
from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.keys.names import HEADER

if TYPE_CHECKING:
    from sup_lint.analysis.fixes.leaks.source import Source
    from sup_lint.analysis.program import Node
    from sup_lint.model.fix import Edit

_LONGEST = 4000
# What an alternative may begin behind: a bracket, a bar, the quote of the pattern, flags, the name of a group.
_BEGINNING = re.compile(r"""(?:\((?:\?:)?|\||^[rRbBuU]{0,2}["'/]|\(\?[a-z]{1,4}\)|\(\?P?<\w{1,60}>)\Z""")


def extended_pattern(source: "Source", node: "Node", others: tuple[str, ...]) -> "Edit | None":
    """The edit that puts the header beside another in a pattern, a literal or an expression of JavaScript.

    `others` are the names that the pattern hides. None where none of them is spelled in it.
    """
    place = node
    if isinstance(node, model.Call):  # RegExp
        literal = node.arguments[0].value if node.arguments else None
        place = literal if isinstance(literal, model.Literal) and literal.raw else node
    elif isinstance(node, model.Join) and node.how == "implicit":
        place = next((part for part in node.parts if _found(source.of(part), others) is not None), node)
    start, end = source.span(place)
    text = source.text[start:end]
    found = _found(text, others) if end - start <= _LONGEST else None
    if found is None:
        return None
    first, last = found
    word = text[first:last]
    name = HEADER.title() if word[:1].isupper() and not word.isupper() else HEADER.upper() if word.isupper() else HEADER
    before, after = text[:first], text[last:]
    begins = _BEGINNING.search(before) is not None
    if begins and after.startswith(("|", ")")):
        return source.edit(start + last, start + last, f"|{name}")
    return source.edit(start + first, start + last, f"(?:{word}|{name})")


def _found(text: str, others: tuple[str, ...]) -> tuple[int, int] | None:
    """Where one of the names stands in the text as a word of its own: not as a piece of another name."""
    for name in sorted(others, key=len, reverse=True):
        spelled = "".join(r"\\?[-_]" if each in "-_" else re.escape(each) for each in name)
        match = re.search(rf"(?<![\w\-\]?*+]){spelled}(?![\w\-\[?*+{{]|\\[wds])", text, re.IGNORECASE)
        if match is not None:
            return match.span()
    return None
