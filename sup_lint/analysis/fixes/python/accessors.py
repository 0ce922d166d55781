"""Other ways to settings than the environment itself, where a Python file goes them already."""

import re
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name, place_of
from sup_lint.analysis.dataflow.values import External
from sup_lint.analysis.fixes.naming.fallbacks import variables_read
from sup_lint.analysis.fixes.python.access import is_usable
from sup_lint.analysis.taint.environment import is_environment
from sup_lint.keys.names import is_key_name

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.analysis.literal_key import LiteralKey
    from sup_lint.analysis.program import Node
    from sup_lint.analysis.project import Project
    from sup_lint.analysis.scopes import Scopes

_WRITING = frozenset({"setattr", "override_settings", "configure", "modify_settings"})
_VARIABLE = re.compile(r"[A-Z][A-Z0-9_]{1,99}")
# Libraries whose function, given the name of a variable, gives its value and fails without it.
_READERS = re.compile(
    r"(?:decouple\.config|starlette\.config\.Config\(\)|(?:environs\.|environ\.(?:Fileaware)?)Env\(\)(?:\.str)?)\Z"
)


# What may read a variable in a file, which may have thousands of keys.
_READS: "WeakKeyDictionary[AnalysedFile, list[Node]]" = WeakKeyDictionary()


def accessor_at(node: "Node", literal: "LiteralKey", project: "Project", variable: str, quote: str) -> str:
    """An expression that gives the variable as the file gets it elsewhere; empty where it has no way of its own.

    `settings.SUPERTONE_API_KEY` of a module that it imports, `env("SUPERTONE_API_KEY")` of a library for settings.
    """
    program = literal.file.program
    assert program is not None
    reads = _READS.get(literal.file)
    if reads is None:
        reads = _READS[literal.file] = [each for each in program.nodes() if _may_read(each)]
    scopes = project.scopes(program)
    parents = {id(each) for each in scopes.ancestors(node)} if reads else set()
    habit = ""
    for each in reads:
        if id(each) in parents or each is node:
            continue
        if isinstance(each, model.Attribute):
            if each.name.upper() != variable or not _is_imported(each, node, scopes):
                continue
            texts = project.flow.evaluate(each, project.flow.frame(program)).texts()
            is_same = texts.issubset({literal.value}) and not _writes(node, scopes)
            if is_same and (text := _as_text(each, scopes)):
                return text
        elif isinstance(each, model.Call) and not habit and _is_reader(each, node, project, scopes):
            habit = f"{place_of(each.function)}({quote}{variable}{quote})"
    return _of_django(node, literal, project, variable) or habit


def _of_django(node: "Node", literal: "LiteralKey", project: "Project", variable: str) -> str:
    """`settings.SUPERTONE_API_KEY`, where the file has Django's settings at hand and they read the variable."""
    program = literal.file.program
    assert program is not None
    if "django.conf" not in program.text:
        return ""
    scopes = project.scopes(program)
    names = [
        each.alias or each.name
        for found in program.nodes()
        if isinstance(found, model.Import) and found.module == "django.conf"
        for each in found.names
        if each.name == "settings"
    ]
    at_hand = next((name for name in names if is_usable(name, scopes.position(node), scopes)), "")
    if not at_hand or _writes(node, scopes):
        return ""
    held: dict[str, list[bool]] = {}
    for settings in project.settings():
        for bind in settings.body:
            if isinstance(bind, model.Bind) and isinstance(bind.target, model.Name) and bind.value is not None:
                reads = variables_read(bind.value)
                held.setdefault(bind.target.id, []).append(bool(reads) and set(reads) == {variable})
    # What one of several modules of settings gives otherwise may be what counts.
    found_as = [name for name, agree in held.items() if all(agree) and _VARIABLE.fullmatch(name)]
    return f"{at_hand}.{found_as[0]}" if found_as else ""


def _may_read(node: "Node") -> bool:
    """Whether an expression may give the key, or any variable by its name, by a look at it alone."""
    match node:
        case model.Attribute():
            return is_key_name(node.name)
        case model.Call(arguments=(model.Argument(value=model.Literal(value=str() as name)), *_)):
            is_named = isinstance(node.function, model.Name | model.Attribute)
            return is_named and _VARIABLE.fullmatch(name) is not None
    return False


def _is_imported(read: model.Attribute, node: "Node", scopes: "Scopes") -> bool:
    """Whether an attribute is read from something imported, which is there where `node` runs, too."""
    parent = scopes.parents.get(id(read))
    if isinstance(parent, model.Bind | model.Delete) and getattr(parent, "target", None) is read:
        return False
    root = read.value
    while isinstance(root, model.Attribute):
        root = root.value
    if is_environment(read.value) or not isinstance(root, model.Name) or not place_of(read):
        return False
    return is_usable(root.id, scopes.position(node), scopes)


def _as_text(read: model.Attribute, scopes: "Scopes") -> str:
    """The expression that gives what is read as text, as the file spells it; empty where it does something else."""
    spelled = place_of(read)
    match list(scopes.ancestors(read))[:2]:
        case [model.Attribute(name="get_secret_value" as name), model.Call(arguments=())]:
            return f"{spelled}.{name}()"
        case [model.Call(arguments=()) as call, *_] if call.function is read:
            return f"{spelled}()"
        case [model.Attribute() | model.Subscript(), *_]:
            return ""
        case [model.Call() as call, *_] if call.function is read:
            return ""
    return spelled


def _writes(node: "Node", scopes: "Scopes") -> bool:
    """Whether the value goes into an attribute, perhaps the very one that is read elsewhere."""
    for each in scopes.ancestors(node):
        match each:
            case model.Bind(target=model.Attribute()):
                return True
            case model.Call() if last_name(each.function) in _WRITING:
                return True
            case model.Function() | model.Class():
                return False
    return False


def _is_reader(call: model.Call, node: "Node", project: "Project", scopes: "Scopes") -> bool:
    """Whether a call reads a variable through a library for settings that is there where `node` runs, too."""
    root = call.function
    while isinstance(root, model.Attribute):
        root = root.value
    if not isinstance(root, model.Name):
        return False
    use = scopes.position(node)
    bindings = scopes.lookup(root.id, use) or ()
    if not bindings or any(each.position.order >= use.order for each in bindings):
        return False
    values = list(project.flow.evaluate(call.function, project.flow.frame(scopes.program)))
    return bool(values) and all(isinstance(each, External) and _READERS.match(each.name) for each in values)
