"""What names hold: variables, and what a binding gives them."""

from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import Binding, last_name
from sup_lint.analysis.dataflow import (
    conditions,
    displays,
    elements,
    exceptions,
    languages,
    modules,
    objects,
    parameters,
    stores,
)
from sup_lint.analysis.dataflow.values import UNKNOWN, ClassValue, External, Frame, FunctionValue, Values, one, union
from sup_lint.analysis.program import Node
from sup_lint.analysis.python import operations

if TYPE_CHECKING:
    from sup_lint.analysis.dataflow.engine import Flow


def function(flow: "Flow", node: model.Function, frame: Frame) -> Values:
    """A function, with the frame of what encloses it; calls from anywhere share what is known of one."""
    around = flow.modules.scopes(frame.program).around(node)
    closure: Frame | None = frame
    if around is not None:
        closure = frame.within(around)
        while closure is not None and not closure.elements and id(closure.function) not in around:
            closure = closure.parent
    return one(FunctionValue(frame.program, node, closure=closure or flow.frame(frame.program)))


def name(flow: "Flow", node: model.Name, frame: Frame) -> Values:
    """What a variable holds where it is read."""
    scopes = flow.modules.scopes(frame.program)
    bindings = scopes.lookup(node.id, scopes.position(node))
    if flow.sources is not None and bindings:
        bindings = conditions.deciding(flow, bindings, node, frame)
    own = None
    if node.id == "this" and not bindings and languages.is_javascript(frame.program):
        from sup_lint.analysis.dataflow.javascript import receivers

        own = receivers.this(flow, node, frame)
    found = _named(flow, node.id, bindings, frame) if own is None else own
    return stores.with_mutations(flow, node, found, frame)


def _named(flow: "Flow", name: str, bindings: tuple[Binding, ...] | None, frame: Frame) -> Values:
    """What a name holds, given the bindings that reach it; without any it is a builtin or star-imported."""
    if bindings:
        return union([bound(flow, binding, frame) for binding in bindings])
    stars = flow.modules.scopes(frame.program).module.bindings.get("*", [])
    known = modules.star_imported(flow, stars, name, frame)
    if known is None:
        known = modules.shared(flow, name, frame)
    return known if known is not None else one(External(f"builtins.{name}"))


def bound(flow: "Flow", binding: Binding, frame: Frame) -> Values:
    """The values that one binding gives its name."""
    if isinstance(binding.node, model.Import | model.Imported):
        return flow.guarded(binding.node, lambda: _bound(flow, binding, frame))
    return _bound(flow, binding, frame)


def _bound(flow: "Flow", binding: Binding, frame: Frame) -> Values:
    node = binding.node
    match node:
        case model.Parameter():
            return parameters.parameter(flow, node, binding, frame)
        case model.Function():
            return function(flow, node, frame)
        case model.Class():
            return one(ClassValue(frame.program, node))
        case model.Import():
            return modules.imported_module(flow, node, frame)
        case model.Imported():
            return modules.imported_name(flow, node, frame)
        case model.Clause() | model.Loop() if (current := displays.current_element(node, frame)) is not None:
            values, path = current, binding.path[1:]
        case model.Handler() if flow.sources is not None:
            return exceptions.caught(flow, node, frame)
        case _ if binding.value is None:
            return UNKNOWN
        case model.Context():
            values, path = objects.entered(flow, node, frame), binding.path
        case _:
            value, path = binding.value, binding.path
            # Of a display only the bound part is evaluated: in `x, y = y, x` each needs the other.
            while path and isinstance(path[0], int) and isinstance(value, model.Sequence):
                if any(isinstance(item, model.Spread) for item in value.items) or path[0] >= len(value.items):
                    break
                value, path = value.items[path[0]], path[1:]
            if flow.sources is not None and isinstance(node, model.Bind):
                values = _in_turns(flow, node, value, frame)
            else:
                values = flow.evaluate(value, frame)
    if languages.is_javascript(frame.program) and any(isinstance(step, str) for step in path):
        from sup_lint.analysis.dataflow.javascript import destructuring

        return destructuring.taken(flow, binding, values, path, frame)
    for step in path:
        values = elements.iterated(flow, values) if step is None else elements.part(flow, values, step)
    return values


def _in_turns(flow: "Flow", node: Node, value: Node, frame: Frame) -> Values:
    """What a value is in any of the turns of the loops around it that come to it."""
    turns = list(conditions.turns(flow, node, frame))
    reached = [each for each in turns if each is frame or conditions.reached(flow, node, each) is not False]
    found = [flow.evaluate(value, inner) for inner in reached]
    if isinstance(value, model.Call) and last_name(value.function) in {"sub", "replace"}:
        return operations.least_revealing(union(found))
    return union(found)
