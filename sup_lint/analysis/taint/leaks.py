"""The sinks of a file that the key reaches, and how it gets there."""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.dataflow import conditions, exceptions, records
from sup_lint.analysis.dataflow.engine import Flow
from sup_lint.analysis.dataflow.values import Constant, Entries, Frame, InstanceValue, Source, Values, sources_of, union
from sup_lint.analysis.file import AnalysedFile
from sup_lint.analysis.program import Node, Program
from sup_lint.analysis.project import Project
from sup_lint.analysis.python import formatting, strings
from sup_lint.analysis.scopes import Scopes
from sup_lint.analysis.sinks.finder import sinks
from sup_lint.analysis.sinks.script_replies import sent_by_scripts
from sup_lint.analysis.sinks.sink import Sink, Written
from sup_lint.analysis.taint import reach, redacted, rendering
from sup_lint.analysis.taint.path import Step, path_from
from sup_lint.analysis.taint.sources import KeySources
from sup_lint.analysis.taint.stand_in import visible
from sup_lint.analysis.wire.loggers import is_standard_logger, logger_names
from sup_lint.analysis.wire.redactors import redacts
from sup_lint.keys.names import AUTH_HEADERS, is_key_header

_RECORDS = frozenset({"LogRecord", "makeLogRecord", "makeRecord"})
_NAMED_ENTRY = re.compile(r"""[{(,]\s*b?['"]([\w\-]{2,60})['"]\s*[:,]""")


@dataclass(frozen=True, slots=True, eq=False)
class Leak:
    """A sink that writes the key.

    `written` is the expression that carries it there, from `source` over `steps`. `in_headers` says that it lies in a
    mapping of headers; `shown` is how many of its characters show at most. `is_filtered` says that a filter or
    formatter of the project, which names the header or the variable, stands behind the logger.
    """

    file: AnalysedFile
    sink: Sink
    written: Node
    source: Source
    steps: tuple[Step, ...]
    in_headers: bool
    shown: int
    sure: bool
    is_filtered: bool = False


def leaks(file: AnalysedFile, project: Project) -> list[Leak]:
    """The leaks in `file`, and those in modules without a tie to Supertone that `file` hands the key to."""
    known = _KNOWN.get(file)
    if known is None:
        known = _KNOWN[file] = list(_find(file, project))
    return known


# Several rules ask for the leaks of the same file.
_KNOWN: WeakKeyDictionary[AnalysedFile, list[Leak]] = WeakKeyDictionary()
_SOURCES: WeakKeyDictionary[Project, KeySources] = WeakKeyDictionary()


def key_sources(project: Project) -> KeySources:
    """The sources of a project, and the data flow from them."""
    known = _SOURCES.get(project)
    if known is None:
        known = _SOURCES[project] = KeySources(project)
    return known


def _find(file: AnalysedFile, project: Project) -> Iterator[Leak]:
    if file.program is None:
        return
    sources = key_sources(project)
    sources.learn()
    sources.flow.start()
    reached = reach.reached_modules(file.program, project, sources.spread)
    holders = [each for each in sources.learned.holders if not project.file_of(each).is_tied]
    for program in dict.fromkeys((file.program, *reached, *holders)):
        yield from sources.flow.once(("leaks", program), functools.partial(_leaks_in, program, sources))


def hides_key(project: Project, display: Node) -> bool:
    """Whether the paths in `display`, a list, hide the key in what a JavaScript logger of a loaded file is handed."""
    if not isinstance(display, model.Sequence):
        return False
    for file in project.files():
        if file.program is not None and file.program.language == "javascript" and file.is_tied:
            leaks(file, project)
    return redacted.used(key_sources(project), display)


def shows_key(values: Values, project: Project) -> bool:
    """Whether text made of one of the values shows more characters of the key than may be seen."""
    return _most_visible(values, key_sources(project))[0] is not None


def _leaks_in(program: Program, sources: KeySources) -> list[Leak]:
    scopes = sources.project.scopes(program)
    project = sources.project
    found = [
        _leak_of(sink, program, sources)
        for sink in (*sinks(program, project), *sent_by_scripts(program, project))
        if _is_handled(sink.node, scopes)
    ]
    return [leak for leak in found if leak is not None]


def _is_handled(node: Node, scopes: Scopes) -> bool:
    """Whether a sink writes at once; a record of logging only does when it is handed to a logger or handler."""
    if not isinstance(node, model.Call) or last_name(node.function) not in _RECORDS:
        return True
    parent = scopes.parents.get(id(node))
    places: list[Node] = [node]
    if isinstance(parent, model.Bind) and isinstance(parent.target, model.Name):
        places += scopes.names.get(parent.target.id, ())
    for place in places:
        argument = scopes.parents.get(id(place))
        call = scopes.parents.get(id(argument)) if isinstance(argument, model.Argument) else None
        if isinstance(call, model.Call) and last_name(call.function) in {"handle", "emit", "callHandlers", "put"}:
            return True
    return False


def _leak_of(sink: Sink, program: Program, sources: KeySources) -> Leak | None:
    """The first of the sink's expressions that carries the key; the key itself before headers with it."""
    found: list[Leak] = []
    specifications = _specifications(sink)
    for written in _all_written(sink, program, sources):
        if not isinstance(written.value, model.Handler) and not sources.spread.reaches(program, written.value):
            continue
        for frame in conditions.turns(sources.flow, sink.node, sources.flow.frame(program)):
            if conditions.reached(sources.flow, sink.node, frame) is False:
                continue
            leak = _leak_in(sink, written, frame, sources, specifications.get(id(written.value), ""))
            if sources.flow.exhausted:
                sources.project.give_up(sources.project.file_of(program))
                sources.flow.hurry()
            if leak is not None:
                found.append(leak)
                break
    return min(found, key=lambda leak: leak.in_headers, default=None)


def _all_written(sink: Sink, program: Program, sources: KeySources) -> Iterator[Written]:
    """What a sink writes, the exception at hand included: `logger.exception("…")`."""
    yield from sink.written
    scopes = sources.project.scopes(program)
    handler = scopes.enclosing(sink.node, model.Handler) if sink.caught else None
    if isinstance(handler, model.Handler):
        yield Written(handler)


def _leak_in(sink: Sink, written: Written, frame: Frame, sources: KeySources, specification: str) -> Leak | None:
    flow = sources.flow
    if isinstance(written.value, model.Handler):
        values = exceptions.caught(flow, written.value, frame)
    else:
        values = flow.evaluate(written.value, frame)
    if written.deep:
        values = Values(
            tuple(records.as_entries(flow, each) if isinstance(each, InstanceValue) else each for each in values),
            values.exact,
        )
    if _is_spread(written.value, sources.project.scopes(frame.program)):
        values = Values(tuple(each for each in values if not isinstance(each, Entries)), values.exact)
    template = _naming_template(sink)
    if template is not None and written.value is not template and any(isinstance(each, Entries) for each in values):
        values = union([_filled_in(flow, template, each) for each in values if isinstance(each, Entries)])
    # %o is an octal number in Python, and an object with all its fields in JavaScript.
    if specification and not (frame.program.language == "javascript" and specification.endswith("o")):
        values = formatting.formatted(rendering.shown(flow, values, ""), "", specification)
    best, most = _most_visible(values, sources)
    if best is not None:
        best, most = _most_visible(redacted.left(sink, written, values, frame, sources), sources)
    if best is None:
        return None
    source = sources_of(best)[0]
    carrier = sink.node if isinstance(written.value, model.Handler) else written.value
    return Leak(
        sources.project.file_of(frame.program),
        sink,
        carrier,
        source,
        path_from(carrier, frame, source, flow),
        _is_in_headers(best),
        most,
        written.sure and source.sure,
        _is_filtered(sink, frame, sources),
    )


def _most_visible(values: Values, sources: KeySources) -> tuple[Constant | None, int]:
    """The text that shows the most of the key, with the count of characters; None where it shows too few."""
    best: Constant | None = None
    most = sources.project.visible_characters
    for value in values:
        for text in rendering.texts_of(sources.flow, value):
            shown = visible(text.value)
            if shown > most:
                best, most = text, shown
    return best, most


def _filled_in(flow: Flow, template: model.Literal, mapping: Entries) -> Values:
    """A template with what it takes from a mapping by name."""
    shown = {key: rendering.shown(flow, values, "") for key, values in mapping.entries.items()}
    return formatting.percent_text(Constant(template.value), Entries(shown, mapping.rest))


def _is_spread(node: Node, scopes: Scopes) -> bool:
    """Whether a mapping is spread into positions, `print(*headers)`, where only its keys show."""
    argument = scopes.parents.get(id(node))
    return isinstance(argument, model.Argument) and argument.spread == "*"


def _naming_template(sink: Sink) -> model.Literal | None:
    """The template of a logging call that takes values from a mapping by name: "%(Accept)s"."""
    if not isinstance(sink.node, model.Call) or sink.kind != "log":
        return None
    for argument in sink.node.arguments[:2]:
        text = argument.value
        if isinstance(text, model.Literal) and isinstance(text.value, str) and "%(" in text.value:
            return text
    return None


def _is_filtered(sink: Sink, frame: Frame, sources: KeySources) -> bool:
    """Whether a redacting filter or formatter of the project is put on the logger that a sink writes to."""
    call = sink.node
    if not isinstance(call, model.Call) or not isinstance(call.function, model.Attribute):
        return False
    project = sources.project
    folder = frame.program.path.rpartition("/")[0]
    for logger in project.flow.evaluate(call.function.value, project.flow.frame(frame.program)):
        if is_standard_logger(logger):
            names: set[str | None] = {*logger_names(project, logger)}
            for name in names or {None}:
                if project.flow.once(("redacts", name, folder), functools.partial(redacts, project, name, folder)):
                    return True
    return False


def _is_in_headers(text: Constant) -> bool:
    names = _NAMED_ENTRY.findall(str(text.value))
    return any(
        ("-" in name and (is_key_header(name) or name.lower() in AUTH_HEADERS))
        or name.lower() == "authorization"
        or name.startswith("HTTP_")
        for name in names
    )


def _specifications(sink: Sink) -> dict[int, str]:
    """How the template of a logging call formats its arguments, by the identity of each: `%.4s` shows four letters."""
    node = sink.node
    if not isinstance(node, model.Call) or sink.kind != "log":
        return {}
    plain = [argument.value for argument in node.arguments if not argument.name and not argument.spread]
    for index, each in enumerate(plain[:2]):
        if isinstance(each, model.Literal) and isinstance(each.value, str) and "%" in each.value:
            fields = [field for field in strings.percent_fields(each.value) if field.text is None]
            following = plain[index + 1 :]
            return {
                id(following[field.key]): field.specification
                for field in fields
                if isinstance(field.key, int) and field.key < len(following)
            }
    return {}
