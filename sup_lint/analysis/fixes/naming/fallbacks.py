"""Where a literal only stands in for a variable that the code around it reads, or sets, by its name."""

import re
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name, place_of
from sup_lint.analysis.dataflow.values import as_text
from sup_lint.analysis.fixes.literal_nodes import node_of
from sup_lint.analysis.fixes.naming.settings_models import field_variable
from sup_lint.analysis.settings.keys import unquoted
from sup_lint.analysis.taint.environment import is_environment
from sup_lint.keys.formats import strip_scheme

if TYPE_CHECKING:
    from sup_lint.analysis.literal_key import LiteralKey
    from sup_lint.analysis.program import Node, Program
    from sup_lint.analysis.project import Project
    from sup_lint.analysis.scopes import Scopes

_VARIABLE = re.compile(r"[A-Z][A-Z0-9_]{1,99}")
# What a function is called that gives a variable by its name, and what sets one.
_READING = frozenset("getenv get pop env config str string getattr fetch get_env getEnv env_str environ secret".split())
_SETTING = frozenset("setenv setdefault setitem putenv set_env setEnv stubEnv".split())
# Arguments that name the variable of an option or a setting.
_NAMING = frozenset("envvar env_var env alias validation_alias auto_envvar".split())
# What only wraps a value.
_WRAPPING = frozenset({"SecretStr", "Secret", "str", "strip", "encode", "SecretBytes"})


class Standing(Enum):
    """What a literal is to the variable."""

    DEFAULT = "an argument of the call that reads it"
    OTHERWISE = "the last resort of a choice"
    TERNARY = "the other branch of a ternary"
    HANDLER = "what is assigned when reading it failed"
    GUARD = "what is assigned when it is empty"
    FIELD = "the default of a field that the environment fills in"
    SETTING = "what it is set to"
    ENTRY = "what it is set to in a mapping that patches the environment"


class Fallback(NamedTuple):
    """`variable` is read or set by `node`, a call, a choice or a binding, in which `child` leads to the literal.

    It is empty for a field that no variable gives alone.
    """

    variable: str
    standing: Standing
    node: "Node"
    child: "Node"


def fallback_of(literal: "LiteralKey", project: "Project") -> Fallback | None:
    """The variable that a literal stands in for; None for a literal that is the only source of its key."""
    program, node = literal.file.program, node_of(literal)
    if program is None or node is None or not _is_whole(node, literal):
        return None
    scopes = project.scopes(program)
    child: Node = node
    for parent in scopes.ancestors(node):
        match parent:
            case model.Argument():
                pass
            case model.Call():
                found = _in_field(parent, child, project, program) or _in_call(parent, child, project, program)
                if found is not None or last_name(parent.function) not in _WRAPPING:
                    return found
            case model.Choice(how="or"):
                read = [name for each in parent.options if each is not child for name in variables_read(each)]
                if read and parent.options[0] is not child:
                    return Fallback(read[-1], Standing.OTHERWISE, parent, child)
            case model.Choice(how="ternary", options=options) if child in options:
                return _in_ternary(parent, child)
            case model.Bind():
                return _in_binding(parent, child, project, program)
            case model.Entry(key=model.Literal(value=str() as name)) if parent.value is child:
                return _in_patch(parent, name, scopes)
            case model.Attribute():
                pass
            case _:
                return None
        child = parent
    return None


def variables_read(node: "Node", *, inside: bool = True) -> list[str]:
    """The names of the environment's variables, or of settings spelled like them, that an expression reads.

    Without `inside` only what the node itself reads counts, not what stands in it.
    """
    found: list[str] = []
    for each in model.walk((node,)) if inside else (node,):
        match each:
            case model.Subscript(index=model.Literal(value=str() as name)) if _VARIABLE.fullmatch(name):
                found.append(name)
            case model.Call(arguments=(model.Argument(value=model.Literal(value=str() as name)), *_)):
                if _VARIABLE.fullmatch(name) and last_name(each.function) in _READING:
                    found.append(name)
            case model.Attribute(name=name) if _VARIABLE.fullmatch(name) and is_environment(each.value):
                found.append(name)
    return found


def _is_whole(node: "Node", literal: "LiteralKey") -> bool:
    """Whether a node gives the key, perhaps behind a scheme, and not other text around it."""
    text = as_text(node.value) if isinstance(node, model.Literal) else None
    return not isinstance(node, model.Literal) or strip_scheme(unquoted(text or "")) == literal.value


def _in_call(call: model.Call, child: "Node", project: "Project", program: "Program") -> Fallback | None:
    function = last_name(call.function)
    if call.function is child or not (function in _SETTING or function in _READING or _names_variable(call)):
        return None
    for argument in call.arguments:
        name = _spelled(argument.value, project, program)
        if argument is child or not _VARIABLE.fullmatch(name):
            continue
        if function == "setdefault" and not _is_of_environment(call.function):
            return None
        if function in _SETTING:
            return Fallback(name, Standing.SETTING, call, child)
        is_first = argument is call.arguments[0] or (function == "getattr" and argument is call.arguments[1])
        if argument.name in _NAMING or (is_first and function in _READING):
            return Fallback(name, Standing.DEFAULT, call, child)
    return None


def _is_of_environment(function: "Node") -> bool:
    return isinstance(function, model.Attribute) and is_environment(function.value)


def _names_variable(call: model.Call) -> bool:
    return any(argument.name in _NAMING for argument in call.arguments)


def _spelled(node: "Node", project: "Project", program: "Program") -> str:
    """The text that a literal, or a constant of the project, is; empty for anything else."""
    if isinstance(node, model.Literal):
        return node.value if isinstance(node.value, str) else ""
    if not isinstance(node, model.Name | model.Attribute):
        return ""
    texts = project.flow.evaluate(node, project.flow.frame(program)).texts()
    return texts.pop() if len(texts) == 1 else ""


def _in_ternary(choice: model.Choice, child: "Node") -> Fallback | None:
    """`os.environ["K"] if "K" in os.environ else "…"`: the test is whether there is the variable, nothing else."""
    read = [name for each in choice.options if each is not child for name in variables_read(each)]
    if not read or choice.test is None:
        return None
    named = {
        *variables_read(choice.test),
        *(each.value for each in model.walk((choice.test,)) if isinstance(each, model.Literal)),
    }
    return Fallback(read[-1], Standing.TERNARY, choice, child) if read[-1] in named else None


def _in_binding(bind: model.Bind, child: "Node", project: "Project", program: "Program") -> Fallback | None:
    if bind.value is not child:
        return None
    scopes = project.scopes(program)
    field = field_variable(bind, program, project)
    if field is not None:
        return Fallback(field, Standing.FIELD, bind, child)
    match bind.target:
        case model.Subscript(index=model.Literal(value=str() as name)) if is_environment(bind.target.value):
            return Fallback(name, Standing.SETTING, bind, child)
        case model.Attribute(name=name) if is_environment(bind.target.value):
            return Fallback(name, Standing.SETTING, bind, child)
    place = place_of(bind.target)
    parent = scopes.parents.get(id(bind))
    if not place or parent is None:
        return None
    if isinstance(parent, model.Handler):
        attempt = scopes.parents.get(id(parent))
        name = _read_into(place, attempt.body) if isinstance(attempt, model.Try) else ""
        return Fallback(name, Standing.HANDLER, parent, bind) if name else None
    if isinstance(parent, model.If) and bind in parent.body and asks_for_absence(parent.test, place):
        block = scopes.parents.get(id(parent))
        before = [each for each in _statements(block, scopes) if each.region < parent.region]
        name = _read_into(place, tuple(before))
        return Fallback(name, Standing.GUARD, parent, bind) if name else None
    return None


def _in_field(call: model.Call, child: "Node", project: "Project", program: "Program") -> Fallback | None:
    """`supertone_api_key: str = Field("…")` of pydantic's settings."""
    bind = project.scopes(program).parents.get(id(call))
    if last_name(call.function) != "Field" or not isinstance(bind, model.Bind) or not isinstance(child, model.Argument):
        return None
    is_default = child.name == "default" or (child.name is None and call.arguments[0] is child)
    field = field_variable(bind, program, project) if is_default else None
    return Fallback(field, Standing.FIELD, bind, child) if field is not None else None


def _statements(block: "Node | None", scopes: "Scopes") -> "tuple[Node, ...]":
    if block is None:
        return scopes.program.body
    return tuple(each for name in ("body", "otherwise", "final") for each in getattr(block, name, ()))


def _read_into(place: str, statements: "tuple[Node, ...]") -> str:
    """The variable that was last read into a place."""
    name = ""
    for statement in statements:
        if isinstance(statement, model.Bind) and place_of(statement.target) == place and statement.value is not None:
            name = next(iter(variables_read(statement.value)), "")
    return name


def asks_for_absence(test: "Node", place: str) -> bool:
    """Whether a condition is that a place such as `key` or `self.key` holds nothing."""
    match test:
        case model.Operation(operator="not" | "!", operands=(operand,)):
            return place_of(operand) == place
        case model.Operation(operator="is" | "==" | "===", operands=(operand, model.Literal(value=None | ""))):
            return place_of(operand) == place
    return False


def _in_patch(entry: model.Entry, name: str, scopes: "Scopes") -> Fallback | None:
    """`patch.dict(os.environ, {"SUPERTONE_API_KEY": "…"})`, `os.environ.update({…})`."""
    if not _VARIABLE.fullmatch(name):
        return None
    chain = list(scopes.ancestors(entry))[:3]
    match chain:
        case [model.Mapping(), model.Argument(), model.Call() as call]:
            spelled = [place_of(call.function), *(place_of(each.value) for each in call.arguments)]
            literal = [each.value.value for each in call.arguments if isinstance(each.value, model.Literal)]
            if any("environ" in str(each) for each in (*spelled, *literal)):
                return Fallback(name, Standing.ENTRY, call, entry)
    return None
