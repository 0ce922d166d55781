"""What parameters hold: the arguments of a known call, or those of all callers."""

from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import Binding
from sup_lint.analysis.dataflow import callers, calls, classes, decorators
from sup_lint.analysis.dataflow.values import (
    UNKNOWN,
    Arguments,
    Entries,
    Frame,
    InstanceValue,
    Items,
    Value,
    Values,
    one,
    union,
)
from sup_lint.analysis.program import Program

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
    receiver = InstanceValue(owner, is_any=True) if owner is not None else None
    for arguments in callers.callers(flow, function, frame.program):
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


def _is_static(function: model.Function) -> bool:
    return any(classes.decorator_name(each) == "staticmethod" for each in function.decorators)
