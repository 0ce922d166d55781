"""What an `except` clause may catch: the exceptions that its try statement raises, itself or in what it calls."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.dataflow import classes, languages
from sup_lint.analysis.dataflow.values import (
    UNKNOWN,
    ClassValue,
    External,
    Frame,
    FunctionValue,
    InstanceValue,
    Value,
    Values,
    union,
)
from sup_lint.analysis.program import Node, children_of

if TYPE_CHECKING:
    from sup_lint.analysis.dataflow.engine import Flow

_DEEPEST_CALL = 2
_MOST_RAISED = 16
_CATCHING_ALL = frozenset({"Exception", "BaseException", "ExceptionGroup", "BaseExceptionGroup"})


def caught(flow: "Flow", handler: model.Handler, frame: Frame) -> Values:
    """The exceptions that a handler may be given."""
    statement = flow.modules.scopes(frame.program).parents.get(id(handler))
    if not isinstance(statement, model.Try):
        return UNKNOWN
    found: list[Values] = []
    for node, inner in _raised(flow, statement.body, frame, 0):
        values = flow.evaluate(node, inner)
        fitting = tuple(value for value in values if _fits(flow, value, handler, frame))
        found.append(Values(fitting, exact=False))
        if len(found) > _MOST_RAISED:
            break
    if languages.is_javascript(frame.program):
        from sup_lint.analysis.dataflow.javascript import axios

        found += axios.failures(flow, statement.body, frame)
    return union([*found, UNKNOWN])


def raised_in(flow: "Flow", function: FunctionValue) -> Iterator[tuple[Node, Frame]]:
    """What a function of the project may raise, each with the frame it is evaluated in."""
    return _raised(flow, function.node.body, flow.frame(function.program), 0)


def _raised(flow: "Flow", body: tuple[Node, ...], frame: Frame, depth: int) -> Iterator[tuple[Node, Frame]]:
    """What the statements of a body raise, each with the frame it is evaluated in."""
    stack: list[Node] = list(reversed(body))
    while stack:
        node = stack.pop()
        if isinstance(node, model.Function | model.Class):
            continue
        if isinstance(node, model.Raise) and node.value is not None:
            yield node.value, frame
        if isinstance(node, model.Call) and depth < _DEEPEST_CALL:
            for callee in flow.evaluate(node.function, frame):
                if isinstance(callee, FunctionValue):
                    yield from _raised(flow, callee.node.body, flow.frame(callee.program), depth + 1)
        stack.extend(reversed(list(children_of(node))))


def _fits(flow: "Flow", value: Value, handler: model.Handler, frame: Frame) -> bool:
    """Whether a handler catches an exception, as far as names tell."""
    if handler.kind is None:
        return True
    kinds = handler.kind.items if isinstance(handler.kind, model.Sequence) else (handler.kind,)
    names = {last_name(kind) for kind in kinds}
    if names & _CATCHING_ALL or "" in names:
        return True
    if isinstance(value, InstanceValue):
        known = {each.node.name for each in classes.lineage(flow, value.made_of)}
        known |= {name.rpartition(".")[2] for name in classes.external_bases(flow, value.made_of)}
        if known & names:
            return True
        # A base of an external base may be meant; a class of the project is in the lineage or not.
        return any(not isinstance(each, ClassValue) for kind in kinds for each in flow.evaluate(kind, frame))
    if isinstance(value, External):
        raised = value.name.removesuffix("()").rpartition(".")[2]
        return raised in names or any(
            isinstance(each, External) and "." in each.name and not each.name.startswith("builtins.")
            for kind in kinds
            for each in flow.evaluate(kind, frame)
        )
    return True
