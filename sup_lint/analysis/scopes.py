"""Who binds which name where: scopes, bindings, and which of them reach a use."""

from collections import defaultdict
from collections.abc import Iterator

from sup_lint.analysis import program as model
from sup_lint.analysis import writes
from sup_lint.analysis.bindings import Binding, Block, Position, Scope, Store, home_of, last_name, place_of, reaching
from sup_lint.analysis.program import Node, Program, children_of
from sup_lint.sources.language import family_of

_ELEMENT = None
# Methods that put something into a container.
MUTATING = frozenset("append add appendleft put put_nowait insert extend update setdefault".split())
# Methods that take something out of one.
_REMOVING = frozenset({"pop", "clear", "__delitem__", "popitem"})
MUTATING_IN_JAVASCRIPT = frozenset("push unshift splice add append set setHeader".split()) | writes.ASSIGNING
_REMOVING_IN_JAVASCRIPT = frozenset({"delete", "clear", "removeHeader"})


class Scopes:
    """The index over one program: scopes, parents, stores, calls.

    `stores` are kept by the place they write, `attribute_stores` by the attribute's name (`?` where it isn't spelled),
    `item_stores`, `mutations` and `removals` by the place of the container, `calls` by the last name of what is called.
    """

    def __init__(self, program: Program) -> None:
        self.program = program
        self._shows_members = family_of(program.language) == "lexical"
        self.is_javascript = program.language == "javascript"
        self._mutating = MUTATING_IN_JAVASCRIPT if self.is_javascript else MUTATING
        self._removing = _REMOVING_IN_JAVASCRIPT if self.is_javascript else _REMOVING
        self.module = Scope("module", None, None)
        self.parents: dict[int, Node] = {}
        self.stores: dict[str, list[Store]] = defaultdict(list)
        self.attribute_stores: dict[str, list[Store]] = defaultdict(list)
        self.item_stores: dict[str, list[Store]] = defaultdict(list)
        self.mutations: dict[str, list[model.Call]] = defaultdict(list)
        self.removals: dict[str, list[model.Call | model.Delete]] = defaultdict(list)
        self.calls: dict[str, list[model.Call]] = defaultdict(list)
        self.scope_of: dict[int, Scope] = {}
        self.classes: list[model.Class] = []
        self.decorated: dict[str, list[model.Function]] = defaultdict(list)
        self.names: dict[str, list[model.Name]] = defaultdict(list)
        self._positions: dict[int, Position] = {}
        self._stores_in: dict[str, dict[int, list[Store]]] = {}
        self._around: dict[int, frozenset[int]] = {}
        self._order = 0
        # With the positions, so that their identities stay theirs.
        self._reaching: dict[tuple[str, int], tuple[Position, tuple[Binding, ...] | None]] = {}
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

    def stores_in(self, function: Node, place: str) -> list[Store]:
        """What a function, without those inside it, stores at a place."""
        if place not in self._stores_in:
            found = self._stores_in[place] = defaultdict(list)
            for store in self.stores.get(place, ()):
                found[id(store.position.scope.node)].append(store)
        return self._stores_in[place].get(id(function), [])

    def around(self, node: Node) -> frozenset[int] | None:
        """The functions, loops and comprehensions' clauses around `node`, by identity; None if it isn't indexed."""
        way: list[Node] = []
        current: Node | None = node
        while current is not None and id(current) not in self._around:
            way.append(current)
            current = self.parents.get(id(current))
        if current is None and id(way[-1]) not in self._positions:
            return None
        found = frozenset[int]() if current is None else self._around_below(current)
        for each in reversed(way):
            self._around[id(each)] = found
            found = self._around_below(each)
        return self._around[id(node)]

    def _around_below(self, node: Node) -> frozenset[int]:
        around = self._around[id(node)]
        if isinstance(node, model.Comprehension):
            return around | {id(clause) for clause in node.clauses}
        return around | {id(node)} if isinstance(node, model.Function | model.Loop) else around

    def enclosing(self, node: Node, kind: type[Node]) -> Node | None:
        """The innermost node of a kind around `node`."""
        return next((each for each in self.ancestors(node) if isinstance(each, kind)), None)

    def lookup(self, name: str, position: Position) -> tuple[Binding, ...] | None:
        """The bindings of `name` that may reach a use at `position`; None if nothing in the program binds it."""
        key = name, id(position)
        if key not in self._reaching:
            self._reaching[key] = position, self._lookup(name, position)
        return self._reaching[key][1]

    def _lookup(self, name: str, position: Position) -> tuple[Binding, ...] | None:
        scope: Scope | None = position.scope
        is_now = True  # not for a function around: it has run on, or not come so far
        while scope is not None:
            redirect = scope.outer.get(name)
            if redirect is not None:
                scope, is_now = (self.module if redirect == "global" else scope.parent), False
                continue
            # A class body's names are not seen from its methods, unless the language takes them for this object's.
            if (is_now or scope.kind != "class" or self._shows_members) and name in scope.bindings:
                found = scope.bindings[name]
                if not is_now:
                    return tuple(found)
                here = Position(scope, position.block, position.order) if scope is not position.scope else position
                return reaching(found, here, is_shared=name in scope.shared)
            if scope.kind == "function":
                is_now = False
            scope = scope.parent
        return None

    def _run(self, block: tuple[Node, ...], scope: Scope, where: Block) -> None:
        for statement in block:
            self._order += 1
            self._statement(statement, Position(scope, where, self._order))

    def _branch(self, owner: Node, body: tuple[Node, ...], position: Position, block: Block) -> None:
        block.leaves = bool(body) and isinstance(body[-1], model.Return | model.Raise)
        self._inline(owner, body, Position(position.scope, block, position.order))

    def _inline(self, owner: Node, body: tuple[Node, ...], position: Position) -> None:
        for statement in body:
            self.parents[id(statement)] = owner
        self._run(body, position.scope, position.block)

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
                self._branch(node, node.body, position, Block(position.block, fork=node))
                self._branch(node, node.otherwise, position, Block(position.block, fork=node))
            case model.Loop():
                self._below(node, position, node.iterable, node.test)
                inside = Position(position.scope, Block(position.block, is_loop=True), self._order)
                if node.target is not None:
                    self._below(node, inside, node.target)
                    self._bind(node.target, node.iterable, inside, node, (_ELEMENT,))
                self._branch(node, node.body, position, inside.block)
                self._branch(node, node.otherwise, position, Block(position.block))
            case model.Try():
                self._try(node, position)
            case model.With():
                for context in node.contexts:
                    self._adopt(node, context)
                    self._positions[id(context)] = position
                    self._below(context, position, context.value, context.target)
                    if context.target is not None:
                        self._bind(context.target, context.value, position, context, ())
                # What a with statement contains always runs: it is no branch.
                self._inline(node, node.body, position)
            case model.Match():
                self._below(node, position, node.subject)
                for case in node.cases:
                    self._adopt(node, case)
                    inside = Position(position.scope, Block(position.block, fork=node), self._order)
                    self._positions[id(case)] = inside
                    self._below(case, inside, case.pattern, case.guard)
                    self._bind(case.pattern, node.subject, inside, case, ())
                    self._branch(case, case.body, position, inside.block)
            case model.Import():
                self._imports(node, position)
            case model.Outer():
                for name in node.names:
                    position.scope.outer[name] = node.kind
            case _:
                self._below(node, position, *children_of(node))
                if isinstance(node, model.Delete):
                    self._removal(node)
                if isinstance(node, model.Bind) and node.value is not None:
                    self._bind(node.target, node.value, position, node, ())
                elif isinstance(node, model.Bind):
                    self._declare(node, position)

    def _removal(self, node: model.Delete) -> None:
        if isinstance(node.target, model.Subscript) and (container := place_of(node.target.value)):
            self.removals[container].append(node)

    def _try(self, node: model.Try, position: Position) -> None:
        self._branch(node, node.body, position, Block(position.block, is_try=True))
        for handler in node.handlers:
            self._adopt(node, handler)
            inside = Position(position.scope, Block(position.block, fork=node), self._order)
            self._positions[id(handler)] = inside
            self._below(handler, inside, handler.kind)
            if handler.name:
                self._names(handler.name, inside).append(Binding(handler, None, inside))
            self._branch(handler, handler.body, position, inside.block)
        self._branch(node, node.otherwise, position, Block(position.block, fork=node if node.handlers else None))
        self._inline(node, node.final, position)

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
        self._inline(node, node.body, Position(scope, position.block, position.order))

    def _function(self, node: model.Function, position: Position) -> None:
        self._below(node, position, *node.decorators, *node.type_parameters, node.returns)
        for decorator in node.decorators:
            self.decorated[last_name(decorator.function if isinstance(decorator, model.Call) else decorator)].append(
                node
            )
        scope = Scope("function", node, position.scope)
        self.scope_of[id(node)] = scope
        block = Block()
        inside = Position(scope, block, self._order)
        for parameter in node.parameters:
            self._adopt(node, parameter)
            self._positions[id(parameter)] = position
            self._below(parameter, position, parameter.default, parameter.annotation)
            scope.bindings[parameter.name].append(Binding(parameter, None, inside))
        self._inline(node, node.body, inside)

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
                changed = writes.changed_by(node)
                if changed is not None and called in self._mutating and (container := place_of(changed)):
                    self.mutations[container].append(node)
                if changed is not None and called in self._removing and (container := place_of(changed)):
                    self.removals[container].append(node)
                if called in {"setattr", "__setattr__"}:
                    writes.set_attribute(self, node, position)
                elif called in {"update", "setdefault"}:
                    writes.update_globals(self, node, position)
            case model.Bind():
                self._below(node, position, node.target, node.value)
                if node.value is not None:
                    home = home_of(position)
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
        if scope is not position.scope:
            scope.shared.add(name)
        return scope.bindings[name]

    def _bind(self, target: Node, value: Node | None, position: Position, node: Node, path: tuple[object, ...]) -> None:
        match target:
            case model.Name():
                self._names(target.id, position).append(Binding(node, value, position, path))
            case model.Attribute() | model.Subscript():
                if value is not None and not path:
                    writes.store(self, target, value, position, node)
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
