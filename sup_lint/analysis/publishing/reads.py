"""Where programs read variables that a build tool publishes, and where they define them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from sup_lint.analysis import program as model
from sup_lint.analysis.dataflow.values import External
from sup_lint.analysis.places.finder import PlaceFinder
from sup_lint.analysis.program import Node, Program, walk
from sup_lint.analysis.publishing import markup, unprefixed
from sup_lint.analysis.publishing.accesses import Access, accesses
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


# These replace the whole dotted expression and nothing else.
_DOTTED_ONLY = frozenset({"NEXT_PUBLIC_", "EXPO_PUBLIC_"})
_FARTHEST = 3
_SPEECH = frozenset({"tts", "voice", "speech"})
_MARKUP = frozenset({"html", "vue", "svelte", "astro"})


def published_reads(file: "AnalysedFile", project: "Project") -> list[PublishedRead]:
    """The published variables that the program of `file` reads or sets, in source order, each place once."""
    known = _KNOWN.get(file)
    if known is None:
        found: dict[Region, PublishedRead] = {}
        for read in _find(file, project):
            found.setdefault(read.region, read)
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
    if program is None or file.language in {"shell", "groovy"} or file.path.endswith((".d.ts", ".d.mts", ".d.cts")):
        return
    if file.built is not None and not file.built.is_readable:
        return  # the bundler has put the values in by now
    further = package_of(file, project).publishers
    if not project.is_test(file):  # a test gives its own keys to builds of its own
        for written in written_definitions(file, program, project, further):
            yield _as_read(written)
    neutral: list[tuple[Access, Publisher]] = []
    for access in accesses(program, project):
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
        for mention in markup.mentions(file.text, further):
            region = file.lines.region(mention.start, mention.start + len(mention.name))
            yield PublishedRead(mention.name, region, model.Unknown(region), mention.publisher)


def _as_read(written: Written) -> PublishedRead:
    return PublishedRead(
        written.name, written.region, written.node, written.publisher, written.sure, is_definition=True
    )


def _read(access: Access, publisher: Publisher) -> PublishedRead:
    sure = access.is_dotted or publisher.prefix not in _DOTTED_ONLY
    return PublishedRead(access.name, access.region, access.node, publisher, sure)


def _of_neutral_name(
    found: list[tuple[Access, Publisher]], program: Program, project: "Project"
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
    for node in program.nodes():
        if isinstance(node, model.Import):
            publisher = unprefixed.publisher_of_module(node.module)
            for imported in node.names if publisher is not None else ():
                if publisher is not None and is_key_name(imported.name):
                    yield imported, publisher
