"""Where names lead: the expressions that define what a name or an attribute stands for, in whatever module."""

from collections.abc import Iterator
from itertools import islice

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import Binding, last_name
from sup_lint.analysis.dataflow import callers, classes
from sup_lint.analysis.dataflow.values import UNKNOWN, ClassValue, InstanceValue, ModuleValue
from sup_lint.analysis.program import Node, Program
from sup_lint.analysis.project import Project

_DEEPEST = 12
_MOST_CALLERS = 8
_MOST_DEFINITIONS = 64
# What is made by these has the elements of what they are given, or of the default that they declare.
_TRANSPARENT = frozenset(
    """
    frozenset set list tuple sorted MappingProxyType cast CaseInsensitiveDict CIMultiDict copy deepcopy Field field
    Set freeze from
    """.split()
)


class Definitions:
    """Follows the names of a project's programs to the expressions that are bound to them."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._flow = project.flow
        self._seen: set[int] = set()
        self._callers = True

    def texts(self, program: Program, node: Node) -> set[str]:
        """The texts that a literal, or a name that is bound to literals only, stands for; empty if there are others.

        Nothing is evaluated for less: most names that code compares are variables of loops.
        """
        found: set[str] = set()
        for where, definition in self.of(program, node, callers=False):
            if isinstance(definition, model.Name | model.Attribute | model.Function | model.Class):
                return set()
            values = self._flow.evaluate(definition, self._flow.frame(where)) if _is_constant(definition) else UNKNOWN
            if not values.exact or not values.texts():
                return set()
            found |= values.texts()
        return found

    def of(self, program: Program, node: Node, *, callers: bool = True) -> list[tuple[Program, Node]]:
        """The expressions that define what a name, an attribute, or a copy of a list stands for.

        A parameter stands for its default, and with `callers` for the arguments of the calls that are known.
        """
        self._callers = callers
        self._seen.clear()
        return list(islice(self._of(program, node, 0), _MOST_DEFINITIONS))

    def _of(self, program: Program, node: Node, depth: int) -> Iterator[tuple[Program, Node]]:
        # Every node once: names may lead in circles, and each of many callers to all the others.
        if depth > _DEEPEST or id(node) in self._seen:
            return
        self._seen.add(id(node))
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
                yield from self._of(program, inside, depth + 1)
            case model.Choice(how="or" | "ternary"):
                for option in node.options:
                    yield from self._of(program, option, depth + 1)
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
            case model.Parameter() as parameter:
                given = list(self._given(program, binding, parameter))
                for where, value in given:
                    yield from self._of(where, value, depth + 1)
                if not given:
                    yield program, node
            case _ if binding.value is not None and binding.value is not node:
                for where, value in self._of(program, binding.value, depth + 1):
                    yield from self._part(where, value, binding.path, depth)
            case _:
                yield program, node

    def _given(self, program: Program, binding: Binding, parameter: model.Parameter) -> Iterator[tuple[Program, Node]]:
        """The default of a parameter, and the arguments of known calls."""
        if parameter.default is not None and not _is_nothing(parameter.default):
            yield program, parameter.default
        function = binding.position.scope.node
        if not isinstance(function, model.Function) or parameter.kind in {"*", "**"} or not self._callers:
            return
        plain = [each for each in function.parameters if each.kind in {"", "/"}]
        owner = classes.owner_of(self._flow, function, program)
        if owner is not None:
            plain = plain[1:]
        called = owner.node.name if owner is not None and function.name == "__init__" else function.name
        programs = self._project.programs()
        if sum(len(self._project.scopes(each).calls.get(called, ())) for each in programs) > _MOST_CALLERS:
            return  # which of the calls are of this function would take long to tell
        place = plain.index(parameter) if parameter in plain else len(plain)
        for arguments in callers.known(self._flow, function, program):
            positional = [each for each in arguments.nodes if not each.name]
            named = [each.value for each in arguments.nodes if each.name == parameter.name]
            if not named and place < len(positional) and not any(each.spread for each in positional):
                named = [positional[place].value]
            for value in named:
                yield arguments.frame.program, value

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
                for where, value in self._of(program, item, depth + 1):
                    yield from self._part(where, value, rest, depth + 1)

    def _global(self, module: Program, name: str, depth: int) -> Iterator[tuple[Program, Node]]:
        scope = self._project.scopes(module).module
        for binding in scope.bindings.get(name, ()):
            target = binding.node.target if isinstance(binding.node, model.Bind) else binding.node
            yield from self._bound(module, binding, target, depth + 1)

    def _attribute(self, program: Program, node: model.Attribute, depth: int) -> Iterator[tuple[Program, Node]]:
        scopes = self._project.scopes(program)
        root = node.value
        while isinstance(root, model.Attribute):
            root = root.value
        if not isinstance(root, model.Name):
            return
        if root.id in {"self", "cls"} and root is node.value:
            around = scopes.enclosing(node, model.Class)
            if isinstance(around, model.Class):
                made_of = ClassValue(program, around)
                # A subclass may have a list of its own.
                for each in (made_of, *classes.subclasses(self._flow, made_of)[:_MOST_CALLERS]):
                    yield from self._member(each, node.name, depth)
            return
        bindings = scopes.lookup(root.id, scopes.position(root)) or ()
        if not any(isinstance(each.node, model.Import | model.Imported | model.Class) for each in bindings):
            return  # of other objects the class would have to be found first
        for owner in self._flow.evaluate(node.value, self._flow.frame(program)):
            match owner:
                case ModuleValue(program=module):
                    yield from self._global(module, node.name, depth)
                case ClassValue() | InstanceValue():
                    kind = owner if isinstance(owner, ClassValue) else owner.made_of
                    yield from self._member(kind, node.name, depth)

    def _member(self, owner: ClassValue, name: str, depth: int) -> Iterator[tuple[Program, Node]]:
        if depth > _DEEPEST:
            return
        scopes = self._project.scopes(owner.program)
        found = False
        for store in scopes.attribute_stores.get(name, ()):
            if scopes.enclosing(store.target, model.Class) is owner.node:
                found = True
                yield from self._of(owner.program, store.value, depth + 1)
        scope = scopes.scope_of.get(id(owner.node))
        for binding in scope.bindings.get(name, ()) if scope is not None else ():
            if binding.value is not None:
                found = True
                yield from self._of(owner.program, binding.value, depth + 1)
        for base in classes.bases(self._flow, owner) if not found else ():
            yield from self._member(base, name, depth + 1)


def _is_nothing(node: Node) -> bool:
    return isinstance(node, model.Literal) and node.value is None


def _is_constant(node: Node) -> bool:
    """Whether an expression is made of literals: text, a sum of texts, `"X-Key".lower()`."""
    match node:
        case model.Literal():
            return True
        case model.Join(parts=parts):
            return all(_is_constant(part) for part in parts)
        case model.Operation(operands=parts):
            return all(_is_constant(part) for part in parts)
        case model.Call(function=model.Attribute(value=value)):
            return _is_constant(value)
    return False
