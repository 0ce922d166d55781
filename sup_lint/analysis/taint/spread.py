"""How far the key may get, by the coarse facts: which names may hold it at all."""

from collections import defaultdict
from collections.abc import Callable, Iterator

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.program import Node, Program, walk
from sup_lint.analysis.project import Project
from sup_lint.analysis.taint.facts import CALLED_BACK, SEED, Atom, Facts, HandedOver


class Spread:
    """The names of the programs read so far that may hold the key."""

    def __init__(self, project: Project, is_seed: Callable[[Node, Program], bool]) -> None:
        self._project = project
        self._is_seed = is_seed
        self._facts: dict[int, Facts] = {}
        self._reached: set[Atom] = set()
        self._is_solved = False

    def read(self, program: Program) -> None:
        """Take one more program in."""
        if id(program) not in self._facts:
            scopes = self._project.scopes(program)
            self._facts[id(program)] = Facts(program, scopes, lambda node: self._is_seed(node, program))
            self._is_solved = False

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

    def _solve(self) -> None:
        """Follow all facts from the seeds, until nothing more is reached."""
        if self._is_solved:
            return
        self._is_solved = True
        edges: dict[Atom, list[tuple[Atom, ...]]] = defaultdict(list)
        everything = list(self._facts.values())
        for facts in everything:
            for mentioned, targets in (*facts.edges, *_handed_on(facts, everything)):
                for atom in mentioned:
                    edges[atom].append(targets)
        self._reached = {SEED}
        queue: list[Atom] = [SEED]
        while queue:
            for targets in edges.get(queue.pop(), ()):
                for atom in targets:
                    if atom not in self._reached:
                        self._reached.add(atom)
                        queue.append(atom)


def _handed_on(facts: Facts, everything: list[Facts]) -> Iterator[tuple[frozenset[Atom], tuple[Atom, ...]]]:
    """The facts that calls make: from arguments to parameters, of all functions and classes with that name."""
    for handed in facts.handed_over:
        names = {handed.name, *(name for alias, name in facts.aliases if alias == handed.name)}
        is_known = False
        for other in everything:
            for name in names:
                for function in other.functions.get(name, ()):
                    is_known = True
                    yield from _to_parameters(handed, function, other)
                    for maker in _decorators(function, everything):
                        yield _all_mentioned(handed), tuple(_inner_parameters(*maker))
                for node in other.classes.get(name, ()):
                    is_known = True
                    yield _all_mentioned(handed), tuple(_fields(node, other))
        if not is_known:
            yield _all_mentioned(handed), (CALLED_BACK,)
    for decorated in (each for named in facts.functions.values() for each in named if each.decorators):
        for wrapping, other in _decorators(decorated, everything):
            inside = tuple(_inner_parameters(wrapping, other))
            own = tuple(other.parameter(wrapping, each.name) for each in wrapping.parameters)
            yield frozenset({("result", 0, decorated.name)}), (*own, *inside)
    referenced = [each for name in facts.referenced for other in everything for each in _named(other, name)]
    for function, other in (*referenced, *((each, facts) for each in facts.lambdas)):
        yield frozenset({CALLED_BACK}), tuple(other.parameter(function, each.name) for each in function.parameters)


def _named(facts: Facts, name: str) -> list[tuple[model.Function, Facts]]:
    return [(each, facts) for each in facts.functions.get(name, ())]


def _all_mentioned(handed: HandedOver) -> frozenset[Atom]:
    return frozenset(atom for _, mentioned in handed.arguments for atom in mentioned)


def _to_parameters(
    handed: HandedOver, function: model.Function, facts: Facts
) -> Iterator[tuple[frozenset[Atom], tuple[Atom, ...]]]:
    positions = [each.name for each in function.parameters if each.kind in {"", "/"}]
    rest = [each.name for each in function.parameters if each.kind in {"*", "**"}]
    for index, (argument, mentioned) in enumerate(handed.arguments):
        if argument.spread:
            names = [each.name for each in function.parameters]
        elif argument.name:
            names = [argument.name, *rest]
        else:
            # A method's first parameter is the object.
            names = [*positions[index : index + 2], *rest]
        yield mentioned, tuple(facts.parameter(function, name) for name in names)


def _decorators(function: model.Function, everything: list[Facts]) -> Iterator[tuple[model.Function, Facts]]:
    for decorator in function.decorators:
        name = last_name(decorator.function if isinstance(decorator, model.Call) else decorator)
        for facts in everything:
            names = {name, *(original for alias, original in facts.aliases if alias == name)}
            for each in names:
                yield from _named(facts, each)


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
