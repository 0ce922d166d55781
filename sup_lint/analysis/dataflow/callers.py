"""Who calls a function: directly, under another name, through a decorator, or after it was handed to them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.dataflow import calls, classes, indirect, languages
from sup_lint.analysis.dataflow.values import (
    Arguments,
    ClassValue,
    External,
    Frame,
    FunctionValue,
    Given,
    InstanceValue,
    Partial,
    one,
)
from sup_lint.analysis.program import Node, Program

if TYPE_CHECKING:
    from sup_lint.analysis.dataflow.engine import Flow

_MOST_CALLERS = 200
_MOST_CONTEXTS = 24


@dataclass(slots=True)
class _Search:
    """The callers of a function that were found in the first `count` programs.

    They are found by names: `uses` is how often each of those occurred. `is_whole` says that names are all it takes.
    """

    found: list[Arguments]
    count: int
    uses: dict[str, int]
    is_whole: bool


def known(flow: "Flow", function: model.Function, program: Program) -> list[Arguments]:
    """The arguments with which the loaded programs may call this function, themselves or through others."""
    searches = flow.once(("callers",), dict[model.Function, _Search])
    count = len(flow.modules.programs())
    last = searches.get(function)
    if last is not None and (last.count == count or _tells_no_more(flow, last, function, program)):
        last.count = count
        return last.found
    search = _find_callers(flow, function, program)
    searches[function] = search
    return search.found


def _tells_no_more(flow: "Flow", search: _Search, function: model.Function, program: Program) -> bool:
    """Whether none of the programs loaded since a search calls the function by a name that it goes by."""
    return (
        search.is_whole
        and search.uses.keys() >= {*_aliases(flow, function, program)}
        and all(_uses(flow, name) == uses for name, uses in search.uses.items())
    )


def _uses(flow: "Flow", name: str) -> int:
    crossings = flow.crossings
    return sum(len(places.get(name, ())) for places in (crossings.calls, crossings.names, crossings.decorated))


def contexts(flow: "Flow", function: model.Function, program: Program) -> Iterator[Frame]:
    """One frame for each known call of a function, and for each class that a method may belong to."""
    root = flow.frame(program)
    owner = classes.owner_of(flow, function, program)
    if owner is not None:
        for each in (owner, *classes.subclasses(flow, owner))[:_MOST_CONTEXTS]:
            yield Frame(program, function, Arguments((), root), InstanceValue(each), parent=root, depth=1)
        for made in classes.instances_of(flow, owner)[:_MOST_CONTEXTS]:
            yield Frame(program, function, Arguments((), root), made, parent=root, depth=1)
    else:
        for arguments in known(flow, function, program)[:_MOST_CONTEXTS]:
            yield Frame(program, function, arguments, parent=root, depth=1)


def _find_callers(flow: "Flow", function: model.Function, program: Program) -> _Search:
    count = len(flow.modules.programs())
    names = {function.name}
    owner = classes.owner_of(flow, function, program)
    if owner is not None and function.name in {"__init__", "__new__", "__post_init__"}:
        names |= {owner.node.name, "__init__"}
    names |= {
        *_aliases(flow, function, program),
        *_held_by(flow, function, program),
        *_called_back(flow, function, program),
    }
    found = [*(wrapping := _wrapping_calls(flow, function, program)), *indirect.direct_calls(flow, function, program)]
    if owner is not None and function.name == "__call__":
        for other, made in list(flow.crossings.calls.get(owner.node.name, ())):
            parent = flow.modules.scopes(other).parents.get(id(made))
            if isinstance(parent, model.Call) and parent.function is made:  # Tee()(key)
                found.append(Arguments(parent.arguments, flow.frame(other)))
            elif isinstance(parent, model.Bind):
                names.add(last_name(parent.target))
    if languages.is_javascript(program):
        from sup_lint.analysis.dataflow.javascript import callers as makers

        names |= set(makers.names(flow, function, program))
        found += makers.direct(flow, function, program)
    wanted: Node = owner.node if owner is not None and function.name == "__init__" else function
    uses = {name: _uses(flow, name) for name in names}
    # What decorators, objects and JavaScript's makers add is not found by these names.
    is_plain = not wrapping and function.name != "__call__" and not languages.is_javascript(program)
    search = _Search(found, count, uses, is_plain and not flow.exhausted)
    for name in sorted(names):
        for other, node in list(flow.crossings.calls.get(name, ())):
            if len(found) >= _MOST_CALLERS:
                return search
            if _may_call(flow, node, other, function, owner):
                found.append(Arguments(node.arguments, flow.frame(other)))
        found += indirect.indirect_calls(flow, name, wanted)
    return search


def _held_by(flow: "Flow", function: model.Function, program: Program) -> list[str]:
    """The attribute that a lambda is put into: `self.on_retry = on_retry or (lambda …)`."""
    if function.name:
        return []
    for node in flow.modules.scopes(program).ancestors(function):
        if isinstance(node, model.Bind):
            return [last_name(node.target)]
        if not isinstance(node, model.Choice):
            break
    return []


def _called_back(flow: "Flow", function: model.Function, program: Program) -> Iterator[str]:
    """The names of parameters and attributes by which others call a function that is handed to them."""
    scopes = flow.modules.scopes(program)
    places: list[Node] = [*scopes.names.get(function.name, ())] if function.name else [function]
    for node in places:
        argument = scopes.parents.get(id(node))
        if isinstance(argument, model.Bind) and isinstance(argument.target, model.Attribute):
            yield argument.target.name
        call = scopes.parents.get(id(argument)) if isinstance(argument, model.Argument) else None
        if not isinstance(call, model.Call) or not isinstance(argument, model.Argument):
            continue
        if argument.name:
            yield argument.name
            continue
        position = call.arguments.index(argument)
        for callee in flow.evaluate(call.function, flow.frame(program)):
            taker = callee.node if isinstance(callee, FunctionValue) else None
            if isinstance(callee, ClassValue):
                constructors = [each for each in classes.methods_of(callee.node) if each.name == "__init__"]
                taker = constructors[0] if constructors else None
            shift = 1 if taker is not None and taker.parameters and taker.parameters[0].name in {"self", "cls"} else 0
            if taker is not None and position + shift < len(taker.parameters):
                yield taker.parameters[position + shift].name


def _wrapping_calls(flow: "Flow", function: model.Function, program: Program) -> list[Arguments]:
    """The calls of the functions that a decorator puts `function` in the place of."""
    scopes = flow.modules.scopes(program)
    makers = [each for each in scopes.ancestors(function) if isinstance(each, model.Function)]
    if not makers or not function.name or not _is_returned(function, makers[0]):
        return []
    found: list[Arguments] = []
    # The function around is the decorator, or the one around that makes it: @logged, @retrying(attempts=5).
    for maker in makers[:2]:
        for other, decorated in list(flow.crossings.decorated.get(maker.name, ())):
            if decorated is not function and _is_decorated_by(flow, decorated, maker, other):
                found += [_with_receiver(flow, each, decorated, other) for each in known(flow, decorated, other)]
    return found[:_MOST_CALLERS]


def _is_returned(function: model.Function, maker: model.Function) -> bool:
    results, _ = calls.results_of(maker)
    return any(isinstance(each, model.Name) and each.id == function.name for each in results) or any(
        isinstance(each, model.Call)
        and any(isinstance(given.value, model.Name) and given.value.id == function.name for given in each.arguments)
        for each in results
    )


def _is_decorated_by(flow: "Flow", decorated: model.Function, maker: model.Function, program: Program) -> bool:
    for decorator in decorated.decorators:
        node = decorator.function if isinstance(decorator, model.Call) else decorator
        for value in flow.evaluate(node, flow.frame(program)):
            if isinstance(value, FunctionValue) and value.node is maker:
                return True
    return False


def _with_receiver(flow: "Flow", arguments: Arguments, decorated: model.Function, program: Program) -> Arguments:
    """A method's wrapper is handed the object first."""
    owner = classes.owner_of(flow, decorated, program)
    if owner is None or classes.is_static(decorated):
        return arguments
    region = decorated.region
    receiver = model.Argument(region, Given(region, one(InstanceValue(owner, is_any=True))))
    return Arguments((receiver, *arguments.nodes), arguments.frame, arguments.before)


def _aliases(flow: "Flow", function: model.Function, program: Program) -> list[str]:
    """Other names of the function: imports under another name, and names bound to it or to its class."""
    owner = classes.owner_of(flow, function, program)
    renamings = flow.crossings.renamings
    return [
        *renamings.get(owner.node.name if owner is not None else function.name, ()),
        *renamings.get(id(function), ()),
    ]


def _may_call(
    flow: "Flow", node: model.Call, program: Program, function: model.Function, owner: ClassValue | None
) -> bool:
    callees = flow.evaluate(node.function, flow.frame(program))
    for callee in callees:
        match callee:
            case FunctionValue() if callee.node is function:
                return True
            case ClassValue() if owner is not None and classes.inherits(flow, callee, owner):
                return True
            case InstanceValue(made_of=made_of) if (
                owner is not None and function.name == "__call__" and classes.inherits(flow, made_of, owner)
            ):
                return True
            case Partial() if any(
                isinstance(each, FunctionValue) and each.node is function for each in callee.function
            ):
                return True
    # A method of an object that nothing is known of may be this one.
    return (
        owner is not None
        and isinstance(node.function, model.Attribute)
        and not any(isinstance(callee, FunctionValue | ClassValue | External) for callee in callees)
    )
