"""What a call writes with: the rows of the table that its callee may be."""

from collections.abc import Iterator
from dataclasses import dataclass

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.dataflow import classes
from sup_lint.analysis.dataflow.values import (
    ClassValue,
    Constant,
    External,
    FunctionValue,
    InstanceValue,
    Partial,
    Value,
    Values,
)
from sup_lint.analysis.program import Node, Program
from sup_lint.analysis.project import Project
from sup_lint.analysis.sinks.outline import alias_of
from sup_lint.analysis.sinks.table import Function, table_of
from sup_lint.analysis.sinks.words import receiver_name

# What `log` comes from where it is a function of numbers.
_MATHEMATICS = frozenset(
    """
    builtins math cmath numpy np torch tensorflow tf jax sympy scipy mpmath cupy theano keras pandas polars pyspark
    sqlalchemy decimal django dask autograd numba symengine gmpy2 uncertainties aesara pytensor flax mlx
    """.split()
)
_DEEPEST = 8


@dataclass(frozen=True, slots=True, eq=False)
class Callee:
    """A function that writes, and the arguments that a partial application has put in before."""

    function: Function
    before: tuple[model.Argument, ...] = ()


class Callees:
    """Finds what the functions that a program calls are. `aliases` are other names given to functions that write."""

    def __init__(self, program: Program, project: Project, aliases: dict[str, list[Node]]) -> None:
        self.flow = project.flow
        self.scopes = project.scopes(program)
        self.frame = project.flow.frame(program)
        self.aliases = aliases
        self.table = table_of(program.language)

    def evaluate(self, node: Node) -> Values:
        """What an expression of the program may hold."""
        return self.flow.evaluate(node, self.frame)

    def has(self, node: Node) -> bool:
        """Whether a node is one of the program's own."""
        return id(node) in self.scopes.parents

    def callee(self, node: Node, depth: int = 0) -> Callee | None:
        """The writing function that the expression `node` is; None for any other."""
        values = self.evaluate(node)
        found = self._known(values)
        if found is not None:
            return found
        is_item = isinstance(node, model.Attribute) and isinstance(node.value, model.Subscript)
        for value in values if not is_item else ():
            if isinstance(value, External) and isinstance(node, model.Name):
                return self._imported_log(value.name)
            if isinstance(value, FunctionValue | ClassValue | External | InstanceValue):
                return None
        return self._unresolved(node, depth) if depth < _DEEPEST else None

    def _known(self, values: Values) -> Callee | None:
        for value in values:
            if isinstance(value, External):
                function = self.table.by_origin(value.name) or self._by_dotted_receiver(value.name)
                if function is not None:
                    return Callee(function)
            elif isinstance(value, Partial):
                found = self._known(value.function)
                if found is not None:
                    before = tuple(argument for argument, _ in value.arguments.all())
                    return Callee(found.function, before + found.before)
        return None

    def _by_dotted_receiver(self, name: str) -> Function | None:
        """Something from a package that isn't known, by what it is called there: `app.core.logger.info`."""
        receiver, _, method = name.rpartition(".")
        owner = receiver.rpartition(".")[2].removesuffix("()")
        return self.table.by_receiver(method, owner) if owner else None

    def _imported_log(self, name: str) -> Callee | None:
        """`from app.logs import log`; not the logarithm."""
        if not name.endswith(".log") or name.partition(".")[0] in _MATHEMATICS:
            return None
        return self._named("log")

    def _unresolved(self, node: Node, depth: int) -> Callee | None:
        match node:
            case model.Attribute():
                return self._method(node.value, node.name) or self._alias(node, depth)
            case model.Call() if last_name(node.function) == "getattr" and len(node.arguments) > 1:
                levels = self.evaluate(node.arguments[1].value).texts() or {"info"}
                methods = [self._method(node.arguments[0].value, level) for level in sorted(levels)]
                return next((each for each in methods if each is not None), None)
            case model.Call() if last_name(node.function) == "partial" and node.arguments:
                found = self.callee(node.arguments[0].value, depth + 1)
                return Callee(found.function, found.before + node.arguments[1:]) if found is not None else None
            case model.Name():
                return self._alias(node, depth) or self._named(node.id)
            case model.Choice():
                return self._first(node.options, depth)
            case model.Mapping():
                return self._first(tuple(entry.value for entry in node.entries), depth)
            case model.Subscript(value=model.Mapping() as mapping):
                return self._unresolved(mapping, depth)
            case model.Subscript():  # LEVELS[level](…)
                return self._alias(node.value, depth)
            case model.Bind() if node.value is not None:
                return self.callee(node.value, depth + 1)
        return None

    def _first(self, nodes: tuple[Node, ...], depth: int) -> Callee | None:
        return next((found for each in nodes if (found := self.callee(each, depth + 1)) is not None), None)

    def _alias(self, node: Node, depth: int) -> Callee | None:
        return self._first(tuple(self.aliases.get(alias_of(node), ())), depth)

    def _named(self, name: str) -> Callee | None:
        """A parameter that is called `log`: functions that are passed around under this name write."""
        function = self.table.by_receiver("info", "log") if name.strip("_") == "log" else None
        return Callee(function) if function is not None else None

    def _method(self, receiver: Node, method: str) -> Callee | None:
        origins = list(self.origins(receiver))
        for origin in origins:
            function = self.table.by_origin(f"{origin}.{method}")
            if function is not None:
                return Callee(function)
        function = self.table.by_receiver(method, receiver_name(receiver))
        return Callee(function) if function is not None else None

    def origins(self, node: Node, depth: int = 0) -> Iterator[str]:
        """The dotted names of what an expression may be outside the project, as far as its surroundings tell.

        By its value, the bases of its class, its annotation, or the list that it was taken from.
        """
        values = self.evaluate(node)
        for value in values:
            yield from self.origins_of(value)
        if isinstance(node, model.Subscript) and depth < _DEEPEST:
            yield from self.origins(node.value, depth + 1)
        if any(not isinstance(value, Constant) for value in values) or depth > _DEEPEST:
            return
        if not isinstance(node, model.Name):
            return
        for binding in self.scopes.lookup(node.id, self.scopes.position(node)) or ():
            if isinstance(binding.node, model.Parameter) and binding.node.annotation is not None:
                for kind in self.evaluate(_without_none(binding.node.annotation)):
                    if isinstance(kind, External):
                        yield f"{kind.name}()"
                    elif isinstance(kind, ClassValue):
                        yield from self.origins_of(InstanceValue(kind))
            elif binding.path and binding.value is not None:
                yield from self.origins(binding.value, depth + 1)

    def origins_of(self, value: Value) -> Iterator[str]:
        """The dotted names of an external value; those of the bases of an object or class of the project."""
        if isinstance(value, External):
            yield value.name
        elif isinstance(value, InstanceValue):
            yield from (f"{name}()" for name in sorted(classes.external_bases(self.flow, value.made_of)))
        elif isinstance(value, ClassValue):
            yield from sorted(classes.external_bases(self.flow, value))


def _without_none(annotation: Node) -> Node:
    """The type of an `X | None`, an `Optional[X]` or an `Annotated[X, …]`."""
    match annotation:
        case model.Operation(operator="|", operands=(first, *_)):
            return first
        case model.Subscript(index=model.Sequence(items=(first, *_))):
            return first
        case model.Subscript(index=index) if last_name(annotation.value) in {"Optional", "Annotated"}:
            return index
    return annotation
