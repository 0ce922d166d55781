"""The switches of JavaScript: the SDK's `debugLogger`, NODE_DEBUG, loggers of HTTP clients, telemetry."""

import re
from collections.abc import Iterator

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.file import AnalysedFile
from sup_lint.analysis.places.sdk import SdkCalls
from sup_lint.analysis.program import Node, walk
from sup_lint.analysis.wire.loudness import Judge
from sup_lint.analysis.wire.switch import State, Switch
from sup_lint.analysis.wire.view import View, is_tied
from sup_lint.keys.names import HEADER
from sup_lint.model.severity import Severity

_OPTION = "debugLogger"
# The sections of Node's own debug log that print the headers of requests.
_SECTIONS = frozenset({"http", "https", "net", "*", "http*", "request"})
_IN_COMMAND = re.compile(r"\bNODE_DEBUG=[\"']?([\w,*]{1,60})")
# Packages that print requests as curl commands or with their headers as soon as they are put in.
_PRINTING = ("axios-curlirize", "request-debug", "axios-request-to-curl")
_TO_CURL = frozenset({"fetchToCurl", "toCurl", "curlirize", "axiosToCurl"})
_CURL_PACKAGES = ("fetch-to-curl", "axios-to-curl", "axios-curlirize", "curlirize", "request-to-curl", "@curlx")
_LOGGERS = re.compile(r"curl|axios-logger|request-debug|[\"']request(?:-promise|-promise-native)?[\"']", re.IGNORECASE)
_REQUEST_HEADERS = frozenset({"requestHeaders", "headers"})


def switches(view: View, file: AnalysedFile) -> Iterator[Switch]:
    """Yield the switches of one file of JavaScript."""
    yield from _of_sdk(view, file)
    if is_tied(view.project):
        yield from _node_debug(view)
        yield from _loggers(view)
        yield from _telemetry(view)


# --- the SDK -------------------------------------------------------------------------------------------------------


def _of_sdk(view: View, file: AnalysedFile) -> Iterator[Switch]:
    judge = Judge(view, method="log")
    for value in _debug_loggers(view, file):
        severity = judge.severity(view.values(value))
        is_open = isinstance(value, model.Choice) or view.is_gated(value)
        if severity is Severity.ERROR and is_open:
            severity = Severity.WARNING
        if severity is not None:
            yield Switch(value.region, "debugLogger", severity)


def _debug_loggers(view: View, file: AnalysedFile) -> Iterator[Node]:
    """The expressions that give a client its logger."""
    sdk = SdkCalls(view.program, view.project)
    for calls in view.scopes.calls.values():
        for call in calls:
            if call.arguments and sdk.constructs_client(call):
                for options in _meanings(view, call.arguments[0].value):
                    yield from _entries_of(options)
    for node in view.program.nodes() if file.is_tied else ():
        match node:
            case model.Bind(
                target=model.Subscript(index=model.Literal(value="debugLogger")), value=model.Node() as value
            ):
                yield value  # options.debugLogger = console


def _meanings(view: View, node: Node) -> Iterator[Node]:
    yield node
    for each in walk((node,)):
        if isinstance(each, model.Name):  # options, { ...options }
            bindings = view.scopes.lookup(each.id, view.scopes.position(each)) or ()
            yield from (binding.value for binding in bindings if isinstance(binding.value, model.Mapping))


def _entries_of(options: Node) -> Iterator[Node]:
    for each in walk((options,)):
        if isinstance(each, model.Entry) and isinstance(each.key, model.Literal) and each.key.value == _OPTION:
            yield each.value


# --- Node's and the clients' own logs ------------------------------------------------------------------------------


def _node_debug(view: View) -> Iterator[Switch]:
    """NODE_DEBUG=http, which counts for programs that are started with it: in their environment or their command."""
    for node in view.program.nodes():
        match node:
            case model.Entry(key=model.Literal(value="NODE_DEBUG"), value=value):
                yield from _debugged(view, value)
            case model.Bind(
                target=model.Subscript(index=model.Literal(value="NODE_DEBUG")), value=model.Node() as value
            ):
                yield from _debugged(view, value)
            case model.Literal(value=str() as text) if "NODE_DEBUG=" in text:
                found = _IN_COMMAND.search(text)
                if found is not None and _names_section(found[1]):
                    yield Switch(node.region, "node-debug", Severity.WARNING)


def _debugged(view: View, value: Node) -> Iterator[Switch]:
    if any(_names_section(text) for text in view.values(value).texts()):
        yield Switch(value.region, "node-debug", Severity.WARNING)


def _names_section(sections: str) -> bool:
    return not _SECTIONS.isdisjoint(each.strip().lower() for each in sections.split(","))


def _loggers(view: View) -> Iterator[Switch]:
    """Loggers of HTTP clients, and functions that turn a request into a curl command."""
    if _LOGGERS.search(view.program.text) is None:
        return
    for calls in view.scopes.calls.values():
        for call in calls:
            names = view.names(call.function) if _may_print(call) else set()
            if any(name.startswith(_PRINTING) for name in names) or (
                last_name(call.function) in _TO_CURL and any(name.startswith(_CURL_PACKAGES) for name in names)
            ):
                gated = view.is_gated(call, by_flag=True)
                yield Switch(call.region, "dump", Severity.WARNING if gated else Severity.ERROR)
            elif any(name.startswith("axios-logger") for name in names):
                yield from _with_headers(view, call)
    for node in view.program.nodes():
        match node:
            case model.Bind(
                target=model.Subscript(value=owner, index=model.Literal(value="debug")), value=model.Node() as value
            ) if view.names(owner) & {"request", "request-promise", "request-promise-native"}:
                state = view.switched(value, node)
                if state in {State.ON, State.MAYBE}:
                    yield Switch(value.region, "dump", state.severity)


def _may_print(call: model.Call) -> bool:
    """Whether a callee may be one of the loggers: they are imported, and go by any name."""
    return isinstance(call.function, model.Name | model.Attribute)


def _with_headers(view: View, call: model.Call) -> Iterator[Switch]:
    """The option of axios-logger that prints headers: setGlobalConfig({ headers: true })."""
    for argument in call.arguments:
        given = view.entries(argument.value).get("headers")
        if given is not None and view.switched(given, call) in {State.ON, State.MAYBE}:
            yield Switch(given.region, "dump", view.switched(given, call).severity)


# --- telemetry -----------------------------------------------------------------------------------------------------


def _telemetry(view: View) -> Iterator[Switch]:
    """What makes Sentry send local variables, and OpenTelemetry or Datadog record the header."""
    for node in view.program.nodes():
        if not isinstance(node, model.Entry) or not isinstance(node.key, model.Literal):
            continue
        if node.key.value == "includeLocalVariables" and _is_given_to(view, node, "sentry"):
            state = view.switched(node.value, node)
            if state in {State.ON, State.MAYBE}:
                yield Switch(node.value.region, "script-locals", state.severity)
        elif node.key.value in _REQUEST_HEADERS and _records(view, node):
            for item in node.value.items if isinstance(node.value, model.Sequence) else ():
                if any(text.lower() == HEADER for text in view.values(item).texts()):
                    yield Switch(item.region, "recorded-header", Severity.ERROR)


def _is_given_to(view: View, entry: Node, package: str) -> bool:
    for around in view.scopes.ancestors(entry):
        if isinstance(around, model.Call):
            return any(package in name.lower() for name in view.names(around.function))
    return False


def _records(view: View, entry: model.Entry) -> bool:
    """Whether the headers of a list are recorded: `headersToSpanAttributes` or a plugin of dd-trace around it."""
    for around in view.scopes.ancestors(entry):
        match around:
            case model.Entry(key=model.Literal(value="headersToSpanAttributes")):
                return True
            case model.Call(function=function):
                return any(name.startswith("dd-trace") for name in view.names(function))
    return False
