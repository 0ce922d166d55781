"""What calls give."""

import itertools
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.dataflow import conditions, containers, languages, library, objects, records
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
from sup_lint.analysis.program import Node, children_of

if TYPE_CHECKING:
    from sup_lint.analysis.dataflow.engine import Flow

# Calls are followed with their own arguments this deep; deeper ones with whatever any caller passes.
_MAXIMUM_CALL_DEPTH = 3
_MOST_CONTEXTS = 24
# Generators that delegate to themselves multiply what they yield.
_MOST_YIELDED = 64
# Methods of records from outside the project that give their fields as a mapping.
_TO_MAPPING = frozenset({"model_dump", "model_dump_json", "dict", "json", "_asdict", "asdict", "to_dict"})
# Methods of records that give another like it.
_COPYING = frozenset({"model_copy", "copy", "_replace"})


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
            merged = arguments.after(callee.arguments)
            return union([call(flow, each, merged, node) for each in callee.function])
        case External():
            return library.result(flow, callee, arguments, node)
        case InstanceValue():
            method = objects.member(flow, callee, "__call__")
            # An object whose __call__ is an object may be its own.
            methods = [each for each in method or () if not isinstance(each, InstanceValue)]
            return union([call(flow, each, arguments, node) for each in methods]) if methods else UNKNOWN
        case Entries() if languages.is_javascript(arguments.frame.program):
            from sup_lint.analysis.dataflow.javascript import contexts

            known = contexts.called(callee)
            return UNKNOWN if known is None else known
    return UNKNOWN


def _method_results(flow: "Flow", node: model.Call, function: model.Attribute, frame: Frame) -> Values | None:
    """The result of a method of known text, mappings or lists; None if there is no such thing."""
    if languages.is_javascript(frame.program):
        from sup_lint.analysis.dataflow.javascript import methods

        return methods.results(flow, node, function, frame)
    receivers = flow.evaluate(function.value, frame)
    plain = [value for value in receivers if isinstance(value, Constant | Entries | Items)]
    if function.name in _TO_MAPPING:
        instances = [value for value in receivers if isinstance(value, InstanceValue)]
        plain += [
            records.dumped(flow, value, Arguments(node.arguments, frame))
            for value in instances
            if objects.member(flow, value, function.name) is None
        ]
        if plain:
            return union([one(value) for value in plain])
    if function.name in _COPYING:
        changes = Arguments(node.arguments, frame)
        copied = [
            one(records.replaced(flow, value, changes))
            for value in receivers
            if isinstance(value, InstanceValue) and objects.member(flow, value, function.name) is None
        ]
        if copied:
            return union(copied)
    if not plain:
        return None
    positional, named = evaluated(flow, Arguments(node.arguments, frame))
    semantics = languages.semantics_of(frame.program)
    found = [
        values for value in plain if (values := semantics.method(value, function.name, positional, named)) is not None
    ]
    return union(found) if found else None


def evaluated(flow: "Flow", arguments: Arguments) -> tuple[list[Values], dict[str, Values]]:
    """The positional and the keyword arguments, those put in before first; a spread of unknown length is one."""
    positional: list[Values] = []
    named: dict[str, Values] = {}
    for argument, frame in arguments.all():
        values = flow.evaluate(argument.value, frame)
        if argument.name:
            named[argument.name] = values
        elif argument.spread == "**":
            spread = containers.as_one(values)
            named.update({str(key): each for key, each in spread.entries.items()} if spread is not None else {})
        elif argument.spread:
            known = next((each for value in values if (each := containers.items_of(value)) is not None), None)
            positional.extend(known or [UNKNOWN])
        else:
            positional.append(values)
    return positional, named


def returned(flow: "Flow", function: FunctionValue, arguments: Arguments) -> Values:
    """What a function of the project may return for these arguments."""
    frame = frame_of_call(flow, function, arguments)
    results, yields = flow.once(("results", function.node), lambda: results_of(function.node))
    if flow.sources is not None:
        results = [each for each in results if conditions.reached(flow, each, frame) is not False]
    found = [flow.evaluate(each, frame) for each in results]
    if yields:
        # In what a generator hands on from itself the same comes again and again.
        given = {id(values): values for values in _yielded(flow, yields, frame)}
        first = tuple(itertools.islice(given.values(), _MOST_YIELDED))
        behind = union(itertools.islice(given.values(), _MOST_YIELDED, None))
        found.append(one(Items((*first, behind) if len(given) > _MOST_YIELDED else first)))
    return union(found) if found else one(Constant(None))


def _yielded(flow: "Flow", yields: list[model.Yield], frame: Frame) -> Iterator[Values]:
    for each in yields:
        if each.value is None:
            yield one(Constant(None))
            continue
        values = flow.evaluate(each.value, frame)
        if not each.delegated:
            yield values
            continue
        lists = [items for value in values if (items := containers.items_of(value)) is not None]
        yield from (item for items in lists for item in items)
        if not lists:
            yield UNKNOWN


def frame_of_call(flow: "Flow", function: FunctionValue, arguments: Arguments) -> Frame:
    """The frame of one call. Calls with the same arguments share one, and so what is known of it.

    Calls that lie deep, and those of a function that was followed often enough, mean any call.
    """
    depth = arguments.frame.depth + 1
    if depth > _MAXIMUM_CALL_DEPTH:
        return flow.frame(function.program)
    receiver = None if function.receiver is None else identity(function.receiver)
    known = flow.once(("frames", function.node), dict[object, Frame])
    sites = flow.once(("sites", function.node), dict[object, tuple[Frame, Arguments]])
    site = (id(function.closure), receiver, id(arguments.nodes), id(arguments.frame), id(arguments.before))
    if flow.is_settling and site in sites:
        return sites[site][0]
    key = (id(function.closure), receiver, _signature(flow, arguments))
    if key not in known:
        if len(known) >= _MOST_CONTEXTS:
            sites[site] = flow.frame(function.program), arguments
            return flow.frame(function.program)
        known[key] = Frame(
            function.program, function.node, arguments, function.receiver, parent=function.closure, depth=depth
        )
    sites[site] = known[key], arguments
    return known[key]


def _signature(flow: "Flow", arguments: Arguments) -> tuple[object, ...]:
    positional, named = evaluated(flow, arguments)
    return (
        *(values.signature for values in positional),
        *((name, values.signature) for name, values in sorted(named.items())),
    )


def results_of(function: model.Function) -> tuple[list[Node], list[model.Yield]]:
    """The expressions that a function returns and those that it yields, without the functions inside it."""
    results: list[Node] = []
    yields: list[model.Yield] = []
    stack: list[Node] = list(reversed(function.body))
    while stack:
        node = stack.pop()
        if isinstance(node, model.Function | model.Class):
            continue
        if isinstance(node, model.Return) and node.value is not None:
            results.append(node.value)
        if isinstance(node, model.Yield):
            yields.append(node)
        stack.extend(reversed(list(children_of(node))))
    return results, yields
