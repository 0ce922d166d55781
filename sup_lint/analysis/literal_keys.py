"""Every literal of a file that is a Supertone key, and what makes it one."""

from collections.abc import Iterator
from weakref import WeakKeyDictionary

from sup_lint.analysis import program as model
from sup_lint.analysis.dataflow import calls
from sup_lint.analysis.dataflow.values import (
    Arguments,
    Constant,
    Entries,
    FunctionValue,
    Items,
    Origin,
    Values,
    as_text,
)
from sup_lint.analysis.file import AnalysedFile
from sup_lint.analysis.literal_key import LiteralKey, within_literal
from sup_lint.analysis.literal_texts import from_setting, from_text, in_prose, in_strings
from sup_lint.analysis.neighbours import belongs_to_another, is_in_anothers_entry
from sup_lint.analysis.places.finder import PlaceFinder
from sup_lint.analysis.places.place import Place
from sup_lint.analysis.program import Program
from sup_lint.analysis.project import Project
from sup_lint.analysis.settings.keys import held_keys, unquoted
from sup_lint.keys.formats import (
    is_key_behind_neutral_name,
    is_key_in_certain_place,
    is_key_shaped,
    strip_scheme,
)
from sup_lint.keys.matcher import find_keys
from sup_lint.keys.remarks import find_remarks
from sup_lint.model.region import Region

_SHORTEST_TEXT = 12
_DEEPEST_CONTAINER = 2
_LONGEST_OUTPUT = 300_000


def literal_keys(file: AnalysedFile, project: Project) -> list[LiteralKey]:
    """The keys written in `file`, and those elsewhere that `file` uses; each literal once, by its best reason."""
    known = _KNOWN.get(file)
    if known is None:
        known = _KNOWN[file] = _found_in(file, project)
        for literal in known:
            for where in (literal.file, literal.used_in, *(piece for piece, _ in literal.pieces)):
                where.keep_secret(literal.value)
    return known


# Several rules ask for the keys of the same file.
_KNOWN: WeakKeyDictionary[AnalysedFile, list[LiteralKey]] = WeakKeyDictionary()


def _found_in(file: AnalysedFile, project: Project) -> list[LiteralKey]:
    found: list[LiteralKey] = []
    project.flow.start()
    if file.built is not None:
        from sup_lint.analysis.bundle.literals import built_literals

        found += built_literals(file, project)
    if file.program is None and _is_for_people(file):
        found += [from_setting(held, file) for held in held_keys(file)]
        found += in_prose(file, project)
    if file.program is not None:
        found += _from_places(file, file.program, project)
        found += in_strings(file, file.program)
        if file.language == "shell":  # options of commands, and what a pipe hands on, mean something to the text view
            found += [from_text(match, file, 0, "text") for match in find_keys(file.text) if match.certain]
        found += _again(file, file.program, [each for each in found if each.certain])
        for comment in file.program.comments:
            line = file.lines.line_text(comment.region.line)
            remarks = find_remarks(comment.text, line) if file.is_tied else ()
            for match in (*find_keys(comment.text, tied=file.is_tied or None), *remarks):
                start = file.lines.offset(comment.region.line, comment.region.column)
                found.append(from_text(match, file, start, "comment"))
    return _best(found)


def _is_for_people(file: AnalysedFile) -> bool:
    """Whether a file is text that a person may have written; the search in text is too slow for large output.

    A notebook that could be taken apart is looked at cell by cell.
    """
    if file.language == "notebook" and not file.is_malformed:
        return False
    return file.built is None or (file.built.is_readable and len(file.text) <= _LONGEST_OUTPUT)


def _again(file: AnalysedFile, program: Program, proven: list[LiteralKey]) -> Iterator[LiteralKey]:
    """The other literals of the file that hold a proven key, whatever they are called."""
    reasons = {each.value: each for each in proven if len(each.value) >= _SHORTEST_TEXT}
    for node in program.nodes() if reasons else ():
        text = as_text(node.value) if isinstance(node, model.Literal) else None
        for value, reason in reasons.items():
            if text is not None and isinstance(node, model.Literal) and value in text:
                region = within_literal(value, node)
                yield LiteralKey(value, file, region, "copy", reason.name, True, reason.used_in, reason.used_at)


def _best(found: list[LiteralKey]) -> list[LiteralKey]:
    """One for each literal: the certain before the likely, a place in code before mere text, and the outermost."""
    ranked = sorted(
        found,
        key=lambda each: (
            not each.certain,
            each.kind == "copy",
            each.kind in {"text", "comment"},
            each.file is not each.used_in,
        ),
    )
    kept: list[LiteralKey] = []
    for each in ranked:
        if not any(each.file is other.file and each.region.overlaps(other.region) for other in kept):
            kept.append(each)
    return kept


# --- from places in code -------------------------------------------------------------------------------------------


def _from_places(file: AnalysedFile, program: Program, project: Project) -> Iterator[LiteralKey]:
    flow = project.flow
    for place in PlaceFinder(program, project).places():
        if not place.certain and not file.is_tied:
            continue
        if not place.certain and belongs_to_another(place.user, program, project):
            continue
        values = flow.evaluate(place.value, place.frame or flow.frame(program))
        if flow.exhausted and place.certain:
            project.give_up(file)
        for constant, nested in _constants(values, project, program):
            key = _judged(constant, place, nested=nested) if place.certain or not nested else None
            if key and constant.origins and not is_in_anothers_entry(constant, project):
                yield _located(key, constant, place, file, project)


def _constants(values: Values, project: Project, program: Program, depth: int = 0) -> Iterator[tuple[Constant, bool]]:
    """The constants that a place may get, and whether they lie inside a list or mapping."""
    flow = project.flow
    for value in values:
        if isinstance(value, Constant):
            yield value, depth > 0
        elif isinstance(value, FunctionValue):  # a callable that gives the key
            found = calls.returned(flow, value, Arguments((), flow.frame(program))).constants()
            yield from ((constant, depth > 0) for constant in found)
        elif isinstance(value, Items | Entries) and depth < _DEEPEST_CONTAINER:
            inner = value.items if isinstance(value, Items) else tuple(value.entries.values())
            for each in inner:
                yield from _constants(each, project, program, depth + 1)


def _judged(constant: Constant, place: Place, *, nested: bool) -> str | None:
    text = as_text(constant.value)
    if text is None:
        return None
    key = strip_scheme(unquoted(text))
    if place.certain:
        shaped = place.shaped or nested  # SUPERTONE_KEYS = {"owner": "anna", "key": "…"}
        good = is_key_in_certain_place(key, name=place.name) and (not shaped or is_key_shaped(key))
    else:
        good = is_key_behind_neutral_name(key)
    return key if good else None


def _located(key: str, constant: Constant, place: Place, file: AnalysedFile, project: Project) -> LiteralKey:
    origins = _contributing(key, constant.origins)
    first = origins[0]
    owner = project.file_of(first.program)
    pieces: tuple[tuple[AnalysedFile, Region], ...] = ()
    if len(origins) == 1:
        region = within_literal(key, first.literal)
    else:
        together = _smallest_whole(key, origins, project)
        if together is not None:
            region = together
        else:
            longest = max(origins, key=lambda origin: len(origin.literal.raw))
            owner, region = project.file_of(longest.program), longest.literal.region
            pieces = tuple(
                (project.file_of(origin.program), origin.literal.region) for origin in origins if origin is not longest
            )
    return LiteralKey(key, owner, region, place.kind, place.name, place.certain, file, place.user.region, pieces)


def _contributing(key: str, origins: tuple[Origin, ...]) -> list[Origin]:
    """The literals that the key itself comes from, not the text around it."""
    texts = [(origin, as_text(origin.literal.value) or "") for origin in origins]
    whole = [origin for origin, text in texts if key in text]
    parts = [origin for origin, text in texts if text and text in key]
    if whole:
        return whole[:1]
    if parts and sum(len(as_text(origin.literal.value) or "") for origin in parts) >= len(key):
        return parts
    # Something was decoded, reversed or cut: the longest text is what holds the key, unless all are needed.
    long_texts = [origin for origin, text in texts if len(text) >= len(key)]
    return long_texts[:1] or list(origins)


def _smallest_whole(key: str, origins: list[Origin], project: Project) -> Region | None:
    """The region of the smallest expression that holds all the pieces and yields the key."""
    program = origins[0].program
    if any(origin.program is not program for origin in origins):
        return None
    scopes, flow = project.scopes(program), project.flow
    wanted = [origin.literal for origin in origins]
    chains = [[id(node) for node in scopes.ancestors(literal)] for literal in wanted]
    for node in scopes.ancestors(wanted[0]):
        if isinstance(node, model.Bind | model.Evaluate | model.Return | model.Function | model.Define):
            return None
        if all(id(node) in chain for chain in chains):
            texts = flow.evaluate(node, flow.frame(program)).texts()
            if any(key in text for text in texts):
                return node.region
    return None
