"""Whether an expression of build code gives the key, or a whole environment that may hold it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.dataflow.values import External
from sup_lint.analysis.program import Node, Program, walk
from sup_lint.analysis.taint.names import is_masking
from sup_lint.keys.names import VARIABLE, is_key_name
from sup_lint.keys.publishing import published_by

if TYPE_CHECKING:
    from sup_lint.analysis.bindings import Binding
    from sup_lint.analysis.project import Project

_FARTHEST = 4
_DEEPEST = 40
_COMPARISONS = frozenset(
    {"not", "==", "!=", "<", ">", "<=", ">=", "in", "not in", "is", "is not", "typeof", "instanceof"}
)
# What they give says nothing of the key but that it is there.
_PRESENCE = frozenset({"Boolean", "bool", "len", "isEmpty", "startsWith", "includes", "has"})
# What leaves out variables of a whole environment.
_CHOOSING = frozenset({"filter", "startsWith", "test", "match", "pick", "pickBy", "includes", "startswith", "endsWith"})
_ENVIRONMENTS = frozenset({"process.env", "import.meta.env", "os.environ", "Bun.env"})
_READERS = frozenset({"dotenv.config().parsed", "dotenv.parse()", "Deno.env.toObject()", "dotenv.dotenv_values()"})


class Carrying:
    """Answers for the expressions of one program."""

    def __init__(self, program: Program, project: "Project") -> None:
        self._project = project
        self._scopes = project.scopes(program)
        self._frame = project.flow.frame(program)

    def key(self, node: Node) -> bool:
        """Whether an expression gives the key, from a variable that no tool publishes by its name."""
        return any(self._names_key(leaf, 0) for leaf in _leaves(node))

    def names(self, node: Node) -> tuple[str, ...]:
        """The variables of the key that an expression reads by a variable name: process.env[name] in a loop."""
        return tuple(name for leaf in _leaves(node) for name in self._indices(leaf) or () if _is_ours(name))

    def keys(self, function: Node) -> Iterator[Node]:
        """Yield the expressions within a function that give the key."""
        for each in walk((function,)):
            if isinstance(each, model.Attribute | model.Subscript) and self._names_key(each, 0):
                yield each

    def environment(self, node: Node) -> bool:
        """Whether an expression gives a whole environment, with the key among its variables."""
        if any(_chooses(each) for each in walk((node,))):
            return False
        return any(self._is_environment(leaf, 0) for leaf in _leaves(node))

    def resolved(self, node: Node) -> Node:
        """What a variable was bound to, or a function gives, where that is a display or a call; else the node."""
        for _ in range(_FARTHEST):
            if isinstance(node, model.Name):
                bindings = self._scopes.lookup(node.id, self._scopes.position(node)) or ()
                value = bindings[0].value if len(bindings) == 1 and not bindings[0].path else None
                if value is None:
                    return node
                node = value
            elif isinstance(node, model.Function):
                given = [each.value for each in walk(node.body) if isinstance(each, model.Return) and each.value]
                if not given:
                    return node
                node = given[-1]
            else:
                return node
        return node

    def texts(self, node: Node) -> list[str]:
        """The literal texts in an expression, in order, and in what its variables were bound to."""
        found: list[str] = []
        for each in walk((self.resolved(node),)):
            if isinstance(each, model.Name):
                found += self._project.flow.evaluate(each, self._frame).texts()
            elif isinstance(each, model.Literal) and isinstance(each.value, str):
                found.append(each.value)
        return found

    def opened(self, node: Node) -> Node:
        """The call that opened a file, for the variable that it was bound to."""
        if isinstance(node, model.Name):
            for binding in self._bindings(node):
                if binding.value is not None and not binding.path:
                    return binding.value
        return node

    def _names_key(self, leaf: Node, depth: int) -> bool:
        match leaf:
            case model.Attribute(name=name) | model.Subscript(index=model.Literal(value=str() as name)):
                return _is_ours(name)
            case model.Subscript():
                return any(_is_ours(name) for name in self._indices(leaf) or ())
            case model.Call():
                return any(
                    isinstance(argument.value, model.Literal)
                    and isinstance(argument.value.value, str)
                    and _is_ours(argument.value.value)
                    for argument in leaf.arguments[:1]
                )
            case model.Name():
                return any(self._binds_key(binding, leaf, depth) for binding in self._bindings(leaf)) or (
                    _is_ours(leaf.id) and not self._is_harmless(leaf)
                )
        return False

    def _indices(self, leaf: Node) -> list[str] | None:
        """The names that a computed index may be, where they are all known; None for others and for other nodes."""
        if not isinstance(leaf, model.Subscript) or isinstance(leaf.index, model.Literal):
            return None
        found: list[str] = []
        for index in (leaf.index,):
            values = self._project.flow.evaluate(index, self._frame)
            texts = sorted(values.texts())
            if not texts or len(texts) < len(values.alternatives):
                return None
            found += texts
        return found

    def _binds_key(self, binding: "Binding", leaf: model.Name, depth: int) -> bool:
        if binding.path:
            return any(isinstance(step, str) and _is_ours(step) for step in binding.path)
        if isinstance(binding.node, model.Imported):
            return _is_ours(binding.node.name) or any(
                isinstance(value, External) and _is_ours(value.name.rpartition(".")[2])
                for value in self._project.flow.evaluate(leaf, self._frame)
            )
        if binding.value is None or depth >= _FARTHEST:
            return False
        return any(self._names_key(each, depth + 1) for each in _leaves(binding.value) if each is not leaf)

    def _is_harmless(self, leaf: model.Name) -> bool:
        """Whether a variable with the key's name holds something that is known, or was published before."""
        values = [binding.value for binding in self._bindings(leaf)]
        return bool(values) and all(
            value is not None and all(isinstance(each, model.Literal) or _is_published(each) for each in _leaves(value))
            for value in values
        )

    def _is_environment(self, leaf: Node, depth: int) -> bool:
        if isinstance(leaf, model.Call) and last_name(leaf.function) == "loadEnv":
            return self._loads_key(leaf)
        if isinstance(leaf, model.Subscript) and not isinstance(leaf.index, model.Literal):
            # process.env[name], whatever the name; not one of a list.
            return self._indices(leaf) is None and self._is_environment(leaf.value, depth + 1)
        for value in self._project.flow.evaluate(leaf, self._frame):
            if isinstance(value, External):
                path = value.name.removeprefix("builtins.").replace(".default", "")
                if path in _ENVIRONMENTS or path in _READERS:
                    return True
                if path.endswith("loadEnv()") and value.call is not None:
                    return self._loads_key(value.call)
        if not isinstance(leaf, model.Name) or depth >= _FARTHEST:
            return False
        for binding in self._bindings(leaf):
            if binding.value is not None and not binding.path:
                if any(_chooses(each) for each in walk((binding.value,))):
                    return False
                if any(self._is_environment(each, depth + 1) for each in _leaves(binding.value) if each is not leaf):
                    return True
        return False

    def _loads_key(self, call: model.Call) -> bool:
        """Whether a call of Vite's loadEnv(mode, folder, prefixes) gives more than the variables that are public."""
        prefixes = [argument.value for argument in call.arguments[2:3]]
        if prefixes and isinstance(prefixes[0], model.Sequence):
            prefixes = list(prefixes[0].items)
        texts = [text for each in prefixes for text in self._project.flow.evaluate(each, self._frame).texts()]
        return any(VARIABLE.startswith(text) for text in texts)

    def _bindings(self, leaf: model.Name) -> "tuple[Binding, ...]":
        return self._scopes.lookup(leaf.id, self._scopes.position(leaf)) or ()


def _is_ours(name: str) -> bool:
    return is_key_name(name) and published_by(name) is None


def _is_published(node: Node) -> bool:
    name = node.name if isinstance(node, model.Attribute) else ""
    return published_by(name) is not None


def _chooses(node: Node) -> bool:
    return isinstance(node, model.Call) and last_name(node.function) in _CHOOSING


def _leaves(node: Node, depth: int = 0) -> Iterator[Node]:
    """The expressions that an expression takes its text from: no tests, no names of containers, no lengths."""
    if depth > _DEEPEST:
        return
    below: list[Node] = []
    match node:
        case model.Operation() if node.operator in _COMPARISONS:
            return
        case model.Operation():
            below = list(node.operands)
        case model.Attribute(name="length" | "size"):
            return
        case model.Call():
            callee = last_name(node.function)
            if callee in _PRESENCE or is_masking(callee):
                return
            yield node
            below = [argument.value for argument in node.arguments]
            if isinstance(node.function, model.Attribute):  # key.trim()
                below.append(node.function.value)
        case model.Choice():
            below = list(node.options)
        case model.Join():
            below = list(node.parts)
        case model.Formatted() | model.Await() | model.Spread() | model.Argument():
            below = [node.value]
        case model.Mapping():
            below = [entry.value for entry in node.entries]
        case model.Sequence():
            below = list(node.items)
        case model.Function():
            below = [
                each.value for each in walk(node.body) if isinstance(each, model.Return) and each.value is not None
            ]
        case model.Name() | model.Attribute() | model.Subscript():
            yield node
    for each in below:
        yield from _leaves(each, depth + 1)
