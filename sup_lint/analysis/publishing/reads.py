"""Where programs read variables that a build tool publishes, and where they define them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.dataflow.values import External
from sup_lint.analysis.places.finder import PlaceFinder
from sup_lint.analysis.program import Node, Program, walk
from sup_lint.analysis.publishing import unprefixed
from sup_lint.analysis.publishing.package import package_of
from sup_lint.analysis.publishing.written import Written, written_definitions
from sup_lint.keys.names import is_key_name, words_of
from sup_lint.keys.publishing import Publisher, published_by
from sup_lint.model.region import Region

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.analysis.project import Project


@dataclass(frozen=True, slots=True, eq=False)
class PublishedRead:
    """A published variable where code reads it, or sets it where `is_definition`.

    `region` is that of its name, `node` the expression that gives its value. Not `sure` where the tool leaves this way
    of reading alone, or where only the place says that the variable holds the key.
    """

    name: str
    region: Region
    node: Node
    publisher: Publisher
    sure: bool = True
    is_definition: bool = False


@dataclass(frozen=True, slots=True)
class _Access:
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
# These replace the whole dotted expression and nothing else.
_DOTTED_ONLY = frozenset({"NEXT_PUBLIC_", "EXPO_PUBLIC_"})
_FARTHEST = 3
_SPEECH = frozenset({"tts", "voice", "speech"})
_IN_MARKUP = re.compile(r"%(\w{4,128})%|\b(?:import\.meta|process)\.env\??\.(\w{4,128})|<%[-=](?:[^%]|%(?!>)){0,200}")
_MARKUP = frozenset({"html", "vue", "svelte", "astro"})


def published_reads(file: "AnalysedFile", project: "Project") -> list[PublishedRead]:
    """The published variables that the program of `file` reads or sets, in source order, each place once."""
    known = _KNOWN.get(file)
    if known is None:
        found = {read.region: read for read in _find(file, project)}
        known = _KNOWN[file] = sorted(found.values(), key=lambda read: read.region)
    return known


_KNOWN: "WeakKeyDictionary[AnalysedFile, list[PublishedRead]]" = WeakKeyDictionary()


def is_published_read(node: Node, program: Program, project: "Project") -> bool:
    """Whether an expression gets its value from a published variable: itself, or over other variables and modules."""
    file = project.file_of(program)
    reading = {id(read.node) for read in published_reads(file, project)}
    further = package_of(file, project).publishers
    frame = project.flow.frame(program)
    for each in walk((node,)):
        if id(each) in reading:
            return True
        if isinstance(each, model.Name | model.Attribute | model.Subscript | model.Call):
            for value in project.flow.evaluate(each, frame):
                if isinstance(value, External) and _is_published(value.name, further):
                    return True
            if isinstance(each, model.Name) and _leads_to(each, program, project, reading):
                return True
    return False


def _is_published(path: str, further: tuple[Publisher, ...]) -> bool:
    module, _, name = path.rpartition(".")
    return published_by(name, further) is not None or unprefixed.publisher_of_module(module) is not None


def _leads_to(node: Node, program: Program, project: "Project", reading: set[int], depth: int = 0) -> bool:
    """Whether what a variable was bound to reads one of the published variables."""
    scopes = project.scopes(program)
    assert isinstance(node, model.Name)
    for binding in scopes.lookup(node.id, scopes.position(node)) or ():
        if id(binding.node) in reading or any(id(each) in reading for each in _targets(binding.node, node.id)):
            return True
        for each in walk((binding.value,)) if binding.value is not None else ():
            if id(each) in reading:
                return True
            is_further = depth < _FARTHEST and isinstance(each, model.Name) and each is not node
            if is_further and _leads_to(each, program, project, reading, depth + 1):
                return True
    return False


def _targets(node: Node, name: str) -> list[Node]:
    """Where a statement binds a name by taking something apart."""
    if not isinstance(node, model.Bind):
        return []
    return [each for each in walk((node.target,)) if isinstance(each, model.Name) and each.id == name]


# --- finding them --------------------------------------------------------------------------------------------------


def _find(file: "AnalysedFile", project: "Project") -> Iterator[PublishedRead]:
    program = file.program
    if program is None or file.path.endswith((".d.ts", ".d.mts", ".d.cts")):
        return
    further = package_of(file, project).publishers
    for written in written_definitions(file, program, project, further):
        yield _as_read(written)
    neutral: list[tuple[_Access, Publisher]] = []
    for access in _accesses(program, project):
        publisher = published_by(access.name, further)
        if publisher is None and access.holder is not None:
            publisher = unprefixed.publisher_of_member(access.holder, access.name, file, program, project)
        if publisher is not None:
            yield _read(access, publisher)
        elif file.is_tied and (publisher := published_by(access.name, further, tied=True)):
            neutral.append((access, publisher))
    if neutral:
        yield from _of_neutral_name(neutral, program, project)
    for imported, publisher in _imports(program):
        start = imported.region
        region = Region(start.line, start.column, start.line, start.column + len(imported.name))
        yield PublishedRead(imported.name, region, imported, publisher)
    if file.language in _MARKUP:
        yield from _in_markup(file, further)


def _as_read(written: Written) -> PublishedRead:
    return PublishedRead(
        written.name, written.region, written.node, written.publisher, written.sure, is_definition=True
    )


def _read(access: _Access, publisher: Publisher) -> PublishedRead:
    sure = access.is_dotted or publisher.prefix not in _DOTTED_ONLY
    return PublishedRead(access.name, access.region, access.node, publisher, sure)


def _of_neutral_name(
    found: list[tuple[_Access, Publisher]], program: Program, project: "Project"
) -> Iterator[PublishedRead]:
    """Those with a neutral name, VITE_TTS_API_KEY, that go where only the Supertone key goes."""
    used: set[int] = set()
    paths: set[str] = set()
    for place in PlaceFinder(program, project).places():
        if place.certain:
            used.update(id(each) for each in walk((place.value,)))
            values = project.flow.evaluate(place.value, place.frame or project.flow.frame(program))
            paths.update(value.name.rpartition(".")[2] for value in values if isinstance(value, External))
    for access, publisher in found:
        if id(access.node) in used or access.name in paths:
            yield _read(access, publisher)
        elif _SPEECH.intersection(words_of(access.name)):
            yield PublishedRead(access.name, access.region, access.node, publisher, sure=False)


def _imports(program: Program) -> Iterator[tuple[model.Imported, Publisher]]:
    for node in walk(program.body):
        if isinstance(node, model.Import):
            publisher = unprefixed.publisher_of_module(node.module)
            for imported in node.names if publisher is not None else ():
                if publisher is not None and is_key_name(imported.name):
                    yield imported, publisher


def _accesses(program: Program, project: "Project") -> Iterator[_Access]:
    """Everything in a program that reads something by a name that it spells."""
    scopes = project.scopes(program)
    for node in walk(program.body):
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


def _member(node: model.Attribute | model.Subscript) -> _Access:
    if isinstance(node, model.Attribute):
        end = node.region
        region = Region(end.end_line, end.end_column - len(node.name), end.end_line, end.end_column)
        return _Access(node.name, region, node, node.value)
    assert isinstance(node.index, model.Literal)
    name = str(node.index.value)
    return _Access(name, name_region(node.index), node, node.value, is_dotted=False)


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


def _called(node: model.Call, program: Program, project: "Project") -> Iterator[_Access]:
    """Variables that are read by a function: os.getenv("VITE_…"), env("VITE_…"), Field(alias="VITE_…")."""
    for index, argument in enumerate(node.arguments):
        literal = argument.value
        if not isinstance(literal, model.Literal) or not isinstance(literal.value, str):
            continue
        is_first = index == 0 and not argument.name and is_key_name(literal.value)
        if argument.name in _ALIASES or (is_first and _reads_environment(node, program, project)):
            yield _Access(literal.value, name_region(literal), node, None)


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


def _taken_apart(target: model.Mapping, value: Node, node: Node) -> Iterator[_Access]:
    for entry in target.entries:
        if not isinstance(entry.key, model.Literal) or not isinstance(entry.key.value, str):
            continue
        key = entry.key
        if isinstance(entry.value, model.Mapping):  # { public: { supertoneApiKey } }
            holder = model.Attribute(key.region, value, str(key.value))
            yield from _taken_apart(entry.value, holder, node)
        elif unprefixed.spelled_path(value) == "import.meta.env":
            yield _Access(str(key.value), name_region(key), entry.value, value)
        else:
            yield _Access(str(key.value), name_region(key), entry.value, value, is_dotted=False)


def _fields(node: model.Class) -> Iterator[_Access]:
    """Fields of settings that are read from the environment under their own names."""
    if not any("Settings" in last_name(base.value) for base in node.bases):
        return
    for statement in node.body:
        if isinstance(statement, model.Bind) and isinstance(statement.target, model.Name):
            yield _Access(statement.target.id, statement.target.region, statement.target, None)


def _in_markup(file: "AnalysedFile", further: tuple[Publisher, ...]) -> Iterator[PublishedRead]:
    """Variables in the text of a page: %VITE_…%, and expressions outside its scripts."""
    for match in _IN_MARKUP.finditer(file.text):
        group = 1 if match[1] else 2
        for start, name in _names_of(match, group):
            publisher = published_by(name, further)
            if publisher is None or _is_in_comment(file.text, start):
                continue
            region = file.lines.region(start, start + len(name))
            yield PublishedRead(name, region, model.Unknown(region), publisher)


def _names_of(match: re.Match[str], group: int) -> Iterator[tuple[int, str]]:
    if match[group]:
        yield match.start(group), match[group]
    else:  # <%= VUE_APP_… %>
        for word in re.finditer(r"\w+", match[0]):
            yield match.start() + word.start(), word[0]


def _is_in_comment(text: str, offset: int) -> bool:
    line = text[text.rfind("\n", 0, offset) + 1 : offset].lstrip()
    return text.rfind("<!--", 0, offset) > text.rfind("-->", 0, offset) or line.startswith(("//", "*", "/*", "{/*"))
