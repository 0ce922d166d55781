"""Strings of Python with a value put in: f-strings, and sums where there are none."""

import re
from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.fixes.python.targets import is_template_text, quotes_of
from sup_lint.model.region import Region

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sup_lint.analysis.fixes.python.targets import Target
    from sup_lint.analysis.literal_key import LiteralKey
    from sup_lint.analysis.program import Node
    from sup_lint.analysis.project import Project

# \N{EM DASH} keeps its braces.
_BRACE = re.compile(r"\\N\{[^}]{1,100}\}|\\\\|[{}]")
# What a sum may stand in without parentheses.
_LOOSE = (model.Argument, model.Bind, model.Return, model.Entry, model.Sequence, model.Parameter, model.Evaluate)

Replacement = tuple[Region, str]


def quote_at(node: "Node", literal: "LiteralKey", project: "Project", *, inside: bool = False) -> str | None:
    """The quotes for a name in an expression that stands in place of `node`; with `inside` in a field put into it.

    No quotes of a string around may occur in its fields before Python 3.12. None if both are in use.
    """
    assert literal.file.program is not None
    has_own = isinstance(node, model.Literal) and not is_template_text(node, literal, project)
    own = quotes_of(node, literal) if has_own else None
    around = [
        quotes.mark
        for each in project.scopes(literal.file.program).ancestors(node)
        if isinstance(each, model.Join) and each.how == "interpolation"
        if (quotes := quotes_of(each, literal)) is not None
    ]
    if own is not None and not inside:
        return own.mark[0]
    if own is not None:
        around.append(own.mark)
    free = [each for each in "\"'" if each not in around]
    return free[0] if free else None


def interpolated(
    target: "Target", literal: "LiteralKey", project: "Project", expression: str
) -> list[Replacement] | None:
    """What turns a string into an f-string with an expression in place of the key; None for byte strings."""
    file, region = literal.file, target.node.region
    quotes = quotes_of(target.node, literal)
    if is_template_text(target.node, literal, project):
        return [(each, f"{{{expression}}}") for each in occurrences(target, literal)]
    if quotes is None or "b" in quotes.prefix.lower():
        return None
    start = file.lines.offset(*region[:2])
    first = start + len(quotes.prefix) + len(quotes.mark)
    end = file.lines.offset(*region[2:]) - len(quotes.mark)
    is_raw = "r" in quotes.prefix.lower()
    unicode_mark = 1 if quotes.prefix in {"u", "U"} else 0
    found: list[Replacement] = [(file.lines.region(start, start + unicode_mark), "f")]
    for match in _BRACE.finditer(file.text, first, end):
        pieces = [match.start() + index for index, each in enumerate(match[0]) if each in "{}"]
        if len(match[0]) == 1 or is_raw:
            found += [(file.lines.region(place, place), file.text[place]) for place in pieces]
    return [*found, *((each, f"{{{expression}}}") for each in occurrences(target, literal))]


def occurrences(target: "Target", literal: "LiteralKey") -> "Iterator[Region]":
    """Yield every place where the key stands in the literal of a target."""
    lines, text = literal.file.lines, literal.file.text
    end = lines.offset(*target.node.region[2:])
    found = text.find(literal.value, lines.offset(*target.node.region[:2]), end)
    while found >= 0:
        behind = found + len(literal.value)
        yield lines.region(found, behind)
        found = text.find(literal.value, behind, end)


def added_up(target: "Target", literal: "LiteralKey", project: "Project", expression: str) -> list[Replacement] | None:
    """What turns a string into a sum of its parts and an expression; for byte strings, which have no fields."""
    assert literal.file.program is not None
    file, region = literal.file, target.node.region
    quotes = quotes_of(target.node, literal)
    if quotes is None:
        return None
    opening = quotes.prefix + quotes.mark
    start, end = file.lines.offset(*region[:2]), file.lines.offset(*region[2:])
    first, last = file.lines.offset(*target.region[:2]), file.lines.offset(*target.region[2:])
    has_head, has_tail = first > start + len(opening), last < end - len(quotes.mark)
    head = f"{quotes.mark} + " if has_head else ""
    tail = f" + {opening}" if has_tail else ""
    parent = project.scopes(file.program).parents.get(id(target.node)) if file.program is not None else None
    is_loose = isinstance(parent, _LOOSE)
    if isinstance(parent, model.Join) and parent.how == "implicit":
        return None
    place = file.lines.region(first if has_head else start, last if has_tail else end)
    if is_loose:
        return [(place, f"{head}{expression}{tail}")]
    if has_head and has_tail:
        opened, closed = file.lines.region(start, start), file.lines.region(end, end)
        return [(opened, "("), (place, f"{head}{expression}{tail}"), (closed, ")")]
    if has_head:
        return [(file.lines.region(start, start), "("), (place, f"{head}{expression})")]
    return [(place, f"({expression}{tail}"), (file.lines.region(end, end), ")")]


def spelled_out(target: "Target", quote: str, expression: str) -> str | None:
    """An expression with the text that is around the key; None for text that is hard to spell."""
    text = expression
    around = target.before + target.behind
    if around:
        outer = "'" if quote == '"' else '"'
        if not around.isprintable() or any(each in around for each in f"\\{outer}"):
            return None
        before, behind = (each.replace("{", "{{").replace("}", "}}") for each in (target.before, target.behind))
        text = f"f{outer}{before}{{{expression}}}{behind}{outer}"
    return f"{text}.encode()" if target.is_bytes else text
