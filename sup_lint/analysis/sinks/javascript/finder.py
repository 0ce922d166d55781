"""Finds the sinks of a program in JavaScript or TypeScript."""

from collections.abc import Iterator, Sequence

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.dataflow.calls import results_of
from sup_lint.analysis.dataflow.javascript import promises
from sup_lint.analysis.dataflow.values import External, FunctionValue
from sup_lint.analysis.program import Node, Program
from sup_lint.analysis.project import Project
from sup_lint.analysis.sinks.callees import Callee
from sup_lint.analysis.sinks.javascript import errors, files
from sup_lint.analysis.sinks.outline import alias_of
from sup_lint.analysis.sinks.search import Search
from sup_lint.analysis.sinks.signature import read
from sup_lint.analysis.sinks.sink import Sink, Written
from sup_lint.analysis.sinks.words import property_of, receiver_name

# Properties of elements that the page shows.
_SHOWN = frozenset({"innerHTML", "outerHTML", "textContent", "innerText", "srcdoc"})
# Call the function that they are handed with what the promise or list before the dot holds …
_HANDING = frozenset({"then", "forEach", "map", "tap", "subscribe", "catch"})
# … or with the arguments behind it.
_LATER = {"setTimeout": 2, "setInterval": 2, "setImmediate": 1, "nextTick": 1}
_LEVELS = ("log", "info")


def sinks(program: Program, project: Project) -> Iterator[Sink]:
    """Yield the calls and statements of a program that write values out, in no certain order."""
    return _Finder(program, project).sinks()


class _Finder:
    def __init__(self, program: Program, project: Project) -> None:
        search = Search(program, project)
        outline = search.outline
        self._search = search
        self._table = search.table
        self._methods = search.methods
        self._aliases = search.aliases
        self._callees = search.callees
        # Names of functions that a package makes or is: `const debug = require("debug")("app")`.
        self._made = {name for name, value in outline.other_names if isinstance(value, model.Call)}
        self._made |= outline.imported

    def sinks(self) -> Iterator[Sink]:
        for sink in self._search.found(self._of):
            yield errors.as_told(self._callees, sink) if sink.kind == "exception" else sink

    def _of(self, node: Node) -> Iterator[Sink]:
        match node:
            case model.Call():
                yield from self._call(node)
            case model.Raise():
                yield from errors.thrown(self._callees, node)
            case model.Bind():
                yield from errors.assigned(self._callees, node)
                yield from self._shown(node)

    def _call(self, node: model.Call) -> Iterator[Sink]:
        name = last_name(node.function)
        yield from self._search.exceptions_made(node)
        callee = self._callee(node.function)
        if callee is not None:
            yield from self._sink(node, callee, node.arguments)
            return
        if name == "reject":
            yield from errors.rejected(self._callees, node)
        if name in files.WRITING:
            sink = files.written(self._callees, node)
            if sink is not None:
                yield sink
        if name == "token":
            yield from self._token(node)
        if name in _HANDING or name in _LATER:
            yield from self._handed(node, name)

    def _callee(self, function: Node) -> Callee | None:
        """The writing function that a call calls; None for any other."""
        match function:
            case model.Subscript():
                return self._at_level(function)
            case model.Name() | model.Attribute():
                name = last_name(function)
                is_known = name in self._methods or alias_of(function) in self._aliases or name in self._made
                if not is_known and isinstance(function, model.Attribute):
                    is_known = self._table.by_receiver(name, receiver_name(function.value)) is not None
                return self._callees.callee(function) if is_known else None
            case model.Call() | model.Choice() | model.Bind():
                return self._callees.callee(function)
        return None

    def _at_level(self, function: model.Subscript) -> Callee | None:
        """`console[level](…)`, `logger["info"](…)`"""
        levels = [each.value for each in self._callees.evaluate(function.index).constants()]
        for level in [each for each in levels if isinstance(each, str)] or _LEVELS:
            spelled = model.Attribute(function.region, function.value, level)
            self._callees.scopes.adopt(spelled, function)
            callee = self._callees.callee(spelled)
            if callee is not None:
                return callee
        return None

    def _sink(self, node: model.Call, callee: Callee, arguments: Sequence[model.Argument]) -> Iterator[Sink]:
        function = callee.function
        written = read(function.signature, [*callee.before, *arguments]).written
        own = {id(argument.value) for argument in arguments}
        is_log = function.kind == "log"
        shown = [
            # Consoles and loggers show the fields of an object.
            Written(value, each.sure, each.deep or is_log)
            for each in written
            if id(each.value) in own
            for value in _called(each.value)
        ]
        if shown:
            yield Sink(node, function.channel, function.kind, tuple(shown))

    def _shown(self, node: model.Bind) -> Iterator[Sink]:
        """`element.innerHTML = …`"""
        written = property_of(node.target)
        if written is None or node.value is None:
            return
        owner, name = written
        if name in _SHOWN or (name == "title" and last_name(owner) == "document"):
            yield Sink(node, "the page", "log", (Written(node.value),))

    def _token(self, node: model.Call) -> Iterator[Sink]:
        """`morgan.token(name, (request) => …)`: what the function returns stands in the log of requests."""
        origins = [value.name for value in self._callees.evaluate(node.function) if isinstance(value, External)]
        if len(node.arguments) < 2 or not any(name.startswith("morgan") for name in origins):
            return
        for value in self._callees.evaluate(node.arguments[1].value):
            if isinstance(value, FunctionValue) and value.program is self._callees.frame.program:
                for result in results_of(value.node)[0]:
                    yield Sink(result, "the log of requests", "log", (Written(result),))

    def _handed(self, node: model.Call, name: str) -> Iterator[Sink]:
        """`promise.then(console.log)`, `setTimeout(console.log, 100, value)`"""
        for index, argument in enumerate(node.arguments[:2]):
            if not isinstance(argument.value, model.Name | model.Attribute):
                continue
            callee = self._callee(argument.value)
            if callee is None:
                continue
            if name in _LATER:
                if index == 0:
                    yield from self._sink(node, callee, node.arguments[_LATER[name] :])
            elif isinstance(node.function, model.Attribute):
                given = node.function.value
                is_rejection = name == "catch" or (name == "then" and index == 1)
                failures = promises.rejected(self._callees.flow, node, self._callees.frame) if is_rejection else None
                if failures is None or failures.alternatives:
                    yield from self._sink(node, callee, (model.Argument(given.region, given),))


def _called(value: Node) -> Iterator[Node]:
    """What an arrow function returns that a logger calls only if the message is wanted; other values as they are."""
    if isinstance(value, model.Function):
        yield from results_of(value)[0]
    else:
        yield value
