"""The SDK's `debug_logger`: it is given the headers of every request."""

from collections.abc import Iterator

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.dataflow.values import Entries, Values
from sup_lint.analysis.file import AnalysedFile
from sup_lint.analysis.places.sdk import SdkCalls
from sup_lint.analysis.program import Node
from sup_lint.analysis.wire.arguments import argument
from sup_lint.analysis.wire.loudness import Judge
from sup_lint.analysis.wire.switch import Switch
from sup_lint.analysis.wire.view import View
from sup_lint.model.severity import Severity

_ARGUMENT = "debug_logger"


def switches(view: View, file: AnalysedFile) -> Iterator[Switch]:
    """Yield where a client of the SDK gets a debug logger that may print."""
    judge = Judge(view)
    for place, value, at in _places(view, file):
        severity = judge.severity(value)
        if severity is Severity.ERROR and (view.is_gated(at) or view.is_gated(place)):
            severity = Severity.WARNING
        if severity is not None:
            yield Switch(place.region, "sdk", severity)


def _places(view: View, file: AnalysedFile) -> Iterator[tuple[Node, Values, Node]]:
    """The expressions that give a client its logger, what they hold, and the statement that does it."""
    sdk = SdkCalls(view.program, view.project)
    for calls in view.scopes.calls.values():
        for call in calls:
            made = call
            if last_name(call.function) == "partial" and call.arguments:
                made = model.Call(call.region, call.arguments[0].value, call.arguments[1:])
            given = argument(made, _ARGUMENT)
            spread = [each.value for each in made.arguments if each.spread == "**"]
            if (given is None and not spread) or not sdk.constructs_client(made):
                continue
            if given is not None:
                yield given, view.values(given), given
            for each in spread:
                yield from _spread(view, each)
    for store in view.scopes.attribute_stores.get(_ARGUMENT, ()):
        if file.is_tied and last_name(store.target.value) == "sdk_configuration":
            yield store.value, view.values(store.value), store.target


def _spread(view: View, options: Node) -> Iterator[tuple[Node, Values, Node]]:
    """The logger among `**options`: where it is spelled, or else the options."""
    held = [
        each.entries[_ARGUMENT]
        for each in view.values(options)
        if isinstance(each, Entries) and _ARGUMENT in each.entries
    ]
    for values in held:
        spelled = _spelled(view, options)
        yield spelled or options, values, options


def _spelled(view: View, options: Node) -> Node | None:
    if isinstance(options, model.Name):
        for store in view.scopes.item_stores.get(options.id, ()):
            match store.target:
                case model.Subscript(index=model.Literal(value="debug_logger")):
                    return store.value
    return view.entries(options).get(_ARGUMENT)
