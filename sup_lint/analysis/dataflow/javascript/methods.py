"""What methods give that call the functions handed to them: `map`, `then`, `replace`, `bind`."""

import itertools
import re
from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.dataflow import calls, containers, languages, records
from sup_lint.analysis.dataflow.javascript import promises
from sup_lint.analysis.dataflow.values import (
    UNKNOWN,
    Arguments,
    ClassValue,
    Constant,
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
    as_text,
    one,
    union,
)
from sup_lint.analysis.javascript import regexps
from sup_lint.analysis.javascript.regexps import Regexp
from sup_lint.model.region import Region

if TYPE_CHECKING:
    from sup_lint.analysis.dataflow.engine import Flow

# Call a function with each element.
ITERATING = frozenset(
    "map flatMap filter find findLast findIndex findLastIndex forEach some every reduce reduceRight".split()
)
_BINDING = frozenset({"bind", "call", "apply"})
_NOWHERE = Region(1, 1, 1, 1)
_MOST_ELEMENTS = 128
_MOST_MATCHES = 64


def results(flow: "Flow", node: model.Call, function: model.Attribute, frame: Frame) -> Values | None:
    """The result of a method of known values; None if nothing is known of it."""
    name = function.name
    receivers = flow.evaluate(function.value, frame)
    if name in promises.METHODS and node.arguments:
        return promises.result(flow, receivers, name, node, frame)
    if name in _BINDING:
        bindable = [each for each in receivers if isinstance(each, FunctionValue | ClassValue | External | Partial)]
        if bindable:
            return union([_bound(flow, each, name, node, frame) for each in bindable])
    plain = [value for value in receivers if isinstance(value, Constant | Entries | Items)]
    if not plain:
        return None
    positional, named = calls.evaluated(flow, Arguments(node.arguments, frame))
    taken = _functions(positional[0]) if positional else []
    found: list[Values] = []
    semantics = languages.semantics_of(frame.program)
    for value in plain:
        known: Values | None = None
        if name in ITERATING and taken and not (isinstance(value, Entries) and name in value.entries):
            known = _iterated(flow, value, name, taken, positional, frame)
        elif name in {"replace", "replaceAll"} and len(positional) > 1 and isinstance(value, Constant):
            known = _replaced(flow, value, positional, frame, every=name == "replaceAll")
        if known is None:
            known = semantics.method(value, name, positional, named)
        if known is not None:
            found.append(known)
    return union(found) if found else None


def _functions(values: Values) -> list[Value]:
    return [each for each in values if isinstance(each, FunctionValue | Partial | External | ClassValue)]


def called(flow: "Flow", functions: list[Value], given: list[Values], frame: Frame) -> Values:
    """What functions give for values."""
    arguments = Arguments(tuple(model.Argument(_NOWHERE, Given(_NOWHERE, each)) for each in given), frame)
    return union([calls.call(flow, each, arguments, None) for each in functions])


def elements(value: Value) -> list[list[Values]] | None:
    """What a callback is handed for each element: the element, its index or key; None if they aren't known."""
    if isinstance(value, Entries):
        if not value.by_methods:
            return None
        pairs = [[held, one(Constant(key))] for key, held in value.entries.items()]
        return [*pairs, *([[value.rest, UNKNOWN]] if value.rest.alternatives else [])]
    items = value.items if isinstance(value, Items) else None
    if items is None:
        return None
    return [[item, one(Constant(index))] for index, item in enumerate(items[:_MOST_ELEMENTS])]


def _iterated(
    flow: "Flow", value: Value, name: str, functions: list[Value], positional: list[Values], frame: Frame
) -> Values | None:
    each = elements(value)
    if each is None:
        return None
    match name:
        case "map" | "flatMap":
            mapped = [called(flow, functions, given, frame) for given in each]
            if name == "flatMap":
                lists = [containers.elements(item) or (item,) for item in mapped]
                return one(Items(tuple(itertools.chain(*lists))))
            return one(Items(tuple(mapped)))
        case "filter":
            return one(Items(tuple(given[0] for given in each if _may_pass(flow, functions, given, frame))))
        case "find" | "findLast":
            return union([*(given[0] for given in each if _may_pass(flow, functions, given, frame)), UNKNOWN])
        case "reduce" | "reduceRight":
            if len(positional) < 2 and not each:
                return UNKNOWN
            total = positional[1] if len(positional) > 1 else each[0][0]
            for given in each if len(positional) > 1 else each[1:]:
                total = called(flow, functions, [total, *given], frame)
            return total
        case "forEach":
            return one(Constant(None))
    return UNKNOWN


def _may_pass(flow: "Flow", functions: list[Value], given: list[Values], frame: Frame) -> bool:
    """Whether functions don't say no to an element.

    One that can't be decided is trusted to keep secrets out, by name; where literals are looked for it may pass any.
    """
    answers = called(flow, functions, given, frame)
    if not answers.alternatives:
        return flow.sources is None
    return not answers.exact or any(not isinstance(each, Constant) or each.value for each in answers)


def _replaced(flow: "Flow", text: Constant, positional: list[Values], frame: Frame, *, every: bool) -> Values | None:
    """`text.replace(pattern, match => …)`: what the function makes of each match; None where that can't be told."""
    functions = _functions(positional[1])
    shown = as_text(text.value)
    if not functions or shown is None:
        return None
    count = 0

    def new(match: re.Match[str]) -> str:
        nonlocal count
        count += 1
        groups = [one(Constant(each)) for each in match.groups()]
        made = called(flow, functions, [one(Constant(match[0], text.origins)), *groups], frame)
        known = next((as_text(each.value) for each in made.constants()), None) if count < _MOST_MATCHES else None
        return "***" if known is None else known

    found: list[Values] = []
    for pattern in positional[0].constants():
        if isinstance(pattern.value, str | Regexp):
            result = regexps.replace(shown, pattern.value, new, every=every)
            if result is not None:
                found.append(one(Constant(result, text.origins)))
    return union(found) if found else None


def _bound(flow: "Flow", function: Value, name: str, node: model.Call, frame: Frame) -> Values:
    """`function.bind(this, …)`, `function.call(this, …)`, `function.apply(this, […])`."""
    behind = node.arguments[1:]
    if name == "bind":
        return one(Partial(one(function), Arguments(behind, frame))) if behind else one(function)
    if name == "apply":
        behind = tuple(model.Argument(each.region, each.value, None, "*") for each in behind[:1])
    return calls.call(flow, function, Arguments(behind, frame), node)


def as_object(flow: "Flow", value: Value) -> Value:
    """An object of a class of the project as the mapping of its own properties; other values as they are."""
    return records.as_entries(flow, value) if isinstance(value, InstanceValue) else value


def objects_in(flow: "Flow", values: Values) -> Values:
    """The values with objects as the mappings of their properties."""
    return Values(tuple(as_object(flow, each) for each in values), values.exact)
