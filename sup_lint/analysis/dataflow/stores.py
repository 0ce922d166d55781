"""What assignments and methods elsewhere put into a place: attributes, subscripts, containers."""

from collections.abc import Hashable
from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import Binding, last_name, place_of
from sup_lint.analysis.dataflow import changes, classes, containers
from sup_lint.analysis.dataflow.languages import is_javascript
from sup_lint.analysis.dataflow.values import (
    UNKNOWN,
    Entries,
    Frame,
    Items,
    ModuleValue,
    Value,
    Values,
    union,
)
from sup_lint.analysis.program import Node, Program
from sup_lint.analysis.scopes import Scopes
from sup_lint.analysis.writes import ASSIGNING, changed_by

if TYPE_CHECKING:
    from sup_lint.analysis.dataflow.engine import Flow

# These take a key and a value, or a value alone.
_KEYED = frozenset({"set", "append", "add", "setHeader"})
_CONFIGURATIONS = ("cfg", "config")
_ADDING = {"append": 0, "add": 0, "appendleft": 0, "put": 0, "put_nowait": 0, "insert": 1}


def stored(flow: "Flow", node: model.Attribute | model.Subscript, frame: Frame) -> list[Values]:
    """What assignments elsewhere in the file put into the place that `node` spells."""
    place = place_of(node)
    if not place or place.partition(".")[0].partition("[")[0] in {"self", "this"}:
        return []
    found = stored_at(flow, place, frame)
    if isinstance(node, model.Attribute):
        found += stored_by_name(flow, place_of(node.value), node.name, frame)
    return found


def stored_at(flow: "Flow", place: str, frame: Frame) -> list[Values]:
    """What the file puts into a place."""
    scopes = flow.modules.scopes(frame.program)
    return [flow.evaluate(store.value, frame) for store in scopes.stores.get(place, ())]


def stored_by_name(flow: "Flow", owner: str, name: str, frame: Frame) -> list[Values]:
    """What `setattr(owner, name, value)` puts there whose name isn't spelled but evaluated."""
    scopes = flow.modules.scopes(frame.program)
    return [
        flow.evaluate(store.value, frame)
        for store in scopes.stores.get(f"{owner}.?", ())
        if store.key is not None and name in flow.evaluate(store.key, frame).texts()
    ]


def stored_in_module(flow: "Flow", module: Program, name: str) -> list[Values]:
    """What `module.name = value` in the loaded programs puts into a module."""
    found: list[Values] = []
    for program, store in list(flow.crossings.attribute_stores.get(name, ())):
        frame = flow.frame(program)
        assert isinstance(store.target, model.Attribute)
        owners = flow.evaluate(store.target.value, frame)
        if any(isinstance(owner, ModuleValue) and owner.program is module for owner in owners):
            found.append(flow.evaluate(store.value, frame))
    return found


def with_mutations(flow: "Flow", node: model.Name | model.Attribute, values: Values, frame: Frame) -> Values:
    """Add what methods such as append, update and setdefault put into a container that `node` names."""
    if not any(isinstance(value, Items | Entries) for value in values):
        scopes = flow.modules.scopes(frame.program)
        is_filled = (
            flow.sources is not None and isinstance(node, model.Attribute) and _is_filled(scopes, place_of(node))
        )
        if not is_filled:
            return values
        # A mapping from outside the project, of which only what is put in is known: app.config["KEY"] = …
        values = Values((*values.alternatives, _unknown_mapping(scopes, node)), exact=False)
    if flow.sources is not None:
        return changes.changed(flow, node, values, frame)
    place = place_of(node)
    added = additions(flow, node, place, frame) if place else []
    if not added:
        return values
    found: list[Value] = []
    for value in values:
        if isinstance(value, Items):
            found.append(Items((*value.items, *(item for key, item in added if key is None))))
        elif isinstance(value, Entries):
            held = merged(value.entries, added)
            found.append(Entries(held, value.rest, value.any_case, by_methods=value.by_methods))
        else:
            found.append(value)
    return Values(tuple(found), values.exact)


def _is_filled(scopes: Scopes, place: str) -> bool:
    """Whether something is put under keys at a place."""
    filling = _KEYED | ASSIGNING if scopes.is_javascript else {"update", "setdefault"}
    return place in scopes.item_stores or any(
        last_name(call.function) in filling for call in scopes.mutations.get(place, ())
    )


def _unknown_mapping(scopes: Scopes, node: Node) -> Entries:
    """A mapping of which nothing is known yet; in JavaScript the headers of a request that are set by a method.

    Those of what is called a configuration are axios', which show as JSON although methods set them.
    """
    called = {last_name(call.function) for call in scopes.mutations.get(place_of(node), ())}
    if scopes.is_javascript and last_name(node) == "headers":
        is_axios = isinstance(node, model.Attribute) and last_name(node.value).lower().endswith(_CONFIGURATIONS)
        return Entries({}, UNKNOWN, any_case=True, by_methods=bool(called & _KEYED) and not is_axios)
    return Entries({}, UNKNOWN)


def merged(entries: dict[Hashable, Values], added: list[tuple[object, Values]]) -> dict[Hashable, Values]:
    """Entries with others added; what was under the same key before may still be there."""
    found = dict(entries)
    for key, item in added:
        if isinstance(key, str | bytes | int):
            found[key] = union([found[key], item]) if key in found else item
    return found


def additions(flow: "Flow", node: Node, place: str, frame: Frame) -> list[tuple[object, Values]]:
    """What the file puts into the container at a place, each with its key, or None for one without."""
    scopes = flow.modules.scopes(frame.program)
    added: list[tuple[object, Values]] = []
    for call in scopes.mutations.get(place, ()):
        container = changed_by(call)
        if call.arguments and container is not None and is_same_variable(flow, node, container, frame):
            added += added_by(flow, call, frame)
    for store in scopes.item_stores.get(place, ()):
        target = store.target
        if isinstance(target, model.Subscript) and is_same_variable(flow, node, target.value, frame):
            keys = flow.evaluate(target.index, frame)
            added += [(key.value, flow.evaluate(store.value, frame)) for key in keys.constants()]
    return added


def added_by(flow: "Flow", call: model.Call, frame: Frame) -> list[tuple[object, Values]]:
    """What the call of a method puts into its container, each with its key, or None for one without."""
    arguments = call.arguments
    name = last_name(call.function)
    if is_javascript(frame.program):
        return _added_in_javascript(flow, name, arguments, frame)
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
    for argument in arguments:
        if not argument.name:
            for value in flow.evaluate(argument.value, frame):
                if isinstance(value, Entries):
                    added += list(value.entries.items())
    return added


def _added_in_javascript(
    flow: "Flow", name: str, arguments: tuple[model.Argument, ...], frame: Frame
) -> list[tuple[object, Values]]:
    """What `push`, `set`, `append`, `Object.assign` and their like put into a container."""
    if name in ASSIGNING:
        several = [flow.evaluate(each.value, frame) for each in arguments[1:]]
        mappings = [value for values in several for value in values if isinstance(value, Entries)]
        return [
            *(pair for each in mappings for pair in each.entries.items()),
            *((None, each.rest) for each in mappings),
        ]
    if name in _KEYED and len(arguments) > 1:
        values = flow.evaluate(arguments[1].value, frame)
        keys = [each.value for each in flow.evaluate(arguments[0].value, frame).constants()]
        return [(key, values) for key in keys or [None]]
    added: list[tuple[object, Values]] = []
    for argument in arguments[2:] if name == "splice" else arguments:
        values = flow.evaluate(argument.value, frame)
        added.append((None, containers.any_element(values) if argument.spread else values))
    return added


def is_same_variable(flow: "Flow", node: Node, other: Node, frame: Frame) -> bool:
    """Whether two equal places start at the same variable, or at the objects of the same class."""
    scopes = flow.modules.scopes(frame.program)
    roots: list[object] = []
    for place in (node, other):
        root = place
        while isinstance(root, model.Attribute | model.Subscript):
            root = root.value
        if not isinstance(root, model.Name):
            return False
        position = scopes.position(root)
        binding = next(iter(scopes.lookup(root.id, position) or ()), None)
        roots.append(position.scope if binding is None else _owner_of_self(flow, binding, frame))
    return roots[0] is roots[1]


def _owner_of_self(flow: "Flow", binding: Binding, frame: Frame) -> object:
    """The class whose object the first parameter of a method is; the scope of any other variable."""
    scope = binding.position.scope
    function = scope.node
    if isinstance(function, model.Function) and function.parameters[:1] == (binding.node,):
        owner = classes.owner_of(flow, function, frame.program)
        if owner is not None:
            return owner.node
    return scope
