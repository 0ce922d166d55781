"""The walk through a program that notes who binds which name where, what is written, and what is called."""

from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis import writes
from sup_lint.analysis.bindings import Binding, Block, Position, Scope, home_of, last_name, place_of
from sup_lint.analysis.program import Node, children_of

if TYPE_CHECKING:
    from sup_lint.analysis.scopes import Scopes

_ELEMENT = None


def index(scopes: "Scopes") -> None:
    """Fill the tables of `scopes` from its program."""
    _Walk(scopes).run()


class _Walk:
    def __init__(self, scopes: "Scopes") -> None:
        self._scopes = scopes
        self._parents = scopes.parents
        self._positions = scopes.positions
        self._mutating = writes.MUTATING_IN_JAVASCRIPT if scopes.is_javascript else writes.MUTATING
        self._removing = writes.REMOVING_IN_JAVASCRIPT if scopes.is_javascript else writes.REMOVING
        self._order = 0

    def run(self) -> None:
        self._run(self._scopes.program.body, self._scopes.module, Block())

    def _run(self, block: tuple[Node, ...], scope: Scope, where: Block) -> None:
        for statement in block:
            self._order += 1
            self._statement(statement, Position(scope, where, self._order))

    def _branch(self, owner: Node, body: tuple[Node, ...], position: Position, block: Block) -> None:
        block.leaves = bool(body) and isinstance(body[-1], model.Return | model.Raise)
        self._inline(owner, body, Position(position.scope, block, position.order))

    def _inline(self, owner: Node, body: tuple[Node, ...], position: Position) -> None:
        for statement in body:
            self._parents[id(statement)] = owner
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
            self._scopes.removals[container].append(node)

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
        self._scopes.classes.append(node)
        scope = Scope("class", node, position.scope)
        self._scopes.scope_of[id(node)] = scope
        self._inline(node, node.body, Position(scope, position.block, position.order))

    def _function(self, node: model.Function, position: Position) -> None:
        self._below(node, position, *node.decorators, *node.type_parameters, node.returns)
        for decorator in node.decorators:
            called = decorator.function if isinstance(decorator, model.Call) else decorator
            self._scopes.decorated[last_name(called)].append(node)
        scope = Scope("function", node, position.scope)
        self._scopes.scope_of[id(node)] = scope
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
        self._scopes.scope_of[id(node)] = scope
        inside = Position(scope, position.block, position.order)
        for clause in node.clauses:
            self._adopt(node, clause)
            self._positions[id(clause)] = inside
            self._below(clause, inside, clause.iterable, clause.target, *clause.conditions)
            self._bind(clause.target, clause.iterable, inside, clause, (_ELEMENT,))
        self._below(node, inside, node.element)

    def _adopt(self, parent: Node, child: Node) -> None:
        self._parents[id(child)] = parent

    def _below(self, parent: Node, position: Position, *nodes: Node | None) -> None:
        for node in nodes:
            if node is not None:
                self._parents[id(node)] = parent
                self._visit(node, position)

    def _visit(self, node: Node, position: Position) -> None:
        """Index an expression."""
        self._positions[id(node)] = position
        match node:
            case model.Name():
                self._scopes.names[node.id].append(node)
            case model.Function():
                self._function(node, position)
            case model.Class():
                self._class(node, position)
            case model.Comprehension():
                self._comprehension(node, position)
            case model.Call():
                called = last_name(node.function)
                if called:
                    self._scopes.calls[called].append(node)
                self._below(node, position, node.function, *node.arguments)
                changed = writes.changed_by(node)
                if changed is not None and called in self._mutating and (container := place_of(changed)):
                    self._scopes.mutations[container].append(node)
                if changed is not None and called in self._removing and (container := place_of(changed)):
                    self._scopes.removals[container].append(node)
                if called in {"setattr", "__setattr__"}:
                    writes.set_attribute(self._scopes, node, position)
                elif called in {"update", "setdefault"}:
                    writes.update_globals(self._scopes, node, position)
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
            scope = self._scopes.module
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
                    writes.store(self._scopes, target, value, position, node)
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
