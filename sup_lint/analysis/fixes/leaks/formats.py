"""Formats of Python that ask a mapping for entries by their names: one that is gone would be a KeyError."""

import re
from typing import TYPE_CHECKING

from sup_lint.analysis import program as model

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sup_lint.analysis.fixes.leaks.source import Source
    from sup_lint.analysis.program import Node

_FORMATTING = frozenset({"format", "format_map"})
_STATEMENTS = (
    model.Evaluate,
    model.Bind,
    model.Return,
    model.Raise,
    model.Assert,
    model.Function,
    model.Class,
    model.If,
    model.Loop,
)


def is_named_by_format(source: "Source", node: "Node", names: list[str]) -> bool:
    """Whether a format around a mapping asks for one of its entries: `%(name)s`, `{name}`, `{headers[name]}`.

    So does, for all that is known, a format that nothing tells of.
    """
    asked = re.compile("|".join(rf"%\({name}\)|\{{{name}[!:}}.\[]|\[{name}\]" for name in map(re.escape, names)))
    for around in source.scopes.ancestors(node):
        if isinstance(around, _STATEMENTS):
            return False
        if any(asked.search(text) for text in _texts(source, around, node)):
            return True
        if _formats_unknown(source, around):
            return True
    return False


def _texts(source: "Source", around: "Node", node: "Node") -> "Iterator[str]":
    """Yield the texts in an expression, and those that its names stand for, but for what is in `node`."""
    for each in model.walk((around,)):
        if node.region.contains(each.region):
            continue
        if isinstance(each, model.Literal):
            yield each.raw
        elif isinstance(each, model.Name | model.Attribute):
            yield from source.values(each).texts()


def _formats_unknown(source: "Source", around: "Node") -> bool:
    match around:
        case model.Call(function=model.Attribute(name=name, value=value), arguments=arguments) if name in _FORMATTING:
            takes_names = name == "format_map" or any(each.spread == "**" for each in arguments)
            return takes_names and not source.values(value).texts()
    return False
