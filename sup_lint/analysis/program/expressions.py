"""The nodes of expressions, patterns and definitions."""

from dataclasses import dataclass

from sup_lint.analysis.program.node import Node


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
