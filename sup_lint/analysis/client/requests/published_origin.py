"""Whether a key that a client sends comes from a published variable, also over stores, props and other modules."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.program import Node, Program, walk
from sup_lint.analysis.publishing.reads import is_published_read

if TYPE_CHECKING:
    from sup_lint.analysis.project import Project

_DEEPEST = 5
Given = tuple[Program, Node]


def is_published(node: Node, program: Program, project: "Project") -> bool:
    """Whether an expression gives what a published variable holds, which is reported where it is read.

    Where the data flow doesn't say, names do: all that is given to a property, or to a parameter, in the programs of
    the project counts, but for literals.
    """
    return _Origins(project).is_published(node, program, _DEEPEST)


class _Origins:
    def __init__(self, project: "Project") -> None:
        self._project = project
        self._seen: set[int] = set()

    def is_published(self, node: Node, program: Program, depth: int) -> bool:
        if is_published_read(node, program, self._project):
            return True
        if depth == 0:
            return False
        match node:
            case model.Await(value=value) | model.Formatted(value=value):
                return self.is_published(value, program, depth)
            case model.Join(parts=several) | model.Choice(options=several):
                return self._all([(program, each) for each in several], depth)
            case model.Attribute(name=name) | model.Subscript(index=model.Literal(value=str() as name)):
                return self._all(list(self._given_to_property(name)), depth)
            case model.Name() if id(node) in self._project.scopes(program).parents:
                return self._of_name(node, program, depth)
        return False

    def _all(self, given: list[Given], depth: int) -> bool:
        """Whether something is given, and all of it comes from published variables, but for literals and itself."""
        several = [
            (program, node)
            for program, node in given
            if not isinstance(node, model.Literal) and id(node) not in self._seen
        ]
        self._seen.update(id(node) for _, node in several)
        return bool(several) and all(self.is_published(node, program, depth - 1) for program, node in several)

    def _of_name(self, node: model.Name, program: Program, depth: int) -> bool:
        scopes = self._project.scopes(program)
        for binding in scopes.lookup(node.id, scopes.position(node)) or ():
            path = [step for step in binding.path if isinstance(step, str)]
            if path:  # const { apiKey } = props
                if self._all(list(self._given_to_property(path[-1])), depth):
                    return True
            elif isinstance(binding.node, model.Parameter):
                if self._all(list(self._given_to_parameter(binding.node, program)), depth):
                    return True
            elif binding.value is not None and self.is_published(binding.value, program, depth - 1):
                return True
        return False

    def _given_to_property(self, name: str) -> Iterator[Given]:
        """What the programs loaded so far put under a property's name: entries, fields, assignments."""
        for program in self._project.programs():
            if program.language != "javascript" or name not in program.text:
                continue
            targets: set[int] = set()
            for node in walk(program.body):
                match node:
                    case model.Bind(target=model.Mapping() as target):
                        targets.update(id(each) for each in walk((target,)))
                    case model.Bind(target=target, value=Node() as value) if _is_property(target, name):
                        yield program, value
                    case model.Entry(key=model.Literal(value=key), value=value) if key == name:
                        if id(node) not in targets:
                            yield program, value

    def _given_to_parameter(self, parameter: model.Parameter, program: Program) -> Iterator[Given]:
        """What a function's callers, by its name, pass for a parameter."""
        scopes = self._project.scopes(program)
        function = scopes.parents.get(id(parameter))
        if not isinstance(function, model.Function):
            return
        around = scopes.parents.get(id(function))
        name = function.name or (last_name(around.target) if isinstance(around, model.Bind) else "")
        if isinstance(around, model.Entry) and isinstance(around.key, model.Literal):
            name = name or str(around.key.value)
        parameters = [each for each in function.parameters if each.name != "this"]
        if not name or parameter not in parameters:
            return
        index = parameters.index(parameter)
        for caller in self._project.programs():
            for call in self._project.scopes(caller).calls.get(name, ()):
                plain = [each.value for each in call.arguments if not each.name and not each.spread]
                yield from ((caller, value) for value in plain[index : index + 1])


def _is_property(target: Node, name: str) -> bool:
    match target:
        case model.Attribute(name=own) | model.Subscript(index=model.Literal(value=own)):
            return own == name
    return False
