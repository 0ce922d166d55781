"""What `this` is outside classes: in the methods of an object display, in constructor functions and prototypes."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import place_of
from sup_lint.analysis.dataflow.values import NOTHING, UNKNOWN, Entries, Frame, Values, one, union
from sup_lint.analysis.program import Node
from sup_lint.analysis.scopes import Scopes

if TYPE_CHECKING:
    from collections.abc import Hashable

    from sup_lint.analysis.dataflow.engine import Flow

_PROTOTYPE = ".prototype"


def this(flow: "Flow", node: model.Name, frame: Frame) -> Values | None:
    """The object whose method `node`, a `this`, stands in; None elsewhere."""
    scopes = flow.modules.scopes(frame.program)
    root = flow.frame(frame.program)
    for around in scopes.ancestors(node):
        if isinstance(around, model.Class):
            return None
        if not isinstance(around, model.Function):
            continue
        display = _display(scopes, around)
        if display is not None:
            methods = [entry.value for entry in display.entries]
            shown = [value for value in flow.evaluate(display, root) if isinstance(value, Entries)]
            return union([one(_with_stored(flow, scopes, methods, each, root)) for each in shown]) if shown else None
        constructor = _constructor(scopes, around)
        if constructor is not None:
            return one(_with_stored(flow, scopes, [constructor], Entries({}, UNKNOWN), root))
    return None


def _display(scopes: Scopes, function: model.Function) -> model.Mapping | None:
    """`const api = { key, log() { console.log(this.key); } }`"""
    entry = scopes.parents.get(id(function))
    display = scopes.parents.get(id(entry)) if isinstance(entry, model.Entry) else None
    return display if isinstance(display, model.Mapping) else None


def _constructor(scopes: Scopes, function: model.Function) -> Node | None:
    """`function Client(key) { this.key = key; }`, and `Client.prototype.log = function () { … }`."""
    bound = scopes.parents.get(id(function))
    name = function.name
    if isinstance(bound, model.Bind) and isinstance(bound.target, model.Subscript | model.Attribute):
        place = place_of(bound.target.value)
        name = place.removesuffix(_PROTOTYPE) if place.endswith(_PROTOTYPE) else ""
    if not name[:1].isupper():
        return None
    bindings = scopes.module.bindings.get(name, [])
    return next((each.node for each in bindings if isinstance(each.node, model.Function)), None)


def _with_stored(flow: "Flow", scopes: Scopes, methods: list[Node], value: Entries, frame: Frame) -> Entries:
    """An object with what its methods, or its constructor, put into it: `this.key = …`"""
    entries: dict[Hashable, Values] = dict(value.entries)
    for name, held in _stored(flow, scopes, methods, frame):
        entries[name] = union([entries.get(name, NOTHING), held])
    return Entries(entries, value.rest)


def _stored(flow: "Flow", scopes: Scopes, methods: list[Node], frame: Frame) -> Iterator[tuple[str, Values]]:
    for place, stores in scopes.stores.items():
        if place.startswith("this.") and place.count(".") == 1 and "[" not in place:
            for store in stores:
                if any(store.position.scope.node is method for method in methods):
                    yield place.removeprefix("this."), flow.evaluate(store.value, frame)
