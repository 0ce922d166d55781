"""Who binds which name where: scopes, bindings, and which of them reach a use."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from sup_lint.analysis import program as model
from sup_lint.analysis.program import Node, Program, children_of


@dataclass(slots=True, eq=False)
class Block:
    """A run of statements that is entered or not entered as a whole."""

    parent: "Block | None" = None
    is_loop: bool = False

    def lies_in(self, other: "Block") -> bool:
        """Whether this block is `other` or nested in it."""
        block: Block | None = self
        while block is not None:
            if block is other:
                return True
            block = block.parent
        return False


@dataclass(slots=True, eq=False)
class Position:
    """When a piece of code runs: in which scope and block, and the how-manieth statement of the file it is."""

    scope: "Scope"
    block: Block
    order: int


@dataclass(slots=True, eq=False)
class Binding:
    """One place where a name gets a value.

    `node` is the binding statement, parameter, import, definition or clause; `value` the bound expression if there is
    one; `path` leads from that value to the part that is bound: an index or key per step, None where any element is.
    """

    node: Node
    value: Node | None
    position: Position
    path: tuple[object, ...] = ()


@dataclass(slots=True, eq=False)
class Scope:
    """A module, function, class or comprehension and the names bound in it."""

    kind: str
    node: Node | None
    parent: "Scope | None"
    bindings: dict[str, list[Binding]] = field(default_factory=lambda: defaultdict(list))
    outer: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Store:
    """A write to an attribute or a subscript: `target` is the place, `value` what is put there."""

    target: model.Attribute | model.Subscript
    value: Node
    position: Position


_ELEMENT = None


class Scopes:
    """The index over one program: scopes, parents, stores, calls."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.module = Scope("module", None, None)
        self.parents: dict[int, Node] = {}
        self.stores: dict[str, list[Store]] = defaultdict(list)
        self.calls: dict[str, list[model.Call]] = defaultdict(list)
        self.scope_of: dict[int, Scope] = {}
        self.classes: list[model.Class] = []
        self.names: dict[str, list[model.Name]] = defaultdict(list)
        self._positions: dict[int, Position] = {}
        self._order = 0
        self._run(program.body, self.module, Block())

    def position(self, node: Node) -> Position:
        """Where `node` runs."""
        return self._positions[id(node)]

    def adopt(self, node: Node, parent: Node) -> None:
        """Take in a node that was made later, as if it stood where `parent` stands."""
        self.parents[id(node)] = parent
        for each in (node, *children_of(node)):
            self._positions.setdefault(id(each), self._positions[id(parent)])

    def ancestors(self, node: Node) -> Iterator[Node]:
        """The nodes around `node`, innermost first."""
        parent = self.parents.get(id(node))
        while parent is not None:
            yield parent
            parent = self.parents.get(id(parent))

    def enclosing(self, node: Node, kind: type[Node]) -> Node | None:
        """The innermost node of a kind around `node`."""
        return next((each for each in self.ancestors(node) if isinstance(each, kind)), None)

    def lookup(self, name: str, position: Position) -> tuple[Binding, ...] | None:
        """The bindings of `name` that may reach a use at `position`; None if nothing in the program binds it."""
        scope: Scope | None = position.scope
        first = True
        while scope is not None:
            redirect = scope.outer.get(name)
            if redirect is not None:
                scope, first = (self.module if redirect == "global" else scope.parent), False
                continue
            # A class body's names are not seen from its methods.
            if (first or scope.kind != "class") and name in scope.bindings:
                found = scope.bindings[name]
                return _reaching(found, position) if first else tuple(found)
            if scope.kind != "comprehension":
                first = False
            scope = scope.parent
        return None

    # --- building ------------------------------------------------------------------------------------------------

    def _run(self, block: tuple[Node, ...], scope: Scope, where: Block) -> None:
        for statement in block:
            self._order += 1
            self._statement(statement, Position(scope, where, self._order))

    def _branch(self, owner: Node, block: tuple[Node, ...], position: Position, *, is_loop: bool = False) -> None:
        for statement in block:
            self.parents[id(statement)] = owner
        self._run(block, position.scope, Block(position.block, is_loop))

    def _statement(self, node: Node, position: Position) -> None:
        self._positions[id(node)] = position
        match node:
            case model.Define(definition=model.Function() as function):
                self._adopt(node, function)
                self._names(function.name, position).append(Binding(function, None, position))
                self._visit(function, position)
            case model.Define(definition=model.Class() as definition):
                self._adopt(node, definition)
                self._names(definition.name, position).append(Binding(definition, None, position))
                self._class(definition, position)
            case model.If():
                self._below(node, position, node.test)
                self._branch(node, node.body, position)
                self._branch(node, node.otherwise, position)
            case model.Loop():
                self._below(node, position, node.iterable, node.test)
                inside = Position(position.scope, Block(position.block, is_loop=True), self._order)
                if node.target is not None:
                    self._below(node, inside, node.target)
                    self._bind(node.target, node.iterable, inside, node, (_ELEMENT,))
                for statement in node.body:
                    self.parents[id(statement)] = node
                self._run(node.body, inside.scope, inside.block)
                self._branch(node, node.otherwise, position)
            case model.Try():
                self._branch(node, node.body, position)
                for handler in node.handlers:
                    self._adopt(node, handler)
                    self._positions[id(handler)] = position
                    self._below(handler, position, handler.kind)
                    if handler.name:
                        self._names(handler.name, position).append(Binding(handler, None, position))
                    self._branch(handler, handler.body, position)
                self._branch(node, node.otherwise, position)
                self._branch(node, node.final, position)
            case model.With():
                for context in node.contexts:
                    self._adopt(node, context)
                    self._positions[id(context)] = position
                    self._below(context, position, context.value, context.target)
                    if context.target is not None:
                        self._bind(context.target, context.value, position, context, ())
                # What a with statement contains always runs: it is no branch.
                for statement in node.body:
                    self.parents[id(statement)] = node
                self._run(node.body, position.scope, position.block)
            case model.Match():
                self._below(node, position, node.subject)
                for case in node.cases:
                    self._adopt(node, case)
                    inside = Position(position.scope, Block(position.block), self._order)
                    self._positions[id(case)] = inside
                    self._below(case, inside, case.pattern, case.guard)
                    self._bind(case.pattern, node.subject, inside, case, ())
                    for statement in case.body:
                        self.parents[id(statement)] = case
                    self._run(case.body, inside.scope, inside.block)
            case model.Import():
                self._imports(node, position)
            case model.Outer():
                for name in node.names:
                    position.scope.outer[name] = node.kind
            case _:
                self._below(node, position, *children_of(node))
                if isinstance(node, model.Bind) and node.value is not None:
                    self._bind(node.target, node.value, position, node, ())
                elif isinstance(node, model.Bind):
                    self._declare(node, position)

    def _declare(self, node: model.Bind, position: Position) -> None:
        """A declaration without a value: a field of a class, which a constructor may fill."""
        if isinstance(node.target, model.Name):
            self._names(node.target.id, position).append(Binding(node, None, position))

    def _imports(self, node: model.Import, position: Position) -> None:
        if not node.names:
            bound = node.alias or node.module.partition(".")[0]
            self._names(bound, position).append(Binding(node, None, position))
        for imported in node.names:
            self._adopt(node, imported)
            self._positions[id(imported)] = position
            name = imported.alias if imported.name != "*" else "*"
            self._names(name, position).append(Binding(imported, None, position))

    def _class(self, node: model.Class, position: Position) -> None:
        self._positions[id(node)] = position
        self._below(node, position, *node.decorators, *node.type_parameters, *node.bases)
        self.classes.append(node)
        scope = Scope("class", node, position.scope)
        self.scope_of[id(node)] = scope
        for statement in node.body:
            self.parents[id(statement)] = node
        self._run(node.body, scope, Block())

    def _function(self, node: model.Function, position: Position) -> None:
        self._below(node, position, *node.decorators, *node.type_parameters, node.returns)
        scope = Scope("function", node, position.scope)
        self.scope_of[id(node)] = scope
        block = Block()
        inside = Position(scope, block, self._order)
        for parameter in node.parameters:
            self._adopt(node, parameter)
            self._positions[id(parameter)] = position
            self._below(parameter, position, parameter.default, parameter.annotation)
            scope.bindings[parameter.name].append(Binding(parameter, None, inside))
        for statement in node.body:
            self.parents[id(statement)] = node
        self._run(node.body, scope, block)

    def _comprehension(self, node: model.Comprehension, position: Position) -> None:
        scope = Scope("comprehension", node, position.scope)
        self.scope_of[id(node)] = scope
        inside = Position(scope, position.block, position.order)
        for clause in node.clauses:
            self._adopt(node, clause)
            self._positions[id(clause)] = inside
            self._below(clause, inside, clause.iterable, clause.target, *clause.conditions)
            self._bind(clause.target, clause.iterable, inside, clause, (_ELEMENT,))
        self._below(node, inside, node.element)

    def _adopt(self, parent: Node, child: Node) -> None:
        self.parents[id(child)] = parent

    def _below(self, parent: Node, position: Position, *nodes: Node | None) -> None:
        for node in nodes:
            if node is not None:
                self.parents[id(node)] = parent
                self._visit(node, position)

    def _visit(self, node: Node, position: Position) -> None:
        """Index an expression."""
        self._positions[id(node)] = position
        match node:
            case model.Name():
                self.names[node.id].append(node)
            case model.Function():
                self._function(node, position)
            case model.Class():
                self._class(node, position)
            case model.Comprehension():
                self._comprehension(node, position)
            case model.Call():
                called = last_name(node.function)
                if called:
                    self.calls[called].append(node)
                self._below(node, position, node.function, *node.arguments)
            case model.Bind():
                self._below(node, position, node.target, node.value)
                if node.value is not None:
                    home = _home(position)
                    self._bind(node.target, node.value, home, node, ())
            case _:
                self._below(node, position, *children_of(node))

    def _names(self, name: str, position: Position) -> list[Binding]:
        """The list of bindings that a binding of `name` at `position` belongs to."""
        scope = position.scope
        redirect = scope.outer.get(name)
        if redirect == "global":
            scope = self.module
        elif redirect == "nonlocal":
            outer = scope.parent
            while outer is not None and name not in outer.bindings:
                outer = outer.parent
            scope = outer or scope
        return scope.bindings[name]

    def _bind(self, target: Node, value: Node | None, position: Position, node: Node, path: tuple[object, ...]) -> None:
        match target:
            case model.Name():
                self._names(target.id, position).append(Binding(node, value, position, path))
            case model.Attribute() | model.Subscript():
                if value is not None and not path:
                    key = place_of(target)
                    if key:
                        self.stores[key].append(Store(target, value, position))
            case model.Sequence():
                starred = [
                    isinstance(item, model.Spread) or (isinstance(item, model.Capture) and item.rest)
                    for item in target.items
                ]
                star = starred.index(True) if True in starred else len(starred)
                for index, item in enumerate(target.items):
                    step: object = index
                    if index >= star:
                        behind = index - len(target.items)
                        step = slice(star, behind + 1 or None) if index == star else behind
                    inner = item.value if isinstance(item, model.Spread) else item
                    self._bind(inner, value, position, node, (*path, step))
            case model.Mapping():
                for entry in target.entries:
                    key_value = entry.key.value if isinstance(entry.key, model.Literal) else _ELEMENT
                    self._bind(entry.value, value, position, node, (*path, key_value))
            case model.Capture():
                self._names(target.name, position).append(Binding(node, value, position, path))
                if target.pattern is not None:
                    self._bind(target.pattern, value, position, node, path)
            case model.Choice():
                for option in target.options:
                    self._bind(option, value, position, node, path)
            case model.Call():
                for argument in target.arguments:
                    self._bind(argument.value, None, position, node, ())


def _home(position: Position) -> Position:
    """A walrus in a comprehension binds in the scope around it."""
    scope = position.scope
    while scope.kind == "comprehension" and scope.parent is not None:
        scope = scope.parent
    return Position(scope, position.block, position.order)


def _reaching(bindings: list[Binding], use: Position) -> tuple[Binding, ...]:
    """Reaching definitions on structured code: a later binding that surely runs before the use hides earlier ones."""
    before = [each for each in bindings if each.position.order < use.order or _same_statement(each, use)]
    sure = [
        each.position.order
        for each in before
        if each.position.scope is use.scope and use.block.lies_in(each.position.block)
    ]
    last_sure = max(sure, default=-1)
    reaching = [
        each
        for each in bindings
        if each.position.scope is not use.scope  # through `global`: at any time
    ] + [each for each in before if each.position.scope is use.scope and each.position.order >= last_sure]
    loop = _outermost_loop(use.block)
    if loop is not None:
        reaching += [
            each
            for each in bindings
            if each not in reaching and each.position.order >= use.order and each.position.block.lies_in(loop)
        ]
    # Code in an order that was not foreseen (a name used above its only binding) still gets what there is.
    return tuple(reaching or bindings)


def _same_statement(binding: Binding, use: Position) -> bool:
    if binding.position.order != use.order:
        return False
    return binding.position is not use or not isinstance(binding.node, model.Bind) or binding.node.how == ":="


def _outermost_loop(block: Block | None) -> Block | None:
    found = None
    while block is not None:
        if block.is_loop:
            found = block
        block = block.parent
    return found


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
