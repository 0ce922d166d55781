"""Functions from outside the project that the flow itself must answer: React's, promises, objects as text."""

from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.dataflow import calls, languages, objects
from sup_lint.analysis.dataflow.javascript import axios, contexts, methods, promises
from sup_lint.analysis.dataflow.javascript.text import in_text
from sup_lint.analysis.dataflow.values import (
    NOTHING,
    UNKNOWN,
    Arguments,
    Constant,
    Entries,
    External,
    FunctionValue,
    InstanceValue,
    Items,
    Partial,
    Value,
    Values,
    one,
    sources_of,
    union,
)
from sup_lint.analysis.javascript.semantics import SERIALISING, bare

if TYPE_CHECKING:
    from sup_lint.analysis.dataflow.engine import Flow

# Take the properties of the objects that they are given.
_OF_PROPERTIES = frozenset(
    """
    Object.entries Object.values Object.keys Object.assign structuredClone lodash.cloneDeep lodash.omit lodash.pick
    lodash.assign lodash.merge lodash.get Reflect.ownKeys util.inspect util.format
    """.split()
)
_MEMOS = frozenset({"useMemo", "useDeferredValue"})
_STATES = frozenset({"useState", "useAtom", "useRecoilState", "useLocalStorage", "useSessionStorage"})
# Boxes around a value, and what their content is called.
_BOXES = {
    "useRef": "current",
    "createRef": "current",
    "ref": "value",
    "shallowRef": "value",
    "toRef": "value",
    "useSignal": "value",
    "computed": "value",
}


def result(flow: "Flow", callee: External, arguments: Arguments, node: model.Call | None) -> Values:
    """What a function from outside the project may return; `node` is the call where it stands in the source."""
    name = bare(callee.name)
    positional, named = calls.evaluated(flow, arguments)
    planted = flow.sources.called(name, callee, arguments, node) if flow.sources is not None else None
    if planted is not None:
        return planted
    known = _of_the_flow(flow, name, positional, arguments)
    if known is None:
        if name in _OF_PROPERTIES:
            positional = [methods.objects_in(flow, each) for each in positional]
        known = languages.semantics_of(arguments.frame.program).function(name, positional, named)
    if known is not None:
        return known
    made = External(f"{callee.name}()", node, arguments, callee)
    if axios.is_request(callee):
        return union([one(made), axios.reply(flow, callee, arguments)])
    return one(made)


def _of_the_flow(flow: "Flow", name: str, positional: list[Values], arguments: Arguments) -> Values | None:
    """The result where it takes more than the values of the arguments; None for other functions."""
    if not positional:
        return None
    first = positional[0]
    last = name.rpartition(".")[2]
    if name == "String":
        return in_text(flow, first, arguments.frame)
    if name == "Promise":
        executors = [value for value in first if isinstance(value, FunctionValue)]
        return union([promises.resolved(flow, each) for each in executors]) if executors else None
    if name in SERIALISING:
        return _serialised(flow, name, positional, arguments)
    if name == "Array.from" and len(positional) > 1:
        return _filled(flow, positional, arguments)
    if last in _STATES:
        return one(Items((_run(flow, first, arguments), UNKNOWN)))
    if last in _BOXES:
        return one(Entries({_BOXES[last]: _run(flow, first, arguments)}, UNKNOWN))
    if last in _MEMOS:
        return _run(flow, first, arguments)
    if last == "useCallback":
        return first
    return contexts.result(flow, last, positional)


def _run(flow: "Flow", values: Values, arguments: Arguments) -> Values:
    """Functions as what they return; other values as they are."""
    nothing = Arguments((), arguments.frame)
    return union(
        [
            *(
                calls.call(flow, each, nothing, None) if isinstance(each, FunctionValue | Partial) else one(each)
                for each in values
            ),
            *([] if values.exact else [UNKNOWN]),
        ]
    )


def _filled(flow: "Flow", positional: list[Values], arguments: Arguments) -> Values | None:
    """`Array.from(list, function)`"""
    functions: list[Value] = [each for each in positional[1] if isinstance(each, FunctionValue | Partial | External)]
    for value in positional[0]:
        each = methods.elements(value)
        if each is not None and functions:
            return one(Items(tuple(methods.called(flow, functions, given, arguments.frame) for given in each)))
        if isinstance(value, Entries) and "length" in value.entries and functions:
            return one(Items((methods.called(flow, functions, [UNKNOWN, UNKNOWN], arguments.frame),)))
    return None


def _serialised(flow: "Flow", name: str, positional: list[Values], arguments: Arguments) -> Values:
    """`JSON.stringify(value, replacer)`: objects show their properties, or what their `toJSON` gives."""
    replacers: list[Value] = [
        each for values in positional[1:2] for each in values if isinstance(each, FunctionValue | Partial)
    ]
    semantics = languages.semantics_of(arguments.frame.program)
    found: list[Values] = []
    for value in positional[0]:
        plain = _plain(flow, value, arguments)
        if replacers:
            plain = _replaced(flow, plain, replacers, arguments)
        if isinstance(plain, External) and flow.sources is not None:
            shown = flow.sources.shown(one(plain), "r")
            found.append(shown if any(sources_of(each) for each in shown) else UNKNOWN)
            continue
        known = semantics.function(name, [one(plain), *positional[1:]], {})
        found.append(known if known is not None else UNKNOWN)
    return union([*found, *([] if positional[0].exact and found else [UNKNOWN])])


def _plain(flow: "Flow", value: Value, arguments: Arguments, depth: int = 0) -> Value:
    """A value with the objects in it as the mappings that JSON shows."""
    if depth > 4:
        return value
    match value:
        case InstanceValue():
            given = [each for each in objects.member(flow, value, "toJSON") or () if isinstance(each, FunctionValue)]
            if given:
                made = union([calls.call(flow, each, Arguments((), arguments.frame), None) for each in given])
                return next((each for each in made if isinstance(each, Entries | Items | Constant)), value)
            return _plain(flow, methods.as_object(flow, value), arguments, depth + 1)
        case Entries(by_methods=False) if any(_holds_object(held) for held in (*value.entries.values(), value.rest)):
            held = {key: _plain_values(flow, each, arguments, depth) for key, each in value.entries.items()}
            return Entries(held, value.rest, value.any_case, value.by_name)
        case Items() if any(_holds_object(item) for item in value.items):
            return Items(tuple(_plain_values(flow, item, arguments, depth) for item in value.items))
        case External() if flow.sources is not None:
            options = [each for each in flow.sources.shown(one(value), "r") if sources_of(each)]
            return options[0] if options else value
    return value


def _holds_object(values: Values) -> bool:
    return any(isinstance(each, InstanceValue | External | Entries | Items) for each in values)


def _plain_values(flow: "Flow", values: Values, arguments: Arguments, depth: int) -> Values:
    return Values(tuple(_plain(flow, each, arguments, depth + 1) for each in values), values.exact)


def _replaced(flow: "Flow", value: Value, replacers: list[Value], arguments: Arguments, depth: int = 0) -> Value:
    """A value with its entries as a replacer gives them."""
    if not isinstance(value, Entries) or depth > 4:
        return value
    held = {}
    for key, each in value.entries.items():
        made = methods.called(flow, replacers, [one(Constant(key)), each], arguments.frame)
        inner = tuple(_replaced(flow, one_value, replacers, arguments, depth + 1) for one_value in made)
        # What is undefined is left out.
        if any(not isinstance(one_value, Constant) or one_value.value is not None for one_value in inner):
            held[key] = Values(inner, made.exact)
    return Entries(held, NOTHING, value.any_case, value.by_name)
