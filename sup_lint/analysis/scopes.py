"""Who binds which name where: scopes, bindings, and which of them reach a use."""

from collections import defaultdict
from collections.abc import Iterator

from sup_lint.analysis import indexing
from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import Binding, Position, Scope, Store, reaching
from sup_lint.analysis.program import Node, Program, children_of
from sup_lint.sources.language import family_of

# A name that so many branches bind is followed to the first ones and the last ones: whoever follows each of them, and
# what each of them is bound to, would never come to an end.
_MOST_REACHING = 64


class Scopes:
    """The index over one program: scopes, parents, stores, calls.

    `stores` are kept by the place they write, `attribute_stores` by the attribute's name (`?` where it isn't spelled),
    `item_stores`, `mutations` and `removals` by the place of the container, `calls` by the last name of what is called;
    `parents` and `positions` by the identity of the node.
    """

    def __init__(self, program: Program) -> None:
        self.program = program
        self._shows_members = family_of(program.language) == "lexical"
        self.is_javascript = program.language == "javascript"
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
        self.positions: dict[int, Position] = {}
        self._stores_in: dict[str, dict[int, list[Store]]] = {}
        self._around: dict[int, frozenset[int]] = {}
        # With the positions, so that their identities stay theirs.
        self._reaching: dict[tuple[str, int], tuple[Position, tuple[Binding, ...] | None]] = {}
        indexing.index(self)

    def position(self, node: Node) -> Position:
        """Where `node` runs."""
        return self.positions[id(node)]

    def adopt(self, node: Node, parent: Node) -> None:
        """Take in a node that was made later, as if it stood where `parent` stands."""
        self.parents[id(node)] = parent
        for each in (node, *children_of(node)):
            self.positions.setdefault(id(each), self.positions[id(parent)])

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
        if current is None and id(way[-1]) not in self.positions:
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
        """The bindings of `name` that may reach a use at `position`; None if nothing in the program binds it.

        Of a great many the first and the last ones.
        """
        key = name, id(position)
        if key not in self._reaching:
            self._reaching[key] = position, _few(self._lookup(name, position))
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


def _few(found: tuple[Binding, ...] | None) -> tuple[Binding, ...] | None:
    if found is None or len(found) <= _MOST_REACHING:
        return found
    half = _MOST_REACHING // 2
    return found[:half] + found[-half:]
