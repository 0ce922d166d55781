"""What an expression can hold, as far as the source tells."""

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field

from sup_lint.analysis import program as model
from sup_lint.analysis.program import Program

# More alternatives than this are not followed: they would multiply with each join.
MAXIMUM_ALTERNATIVES = 64
# Constants made from more literals than these are told apart by the first ones.
_TOLD_APART = 16


@dataclass(frozen=True, slots=True)
class Origin:
    """A literal in the source that a value is made from."""

    program: Program
    literal: model.Literal


@dataclass(frozen=True, slots=True)
class Source(Origin):
    """An expression that gives a secret; the `literal` is a stand-in for it. `what` names the secret in a sentence.

    `sure` is False where only a name or the place suggests that it is one.
    """

    node: model.Node
    what: str
    sure: bool = True


@dataclass(slots=True, eq=False, repr=False)
class Constant:
    """A known number, text or byte string, and the literals it is made from."""

    value: object
    origins: tuple[Origin, ...] = ()
    known_as: object = field(default=None, init=False)  # its identity, once it was asked for


@dataclass(slots=True, eq=False, repr=False)
class Items:
    """A list, tuple, set or iterator of known length."""

    items: tuple["Values", ...]


@dataclass(slots=True, eq=False, repr=False)
class Entries:
    """A mapping: its known keys, and in `rest` the values that may be under any other key.

    With `any_case` its keys are names of headers, the same in upper and lower case. With `by_name` there are many more
    entries than the known ones; an unknown key means one of the others. With `by_methods` its entries are no
    properties: methods and iterating give them as pairs, as of JavaScript's `Headers` and `Map`.
    """

    entries: dict[Hashable, "Values"]
    rest: "Values"
    any_case: bool = False
    by_name: bool = False
    by_methods: bool = False


@dataclass(slots=True, eq=False, repr=False)
class FunctionValue:
    """A function of the project, with the object it is bound to and the frame of the function around it."""

    program: Program
    node: model.Function
    receiver: "Value | None" = None
    closure: "Frame | None" = None
    known_as: object = field(default=None, init=False)


@dataclass(slots=True, eq=False, repr=False)
class ClassValue:
    """A class of the project."""

    program: Program
    node: model.Class


@dataclass(slots=True, eq=False, repr=False)
class InstanceValue:
    """An object of a class of the project, with the arguments it was made with if they are known.

    `is_any` says that it may be an object of a subclass as well, as `self` may in a method.
    """

    made_of: ClassValue
    arguments: "Arguments | None" = None
    is_any: bool = False
    known_as: object = field(default=None, init=False)


@dataclass(slots=True, eq=False, repr=False)
class ModuleValue:
    """A module of the project."""

    program: Program


@dataclass(slots=True, eq=False, repr=False)
class External:
    """Something from outside the project, by its dotted name: `os.environ`; `supertone.Supertone()` for a result.

    For a result, `call` is the call that made it, and `arguments` what it was given. `owner` is what it is an
    attribute of, or what was called.
    """

    name: str
    call: model.Call | None = None
    arguments: "Arguments | None" = None
    owner: "External | None" = None
    known_as: object = field(default=None, init=False)

    def attribute(self, name: str) -> "External":
        """The attribute of that name."""
        return External(f"{self.name}.{name}", owner=self)


@dataclass(slots=True, eq=False, repr=False)
class Partial:
    """A callable with arguments put in already."""

    function: "Values"
    arguments: "Arguments"


Value = Constant | Items | Entries | FunctionValue | ClassValue | InstanceValue | ModuleValue | External | Partial


@dataclass(slots=True, eq=False, repr=False)
class Values:
    """The alternatives an expression may hold; `exact` if there can be no other."""

    alternatives: tuple[Value, ...] = ()
    exact: bool = True

    def __iter__(self) -> Iterator[Value]:
        return iter(self.alternatives)

    @property
    def signature(self) -> tuple[object, ...]:
        """Equal for values with equal alternatives."""
        return self.exact, *(identity(each) for each in self.alternatives)

    def constants(self) -> Iterator[Constant]:
        """The alternatives that are constants."""
        return (each for each in self.alternatives if isinstance(each, Constant))

    def texts(self) -> set[str]:
        """The alternatives that are text; ASCII byte strings count."""
        known = (as_text(constant.value) for constant in self.constants())
        return {text for text in known if text is not None}


NOTHING = Values()
UNKNOWN = Values(exact=False)


def one(value: Value) -> Values:
    """A single, exact alternative."""
    return Values((value,))


def union(several: Iterable[Values]) -> Values:
    """All the alternatives of several values, those beyond the bound given up."""
    found: dict[object, Value] = {}
    exact = True
    for values in several:
        exact = exact and values.exact
        for value in values:
            found.setdefault(identity(value), value)
    alternatives = tuple(found.values())
    if len(alternatives) > MAXIMUM_ALTERNATIVES:
        return Values(alternatives[:MAXIMUM_ALTERNATIVES], exact=False)
    return Values(alternatives, exact)


def identity(value: Value) -> object:
    """What tells a value from others; containers and objects are told by where they were made."""
    if isinstance(value, Constant | FunctionValue | InstanceValue | External):
        if value.known_as is None:
            value.known_as = _identity(value)
        return value.known_as
    return ("class", id(value.node)) if isinstance(value, ClassValue) else id(value)


def _identity(value: Value) -> object:
    if isinstance(value, Constant):
        origins = tuple(id(origin.literal) for origin in value.origins[:_TOLD_APART])
        return "constant", type(value.value), repr(value.value), origins
    if isinstance(value, External):
        given = value.arguments
        owner = None if value.owner is None else identity(value.owner)
        return "external", value.name, id(value.call), None if given is None else id(given.frame), owner
    if isinstance(value, FunctionValue):
        return "function", id(value.node), None if value.receiver is None else identity(value.receiver)
    if isinstance(value, InstanceValue):
        made_with = value.arguments
        made = None if made_with is None else (id(made_with.nodes), id(made_with.frame), id(made_with.before))
        return "instance", id(value.made_of.node), made, value.is_any
    return id(value)


def sources_of(value: Value) -> tuple[Source, ...]:
    """The secrets that a constant is made from; none for other values."""
    if not isinstance(value, Constant):
        return ()
    return tuple(origin for origin in value.origins if isinstance(origin, Source))


def as_text(value: object) -> str | None:
    """Text of a constant: text itself, or a byte string of ASCII; None for anything else."""
    if isinstance(value, str):
        return value
    if isinstance(value, bytes | bytearray):
        try:
            return bytes(value).decode("ascii")
        except UnicodeDecodeError:
            return None
    return None


@dataclass(slots=True, eq=False, repr=False)
class Given(model.Node):
    """A node that the source doesn't have, for values that are known already."""

    values: Values


@dataclass(slots=True, eq=False, repr=False)
class Member(model.Node):
    """A node that the source doesn't have, for the attribute `name` of an object, so that it is looked up once."""

    instance: InstanceValue
    name: str


# What an attribute holds that an object doesn't have; told from others by identity.
ABSENT = Values(exact=False)


@dataclass(slots=True, eq=False, repr=False)
class Arguments:
    """The arguments of a call, not yet evaluated: where they stand and in which frame."""

    nodes: tuple[model.Argument, ...]
    frame: "Frame"
    before: "Arguments | None" = None  # those a partial application put in

    def after(self, earlier: "Arguments") -> "Arguments":
        """These arguments with others, put in before, ahead of all."""
        before = earlier if self.before is None else self.before.after(earlier)
        return Arguments(self.nodes, self.frame, before)

    def all(self) -> Iterator[tuple[model.Argument, "Frame"]]:
        """Every argument with its frame, those put in before first."""
        if self.before is not None:
            yield from self.before.all()
        for node in self.nodes:
            yield node, self.frame


@dataclass(slots=True, eq=False, repr=False)
class Frame:
    """Where an expression is evaluated: in a program, and perhaps in one certain call or iteration.

    Without `function` parameters mean what any caller passes; `elements` gives the current element of a
    comprehension's clause by the clause's identity.
    """

    program: Program
    function: model.Function | None = None
    arguments: Arguments | None = None
    receiver: Value | None = None
    elements: dict[int, Values] = field(default_factory=dict)
    parent: "Frame | None" = None
    depth: int = 0
    before: "Frame | None" = None  # what `at` was asked of, the last time

    def at(self, node: model.Node, element: Values) -> "Frame":
        """The same frame while the loop or clause `node` stands at an element."""
        elements = {**self.elements, id(node): element}
        return Frame(
            self.program, self.function, self.arguments, self.receiver, elements, self.parent, self.depth, self
        )

    def within(self, around: frozenset[int]) -> "Frame":
        """The same frame as code sees it that lies in the nodes `around` (by identity): outside a loop, no element."""
        frame = self
        while frame.before is not None and next(reversed(frame.elements)) not in around:
            frame = frame.before
        return frame
