"""Where programs give published variables their value: assignments, environments of processes, public settings."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.program import Node, Program, walk
from sup_lint.analysis.publishing import unprefixed
from sup_lint.keys.formats import is_key_in_certain_place
from sup_lint.keys.names import is_key_name
from sup_lint.keys.publishing import Publisher, published_by
from sup_lint.model.region import Region

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.analysis.project import Project
    from sup_lint.analysis.scopes import Scopes


@dataclass(frozen=True, slots=True, eq=False)
class Written:
    """A published variable that gets a value: its name with its region, and the node that gives it."""

    name: str
    region: Region
    node: Node
    publisher: Publisher
    sure: bool = True


_SETTING = frozenset("setenv putenv setdefault set_key set put setEnv stubEnv".split())
_NUXT = Publisher("", "Nuxt", "useRuntimeConfig().public")
_ASTRO = Publisher("", "Astro", "astro:env/client")
_SVELTE = Publisher("", "SvelteKit", "$app/env/public")
_PLUGINS = frozenset({"DefinePlugin", "EnvironmentPlugin", "replace"})


def written_definitions(
    file: "AnalysedFile", program: Program, project: "Project", further: tuple[Publisher, ...]
) -> Iterator[Written]:
    """Yield the published variables that a program gives a value; placeholders, as tests set them, are none."""
    scopes = project.scopes(program)
    for node in program.nodes():
        match node:
            case model.Bind(value=Node() as value, target=model.Attribute() | model.Subscript() as target):
                named = _named(target)
                if named and (publisher := published_by(named[0], further)) and _gives_key(value):
                    yield Written(*named, target, publisher)
            case model.Call():
                yield from _in_call(node, further)
            case model.Entry(key=model.Literal(value=str())):
                yield from _in_entry(node, file, project, scopes, further)


def _named(target: model.Attribute | model.Subscript) -> tuple[str, Region] | None:
    if isinstance(target, model.Attribute):
        end = target.region
        start = end.end_column - len(target.name)
        return target.name, Region(end.end_line, start, end.end_line, end.end_column)
    if isinstance(target.index, model.Literal) and isinstance(target.index.value, str):
        return target.index.value, _inside(target.index)
    return None


def _inside(literal: model.Literal) -> Region:
    first, text = literal.region, str(literal.value)
    start = literal.raw.find(text)
    if start < 0 or first.line != first.end_line:
        return first
    return Region(first.line, first.column + start, first.line, first.column + start + len(text))


def _in_call(node: model.Call, further: tuple[Publisher, ...]) -> Iterator[Written]:
    callee = last_name(node.function)
    for index, argument in enumerate(node.arguments):
        name = argument.name
        if name and (publisher := published_by(name, further)) and _gives_key(argument.value):  # dict(VITE_…=key)
            start = argument.region
            region = Region(start.line, start.column, start.line, start.column + len(name))
            yield Written(name, region, argument, publisher)
        literal = argument.value
        if callee in _SETTING and isinstance(literal, model.Literal) and isinstance(literal.value, str):
            publisher = published_by(literal.value, further)
            given = node.arguments[index + 1 : index + 2]
            if publisher is not None and given and _gives_key(given[0].value):
                yield Written(literal.value, _inside(literal), literal, publisher)


def _in_entry(
    node: model.Entry, file: "AnalysedFile", project: "Project", scopes: "Scopes", further: tuple[Publisher, ...]
) -> Iterator[Written]:
    assert isinstance(node.key, model.Literal)
    name = str(node.key.value)
    if not is_key_name(name) or _is_pattern(node, scopes):
        return
    around = _keys_around(node, scopes)
    publisher = published_by(name, further)
    if publisher is not None:
        if _gives_key(node.value) and not _reads_published(node.value, further) and not _is_bundlers(node, scopes):
            yield Written(name, _inside(node.key), node.key, publisher)
        return
    if _is_literal_key(node.value):
        return  # a literal key in client code is reported itself
    public = around[:1] == ["public"] and "runtimeConfig" in around
    if public and isinstance(node.value, model.Literal):
        yield Written(name, _inside(node.key), node.key, _NUXT)
    elif (angular := unprefixed.angular_publisher(file, project)) and not _reads_published(node.value, further):
        yield Written(name, _inside(node.key), node.key, angular, sure=not isinstance(node.value, model.Literal))
    elif _options_of(node.value).items() >= {"context": "client", "access": "public"}.items():
        yield Written(name, _inside(node.key), node.key, _ASTRO)
    elif _options_of(node.value).get("public") is True and _is_argument_of(node, "defineEnvVars", scopes):
        yield Written(name, _inside(node.key), node.key, _SVELTE)


def _is_pattern(node: model.Entry, scopes: "Scopes") -> bool:
    """Whether an entry belongs to a target, not to a value: const { VITE_… } = env."""
    child: Node = node
    for parent in scopes.ancestors(node):
        if isinstance(parent, model.Bind):
            return parent.target is child
        if not isinstance(parent, model.Mapping | model.Entry | model.Sequence):
            return False
        child = parent
    return False


def _keys_around(node: model.Entry, scopes: "Scopes") -> list[str]:
    """The keys of the mappings around an entry, innermost first."""
    return [
        each.key.value
        for each in scopes.ancestors(node)
        if isinstance(each, model.Entry) and isinstance(each.key, model.Literal) and isinstance(each.key.value, str)
    ]


def _is_bundlers(node: model.Entry, scopes: "Scopes") -> bool:
    """Whether an entry is a replacement that a bundler makes, which is a matter of its settings."""
    for parent in scopes.ancestors(node):
        match parent:
            case model.Entry(key=model.Literal(value="define")):
                return True
            case model.Call() if last_name(parent.function) in _PLUGINS:
                return True
    return False


def _is_argument_of(node: model.Entry, name: str, scopes: "Scopes") -> bool:
    mapping = scopes.parents.get(id(node))
    argument = scopes.parents.get(id(mapping)) if mapping is not None else None
    call = scopes.parents.get(id(argument)) if isinstance(argument, model.Argument) else None
    return isinstance(call, model.Call) and last_name(call.function) == name


def _options_of(node: Node) -> dict[str, object]:
    """The literal options that a value consists of, or that it is called with."""
    if isinstance(node, model.Call) and node.arguments:
        node = node.arguments[-1].value
    if not isinstance(node, model.Mapping):
        return {}
    return {
        str(entry.key.value): entry.value.value
        for entry in node.entries
        if isinstance(entry.key, model.Literal) and isinstance(entry.value, model.Literal)
    }


def _gives_key(value: Node) -> bool:
    """Whether a value may be the key: a variable, a secret; no description or schema. Literals are told elsewhere."""
    match value:
        case model.Name() | model.Attribute() | model.Subscript() | model.Join():
            return True
        case model.Choice():
            return any(_gives_key(option) for option in value.options)
        case model.Await() | model.Formatted():
            return _gives_key(value.value)
        case model.Call():
            return any(
                (isinstance(each, model.Literal) and isinstance(each.value, str) and is_key_name(each.value))
                or (isinstance(each, model.Name) and is_key_name(each.id))
                or (isinstance(each, model.Attribute) and is_key_name(each.name))
                for each in walk((value,))
            )
    return False


def _is_literal_key(value: Node) -> bool:
    return isinstance(value, model.Literal) and isinstance(value.value, str) and is_key_in_certain_place(value.value)


def _reads_published(value: Node, further: tuple[Publisher, ...]) -> bool:
    """Whether a value reads a published variable itself, which is reported there."""
    for each in walk((value,)):
        name = each.name if isinstance(each, model.Attribute) else each.value if isinstance(each, model.Literal) else ""
        if isinstance(name, str) and published_by(name, further) is not None:
            return True
    return False
