"""What follows an expression: members, calls, subscripts, closures, marks."""

from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.lexical import branches, closures, displays
from sup_lint.analysis.lexical.calls import made_call, same_text
from sup_lint.analysis.lexical.groups import Group
from sup_lint.analysis.lexical.stretch import CONSTANTS, plain
from sup_lint.analysis.lexical.tokens import Token
from sup_lint.analysis.lexical.type_lists import behind_given
from sup_lint.analysis.program import Node

if TYPE_CHECKING:
    from sup_lint.analysis.lexical.expressions import Reader

_SELF = frozenset({"this", "self", "static"})


def followed(reader: "Reader", node: Node, start: int, *, is_new: bool) -> Node | None:
    """The node with the next member, call, subscript or closure; None where it ends."""
    item = reader.peek()
    if isinstance(item, Group):
        return _bracketed(reader, node, item, start, is_new=is_new)
    text = reader.text()
    if text in reader.dialect.member_marks:
        if text in {"..", "?.."}:
            return None if reader.in_cascade else displays.cascade(reader, node, start)
        return _member(reader, node, start)
    if text == "!" and reader.dialect.name == "rust" and isinstance(reader.peek(1), Group):
        reader.at += 1
        if (listed := reader.group("[")) is not None:
            reader.at += 1
            return model.Sequence(reader.region(start), tuple(reader.inside(listed).everything()), "list")
        return node
    if text in {"!!", "!", "++", "--"} and not (text == "!" and item is not None and item.is_apart):
        return _marked(reader, node, start)
    if text == "?" and _is_mark_of_absence(reader):
        return _marked(reader, node, start)
    if text in {"<", "::"} and (behind := behind_given(reader)):
        reader.at = behind
        return node
    if text in {"switch", "with", "match"} and reader.group("{", 1):
        return branches.arms(reader, node, start)
    if reader.dialect.takes_words and isinstance(node, model.Name | model.Attribute) and _begins_words(reader):
        given = displays.arguments(reader)
        return made_call(reader.region(start), node, given)
    return None


def _bracketed(reader: "Reader", node: Node, group: Group, start: int, *, is_new: bool) -> Node | None:
    if group.is_first and (reader.is_block or group.kind == "{"):
        return None
    if group.kind == "(":
        if reader.dialect.takes_words and group.is_apart:
            return None
        reader.at += 1
        given = displays.arguments(reader.inside(group))
        if reader.dialect.takes_closure and not reader.is_over() and (closure := reader.group("{")):
            reader.at += 1
            body = closures.closure(reader, closure)
            given = (*given, model.Argument(body.region, body))
        return made_call(reader.region(start), node, given)
    if group.kind == "[":
        if isinstance(node, model.Literal) or (reader.dialect.takes_words and group.is_apart):
            return None
        reader.at += 1
        return model.Subscript(reader.region(start), node, reader.inside(group).whole())
    return displays.braces_behind(reader, node, group, start, is_new=is_new)


def _member(reader: "Reader", node: Node, start: int) -> Node | None:
    name = reader.token("name", 1) or reader.token("number", 1)
    if name is None:
        if reader.group("(", 1) and reader.text() in {".", "&."}:  # a call of the value: lambda.()
            reader.at += 1
            return node
        if reader.text() == "::" and reader.text(1) == "<":
            reader.at += 1
            return node
        return None
    reader.at += 2
    if isinstance(node, model.Name) and node.id in _SELF and not reader.keeps_self:
        return model.Name(reader.region(start), plain(name.text))
    return same_text(model.Attribute(reader.region(start), node, plain(name.text)), reader)


def _marked(reader: "Reader", node: Node, start: int) -> Node:
    """The node together with a mark behind it that says nothing of its value: key!"""
    reader.at += 1
    if isinstance(node, model.Name | model.Attribute | model.Call | model.Subscript):
        node.region = reader.region(start)
    return node


def _is_mark_of_absence(reader: "Reader") -> bool:
    """Whether `?` belongs to the value before it: text?, try()? and the like."""
    if not reader.is_tight():
        return False
    following = reader.peek(1)
    return (
        reader.is_over(1)
        or (isinstance(following, Group) and not following.is_apart)
        or (following is not None and following.text in {".", "?", ":", "=", "?:"})
    )


def _begins_words(reader: "Reader") -> bool:
    """Whether the arguments of a call without brackets begin here."""
    item = reader.peek()
    if not isinstance(item, Token) or not item.is_apart or item.is_first:
        return False
    if item.kind in {"string", "symbol", "number"}:
        return True
    return item.kind == "name" and reader.text(1) == ":" and reader.is_tight(1) and item.text not in CONSTANTS
