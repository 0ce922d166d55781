"""The small language-neutral program model that rules and data flow read.

A lowering turns a file of some language into a `Program`: statements in order, branches as branches, every expression
with its region. What a language has and the model has not becomes an `Unknown` that keeps its children, so nothing is
lost to a walk. Nodes compare by identity.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields

from sup_lint.model.region import Region

# What a JavaScript module's default export, and what CommonJS exports as a whole, is bound to: no other name is one.
DEFAULT = "default"
EXPORTS = "module.exports"


@dataclass(slots=True, eq=False, repr=False)
class Node:
    """Anything with a place in the source."""

    region: Region


# --- expressions ---------------------------------------------------------------------------------------------------


@dataclass(slots=True, eq=False, repr=False)
class Literal(Node):
    """A constant; `raw` is its source text, empty for a piece that the source doesn't spell."""

    value: object
    raw: str = ""


@dataclass(slots=True, eq=False, repr=False)
class Name(Node):
    """A variable, read or bound."""

    id: str


@dataclass(slots=True, eq=False, repr=False)
class Attribute(Node):
    """`value.name`"""

    value: Node
    name: str


@dataclass(slots=True, eq=False, repr=False)
class Subscript(Node):
    """`value[index]`"""

    value: Node
    index: Node


@dataclass(slots=True, eq=False, repr=False)
class Slice(Node):
    """`lower:upper:step` inside a subscript."""

    lower: Node | None
    upper: Node | None
    step: Node | None


@dataclass(slots=True, eq=False, repr=False)
class Argument(Node):
    """An argument of a call; `spread` is `*` or `**` for unpacked ones, else empty."""

    value: Node
    name: str | None = None
    spread: str = ""


@dataclass(slots=True, eq=False, repr=False)
class Call(Node):
    """`function(arguments)`"""

    function: Node
    arguments: tuple[Argument, ...]


@dataclass(slots=True, eq=False, repr=False)
class Entry(Node):
    """One entry of a mapping; without a key it spreads another mapping in."""

    key: Node | None
    value: Node


@dataclass(slots=True, eq=False, repr=False)
class Mapping(Node):
    """A dictionary or object display."""

    entries: tuple[Entry, ...]


@dataclass(slots=True, eq=False, repr=False)
class Sequence(Node):
    """A list, tuple or set display, or a destructuring target; `kind` says which."""

    items: tuple[Node, ...]
    kind: str


@dataclass(slots=True, eq=False, repr=False)
class Spread(Node):
    """`*value` within a sequence."""

    value: Node


@dataclass(slots=True, eq=False, repr=False)
class Formatted(Node):
    """A value put into text, with its conversion (`r`, `s`, `a` or empty) and format specification.

    `name` is what a template calls it, empty for a position. The specification of a %-template keeps its `%`.
    """

    value: Node
    conversion: str = ""
    specification: Node | None = None
    name: str = ""


@dataclass(slots=True, eq=False, repr=False)
class Join(Node):
    """Text put together from parts; `how` is implicit, interpolation, +, %, format or join.

    `rest` is what stands there, too, and does not show in the text: an argument that no field takes, for instance.
    """

    parts: tuple[Node, ...]
    how: str
    rest: tuple[Node, ...] = ()


@dataclass(slots=True, eq=False, repr=False)
class Choice(Node):
    """One of several values: `how` is or, and, ternary or pattern; `test` decides a ternary."""

    options: tuple[Node, ...]
    how: str
    test: Node | None = None


@dataclass(slots=True, eq=False, repr=False)
class Operation(Node):
    """Any other operator, comparisons included, by its source spelling; `< ==` for a chain that mixes several."""

    operator: str
    operands: tuple[Node, ...]


@dataclass(slots=True, eq=False, repr=False)
class Parameter(Node):
    """A parameter; `kind` is empty, `*`, `**`, `/` (positional only) or `keyword` (keyword only)."""

    name: str
    default: Node | None = None
    annotation: Node | None = None
    kind: str = ""


@dataclass(slots=True, eq=False, repr=False)
class Function(Node):
    """A function or lambda."""

    name: str
    parameters: tuple[Parameter, ...]
    body: tuple[Node, ...]
    decorators: tuple[Node, ...] = ()
    returns: Node | None = None
    is_async: bool = False
    type_parameters: tuple[Parameter, ...] = ()


@dataclass(slots=True, eq=False, repr=False)
class Class(Node):
    """A class; keyword arguments of its header are in `bases`, too."""

    name: str
    bases: tuple[Argument, ...]
    body: tuple[Node, ...]
    decorators: tuple[Node, ...] = ()
    type_parameters: tuple[Parameter, ...] = ()


@dataclass(slots=True, eq=False, repr=False)
class Clause(Node):
    """`for target in iterable if conditions` of a comprehension."""

    target: Node
    iterable: Node
    conditions: tuple[Node, ...]


@dataclass(slots=True, eq=False, repr=False)
class Comprehension(Node):
    """`kind` is list, set, generator or mapping; a mapping's element is an `Entry`."""

    element: Node
    clauses: tuple[Clause, ...]
    kind: str


@dataclass(slots=True, eq=False, repr=False)
class Await(Node):
    """`await value`"""

    value: Node


@dataclass(slots=True, eq=False, repr=False)
class Yield(Node):
    """`yield value`, or `yield from value` when delegated."""

    value: Node | None
    delegated: bool = False


@dataclass(slots=True, eq=False, repr=False)
class Capture(Node):
    """A name that a pattern binds; `pattern` is what it must match, None for anything. `rest` takes the remainder."""

    name: str
    pattern: Node | None = None
    rest: bool = False


@dataclass(slots=True, eq=False, repr=False)
class Unknown(Node):
    """Syntax the model has no word for; its children are kept in order."""

    children: tuple[Node, ...] = ()


# --- statements ----------------------------------------------------------------------------------------------------


@dataclass(slots=True, eq=False, repr=False)
class Bind(Node):
    """`target = value`, also as an expression; `how` is =, := or an augmented operator such as += (the value is then
    the whole sum). A declaration without a value has None."""

    target: Node
    value: Node | None
    how: str = "="
    annotation: Node | None = None


@dataclass(slots=True, eq=False, repr=False)
class Evaluate(Node):
    """An expression as a statement; docstrings are literals here."""

    value: Node


@dataclass(slots=True, eq=False, repr=False)
class Return(Node):
    """`return value`"""

    value: Node | None


@dataclass(slots=True, eq=False, repr=False)
class Raise(Node):
    """`raise value from cause`"""

    value: Node | None
    cause: Node | None = None


@dataclass(slots=True, eq=False, repr=False)
class Assert(Node):
    """`assert test, message`"""

    test: Node
    message: Node | None = None


@dataclass(slots=True, eq=False, repr=False)
class Delete(Node):
    """`del target`"""

    target: Node


@dataclass(slots=True, eq=False, repr=False)
class Imported(Node):
    """One imported name: `name` as the module calls it (`*` for all), `alias` as this file does."""

    name: str
    alias: str


@dataclass(slots=True, eq=False, repr=False)
class Import(Node):
    """`import module as alias` (no names), or `from module import names`; `level` counts the leading dots."""

    module: str
    names: tuple[Imported, ...] = ()
    level: int = 0
    alias: str = ""


@dataclass(slots=True, eq=False, repr=False)
class Outer(Node):
    """`global` or `nonlocal` names, by `kind`."""

    names: tuple[str, ...]
    kind: str


@dataclass(slots=True, eq=False, repr=False)
class Jump(Node):
    """break, continue or pass, by `kind`."""

    kind: str


@dataclass(slots=True, eq=False, repr=False)
class If(Node):
    """A branch."""

    test: Node
    body: tuple[Node, ...]
    otherwise: tuple[Node, ...] = ()


@dataclass(slots=True, eq=False, repr=False)
class Loop(Node):
    """A for loop (target and iterable) or a while loop (test)."""

    body: tuple[Node, ...]
    otherwise: tuple[Node, ...] = ()
    target: Node | None = None
    iterable: Node | None = None
    test: Node | None = None


@dataclass(slots=True, eq=False, repr=False)
class Handler(Node):
    """`except kind as name`"""

    kind: Node | None
    name: str
    body: tuple[Node, ...]


@dataclass(slots=True, eq=False, repr=False)
class Try(Node):
    """try, except, else, finally."""

    body: tuple[Node, ...]
    handlers: tuple[Handler, ...]
    otherwise: tuple[Node, ...] = ()
    final: tuple[Node, ...] = ()


@dataclass(slots=True, eq=False, repr=False)
class Context(Node):
    """`value as target` of a with statement."""

    value: Node
    target: Node | None


@dataclass(slots=True, eq=False, repr=False)
class With(Node):
    """A with statement."""

    contexts: tuple[Context, ...]
    body: tuple[Node, ...]


@dataclass(slots=True, eq=False, repr=False)
class Case(Node):
    """One case of a match; the pattern is made of literals, names, sequences, mappings, calls, choices and captures."""

    pattern: Node
    guard: Node | None
    body: tuple[Node, ...]


@dataclass(slots=True, eq=False, repr=False)
class Match(Node):
    """A match or switch statement."""

    subject: Node
    cases: tuple[Case, ...]


@dataclass(slots=True, eq=False, repr=False)
class Define(Node):
    """A function or class statement."""

    definition: Function | Class


@dataclass(slots=True, eq=False, repr=False)
class Comment(Node):
    """A comment, with its mark."""

    text: str


@dataclass(slots=True, eq=False, repr=False)
class Program:
    """One file. `path` is the file's as the run knows it, `text` its decoded source, `gaps` what no parser took."""

    path: str
    language: str
    text: str
    body: tuple[Node, ...]
    comments: tuple[Comment, ...] = field(default=())
    gaps: tuple[Region, ...] = ()
    _nodes: "list[Node] | None" = field(default=None, init=False)

    def nodes(self) -> "list[Node]":
        """Every node of the program, parents first; the same list each time, since many look through all of them."""
        if self._nodes is None:
            self._nodes = list(walk(self.body))
        return self._nodes


# Fields that come earlier in the source than the definition names them.
_FIRST_IN_SOURCE: dict[type[Node], tuple[str, ...]] = {
    Function: ("decorators", "type_parameters", "parameters", "returns"),
    Class: ("decorators", "type_parameters"),
    Bind: ("target", "annotation"),
    Loop: ("target", "iterable", "test"),
    Parameter: ("annotation",),
}
_child_fields: dict[type[Node], tuple[str, ...]] = {}


def _fields_of(kind: type[Node]) -> tuple[str, ...]:
    plain = {"region", "id", "name", "alias", "raw", "text", "how", "operator", "spread", "conversion", "module"}
    if kind is not Handler:
        plain.add("kind")
    first = _FIRST_IN_SOURCE.get(kind, ())
    return (*first, *(item.name for item in fields(kind) if item.name not in plain and item.name not in first))


def children_of(node: Node) -> Iterator[Node]:
    """Yield the nodes directly below `node`, in source order (the test of a ternary comes last)."""
    kind = type(node)
    names = _child_fields.get(kind)
    if names is None:
        names = _child_fields[kind] = _fields_of(kind)
    for name in names:
        value = getattr(node, name)
        if isinstance(value, Node):
            yield value
        elif isinstance(value, tuple):
            for item in value:
                if isinstance(item, Node):
                    yield item


def walk(roots: tuple[Node, ...]) -> Iterator[Node]:
    """Yield every node below `roots` and the roots themselves, parents first; no recursion, so any depth goes."""
    stack = list(reversed(roots))
    while stack:
        node = stack.pop()
        yield node
        below = list(children_of(node))
        if below:
            below.reverse()
            stack.extend(below)
