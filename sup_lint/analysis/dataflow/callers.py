"""Who calls a function, and with what."""

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.dataflow import classes, indirect
from sup_lint.analysis.dataflow.values import (
    Arguments,
    ClassValue,
    External,
    Frame,
    FunctionValue,
    InstanceValue,
    Partial,
)
from sup_lint.analysis.program import Node, Program

if TYPE_CHECKING:
    from sup_lint.analysis.dataflow.engine import Flow

_MOST_CALLERS = 200
_MOST_CONTEXTS = 24


def callers(flow: "Flow", function: model.Function, program: Program) -> list[Arguments]:
    """The arguments with which the loaded programs may call this function, themselves or through others."""
    count = len(flow.modules.programs())
    return flow.once(("callers", function, count), lambda: _find_callers(flow, function, program))


def contexts(flow: "Flow", function: model.Function, program: Program) -> Iterator[Frame]:
    """One frame for each known call of a function, and for each class that a method may belong to."""
    root = flow.frame(program)
    owner = classes.owner_of(flow, function, program)
    if owner is not None:
        for each in (owner, *classes.subclasses(flow, owner))[:_MOST_CONTEXTS]:
            yield Frame(program, function, Arguments((), root), InstanceValue(each), parent=root, depth=1)
        for made in classes.instances_of(flow, owner)[:_MOST_CONTEXTS]:
            yield Frame(program, function, Arguments((), root), made, parent=root, depth=1)
    else:
        for arguments in callers(flow, function, program)[:_MOST_CONTEXTS]:
            yield Frame(program, function, arguments, parent=root, depth=1)


def _find_callers(flow: "Flow", function: model.Function, program: Program) -> list[Arguments]:
    names = {function.name}
    owner = classes.owner_of(flow, function, program)
    if owner is not None and function.name in {"__init__", "__new__", "__post_init__"}:
        names |= {owner.node.name, "__init__"}
    names |= set(_aliases(flow, function, program))
    found: list[Arguments] = []
    wanted: Node = owner.node if owner is not None and function.name == "__init__" else function
    for other in flow.modules.programs():
        scopes = flow.modules.scopes(other)
        for name in names:
            for node in scopes.calls.get(name, ()):
                if len(found) < _MOST_CALLERS and _may_call(flow, node, other, function, owner):
                    found.append(Arguments(node.arguments, flow.frame(other)))
        found += indirect.indirect_calls(flow, names, other, wanted)
    return found


def _aliases(flow: "Flow", function: model.Function, program: Program) -> list[str]:
    """Other names of the function: imports under another name, and names bound to it or to its class."""
    owner = classes.owner_of(flow, function, program)
    programs = flow.modules.programs()
    renamings = flow.once(("renamings", len(programs)), lambda: _renamings(flow, programs))
    return [
        *renamings.get(owner.node.name if owner is not None else function.name, ()),
        *renamings.get(id(function), ()),
    ]


def _renamings(flow: "Flow", programs: list[Program]) -> dict[object, list[str]]:
    """The other names that modules give to what has a name, or to a lambda (by identity)."""
    found: dict[object, list[str]] = defaultdict(list)
    for program in programs:
        for name, bindings in flow.modules.scopes(program).module.bindings.items():
            for binding in bindings:
                match binding.node:
                    case model.Imported(name=original) if original != name:
                        found[original].append(name)
                    case model.Bind(value=model.Name(id=original)):
                        found[original].append(name)
                    case model.Bind(value=model.Function() as function):
                        found[id(function)].append(name)
    return found


def _may_call(
    flow: "Flow", node: model.Call, program: Program, function: model.Function, owner: ClassValue | None
) -> bool:
    callees = flow.evaluate(node.function, flow.frame(program))
    for callee in callees:
        match callee:
            case FunctionValue() if callee.node is function:
                return True
            case ClassValue() if owner is not None and classes.inherits(flow, callee, owner):
                return True
            case Partial() if any(
                isinstance(each, FunctionValue) and each.node is function for each in callee.function
            ):
                return True
    # A method of an object that nothing is known of may be this one.
    return (
        owner is not None
        and isinstance(node.function, model.Attribute)
        and not any(isinstance(callee, FunctionValue | ClassValue | External) for callee in callees)
    )
