"""Telemetry that records the headers of requests."""

from collections.abc import Iterator

from sup_lint.analysis import program as model
from sup_lint.analysis.program import Node
from sup_lint.analysis.wire.arguments import argument, entries
from sup_lint.analysis.wire.switch import State, Switch
from sup_lint.analysis.wire.view import View, views
from sup_lint.keys.names import HEADER

CAPTURE = "OTEL_INSTRUMENTATION_HTTP_CAPTURE_HEADERS_CLIENT_REQUEST"
SANITIZE = "OTEL_INSTRUMENTATION_HTTP_CAPTURE_HEADERS_SANITIZE_FIELDS"
_ENVIRONMENT = frozenset({"os.environ", "environ"})
_ON = frozenset({State.ON, State.MAYBE})
_RECORDING = ("capture_headers", "capture_all", "capture_request_headers")


def switches(view: View) -> Iterator[Switch]:
    """Yield what lets OpenTelemetry or logfire record the header."""
    yield from _open_telemetry(view)
    yield from _logfire(view)


def _open_telemetry(view: View) -> Iterator[Switch]:
    for value in _set(view, CAPTURE):
        if any(covers_key(text) for text in view.values(value).texts()) and not _is_sanitized(view):
            state = State.MAYBE if view.is_gated(value) else State.ON
            yield Switch(value.region, "telemetry", state.severity)


def _is_sanitized(view: View) -> bool:
    """Whether the fields to take out are set and name the header, or can't be told."""
    for each in views(view.project):
        for value in _set(each, SANITIZE):
            texts = each.values(value).texts()
            if not texts or any(map(covers_key, texts)):
                return True
    return False


def _set(view: View, variable: str) -> Iterator[Node]:
    """The values that a program puts into a variable of the environment."""
    for stores in view.scopes.item_stores.values():
        for store in stores:
            target = store.target
            if (
                isinstance(target, model.Subscript)
                and _is_environment(view, target.value)
                and _is(view, target.index, variable)
            ):
                yield store.value
    for call, names in view.calls_of("setdefault", "putenv", "setenv", "update"):
        plain = [each.value for each in call.arguments if each.name is None and not each.spread]
        if len(plain) > 1 and _is(view, plain[0], variable):
            yield plain[1]
        elif names & {"os.environ.update"}:
            for mapping in (each.value for each in call.arguments if each.name is None):
                held = entries(mapping).get(variable)
                if held is not None:
                    yield held
            given = argument(call, variable)
            if given is not None:
                yield given


def _is(view: View, node: Node, text: str) -> bool:
    return view.values(node).texts() == {text}


def _is_environment(view: View, node: Node) -> bool:
    return bool(view.names(node) & _ENVIRONMENT)


def covers_key(fields: str) -> bool:
    """Whether a comma-separated list of header names and simple patterns covers the key's header."""
    return any(_covers(field.strip().lower().strip("^$()")) for field in fields.split(","))


def _covers(field: str) -> bool:
    """Whether a field is the header, or has the pieces of it around `.*`; other patterns are not read."""
    pieces = field.replace(".+", ".*").split(".*")
    if len(pieces) == 1:
        return field == HEADER
    rest = HEADER
    if not rest.startswith(pieces[0]) or not rest.endswith(pieces[-1]):
        return False
    rest = rest[len(pieces[0]) :]
    for piece in pieces[1:]:
        place = rest.find(piece)
        if place < 0:
            return False
        rest = rest[place + len(piece) :]
    return True


def _logfire(view: View) -> Iterator[Switch]:
    """logfire takes our header out by its own patterns, unless its scrubbing is turned off."""
    for call, given in view.calls_with(*_RECORDING):
        if not any(name.startswith("logfire.") for name in view.names(call.function)):
            continue
        state = view.switched(given.value, call)
        scrubbing = _scrubbing(view)
        if state in _ON and scrubbing in {State.OFF, State.MAYBE}:
            state = state if scrubbing is State.OFF else State.MAYBE
            yield Switch(given.value.region, "telemetry", state.severity)


def _scrubbing(view: View) -> State:
    """Whether logfire takes anything out: it does unless the project says `scrubbing=False`."""
    for each in views(view.project):
        for call, given in each.calls_with("scrubbing"):
            if any(name.startswith("logfire.") for name in each.names(call.function)):
                state = each.state(given.value)
                if state is State.OFF:
                    return State.MAYBE if each.is_gated(call) else State.OFF
    return State.ON
