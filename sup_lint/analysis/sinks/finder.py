"""Finds the sinks of a program."""

from collections.abc import Iterator, Sequence

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.dataflow.calls import results_of
from sup_lint.analysis.dataflow.values import External
from sup_lint.analysis.program import Node, Program, walk
from sup_lint.analysis.project import Project
from sup_lint.analysis.sinks import exceptions
from sup_lint.analysis.sinks.callees import Callee
from sup_lint.analysis.sinks.files import channel_by_name, stream_channel
from sup_lint.analysis.sinks.handed import HANDING, handed
from sup_lint.analysis.sinks.outline import alias_of, may_take_method
from sup_lint.analysis.sinks.page_text import is_for_mail
from sup_lint.analysis.sinks.search import Search
from sup_lint.analysis.sinks.signature import Reading, read
from sup_lint.analysis.sinks.sink import Sink, Written
from sup_lint.analysis.sinks.telemetry import ASSIGNED
from sup_lint.analysis.sinks.to_clients import sent_to_clients
from sup_lint.analysis.sinks.words import receiver_name
from sup_lint.analysis.sinks.writing import DUMPERS, DUMPING, WRITING, written_to_file

# What gives the exception being handled, or its traceback.
_HANDLED = frozenset({"format_exc", "exc_info"})


def sinks(program: Program, project: Project) -> Iterator[Sink]:
    """Yield the calls and statements of a program that write values out, in source order."""
    if program.language == "javascript":
        from sup_lint.analysis.sinks.javascript import finder as javascript

        yield from sorted(javascript.sinks(program, project), key=lambda sink: sink.node.region[:2])
        return
    if program.language != "python":
        return
    yield from sorted(_Finder(program, project).sinks(), key=lambda sink: sink.node.region[:2])


class _Finder:
    def __init__(self, program: Program, project: Project) -> None:
        search = Search(program, project)
        outline = search.outline
        self._search = search
        self._table = search.table
        self._methods = search.methods
        self._aliases = search.aliases
        self._callees = search.callees
        self._assigns = bool({"wandb", "neptune"} & (outline.roots or set()))
        self._dumps = outline.roots is None or bool(DUMPERS & outline.roots)
        self._opens = any(word in program.text for word in ("open", "Path", "stdout", "stderr", "os.write"))
        self._handles = bool(_HANDLED & outline.called)

    def sinks(self) -> Iterator[Sink]:
        yield from self._search.found(self._of)
        yield from sent_to_clients(self._callees, self._search.outline)

    def _of(self, node: Node) -> Iterator[Sink]:
        match node:
            case model.Call():
                yield from self._call(node)
            case model.Raise():
                yield from exceptions.raised(self._callees, node)
            case model.Assert(message=Node() as message):
                yield Sink(node, "an assertion's message", "exception", (Written(message),))
            case model.Class():
                yield from exceptions.shown(self._callees, node)
            case model.Bind():
                yield from exceptions.assigned(self._callees, node)
                yield from self._assignment(node)
            case model.Attribute(name="catch"):  # @logger.catch
                callee = self._callees.callee(node)
                if callee is not None and callee.function.signature.always_caught:
                    yield Sink(node, callee.function.channel, callee.function.kind, (), caught=True)

    def _call(self, node: model.Call) -> Iterator[Sink]:
        name = last_name(node.function)
        yield from self._search.exceptions_made(node)
        is_method = self._may_write(node.function)
        if not is_method and isinstance(node.function, model.Attribute):
            is_method = self._table.by_receiver(name, receiver_name(node.function.value)) is not None
        if name[:1].isupper() and self._search.is_written(node):
            return  # display(HTML(…))
        callee = self._callees.callee(node.function) if is_method else None
        if callee is not None:
            sink = self._sink(node, callee, node.arguments)
            if sink is not None:
                yield sink
            return
        if name in WRITING and self._may_be_stream(node.function, name):
            sink = written_to_file(self._callees, node)
            if sink is not None:
                yield sink
        if name in HANDING:
            yield from self._handed(node)

    def _may_be_stream(self, function: Node, name: str) -> bool:
        """Whether something that is written to is worth a look: a file was opened here, or its name says what it is."""
        if name in DUMPING:
            return self._dumps
        receiver = function.value if isinstance(function, model.Attribute) else function
        return self._opens or channel_by_name(receiver_name(receiver)) is not None

    def _may_write(self, function: Node) -> bool:
        """Whether a function may be one that writes: by its name, as `getattr(logger, level)`, or as `{…}[level]`."""
        match function:
            case model.Name() | model.Attribute():
                return last_name(function) in self._methods or alias_of(function) in self._aliases
            case model.Call():
                return may_take_method(function, self._methods)
            case model.Subscript():
                return isinstance(function.value, model.Mapping) or alias_of(function.value) in self._aliases
        return isinstance(function, model.Choice | model.Bind)

    def _handed(self, node: model.Call) -> Iterator[Sink]:
        for function, arguments in handed(node):
            if self._may_write(function.value):
                callee = self._callees.callee(function.value)
                sink = self._sink(node, callee, arguments) if callee is not None else None
                if sink is not None:
                    yield sink

    def _sink(self, node: model.Call, callee: Callee, arguments: Sequence[model.Argument]) -> Sink | None:
        function = callee.function
        reading = read(function.signature, [*callee.before, *arguments])
        plain = [each for each in arguments if not each.name and not each.spread]
        if not reading.written and len(plain) == 1 and not callee.before and last_name(node.function) == "log":
            # A logger of unknown kind whose `log` takes no level.
            untold = self._table.by_receiver("info", "log")
            reading = read(untold.signature, arguments) if untold is not None else reading
        if function.package == "loguru":
            reading.written = [each for one in reading.written for each in _called(one)]
        if callee.before:
            own = {id(argument.value) for argument in arguments}
            reading.written = [each for each in reading.written if id(each.value) in own]
        channel = self._channel(function.channel, reading, arguments)
        caught = reading.caught or self._writes_handled(reading)
        if channel is None or not (reading.written or caught):
            return None
        if function.kind == "client" and is_for_mail(node):
            return None
        return Sink(node, channel, function.kind, tuple(reading.written), caught)

    def _channel(self, default: str, reading: Reading, arguments: Sequence[model.Argument]) -> str | None:
        if reading.stream is not None:
            found = stream_channel(self._callees, reading.stream)
            return default if found == "" else found
        flags = [each.value for each in arguments if each.name in {"err", "stderr"}]
        is_error = any(isinstance(flag, model.Literal) and flag.value for flag in flags)
        return "standard error" if is_error else default

    def _writes_handled(self, reading: Reading) -> bool:
        """Whether something written is the traceback of the exception being handled."""
        return self._handles and any(
            isinstance(inner, model.Call) and last_name(inner.function) in _HANDLED
            for each in reading.written
            for inner in walk((each.value,))
        )

    def _assignment(self, node: model.Bind) -> Iterator[Sink]:
        """Items and attributes of an experiment tracker's objects."""
        if not self._assigns or not isinstance(node.target, model.Attribute | model.Subscript) or node.value is None:
            return
        for value in self._callees.evaluate(node.target.value):
            if isinstance(value, External) and value.name in ASSIGNED:
                yield Sink(node, ASSIGNED[value.name], "log", (Written(node.value),))
                return


def _called(written: Written) -> Iterator[Written]:
    """What a lambda returns that a logger calls only if the message is wanted."""
    if not isinstance(written.value, model.Function):
        yield written
    else:
        yield from (Written(result, written.sure) for result in results_of(written.value)[0])
