"""Fixes of switches that print headers or local variables: they are turned off, or left out."""

import re
from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.fixes.leaks.elements import appended, without
from sup_lint.analysis.fixes.leaks.source import Source
from sup_lint.analysis.wire.telemetry import CAPTURE, SANITIZE, covers_key
from sup_lint.keys.names import HEADER
from sup_lint.model.fix import Fix, Safety
from sup_lint.model.severity import Severity

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.analysis.program import Node
    from sup_lint.analysis.project import Project
    from sup_lint.analysis.wire.switch import Switch
    from sup_lint.model.fix import Edit

_CAVEAT = "logs less than before"
_OF_LOCALS = frozenset({"locals", "script-locals", "diagnose", "diagnose-default", "sentry"})
_LOCALS = "shows no local variables in tracebacks any more"
_NODE_SECTIONS = frozenset({"http", "https", "net", "*", "http*", "request"})
_IN_COMMAND = re.compile(r"\bNODE_DEBUG=[\"']?[\w,*]{1,60}[\"']?[ \t]?")
_LEVELS = {"DEBUG": "INFO", "debug": "info"}
_Found = tuple["Edit | None", str]


def switch_fix(switch: "Switch", file: "AnalysedFile", project: "Project") -> Fix | None:
    """The fix that turns a switch off; None where none is surely right."""
    program = file.program
    if switch.severity is Severity.NOTE:
        return None  # a filter stands behind it
    if program is None or program.language not in {"python", "javascript"}:
        return None
    source = Source(file, program, project)
    node = _node_at(source, switch)
    if node is None:
        return None
    found = _of_kind(source, switch.kind, node)
    if found is None or found[0] is None:
        return None
    caveat = (
        _LOCALS if switch.kind in {"locals", "script-locals", "diagnose", "diagnose-default", "sentry"} else _CAVEAT
    )
    return Fix(Safety.UNSAFE, found[1], (found[0],), caveat=caveat)


def _node_at(source: Source, switch: "Switch") -> "Node | None":
    """The node that a switch is: of several in the same place the innermost expression."""
    kinds = (model.Argument, model.Evaluate, model.Bind, model.Entry)
    found = [node for node in source.program.nodes() if node.region == switch.region and not isinstance(node, kinds)]
    return found[0] if found else None


def _of_kind(source: Source, kind: str, node: "Node") -> _Found | None:
    match kind:
        case "sdk":
            return _removed(source, node, "debug_logger", "None")
        case "debugLogger":
            return _removed(source, node, "debugLogger", "undefined")
        case "http.client":
            return source.replace(node, "0"), "set the debug level to 0"
        case "hpack":
            return _level(source, node)
        case "locals":
            return _locals(source, node)
        case "diagnose":
            return source.replace(node, "False"), "turn diagnose off"
        case "diagnose-default":
            return _added(source, node, "diagnose=False")
        case "sentry" if isinstance(node, model.Call) and last_name(node.function) == "init":
            return _added(source, node, "include_local_variables=False")
        case "sentry":
            return source.replace(node, "False"), "turn include_local_variables off"
        case "script-locals":
            return source.replace(node, "false"), "turn includeLocalVariables off"
        case "recorded-header":
            parent = source.parent(node)
            edit = without(source, parent, node) if isinstance(parent, model.Sequence) else None
            return edit, "take the header off the list of those that are recorded"
        case "node-debug":
            return _node_debug(source, node)
        case "dump" if isinstance(node, model.Literal) and node.value is True:
            return source.replace(node, "False" if source.is_python else "false"), "turn the output of headers off"
        case "telemetry":
            return _telemetry(source, node)
    return None


def _removed(source: Source, node: "Node", name: str, nothing: str) -> _Found | None:
    """The argument or entry that holds a node, taken out; an assignment gets `nothing`."""
    parent = source.parent(node)
    if parent is None:
        return None
    around = source.parent(parent)
    message = f"leave {name} out"
    match parent:
        case model.Argument(name=given) if given == name and isinstance(around, model.Call):
            return without(source, around, parent), message
        case model.Entry() if isinstance(around, model.Mapping) and parent.key is not None:
            return without(source, around, parent), message
        case model.Bind(how="=", value=value) if value is node:
            return source.replace(node, nothing), f"set {name} to {nothing}"
    return None


def _level(source: Source, node: "Node") -> _Found | None:
    """The level of hpack's own logger raised; a root logger stays, and hpack gets a level of its own behind it."""
    statement = source.statement_of(call) if (call := _call_around(source, node)) is not None else None
    if call is None:
        return None
    if _is_of_hpack(source, node, call):
        text = _raised(source.of(node))
        return (source.replace(node, text), f"raise the level to {text}") if text is not None else None
    logging = _module_setting_root(call.function)
    if logging is None or statement is None or source.file.embedding is not None:
        return None
    start, end = source.span(statement)
    behind = source.line_end(end, with_comment=True)
    if not source.begins_line(start) or behind is None:
        return None
    content_end = len(source.text[:behind].rstrip("\r\n"))
    line = f'\n{source.indentation(start)}{logging}.getLogger("hpack").setLevel({logging}.INFO)'
    return source.edit(content_end, content_end, line), "keep the logger hpack at level INFO"


def _module_setting_root(function: "Node") -> str | None:
    """How the module logging is called where a function of it sets the root logger's level."""
    match function:
        case model.Attribute(name="basicConfig", value=model.Name(id=module)):
            return module
        case model.Attribute(
            name="setLevel",
            value=model.Call(function=model.Attribute(name="getLogger", value=model.Name(id=module)), arguments=()),
        ):
            return module
    return None


def _call_around(source: Source, node: "Node") -> model.Call | None:
    around = source.scopes.enclosing(node, model.Call)
    return around if isinstance(around, model.Call) else None


def _is_of_hpack(source: Source, node: "Node", call: model.Call) -> bool:
    if any(isinstance(each, model.Entry) for each in source.scopes.ancestors(node)):
        entries = [each for each in source.scopes.ancestors(node) if isinstance(each, model.Entry)]
        keys = [each.key.value for each in entries if isinstance(each.key, model.Literal)]
        return any("hpack" in str(key) for key in keys)
    if not isinstance(call.function, model.Attribute) or call.function.name != "setLevel":
        return False
    owner = call.function.value
    if isinstance(owner, model.Name):
        bindings = source.scopes.lookup(owner.id, source.scopes.position(owner)) or ()
        owner = bindings[0].value if len(bindings) == 1 and bindings[0].value is not None else owner
    return isinstance(owner, model.Call) and any("hpack" in source.of(each) for each in owner.arguments)


def _raised(level: str) -> str | None:
    for low, high in _LEVELS.items():
        if re.search(rf"(?<![A-Za-z]){low}['\"]?$", level):
            return level.replace(low, high)
    return "20" if level == "10" else None


def _locals(source: Source, node: "Node") -> _Found | None:
    parent = source.parent(node)
    is_given = (isinstance(parent, model.Argument) and parent.name) or isinstance(parent, model.Entry)
    match node:
        case model.Attribute(name="rich_traceback"):
            end = source.span(node)[1]
            return source.edit(end - len("rich_traceback"), end, "plain_traceback"), "use plain tracebacks"
        case model.Attribute(name="dict_tracebacks", value=model.Attribute(name="processors", value=base)):
            root = source.of(base)
            transformer = f"{root}.tracebacks.ExceptionDictTransformer(show_locals=False)"
            text = f"{source.of(node.value)}.ExceptionRenderer({transformer})"
            return source.replace(node, text), "leave local variables out of the tracebacks"
        case model.Call() if last_name(node.function) in {"ExceptionDictTransformer", "RichTracebackFormatter"}:
            return _added(source, node, "show_locals=False")
        case model.Call() if _module_of(source, node) == "stackprinter":
            return _added(source, node, "show_vals=None")
        case model.Call() if _module_of(source, node) in {"cgitb", "better_exceptions"}:
            statement = source.statement_of(node)
            if statement is not None and last_name(node.function) in {"enable", "hook"}:
                return source.without_statement(statement), "remove this call, which shows local variables"
            return None
    return (source.replace(node, "False"), "leave local variables out of the tracebacks") if is_given else None


def _module_of(source: Source, call: model.Call) -> str:
    names = [getattr(value, "name", "") for value in source.values(call.function)]
    return next((str(name).partition(".")[0] for name in names if name), "")


def _added(source: Source, node: "Node", argument: str) -> _Found | None:
    return (appended(source, node, argument), f"pass {argument}") if isinstance(node, model.Call) else None


def _node_debug(source: Source, node: "Node") -> _Found | None:
    if not isinstance(node, model.Literal) or not isinstance(node.value, str) or not node.raw:
        return None
    message = "take http and net out of NODE_DEBUG"
    start, _ = source.span(node)
    command = _IN_COMMAND.search(node.raw)
    if command is not None:
        return source.edit(start + command.start(), start + command.end(), ""), message
    kept = [each.strip() for each in node.value.split(",") if each.strip().lower() not in _NODE_SECTIONS]
    if not kept:
        parent = source.parent(node)
        around = source.parent(parent) if parent is not None else None
        if isinstance(parent, model.Entry) and isinstance(around, model.Mapping):
            return without(source, around, parent), "leave NODE_DEBUG out"
    return source.replace(node, node.raw[0] + ",".join(kept) + node.raw[-1]), message


def _telemetry(source: Source, node: "Node") -> _Found | None:
    if isinstance(node, model.Literal) and isinstance(node.value, bool):
        return source.replace(node, "False"), "record no headers"
    if not isinstance(node, model.Literal) or not isinstance(node.value, str) or not node.raw.endswith(node.raw[:1]):
        return None
    fields = [each.strip() for each in node.value.split(",")]
    kept = [each for each in fields if not covers_key(each)]
    if not kept:
        return _sanitized(source, node)
    if len(kept) == len(fields):
        return None
    joint = ", " if ", " in node.value else ","
    return source.replace(node, node.raw[0] + joint.join(kept) + node.raw[-1]), "record no header that holds the key"


def _sanitized(source: Source, node: "Node") -> _Found | None:
    """All headers are recorded: another statement beside it, like it, has the key taken out."""
    around = (each for each in source.scopes.ancestors(node) if isinstance(each, model.Bind | model.Evaluate))
    statement = next(around, None)
    if statement is None or SANITIZE in source.text or source.file.embedding is not None:
        return None
    start, end = source.span(statement)
    value_start, value_end = source.span(node)
    behind = source.line_end(end, with_comment=True)
    if behind is None or not source.begins_line(start):
        return None
    quote = source.text[value_end - 1]
    text = f"{source.text[start:value_start]}{quote}{HEADER}{quote}{source.text[value_end:end]}"
    if text.count(CAPTURE) != 1 or "\n" in text:
        return None
    content_end = len(source.text[:behind].rstrip("\r\n"))
    line = f"\n{source.indentation(start)}{text.replace(CAPTURE, SANITIZE)}"
    return source.edit(content_end, content_end, line), f"have {HEADER} taken out of the headers that are recorded"
