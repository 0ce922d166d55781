"""What stands under keys and indexes, and what iterating gives."""

from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.dataflow import containers, languages, modules, objects, records, stores
from sup_lint.analysis.dataflow.values import ClassValue, Frame, Value, Values, one, union
from sup_lint.analysis.program import Node

if TYPE_CHECKING:
    from sup_lint.analysis.dataflow.engine import Flow


def part(flow: "Flow", values: Values, step: object) -> Values:
    """What stands under a key or index in any of the values."""
    return containers.element(_as_containers(flow, values), step)


def _as_containers(flow: "Flow", values: Values) -> Values:
    return Values(tuple(records.as_container(flow, each) for each in values), values.exact)


def iterated(flow: "Flow", values: Values) -> Values:
    """What iterating gives; a class that is iterated is an enumeration."""
    members = [containers.any_content(one(records.as_container(flow, each))) for each in values if _is_class(each)]
    others = Values(tuple(each for each in values if not _is_class(each)), values.exact)
    return union([*members, containers.any_element(_as_containers(flow, others))])


def subscript(flow: "Flow", node: model.Subscript, frame: Frame) -> Values:
    """What `value[index]` may hold."""
    base = flow.evaluate(node.value, frame)
    taken = objects.taken_items(flow, base, node.index, frame)
    base = _as_containers(flow, base)
    keys = _keys(flow, node.index, frame)
    if keys is not None and languages.is_javascript(frame.program):
        keys = [key for key in keys if not isinstance(key, int) or key >= 0]  # nothing stands below 0
    found = containers.any_content(base) if keys is None else union([containers.element(base, key) for key in keys])
    of_module = [modules.module_global(flow, value, keys or [], frame) for value in base]
    stored = stores.stored(flow, node, frame)
    return union([found, *taken, *(values for values in of_module if values is not None), *stored])


def _keys(flow: "Flow", index: Node, frame: Frame) -> list[object] | None:
    if isinstance(index, model.Slice):
        bounds: list[object] = []
        for part in (index.lower, index.upper, index.step):
            known = [each.value for each in flow.evaluate(part, frame).constants()] if part else [None]
            if len(known) != 1:
                return None
            bounds.append(known[0])
        return [slice(*bounds)] if all(bound is None or isinstance(bound, int) for bound in bounds) else None
    if isinstance(index, model.Operation) and index.operator == "-" and len(index.operands) == 1:
        return [
            -each.value for each in flow.evaluate(index.operands[0], frame).constants() if isinstance(each.value, int)
        ]
    values = flow.evaluate(index, frame)
    constants = list(values.constants())
    complete = values.exact and 0 < len(constants) == len(values.alternatives)
    return [each.value for each in constants] if complete else None


def _is_class(value: Value) -> bool:
    return isinstance(value, ClassValue)
