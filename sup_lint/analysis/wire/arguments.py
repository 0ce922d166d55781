"""Arguments of calls and entries of mappings, as the source spells them."""

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.program import Node, walk
from sup_lint.keys.formats import is_key_behind_neutral_name
from sup_lint.model.region import Region


def argument(call: model.Call, *names: str, position: int | None = None) -> Node | None:
    """The argument of a call that goes by one of the names, or stands at a position."""
    for each in call.arguments:
        if each.name in names:
            return each.value
    plain = [each for each in call.arguments if each.name is None]
    if position is None or any(each.spread for each in plain[: position + 1]) or position >= len(plain):
        return None
    return plain[position].value


def entries(node: Node | None) -> dict[str, Node]:
    """The values of a mapping display, or of a call of `dict`, by their keys."""
    match node:
        case model.Mapping():
            return {
                each.key.value: each.value
                for each in node.entries
                if isinstance(each.key, model.Literal) and isinstance(each.key.value, str)
            }
        case model.Call() if last_name(node.function) == "dict":
            return {each.name: each.value for each in node.arguments if each.name}
    return {}


def region_of(call: model.Call) -> Region:
    """The call; or only what is called, if a key is written among the arguments: that is a finding of its own."""
    for node in walk(call.arguments):
        if isinstance(node, model.Literal) and isinstance(node.value, str) and is_key_behind_neutral_name(node.value):
            return call.function.region
    return call.region
