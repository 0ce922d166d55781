"""The nodes of statements, and comments."""

from dataclasses import dataclass

from sup_lint.analysis.program.expressions import Class, Function
from sup_lint.analysis.program.node import Node


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
