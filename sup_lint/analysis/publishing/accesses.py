"""Everything in a program that reads something by a name that it spells."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.dataflow.values import External
from sup_lint.analysis.program import Node, Program
from sup_lint.analysis.publishing.unprefixed import spelled_path
from sup_lint.keys.names import is_key_name, words_of
from sup_lint.model.region import Region

if TYPE_CHECKING:
    from sup_lint.analysis.project import Project


@dataclass(frozen=True, slots=True)
class Access:
    """A member that is read by name: of `holder`, unless the name alone says enough."""

    name: str
    region: Region
    node: Node
    holder: Node | None
    is_dotted: bool = True


# What a function is called that gives a variable of the environment, and what takes one away.
_READING_WORDS = frozenset("env environ environment getenv config require required variable var".split())
_REMOVING = frozenset("pop delenv unset delete stub unsetenv delete_env".split())
_SETTING = frozenset("set stub put setdefault setenv putenv".split())
_ALIASES = frozenset({"alias", "validation_alias", "env", "envvar", "env_var", "env_name", "env_names"})


def accesses(program: Program, project: "Project") -> Iterator[Access]:
    """Everything in a program that reads something by a name that it spells."""
    scopes = project.scopes(program)
    for node in program.nodes():
        match node:
            case model.Attribute() | model.Subscript(index=model.Literal(value=str())):
                access = _member(node)
                if not _is_left_alone(node, scopes.parents.get(id(node))):
                    yield access
            case model.Call():
                yield from _called(node, program, project)
            case model.Bind(target=model.Mapping() as target) if node.value is not None:
                yield from _taken_apart(target, node.value, node)
            case model.Class():
                yield from _fields(node)


def _member(node: model.Attribute | model.Subscript) -> Access:
    if isinstance(node, model.Attribute):
        end = node.region
        region = Region(end.end_line, end.end_column - len(node.name), end.end_line, end.end_column)
        return Access(node.name, region, node, node.value)
    assert isinstance(node.index, model.Literal)
    name = str(node.index.value)
    return Access(name, name_region(node.index), node, node.value, is_dotted=False)


def name_region(literal: model.Literal) -> Region:
    """The text of a literal without its quotes."""
    start = max(literal.raw.find(str(literal.value)), 0)
    first = literal.region
    if not literal.raw or first.line != first.end_line:
        return first
    return Region(first.line, first.column + start, first.line, first.column + start + len(str(literal.value)))


def _is_left_alone(node: Node, parent: Node | None) -> bool:
    """Whether a member is taken away, set, or only asked for by a guard that stops the program."""
    if isinstance(parent, model.Delete):
        return True
    if isinstance(parent, model.Bind):
        return parent.target is node  # what is written is looked at elsewhere
    return (
        isinstance(parent, model.If)
        and parent.test is node
        and any(isinstance(each, model.Raise) for each in parent.body)
    )


def _called(node: model.Call, program: Program, project: "Project") -> Iterator[Access]:
    """Variables that are read by a function: os.getenv("VITE_…"), env("VITE_…"), Field(alias="VITE_…")."""
    for index, argument in enumerate(node.arguments):
        literal = argument.value
        if not isinstance(literal, model.Literal) or not isinstance(literal.value, str):
            continue
        is_first = index == 0 and not argument.name and is_key_name(literal.value)
        if argument.name in _ALIASES or (is_first and _reads_environment(node, program, project)):
            yield Access(literal.value, name_region(literal), node, None)


def _reads_environment(node: model.Call, program: Program, project: "Project") -> bool:
    """Whether a function gives a variable of the environment by its name: getenv, env, config; environ.get, env.str."""
    words = set(words_of(last_name(node.function)))
    if words & (_REMOVING | _SETTING):
        return False
    if words & _READING_WORDS:
        return True
    if isinstance(node.function, model.Attribute):
        receiver = set(words_of(last_name(node.function.value)))
        return bool(receiver & (_READING_WORDS | {"values", "secrets"}))
    called = project.flow.glance(node.function, project.flow.frame(program))
    return any(
        set(words_of(value.name.rpartition(".")[2])) & _READING_WORDS for value in called if isinstance(value, External)
    )


def _taken_apart(target: model.Mapping, value: Node, node: Node) -> Iterator[Access]:
    for entry in target.entries:
        if not isinstance(entry.key, model.Literal) or not isinstance(entry.key.value, str):
            continue
        key = entry.key
        if isinstance(entry.value, model.Mapping):  # { public: { supertoneApiKey } }
            holder = model.Attribute(key.region, value, str(key.value))
            yield from _taken_apart(entry.value, holder, node)
        elif spelled_path(value) == "import.meta.env":
            yield Access(str(key.value), name_region(key), entry.value, value)
        else:
            yield Access(str(key.value), name_region(key), entry.value, value, is_dotted=False)


def _fields(node: model.Class) -> Iterator[Access]:
    """Fields of settings that are read from the environment under their own names."""
    if not any("Settings" in last_name(base.value) for base in node.bases):
        return
    for statement in node.body:
        if isinstance(statement, model.Bind) and isinstance(statement.target, model.Name):
            yield Access(statement.target.id, statement.target.region, statement.target, None)
