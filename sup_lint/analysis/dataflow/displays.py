"""Displays and comprehensions: mappings, lists, tuples and sets that the source spells."""

from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.dataflow import conditions, containers, languages, records
from sup_lint.analysis.dataflow.values import NOTHING, UNKNOWN, Entries, Frame, InstanceValue, Items, Values, one, union

if TYPE_CHECKING:
    from collections.abc import Hashable

    from sup_lint.analysis.dataflow.engine import Flow

_MOST_ITEMS = 512


def mapping(flow: "Flow", node: model.Mapping, frame: Frame) -> Values:
    """A mapping display, with what it spreads in."""
    entries: dict[object, Values] = {}
    rest: list[Values] = []
    for entry in node.entries:
        if entry.key is None:
            spread = containers.as_one(_spread(flow, entry.value, frame))
            if spread is not None:
                entries.update(spread.entries)
                rest.append(spread.rest)
            else:
                rest.append(UNKNOWN)
            continue
        keys = [each.value for each in flow.evaluate(entry.key, frame).constants()]
        for key in keys:
            if isinstance(key, str | bytes | int):
                entries[key] = flow.evaluate(entry.value, frame)
        if not keys:
            rest.append(flow.evaluate(entry.value, frame))
    return one(Entries({**entries}, union(rest) if rest else NOTHING))


def _spread(flow: "Flow", node: model.Node, frame: Frame) -> Values:
    """What is spread into a mapping; JavaScript takes the properties of any object."""
    values = flow.evaluate(node, frame)
    if not languages.is_javascript(frame.program):
        return values
    return Values(
        tuple(records.as_entries(flow, each) if isinstance(each, InstanceValue) else each for each in values),
        values.exact,
    )


def sequence(flow: "Flow", node: model.Sequence, frame: Frame) -> Values:
    """A list, tuple or set display, with what it spreads in."""
    items: list[Values] = []
    for item in node.items:
        if isinstance(item, model.Spread):
            spread = flow.evaluate(item.value, frame)
            known = next((each for value in spread if (each := containers.items_of(value)) is not None), None)
            items.extend(known if known is not None else [UNKNOWN])
        else:
            items.append(flow.evaluate(item, frame))
    return one(Items(tuple(items)))


def comprehension(flow: "Flow", node: model.Comprehension, frame: Frame) -> Values:
    """A comprehension over known items, one frame for each; unknown if there are too many."""
    collected: list[Values] = []
    if not _iterate(flow, node, 0, frame, collected):
        return UNKNOWN
    if node.kind != "mapping":
        return one(Items(tuple(collected)))
    entries: dict[Hashable, Values] = {}
    rest: list[Values] = []
    for pair in collected:
        for value in pair:
            if not isinstance(value, Items):
                continue
            keys = [key.value for key in value.items[0].constants() if isinstance(key.value, str | bytes | int)]
            for key in keys:
                entries[key] = union([entries[key], value.items[1]]) if key in entries else value.items[1]
            if not keys or not value.items[0].exact:
                rest.append(value.items[1])
    return one(Entries(entries, union(rest) if rest else NOTHING))


def _iterate(flow: "Flow", node: model.Comprehension, index: int, frame: Frame, collected: list[Values]) -> bool:
    if len(collected) > _MOST_ITEMS:
        return False
    if index == len(node.clauses):
        if isinstance(node.element, model.Entry) and node.element.key is not None:
            pair = (flow.evaluate(node.element.key, frame), flow.evaluate(node.element.value, frame))
            collected.append(one(Items(pair)))
        else:
            collected.append(flow.evaluate(node.element, frame))
        return True
    clause = node.clauses[index]
    known = containers.elements(flow.evaluate(clause.iterable, frame))
    # Of an unknown list at least the shape of an element is told.
    for item in known if known is not None else (UNKNOWN,):
        inner = frame.at(clause, item)
        if flow.sources is not None and not all(conditions.may_hold(flow, each, inner) for each in clause.conditions):
            continue
        if not _iterate(flow, node, index + 1, inner, collected):
            return False
    return True


def current_element(clause: model.Clause | model.Loop, frame: Frame) -> Values | None:
    """The element that a comprehension's clause or a loop stands at in this frame; None where that isn't known."""
    inner: Frame | None = frame
    while inner is not None:
        if id(clause) in inner.elements:
            return inner.elements[id(clause)]
        inner = inner.parent
    return None
