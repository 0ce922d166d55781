"""What calls give, and what callers pass."""

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import Binding, last_name
from sup_lint.analysis.dataflow import classes, containers, decorators, indirect, objects
from sup_lint.analysis.dataflow.values import (
    UNKNOWN,
    Arguments,
    ClassValue,
    Constant,
    Entries,
    External,
    Frame,
    FunctionValue,
    InstanceValue,
    Items,
    Partial,
    Value,
    Values,
    identity,
    one,
    union,
)
from sup_lint.analysis.program import Node, Program, children_of
from sup_lint.analysis.python import semantics

if TYPE_CHECKING:
    from sup_lint.analysis.dataflow.engine import Flow

# Calls are followed with their own arguments this deep; deeper ones with whatever any caller passes.
_MAXIMUM_CALL_DEPTH = 3
_MOST_CALLERS = 200
_MOST_CONTEXTS = 24


def result(flow: "Flow", node: model.Call, frame: Frame) -> Values:
    """What a call may return."""
    arguments = Arguments(node.arguments, frame)
    if isinstance(node.function, model.Attribute):
        known = _method_results(flow, node, node.function, frame)
        if known is not None:
            return known
    callees = flow.evaluate(node.function, frame)
    found = [call(flow, callee, arguments, node) for callee in callees]
    if not found and last_name(node.function) in {"get", "pop", "setdefault"}:
        # Of a mapping that nothing is known of, at least the default is.
        found = [flow.evaluate(each.value, frame) for each in node.arguments[1:2] if not each.spread]
    return union([*found, *([] if callees.alternatives else [UNKNOWN])])


def call(flow: "Flow", callee: Value, arguments: Arguments, node: model.Call | None) -> Values:
    """What calling one known value with these arguments may return."""
    match callee:
        case FunctionValue():
            return returned(flow, callee, arguments)
        case ClassValue():
            return one(InstanceValue(callee, arguments))
        case Partial():
            merged = Arguments(arguments.nodes, arguments.frame, callee.arguments)
            return union([call(flow, each, merged, node) for each in callee.function])
        case External():
            return _external(flow, callee, arguments, node)
        case InstanceValue():
            method = objects.member(flow, callee, "__call__")
            return union([call(flow, each, arguments, node) for each in method]) if method is not None else UNKNOWN
    return UNKNOWN


def _external(flow: "Flow", callee: External, arguments: Arguments, node: model.Call | None) -> Values:
    name = callee.name.removeprefix("builtins.")
    frame = arguments.frame
    if name in {"functools.partial", "partial"} and arguments.nodes:
        function = flow.evaluate(arguments.nodes[0].value, frame)
        return one(Partial(function, Arguments(arguments.nodes[1:], frame)))
    if name in {"dataclasses.replace", "copy.replace", "attr.evolve", "attrs.evolve"} and arguments.nodes:
        replaced = flow.evaluate(arguments.nodes[0].value, frame)
        changes = Arguments(arguments.nodes[1:], frame)
        changed = [one(InstanceValue(each.made_of, changes)) for each in replaced if isinstance(each, InstanceValue)]
        return union([replaced, *changed])
    if name == "getattr" and len(arguments.nodes) > 1:
        return objects.dynamic_attribute(flow, arguments, frame)
    if name in {"globals", "vars", "locals"} and not arguments.nodes:
        return one(External(f"builtins.{name}()"))
    positional, named = _evaluated(flow, arguments)
    known = semantics.function(name, positional, named)
    if known is not None:
        return _called_factories(flow, known, arguments)
    # getenv(name, default), os.environ.get(name, default), config(name, default=…)
    defaults = [named[key] for key in semantics.DEFAULT_ARGUMENTS if key in named]
    # A configparser's second argument is the option's name.
    if name.rpartition(".")[2] in {"getenv", "get", "pop", "setdefault"} and not name.startswith("configparser."):
        defaults += positional[1:2]
    return union([one(External(f"{callee.name}()", node)), *defaults])


def _called_factories(flow: "Flow", values: Values, arguments: Arguments) -> Values:
    """A default factory stands for what it makes."""
    nothing = Arguments((), arguments.frame)
    found = [
        call(flow, value, nothing, None) if isinstance(value, FunctionValue | ClassValue) else one(value)
        for value in values
    ]
    return union([*found, *([] if values.exact else [UNKNOWN])])


def _method_results(flow: "Flow", node: model.Call, function: model.Attribute, frame: Frame) -> Values | None:
    """The result of a method of known text, mappings or lists; None if there is no such thing."""
    receivers = flow.evaluate(function.value, frame)
    plain = [value for value in receivers if isinstance(value, Constant | Entries | Items)]
    if not plain:
        return None
    positional, named = _evaluated(flow, Arguments(node.arguments, frame))
    found = [
        values for value in plain if (values := semantics.method(value, function.name, positional, named)) is not None
    ]
    return union(found) if found else None


def _evaluated(flow: "Flow", arguments: Arguments) -> tuple[list[Values], dict[str, Values]]:
    positional: list[Values] = []
    named: dict[str, Values] = {}
    for argument in arguments.nodes:
        values = flow.evaluate(argument.value, arguments.frame)
        if argument.name:
            named[argument.name] = values
        elif argument.spread == "**":
            for value in values:
                if isinstance(value, Entries):
                    named.update({str(key): each for key, each in value.entries.items()})
        elif argument.spread:
            known = next((each for value in values if (each := containers.items_of(value)) is not None), None)
            positional.extend(known or [UNKNOWN])
        else:
            positional.append(values)
    return positional, named


def returned(flow: "Flow", function: FunctionValue, arguments: Arguments) -> Values:
    """What a function of the project may return for these arguments."""
    frame = _frame_of_call(flow, function, arguments)
    results, yields = flow.once(("results", function.node), lambda: results_of(function.node))
    found = [flow.evaluate(each, frame) for each in results]
    if yields:
        found.append(one(Items(tuple(flow.evaluate(each, frame) for each in yields))))
    return union(found) if found else one(Constant(None))


def _frame_of_call(flow: "Flow", function: FunctionValue, arguments: Arguments) -> Frame:
    """The frame of one call. Calls with the same arguments share one, and so what is known of it.

    Calls that lie deep, and those of a function that was followed often enough, mean any call.
    """
    depth = arguments.frame.depth + 1
    if depth > _MAXIMUM_CALL_DEPTH:
        return flow.frame(function.program)
    receiver = None if function.receiver is None else identity(function.receiver)
    known = flow.once(("frames", function.node), dict[object, Frame])
    key = (id(function.closure), receiver, _signature(flow, arguments))
    if key not in known:
        if len(known) >= _MOST_CONTEXTS:
            return flow.frame(function.program)
        known[key] = Frame(
            function.program, function.node, arguments, function.receiver, parent=function.closure, depth=depth
        )
    return known[key]


def _signature(flow: "Flow", arguments: Arguments) -> tuple[object, ...]:
    positional, named = _evaluated(flow, arguments)
    earlier = _signature(flow, arguments.before) if arguments.before is not None else ()
    return (
        *earlier,
        *(values.signature for values in positional),
        *((name, values.signature) for name, values in sorted(named.items())),
    )


def results_of(function: model.Function) -> tuple[list[Node], list[Node]]:
    """The expressions that a function returns and those that it yields, without the functions inside it."""
    results: list[Node] = []
    yields: list[Node] = []
    stack: list[Node] = list(reversed(function.body))
    while stack:
        node = stack.pop()
        if isinstance(node, model.Function | model.Class):
            continue
        if isinstance(node, model.Return) and node.value is not None:
            results.append(node.value)
        if isinstance(node, model.Yield) and node.value is not None:
            yields.append(node.value)
        stack.extend(reversed(list(children_of(node))))
    return results, yields


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
    receiver = InstanceValue(owner, is_any=True) if owner is not None else None
    for arguments in callers(flow, function, frame.program):
        found.append(_passed(flow, function, node, arguments, receiver, frame.program))
    if node.kind == "**":
        found.append(one(Entries({}, UNKNOWN)))
    return union([*found, UNKNOWN])


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
    positional, named = _evaluated(flow, arguments)
    if arguments.before is not None:
        earlier, earlier_named = _evaluated(flow, arguments.before)
        positional, named = [*earlier, *positional], {**earlier_named, **named}
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
    names |= set(_aliases(flow, function, program))
    found: list[Arguments] = []
    wanted: Node = owner.node if owner is not None and function.name == "__init__" else function
    for other in flow.modules.programs():
        scopes = flow.modules.scopes(other)
        for name in names:
            for node in scopes.calls.get(name, ()):
                if len(found) < _MOST_CALLERS and _may_call(flow, node, other, function, owner):
                    found.append(Arguments(node.arguments, flow.frame(other)))
        found += indirect.indirect_calls(flow, names, other, wanted)
    return found


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
