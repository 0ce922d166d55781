"""How a new expression is written where it is to stand: its quotation marks, its parentheses."""

from typing import TYPE_CHECKING

from sup_lint.analysis import program as model

if TYPE_CHECKING:
    from sup_lint.analysis.fixes.leaks.source import Source
    from sup_lint.analysis.program import Node

_STATEMENTS = model.Evaluate | model.Raise | model.Return | model.Assert
_ARGUMENTS = model.Argument | model.Entry | model.Sequence | model.Formatted


def commonest_quote(source: "Source") -> str:
    """The quotation mark that the file uses most."""
    return "'" if source.text.count("'") > source.text.count('"') else '"'


def quote_at(source: "Source", node: "Node") -> str:
    """The quotation mark for text at a node: that of its neighbours, or the other one within an f-string."""
    around = (node, *source.scopes.ancestors(node))
    if source.is_python:
        for outer in around[1:]:
            if isinstance(outer, model.Join) and outer.how == "interpolation":
                return "'" if source.of(outer).lstrip("rRfFtTbB")[:1] == '"' else '"'
            if isinstance(outer, model.Evaluate | model.Function):
                break
    for outer in around:
        for each in model.walk((outer,)) if not isinstance(outer, model.Function | model.Class) else ():
            raw = each.raw.lstrip("rRbBuUfF") if isinstance(each, model.Literal) else ""
            if raw[:1] in {'"', "'"} and isinstance(each, model.Literal) and isinstance(each.value, str | bytes):
                return raw[0]
        if isinstance(outer, _STATEMENTS):
            break
    return commonest_quote(source)


def as_field(source: "Source", node: "Node", text: str) -> str:
    """An expression in the place of a node, which may begin with a brace, as a field of an f-string takes it."""
    is_field = isinstance(source.parent(node), model.Formatted) and source.is_python
    return f"({text})" if is_field else text


def as_operand(source: "Source", node: "Node", text: str) -> str:
    """A choice in the place of a node, in parentheses where it is an operand and has none."""
    start, end = source.span(node)
    is_enclosed = source.text[start - 1 : start] == "(" and source.text[end : end + 1] == ")"
    return text if is_enclosed or isinstance(source.parent(node), _ARGUMENTS) else f"({text})"
