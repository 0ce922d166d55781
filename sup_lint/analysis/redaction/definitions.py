"""Where names lead: the expressions that define what a name or an attribute stands for, in whatever module."""

from collections.abc import Iterator

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import Binding, last_name
from sup_lint.analysis.dataflow import classes
from sup_lint.analysis.dataflow.values import ClassValue, InstanceValue, ModuleValue
from sup_lint.analysis.program import Node, Program
from sup_lint.analysis.project import Project

_DEEPEST = 12
# What is made by these has the elements of what they are given, or of the default that they declare.
_TRANSPARENT = frozenset(
    """
    frozenset set list tuple sorted MappingProxyType cast CaseInsensitiveDict CIMultiDict copy deepcopy Field field
    """.split()
)


class Definitions:
    """Follows the names of a project's programs to the expressions that are bound to them."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._flow = project.flow

    def of(self, program: Program, node: Node, depth: int = 0) -> Iterator[tuple[Program, Node]]:
        """The expressions that define what a name, an attribute, or a copy of a list stands for."""
        if depth > _DEEPEST:
            return
        scopes = self._project.scopes(program)
        match node:
            case model.Name():
                bindings = scopes.lookup(node.id, scopes.position(node)) or ()
                if not bindings:
                    yield program, node
                for binding in bindings:
                    yield from self._bound(program, binding, node, depth)
            case model.Attribute():
                inner = list(self._attribute(program, node, depth))
                yield from inner or [(program, node)]
            case model.Call() if last_name(node.function) in _TRANSPARENT and self._inside(node) is not None:
                inside = self._inside(node)
                assert inside is not None
                yield from self.of(program, inside, depth + 1)
            case model.Choice(how="or" | "ternary"):
                for option in node.options:
                    yield from self.of(program, option, depth + 1)
            case _:
                yield program, node

    def _inside(self, call: model.Call) -> Node | None:
        named = {argument.name: argument.value for argument in call.arguments if argument.name}
        inside = named.get("default") or named.get("default_factory")
        if isinstance(inside, model.Function):
            returned = inside.body[0] if inside.body else None
            return returned.value if isinstance(returned, model.Return) else None
        if inside is not None:
            return inside
        plain = [argument.value for argument in call.arguments if not argument.name and not argument.spread]
        if last_name(call.function) == "copy" and not plain and isinstance(call.function, model.Attribute):
            return call.function.value
        return plain[-1] if plain else None

    def _bound(self, program: Program, binding: Binding, node: Node, depth: int) -> Iterator[tuple[Program, Node]]:
        match binding.node:
            case model.Imported(name=name) as imported:
                statement = self._project.scopes(program).parents[id(imported)]
                assert isinstance(statement, model.Import)
                module = self._project.imported(program, statement.module, statement.level)
                if module is None or module is program:
                    yield program, node
                    return
                yield from self._global(module, name, depth)
            case model.Parameter(default=default) if default is not None and not _is_nothing(default):
                yield from self.of(program, default, depth + 1)
            case _ if binding.value is not None and binding.value is not node:
                for where, value in self.of(program, binding.value, depth + 1):
                    yield from self._part(where, value, binding.path, depth)
            case _:
                yield program, node

    def _part(
        self, program: Program, node: Node, path: tuple[object, ...], depth: int
    ) -> Iterator[tuple[Program, Node]]:
        if not path:
            yield program, node
            return
        step, rest = path[0], path[1:]
        if isinstance(node, model.Sequence):
            items = node.items if step is None else node.items[step : step + 1] if isinstance(step, int) else ()
            for item in items:
                for where, value in self.of(program, item, depth + 1):
                    yield from self._part(where, value, rest, depth + 1)

    def _global(self, module: Program, name: str, depth: int) -> Iterator[tuple[Program, Node]]:
        scope = self._project.scopes(module).module
        for binding in scope.bindings.get(name, ()):
            target = binding.node.target if isinstance(binding.node, model.Bind) else binding.node
            yield from self._bound(module, binding, target, depth + 1)

    def _attribute(self, program: Program, node: model.Attribute, depth: int) -> Iterator[tuple[Program, Node]]:
        for owner in self._flow.evaluate(node.value, self._flow.frame(program)):
            match owner:
                case ModuleValue(program=module):
                    yield from self._global(module, node.name, depth)
                case ClassValue() | InstanceValue():
                    made_of = owner if isinstance(owner, ClassValue) else owner.made_of
                    yield from self._member(made_of, node.name, depth)

    def _member(self, owner: ClassValue, name: str, depth: int) -> Iterator[tuple[Program, Node]]:
        if depth > _DEEPEST:
            return
        scopes = self._project.scopes(owner.program)
        found = False
        for store in scopes.attribute_stores.get(name, ()):
            if scopes.enclosing(store.target, model.Class) is owner.node:
                found = True
                yield from self.of(owner.program, store.value, depth + 1)
        scope = scopes.scope_of.get(id(owner.node))
        for binding in scope.bindings.get(name, ()) if scope is not None else ():
            if binding.value is not None:
                found = True
                yield from self.of(owner.program, binding.value, depth + 1)
        for base in classes.bases(self._flow, owner) if not found else ():
            yield from self._member(base, name, depth + 1)


def _is_nothing(node: Node) -> bool:
    return isinstance(node, model.Literal) and node.value is None
