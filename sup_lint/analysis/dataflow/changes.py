"""What happens to a container between its making and a use: entries put in, replaced and taken out, in order."""

from collections import defaultdict
from collections.abc import Hashable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import Binding, Position, Scope, Store, comes_before, home_of, last_name, place_of
from sup_lint.analysis.dataflow import calls, conditions, stores
from sup_lint.analysis.dataflow.values import (
    Arguments,
    Entries,
    Frame,
    FunctionValue,
    Items,
    Value,
    Values,
    sources_of,
    union,
)
from sup_lint.analysis.program import Node
from sup_lint.analysis.scopes import MUTATING, Scopes
from sup_lint.keys.names import words_of

if TYPE_CHECKING:
    from sup_lint.analysis.dataflow.engine import Flow

_EMPTYING = frozenset({"clear"})


class _Event(NamedTuple):
    """A statement that changes a container: a call of one of its methods, an assignment to or a deletion of an entry.

    `handed` is the parameter by which a call hands the container to a function of the project; `inside` the key of the
    entry that is changed itself, in a container of containers.
    """

    node: Node
    position: Position
    handed: str = ""
    inside: Hashable | None = None


def changed(flow: "Flow", node: model.Name | model.Attribute, values: Values, frame: Frame) -> Values:
    """The containers among `values`, which `node` names, as they are where `node` stands."""
    place = place_of(node)
    if not place:
        return values
    scopes = flow.modules.scopes(frame.program)
    events = [*_events(flow, scopes, node, place, frame), *_nested_events(flow, scopes, node, place, frame)]
    if not events:
        return values
    use = scopes.position(node)
    around = frozenset(id(each) for each in scopes.ancestors(node))
    states = [_State(value) for value in values if isinstance(value, Items | Entries)]
    for event in sorted(events, key=lambda each: each.position.order):
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


def _events(
    flow: "Flow", scopes: Scopes, node: model.Name | model.Attribute, place: str, frame: Frame
) -> Iterator[_Event]:
    start = _made_at(scopes, node)
    changes = flow.once(("changes", frame.program), lambda: _Changes(scopes))
    # A local variable changes in its own function alone; attributes and globals may change anywhere.
    home = _home_of_local(scopes, node)
    for alias in (place, *_aliases(scopes, node)):
        for changing, position, container in changes.at(alias, home):
            if _is_it(flow, scopes, node, container, frame, alias == place, start):
                yield _Event(changing, position)
    for call, argument, other in changes.handed(node.id, home) if isinstance(node, model.Name) else ():
        if _is_it(flow, scopes, node, other, frame, True, start):
            for handed in _handed_to(flow, call, argument, frame):
                yield _Event(call, scopes.position(call), handed)


def _home_of_local(scopes: Scopes, node: Node) -> Scope | None:
    """The function whose variable a name is; None for globals, free variables and anything else."""
    if not isinstance(node, model.Name):
        return None
    here = home_of(scopes.position(node)).scope
    bindings = scopes.lookup(node.id, scopes.position(node)) or ()
    is_local = here.kind == "function" and node.id not in here.shared
    return here if bindings and is_local and all(home_of(each.position).scope is here for each in bindings) else None


_Change = tuple[Node, Position, Node]
_Handing = tuple[model.Call, model.Argument, model.Name]


class _Changes:
    """What changes containers in one program, by the place that is changed and by the function it happens in."""

    def __init__(self, scopes: Scopes) -> None:
        self._anywhere: dict[str, list[_Change]] = defaultdict(list)
        self._within: dict[tuple[str, int], list[_Change]] = defaultdict(list)
        self._handed_anywhere: dict[str, list[_Handing]] = defaultdict(list)
        self._handed_within: dict[tuple[str, int], list[_Handing]] = defaultdict(list)
        for called in (scopes.mutations, scopes.removals):
            for place, nodes in called.items():
                for node in nodes:
                    self._add(place, node, scopes.position(node), _container_of(node))
        for place, stores_made in scopes.item_stores.items():
            for store in stores_made:
                changing = scopes.parents.get(id(store.target), store.target)
                self._add(place, changing, store.position, _container_of(store))
        for name, uses in scopes.names.items():
            for use in uses:
                argument = scopes.parents.get(id(use))
                call = scopes.parents.get(id(argument)) if isinstance(argument, model.Argument) else None
                if isinstance(call, model.Call) and isinstance(argument, model.Argument):
                    self._handed_anywhere[name].append((call, argument, use))
                    home = home_of(scopes.position(use)).scope
                    self._handed_within[name, id(home)].append((call, argument, use))

    def _add(self, place: str, node: Node, position: Position, container: Node | None) -> None:
        if container is not None:
            self._anywhere[place].append((node, position, container))
            self._within[place, id(home_of(position).scope)].append((node, position, container))

    def at(self, place: str, home: Scope | None) -> list[_Change]:
        """What changes a place, in one function or anywhere."""
        return self._anywhere.get(place, []) if home is None else self._within.get((place, id(home)), [])

    def handed(self, name: str, home: Scope | None) -> list[_Handing]:
        """The calls that are handed a variable, in one function or anywhere."""
        return self._handed_anywhere.get(name, []) if home is None else self._handed_within.get((name, id(home)), [])


def _nested_events(
    flow: "Flow", scopes: Scopes, node: model.Name | model.Attribute, place: str, frame: Frame
) -> Iterator[_Event]:
    """What happens to the containers within: `request["headers"].pop("x-sup-api-key")`."""
    start = _made_at(scopes, node)
    for changes in (scopes.mutations, scopes.removals, scopes.item_stores):
        for inner in [each for each in changes if each.startswith(f"{place}[")]:
            for change in changes[inner]:
                container = _container_of(change)
                if isinstance(container, model.Subscript) and isinstance(container.index, model.Literal):
                    key = container.index.value
                    is_it = place_of(container.value) == place and _is_it(
                        flow, scopes, node, container.value, frame, True, start
                    )
                    if is_it and isinstance(key, str | int):
                        if isinstance(change, Store):
                            changing = scopes.parents.get(id(change.target), change.target)
                            yield _Event(changing, change.position, inside=key)
                        else:
                            yield _Event(change, scopes.position(change), inside=key)


def _container_of(change: "Node | Store") -> Node | None:
    match change:
        case Store(target=model.Subscript(value=container)):
            return container
        case model.Delete(target=model.Subscript(value=container)):
            return container
        case model.Call(function=model.Attribute(value=container)):
            return container
    return None


def _is_it(
    flow: "Flow", scopes: Scopes, node: Node, container: Node, frame: Frame, is_same: bool, start: Position | None
) -> bool:
    """Whether `container` is the object that `node` names, and not one that the variable held before."""
    if is_same and not stores.is_same_variable(flow, node, container, frame):
        return False
    if not is_same and not _is_alias(scopes, node, container):
        return False
    position = scopes.position(container)
    return start is None or home_of(position).scope is not home_of(start).scope or position.order > start.order


def _is_alias(scopes: Scopes, node: Node, container: Node) -> bool:
    """Whether two names are bound to each other where `container` stands, and no longer to something else."""
    if isinstance(node, model.Attribute):
        return scopes.enclosing(node, model.Class) is scopes.enclosing(container, model.Class)
    if not isinstance(node, model.Name) or not isinstance(container, model.Name):
        return False
    for one_name, other in ((container, node), (node, container)):
        bindings = scopes.lookup(one_name.id, scopes.position(one_name)) or ()
        if len(bindings) == 1 and isinstance(bindings[0].value, model.Name) and bindings[0].value.id == other.id:
            return True
    return False


def _made_at(scopes: Scopes, node: Node) -> Position | None:
    """Where the variable that `node` reads got the object it holds, if there is one such place."""
    if not isinstance(node, model.Name):
        return None
    bindings = scopes.lookup(node.id, scopes.position(node)) or ()
    return bindings[0].position if len(bindings) == 1 and isinstance(bindings[0].node, model.Bind) else None


def _aliases(scopes: Scopes, node: Node) -> Iterator[str]:
    """Other names of the same object in the same function: `alias = headers`, or what `node` is an alias of."""
    if isinstance(node, model.Attribute):
        place = place_of(node)
        root, _, rest = place.partition(".")
        other = {"self": "cls", "cls": "self"}.get(root)
        if other is not None:
            yield f"{other}.{rest}"
        return
    if not isinstance(node, model.Name):
        return
    here = home_of(scopes.position(node)).scope
    for binding in scopes.lookup(node.id, scopes.position(node)) or ():
        if isinstance(binding.value, model.Name) and not binding.path:
            yield binding.value.id
    for name, bindings in here.bindings.items():
        if name != node.id and any(
            isinstance(each.value, model.Name) and each.value.id == node.id and not each.path for each in bindings
        ):
            yield name


def _handed_to(flow: "Flow", call: model.Call, argument: model.Argument, frame: Frame) -> Iterator[str]:
    """The parameters that take the container where a call hands it to functions of the project that change it."""
    for callee in flow.evaluate(call.function, frame):
        if isinstance(callee, FunctionValue):
            name = _parameter_of(callee, call, argument)
            scopes = flow.modules.scopes(callee.program)
            if name and (name in scopes.mutations or name in scopes.removals or name in scopes.item_stores):
                yield name


def _parameter_of(callee: FunctionValue, call: model.Call, argument: model.Argument) -> str:
    if argument.name:
        return argument.name
    parameters = callee.node.parameters[1 if callee.receiver is not None else 0 :]
    index = [each for each in call.arguments if not each.name].index(argument)
    return parameters[index].name if index < len(parameters) and not argument.spread else ""


def _is_passed(event: _Event, use: Position) -> bool:
    """Whether a run that comes to `use` has come past the event, apart from the tests around it."""
    return all(
        block.is_loop or block.is_try or isinstance(block.fork, model.If | None)
        for block in event.position.block.chain()
        if not use.block.lies_in(block)
    )


class _State:
    """A container while events change it."""

    def __init__(self, value: Items | Entries) -> None:
        self.any_case = isinstance(value, Entries) and value.any_case
        self.items = list(value.items) if isinstance(value, Items) else None
        self.entries: dict[Hashable, Values] = dict(value.entries) if isinstance(value, Entries) else {}
        self.rest = [value.rest] if isinstance(value, Entries) else []

    def value(self) -> Items | Entries:
        """The container as it is now."""
        if self.items is not None:
            return Items(tuple(self.items))
        return Entries(self.entries, union(self.rest), self.any_case)

    def put(self, key: object, values: Values, *, surely: bool) -> None:
        """Put values under a key, or append them where there is none."""
        if self.items is not None:
            if key is None:
                self.items.append(values)
            elif isinstance(key, int) and -len(self.items) <= key < len(self.items):
                self.items[key] = values if surely else union([self.items[key], values])
        elif isinstance(key, str | bytes | int):
            known = self._spelled(key)
            if known is not None and not surely:
                values = union([self.entries[known], values])
            self.entries[known if known is not None else key] = values
        elif key is None:
            self.rest.append(values)

    def take(self, key: object) -> None:
        """Take an entry out."""
        known = self._spelled(key) if isinstance(key, str | bytes | int) else None
        if known is not None:
            del self.entries[known]

    def take_secrets(self) -> None:
        """Take out the entries that hold a secret, whatever they are called."""
        for key, values in list(self.entries.items()):
            if any(sources_of(value) for value in values):
                del self.entries[key]

    def empty(self) -> None:
        """Take everything out."""
        self.entries.clear()
        self.rest = []
        if self.items is not None:
            self.items.clear()

    def _spelled(self, key: object) -> Hashable | None:
        """A key as the mapping has it."""
        for known in self.entries:
            if known == key or (
                self.any_case and isinstance(known, str) and isinstance(key, str) and known.lower() == key.lower()
            ):
                return known
        return None


def _apply(flow: "Flow", event: _Event, frame: Frame, state: _State, *, surely: bool) -> None:
    match event.node:
        case model.Call() as call if event.handed:
            _apply_callee(flow, call, event.handed, frame, state, surely=surely)
        case model.Call(function=model.Attribute(name=name)) as call if name in MUTATING:
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


def _apply_inside(flow: "Flow", event: _Event, frame: Frame, state: _State, key: Hashable, *, surely: bool) -> None:
    """Apply an event to the containers that an entry holds."""
    if key not in state.entries:
        return
    held: list[Value] = []
    for value in state.entries[key]:
        if not isinstance(value, Items | Entries):
            held.append(value)
            continue
        inner = _State(value)
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


def _apply_callee(flow: "Flow", call: model.Call, parameter: str, frame: Frame, state: _State, *, surely: bool) -> None:
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
            _Event(each, scopes.position(each))
            for each in (*scopes.mutations.get(parameter, ()), *scopes.removals.get(parameter, ()))
        ]
        events += [
            _Event(scopes.parents.get(id(store.target), store.target), store.position)
            for store in scopes.item_stores.get(parameter, ())
        ]
        for event in sorted(events, key=lambda each: each.position.order):
            if home_of(event.position).scope is not own or not _is_parameter(scopes, event, parameter):
                continue
            for turn in conditions.turns(flow, event.node, inner):
                reached = conditions.reached(flow, event.node, turn, about=parameter)
                if reached is not False:
                    _apply(flow, event, turn, state, surely=surely and reached is True)


def _is_parameter(scopes: Scopes, event: _Event, name: str) -> bool:
    """Whether the variable still is what the function was handed where an event changes it."""
    bindings = scopes.lookup(name, event.position) or ()
    return all(isinstance(each.node, model.Parameter) for each in bindings)
