"""What parameters hold: the arguments of a known call, or those of all callers."""

from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import Binding, last_name
from sup_lint.analysis.dataflow import callers, calls, classes, decorators, languages
from sup_lint.analysis.dataflow.values import (
    UNKNOWN,
    Arguments,
    ClassValue,
    Entries,
    Frame,
    FunctionValue,
    InstanceValue,
    Items,
    Value,
    Values,
    one,
    union,
)
from sup_lint.analysis.program import Node, Program

if TYPE_CHECKING:
    from sup_lint.analysis.dataflow.engine import Flow

# So many of the functions below a decorator are followed.
_MOST_DECORATED = 24


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
    is_first = bool(function.parameters) and function.parameters[0] is node
    if owner is not None and is_first and not classes.is_static(function):
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
    for arguments in callers.known(flow, function, frame.program):
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
    return found[:_MOST_DECORATED]


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
    if receiver is not None and parameters and not classes.is_static(function):
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
