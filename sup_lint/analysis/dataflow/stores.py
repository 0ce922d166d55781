"""What assignments and methods elsewhere put into a place: attributes, subscripts, containers."""

from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import Binding, place_of
from sup_lint.analysis.dataflow import containers
from sup_lint.analysis.dataflow.values import (
    Entries,
    Frame,
    Items,
    Value,
    Values,
    union,
)
from sup_lint.analysis.program import Node

if TYPE_CHECKING:
    from sup_lint.analysis.dataflow.engine import Flow

_ADDING = {"append": 0, "add": 0, "appendleft": 0, "put": 0, "put_nowait": 0, "insert": 1}


def stored(flow: "Flow", node: model.Attribute | model.Subscript, frame: Frame) -> list[Values]:
    """What assignments elsewhere in the file put into the place that `node` spells."""
    place = place_of(node)
    if not place or place.partition(".")[0].partition("[")[0] == "self":
        return []
    return stored_at(flow, place, frame)


def stored_at(flow: "Flow", place: str, frame: Frame) -> list[Values]:
    scopes = flow.modules.scopes(frame.program)
    return [flow.evaluate(store.value, frame) for store in scopes.stores.get(place, ())]


def with_mutations(flow: "Flow", node: model.Name | model.Attribute, values: Values, frame: Frame) -> Values:
    """Add what methods such as append, update and setdefault put into a container that `node` names."""
    if not any(isinstance(value, Items | Entries) for value in values):
        return values
    place = place_of(node)
    if not place:
        return values
    added = _additions(flow, node, place, frame)
    if not added:
        return values
    found: list[Value] = []
    for value in values:
        if isinstance(value, Items):
            extra = tuple(containers_item for key, containers_item in added if key is None)
            found.append(Items((*value.items, *extra)))
        elif isinstance(value, Entries):
            entries = dict(value.entries)
            for key, item in added:
                if isinstance(key, str | bytes | int):
                    entries[key] = union([entries[key], item]) if key in entries else item
            found.append(Entries(entries, value.rest))
        else:
            found.append(value)
    return Values(tuple(found), values.exact)


def _additions(
    flow: "Flow", node: model.Name | model.Attribute, place: str, frame: Frame
) -> list[tuple[object, Values]]:
    scopes = flow.modules.scopes(frame.program)
    added: list[tuple[object, Values]] = []
    for name in (*_ADDING, "extend", "update", "setdefault"):
        for call in scopes.calls.get(name, ()):
            function = call.function
            if not isinstance(function, model.Attribute) or place_of(function.value) != place:
                continue
            if not _same_variable(flow, node, function.value, frame) or not call.arguments:
                continue
            added += _added_by(flow, name, call, frame)
    prefix = f"{place}["
    for key, stores in scopes.stores.items():
        if key.startswith(prefix) and "[" not in key[len(prefix) :]:
            for store in stores:
                target = store.target
                if (
                    isinstance(target, model.Subscript)
                    and isinstance(target.index, model.Literal)
                    and _same_variable(flow, node, target.value, frame)
                ):
                    added.append((target.index.value, flow.evaluate(store.value, frame)))
    return added


def _added_by(flow: "Flow", name: str, call: model.Call, frame: Frame) -> list[tuple[object, Values]]:
    arguments = call.arguments
    if name in _ADDING:
        position = _ADDING[name]
        return [(None, flow.evaluate(arguments[position].value, frame))] if position < len(arguments) else []
    if name == "extend":
        return [(None, containers.any_element(flow.evaluate(arguments[0].value, frame)))]
    if name == "setdefault":
        keys = [each.value for each in flow.evaluate(arguments[0].value, frame).constants()]
        return [(key, flow.evaluate(arguments[1].value, frame)) for key in keys] if len(arguments) > 1 else []
    added: list[tuple[object, Values]] = [
        (argument.name, flow.evaluate(argument.value, frame)) for argument in arguments if argument.name
    ]
    if not arguments[0].name:
        for value in flow.evaluate(arguments[0].value, frame):
            if isinstance(value, Entries):
                added += list(value.entries.items())
    return added


def _same_variable(flow: "Flow", node: Node, other: Node, frame: Frame) -> bool:
    """Whether two equal places start at the same variable."""
    scopes = flow.modules.scopes(frame.program)
    roots = []
    for each in (node, other):
        while isinstance(each, model.Attribute | model.Subscript):
            each = each.value  # noqa: PLW2901 - climb to the variable
        if not isinstance(each, model.Name):
            return False
        scope = scopes.position(each).scope
        roots.append(next(iter(scopes.lookup(each.id, scopes.position(each)) or ()), None) or scope)
    first, second = roots
    if isinstance(first, Binding) and isinstance(second, Binding):
        return first is second or first.position.scope is second.position.scope
    return first is second
