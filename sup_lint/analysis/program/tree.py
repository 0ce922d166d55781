"""A whole program, and the walks through its nodes."""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields

from sup_lint.analysis.program.expressions import Class, Function, Parameter
from sup_lint.analysis.program.node import Node
from sup_lint.analysis.program.statements import Bind, Comment, Handler, Loop
from sup_lint.model.region import Region


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
