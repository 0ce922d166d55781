"""What promises hold, and what the functions that wait for them are handed."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.dataflow import calls, exceptions
from sup_lint.analysis.dataflow.javascript import axios
from sup_lint.analysis.dataflow.values import (
    UNKNOWN,
    Arguments,
    Entries,
    External,
    Frame,
    FunctionValue,
    Given,
    Partial,
    Values,
    union,
)
from sup_lint.analysis.program import Node, walk
from sup_lint.model.region import Region

if TYPE_CHECKING:
    from sup_lint.analysis.dataflow.engine import Flow

METHODS = frozenset({"then", "catch", "finally"})
_NOWHERE = Region(1, 1, 1, 1)


def result(flow: "Flow", held: Values, name: str, node: model.Call, frame: Frame) -> Values | None:
    """What `promise.then(…)`, `.catch(…)` or `.finally(…)` resolves to; `held` is what the promise does."""
    if any(isinstance(value, Entries) and name in value.entries for value in held):
        return None
    if name == "finally":
        return held
    found: list[Values] = [held] if name == "catch" else []
    for index, argument in enumerate(node.arguments[:2]):
        is_rejection = name == "catch" or index == 1
        given = rejected(flow, node, frame) if is_rejection else held
        for function in flow.evaluate(argument.value, frame):
            if isinstance(function, FunctionValue | Partial | External):
                arguments = Arguments((model.Argument(_NOWHERE, Given(_NOWHERE, given)),), frame)
                found.append(calls.call(flow, function, arguments, None))
    return union(found) if found else UNKNOWN


def rejected(flow: "Flow", node: model.Call, frame: Frame) -> Values:
    """What the promise that `node` waits for may be rejected with."""
    assert isinstance(node.function, model.Attribute)
    found: list[Values] = [Values((), exact=False)]
    for each in _chained(node.function.value):
        for callee in flow.evaluate(each.function, frame):
            if isinstance(callee, FunctionValue):
                found += [flow.evaluate(raised, where) for raised, where in exceptions.raised_in(flow, callee)]
        found += axios.failures(flow, (each,), frame)
    return union(found)


def _chained(node: Node) -> Iterator[model.Call]:
    """The calls that a promise comes from, through its `then`s."""
    while isinstance(node, model.Call | model.Await):
        if isinstance(node, model.Await):
            node = node.value
            continue
        yield node
        if not isinstance(node.function, model.Attribute) or node.function.name not in METHODS:
            return
        for argument in node.arguments:
            if isinstance(argument.value, model.Function):
                yield from (each for each in walk(argument.value.body) if isinstance(each, model.Call))
        node = node.function.value


def resolved(flow: "Flow", executor: FunctionValue) -> Values:
    """What `new Promise((resolve) => …)` is resolved with."""
    parameters = executor.node.parameters
    if not parameters:
        return UNKNOWN
    frame = flow.frame(executor.program)
    scopes = flow.modules.scopes(executor.program)
    found: list[Values] = []
    for call in scopes.calls.get(parameters[0].name, ()):
        is_own = any(each is executor.node for each in scopes.ancestors(call))
        if is_own and last_name(call.function) == parameters[0].name and call.arguments:
            found.append(flow.evaluate(call.arguments[0].value, frame))
    return union([*found, Values((), exact=False)])
