"""What functions, methods and properties of languages such as Kotlin, Swift, C# and Go do to lists of known values.

Python's tables stand in for the rest.
"""

from sup_lint.analysis.dataflow import containers
from sup_lint.analysis.dataflow.values import UNKNOWN, Entries, Items, Value, Values, one, union
from sup_lint.analysis.python import semantics

_MAKING = frozenset(
    """
    listOf mutableListOf arrayListOf arrayOf setOf mutableSetOf hashSetOf linkedSetOf sequenceOf listOfNotNull List.of
    Set.of Stream.of Arrays.asList ImmutableList.of ImmutableSet.of Lists.newArrayList Collections.singletonList
    persistentListOf List HashSet Queue Stack LinkedList ConcurrentQueue ConcurrentBag ImmutableArray.Create
    ImmutableList.Create Array.of
    """.split()
)
# Take a list and give it, perhaps as another kind of list.
_TRANSPARENT = frozenset(
    """
    Collections.unmodifiableList ArrayList HashSet LinkedList List.copyOf Set.copyOf List.unmodifiable List.from
    Array Set CopyOnWriteArrayList ArrayDeque Queue Stack List Arrays.stream Stream.of VecDeque.from Vec.from
    """.split()
)
# Give one of the elements, whichever.
_PICKING = frozenset(
    """
    random randomOrNull randomElement first firstOrNull last lastOrNull single singleOrNull sample choose choice
    First FirstOrDefault Last LastOrDefault Single SingleOrDefault removeFirst removeLast removeAt pop poll peek front
    back next Dequeue Peek Pop popFirst popLast getFirst getLast findFirst findAny
    """.split()
)
_AT = frozenset(
    "get getOrNull getOrElse elementAt elementAtOrNull elementAtOrElse ElementAt ElementAtOrDefault at".split()
)
_KEEPING = frozenset(
    """
    shuffled shuffle toList toMutableList toSet asSequence asList sorted sortedBy reversed stream iterator iter
    into_iter ToList ToArray AsEnumerable toTypedArray filter filterNotNull where Where distinct Distinct OrderBy skip
    take Skip Take drop dropLast cycle collect cloned copied to_vec compact freeze
    """.split()
)
_PROPERTIES = frozenset("first last single firstOrNull lastOrNull random".split())
_OF_MAPPINGS = frozenset("getValue getOrDefault getOrElse GetValueOrDefault fetch dig".split())


def function(name: str, arguments: list[Values], named: dict[str, Values]) -> Values | None:
    """What calling the function of this dotted name (builtins without a prefix) gives; None if it isn't known."""
    short = ".".join(name.split(".")[-2:])
    last = name.rpartition(".")[2]
    for each in (short, last):
        if each in _TRANSPARENT and len(arguments) == 1 and any(isinstance(value, Items) for value in arguments[0]):
            return arguments[0]
        if each in _MAKING and arguments:
            return one(Items(tuple(arguments)))
    return semantics.function(name, arguments, named)


def method(receiver: Value, name: str, arguments: list[Values], named: dict[str, Values]) -> Values | None:
    """What calling a method of a known value gives; None if it isn't known."""
    if isinstance(receiver, Items):
        if name in _AT and arguments:
            return _at(receiver, arguments[0])
        if name in _PICKING:
            return containers.any_content(one(receiver))
        if name in _KEEPING:
            return one(receiver)
    if isinstance(receiver, Entries) and name in _OF_MAPPINGS and arguments:
        keys = [each.value for each in arguments[0].constants()]
        return union([containers.element(one(receiver), key) for key in keys]) if keys else UNKNOWN
    return semantics.method(receiver, name, arguments, named)


def attribute(receiver: Value, name: str) -> Values | None:
    """A property of a known value; None if it isn't known."""
    if isinstance(receiver, Items) and name in _PROPERTIES:
        return containers.any_content(one(receiver))
    return None


def _at(receiver: Items, index: Values) -> Values:
    """The element at an index, any of them where it isn't known."""
    numbers = [each.value for each in index.constants()]
    if len(numbers) == 1 and len(index.alternatives) == 1 and isinstance(numbers[0], int):
        return containers.element(one(receiver), numbers[0])
    return containers.any_content(one(receiver))
