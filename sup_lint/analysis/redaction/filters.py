"""The filters of one program: comparisons and loops that hide what they take, and all that is done beside them."""

from dataclasses import dataclass

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.program import Node, Program, walk
from sup_lint.analysis.project import Project
from sup_lint.analysis.redaction.comparison import Comparison, Comparisons, accepts
from sup_lint.analysis.redaction.listing import Listing, Listings
from sup_lint.analysis.redaction.purpose import Purposes
from sup_lint.analysis.redaction.tools import COMPLETE
from sup_lint.analysis.redaction.vocabulary import is_ours, says_hiding

# Calls beside a comparison that decide nothing about names.
_PLAIN = frozenset("isinstance len str bool any all lower upper casefold strip get items startswith endswith".split())


@dataclass(slots=True)
class Filter:
    """A comparison that hides what it takes; `kind` is mask or drop, `subject` what the names are taken from."""

    comparison: Comparison
    kind: str
    subject: Node | None


class Filters:
    """All comparisons of one program, and those of them that hide something."""

    def __init__(self, program: Program, project: Project) -> None:
        self._program = program
        self._scopes = project.scopes(program)
        self._comparisons = Comparisons(program, project, Listings(project))
        self._listings = Listings(project)
        self._purposes = Purposes(program, project)
        self.hiding: list[Filter] = []
        self._checking: list[Comparison] = []
        self._attributes: dict[str, list[Node]] = {}
        for node in program.nodes():
            self._take(node)

    @classmethod
    def of(cls, program: Program, project: Project) -> "Filters":
        """The filters of a program, read once."""
        return project.flow.once(("filters", program), lambda: cls(program, project))

    def _take(self, node: Node) -> None:
        match node:
            case model.Attribute():
                self._attributes.setdefault(node.name, []).append(node)
            case model.Loop(iterable=iterable) if iterable is not None:
                purpose = self._purposes.loop(node)
                self._loop(node, iterable, purpose.kind, purpose.subject)
            case model.Comprehension(kind="mapping", element=model.Entry(value=value), clauses=(clause,)):
                if self._purposes.masks(value):
                    self._loop(node, clause.iterable, "mask", None)
            case model.Call(
                function=model.Attribute(name="forEach", value=iterable),
                arguments=(model.Argument(value=model.Function(parameters=(first, *_), body=body)), *_),
            ):
                purpose = self._purposes.each(first.name, body, node)
                self._loop(node, iterable, purpose.kind, purpose.subject)
            case model.Match(subject=key, cases=cases):
                for each in cases:
                    self._case(key, each)
        if not isinstance(node, model.Operation | model.Call):
            return
        comparison = self._comparisons.read(node)
        if comparison is None:
            return
        if comparison.mode == "sub":
            kind, subject = self._substitution(node), None
        else:
            kind, subject = self._purposes.of(node, is_negative=comparison.is_negative)
        if kind == "check":
            self._checking.append(comparison)
        else:
            self.hiding.append(Filter(comparison, kind, subject))

    def _loop(self, node: Node, iterable: Node, kind: str, subject: Node | None) -> None:
        """`for name in SENSITIVE: headers.pop(name, None)`"""
        if kind == "check":
            return
        listing = self._listings.read(self._program, iterable)
        if listing.names and listing.displays:
            comparison = Comparison(self._program, node, iterable, listing, "each")
            self.hiding.append(Filter(comparison, kind, subject))

    def _case(self, key: Node, case: model.Case) -> None:
        """`case "authorization" | "cookie":`"""
        options = case.pattern.options if isinstance(case.pattern, model.Choice) else (case.pattern,)
        names = [each.value for each in options if isinstance(each, model.Literal) and isinstance(each.value, str)]
        if len(names) == len(options):
            comparison = Comparison(self._program, case.pattern, key, Listing(names), "exact", is_single=True)
            kind, subject = self._purposes.case(case)
            if kind == "check":
                self._checking.append(comparison)
            else:
                self.hiding.append(Filter(comparison, kind, subject))

    def _substitution(self, node: Node) -> str:
        """What `sub()` puts in the place of what it finds."""
        if not isinstance(node, model.Call) or not isinstance(node.function, model.Attribute):
            return "check"
        index = 1 if last_name(node.function.value) in {"re", "regex", "re2"} or self._scopes.is_javascript else 0
        if index >= len(node.arguments):
            return "check"
        replacement = node.arguments[index].value
        if isinstance(replacement, model.Function):
            results = [each.value for each in walk(replacement.body) if isinstance(each, model.Return)]
            return "mask" if any(each is not None and self._purposes.masks(each) for each in results) else "check"
        return "mask" if self._purposes.masks(replacement) else "check"

    def changes(self, comparison: Comparison) -> list[tuple[str, tuple[str, ...]]]:
        """What the code does to a name before it compares it."""
        return [] if comparison.mode == "each" else self._comparisons.changes(comparison.key)

    def owner_of(self, node: Node, *, outermost: bool = False) -> Node | None:
        """The function around a node, lambdas left out; the class around it if the `outermost` is asked for."""
        found: Node | None = None
        for around in self._scopes.ancestors(node):
            if isinstance(around, model.Function) and around.name:
                found = around
                if not outermost:
                    break
            elif isinstance(around, model.Class) and outermost:
                found = around
        return found

    # --- what is done beside a filter ----------------------------------------------------------------------------

    def is_completed(self, found: Filter, targets: set[str]) -> bool:
        """Whether something beside a filter may hide the key: another test, a pattern, a pop, a call not understood."""
        node = found.comparison.node
        if self._is_in_open_test(node):
            return True
        function, owner = self.owner_of(node), self.owner_of(node, outermost=True)
        patterns = bool(found.comparison.listing.patterns)
        for other in self.hiding:
            each = other.comparison
            near = owner is not None and self.owner_of(each.node, outermost=True) is owner
            beside = near or (patterns and bool(each.listing.patterns))
            if each is not found.comparison and beside and self._takes(each, targets):
                return True
        for each in self._checking:
            if function is not None and self.owner_of(each.node) is function and self._takes(each, targets):
                return True
        return function is not None and any(_hides_ours(each) for each in walk((function,)))

    def _takes(self, comparison: Comparison, targets: set[str]) -> bool:
        if not comparison.listing.is_whole or any(is_ours(name) for name in comparison.listing.names):
            return True
        return any(accepts(comparison, self.changes(comparison), target) for target in targets)

    def _is_in_open_test(self, node: Node) -> bool:
        """Whether a test has an alternative that calls something not understood: `k in LIST or looks_secret(k)`."""
        child = node
        for around in self._scopes.ancestors(node):
            match around:
                case model.Choice(how="or", options=options):
                    for option in options:
                        if option is not child and any(
                            isinstance(each, model.Call)
                            and last_name(each.function) not in _PLAIN
                            and self._comparisons.read(each) is None
                            for each in walk((option,))
                        ):
                            return True
                case model.Choice() | model.Operation() | model.Argument() | model.Call() | model.Comprehension():
                    pass
                case _:
                    return False
            child = around
        return False

    # --- the uses of a list --------------------------------------------------------------------------------------

    def uses_of(self, name: str) -> list[Node]:
        """The places where a list of this name is read."""
        found: list[Node] = [*self._scopes.names.get(name, ()), *self._attributes.get(name, ())]
        return [node for node in found if not self._is_bound(node)]

    def _is_bound(self, node: Node) -> bool:
        parent = self._scopes.parents.get(id(node))
        return isinstance(parent, model.Bind) and parent.target is node

    def role_of(self, use: Node, displays: set[int]) -> str:
        """What a use does with the list: filter, check, ingredient (of a larger one), complete, or unknown."""
        for each in self.hiding:
            if displays & {id(node) for _, node in each.comparison.listing.displays} and self._lies_in(use, each):
                return "filter"
        child = use
        for around in self._scopes.ancestors(use):
            match around:
                case model.Join(how="+") | model.Operation(operator="|" | "+" | "-" | "&") | model.Spread():
                    return "ingredient"
                case model.Call(function=model.Attribute(name="union" | "update" | "extend" | "difference")):
                    return "ingredient"
                case model.Argument(spread="*"):
                    return "ingredient"
                case model.Argument(name=str() as name) if name in COMPLETE:
                    return "complete"
                case model.Call(function=model.Attribute(name="includes" | "has" | "some" | "every")):
                    return "check"
                case model.Operation(operator="in" | "not in" | "==" | "!=") | model.If() | model.Assert():
                    return "check"
                case model.Loop(iterable=iterable) if iterable is child:
                    return "check" if _only_checks(around) else "unknown"
                case model.Clause(iterable=iterable) if iterable is child:
                    return "check"
                case model.Bind() | model.Return() | model.Function() | model.Class():
                    return "unknown"
            child = around
        return "unknown"

    def _lies_in(self, use: Node, found: Filter) -> bool:
        if any(around is found.comparison.node for around in self._scopes.ancestors(use)):
            return True
        # In `any(name in key for name in LIST)` the list stands beside the comparison.
        comprehension = self._scopes.enclosing(use, model.Comprehension)
        loop = self._scopes.enclosing(use, model.Loop)
        inside = [*self._scopes.ancestors(found.comparison.node)]
        return any(around is not None and around in inside for around in (comprehension, loop))


def _hides_ours(node: Node) -> bool:
    """Whether a statement takes the key itself out: `headers.pop("x-sup-api-key")`, `headers["x-sup-api-key"] = …`."""
    match node:
        case model.Call(function=function, arguments=(first, *_)):
            if last_name(function) in {"pop", "delete"} or says_hiding(last_name(function)):
                return _names_ours(first.value)
        case model.Delete(target=model.Subscript(index=index)):
            return _names_ours(index)
        case model.Bind(target=model.Subscript(index=index), value=model.Literal(value=str())):
            return _names_ours(index)
    return False


def _names_ours(node: Node) -> bool:
    return isinstance(node, model.Literal) and isinstance(node.value, str) and is_ours(node.value)


def _only_checks(loop: model.Loop) -> bool:
    return any(isinstance(node, model.Raise | model.Assert) for node in walk(loop.body))
