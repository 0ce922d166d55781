"""Fixes of calls that write the key: into a log, an exception, telemetry. The key is masked, headers go without it."""

from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.dataflow.values import Entries, External
from sup_lint.analysis.fixes.leaks.elements import without
from sup_lint.analysis.fixes.leaks.masking import MASK, Masker
from sup_lint.analysis.fixes.leaks.redaction import redaction_fix
from sup_lint.analysis.fixes.leaks.source import Source
from sup_lint.analysis.redaction.finder import gaps
from sup_lint.analysis.taint.leaks import key_sources, shows_key
from sup_lint.keys.names import HEADER
from sup_lint.model.fix import Fix, Safety

if TYPE_CHECKING:
    from sup_lint.analysis.program import Node
    from sup_lint.analysis.project import Project
    from sup_lint.analysis.taint.leaks import Leak
    from sup_lint.model.fix import Edit

_LANGUAGES = frozenset({"python", "javascript"})
# Methods of loggers that take any keyword as a field of the record.
_LEVELS = frozenset("debug info warning warn error critical exception log msg trace success fatal notice".split())
_OWN_KEYWORDS = frozenset("msg message event args value extra exc_info stack_info stacklevel level data".split())
_TYPED = (".ts", ".tsx", ".mts", ".cts")
_MASKED = "put *** in place of the key"
_DROPPED = f"leave {HEADER} out of the headers that are "
_CAVEAT = "logs less than before"


def leak_fix(leak: "Leak", project: "Project") -> Fix | None:
    """The fix of a sink that writes the key; None where no edit of it is surely right."""
    program = leak.file.program
    if program is None or program.language not in _LANGUAGES or leak.is_filtered:
        return None
    key_sources(project).flow.start()
    source = Source(leak.file, program, project)
    carrying = [
        each.value
        for each in leak.sink.written
        if not isinstance(each.value, model.Handler) and shows_key(source.values(each.value), project)
    ]
    if not any(each is leak.written for each in carrying):
        return None
    completed = _completed(leak, project) if leak.in_headers else None
    if completed is not None:
        return completed
    is_exception = leak.sink.kind == "exception"
    masker = Masker(source)
    edits: list[Edit] = []
    messages: list[str] = []
    for node in carrying:
        found = _silent(source, leak, node, masker)
        if found is None:
            found = _masked(source, node, masker, is_exception=is_exception)
        if found is None:
            return None
        edit, message = found
        edits += edit
        messages.append(message)
    caveat = "says less than before" if is_exception else _CAVEAT
    return Fix(Safety.UNSAFE, messages[0], tuple(dict.fromkeys(edits)), caveat=caveat)


def _completed(leak: "Leak", project: "Project") -> Fix | None:
    """The fix of a filter that the headers have gone through, and that leaves the key in."""
    places = [leak.written, *(step.node for step in leak.steps if step.program is leak.file.program)]
    if not any(isinstance(each, model.Comprehension) for place in places for each in model.walk((place,))):
        return None
    for gap in gaps(leak.file, project):
        region = gap.incomplete.region
        if gap.file is leak.file and any(place.region.contains(region) for place in places):
            return redaction_fix(gap.incomplete, gap.file, project)
    return None


def _masked(source: Source, node: "Node", masker: Masker, *, is_exception: bool) -> "tuple[list[Edit], str] | None":
    masker.drops_header = False
    changes = masker.changes(node)
    if changes is None:
        return _of_exchange(source, node)
    edits = [source.edit(start, end, text) for start, end, text in changes]
    if any(edit is None for edit in edits):
        return None
    message = _DROPPED + ("put into the message" if is_exception else "logged") if masker.drops_header else _MASKED
    return [edit for edit in edits if edit is not None], message


def _silent(source: Source, leak: "Leak", node: "Node", masker: Masker) -> "tuple[list[Edit], str] | None":
    """The call without an argument that says nothing but the key, or nothing where the whole call does."""
    call = leak.sink.node
    argument = source.parent(node)
    if not isinstance(call, model.Call) or not isinstance(argument, model.Argument) or leak.sink.kind != "log":
        return None
    changes = masker.changes(node)
    if changes is None or len(changes) != 1 or changes[0][:2] != source.span(node) or MASK not in changes[0][2]:
        return None
    if len(changes[0][2]) > len(MASK) + 3:  # more than the mask in quotes
        return None
    if not any(each is argument for each in call.arguments):
        return None
    if argument.name and last_name(call.function) in _LEVELS and argument.name not in _OWN_KEYWORDS:
        first = call.arguments[0].value
        if isinstance(first, model.Literal) and "{" in first.raw:
            return None  # a field of loguru's
        edit = without(source, call, argument)
        return ([edit], f"leave {argument.name} out of the call") if edit is not None else None
    statement = source.statement_of(call)
    if len(call.arguments) == 1 and statement is not None and _is_plain_print(call) and source.is_bare(statement):
        edit = source.without_statement(statement)
        return ([edit], "remove this call, which prints nothing but the key") if edit is not None else None
    return None


def _is_plain_print(call: model.Call) -> bool:
    match call.function:
        case model.Name(id="print" | "pprint"):
            return True
        case model.Attribute(value=model.Name(id="console")):
            return True
    return False


def _of_exchange(source: Source, node: "Node") -> "tuple[list[Edit], str] | None":
    """An error or a reply of axios, which hold the whole request: its message, or its status."""
    if source.is_python or not isinstance(node, model.Name):
        return None
    values = source.values(node)
    if not any(isinstance(value, Entries) and {"config", "response"} <= value.entries.keys() for value in values):
        return None
    bindings = source.scopes.lookup(node.id, source.scopes.position(node)) or ()
    if len(bindings) != 1:
        return None
    name = node.id
    if any(isinstance(value, External) for value in values):
        text, message = f"{name}.status", "log the status of the reply instead of all of it"
    else:
        is_caught = isinstance(bindings[0].node, model.Handler) and source.file.path.endswith(_TYPED)
        text = f"({name} as Error).message" if is_caught else f"{name}.message"
        message = "log the message of the error instead of all of it"
    parent = source.parent(node)
    if not isinstance(parent, model.Argument | model.Formatted):
        return None
    edit = source.replace(node, text)
    return ([edit], message) if edit is not None else None
