"""Keys that stand for what a lookup doesn't find: `settings.get("SUPERTONE_API_KEY", "…")`."""

from typing import TYPE_CHECKING, NamedTuple

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name, place_of
from sup_lint.analysis.dataflow.values import External
from sup_lint.analysis.fixes.python.statements import may_give_none
from sup_lint.analysis.fixes.python.targets import Form
from sup_lint.analysis.taint.environment import is_environment
from sup_lint.model.region import Region

if TYPE_CHECKING:
    from sup_lint.analysis.fixes.python.statements import Found
    from sup_lint.analysis.fixes.python.targets import Target
    from sup_lint.analysis.literal_key import LiteralKey
    from sup_lint.analysis.program import Node
    from sup_lint.analysis.project import Project

EAGER = "reads the variable even where it isn't needed, and fails without it"
# What gives its last argument for a thing that it doesn't find.
_LOOKUPS = frozenset({"get", "getattr", "pop", "setdefault", "next", "getlist", "get_or_default"})
_DEFAULTS = frozenset({"default", "fallback", "fallback_value"})
# What settings are called; the mappings among them take subscripts.
_STORES = frozenset("secrets settings config conf cfg configuration userdata app_config".split())
_MAPPINGS = frozenset({"streamlit.secrets", "flask.current_app.config", "flask.Flask().config", "quart.Quart().config"})
_OWNERS_OF_MAPPINGS = frozenset({"app", "current_app", "server", "application"})
# Around what `a or b` needs no parentheses.
_LOOSE = (model.Argument, model.Bind, model.Return, model.Entry, model.Sequence, model.Parameter, model.Evaluate)


class Lookup(NamedTuple):
    """A call that gives `default` for what it doesn't find."""

    call: model.Call
    default: model.Argument


def lookup_of(target: "Target", literal: "LiteralKey", project: "Project") -> Lookup | None:
    """The lookup that what a fix would change is the default of, or is a part of its default."""
    assert literal.file.program is not None
    scopes = project.scopes(literal.file.program)
    argument: model.Argument | None = None
    for node in scopes.ancestors(target.node):
        match node:
            case model.Argument():
                argument = node
            case model.Call() if argument is not None and _is_default(argument, node):
                return Lookup(node, argument)
            case model.Call() | model.Attribute() | model.Join() | model.Operation() | model.Formatted():
                argument = None
            case model.Sequence() | model.Mapping() | model.Entry():
                argument = None
            case _:
                return None
    return None


def without_default(
    lookup: Lookup, target: "Target", literal: "LiteralKey", project: "Project", expression: str
) -> "Found | None":
    """The change after which a lookup is the first to say what the key is; None where none is surely right.

    Settings have to give the key then. Of other mappings, such as the options of a function, it may be missing: what
    they don't hold is read by `expression`, and only then.
    """
    call, default = lookup
    program = literal.file.program
    assert program is not None
    if target.form is not Form.WHOLE or default.value is not target.node:
        return None
    name = last_name(call.function)
    position = call.arguments.index(default)
    if not position or any(each.spread for each in call.arguments):
        return None
    file = literal.file
    source = file.text[file.lines.offset(*call.region[:2]) : file.lines.offset(*call.region[2:])]
    if "#" in source:
        return None
    dropped = Region(*call.arguments[position - 1].region[2:], *default.region[2:])
    message = "drop the default: what is looked up must give the key"
    if name == "getattr":
        return [(dropped, "")], message, (), ""
    if default.name == "fallback":  # of configparser
        return [(dropped, "")], message, (), ""
    if not isinstance(call.function, model.Attribute) or name not in {"get", "pop"} or len(call.arguments) != 2:
        return None
    store = call.function.value
    scopes = project.scopes(program)
    if is_environment(store):
        return None
    if _is_store(store, literal, project):
        key = call.arguments[0].value
        if name == "get" and _is_mapping(store, literal, project) and not may_give_none(call, scopes):
            opened = Region(*store.region[2:], *key.region[:2])
            closed = Region(*key.region[2:], *call.region[2:])
            return [(opened, "["), (closed, "]")], message, (), ""
        return [(dropped, "")], message, (), ""
    rest = (dropped, "" if name == "get" else ", None")
    end = Region(*call.region[2:], *call.region[2:])
    told = f"read the key from {expression} where nothing else gives it".replace("'", '"')
    if isinstance(scopes.parents.get(id(call)), _LOOSE):
        return [rest, (end, f" or {expression}")], told, (), ""
    start = Region(*call.region[:2], *call.region[:2])
    return [(start, "("), rest, (end, f" or {expression})")], told, (), ""


def _is_default(argument: model.Argument, call: model.Call) -> bool:
    if argument not in call.arguments or last_name(call.function) not in _LOOKUPS:
        return False
    return argument.name in _DEFAULTS or (argument.name is None and argument is not call.arguments[0])


def _is_store(store: "Node", literal: "LiteralKey", project: "Project") -> bool:
    """Whether something holds the settings of the program, by its name or its origin."""
    names = {last_name(_root(store)), last_name(store)}
    return not _STORES.isdisjoint(name.lower().lstrip("_") for name in names) or bool(_origins(store, literal, project))


def _is_mapping(store: "Node", literal: "LiteralKey", project: "Project") -> bool:
    """Whether settings surely take subscripts as they take `get`."""
    if isinstance(store, model.Subscript) or place_of(store) == "st.secrets":
        return True
    if isinstance(store, model.Attribute) and store.name == "config" and last_name(store.value) in _OWNERS_OF_MAPPINGS:
        return True
    return bool(_origins(store, literal, project))


def _origins(store: "Node", literal: "LiteralKey", project: "Project") -> set[str]:
    """The names of the well-known mappings that an expression may be; empty if it may be anything else."""
    assert literal.file.program is not None
    values = list(project.flow.evaluate(store, project.flow.frame(literal.file.program)))
    names = {each.name if isinstance(each, External) else "" for each in values}
    return names if names <= _MAPPINGS else set()


def _root(node: "Node") -> "Node":
    """`settings` of `settings["tts"]`."""
    while isinstance(node, model.Subscript):
        node = node.value
    return node
