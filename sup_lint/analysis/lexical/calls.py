"""Calls whose meaning shows in their name alone: conversions of text, values for what may be missing."""

from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.program import Node
from sup_lint.model.region import Region

if TYPE_CHECKING:
    from sup_lint.analysis.lexical.stretch import Stretch

# Functions and types that give the text they are given.
_CONVERSIONS = frozenset(
    """
    String Some Ok F PSTR from from_static from_str TEXT L byte string NSString SecretString SecretKey Secret Expose
    of_str StringValue stringWithString stringWithUTF8String string_view new_unchecked
    """.split()
)
# Methods of a text that give it, or nearly.
_SAME_TEXT = frozenset(
    """
    to_string to_owned into as_str as_bytes as_ref clone freeze dup trim trimIndent strip toString toByteArray c_str
    getBytes intern parse unwrap encodeToByteArray String description utf8 to_s stripMargin trimMargin
    """.split()
)
# Methods that give another value where the first is missing.
_FALLBACKS = frozenset(
    """
    orElse orElseGet unwrap_or unwrap_or_else unwrap_or_default getOrElse ifEmpty ifBlank or default presence
    """.split()
)
# Functions that put the texts they are given together.
_JOINING = frozenset({"concat", "stringByAppendingString"})
_TRANSPARENT_CLOSURES = frozenset({"lazy", "remember", "run", "provideDelegate"})


def made_call(region: Region, function: Node, arguments: tuple[model.Argument, ...]) -> Node:
    """A call, or what it amounts to."""
    name = last_name(function)
    values = [argument.value for argument in arguments]
    receiver = function.value if isinstance(function, model.Attribute) else None
    if receiver is not None and name in _FALLBACKS and len(values) == 1:
        return model.Choice(region, (receiver, *values), "or")
    if receiver is not None and name in _SAME_TEXT and is_text(receiver):
        return model.Join(region, (receiver,), "+", tuple(values))
    if name in _CONVERSIONS and len(values) == 1 and is_text(values[0]):
        return model.Join(region, (values[0],), "+", (function,))
    if name in _JOINING and len(values) > 1 and receiver is None:
        return model.Join(region, tuple(values), "+", (function,))
    if name in _TRANSPARENT_CLOSURES and len(values) == 1 and isinstance(values[0], model.Function):
        return model.Call(region, values[0], ())
    return model.Call(region, function, arguments)


def same_text(node: model.Attribute, reader: "Stretch") -> Node:
    """The member of a literal, or its text if the member is one such as `freeze` that needs no brackets."""
    if node.name in _SAME_TEXT and not reader.group("(") and is_text(node.value):
        return model.Join(node.region, (node.value,), "+")
    return node


def is_text(node: Node) -> bool:
    """Whether a node is a literal text, or one that a conversion gave."""
    if isinstance(node, model.Join):
        return all(is_text(part) for part in node.parts)
    return isinstance(node, model.Literal) and isinstance(node.value, str)
