"""Tracebacks that show local variables, the key among them."""

from collections.abc import Iterator

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.dataflow.values import External, FunctionValue
from sup_lint.analysis.file import AnalysedFile
from sup_lint.analysis.program import Node, walk
from sup_lint.analysis.wire.arguments import argument, entries, region_of
from sup_lint.analysis.wire.redactors import names_key, sounds_redacting
from sup_lint.analysis.wire.switch import State, Switch
from sup_lint.analysis.wire.view import View, views
from sup_lint.model.severity import Severity

# Keyword arguments that ask for locals, and the libraries that know them.
_ASKING = {
    "capture_locals": {"traceback"},
    "show_locals": {"rich", "structlog"},
    "tracebacks_show_locals": {"rich"},
    "pretty_exceptions_show_locals": {"typer"},
}
# Print one exception, and so are Supertone's only in its code.
_LOCAL = frozenset({"TracebackException", "from_exception", "extract", "print_exception", "Traceback"})
# Work only where rich is installed.
_OPTIONAL = frozenset({"RichTracebackFormatter"})
_HOOKS = {
    "cgitb": ("enable", "handler", "html", "text"),
    "better_exceptions": ("hook", "format_exception", "excepthook"),
    "stackprinter": ("set_excepthook", "show", "format", "show_current_exception", "format_current_exception"),
}
_HIDING = ("suppressed_vars", "show_vals")
_ON = frozenset({State.ON, State.MAYBE})


def switches(view: View, file: AnalysedFile) -> Iterator[Switch]:
    """Yield where a program asks for tracebacks with locals."""
    yield from _keywords(view, file)
    yield from _hooks(view)
    yield from _loguru(view)
    yield from _structlog(view)
    yield from _sentry(view)


def _keywords(view: View, file: AnalysedFile) -> Iterator[Switch]:
    for call, given in view.calls_with(*_ASKING):
        assert given.name is not None
        called = last_name(call.function)
        names = view.names(call.function)
        if called == "partial" and call.arguments:
            names = view.names(call.arguments[0].value)
        known = {name.partition(".")[0] for name in names} & _ASKING[given.name]
        if not known and called != "print_exception":
            continue
        if called in _LOCAL and not file.is_tied:
            continue
        if given.name == "tracebacks_show_locals" and view.state(argument(call, "rich_tracebacks")) not in _ON:
            continue  # RichHandler prints plain tracebacks then
        state = view.switched(given.value, call)
        if state in _ON:
            severity = Severity.WARNING if called in _OPTIONAL else state.severity
            yield Switch(given.value.region, "locals", severity)
    for node in view.program.nodes():
        if isinstance(node, model.Mapping):  # a handler in the mapping for dictConfig
            held = entries(node)
            asked = held.get("tracebacks_show_locals")
            state = view.switched(asked, node)
            if asked is not None and state in _ON and view.state(held.get("rich_tracebacks")) in _ON:
                yield Switch(asked.region, "locals", state.severity)


def _hooks(view: View) -> Iterator[Switch]:
    for module, functions in _HOOKS.items():
        for call, names in view.calls_of(*functions):
            if not any(name.partition(".")[0] == module for name in names):
                continue
            if any(argument(call, name) is not None for name in _HIDING):
                continue
            shown = argument(call, "display", position=0) if module == "cgitb" else None
            if view.state(shown) is State.OFF and argument(call, "logdir", position=1) is None:
                continue
            gated = view.is_gated(call, by_flag=True)
            yield Switch(region_of(call), "locals", Severity.WARNING if gated else Severity.ERROR)


def _loguru(view: View) -> Iterator[Switch]:
    for call, names in view.calls_of("add"):
        if "loguru.logger.add" not in names:
            continue
        given = argument(call, "diagnose")
        if given is not None:
            state = view.switched(given, call)
            if state in _ON:
                yield Switch(given.region, "diagnose", state.severity)
        elif not any(each.spread for each in call.arguments) and _logs_exceptions(view):
            yield Switch(region_of(call), "diagnose-default", Severity.WARNING)
    for call, names in view.calls_of("configure"):
        if "loguru.logger.configure" in names:
            for node in walk(call.arguments):
                asked = entries(node).get("diagnose") if isinstance(node, model.Mapping | model.Call) else None
                state = view.switched(asked, call)
                if asked is not None and state in _ON:
                    yield Switch(asked.region, "diagnose", state.severity)


def _logs_exceptions(view: View) -> bool:
    """Whether exceptions go to loguru: `logger.exception(…)`, `logger.opt(exception=…)`, `@logger.catch`."""
    for each in views(view.project):
        for node in each.program.nodes():
            if (
                isinstance(node, model.Attribute)
                and node.name in {"exception", "catch"}
                and any(name.startswith("loguru.logger") for name in each.names(node.value))
            ):
                return True
        for _, given in each.calls_with("exception"):
            if each.state(given.value) is not State.OFF:
                return True
    return False


def _structlog(view: View) -> Iterator[Switch]:
    for node in view.program.nodes():
        is_spelled = isinstance(node, model.Name | model.Attribute) and last_name(node) == "dict_tracebacks"
        if is_spelled and _is_structlog(view, node):
            yield Switch(node.region, "locals", _severity(view, node))
    for call, names in view.calls_of("ExceptionDictTransformer", "RichTracebackFormatter"):
        # They show locals unless they are told not to.
        is_told = any(each.spread or each.name == "show_locals" for each in call.arguments)
        if not is_told and any(name.startswith("structlog.") for name in names):
            is_optional = last_name(call.function) in _OPTIONAL
            yield Switch(region_of(call), "locals", Severity.WARNING if is_optional else _severity(view, call))
    for call, given in view.calls_with("exception_formatter"):
        if _is_structlog(view, call.function) and "structlog.dev.rich_traceback" in view.names(given.value):
            yield Switch(given.value.region, "locals", Severity.WARNING)


def _is_structlog(view: View, node: Node) -> bool:
    return any(name.startswith("structlog.") for name in view.names(node))


def _severity(view: View, node: Node) -> Severity:
    return Severity.WARNING if view.is_gated(node) else Severity.ERROR


def _sentry(view: View) -> Iterator[Switch]:
    for call, names in view.calls_of("init"):
        if "sentry_sdk.init" not in names or any(each.spread for each in call.arguments):
            continue
        asked = argument(call, "include_local_variables", "with_locals")
        if view.state(asked) is State.OFF:
            continue
        cleaners = [argument(call, name) for name in ("event_scrubber", "before_send")]
        if not any(each is not None and _cleans(view, each) for each in cleaners):
            yield Switch(asked.region if asked is not None else region_of(call), "sentry", Severity.WARNING)


def _cleans(view: View, cleaner: Node) -> bool:
    """Whether a scrubber or callback names the key; a function that can't be seen is taken at its word."""
    if names_key(view, cleaner):
        return True
    if isinstance(cleaner, model.Call) and last_name(cleaner.function) == "EventScrubber":
        return False
    values = view.values(cleaner)
    if any(isinstance(each, FunctionValue) and sounds_redacting(each.node.name) for each in values):
        return False
    return not values.alternatives or any(
        isinstance(each, External) and not each.name.endswith("EventScrubber()") for each in values
    )
