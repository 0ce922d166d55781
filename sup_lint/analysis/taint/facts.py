"""What may hand the key on to what, told by names alone: the facts for a first, coarse look.

Following values is exact and slow; most sinks can be ruled out before. An atom is a variable of one scope, an attribute
by its name in whatever object, or a function's result by the function's name. A fact says that whatever an expression
mentions may reach certain atoms. Nothing that the exact look finds may be missing here; too much does no harm.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import Scope, last_name
from sup_lint.analysis.program import Node, Program, children_of, walk
from sup_lint.analysis.scopes import Scopes
from sup_lint.analysis.writes import ASSIGNING, MUTATING, changed_by

Atom = tuple[str, int, str]

SEED: Atom = ("seed", 0, "")
RAISED: Atom = ("raised", 0, "")
CALLED_BACK: Atom = ("called back", 0, "")

_KEEPING = MUTATING | {
    "add_header", "add_unredirected_header", "putheader", "set", "set_header", "bind", "mount", "__setitem__", "write",
    "setHeader", "setRequestHeader", "push", "unshift", "splice", *ASSIGNING,
}  # fmt: skip
# Methods of JavaScript's promises and lists that hand what these hold to a function.
_CALLING_BACK = frozenset("then forEach map flatMap filter find some every reduce subscribe".split())


class HandedOver(NamedTuple):
    """A call with arguments: who is called, by which name, and what each argument mentions."""

    node: model.Call
    name: str
    arguments: tuple[tuple[model.Argument, frozenset[Atom]], ...]


class Facts:
    """The facts of one program. `is_seed` tells the expressions that give the key."""

    def __init__(self, program: Program, scopes: Scopes, is_seed: Callable[[Node], bool]) -> None:
        self.program = program
        self.scopes = scopes
        self._is_seed = is_seed
        self.edges: list[tuple[frozenset[Atom], tuple[Atom, ...]]] = []
        self.handed_over: list[HandedOver] = []
        self.functions: dict[str, list[model.Function]] = defaultdict(list)
        self.classes: dict[str, list[model.Class]] = defaultdict(list)
        self.aliases: list[tuple[str, str]] = []
        self.referenced: set[str] = set()
        self.lambdas: list[model.Function] = []
        self._called: set[int] = set()
        self._in_calls: dict[int, frozenset[Atom]] = {}
        for node in program.nodes():
            self._read(node)
        if scopes.is_javascript:  # errors of requests carry what was sent
            self._add([CALLED_BACK], [RAISED])
            if "axios" in program.text:  # also what its defaults and interceptors add
                self._add([SEED], [RAISED, CALLED_BACK])
        for name, bindings in scopes.module.bindings.items():
            if bindings:
                self._add([("variable", id(scopes.module), name)], [("attribute", 0, name)])

    def mentions(self, *nodes: Node | None) -> frozenset[Atom]:
        """The atoms that expressions mention."""
        found: set[Atom] = set()
        stack = [each for each in nodes if each is not None]
        while stack:
            node = stack.pop()
            if isinstance(node, model.Call) and id(node) in self.scopes.parents:
                found |= self._in_call(node)
            else:
                found.update(self._own(node))
                stack.extend(children_of(node))
        return frozenset(found)

    def _in_call(self, node: model.Call) -> frozenset[Atom]:
        """What a call mentions, kept: it is asked for by each call around it."""
        known = self._in_calls.get(id(node))
        if known is None:
            known = self.mentions(*children_of(node)).union(self._own(node))
            self._in_calls[id(node)] = known
        return known

    def _own(self, node: Node) -> Iterator[Atom]:
        if self._is_seed(node):
            yield SEED
        if isinstance(node, model.Name):
            yield self._variable(node)
            yield ("attribute", 0, node.id)  # which a star import may have bound
        elif isinstance(node, model.Attribute):
            yield ("attribute", 0, node.name)
        elif isinstance(node, model.Import):  # require("…")
            yield ("attribute", 0, model.EXPORTS)
        elif isinstance(node, model.Call) and (called := last_name(node.function)):
            yield ("result", 0, called)

    def changed_by(self, argument: Node) -> Iterator[Atom]:
        """What changes when a function fills the container that is this argument."""
        yield from self._targets(argument)

    @property
    def filled(self) -> set[str]:
        """The names of variables whose containers something is put into."""
        return {*self.scopes.mutations, *self.scopes.item_stores}

    def parameter(self, function: model.Function, name: str) -> Atom:
        """The atom of a function's parameter."""
        scope = self.scopes.scope_of.get(id(function))
        return ("variable", id(scope), name)

    def _variable(self, node: model.Name) -> Atom:
        scope: Scope | None = self.scopes.position(node).scope
        while scope is not None:
            redirect = scope.outer.get(node.id)
            if redirect == "global":
                scope = self.scopes.module
            elif redirect is None and node.id in scope.bindings:
                break
            if scope is self.scopes.module:
                break
            scope = scope.parent
        return ("variable", id(scope if scope is not None else self.scopes.module), node.id)

    def _add(self, mentioned: Iterable[Atom], targets: Iterable[Atom]) -> None:
        reached = tuple(targets)
        if reached:
            self.edges.append((frozenset(mentioned), reached))

    def _targets(self, node: Node | None) -> Iterator[Atom]:
        """What an assignment to `node` changes; of an entry, the container."""
        match node:
            case model.Name():
                yield self._variable(node)
            case model.Attribute():
                yield ("attribute", 0, node.name)
                if self.scopes.is_javascript:  # an object shows what the objects in it hold
                    yield from self._targets(node.value)
            case model.Subscript() | model.Spread():
                yield from self._targets(node.value)
            case model.Sequence():
                for item in node.items:
                    yield from self._targets(item)
            case model.Mapping() if self.scopes.is_javascript:
                for entry in node.entries:
                    yield from self._targets(entry.value)
            case model.Capture() | model.Choice() | model.Mapping() | model.Call():
                for each in walk((node,)):
                    if isinstance(each, model.Capture):
                        yield ("variable", id(self.scopes.position(node).scope), each.name)

    def _read(self, node: Node) -> None:
        match node:
            case model.Bind() if node.value is not None:
                self._add(self.mentions(node.value), self._targets(node.target))
            case model.Loop() if node.iterable is not None:
                self._add(self.mentions(node.iterable), self._targets(node.target))
            case model.Clause():
                self._add(self.mentions(node.iterable), self._targets(node.target))
            case model.Context():
                self._add(self.mentions(node.value), self._targets(node.target))
            case model.Match():
                for case in node.cases:
                    self._add(self.mentions(node.subject), self._targets(case.pattern))
            case model.Return() | model.Yield():
                function = self.scopes.enclosing(node, model.Function)
                if isinstance(function, model.Function):
                    self._add(self.mentions(node.value), [("result", 0, function.name)])
            case model.Raise():
                self._add(self.mentions(node.value), [RAISED])
            case model.Handler() if node.name:
                scope = self.scopes.position(node).scope
                self._add([RAISED], [("variable", id(scope), node.name)])
            case model.Function():
                self._function(node)
            case model.Class():
                self._class(node)
            case model.Imported():
                target = ("variable", id(self.scopes.position(node).scope), node.alias)
                self._add([("attribute", 0, node.name)], [target])
                self._add([("result", 0, node.name)], [("result", 0, node.alias), target])
                if node.name == model.DEFAULT:
                    self._add([("attribute", 0, model.EXPORTS)], [target])
                if node.alias != node.name:
                    self.aliases.append((node.alias, node.name))
            case model.Call():
                self._call(node)
            case model.Entry(key=model.Literal(value=str() as name)) if self.scopes.is_javascript:
                self._add(self.mentions(node.value), [("attribute", 0, name)])
            case model.Name() | model.Attribute() if id(node) not in self._called:
                self.referenced.add(last_name(node))

    def _function(self, node: model.Function) -> None:
        if node.name:
            self.functions[node.name].append(node)
            self._add([("result", 0, node.name)], [("attribute", 0, node.name)])
        else:
            self.lambdas.append(node)
        declared = self.mentions(*node.decorators) if node.parameters else frozenset()
        for parameter in node.parameters:
            if SEED in declared:  # @click.option("--token", envvar="SUPERTONE_API_KEY")
                self._add([SEED], [self.parameter(node, parameter.name)])
            if parameter.default is not None or parameter.annotation is not None:
                self._add(
                    self.mentions(parameter.default, parameter.annotation), [self.parameter(node, parameter.name)]
                )
            if self._is_seed(parameter):
                self._add([SEED], [self.parameter(node, parameter.name)])

    def _class(self, node: model.Class) -> None:
        """An object shows what its attributes hold; `self` is one."""
        self.classes[node.name].append(node)
        whole: list[Atom] = [("result", 0, node.name)]
        scope = self.scopes.scope_of[id(node)]
        for name in scope.bindings:
            self._add([("variable", id(scope), name)], [("attribute", 0, name)])
        for base in node.bases:
            self._add([("result", 0, last_name(base.value))], whole)
        for statement in node.body:
            if isinstance(statement, model.Bind) and isinstance(statement.target, model.Name):
                name = statement.target.id
                self._add([("attribute", 0, name)], whole)
                if self._is_seed(statement.target):
                    self._add([SEED], [("attribute", 0, name), *whole])
            if not isinstance(statement, model.Define) or not isinstance(statement.definition, model.Function):
                continue
            method = statement.definition
            if method.name.startswith("__"):
                self._add([("result", 0, method.name)], whole)
            if not method.parameters:
                continue
            own = self.parameter(method, method.parameters[0].name)
            self._add(whole, [own])
            for each in walk(method.body):
                target = each.target if isinstance(each, model.Bind) else None
                if isinstance(target, model.Attribute) and last_name(target.value) == method.parameters[0].name:
                    self._add([("attribute", 0, target.name)], whole)

    def _call(self, node: model.Call) -> None:
        self._called.add(id(node.function))
        name = last_name(node.function)
        if isinstance(node.function, model.Call):
            name = last_name(node.function.function)  # Tee()(key)
        given = tuple((each, self.mentions(each.value)) for each in node.arguments)
        if given:
            self.handed_over.append(HandedOver(node, name, given))
        calls_back = name in _CALLING_BACK or any(isinstance(each.value, model.Function) for each in node.arguments)
        if calls_back and self.scopes.is_javascript and isinstance(node.function, model.Attribute):
            self._add(self.mentions(node.function.value), [CALLED_BACK])
        mentioned = frozenset(atom for _, atoms in given for atom in atoms)
        if not mentioned:
            return
        container = changed_by(node)
        if name in _KEEPING and container is not None:
            self._add(mentioned, self._targets(container))
        if name in {"setattr", "__setattr__"}:
            for each in node.arguments:
                if isinstance(each.value, model.Literal) and isinstance(each.value.value, str):
                    self._add(mentioned, [("attribute", 0, each.value.value)])
