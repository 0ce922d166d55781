"""At which level loggers of the standard library are, as far as the analysed programs set it."""

from collections.abc import Iterator
from typing import NamedTuple

from sup_lint.analysis import program as model
from sup_lint.analysis.dataflow.values import Constant, External, InstanceValue, Value
from sup_lint.analysis.program import Node, Program
from sup_lint.analysis.project import Project
from sup_lint.analysis.wire.arguments import argument, entries
from sup_lint.analysis.wire.loggers import is_standard_logger, logger_names
from sup_lint.analysis.wire.switch import State, together
from sup_lint.analysis.wire.view import View, views
from sup_lint.keys.names import words_of

_DEBUG = 10
_LOUD = frozenset({"DEBUG", "NOTSET", "TRACE", "ALL"})
_QUIET = frozenset({"INFO", "WARNING", "WARN", "ERROR", "CRITICAL", "FATAL", "SUCCESS", "NOTICE"})
# A module by such a name may set levels without naming Supertone.
_SETTING_UP = frozenset({"log", "logs", "logger", "loggers", "logging", "setup", "config", "settings", "conf"})
_HANDLERS = "handlers"


class Setting(NamedTuple):
    """One place that sets a level: of the logger of that name (the root's is empty), to DEBUG (on) or above (off)."""

    logger: str
    state: State
    is_loud: bool  # the level may be DEBUG, whatever the condition
    level: Node
    program: Program


class Levels:
    """The settings of all analysed programs, and what they make of a logger."""

    def __init__(self, project: Project) -> None:
        self.settings = [each for view in views(project) for each in _settings(view)]
        self.is_disabled = any(_disables(view) for view in views(project))

    def of(self, name: str | None) -> tuple[State, bool]:
        """The state of a logger (None where its name isn't known), and whether a setting of its own decides it."""
        own = name or ""
        current = own
        while True:
            state = together({each.state for each in self.settings if each.logger == current})
            if state is not State.UNSET or not current:
                break
            current = current.rpartition(".")[0]
        if state is State.ON and together({each.state for each in self._of_handlers()}) is State.OFF:
            state = State.MAYBE
        return state, current == own and name is not None

    def deciding(self, name: str) -> list[Setting]:
        """The settings that may put a logger at DEBUG: its own, or the nearest parent's."""
        while True:
            found = [each for each in self.settings if each.logger == name and each.is_loud]
            if found or not name:
                return found
            name = name.rpartition(".")[0]

    def _of_handlers(self) -> list[Setting]:
        return [each for each in self.settings if each.logger == _HANDLERS]


def levels(project: Project) -> Levels:
    """The levels in all programs analysed so far, and in the modules they import to set logging up."""
    _load_settings(project)
    return project.flow.once(("log levels", len(project.programs())), lambda: Levels(project))


def _load_settings(project: Project) -> None:
    """Load the modules that set logging up, which the analysed programs import."""
    for program in project.programs():
        for node in program.nodes():
            if isinstance(node, model.Import):
                for dotted in (node.module, *(f"{node.module}.{each.name}" for each in node.names)):
                    if _SETTING_UP & set(words_of(dotted.rpartition(".")[2])):
                        project.imported(program, dotted.lstrip("."), node.level)


def _settings(view: View) -> Iterator[Setting]:
    for call in view.scopes.calls.get("setLevel", ()):
        level = argument(call, "level", position=0)
        if level is None or not isinstance(call.function, model.Attribute):
            continue
        for value in view.values(call.function.value):
            names = logger_names(view.project, value) if is_standard_logger(value) else set()
            if isinstance(value, External | InstanceValue) and _is_handler(value):
                names = {_HANDLERS}
            for name in sorted(names):
                yield _setting(view, name, level, call)
    for call, called in view.calls_of("basicConfig", "install"):
        if called & {"logging.basicConfig", "coloredlogs.install"}:
            level = argument(call, "level")
            if level is not None:
                yield _setting(view, "", level, call)
    for call, called in view.calls_of("Logger"):
        level = argument(call, "level", position=1)
        given = argument(call, "name", position=0)
        if "logging.Logger" in called and level is not None and given is not None:
            for text in view.values(given).texts():
                yield _setting(view, text, level, call)
    for node in view.program.nodes():
        if isinstance(node, model.Mapping | model.Call):
            yield from _in_configuration(view, node)


def _in_configuration(view: View, node: Node) -> Iterator[Setting]:
    """The levels in a mapping for `logging.config.dictConfig`."""
    held = entries(node)
    if "version" not in held or not {"root", "loggers"} & held.keys():
        return
    loggers = {name: view.entries(each) for name, each in view.entries(held.get("loggers")).items()}
    for name, inner in (("", view.entries(held.get("root"))), *loggers.items()):
        level = inner.get("level")
        if level is not None:
            yield _setting(view, "" if name == "root" else name, level, node)


def _is_handler(value: External | InstanceValue) -> bool:
    name = value.name if isinstance(value, External) else value.made_of.node.name
    return name.removesuffix("()").endswith("Handler")


def _setting(view: View, logger: str, level: Node, at: Node) -> Setting:
    values = view.values(level)
    states = {_state(each) for each in values}
    if not values.exact:
        states.add(State.MAYBE)
    state = together(states or {State.MAYBE})
    is_loud = state is not State.OFF
    return Setting(logger, State.MAYBE if view.is_gated(at) else state, is_loud, level, view.program)


def _state(value: Value) -> State:
    match value:
        case Constant(value=int() as number):
            return State.ON if number <= _DEBUG else State.OFF
        case Constant(value=str() as text):
            return _named(text.upper())
        case External(name=name):
            return _named(name.rpartition(".")[2])
    return State.MAYBE


def _named(name: str) -> State:
    if name in _LOUD:
        return State.ON
    return State.OFF if name in _QUIET else State.MAYBE


def _disables(view: View) -> bool:
    """`logging.disable(…)`, which silences DEBUG at any level."""
    return any("logging.disable" in names and not view.is_gated(call) for call, names in view.calls_of("disable"))
