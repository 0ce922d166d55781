"""What goes into the messages of JavaScript's errors: thrown, rejected with, and assigned."""

from collections.abc import Iterator
from dataclasses import replace

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.dataflow.values import ClassValue, External, FunctionValue, InstanceValue
from sup_lint.analysis.program import Node
from sup_lint.analysis.sinks import exceptions
from sup_lint.analysis.sinks.callees import Callees
from sup_lint.analysis.sinks.sink import Sink, Written
from sup_lint.analysis.sinks.words import is_exception_name, property_of

MESSAGE = "an error's message"
_KIND = "exception"
_MESSAGES = frozenset({"message", "stack", "cause", "detail", "details"})


def thrown(callees: Callees, node: model.Raise) -> Iterator[Sink]:
    """What a throw statement throws: an error's arguments, or any text or object itself."""
    match node.value:
        case model.Join() | model.Mapping():
            yield Sink(node, MESSAGE, _KIND, (Written(node.value),))
        case model.Call(function=model.Attribute(value=model.Name(id="Object"), name="assign")) as call:
            for argument in call.arguments:
                if isinstance(argument.value, model.Call):
                    yield from exceptions.made(callees, argument.value, argument.value)
            written = tuple(Written(each.value) for each in call.arguments[1:])
            yield Sink(node, MESSAGE, _KIND, written)
        case _:
            yield from exceptions.raised(callees, node)


def as_told(callees: Callees, sink: Sink) -> Sink:
    """What an error tells of what it is made from: of a caught error its own text, which has no headers in it.

    `new Error(error)` turns it into text, and `{ cause: error }` passes it on.
    """
    written = tuple(each for each in sink.written if not _is_caught(callees, each.value))
    return replace(sink, channel=MESSAGE, written=written)


def _is_caught(callees: Callees, node: Node) -> bool:
    match node:
        case model.Name():
            bindings = callees.scopes.lookup(node.id, callees.scopes.position(node)) or ()
            return any(isinstance(each.node, model.Handler) for each in bindings)
        case model.Mapping(entries=(model.Entry(key=model.Literal(value="cause"), value=value),)):
            return _is_caught(callees, value)
    return False


def rejected(callees: Callees, node: model.Call) -> Iterator[Sink]:
    """`Promise.reject(…)`, and `reject(…)` of `new Promise((resolve, reject) => …)`.

    An error that is made there is told where it is made; one that was caught is only passed on.
    """
    if not (_is_of_promise(callees, node.function) or _is_of_executor(callees, node)):
        return
    for argument in node.arguments[:1]:
        if not isinstance(argument.value, model.Call) and not _is_passed_on(callees, argument.value):
            yield Sink(node, MESSAGE, _KIND, (Written(argument.value),))


def _is_of_promise(callees: Callees, function: Node) -> bool:
    names = [value.name for value in callees.evaluate(function) if isinstance(value, External)]
    return "builtins.Promise.reject" in names


def _is_of_executor(callees: Callees, node: model.Call) -> bool:
    executor = callees.scopes.enclosing(node, model.Function)
    while isinstance(executor, model.Function) and isinstance(node.function, model.Name):
        if [each.name for each in executor.parameters][1:2] == [node.function.id]:
            return True
        executor = callees.scopes.enclosing(executor, model.Function)
    return False


def _is_passed_on(callees: Callees, node: Node) -> bool:
    """Whether a name holds what a function was handed or a clause has caught."""
    if not isinstance(node, model.Name):
        return isinstance(node, model.Attribute | model.Subscript)
    bindings = callees.scopes.lookup(node.id, callees.scopes.position(node)) or ()
    return any(isinstance(each.node, model.Parameter | model.Handler) for each in bindings)


def assigned(callees: Callees, node: model.Bind) -> Iterator[Sink]:
    """`error.message = …`"""
    target = property_of(node.target)
    if target is None or target[1] not in _MESSAGES or node.value is None:
        return
    owner = callees.scopes.enclosing(node, model.Class)
    is_own = (
        last_name(target[0]) == "this"
        and isinstance(owner, model.Class)
        and exceptions.is_exception_class(callees, ClassValue(callees.frame.program, owner))
    )
    if is_own or is_exception_name(last_name(target[0])) or _is_made_error(callees, target[0]):
        yield Sink(node, MESSAGE, _KIND, (Written(node.value),))


def _is_made_error(callees: Callees, node: Node) -> bool:
    for value in callees.evaluate(node):
        if isinstance(value, External) and exceptions.is_exception(value.name) and value.call is not None:
            return True
        if isinstance(value, InstanceValue) and exceptions.is_exception_class(callees, value.made_of):
            return True
        if isinstance(value, FunctionValue):
            return False
    return False
