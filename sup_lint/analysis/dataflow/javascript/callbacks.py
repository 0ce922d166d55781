"""What functions are handed that others call: elements of lists, what promises hold, requests and replies."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.dataflow.javascript import axios, methods, promises
from sup_lint.analysis.dataflow.values import (
    NOTHING,
    UNKNOWN,
    Arguments,
    Entries,
    External,
    Frame,
    FunctionValue,
    Given,
    Value,
    Values,
    one,
    union,
)
from sup_lint.analysis.program import Node, Program
from sup_lint.analysis.scopes import Scopes
from sup_lint.model.region import Region

if TYPE_CHECKING:
    from sup_lint.analysis.dataflow.engine import Flow

_SORTING = frozenset({"sort", "toSorted"})
_REDUCING = frozenset({"reduce", "reduceRight"})
_NOWHERE = Region(1, 1, 1, 1)
_MOST_TURNS = 32


def handed(flow: "Flow", function: model.Function, parameter: model.Parameter, program: Program) -> list[Values]:
    """What a parameter of a function may be handed by what calls it back."""
    if parameter not in function.parameters:
        return []
    place = function.parameters.index(parameter)
    found: list[Values] = []
    frame = flow.frame(program)
    for call, argument in _given_to(flow.modules.scopes(program), function):
        found += _by(flow, call, argument, place, frame)
    return found


def turns(flow: "Flow", node: Node, frame: Frame) -> list[Frame]:
    """The frames in which `node` runs in a function that is called for each element of a known list.

    None but `frame` for a node elsewhere, or where more is known of the call already.
    """
    scopes = flow.modules.scopes(frame.program)
    function = scopes.enclosing(node, model.Function)
    if not isinstance(function, model.Function) or frame.function is not None or not function.parameters:
        return [frame]
    root = flow.frame(frame.program)
    found: list[Frame] = []
    for call, argument in _given_to(scopes, function):
        if last_name(call.function) not in methods.ITERATING - _REDUCING or call.arguments.index(argument):
            continue
        for given in _elements(flow, call, root):
            arguments = Arguments(tuple(model.Argument(_NOWHERE, Given(_NOWHERE, each)) for each in given), root)
            found.append(Frame(frame.program, function, arguments, parent=root, depth=1))
    return found[:_MOST_TURNS] or [frame]


def _given_to(scopes: Scopes, function: model.Function) -> Iterator[tuple[model.Call, model.Argument]]:
    """The calls that a function is handed to, itself or by its name."""
    places: list[Node] = [function]
    parent = scopes.parents.get(id(function))
    name = function.name
    if not name and isinstance(parent, model.Bind) and isinstance(parent.target, model.Name):
        name = parent.target.id
    if name:
        places += scopes.names.get(name, ())
    for place in places:
        argument = scopes.parents.get(id(place))
        call = scopes.parents.get(id(argument)) if isinstance(argument, model.Argument) else None
        if isinstance(call, model.Call) and isinstance(argument, model.Argument):
            yield call, argument


def _elements(flow: "Flow", call: model.Call, frame: Frame) -> list[list[Values]]:
    if not isinstance(call.function, model.Attribute):
        return []
    lists = [methods.elements(value) for value in flow.evaluate(call.function.value, frame)]
    return [given for each in lists if each is not None for given in each]


def _by(flow: "Flow", call: model.Call, argument: model.Argument, place: int, frame: Frame) -> list[Values]:
    """What a call hands to the parameter at `place` of the function that is its `argument`."""
    name = last_name(call.function)
    index = call.arguments.index(argument)
    if name == "watch" and index == 1:
        return [_watched(flow, value) for value in flow.evaluate(call.arguments[0].value, frame)] if place < 2 else []
    if not isinstance(call.function, model.Attribute):
        return []
    if name in promises.METHODS:
        return _of_promise(flow, call, name, index, frame) if place == 0 else []
    if name == "use":
        configuration = axios.intercepted(flow, call, frame)
        return [configuration] if configuration is not None and place == 0 else []
    if index or (name not in methods.ITERATING and name not in _SORTING):
        return []
    each = _elements(flow, call, frame)
    if name in _REDUCING:
        results = flow.evaluate(call, frame)
        given = [flow.evaluate(part.value, frame) for part in call.arguments[1:2]]
        return [*given, results] if place == 0 else [row[place - 1] for row in each if place - 1 < len(row)]
    if name in _SORTING:
        return [row[0] for row in each]
    return [row[place] for row in each if place < len(row)]


def _watched(flow: "Flow", value: Value) -> Values:
    """What `watch(source, (value) => …)` of Vue hands on: the content of a box, or what a function gives."""
    if isinstance(value, Entries) and "value" in value.entries:
        return value.entries["value"]
    if isinstance(value, FunctionValue):
        return methods.called(flow, [value], [], flow.frame(value.program))
    return one(value)


def _of_promise(flow: "Flow", call: model.Call, name: str, index: int, frame: Frame) -> list[Values]:
    assert isinstance(call.function, model.Attribute)
    if name == "catch" or index == 1:
        return [promises.rejected(flow, call, frame)]
    return [flow.evaluate(call.function.value, frame)] if name == "then" else []


def hooks(flow: "Flow", function: model.Function, parameter: model.Parameter, program: Program) -> list[Values]:
    """What a hook of got or ky is handed: `hooks: { beforeRequest: [(options) => …] }`."""
    scopes = flow.modules.scopes(program)
    options: Node | None = None
    names: list[str] = []
    for around in scopes.ancestors(function):
        if isinstance(around, model.Entry) and isinstance(around.key, model.Literal):
            names.append(str(around.key.value))
        elif isinstance(around, model.Argument):
            options = around.value
            break
        elif not isinstance(around, model.Mapping | model.Sequence):
            return []
    if options is None or names[-1:] != ["hooks"] or parameter is not function.parameters[0]:
        return []
    frame = flow.frame(program)
    call = next((each for each in scopes.ancestors(options) if isinstance(each, model.Call)), None)
    if call is None or not _is_client(flow, call, frame):
        return []
    given = [held for value in _headers_entries(options, flow, frame) for held in value]
    headers = union([one(each) for each in given]) if given else one(Entries({}, NOTHING))
    whole = Values(tuple(_in_any_case(value) if isinstance(value, Entries) else value for value in headers))
    request = Entries({"headers": whole}, UNKNOWN)
    return [one(Entries({"headers": whole, "request": one(request), "options": one(request)}, UNKNOWN))]


def _in_any_case(headers: Entries) -> Entries:
    return Entries(headers.entries, headers.rest, any_case=True)


def _headers_entries(options: Node, flow: "Flow", frame: Frame) -> Iterator[Values]:
    for entry in options.entries if isinstance(options, model.Mapping) else ():
        if isinstance(entry.key, model.Literal) and entry.key.value == "headers":
            yield flow.evaluate(entry.value, frame)


def _is_client(flow: "Flow", call: model.Call, frame: Frame) -> bool:
    return any(
        isinstance(callee, External) and callee.name.partition(".")[0] in {"got", "ky", "ky-universal", "ofetch"}
        for callee in flow.evaluate(call.function, frame)
    )
