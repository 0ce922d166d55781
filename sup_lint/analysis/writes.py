"""Writes that are no plain bindings: to attributes and subscripts, through setattr and globals()."""

from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import Binding, Position, Store, last_name, place_of
from sup_lint.analysis.program import Node

if TYPE_CHECKING:
    from sup_lint.analysis.scopes import Scopes


# Functions that put the entries of others into their first argument: Object.assign(target, source).
ASSIGNING = frozenset({"assign", "merge", "extend", "defaults", "defaultsDeep"})
# Methods that put something into a container.
MUTATING = frozenset("append add appendleft put put_nowait insert extend update setdefault".split())
MUTATING_IN_JAVASCRIPT = frozenset("push unshift splice add append set setHeader".split()) | ASSIGNING
# Methods that take something out of one.
REMOVING = frozenset({"pop", "clear", "__delitem__", "popitem"})
REMOVING_IN_JAVASCRIPT = frozenset({"delete", "clear", "removeHeader"})
_ASSIGNERS = frozenset({"Object", "_", "lodash", "$", "jQuery"})


def changed_by(call: model.Call) -> Node | None:
    """The container that the call of a method, or of a function such as `Object.assign`, changes."""
    function = call.function
    if not isinstance(function, model.Attribute):
        return None
    is_assigner = isinstance(function.value, model.Name) and function.value.id in _ASSIGNERS
    if is_assigner and function.name in ASSIGNING:
        return call.arguments[0].value if call.arguments else None
    return function.value


def store(
    scopes: "Scopes", target: model.Attribute | model.Subscript, value: Node, position: Position, node: Node
) -> None:
    """Note that `node` puts a value into an attribute or under a key."""
    place = place_of(target)
    written = Store(target, value, position)
    if place:
        scopes.stores[place].append(written)
    if scopes.is_javascript and isinstance(target, model.Subscript) and isinstance(target.index, model.Literal):
        # What is written as an entry may be read as an attribute: the two are one there.
        base = place_of(target.value)
        if base and isinstance(target.index.value, str):
            scopes.stores[f"{base}.{target.index.value}"].append(written)
    if isinstance(target, model.Attribute):
        scopes.attribute_stores[target.name].append(written)
    elif _is_globals(target.value):
        _bind_global(scopes, target.index, value, position, node)
    elif container := place_of(target.value):
        scopes.item_stores[container].append(written)


def set_attribute(scopes: "Scopes", node: model.Call, position: Position) -> None:
    """`setattr(owner, name, value)` and `object.__setattr__(owner, name, value)` write an attribute."""
    values = [argument.value for argument in node.arguments if not argument.name and not argument.spread]
    if len(values) == 2 and isinstance(node.function, model.Attribute):
        values.insert(0, node.function.value)  # super().__setattr__(name, value) isn't a place, and so no store
    if len(values) != 3 or not (place := place_of(values[0])):
        return
    owner, name, value = values
    spelled = name.value if isinstance(name, model.Literal) else None
    target = model.Attribute(node.region, owner, spelled if isinstance(spelled, str) else "?")
    scopes.adopt(target, node)
    written = Store(target, value, position, None if isinstance(spelled, str) else name)
    scopes.stores[f"{place}.{target.name}"].append(written)
    scopes.attribute_stores[target.name].append(written)


def update_globals(scopes: "Scopes", node: model.Call, position: Position) -> None:
    """`globals().update(NAME=value)` and `globals().setdefault("NAME", value)` bind names of the module."""
    if not isinstance(node.function, model.Attribute) or not _is_globals(node.function.value):
        return
    plain = [argument.value for argument in node.arguments if not argument.name and not argument.spread]
    if node.function.name == "setdefault" and len(plain) == 2:
        _bind_global(scopes, plain[0], plain[1], position, node)
    for argument in node.arguments:
        if argument.name:
            _bind_global(scopes, model.Literal(node.region, argument.name), argument.value, position, node)
    for mapping in plain[:1]:
        for entry in mapping.entries if isinstance(mapping, model.Mapping) else ():
            if entry.key is not None:
                _bind_global(scopes, entry.key, entry.value, position, node)


def _bind_global(scopes: "Scopes", name: Node, value: Node, position: Position, node: Node) -> None:
    if isinstance(name, model.Literal) and isinstance(name.value, str):
        if position.scope is not scopes.module:
            scopes.module.shared.add(name.value)
        scopes.module.bindings[name.value].append(Binding(node, value, position))


def _is_globals(node: Node) -> bool:
    return isinstance(node, model.Call) and not node.arguments and last_name(node.function) == "globals"
