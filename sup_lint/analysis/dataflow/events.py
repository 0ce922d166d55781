"""The statements that change a container which a name or attribute holds."""

from collections import defaultdict
from collections.abc import Hashable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import Position, Scope, Store, home_of, place_of
from sup_lint.analysis.dataflow import stores
from sup_lint.analysis.dataflow.values import Frame, FunctionValue
from sup_lint.analysis.program import Node
from sup_lint.analysis.scopes import Scopes
from sup_lint.analysis.writes import changed_by

if TYPE_CHECKING:
    from sup_lint.analysis.dataflow.engine import Flow


class Event(NamedTuple):
    """A statement that changes a container: a call of one of its methods, an assignment to or a deletion of an entry.

    `handed` is the parameter by which a call hands the container to a function of the project; `inside` the key of the
    entry that is changed itself, in a container of containers.
    """

    node: Node
    position: Position
    handed: str = ""
    inside: Hashable | None = None


def events(
    flow: "Flow", scopes: Scopes, node: model.Name | model.Attribute, place: str, frame: Frame
) -> Iterator[Event]:
    """What happens to the container itself, under this name or another, here or in a function that it is handed to."""
    start = _made_at(scopes, node)
    changes = flow.once(("changes", frame.program), lambda: _Changes(scopes))
    # A local variable changes in its own function alone; attributes and globals may change anywhere.
    home = _home_of_local(scopes, node)
    for alias in (place, *_aliases(scopes, node)):
        for changing, position, container in changes.at(alias, home):
            if _is_it(flow, scopes, node, container, frame, alias == place, start):
                yield Event(changing, position)
    for call, argument, other in changes.handed(node.id, home) if isinstance(node, model.Name) else ():
        if _is_it(flow, scopes, node, other, frame, True, start):
            for handed in _handed_to(flow, call, argument, frame):
                yield Event(call, scopes.position(call), handed)


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


def nested_events(
    flow: "Flow", scopes: Scopes, node: model.Name | model.Attribute, place: str, frame: Frame
) -> Iterator[Event]:
    """What happens to the containers within: `request["headers"].pop("x-sup-api-key")`."""
    start = _made_at(scopes, node)
    beginnings = (f"{place}[", f"{place}.") if scopes.is_javascript else (f"{place}[",)
    for changes in (scopes.mutations, scopes.removals, scopes.item_stores):
        for inner in [each for each in changes if each.startswith(beginnings)]:
            for change in changes[inner]:
                container = _container_of(change)
                key: object = None
                if isinstance(container, model.Attribute) and scopes.is_javascript:
                    key = container.name
                elif isinstance(container, model.Subscript) and isinstance(container.index, model.Literal):
                    key = container.index.value
                if isinstance(container, model.Attribute | model.Subscript) and key is not None:
                    is_it = place_of(container.value) == place and _is_it(
                        flow, scopes, node, container.value, frame, True, start
                    )
                    if is_it and isinstance(key, str | int):
                        if isinstance(change, Store):
                            changing = scopes.parents.get(id(change.target), change.target)
                            yield Event(changing, change.position, inside=key)
                        else:
                            yield Event(change, scopes.position(change), inside=key)


def _container_of(change: "Node | Store") -> Node | None:
    match change:
        case Store(target=model.Subscript(value=container)):
            return container
        case model.Delete(target=model.Subscript(value=container)):
            return container
        case model.Call():
            return changed_by(change)
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
