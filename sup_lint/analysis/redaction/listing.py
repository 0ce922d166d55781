"""What a list of names holds: displays, sums and unions of them, split text, wherever they are defined."""

import re
from collections import defaultdict
from dataclasses import dataclass, field

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.dataflow.values import Constant, External, Items, as_text
from sup_lint.analysis.program import Node, Program
from sup_lint.analysis.project import Project
from sup_lint.analysis.redaction.definitions import Definitions
from sup_lint.analysis.redaction.patterns import Pattern, flag
from sup_lint.analysis.redaction.vocabulary import is_mask, is_ours, says_hiding

_DEEPEST = 12
_ADDING = frozenset({"append", "add", "extend", "update", "insert"})
# Lists of libraries that are known not to name the key.
_SENTRY = ("api_key", "x_api_key", "authorization", "cookie", "password", "secret", "token")
_HTTPX = ("authorization", "proxy-authorization")  # sup-lint: ignore[incomplete-redaction] -- what httpx hides
_KNOWN = {
    "sentry_sdk.scrubber.DEFAULT_DENYLIST": _SENTRY,
    "sentry_sdk.scrubber.DEFAULT_PII_DENYLIST": ("x_forwarded_for", "remote_addr"),
    "httpx._utils.SENSITIVE_HEADERS": _HTTPX,
    "httpx._models.SENSITIVE_HEADERS": _HTTPX,
}


@dataclass(slots=True)
class Listing:
    """The names in a list, and the displays that spell them, each with its program.

    `is_whole` tells that nothing else can be in it. `patterns` are regular expressions in it, with their literals.
    """

    names: list[str] = field(default_factory=list)
    displays: list[tuple[Program, Node]] = field(default_factory=list)
    is_whole: bool = True
    patterns: list[tuple[Program, Node, Pattern]] = field(default_factory=list)

    def take(self, other: "Listing") -> None:
        """Take in what another list holds."""
        self.names += other.names
        self.displays += other.displays
        self.patterns += other.patterns
        self.is_whole = self.is_whole and other.is_whole


class Listings:
    """Reads the lists of a project's programs."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._flow = project.flow
        self._definitions = Definitions(project)
        self._seen: set[int] = set()

    def read(self, program: Program, node: Node, depth: int = 0) -> Listing:
        """What the list that an expression stands for may hold, and what is added to it by its name."""
        found = Listing()
        if not depth:
            self._seen.clear()
        if depth > _DEEPEST:
            found.is_whole = False
            return found
        for where, definition in self._definitions.of(program, node):
            if id(definition) not in self._seen:
                self._seen.add(id(definition))
                self._display(where, definition, found, depth)
        if depth == 0:
            self.add_later(found, last_name(node))
        return found

    def add_later(self, found: Listing, name: str) -> None:
        """Take in what the loaded programs add to a list by its name."""
        for where, call in self._additions(name) if name else ():
            # Another list may have the same name: of what is added only the key's own names are believed.
            added = Listing()
            self._items(where, tuple(argument.value for argument in call.arguments), added, 1, spread=True)
            found.names += [each for each in added.names if is_ours(each)]
            found.is_whole = found.is_whole and added.is_whole

    def patterns(self, program: Program, node: Node) -> list[tuple[Program, Node, Pattern]]:
        """The regular expressions that a node may stand for, each with the place that spells it."""
        found: list[tuple[Program, Node, Pattern]] = []
        for where, definition in self._definitions.of(program, node):
            flags: list[Node] = []
            source = definition
            if isinstance(definition, model.Call) and last_name(definition.function) == "compile":
                if not definition.arguments:
                    continue
                source = definition.arguments[0].value
                flags = [argument.value for argument in definition.arguments[1:]]
            elif isinstance(definition, model.Call) and last_name(definition.function) == "RegExp":
                found += self._script_pattern(where, definition)
                continue
            texts = sorted(self._flow.evaluate(source, self._flow.frame(where)).texts())
            if len(texts) == 1:
                found.append((where, source, Pattern(texts[0], flags_of(flags))))
        return found

    def _script_pattern(self, program: Program, node: model.Call) -> list[tuple[Program, Node, Pattern]]:
        """A regular expression of JavaScript, in Python's words where they differ."""
        several = [
            sorted(self._flow.evaluate(argument.value, self._flow.frame(program)).texts())
            for argument in node.arguments[:2]
        ]
        if not several or len(several[0]) != 1:
            return []
        letters = several[1][0] if len(several) > 1 and several[1] else ""
        flags = sum(flag(letter.upper()) for letter in set(letters) & set("ims"))
        text = re.sub(r"\(\?<(?=\w)", "(?P<", several[0][0])
        return [(program, node, Pattern(text, flags))]

    # --- what stands in a list -----------------------------------------------------------------------------------

    def _display(self, program: Program, node: Node, found: Listing, depth: int) -> None:
        match node:
            case model.Sequence():
                found.displays.append((program, node))
                self._items(program, node.items, found, depth)
            case model.Mapping():
                found.displays.append((program, node))
                # Names with what is put in the place of their values; headers to be sent are no list of secrets.
                found.is_whole = found.is_whole and all(_is_substitute(entry.value) for entry in node.entries)
                for entry in node.entries:
                    if entry.key is None:
                        found.take(self.read(program, entry.value, depth + 1))
                    else:
                        self._text(program, entry.key, found)
            case model.Join(how="+"):
                for part in reversed(node.parts):
                    found.take(self.read(program, part, depth + 1))
            case model.Operation(operator="|" | "+"):
                for part in reversed(node.operands):
                    found.take(self.read(program, part, depth + 1))
            case model.Operation(operator="-", operands=(left, _)):
                found.take(self.read(program, left, depth + 1))
            case model.Call(function=model.Attribute(name="union", value=base)):
                for part in (*(argument.value for argument in reversed(node.arguments)), base):
                    found.take(self.read(program, part, depth + 1))
            case model.Call(function=model.Attribute(name="fromkeys")) if node.arguments:
                found.take(self.read(program, node.arguments[0].value, depth + 1))
            case model.Call(function=model.Attribute(name="split", value=model.Literal() | model.Join())):
                found.displays.append((program, node))
                self._evaluated(program, node, found)
            case model.Comprehension(clauses=(clause,)) if not clause.conditions:
                inner = self.read(program, clause.iterable, depth + 1)
                found.displays += inner.displays
                found.is_whole = found.is_whole and inner.is_whole
                if inner.names:
                    self._evaluated(program, node, found)
            case _ if self._is_worth_asking(program, node):
                self._evaluated(program, node, found)
            case _:
                found.is_whole = False  # a parameter, the variable of a loop: whatever there is

    def _is_worth_asking(self, program: Program, node: Node) -> bool:
        """Whether a list that no display spells may be one of secrets, by its name, or by that of a library."""
        match node:
            case model.Call():
                return says_hiding(last_name(node.function))
            case model.Subscript(index=model.Literal(value=str() as key)):
                return says_hiding(key)
            case model.Name() | model.Attribute():
                name = last_name(node)
                return (name.isupper() or says_hiding(name)) and self._is_imported(program, node)
        return False

    def _is_imported(self, program: Program, node: Node) -> bool:
        root = node
        while isinstance(root, model.Attribute):
            root = root.value
        scopes = self._project.scopes(program)
        bindings = scopes.lookup(root.id, scopes.position(root)) if isinstance(root, model.Name) else None
        return any(isinstance(binding.node, model.Import | model.Imported) for binding in bindings or ())

    def _items(
        self, program: Program, items: tuple[Node, ...], found: Listing, depth: int, *, spread: bool = False
    ) -> None:
        for item in items:
            match item:
                case model.Spread():
                    found.take(self.read(program, item.value, depth + 1))
                case model.Sequence() if spread:
                    self._items(program, item.items, found, depth)
                case model.Sequence(items=(first, *_)):  # a name with what is put in its place
                    self._text(program, first, found)
                case model.Call() if last_name(item.function) in {"compile", "RegExp"}:
                    found.patterns += self.patterns(program, item)
                case _:
                    self._text(program, item, found, is_list=spread)

    def _text(self, program: Program, node: Node, found: Listing, *, is_list: bool = False) -> None:
        texts = self._definitions.texts(program, node)
        if not texts and is_list:
            self._evaluated(program, node, found)
            return
        if not texts and not isinstance(node, model.Literal):
            found.is_whole = False
        found.names += sorted(texts)

    def _evaluated(self, program: Program, node: Node, found: Listing) -> None:
        values = self._flow.evaluate(node, self._flow.frame(program))
        if not values.alternatives or not values.exact:
            found.is_whole = False
        for value in values:
            match value:
                case Items(items=items):
                    for item in items:
                        constants = list(item.constants())
                        found.is_whole = found.is_whole and bool(constants)
                        for constant in constants:
                            self._constant(constant, found)
                case External(name=name) if name in _KNOWN:
                    found.names += _KNOWN[name]
                case Constant(value=None):
                    pass
                case _:
                    found.is_whole = False

    def _constant(self, constant: Constant, found: Listing) -> None:
        text = as_text(constant.value)
        if text is None:
            return
        found.names.append(text)
        for origin in constant.origins:
            display = self._project.scopes(origin.program).parents.get(id(origin.literal))
            if isinstance(display, model.Sequence) and (origin.program, display) not in found.displays:
                found.displays.append((origin.program, display))

    def _additions(self, name: str) -> list[tuple[Program, model.Call]]:
        """The calls in the loaded programs that put something into a list of this name."""
        programs = self._project.programs()

        def find() -> dict[str, list[tuple[Program, model.Call]]]:
            found: dict[str, list[tuple[Program, model.Call]]] = defaultdict(list)
            for program in programs:
                for place, calls in self._project.scopes(program).mutations.items():
                    adding = [(program, call) for call in calls if last_name(call.function) in _ADDING]
                    found[place.rpartition(".")[2]] += adding
            return found

        return self._flow.once(("additions", len(programs)), find).get(name, [])


def is_pattern(node: Node) -> bool:
    """Whether an expression makes a regular expression."""
    return isinstance(node, model.Call) and last_name(node.function) in {"compile", "RegExp"}


def flags_of(nodes: list[Node]) -> int:
    """The flags of a regular expression, as the source spells them: `re.I | re.X`."""
    found = 0
    stack = list(nodes)
    while stack:
        node = stack.pop()
        if isinstance(node, model.Operation):
            stack += node.operands
        found |= flag(last_name(node))
    return found


def _is_substitute(node: Node) -> bool:
    match node:
        case model.Literal(value=str() as text):
            return is_mask(text)
        case model.Literal(value=value):
            return value is None or isinstance(value, bool | int)
        case model.Name() | model.Attribute():
            return says_hiding(last_name(node))
        case model.Function():
            return True
    return False
