"""How far the key may get, by the coarse facts: which names may hold it at all."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.program import Node, Program, walk
from sup_lint.analysis.project import Project
from sup_lint.analysis.taint.facts import CALLED_BACK, SEED, Atom, Facts, HandedOver

# What is given to functions meets their parameters in atoms of its own, by the function's name: what any argument
# gives, what one in a certain place gives, what one of a certain name gives, and what is unpacked.
_GIVEN = "given"
_UNPACKED = "unpacked"
_FILLED = "filled"
_NAMED = "named"
_PLACED = "placed"
_DECORATES = "decorates"
_REFERENCED = "referenced"


class Spread:
    """The names of the programs read so far that may hold the key."""

    def __init__(self, project: Project, is_seed: Callable[[Node, Program], bool]) -> None:
        self._project = project
        self._is_seed = is_seed
        self._facts: dict[int, Facts] = {}
        self._edges: dict[Atom, list[tuple[Atom, ...]]] = defaultdict(list)
        self._reached: set[Atom] = {SEED}
        self._queue: list[Atom] = []
        self._known: set[str] = set()  # functions and classes, by name

    def read(self, program: Program) -> None:
        """Take one more program in."""
        if id(program) not in self._facts:
            scopes = self._project.scopes(program)
            facts = Facts(program, scopes, lambda node: self._is_seed(node, program))
            self._facts[id(program)] = facts
            self._known.update(facts.functions, facts.classes)
            for mentioned, targets in (*facts.edges, *_handed_on(facts)):
                self._add(mentioned, targets)

    def reaches(self, program: Program, *nodes: Node) -> bool:
        """Whether the key may get into one of the expressions of a program that was read."""
        self._solve()
        return not self._reached.isdisjoint(self._facts[id(program)].mentions(*nodes))

    def calls(self, program: Program) -> Iterator[Node]:
        """The callees, decorators and base classes of a program that may be handed the key."""
        self._solve()
        facts = self._facts[id(program)]
        for handed in facts.handed_over:
            if any(not self._reached.isdisjoint(mentioned) for _, mentioned in handed.arguments):
                yield handed.node.function
        for function in (each for named in facts.functions.values() for each in named):
            if any(facts.parameter(function, each.name) in self._reached for each in function.parameters):
                for decorator in function.decorators:
                    yield decorator.function if isinstance(decorator, model.Call) else decorator
        for node in (each for named in facts.classes.values() for each in named):
            if ("result", 0, node.name) in self._reached:
                yield from (base.value for base in node.bases if not base.name)

    def _add(self, mentioned: Iterable[Atom], targets: tuple[Atom, ...]) -> None:
        for atom in mentioned:
            self._edges[atom].append(targets)
            if atom in self._reached:
                self._reach(targets)

    def _reach(self, atoms: Iterable[Atom]) -> None:
        for atom in atoms:
            if atom not in self._reached:
                self._reached.add(atom)
                self._queue.append(atom)

    def _solve(self) -> None:
        """Follow the facts that are new, until nothing more is reached."""
        while self._queue:
            atom = self._queue.pop()
            kind, _, name = atom
            if kind == _GIVEN and name not in self._known:
                self._reach((CALLED_BACK,))
            for targets in self._edges.get(atom, ()):
                self._reach(targets)


def _handed_on(facts: Facts) -> Iterator[tuple[Iterable[Atom], tuple[Atom, ...]]]:
    """The facts that calls make: from arguments to parameters, of all functions and classes with that name."""
    originals: dict[str, set[str]] = defaultdict(set)
    for alias, name in facts.aliases:
        originals[alias].add(name)
    for handed in facts.handed_over:
        for name in {handed.name, *originals.get(handed.name, ())}:
            yield from _given(handed, name, facts)
    for named in facts.functions.values():
        for function in named:
            yield from _taken(function, facts)
            for maker in _decorators(function):
                for each in {maker, *originals.get(maker, ())}:
                    yield [(_GIVEN, 0, function.name)], ((_DECORATES, 0, each),)
                    # What it returns comes to the decorator, too.
                    yield [("result", 0, function.name)], ((_DECORATES, 0, each), (_REFERENCED, 0, each))
    for name, classes in facts.classes.items():
        for node in classes:
            yield [(_GIVEN, 0, name)], tuple(_fields(node, facts))
    yield [CALLED_BACK], tuple((_REFERENCED, 0, name) for name in facts.referenced)
    for function in facts.lambdas:
        yield [CALLED_BACK], tuple(facts.parameter(function, each.name) for each in function.parameters)


def _given(handed: HandedOver, name: str, facts: Facts) -> Iterator[tuple[Iterable[Atom], tuple[Atom, ...]]]:
    for index, (argument, mentioned) in enumerate(handed.arguments):
        target: Atom = (_PLACED, index, name)
        if argument.spread:
            target = (_UNPACKED, 0, name)
        elif argument.name:
            target = (f"{_NAMED} {argument.name}", 0, name)
        yield mentioned, ((_GIVEN, 0, name), target)
        back = tuple(facts.changed_by(argument.value))
        if back:  # a function that fills what it is handed
            yield [(_FILLED, index, name), (f"{_FILLED} {argument.name}", 0, name)], back


def _taken(function: model.Function, facts: Facts) -> Iterator[tuple[Iterable[Atom], tuple[Atom, ...]]]:
    """What the parameters of a function may get."""
    name = function.name
    everything = tuple(facts.parameter(function, each.name) for each in function.parameters)
    by_position = [each for each in function.parameters if each.kind in {"", "/"}]
    rest = tuple(facts.parameter(function, each.name) for each in function.parameters if each.kind in {"*", "**"})
    for index, parameter in enumerate(by_position):
        target = (facts.parameter(function, parameter.name),)
        yield [(_PLACED, index, name)], target
        if index:  # a method's first parameter is the object
            yield [(_PLACED, index - 1, name)], target
        if parameter.name in facts.filled:
            yield (
                list(target),
                ((_FILLED, index, name), (_FILLED, index - 1, name), (f"{_FILLED} {parameter.name}", 0, name)),
            )
    for parameter in function.parameters:
        yield [(f"{_NAMED} {parameter.name}", 0, name)], (facts.parameter(function, parameter.name),)
    yield [(_UNPACKED, 0, name), (_REFERENCED, 0, name)], everything
    if rest:
        yield [(_GIVEN, 0, name)], rest
    inner = tuple(_inner_parameters(function, facts))
    if inner:
        yield [(_DECORATES, 0, name)], inner


def _decorators(function: model.Function) -> Iterator[str]:
    for decorator in function.decorators:
        yield last_name(decorator.function if isinstance(decorator, model.Call) else decorator)


def _inner_parameters(maker: model.Function, facts: Facts) -> Iterator[Atom]:
    for each in walk(maker.body):
        if isinstance(each, model.Function):
            yield from (facts.parameter(each, parameter.name) for parameter in each.parameters)


def _fields(node: model.Class, facts: Facts) -> Iterator[Atom]:
    """What an object of a class keeps of its arguments: its constructor's parameters, or its fields."""
    yield ("result", 0, node.name)
    for statement in node.body:
        if isinstance(statement, model.Define) and isinstance(statement.definition, model.Function):
            if statement.definition.name in {"__init__", "__new__", "__post_init__", "__call__"}:
                for parameter in statement.definition.parameters:
                    yield facts.parameter(statement.definition, parameter.name)
        elif isinstance(statement, model.Bind) and isinstance(statement.target, model.Name):
            yield ("attribute", 0, statement.target.id)
