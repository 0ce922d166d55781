"""What is left of a value that JavaScript's loggers with a redaction write, and the lists that hid the key in it."""

from typing import cast

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.dataflow.values import Frame, Values
from sup_lint.analysis.sinks.sink import Sink, Written
from sup_lint.analysis.taint.sources import KeySources

# The channel of loggers; consoles and trackers hide nothing by a logger's paths.
_LOG = "a log"


def left(sink: Sink, written: Written, values: Values, frame: Frame, sources: KeySources) -> Values:
    """What shows of the values of the object that a logger is handed first; all of any other value."""
    call = sink.node
    if frame.program.language != "javascript" or sink.channel != _LOG or not isinstance(call, model.Call):
        return values
    # What follows fills in the message, which is no object any more.
    if not call.arguments or call.arguments[0].value is not written.value:
        return values
    from sup_lint.analysis.redaction.hiding import Hiding
    from sup_lint.analysis.redaction.loggers import redaction_of

    redaction = redaction_of(sources.flow, sources.project, frame.program, call)
    if redaction is None:
        return values
    hiding = Hiding(sources.flow, redaction)
    is_child = last_name(call.function) == "child"
    shown = hiding.left(values, is_error=_is_caught(written, frame, sources), is_nested=not is_child)
    known = _literals(sources)
    known |= {id(origin.literal) for path in hiding.used for origin in path.origins}
    return shown


def used(sources: KeySources, display: model.Node) -> bool:
    """Whether a list of paths has hidden the key in what was looked at so far."""
    items = display.items if isinstance(display, model.Sequence) else ()
    return any(id(item) in _literals(sources) for item in items)


def _literals(sources: KeySources) -> set[int]:
    return cast("set[int]", sources.flow.once(("literals that hide the key",), set))


def _is_caught(written: Written, frame: Frame, sources: KeySources) -> bool:
    """Whether a value is an error that a clause has caught."""
    node = written.value
    if not isinstance(node, model.Name):
        return False
    scopes = sources.project.scopes(frame.program)
    bindings = scopes.lookup(node.id, scopes.position(node)) or ()
    return any(isinstance(each.node, model.Handler) for each in bindings)
