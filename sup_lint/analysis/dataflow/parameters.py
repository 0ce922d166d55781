"""What parameters hold: the arguments of a known call, or those of all callers."""

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import Binding, last_name
from sup_lint.analysis.dataflow import calls, classes, decorators, indirect, languages
from sup_lint.analysis.dataflow.values import (
    UNKNOWN,
    Arguments,
    ClassValue,
    Entries,
    External,
    Frame,
    FunctionValue,
    Given,
    InstanceValue,
    Items,
    Partial,
    Value,
    Values,
    one,
    union,
)
from sup_lint.analysis.program import Node, Program

if TYPE_CHECKING:
    from sup_lint.analysis.dataflow.engine import Flow

_MOST_CALLERS = 200
_MOST_CONTEXTS = 24


def parameter(flow: "Flow", node: model.Parameter, binding: Binding, frame: Frame) -> Values:
    """What a parameter holds: the argument in a known call, otherwise whatever any caller passes, or the default."""
    function = binding.position.scope.node
    assert isinstance(function, model.Function)
    inner: Frame | None = frame
    while inner is not None:
        if inner.function is function and inner.arguments is not None:
            return _passed(flow, function, node, inner.arguments, inner.receiver, frame.program)
        inner = inner.parent
    root = flow.frame(frame.program)
    owner = classes.owner_of(flow, function, frame.program)
    if owner is not None and function.parameters and function.parameters[0] is node:
        static = any(classes.decorator_name(each) == "staticmethod" for each in function.decorators)
        if not static:
            return one(owner if classes.is_classmethod(function) else InstanceValue(owner, is_any=True))
    found = [flow.evaluate(node.default, root)] if node.default is not None else []
    found += decorators.values_for(flow, function, node, frame.program)
    found += _decorated(flow, function, node, frame.program)
    if flow.sources is not None:
        found += _annotated(flow, node, root)
    if languages.is_javascript(frame.program):
        from sup_lint.analysis.dataflow.javascript import callbacks

        found += callbacks.handed(flow, function, node, frame.program)
        found += callbacks.hooks(flow, function, node, frame.program)
    receiver = InstanceValue(owner, is_any=True) if owner is not None else None
    for arguments in callers(flow, function, frame.program):
        found.append(_passed(flow, function, node, arguments, receiver, frame.program))
    if node.kind == "**":
        found.append(one(Entries({}, UNKNOWN)))
    return union([*found, UNKNOWN])


def _decorated(flow: "Flow", function: model.Function, node: model.Parameter, program: Program) -> list[Values]:
    """The functions below a decorator, which are handed to it; or to the function that it returns."""
    if not function.parameters or function.parameters[0] is not node or not function.name:
        return []
    scopes = flow.modules.scopes(program)
    maker = scopes.enclosing(function, model.Function)
    found: list[Values] = []
    for name in {function.name, maker.name if isinstance(maker, model.Function) else function.name}:
        for other, each in list(flow.crossings.decorated.get(name, ())):
            for decorator in each.decorators:
                is_called = isinstance(decorator, model.Call)
                wanted = function if not is_called else maker
                callee = decorator.function if isinstance(decorator, model.Call) else decorator
                if last_name(callee) == name and wanted is not None:
                    values = flow.evaluate(callee, flow.frame(other))
                    if any(isinstance(value, FunctionValue) and value.node is wanted for value in values):
                        found.append(one(FunctionValue(other, each, closure=flow.frame(other))))
    return found[:_MOST_CONTEXTS]


def _annotated(flow: "Flow", node: model.Parameter, root: Frame) -> list[Values]:
    """An object of the class that the annotation names."""
    if not isinstance(node.annotation, model.Name | model.Attribute):
        return []
    values = flow.evaluate(node.annotation, root)
    return [one(InstanceValue(value, is_any=True)) for value in values if isinstance(value, ClassValue)]


def _passed(
    flow: "Flow",
    function: model.Function,
    wanted: model.Parameter,
    arguments: Arguments,
    receiver: Value | None,
    program: Program,
) -> Values:
    """The argument that a call passes for a parameter, or the parameter's default."""
    parameters = list(function.parameters)
    if receiver is not None and parameters and not _is_static(function):
        if parameters[0] is wanted:
            return one(receiver)
        parameters = parameters[1:]
    if wanted.kind not in {"*", "**"} and (spelled := _spelled(wanted, parameters, arguments)) is not None:
        return flow.evaluate(spelled, arguments.frame)
    positional, named = calls.evaluated(flow, arguments)
    if wanted.kind == "**":
        taken = {each.name for each in function.parameters}
        return one(Entries({key: value for key, value in named.items() if key not in taken}, UNKNOWN))
    by_position = [each for each in parameters if each.kind in {"", "/"}]
    if wanted.kind == "*":
        return one(Items(tuple(positional[len(by_position) :])))
    if wanted.name in named and wanted.kind != "/":
        return named[wanted.name]
    if wanted in by_position and by_position.index(wanted) < len(positional):
        return positional[by_position.index(wanted)]
    if wanted.default is not None:
        return flow.evaluate(wanted.default, flow.frame(program))
    return UNKNOWN


def _spelled(wanted: model.Parameter, parameters: list[model.Parameter], arguments: Arguments) -> Node | None:
    """The argument for a parameter, if the call just spells it: the others needn't be known then."""
    if arguments.before is not None or any(each.spread for each in arguments.nodes):
        return None
    positional = []
    for argument in arguments.nodes:
        if not argument.name:
            positional.append(argument.value)
        elif argument.name == wanted.name and wanted.kind != "/":
            return argument.value
    by_position = [each for each in parameters if each.kind in {"", "/"}]
    return next((value for each, value in zip(by_position, positional, strict=False) if each is wanted), None)


def _is_static(function: model.Function) -> bool:
    return any(classes.decorator_name(each) == "staticmethod" for each in function.decorators)


def callers(flow: "Flow", function: model.Function, program: Program) -> list[Arguments]:
    """The arguments with which the loaded programs may call this function, themselves or through others."""
    count = len(flow.modules.programs())
    return flow.once(("callers", function, count), lambda: _find_callers(flow, function, program))


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
        for arguments in callers(flow, function, program)[:_MOST_CONTEXTS]:
            yield Frame(program, function, arguments, parent=root, depth=1)


def _find_callers(flow: "Flow", function: model.Function, program: Program) -> list[Arguments]:
    names = {function.name}
    owner = classes.owner_of(flow, function, program)
    if owner is not None and function.name in {"__init__", "__new__", "__post_init__"}:
        names |= {owner.node.name, "__init__"}
    names |= {
        *_aliases(flow, function, program),
        *_held_by(flow, function, program),
        *_called_back(flow, function, program),
    }
    found = [*_wrapping_calls(flow, function, program), *indirect.direct_calls(flow, function, program)]
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
    for name in sorted(names):
        for other, node in list(flow.crossings.calls.get(name, ())):
            if len(found) >= _MOST_CALLERS:
                return found
            if _may_call(flow, node, other, function, owner):
                found.append(Arguments(node.arguments, flow.frame(other)))
        found += indirect.indirect_calls(flow, name, wanted)
    return found


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
                found += [_with_receiver(flow, each, decorated, other) for each in callers(flow, decorated, other)]
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
    if owner is None or _is_static(decorated):
        return arguments
    region = decorated.region
    receiver = model.Argument(region, Given(region, one(InstanceValue(owner, is_any=True))))
    return Arguments((receiver, *arguments.nodes), arguments.frame, arguments.before)


def _aliases(flow: "Flow", function: model.Function, program: Program) -> list[str]:
    """Other names of the function: imports under another name, and names bound to it or to its class."""
    owner = classes.owner_of(flow, function, program)
    programs = flow.modules.programs()
    renamings = flow.once(("renamings", len(programs)), lambda: _renamings(flow, programs))
    return [
        *renamings.get(owner.node.name if owner is not None else function.name, ()),
        *renamings.get(id(function), ()),
    ]


def _renamings(flow: "Flow", programs: list[Program]) -> dict[object, list[str]]:
    """The other names that modules give to what has a name, or to a lambda (by identity)."""
    found: dict[object, list[str]] = defaultdict(list)
    for program in programs:
        for name, bindings in flow.modules.scopes(program).module.bindings.items():
            for binding in bindings:
                match binding.node:
                    case model.Imported(name=original) if original != name:
                        found[original].append(name)
                    case model.Bind(value=model.Name(id=original)):
                        found[original].append(name)
                    case model.Bind(value=model.Function() as function):
                        found[id(function)].append(name)
    return found


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
