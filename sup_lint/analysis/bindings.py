"""Bindings of names, where in the run of a program they stand, and which of them reach a use."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sup_lint.analysis import program as model
from sup_lint.analysis.program import Node


@dataclass(slots=True, eq=False, repr=False)
class Block:
    """A run of statements that is entered or not entered as a whole.

    Of the blocks with the same `fork` one run enters only one. `leaves` tells that it ends in a return or raise,
    `is_try` that what is raised in it may be caught.
    """

    parent: "Block | None" = None
    is_loop: bool = False
    fork: Node | None = None
    leaves: bool = False
    is_try: bool = False

    def chain(self) -> Iterator["Block"]:
        """The block and those around it, innermost first."""
        block: Block | None = self
        while block is not None:
            yield block
            block = block.parent

    def lies_in(self, other: "Block") -> bool:
        """Whether this block is `other` or nested in it."""
        return any(block is other for block in self.chain())


@dataclass(slots=True, eq=False, repr=False)
class Position:
    """When a piece of code runs: in which scope and block, and the how-manieth statement of the file it is."""

    scope: "Scope"
    block: Block
    order: int


@dataclass(slots=True, eq=False, repr=False)
class Binding:
    """One place where a name gets a value.

    `node` is the binding statement, parameter, import, definition or clause; `value` the bound expression if there is
    one; `path` leads from that value to the part that is bound: an index or key per step, None where any element is.
    """

    node: Node
    value: Node | None
    position: Position
    path: tuple[object, ...] = ()


@dataclass(slots=True, eq=False, repr=False)
class Scope:
    """A module, function, class or comprehension and the names bound in it; `shared` are bound from others, too."""

    kind: str
    node: Node | None
    parent: "Scope | None"
    bindings: dict[str, list[Binding]] = field(default_factory=lambda: defaultdict(list))
    outer: dict[str, str] = field(default_factory=dict)
    shared: set[str] = field(default_factory=set)


@dataclass(slots=True, eq=False, repr=False)
class Store:
    """A write to an attribute or a subscript: `target` is the place, `value` what is put there.

    Where the source does not spell the attribute's name or the key, `key` is the expression that gives it.
    """

    target: model.Attribute | model.Subscript
    value: Node
    position: Position
    key: Node | None = None


def reaching(bindings: Sequence[Binding], use: Position, *, is_shared: bool) -> tuple[Binding, ...]:
    """Those of a name's bindings, in their order, that may give its value at `use`.

    A later binding that surely runs before the use hides earlier ones; one in another branch, or in a branch that the
    function leaves, doesn't reach it. With `is_shared` some are bound in other scopes, at any time.
    """
    forks = {id(block.fork): block for block in use.block.chain() if block.fork is not None}
    found: list[Binding] = []
    hidden_before: int | None = None
    for each in reversed(bindings[: bisect_right(bindings, use.order, key=_order_of)]):
        if each.position.scope is not use.scope:
            found.append(each)
        elif hidden_before is not None and each.position.order < hidden_before:
            if not is_shared:
                break
        elif _is_visible(each, use) and not _is_elsewhere(each, use, forks):
            found.append(each)
            if use.block.lies_in(each.position.block):
                hidden_before = each.position.order
    found.reverse()
    loop = next((block for block in reversed([*use.block.chain()]) if block.is_loop), None)
    known = {id(each) for each in found}
    for each in bindings if loop is not None or is_shared else ():
        is_next_turn = loop is not None and each.position.order >= use.order and each.position.block.lies_in(loop)
        is_foreign = is_shared and each.position.scope is not use.scope
        if (is_next_turn or is_foreign) and id(each) not in known:
            found.append(each)
    # Code in an order that was not foreseen (a name used above its only binding) still gets what there is.
    return tuple(found or bindings)


def comes_before(event: Binding, use: Position) -> bool:
    """Whether something that happens in a function may have happened when a run of it comes to `use`."""
    if event.position.order >= use.order:
        loop = next((block for block in reversed([*use.block.chain()]) if block.is_loop), None)
        return loop is not None and event.position.block.lies_in(loop)
    forks = {id(block.fork): block for block in use.block.chain() if block.fork is not None}
    return not _is_elsewhere(event, use, forks)


def _order_of(binding: Binding) -> int:
    return binding.position.order


def _is_visible(binding: Binding, use: Position) -> bool:
    """Whether a binding comes before a use that may be in the same statement: a walrus does, an assignment doesn't."""
    if binding.position.order != use.order:
        return True
    return binding.position is not use or not isinstance(binding.node, model.Bind) or binding.node.how == ":="


def _is_elsewhere(binding: Binding, use: Position, forks: dict[int, Block]) -> bool:
    """Whether no run that comes to the use has passed the binding."""
    leaves = False
    for block in binding.position.block.chain():
        if use.block.lies_in(block):
            return leaves
        if block.is_try:
            return False
        leaves = leaves or block.leaves
        other = forks.get(id(block.fork)) if block.fork is not None else None
        if other is not None and other is not block:
            return leaves or not any(around.is_loop for around in block.chain())
    return leaves


def home_of(position: Position) -> Position:
    """A walrus in a comprehension binds in the scope around it."""
    scope = position.scope
    while scope.kind == "comprehension" and scope.parent is not None:
        scope = scope.parent
    return Position(scope, position.block, position.order)


def last_name(node: Node) -> str:
    """The last name of a dotted expression: `get` for `os.environ.get`; empty if there is none."""
    if isinstance(node, model.Name):
        return node.id
    if isinstance(node, model.Attribute):
        return node.name
    return ""


def place_of(node: Node) -> str:
    """The text of a place such as `self.headers['x']`, equal for equal places; empty if it isn't one."""
    match node:
        case model.Name():
            return node.id
        case model.Attribute():
            base = place_of(node.value)
            return f"{base}.{node.name}" if base else ""
        case model.Subscript(index=model.Literal(value=str() | int() | bytes() as key)):
            base = place_of(node.value)
            return f"{base}[{key!r}]" if base else ""
    return ""
