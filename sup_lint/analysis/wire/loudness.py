"""Whether a logger prints the headers that the SDK gives it."""

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.dataflow import classes, objects
from sup_lint.analysis.dataflow.values import (
    ClassValue,
    Constant,
    Entries,
    External,
    FunctionValue,
    InstanceValue,
    ModuleValue,
    Value,
    Values,
)
from sup_lint.analysis.program import walk
from sup_lint.analysis.wire.levels import levels
from sup_lint.analysis.wire.loggers import is_standard_logger, logger_names
from sup_lint.analysis.wire.redactors import names_key, redacts, sounds_redacting
from sup_lint.analysis.wire.switch import State
from sup_lint.analysis.wire.view import View, views
from sup_lint.keys.names import words_of
from sup_lint.model.severity import Severity

_SILENT = frozenset({"noop", "null", "silent", "dummy", "nop", "mock", "magicmock", "asyncmock", "fake", "stub"})
_CONSOLES = ("builtins.console", "node:console", "console.", "builtins.process.stdout", "builtins.process.stderr")
_KEEPING = frozenset({"append", "add", "put", "extend", "appendleft", "put_nowait"})
_LOUD = frozenset({"info", "warning", "warn", "error", "critical", "exception", "fatal", "print"})


class Judge:
    """How bad a logger is, whose `method` is given the headers."""

    def __init__(self, view: View, *, method: str = "debug") -> None:
        self._project = view.project
        self._flow = view.flow
        self._method = method

    def severity(self, values: Values) -> Severity | None:
        """How bad it is that these values are the logger; None if they print nothing."""
        if not values.alternatives:
            return None if values.exact else Severity.WARNING
        found = [self._of(each) for each in values]
        known = [each for each in found if each is not None]
        if not known:
            return None
        worst = next(each for each in Severity if each in known)
        return Severity.WARNING if worst is Severity.ERROR and None in found else worst

    def _of(self, value: Value) -> Severity | None:
        match value:
            case Constant():
                return None
            case Entries():
                return self.severity(value.entries[self._method]) if self._method in value.entries else None
            case External(name="builtins.print" | "sys.stdout.write" | "sys.stderr.write"):
                return Severity.ERROR
            case External(name="builtins.undefined"):
                return None
            case External(name=name) if name.startswith(_CONSOLES):
                return Severity.ERROR
            case External():
                return self._of_external(value)
            case FunctionValue():
                return self._of_method(value)
            case InstanceValue() | ClassValue() | ModuleValue():
                return self._of_object(value)
        return Severity.WARNING

    def _of_external(self, value: External) -> Severity | None:
        if is_standard_logger(value):
            names: list[str | None] = [*sorted(logger_names(self._project, value))]
            found = [self._of_standard(name) for name in names or [None]]
            return min((each for each in found if each is not None), key=list(Severity).index, default=None)
        words = words_of(value.name)
        # loguru fills in braces, and the SDK writes %s: the headers are left out.
        if value.name.startswith("loguru.") or not _SILENT.isdisjoint(words) or "no.op" in ".".join(words):
            return None
        if value.name.endswith("get_default_logger()") or sounds_redacting(value.name):
            return None
        if value.name.startswith("structlog."):
            configured = any(True for view in views(self._project) for _ in view.scopes.calls.get("configure", ()))
            return Severity.WARNING if configured else Severity.ERROR
        return Severity.WARNING

    def _of_standard(self, name: str | None) -> Severity | None:
        known = levels(self._project)
        state, is_own = known.of(name)
        if known.is_disabled or (state is State.OFF and is_own):
            return None
        if redacts(self._project, name):
            return Severity.NOTE
        return state.severity

    def _of_object(self, value: InstanceValue | ClassValue | ModuleValue) -> Severity | None:
        method = objects.member(self._flow, value, self._method)
        if method is not None and method.alternatives:
            return self.severity(method)
        if isinstance(value, InstanceValue):
            bases = classes.external_bases(self._flow, value.made_of)
            if any(each.endswith(("Logger", "LoggerAdapter")) for each in bases):
                return self._of_standard(None)
        return Severity.WARNING

    def _of_method(self, method: FunctionValue) -> Severity | None:
        """A method that prints what it is given is bad; one that does nothing with it, keeps or masks it is not."""
        node, view = method.node, View(self._project, method.program)
        if names_key(view, model.Unknown(node.region, node.body)) or sounds_redacting(node.name):
            return None
        # The Python SDK passes a template and, behind it, the headers.
        is_template = self._method == "debug"
        rest = [each.name for each in node.parameters if each.kind == "*" and is_template]
        given = set(rest or [each.name for each in node.parameters])
        worst: Severity | None = None
        for call in (each for each in walk(node.body) if isinstance(each, model.Call)):
            name = last_name(call.function)
            if sounds_redacting(name):
                return None
            inside = {
                each.id for argument in call.arguments for each in walk((argument,)) if isinstance(each, model.Name)
            }
            if given.isdisjoint(inside) or name in _KEEPING:
                continue
            severity = self._of_inner(call, name, view)
            if severity is not None and (worst is None or severity.reaches(worst)):
                worst = severity
        return worst

    def _of_inner(self, call: model.Call, name: str, view: View) -> Severity | None:
        """What a debug method does with what it is given; passing it on to a logger depends on that one's level."""
        if name == "debug" and isinstance(call.function, model.Attribute):
            loggers = [each for each in view.values(call.function.value) if is_standard_logger(each)]
            if loggers:
                return self._of_external(loggers[0]) if isinstance(loggers[0], External) else None
        if name in _LOUD or name in {"write", "log", "echo", "secho", "pprint"}:
            return Severity.ERROR
        return Severity.ERROR if not view.names(call.function) & {"str", "repr", "len", "format"} else None
