"""Judges the redactions of one program: what is hidden, by which names, and whether the key is among them."""

from collections.abc import Iterator
from dataclasses import dataclass

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.program import Node, Program
from sup_lint.analysis.project import Project
from sup_lint.analysis.redaction import paths, tools
from sup_lint.analysis.redaction.comparison import Comparison, accepts, others_in
from sup_lint.analysis.redaction.filters import Filter, Filters
from sup_lint.analysis.redaction.incomplete import Incomplete, missing_beside, missing_in
from sup_lint.analysis.redaction.listing import Listing, Listings, is_pattern
from sup_lint.analysis.redaction.patterns import Pattern, compiled, hides_ours, matches_wildcard
from sup_lint.analysis.redaction.removals import Removals
from sup_lint.analysis.redaction.subject import Subject, spellings
from sup_lint.analysis.redaction.vocabulary import (
    is_credential,
    is_credential_header,
    is_ours,
    is_plumbing,
    says_hiding,
    says_hiding_faintly,
    says_parts,
    tells_headers,
)
from sup_lint.keys.names import HEADER, VARIABLE


@dataclass(slots=True)
class _Named:
    """A list with a name that says its purpose, or in a tool's parameter."""

    name: str
    value: Node
    tool: tools.Tool | None = None
    is_variable: bool = False


class Judge:
    """Judges the redactions of one program."""

    def __init__(self, program: Program, project: Project) -> None:
        self._program = program
        self._project = project
        self._scopes = project.scopes(program)
        self._listings = Listings(project)
        self._names: dict[int, str] = {}

    def incomplete(self) -> Iterator[Incomplete]:
        """Yield what is incomplete, filters first, then the lists that only their names or tools tell of."""
        filters = Filters.of(self._program, self._project)
        named = list(self._named())
        for each in named:
            for display in self._listings.read(self._program, each.value).displays:
                self._names.setdefault(id(display[1]), each.name)
        singles: set[int] = set()
        for found in filters.hiding:
            verdict = self._of_filter(found, filters)
            if verdict is None:
                continue
            if found.comparison.is_single:
                owner = id(filters.owner_of(found.comparison.node))
                if owner in singles:
                    continue
                singles.add(owner)
            yield verdict
        if self._scopes.is_javascript:
            for node, others in Removals(self._program, self._project).incomplete():
                if not self._is_in_reported(node, filters):
                    yield Incomplete(self._program, node, "removal", "", tuple(others))
        is_test = _is_test(self._program.path)
        for each in named:
            if each.tool is not None or not is_test:
                verdict = self._of_named(each)
                if verdict is not None:
                    yield verdict

    # --- filters -------------------------------------------------------------------------------------------------

    def _of_filter(self, found: Filter, filters: Filters) -> Incomplete | None:
        comparison = found.comparison
        listing = comparison.listing
        if not listing.is_whole or any(is_plumbing(name) for name in listing.names):
            return None
        others = others_in(listing, comparison.mode)
        ours = [name for name in listing.names if is_ours(name)]
        if not others and not ours:
            return None
        subject = Subject(self._program, found.subject, self._project)
        if subject.is_incoming or subject.is_without_key:
            return None
        has_header = any(is_credential_header(name) for name in others)
        if ours:
            others = [*ours[:1], *others]
        elif not (has_header or subject.is_headers or subject.names_of_key):
            return None
        spelled = spellings(self._project)
        targets = set(subject.names_of_key) or spelled or {HEADER}
        changes = filters.changes(comparison)
        if any(accepts(comparison, changes, target) for target in targets):
            return None
        is_wrong_case = bool(ours)
        if ours and not self._is_surely_missed(
            comparison, changes, ours, is_known=bool(spelled or subject.names_of_key)
        ):
            return None
        if filters.is_completed(found, targets):
            return None
        program, node = listing.displays[0] if listing.displays else (self._program, comparison.node)
        kind = "comparison" if not listing.displays else "pattern" if listing.patterns else "list"
        name = self._names.get(id(node), "") or self._name_of(program, node)
        missing = missing_in(comparison, changes, targets)
        return Incomplete(program, node, kind, name, tuple(others), is_wrong_case, missing, comparison=comparison)

    def _is_surely_missed(
        self, comparison: Comparison, changes: list[tuple[str, tuple[str, ...]]], ours: list[str], *, is_known: bool
    ) -> bool:
        """Whether a name of the key that is in the list can't be met: what is compared has another case."""
        if comparison.mode not in {"exact", "inside", "starts", "ends"}:
            return False
        if any(name.lower() != HEADER for name in ours):
            return False
        methods = {method for method, _ in changes}
        return bool(methods & {"lower", "upper", "title", "capitalize"}) or is_known

    def _name_of(self, program: Program, node: Node) -> str:
        """The name of the variable that a display elsewhere is bound to."""
        for around in self._project.scopes(program).ancestors(node):
            if isinstance(around, model.Bind):
                return last_name(around.target)
            if isinstance(around, model.Function | model.Class):
                break
        return ""

    def _is_in_reported(self, node: Node, filters: Filters) -> bool:
        """Whether a comparison beside tells of the same function already, or may hide the key there."""
        owner = filters.owner_of(node)
        return owner is not None and any(filters.owner_of(each.comparison.node) is owner for each in filters.hiding)

    # --- lists that are told by their name -----------------------------------------------------------------------

    def _named(self) -> Iterator[_Named]:
        for node in self._program.nodes():
            match node:
                case model.Bind(target=model.Name() | model.Attribute() as target, value=value) if value is not None:
                    yield from self._if_named(last_name(target), value, "", is_variable=True)
                case model.Bind(target=model.Subscript(index=model.Literal(value=str() as key)), value=value):
                    if value is not None:
                        yield from self._if_named(key, value, "")
                case model.Parameter(name=name, default=default) if default is not None:
                    yield from self._if_named(name, default, "", is_variable=True)
                case model.Entry(key=model.Literal(value=str() as key), value=value):
                    yield from self._if_named(key, value, "")
                case model.Call(function=function, arguments=arguments):
                    called = last_name(function)
                    if called in {"fastRedact", "noir"} and arguments:
                        yield from self._if_named("redact", arguments[0].value, called)
                    for index, argument in enumerate(arguments):
                        name = argument.name or ("denylist" if called == "EventScrubber" and not index else "")
                        if name:
                            yield from self._if_named(name, argument.value, called)
                    match [argument.value for argument in arguments[:2]]:
                        case [model.Literal(value=tools.VARIABLE), value]:
                            yield _Named(tools.VARIABLE, value, tools.VARIABLE_TOOL)

    def _if_named(self, name: str, value: Node, call: str, *, is_variable: bool = False) -> Iterator[_Named]:
        if name == tools.VARIABLE:
            yield _Named(name, value, tools.VARIABLE_TOOL)
            return
        tool = tools.tool_of(name, call)
        if tool is not None and tool.mode == "path":
            if not self._scopes.is_javascript:
                tool = None
            elif isinstance(value, model.Mapping):  # redact: { paths: […], censor: "***" }
                inner = [each.value for each in value.entries if _is_key(each, "paths")]
                value = inner[0] if inner else value
        if tool is not None or says_hiding(name):
            yield _Named(name, value, tool, is_variable=is_variable)

    def _of_named(self, named: _Named) -> Incomplete | None:
        listing = self._listing(named)
        if listing is None or not listing.is_whole or any(is_plumbing(name) for name in listing.names):
            return None
        if named.tool is not None and named.tool.mode == "path":
            return self._of_paths(named, listing)
        mode = named.tool.mode if named.tool is not None else "sub" if listing.patterns else "exact"
        others = others_in(listing, mode)
        is_general = named.tool is not None and named.tool.is_general
        if not any(is_general or is_credential_header(name) for name in others):
            return None
        if named.tool is None and not tells_headers(others, named.name):
            return None
        if any(is_ours(name) for name in listing.names) or _takes_ours(listing, named):
            return None
        if named.tool is None and says_hiding_faintly(named.name) and not all(map(is_credential, listing.names)):
            return None
        if named.tool is None and named.is_variable and not self._counts_by_name(named, listing):
            return None
        if named.tool is None and not listing.patterns and len(listing.names) < 2 and not named.is_variable:
            return None
        program, node = listing.displays[0]
        kind = "pattern" if listing.patterns else "list"
        missing = missing_beside(listing.names, named.tool)
        return Incomplete(program, node, kind, named.name, tuple(others), missing=missing)

    def _of_paths(self, named: _Named, listing: Listing) -> Incomplete | None:
        others = paths.others_in(listing.names)
        if not others or any(map(paths.hides_header, listing.names)):
            return None
        program, node = listing.displays[0]
        return Incomplete(program, node, "list", named.name, tuple(dict.fromkeys(others)), are_paths=True)

    def _listing(self, named: _Named) -> Listing | None:
        """What the list holds; a regular expression is one of a single pattern, text a list with commas."""
        texts = sorted(self._project.flow.evaluate(named.value, self._project.flow.frame(self._program)).texts())
        is_text = isinstance(named.value, model.Literal | model.Join) and len(texts) == 1
        if named.tool is tools.VARIABLE_TOOL:
            if not is_text:
                return None
            return Listing([each.strip() for each in texts[0].split(",")], [(self._program, named.value)])
        if is_text and named.tool is None and not isinstance(named.value, model.Call):
            return None
        patterns = self._listings.patterns(self._program, named.value) if is_pattern(named.value) or is_text else []
        if patterns:
            return Listing(displays=[each[:2] for each in patterns], patterns=patterns)
        listing = self._listings.read(self._program, named.value)
        if named.is_variable:
            self._listings.add_later(listing, named.name)
        return listing if listing.displays else None

    def _counts_by_name(self, named: _Named, listing: Listing) -> bool:
        """Whether nothing that is done with the list speaks against its name, or tells more than the name."""
        displays = {id(node) for _, node in listing.displays}
        checks = uses = 0
        for program in self._project.programs():
            if named.name not in program.text:
                continue
            filters = Filters.of(program, self._project)
            for use in filters.uses_of(named.name):
                role = filters.role_of(use, displays)
                if role in {"filter", "ingredient", "complete"}:
                    return False
                uses += 1
                checks += role == "check"
        return not uses or checks < uses


def _takes_ours(listing: Listing, named: _Named) -> bool:
    """Whether the names and patterns in the list take the header, or a variable's name, without naming it."""
    names = [name.lower() for name in listing.names if name]
    for _, _, pattern in listing.patterns:
        ready = compiled(pattern)
        if ready is None or hides_ours(ready, "sub") or hides_ours(ready, "search"):
            return True
    targets = (HEADER, VARIABLE.lower())
    mode = named.tool.mode if named.tool is not None else "inside" if says_parts(named.name) else "exact"
    if mode == "match":
        ready_names = [compiled(Pattern(name, 2)) for name in names]  # 2 is IGNORECASE
        return any(ready is None or ready.match(HEADER) for ready in ready_names)
    if mode == "inside":
        return any(name in target for name in names for target in targets)
    return any("*" in name and matches_wildcard(target, name) for name in names for target in targets)


def _is_key(entry: model.Entry, name: str) -> bool:
    return isinstance(entry.key, model.Literal) and entry.key.value == name


def _is_test(path: str) -> bool:
    name = path.rpartition("/")[2]
    if any(part in name for part in (".test.", ".spec.")) or "__tests__/" in path:
        return True
    return name.startswith("test_") or name.endswith("_test.py") or name == "conftest.py"
