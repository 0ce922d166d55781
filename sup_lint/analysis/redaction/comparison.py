"""Tests of a name against others: membership, equality, parts, beginnings, wildcards, regular expressions."""

from dataclasses import dataclass

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.program import Node, Program
from sup_lint.analysis.project import Project
from sup_lint.analysis.redaction.definitions import Definitions
from sup_lint.analysis.redaction.listing import Listing, Listings, flags_of
from sup_lint.analysis.redaction.patterns import Pattern, compiled, hides_ours, matches_wildcard, others_hidden
from sup_lint.analysis.redaction.vocabulary import is_credential
from sup_lint.analysis.scopes import Scopes

_CHANGES = frozenset(
    "lower upper casefold title capitalize strip replace decode encode removeprefix removesuffix".split()
)
# What they are called in JavaScript.
_SCRIPT_CHANGES = {
    "toLowerCase": "lower", "toLocaleLowerCase": "lower", "toUpperCase": "upper", "trim": "strip",
    "replaceAll": "replace",
}  # fmt: skip
_CONTAINING = frozenset({"includes", "has", "contains"})
# Methods whose function is handed each element of a list.
ITERATING = frozenset({"some", "every", "find", "findIndex", "forEach", "map", "filter", "reduce", "flatMap"})
_MATCHING = frozenset({"search", "match", "fullmatch"})
_SUBSTITUTING = frozenset({"sub", "subn"})
_SCRIPT_SUBSTITUTING = frozenset({"replace", "replaceAll"})


@dataclass(slots=True)
class Comparison:
    """A test of `key` against the names of `listing`, `mode` telling how; `is_single` if it spells one name itself.

    The mode is exact, inside (a name is part of the key), starts, ends, wildcard, search, match, fullmatch, sub, or
    each (a loop over the names). `is_negative` tells that the test is true for other keys.
    """

    program: Program
    node: Node
    key: Node
    listing: Listing
    mode: str
    is_single: bool = False
    is_negative: bool = False


def accepts(comparison: Comparison, changes: list[tuple[str, tuple[str, ...]]], spelled: str) -> bool:
    """Whether the test takes the name `spelled`, after what the code does to it before."""
    text = spelled
    for method, arguments in changes:
        try:
            text = getattr(text, method)(*arguments)
        except (TypeError, ValueError):  # the scanned code is wrong there
            return True
    names = [name for name in comparison.listing.names if name]
    match comparison.mode:
        case "exact":
            return text in names
        case "each":  # a list that is gone through, each name taken out of a mapping that may not mind the case
            return text.lower() in {name.lower() for name in names}
        case "inside":
            return any(name in text for name in names)
        case "starts":
            return text.startswith(tuple(names))
        case "ends":
            return text.endswith(tuple(names))
        case "wildcard":
            return any(matches_wildcard(text, name) for name in names)
    return any(
        ready is None or hides_ours(ready, comparison.mode)
        for ready in (compiled(pattern) for _, _, pattern in comparison.listing.patterns)
    )


def others_in(listing: Listing, mode: str) -> list[str]:
    """The credentials of others that a listing names."""
    found = [name for name in listing.names if is_credential(name)]
    for _, _, pattern in listing.patterns:
        ready = compiled(pattern)
        found += others_hidden(ready, mode if mode in _MATCHING else "sub") if ready is not None else ()
    return list(dict.fromkeys(found))


class Comparisons:
    """Reads the comparisons of one program."""

    def __init__(self, program: Program, project: Project, listings: Listings) -> None:
        self._program = program
        self._scopes = project.scopes(program)
        self._listings = listings
        self._definitions = Definitions(project)

    def read(self, node: Node) -> Comparison | None:
        """The comparison that an expression is, if it is one."""
        match node:
            case model.Operation(operator="in" | "not in" as operator, operands=(left, right)):
                return self._membership(node, left, right, is_negative=operator == "not in")
            case model.Operation(operator="==" | "!=" as operator, operands=(left, right)):
                for key, names in ((left, right), (right, left)):
                    found = self._against(node, key, names, "exact")
                    if found is not None:
                        found.is_negative = operator == "!="
                        return found
            case model.Call(function=model.Attribute(name="startswith" | "endswith" as name, value=key)):
                if node.arguments:
                    names = node.arguments[0].value
                    return self._against(node, key, names, name.removesuffix("with"), may_be_list=True)
            case model.Call(function=model.Attribute()) if self._scopes.is_javascript:
                return self._in_script(node)
            case model.Call() if last_name(node.function) in {"fnmatch", "fnmatchcase"} and len(node.arguments) > 1:
                return self._against(node, node.arguments[0].value, node.arguments[1].value, "wildcard")
            case model.Call() if last_name(node.function) in _MATCHING | _SUBSTITUTING:
                return self._match(node, last_name(node.function))
        return None

    def changes(self, key: Node, depth: int = 0) -> list[tuple[str, tuple[str, ...]]]:
        """What the code does to a key's name before it compares it, first things first: lower(), replace("-", "_")."""
        match key:
            case model.Call(function=model.Attribute(name=name, value=inner)) if name in _SCRIPT_CHANGES:
                texts = [each.value.value for each in key.arguments if isinstance(each.value, model.Literal)]
                given = tuple(text for text in texts if isinstance(text, str))
                return [*self.changes(inner, depth), (_SCRIPT_CHANGES[name], given)]
            case model.Call(function=model.Attribute(name=name, value=inner)) if name in _CHANGES:
                texts = [each.value.value for each in key.arguments if isinstance(each.value, model.Literal)]
                arguments = tuple(text for text in texts if isinstance(text, str))
                if name in {"decode", "encode"} or len(arguments) != len(key.arguments):
                    return self.changes(inner, depth)
                return [*self.changes(inner, depth), ("lower" if name == "casefold" else name, arguments)]
            case model.Call(arguments=(only,)) if last_name(key.function) == "str":
                return self.changes(only.value, depth)
            case model.Name() if depth < 3:
                for binding in self._scopes.lookup(key.id, self._scopes.position(key)) or ():
                    if isinstance(binding.node, model.Bind) and binding.value is not None and not binding.path:
                        return self.changes(binding.value, depth + 1)
        return []

    def element_of(self, node: Node) -> Node | None:
        """The iterable whose elements a loop or comprehension variable stands for."""
        if not isinstance(node, model.Name):
            return None
        for binding in self._scopes.lookup(node.id, self._scopes.position(node)) or ():
            if isinstance(binding.node, model.Loop | model.Clause) and binding.path == (None,):
                return binding.value
            function = self._scopes.parents.get(id(binding.node))
            if isinstance(function, model.Function) and function.parameters[:1] == (binding.node,):
                call = iterating_call(self._scopes, function)
                if call is not None and isinstance(call.function, model.Attribute):
                    return call.function.value
        return None

    def _in_script(self, node: model.Call) -> Comparison | None:
        """`LIST.includes(key)`, `key.includes("token")`, `/token/i.test(key)`, `text.replace(/…/g, "***")`."""
        assert isinstance(node.function, model.Attribute)
        name, base = node.function.name, node.function.value
        first = node.arguments[0].value if node.arguments else None
        if first is None:
            return None
        if name in _CONTAINING:
            return self._membership(node, first, base, is_negative=False)
        if name in {"startsWith", "endsWith"}:
            return self._against(node, base, first, name.removesuffix("With"))
        if name == "test" or (name in {"match", "search"} and is_regular_expression(first)):
            pattern, key = (base, first) if name == "test" else (first, base)
            return self._with_pattern(node, pattern, key, "search")
        if name in _SCRIPT_SUBSTITUTING and len(node.arguments) > 1:
            return self._with_pattern(node, first, base, "sub")
        return None

    def _with_pattern(self, node: Node, pattern: Node, key: Node, mode: str) -> Comparison | None:
        given = self._listings.patterns(self._program, pattern) if _may_be_pattern(pattern) else []
        if not given:
            return None
        listing = Listing(displays=[(where, source) for where, source, _ in given], patterns=given)
        return Comparison(self._program, node, key, listing, mode)

    def _membership(self, node: Node, left: Node, right: Node, *, is_negative: bool) -> Comparison | None:
        spelled = self._names(left)
        if spelled is not None:  # "token" in key
            is_single = isinstance(left, model.Literal)
            if self._names(right) is not None:
                return None
            return Comparison(self._program, node, right, spelled, "inside", is_single, is_negative)
        listing = self._listings.read(self._program, right)
        if not listing.names:
            return None
        return Comparison(self._program, node, left, listing, "exact", is_negative=is_negative)

    def _against(
        self, node: Node, key: Node, names: Node, mode: str, *, may_be_list: bool = False
    ) -> Comparison | None:
        spelled = self._names(names)
        if spelled is None and may_be_list:
            listing = self._listings.read(self._program, names)
            spelled = listing if listing.names else None
        if spelled is None or self._names(key) is not None:
            return None
        return Comparison(self._program, node, key, spelled, mode, is_single=not spelled.displays)

    def _names(self, node: Node) -> Listing | None:
        """The names that a literal, a constant, or the variable of a loop over a list stands for."""
        iterable = self.element_of(node)
        if iterable is not None:
            listing = self._listings.read(self._program, iterable)
            return listing if listing.names and listing.displays else None
        if isinstance(node, model.Literal | model.Name | model.Attribute):
            texts = sorted(self._definitions.texts(self._program, node))
            return Listing(texts) if len(texts) == 1 else None
        return None

    def _match(self, node: model.Call, mode: str) -> Comparison | None:
        """`re.search(pattern, key)` and `pattern.search(key)`."""
        if not isinstance(node.function, model.Attribute):
            return None
        base = node.function.value
        plain = [argument.value for argument in node.arguments if not argument.name]
        if last_name(base) in {"re", "regex", "re2"}:
            if len(plain) < 2 + (mode in _SUBSTITUTING):
                return None
            given = self._listings.patterns(self._program, plain[0])
            flags = flags_of([argument.value for argument in node.arguments[2:]])
            key = plain[1 + (mode in _SUBSTITUTING)]
        else:
            if not plain:
                return None
            given = self._listings.patterns(self._program, base)
            flags, key = 0, plain[-1]
        if not given:
            return None
        whole = [(where, source, Pattern(pattern.text, pattern.flags | flags)) for where, source, pattern in given]
        listing = Listing(displays=[(where, source) for where, source, _ in given], patterns=whole)
        return Comparison(self._program, node, key, listing, "sub" if mode in _SUBSTITUTING else mode)


def iterating_call(scopes: Scopes, function: model.Function) -> model.Call | None:
    """The call that hands a function each element of a list: `names.some((name) => …)`."""
    argument = scopes.parents.get(id(function))
    call = scopes.parents.get(id(argument)) if isinstance(argument, model.Argument) else None
    if isinstance(call, model.Call) and isinstance(call.function, model.Attribute) and call.function.name in ITERATING:
        return call
    return None


def is_regular_expression(node: Node) -> bool:
    """Whether an expression is a regular expression of JavaScript, `/…/i` or `new RegExp("…", "i")`."""
    return isinstance(node, model.Call) and isinstance(node.function, model.Name) and node.function.id == "RegExp"


def _may_be_pattern(node: Node) -> bool:
    return is_regular_expression(node) or isinstance(node, model.Name | model.Attribute)
