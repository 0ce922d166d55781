"""Masks the key in an expression: `***` in its place, headers without it, all the rest as it is."""

import re
from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.dataflow.values import Constant, Given, Items, Member, Values, one
from sup_lint.analysis.fixes.leaks.headers import is_header, redacted
from sup_lint.analysis.fixes.leaks.spelling import as_field, as_operand, quote_at
from sup_lint.analysis.taint.leaks import shows_key
from sup_lint.analysis.taint.stand_in import STAND_IN
from sup_lint.keys.names import HEADER, is_key_name, is_neutral_name, words_of

if TYPE_CHECKING:
    from sup_lint.analysis.fixes.leaks.source import Source
    from sup_lint.analysis.program import Node

MASK = "***"
# Functions that turn what they are given into text or a copy, and methods that do so with what they belong to.
_TURNING = frozenset(
    """
    str repr ascii format dumps pformat safe_dump dump_yaml stringify inspect String dict list tuple sorted
    style colored red green yellow blue cyan magenta gray bold dim Panel Text fill dedent urlencode
    """.split()
)
_TURNING_METHODS = frozenset("encode decode strip toString trim copy items entries replace lower upper".split())
# What a call does that may be left out, by the beginnings of its name.
_READING = frozenset(
    """
    get getenv read load fetch require must env environ str repr bytes mask masked redact hide format describe show
    preview b64encode b64decode urlsafe_b64encode standard_b64encode hexlify encode decode strip lower upper hex quote
    btoa atob string slice substring substr to trim replace from getattr os json stringify dumps reveal secret key
    buffer config credential credentials token auth rjust ljust center zfill swapcase title capitalize b32encode
    """.split()
)
_FLUFF = re.compile(r"(?:Bearer|Basic|Token)\s", re.IGNORECASE)
_Change = tuple[int, int, str]


class Masker:
    """Masks the key in expressions of one program."""

    def __init__(self, source: "Source") -> None:
        self._source = source
        # What the changes do, for the message.
        self.drops_header = False

    def changes(self, node: "Node") -> list[_Change] | None:
        """The replacements (start, end, text) that keep the key out of a node's value; None if none surely do."""
        match node:
            case model.Join():
                return self._in_join(node)
            case model.Formatted():
                return self._in_field(node)
            case model.Mapping():
                found: list[_Change] = []
                for entry in node.entries:
                    below = self._in_entry(entry) if self._carries(entry.value) else []
                    if below is None:
                        return None
                    found += below
                return found or None
            case model.Sequence() if any(isinstance(item, model.Spread) and self._carries(item) for item in node.items):
                return self._whole(node)
            case model.Sequence():
                return self._in_all([item for item in node.items if self._carries(item)]) or self._whole(node)
            case model.Spread():
                return self.changes(node.value)
            case model.Choice(how="or", options=(first, second)) if self._carries(first) and not self._carries(second):
                return self._in_fallback(node, first, second)
            case model.Choice(how="or" | "ternary"):
                return self._in_all([option for option in node.options if self._carries(option)])
            case model.Comprehension(element=element):
                inner = element.value if isinstance(element, model.Entry) else element
                return self.changes(inner) if self._carries(inner) else None
            case model.Literal() | model.Function() | model.Await() | model.Yield() | model.Bind():
                return None
        return self._whole(node)

    def _carries(self, node: "Node") -> bool:
        value = node.value if isinstance(node, model.Formatted | model.Spread) else node
        return shows_key(self._source.values(value), self._source.project)

    def _in_all(self, nodes: "list[Node]") -> list[_Change] | None:
        found: list[_Change] = []
        for node in nodes:
            below = self.changes(node)
            if below is None:
                return None
            found += below
        return found or None

    def _whole(self, node: "Node") -> list[_Change] | None:
        """A replacement of the whole expression, or of what is turned into text in it."""
        if isinstance(node, Given | Member):
            return None
        values = self._source.values(node)
        shown = [value for value in values if shows_key(one(value), self._source.project)]
        if not shown:
            return None
        if not all(isinstance(value, Constant) for value in shown):
            expression = redacted(self._source, node, values, quote_at(self._source, node))
            if expression is None:
                return self._in_turning(node)
            self.drops_header = self.drops_header or HEADER in expression
            return [(*self._source.span(node), as_field(self._source, node, expression))]
        constants = [value for value in shown if isinstance(value, Constant)]
        if not all(_is_bare(constant.value) for constant in constants):
            return self._in_turning(node) or self._at_definition(node)
        if not self._may_go(node) or not self._speaks_of_key(node, values):
            return self._in_turning(node) or self._of_pair(node)
        prefix = "b" if all(isinstance(each.value, bytes) for each in constants) and self._source.is_python else ""
        quote = quote_at(self._source, node)
        return [(*self._source.span(node), f"{prefix}{quote}{MASK}{quote}")]

    # --- the kinds of expressions --------------------------------------------------------------------------------

    def _in_join(self, node: model.Join) -> list[_Change] | None:
        carrying = [part for part in (*node.parts, *node.rest) if self._carries(part)]
        spans = {self._source.span(part) for part in carrying}
        if self._source.span(node) in spans or len(spans) != len(carrying):
            return None
        if node.how in {"%", "format"} and any(self._is_taken_apart(part) for part in carrying):
            return None
        found = self._in_all(carrying)
        if found is not None and node.how == "interpolation" and self._source.is_python:
            return self._as_plain_text(node, found)
        if found is None or node.how not in {"%", "format"}:
            return found
        # A mapping that names are taken from, `format(**values)`, is nothing to put text in place of.
        for start, end, _ in found:
            before = self._source.text[self._source.span(node)[0] : start].rstrip()
            if before.endswith("*"):
                return None
            if any(
                each.name and not before.endswith(("=", ":")) for each in _fields_at(node, self._source, start, end)
            ):
                return None
        return found

    def _is_taken_apart(self, part: "Node") -> bool:
        """Whether a field takes a part of what the source spells there: `"%s %s" % pair`."""
        value = part.value if isinstance(part, model.Formatted) else part
        return isinstance(value, model.Subscript) and not self._source.of(value).endswith("]")

    def _as_plain_text(self, node: model.Join, changes: list[_Change]) -> list[_Change]:
        """The changes, and the `f` before the quotes taken off where no field is left."""
        text = self._source.of(node)
        fields = [part for part in node.parts if isinstance(part, model.Formatted)]
        masked = {change[:2] for change in changes if change[2].endswith(MASK)}
        letter = next((index for index, each in enumerate(text[:2]) if each in "fF"), None)
        if letter is None or "{{" in text or "}}" in text or {self._source.span(each) for each in fields} != masked:
            return changes
        start = self._source.span(node)[0] + letter
        return [(start, start + 1, ""), *changes]

    def _in_field(self, node: model.Formatted) -> list[_Change] | None:
        start, end = self._source.span(node)
        below = self.changes(node.value)
        if below is None or self._source.span(node.value) == (start, end):
            return below
        inner = self._source.span(node.value)
        quote = quote_at(self._source, node.value)
        if below not in ([(*inner, f"{quote}{MASK}{quote}")], [(*inner, f"b{quote}{MASK}{quote}")]):
            return below
        label = re.match(r"\s*=", self._source.text[inner[1] : end])
        is_labelled = label is not None and self._source.is_python
        return [(start, end, f"{self._source.of(node.value)}={MASK}" if is_labelled else MASK)]

    def _in_entry(self, entry: model.Entry) -> list[_Change] | None:
        below = self.changes(entry.value)
        if below is None or entry.key is None:
            return below
        span = self._source.span(entry.value)
        if span == self._source.span(entry.key):  # the shorthand { key }
            return [(start, end, f"{self._source.of(entry.key)}: {text}") for start, end, text in below]
        return below

    def _in_fallback(self, node: model.Choice, first: "Node", second: "Node") -> list[_Change] | None:
        """`key or "none"`: whether there is a key still shows."""
        below = self._whole(first)
        quote = quote_at(self._source, node)
        if below is None:
            return None
        if below != [(*self._source.span(first), f"{quote}{MASK}{quote}")]:
            return below
        given, other = self._source.of(first), self._source.of(second)
        masked = f"{quote}{MASK}{quote}"
        text = f"{masked} if {given} else {other}" if self._source.is_python else f"{given} ? {masked} : {other}"
        return [(*self._source.span(node), as_operand(self._source, node, text))]

    def _in_turning(self, node: "Node") -> list[_Change] | None:
        """What is turned into text or copied: `headers` of `json.dumps(headers).encode()`."""
        match node:
            case model.Call(function=model.Attribute(name=name, value=value)) if (
                name in _TURNING_METHODS and self._carries(value)
            ):
                return self.changes(value)
            case model.Call() if last_name(node.function) in _TURNING:
                return self._in_all([each.value for each in node.arguments if self._carries(each.value)])
        return None

    def _at_definition(self, node: "Node") -> list[_Change] | None:
        """Text that is made for this one use: `message = f"key {key}"`."""
        if not isinstance(node, model.Name) or len(self._source.scopes.names.get(node.id, ())) != 2:
            return None
        bindings = self._source.scopes.lookup(node.id, self._source.scopes.position(node)) or ()
        values = [each.value for each in bindings if isinstance(each.node, model.Bind) and not each.path]
        if len(bindings) != 1 or len(values) != 1 or not isinstance(values[0], model.Join):
            return None
        return self._in_join(values[0])

    def _of_pair(self, node: "Node") -> list[_Change] | None:
        """The value in `for name, value in headers.items()`: masked where it goes by the header's name."""
        if not isinstance(node, model.Name):
            return None
        bindings = self._source.scopes.lookup(node.id, self._source.scopes.position(node)) or ()
        if len(bindings) != 1 or not isinstance(bindings[0].node, model.Loop | model.Clause):
            return None
        match bindings[0].node.target:
            case model.Sequence(items=(model.Name(id=name), model.Name(id=value))) if value == node.id:
                names = self._names_in(bindings[0].node.iterable)
                if len(names) != 1:
                    return None
                quote = quote_at(self._source, node)
                known, mask = f"{quote}{names[0]}{quote}", f"{quote}{MASK}{quote}"
                if is_header(names[0]):
                    self.drops_header = True
                    name = f"{name}.lower()" if self._source.is_python else f"{name}.toLowerCase()"
                if self._source.is_python:
                    text = f"{mask} if {name} == {known} else {value}"
                else:
                    text = f"{name} === {known} ? {mask} : {value}"
                return [(*self._source.span(node), as_operand(self._source, node, text))]
        return None

    def _names_in(self, pairs: "Node | None") -> list[str]:
        """The names that the key goes by in a list of names and values; headers in small letters."""
        values = self._source.values(pairs) if pairs is not None else Values()
        items = [item for value in values if isinstance(value, Items) for each in value.items for item in each]
        shown = [
            each
            for each in items
            if isinstance(each, Items) and len(each.items) == 2 and shows_key(each.items[1], self._source.project)
        ]
        names = {constant.value for each in shown for constant in each.items[0].constants()}
        if not all(isinstance(name, str) for name in names):
            return []  # as bytes
        return sorted({name.lower() if is_header(name) else name for name in names if isinstance(name, str)})

    # --- what may be replaced ------------------------------------------------------------------------------------

    def _may_go(self, node: "Node") -> bool:
        """Whether nothing is lost when an expression isn't evaluated any more: it reads and reshapes."""
        for each in model.walk((node,)):
            if isinstance(each, model.Await | model.Yield | model.Bind | model.Function):
                return False
            if isinstance(each, model.Call) and not _only_reads(last_name(each.function)):
                return False
        return True

    def _speaks_of_key(self, node: "Node", values: Values) -> bool:
        """Whether it is always the key that an expression stands for, and not whatever a caller passes."""
        if isinstance(node, model.Name | model.Attribute) and is_key_name(last_name(node)):
            return True
        others = [value for value in values if not shows_key(one(value), self._source.project)]
        if any(not isinstance(value, Constant) or value.value not in {None, "", b"", False} for value in others):
            return False
        if not isinstance(node, model.Name) or is_neutral_name(node.id):
            return True
        bindings = self._source.scopes.lookup(node.id, self._source.scopes.position(node)) or ()
        loops = [each.node for each in bindings if isinstance(each.node, model.Loop | model.Clause)]
        if any(isinstance(loop.target, model.Sequence) for loop in loops) or (loops and not values.exact):
            return False  # there may be more than the entries that are known
        return not any(isinstance(each.node, model.Parameter) for each in bindings) or _names_secret(node.id)


def _only_reads(name: str) -> bool:
    """Whether a function by that name gives something, and does nothing else."""
    return name.lower() in _READING or not _READING.isdisjoint(words_of(name)[:1])


def _is_bare(value: object) -> bool:
    """Whether a text is the key, or a piece or a form of it, and says nothing else."""
    text = value.decode("latin-1") if isinstance(value, bytes) else str(value)
    text = _FLUFF.sub("", text.strip(), count=1).replace(STAND_IN, "")
    return re.search(r"\s|://|[{(]", text) is None


def _names_secret(name: str) -> bool:
    return bool({"key", "token", "secret", "credential", "credentials", "auth", "apikey"} & set(words_of(name)))


def _fields_at(node: model.Join, source: "Source", start: int, end: int) -> list[model.Formatted]:
    return [
        part for part in node.parts if isinstance(part, model.Formatted) and source.span(part.value) == (start, end)
    ]
