"""The variables of the environment that fill in the fields of pydantic's settings."""

from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.dataflow.classes import lineage
from sup_lint.analysis.dataflow.values import ClassValue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sup_lint.analysis.program import Node, Program
    from sup_lint.analysis.project import Project

# What of a field names its variables, the strongest first; `env` is that of pydantic 1.
_NAMING = ("validation_alias", "alias", "env")


def field_variable(bind: model.Bind, program: "Program", project: "Project") -> str | None:
    """The variable that gives a field of pydantic's settings its value; None for what is no such field.

    Empty where no variable holds the value alone, or no literal says which. The settings, their prefix and their case
    may be those of a class that the field's class descends from.
    """
    around = project.scopes(program).parents.get(id(bind))
    if not isinstance(around, model.Class) or not isinstance(bind.target, model.Name) or bind.annotation is None:
        return None
    classes = [each.node for each in lineage(project.flow, ClassValue(program, around))]
    if not any(last_name(base.value).endswith("BaseSettings") for each in classes for base in each.bases):
        return None
    is_exact = _configured("case_sensitive", classes)
    if not isinstance(is_exact, bool | str):
        return ""
    name = _aliased(bind.value)
    if name is None:
        prefix = _configured("env_prefix", classes)
        if not isinstance(prefix, str):
            return ""
        name = f"{prefix}{bind.target.id}"
    return name if is_exact is True else name.upper()


def _configured(name: str, classes: list[model.Class]) -> object:
    """What classes of settings say of themselves under a name, the nearest first; empty if nothing, None if no
    literal says it."""
    for each in classes:
        found = list(_said(name, each))
        if found:
            return found[-1]
    return ""


def _said(name: str, around: model.Class) -> "Iterator[object]":
    for node in (*around.bases, *model.walk(around.body)):
        match node:
            case model.Argument(name=given, value=value) | model.Bind(target=model.Name(id=given), value=value):
                if given == name:
                    yield value.value if isinstance(value, model.Literal) else None
            case model.Entry(key=model.Literal(value=given), value=value) if given == name:
                yield value.value if isinstance(value, model.Literal) else None


def _aliased(value: "Node | None") -> str | None:
    """The first variable that the aliases of a field name; None if it has none, empty if none can be told."""
    if not isinstance(value, model.Call) or last_name(value.function) != "Field":
        return None
    given = {argument.name: argument.value for argument in value.arguments}
    alias = next((given[name] for name in _NAMING if name in given), None)
    if alias is None:
        return None
    match alias:
        case model.Call(arguments=arguments) if last_name(alias.function) == "AliasChoices":
            choices: tuple[Node, ...] = tuple(each.value for each in arguments)
        case model.Sequence(items=items):
            choices = items
        case _:
            choices = (alias,)
    # A path leads into a variable that holds more than the key.
    texts = [each.value for each in choices if isinstance(each, model.Literal) and isinstance(each.value, str)]
    return texts[0] if texts else ""
