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


def logger_names(project: Project, value: Value) -> set[str]:
    """The names of the logger that `logging.getLogger(…)` gives, empty for the root; none if they aren't known."""
    if not isinstance(value, External):
        return set()
    if value.name in {"logging", "logging.root"}:
        return {""}
    call = value.call
    view = next((each for each in views(project) if call is not None and id(call) in each.scopes.parents), None)
    if call is None or view is None or not value.name.endswith((*_GETTERS, "getChild()", "Logger()")):
        return set()
    given = argument(call, "name", "suffix", position=0)
    if given is None:
        return set() if call.arguments else {""}
    texts = view.values(given).texts()
    if isinstance(given, model.Name) and given.id == "__name__":
        texts = {_module_name(view.program)}
    elif not texts and view.state(given) is State.OFF and not view.is_parameter(given):
        texts = {""}
    if value.name.endswith("getChild()") and isinstance(call.function, model.Attribute):
        parents = {name for each in view.values(call.function.value) for name in logger_names(project, each)}
        return {f"{parent}.{text}".lstrip(".") for parent in parents for text in texts}
    return {"" if text == "root" else text for text in texts}


def _module_name(program: Program) -> str:
    return program.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
