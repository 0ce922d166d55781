"""What happens to a container between its making and a use: entries put in, replaced and taken out, in order."""

from collections.abc import Hashable
from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import Binding, Position, comes_before, home_of, last_name, place_of
from sup_lint.analysis.dataflow import calls, conditions, stores
from sup_lint.analysis.dataflow.changing import Changing
from sup_lint.analysis.dataflow.events import Event, events, nested_events
from sup_lint.analysis.dataflow.languages import is_javascript
from sup_lint.analysis.dataflow.values import (
    Arguments,
    Entries,
    Frame,
    FunctionValue,
    Items,
    Value,
    Values,
)
from sup_lint.analysis.program import Node
from sup_lint.analysis.scopes import Scopes
from sup_lint.analysis.writes import MUTATING, MUTATING_IN_JAVASCRIPT
from sup_lint.keys.names import words_of

if TYPE_CHECKING:
    from sup_lint.analysis.dataflow.engine import Flow

_EMPTYING = frozenset({"clear"})


def changed(flow: "Flow", node: model.Name | model.Attribute, values: Values, frame: Frame) -> Values:
    """The containers among `values`, which `node` names, as they are where `node` stands."""
    place = place_of(node)
    if not place:
        return values
    scopes = flow.modules.scopes(frame.program)
    found = [*events(flow, scopes, node, place, frame), *nested_events(flow, scopes, node, place, frame)]
    if not found:
        return values
    use = scopes.position(node)
    around = frozenset(id(each) for each in scopes.ancestors(node))
    states = [Changing(value) for value in values if isinstance(value, Items | Entries)]
    for event in sorted(found, key=lambda each: each.position.order):
        is_local = home_of(event.position).scope is home_of(use).scope
        if is_local and not comes_before(Binding(event.node, None, event.position), use):
            continue
        # Elsewhere nothing is known of the call at hand.
        start = frame if is_local else flow.frame(frame.program)
        for inner in conditions.turns(flow, event.node, start):
            within = around if is_local else frozenset()
            reached = conditions.reached(flow, event.node, inner, within=within, about=place)
            if reached is not False:
                surely = is_local and reached is True and _is_passed(event, use)
                for state in states:
                    if event.inside is None:
                        _apply(flow, event, inner, state, surely=surely)
                    else:
                        _apply_inside(flow, event, inner, state, event.inside, surely=surely)
    others = [value for value in values if not isinstance(value, Items | Entries)]
    return Values((*(state.value() for state in states), *others), values.exact)


def _is_passed(event: Event, use: Position) -> bool:
    """Whether a run that comes to `use` has come past the event, apart from the tests around it."""
    return all(
        block.is_loop or block.is_try or isinstance(block.fork, model.If | None)
        for block in event.position.block.chain()
        if not use.block.lies_in(block)
    )


def _apply(flow: "Flow", event: Event, frame: Frame, state: Changing, *, surely: bool) -> None:
    match event.node:
        case model.Call() as call if event.handed:
            _apply_callee(flow, call, event.handed, frame, state, surely=surely)
        case model.Call(function=model.Attribute(name=name)) as call if name in (
            MUTATING_IN_JAVASCRIPT if is_javascript(frame.program) else MUTATING
        ):
            for key, values in stores.added_by(flow, call, frame):
                state.put(key, values, surely=surely and name != "setdefault")
        case model.Call(function=model.Attribute(name=name)) if name in _EMPTYING:
            if surely:
                state.empty()
        case model.Call(arguments=(first, *_)) if surely:
            keys = _keys(flow, first.value, frame)
            for key in keys:
                state.take(key)
            if not keys and _is_confidential(flow, first.value, frame):
                state.take_secrets()
        case model.Delete(target=model.Subscript(index=index)) if surely:
            for key in _keys(flow, index, frame):
                state.take(key)
        case model.Bind(target=model.Subscript(index=index), value=value) if value is not None:
            values = flow.evaluate(value, frame)
            keys = _keys(flow, index, frame)
            for key in keys:
                state.put(key, values, surely=surely)
            if not keys:
                state.put(None, values, surely=False)


def _apply_inside(flow: "Flow", event: Event, frame: Frame, state: Changing, key: Hashable, *, surely: bool) -> None:
    """Apply an event to the containers that an entry holds."""
    if key not in state.entries:
        return
    held: list[Value] = []
    for value in state.entries[key]:
        if not isinstance(value, Items | Entries):
            held.append(value)
            continue
        inner = Changing(value)
        _apply(flow, event, frame, inner, surely=surely)
        held.append(inner.value())
    state.entries[key] = Values(tuple(held), state.entries[key].exact)


def _keys(flow: "Flow", node: Node, frame: Frame) -> list[object]:
    return [each.value for each in flow.evaluate(node, frame).constants()]


def _is_confidential(flow: "Flow", node: Node, frame: Frame) -> bool:
    """Whether a name runs over a list that says what is confidential, wherever that comes from."""
    if not isinstance(node, model.Name):
        return False
    scopes = flow.modules.scopes(frame.program)
    bindings = scopes.lookup(node.id, scopes.position(node)) or ()
    loops = [each.node for each in bindings if isinstance(each.node, model.Loop)]
    return any(
        each.iterable is not None and not conditions.JUDGING.isdisjoint(words_of(last_name(each.iterable)))
        for each in loops
    )


def _apply_callee(
    flow: "Flow", call: model.Call, parameter: str, frame: Frame, state: Changing, *, surely: bool
) -> None:
    """What a function of the project does to the container that it is handed."""
    for callee in flow.evaluate(call.function, frame):
        if not isinstance(callee, FunctionValue):
            continue
        scopes = flow.modules.scopes(callee.program)
        inner = calls.frame_of_call(flow, callee, Arguments(call.arguments, frame))
        if inner.function is not callee.node:
            continue
        own = scopes.scope_of[id(callee.node)]
        events = [
            Event(each, scopes.position(each))
            for each in (*scopes.mutations.get(parameter, ()), *scopes.removals.get(parameter, ()))
        ]
        events += [
            Event(scopes.parents.get(id(store.target), store.target), store.position)
            for store in scopes.item_stores.get(parameter, ())
        ]
        for event in sorted(events, key=lambda each: each.position.order):
            if home_of(event.position).scope is not own or not _is_parameter(scopes, event, parameter):
                continue
            for turn in conditions.turns(flow, event.node, inner):
                reached = conditions.reached(flow, event.node, turn, about=parameter)
                if reached is not False:
                    _apply(flow, event, turn, state, surely=surely and reached is True)


def _is_parameter(scopes: Scopes, event: Event, name: str) -> bool:
    """Whether the variable still is what the function was handed where an event changes it."""
    bindings = scopes.lookup(name, event.position) or ()
    return all(isinstance(each.node, model.Parameter) for each in bindings)
