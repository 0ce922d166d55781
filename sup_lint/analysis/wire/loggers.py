"""Loggers of the standard library, and by which names they go."""

from sup_lint.analysis import program as model
from sup_lint.analysis.dataflow.values import External, Value
from sup_lint.analysis.program import Program
from sup_lint.analysis.project import Project
from sup_lint.analysis.wire.arguments import argument
from sup_lint.analysis.wire.switch import State
from sup_lint.analysis.wire.view import views

_GETTERS = ("getLogger()", "get_task_logger()", "get_logger()")


def is_standard_logger(value: Value) -> bool:
    """Whether a value is a logger of the standard library, or one that passes its records on to such a one."""
    if not isinstance(value, External):
        return False
    name = value.name
    if name.startswith(("structlog.", "loguru.")):
        return False
    return name in {"logging", "logging.root"} or name.endswith(
        (*_GETTERS, "getChild()", "logging.Logger()", "LoggerAdapter()", ".logger")
    )


def logger_name(project: Project, value: Value) -> str | None:
    """The name of a logger that `logging.getLogger(…)` gives, empty for the root; None if it isn't known."""
    if not isinstance(value, External):
        return None
    if value.name in {"logging", "logging.root"}:
        return ""
    call = value.call
    view = next((each for each in views(project) if call is not None and id(call) in each.scopes.parents), None)
    if call is None or view is None or not value.name.endswith((*_GETTERS, "getChild()", "Logger()")):
        return None
    given = argument(call, "name", "suffix", position=0)
    if given is None:
        return "" if not call.arguments else None
    texts = view.values(given).texts()
    if isinstance(given, model.Name) and given.id == "__name__":
        texts = {_module_name(view.program)}
    if len(texts) != 1:
        return "" if view.state(given) is State.OFF else None
    text = texts.pop()
    if value.name.endswith("getChild()") and isinstance(call.function, model.Attribute):
        parents = [logger_name(project, each) for each in view.values(call.function.value)]
        return f"{parents[0]}.{text}".lstrip(".") if parents and parents[0] is not None else None
    return "" if text == "root" else text


def _module_name(program: Program) -> str:
    return program.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
