"""Classes of the project: their bases, heirs, members and methods."""

from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.dataflow import names
from sup_lint.analysis.dataflow.values import (
    ClassValue,
    External,
    InstanceValue,
    Values,
    union,
)
from sup_lint.analysis.program import Node, Program

if TYPE_CHECKING:
    from sup_lint.analysis.dataflow.engine import Flow


def bases(flow: "Flow", made_of: ClassValue) -> list[ClassValue]:
    """The base classes that are part of the project."""
    if not made_of.node.bases:
        return []

    def find() -> list[ClassValue]:
        frame = flow.frame(made_of.program)
        return [
            value
            for base in made_of.node.bases
            if not base.name
            for value in flow.evaluate(base.value, frame)
            if isinstance(value, ClassValue)
        ]

    return flow.kept(("bases", made_of.node), find)


def external_bases(flow: "Flow", made_of: ClassValue) -> set[str]:
    """The dotted names of the base classes, near and far, from outside the project."""
    found: set[str] = set()
    for each in lineage(flow, made_of):
        frame = flow.frame(each.program)
        for base in each.node.bases:
            found |= {value.name for value in flow.evaluate(base.value, frame) if isinstance(value, External)}
    return found


def lineage(flow: "Flow", made_of: ClassValue) -> list[ClassValue]:
    """The class and all its bases in the project, nearest first."""

    def find() -> list[ClassValue]:
        found: list[ClassValue] = []
        queue = [made_of]
        while queue and len(found) < 32:
            each = queue.pop(0)
            if all(each.node is not known.node for known in found):
                found.append(each)
                queue.extend(bases(flow, each))
        return found

    return flow.kept(("lineage", made_of.node), find)


def subclasses(flow: "Flow", made_of: ClassValue) -> list[ClassValue]:
    """The classes of the loaded programs that descend from a class."""

    def find() -> list[ClassValue]:
        found: list[ClassValue] = []
        for program in flow.modules.programs():
            for node in flow.modules.scopes(program).classes:
                each = ClassValue(program, node)
                if node is not made_of.node and node.bases and inherits(flow, each, made_of):
                    found.append(each)
        return found

    return flow.once(("subclasses", made_of.node, len(flow.modules.programs())), find)


def instances_of(flow: "Flow", made_of: ClassValue) -> list[InstanceValue]:
    """The objects that calls in the loaded programs make of a class."""
    found: list[InstanceValue] = []
    for program in flow.modules.programs():
        frame = flow.frame(program)
        for node in flow.modules.scopes(program).calls.get(made_of.node.name, ()):
            values = flow.evaluate(node, frame)
            found += [each for each in values if isinstance(each, InstanceValue) and each.made_of.node is made_of.node]
    return found


def members_of(flow: "Flow", made_of: ClassValue) -> dict[object, Values]:
    """The constants of a class by their names: an enumeration's members."""
    scope = flow.modules.scopes(made_of.program).scope_of[id(made_of.node)]
    frame = flow.frame(made_of.program)
    return {
        name: union([names.bound(flow, binding, frame) for binding in bindings])
        for name, bindings in scope.bindings.items()
        if all(isinstance(binding.node, model.Bind) and binding.value is not None for binding in bindings)
    }


def inherits(flow: "Flow", made_of: ClassValue, from_class: ClassValue) -> bool:
    """Whether a class is another or descends from it."""
    return any(each.node is from_class.node for each in lineage(flow, made_of))


def methods_of(node: model.Class) -> list[model.Function]:
    """The functions defined directly in a class."""
    return [
        each.definition
        for each in node.body
        if isinstance(each, model.Define) and isinstance(each.definition, model.Function)
    ]


def owner_of(flow: "Flow", function: model.Function, program: Program) -> ClassValue | None:
    """The class that a function is a method of."""
    scopes = flow.modules.scopes(program)
    statement = scopes.parents.get(id(function))
    parent = scopes.parents.get(id(statement)) if isinstance(statement, model.Define) else None
    return ClassValue(program, parent) if isinstance(parent, model.Class) else None


def is_classmethod(function: model.Function) -> bool:
    """Whether the first parameter is the class."""
    return any(decorator_name(each) in {"classmethod", "validator", "field_validator"} for each in function.decorators)


def is_static(function: model.Function) -> bool:
    """Whether a method gets neither an object nor the class."""
    return any(decorator_name(each) == "staticmethod" for each in function.decorators)


def decorator_name(node: Node) -> str:
    """The last name of a decorator, called or not."""
    return last_name(node.function if isinstance(node, model.Call) else node)
