"""Calls that others make: functions handed to threads, executors, queues and maps, with the arguments that go along."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.dataflow.values import Arguments
from sup_lint.analysis.program import Node, Program
from sup_lint.analysis.scopes import Scopes

if TYPE_CHECKING:
    from sup_lint.analysis.dataflow.engine import Flow

# task.delay(…) of Celery, actor.send(…) of Dramatiq, function.remote(…) of Ray and Modal.
_SENDING = frozenset("delay send s si remote apply_async submit spawn queue enqueue local".split())
# What JavaScript's lists and promises call for each of their elements, or when they are there.
_ITERATING = frozenset("forEach map filter find findIndex findLast some every flatMap then".split())
_MAPPING = frozenset({"map", "imap", "imap_unordered", "map_async", "amap"})
# Functions of JavaScript that call another later, and where its arguments begin.
_LATER = {"setTimeout": 2, "setInterval": 2, "setImmediate": 1, "nextTick": 1, "queueMicrotask": 1}
_STARRING = frozenset({"starmap", "starmap_async"})


def indirect_calls(flow: "Flow", name: str, wanted: Node) -> Iterator[Arguments]:
    """The arguments with which others may call the function (or construct the class) `wanted`, known as `name`."""
    for program, node in list(flow.crossings.names.get(name, ())):
        scopes = flow.modules.scopes(program)
        parent = scopes.parents.get(id(node))
        call = scopes.parents.get(id(parent))
        if not isinstance(call, model.Call):
            continue
        is_given = isinstance(parent, model.Argument)
        is_sent = isinstance(parent, model.Attribute) and parent.name in _SENDING and call.function is parent
        frame = flow.frame(program)
        if not (is_given or is_sent) or not any(
            getattr(value, "node", None) is wanted for value in flow.evaluate(node, frame)
        ):
            continue
        if isinstance(parent, model.Argument):
            yield from (Arguments(nodes, frame) for nodes in _handed(call, parent, scopes, wanted))
        else:
            yield Arguments(_packed(call.arguments) or call.arguments, frame)


def _handed(
    call: model.Call, function: model.Argument, scopes: Scopes, wanted: Node
) -> Iterator[tuple[model.Argument, ...]]:
    """What goes along with a function that is an argument of `call`."""
    receiver = call.function.value if scopes.is_javascript and isinstance(call.function, model.Attribute) else None
    if receiver is not None and last_name(call.function) in _ITERATING:
        yield _element(scopes, receiver, function, is_promise=last_name(call.function) == "then")
        return
    if receiver is not None and last_name(call.function) in {"reduce", "reduceRight"}:
        start = call.arguments[1:2] or (model.Argument(call.region, model.Unknown(call.region)),)
        yield start + _element(scopes, receiver, function, is_promise=False)
        return
    if scopes.is_javascript and last_name(call.function) in _LATER:
        yield call.arguments[_LATER[last_name(call.function)] :]
        return
    outer = scopes.parents.get(id(call))
    if isinstance(outer, model.Call) and outer.function is call:
        yield outer.arguments  # delayed(function)(…)
        return
    behind = call.arguments[call.arguments.index(function) + 1 :]
    packed = _packed(call.arguments)
    called = last_name(call.function)
    if packed:
        yield packed
        if called == "apply":  # of pandas: the row comes first
            yield model.Argument(call.region, model.Unknown(call.region)), *packed
    elif called in _MAPPING:
        lists = [each for each in behind if not each.name]
        yield tuple(_part(scopes, each, None) for each in lists)
    elif called in _STARRING and behind:
        count = len(wanted.parameters) if isinstance(wanted, model.Function) else 8
        yield tuple(_part(scopes, behind[0], index) for index in range(count))
    elif behind:
        yield behind


def direct_calls(flow: "Flow", function: model.Function, program: Program) -> Iterator[Arguments]:
    """The arguments that a function expression is called with where it stands, or by what it is handed to."""
    scopes = flow.modules.scopes(program)
    parent = scopes.parents.get(id(function))
    call = parent if isinstance(parent, model.Call) else scopes.parents.get(id(parent))
    if not isinstance(call, model.Call):
        return
    frame = flow.frame(program)
    if call.function is function:
        yield Arguments(call.arguments, frame)
    elif isinstance(parent, model.Argument) and scopes.is_javascript:
        yield from (Arguments(nodes, frame) for nodes in _handed(call, parent, scopes, function))


def _element(
    scopes: Scopes, receiver: Node, function: model.Argument, *, is_promise: bool
) -> tuple[model.Argument, ...]:
    """What a list's method calls a function with: the element, its index, and the list; a promise's, its value."""
    region = receiver.region
    whole = model.Argument(region, receiver)
    if is_promise:
        return (whole,)
    scopes.adopt(whole, function)
    return _part(scopes, whole, None), model.Argument(region, model.Unknown(region)), whole


def _packed(arguments: tuple[model.Argument, ...]) -> tuple[model.Argument, ...]:
    """Thread(target=…, args=(…), kwargs={…}): the arguments inside."""
    spreads = {"args": "*", "kwargs": "**", "kwds": "**"}
    return tuple(
        model.Argument(each.region, each.value, None, spreads[each.name]) for each in arguments if each.name in spreads
    )


def _part(scopes: Scopes, argument: model.Argument, index: int | None) -> model.Argument:
    """Any element of a list, or the item `index` of any of its tuples, as an argument."""
    region = argument.region
    node = model.Subscript(region, argument.value, model.Unknown(region))
    if index is not None:
        scopes.adopt(node, argument)
        node = model.Subscript(region, node, model.Literal(region, index))
    scopes.adopt(node, argument)
    return model.Argument(region, node)
