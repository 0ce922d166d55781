"""What JavaScript does to objects, and to `Headers`, `Map` and `URLSearchParams`, whose entries methods give."""

from collections.abc import Hashable, Iterable
from urllib.parse import quote_plus

from sup_lint.analysis.dataflow import containers
from sup_lint.analysis.dataflow.values import (
    NOTHING,
    UNKNOWN,
    Constant,
    Entries,
    Items,
    Value,
    Values,
    one,
    union,
)
from sup_lint.analysis.javascript.texts import spelled
from sup_lint.analysis.python.operations import apply, concatenate


def method(receiver: Entries, name: str, arguments: list[Values]) -> Values | None:
    """What calling a method of a known mapping gives; None if it isn't known, or is a function among its entries."""
    if name in receiver.entries and not receiver.by_methods:
        return None
    match name:
        case "hasOwnProperty" | "has" if arguments and (receiver.by_methods or name == "hasOwnProperty"):
            return _has(receiver, arguments[0])
        case "get" | "getAll" | "getHeader" if arguments and (receiver.by_methods or receiver.any_case):
            found = got(receiver, arguments[0])
            return one(Items((found,))) if name == "getAll" else found
        case "toString" if receiver.by_methods and not receiver.any_case:
            return query_of(receiver)
        case "toString":
            return one(Constant("[object Object]"))
    if not receiver.by_methods:
        # axios gives its headers as plain objects with methods of their own.
        return one(receiver) if name in {"toJSON", "toObject", "raw", "valueOf"} else None
    match name:
        case "entries":
            return one(Items(containers.pairs_of(receiver)))
        case "keys":
            return one(Items(tuple(one(Constant(key)) for key in receiver.entries)))
        case "values":
            return one(Items(contents(receiver)))
        case "toJSON" | "raw":
            return one(as_object(receiver))
    return None


def attribute(receiver: Entries, name: str) -> Values | None:
    """A property of a known mapping; None if it isn't known."""
    if receiver.by_methods:
        return one(Constant(len(receiver.entries))) if name == "size" and _is_whole(receiver) else None
    found = spelled_as(receiver, name)
    if found is not None:
        return receiver.entries[found]
    return receiver.rest if receiver.rest.alternatives else None


def spelled_as(mapping: Entries, key: object) -> Hashable | None:
    """A key as the mapping has it: names of headers have no case, and numbers are text."""
    for known in mapping.entries:
        if known == key or spelled(known) == spelled(key):
            return known
        if mapping.any_case and spelled(known).lower() == spelled(key).lower():
            return known
    return None


def got(mapping: Entries, keys: Values) -> Values:
    """What stands under one of several keys; under an unknown one it may be anything."""
    constants = list(keys.constants())
    if not constants:
        return union([*contents(mapping), UNKNOWN])
    found: list[Values] = []
    for key in constants:
        known = spelled_as(mapping, key.value)
        found.append(mapping.entries[known] if known is not None else mapping.rest)
    return union(found)


def _has(mapping: Entries, keys: Values) -> Values:
    constants = list(keys.constants())
    if len(constants) != 1 or len(keys.alternatives) != 1:
        return UNKNOWN
    if spelled_as(mapping, constants[0].value) is not None:
        return one(Constant(True))
    return one(Constant(False)) if _is_whole(mapping) else UNKNOWN


def _is_whole(mapping: Entries) -> bool:
    """Whether a mapping has no other entries than the known ones."""
    return not mapping.rest.alternatives and mapping.rest.exact


def contents(mapping: Entries) -> tuple[Values, ...]:
    """The values of a mapping, those under unknown keys last."""
    return (*mapping.entries.values(), *([mapping.rest] if mapping.rest.alternatives else []))


def as_object(mapping: Entries) -> Entries:
    """A mapping of any kind as a plain object."""
    return Entries(dict(mapping.entries), mapping.rest, mapping.any_case)


def from_pairs(values: Values) -> Entries:
    """`Object.fromEntries(…)`, `new Map(…)`: a mapping from pairs, or from another mapping."""
    entries: dict[Hashable, Values] = {}
    rest: list[Values] = [] if values.exact else [UNKNOWN]
    for value in values:
        if isinstance(value, Entries):
            entries.update(value.entries)
            rest.append(value.rest)
            continue
        items = containers.items_of(value) if isinstance(value, Items) else None
        for item in items or ():
            pair = next((each.items for each in item if isinstance(each, Items) and len(each.items) == 2), None)
            if pair is None:
                rest.append(UNKNOWN)
                continue
            keys = [key.value for key in pair[0].constants() if isinstance(key.value, str | int | bytes)]
            for key in keys:
                entries[key] = union([entries[key], pair[1]]) if key in entries and len(keys) > 1 else pair[1]
            if not keys or not pair[0].exact:
                rest.append(pair[1])
        if items is None:
            rest.append(UNKNOWN)
    return Entries(entries, union(rest) if rest else NOTHING)


def by_methods(values: Values | None, *, any_case: bool = False) -> Values:
    """A `Headers`, `Map` or `URLSearchParams` made from pairs, an object, another of its kind, or nothing."""
    made = from_pairs(values) if values is not None else Entries({}, NOTHING)
    return one(Entries(made.entries, made.rest, any_case, by_methods=True))


def merged(several: Iterable[Values]) -> Entries:
    """`Object.assign(…)`: one object with the entries of all, later ones before earlier ones."""
    entries: dict[Hashable, Values] = {}
    rest: list[Values] = []
    any_case = False
    for index, values in enumerate(several):
        whole = containers.as_one(values)
        if whole is None:
            rest.append(UNKNOWN)
            continue
        entries.update(whole.entries)
        rest.append(whole.rest)
        any_case = any_case or (index == 0 and whole.any_case)
    return Entries(entries, union(rest) if rest else NOTHING, any_case)


def without(mapping: Entries, names: Iterable[Values]) -> Entries:
    """`omit(object, names)`: an object without some of its entries."""
    taken = {spelled(each.value) for values in names for each in _flattened(values)}
    if mapping.any_case:
        taken = {name.lower() for name in taken}
    kept = {
        key: held
        for key, held in mapping.entries.items()
        if (spelled(key).lower() if mapping.any_case else spelled(key)) not in taken
    }
    return Entries(kept, mapping.rest, mapping.any_case)


def only(mapping: Entries, names: Iterable[Values]) -> Entries:
    """`pick(object, names)`: an object with some of its entries."""
    wanted = [each for values in names for each in _flattened(values)]
    kept = {key: mapping.entries[key] for each in wanted if (key := spelled_as(mapping, each.value)) is not None}
    return Entries(kept, NOTHING, mapping.any_case)


def _flattened(values: Values) -> Iterable[Constant]:
    for value in values:
        if isinstance(value, Constant):
            yield value
        elif isinstance(value, Items):
            yield from (each for item in value.items for each in item.constants())


def query_of(value: Value) -> Values:
    """A mapping or list of pairs as the query string of a URL."""
    mapping = value if isinstance(value, Entries) else from_pairs(one(value))
    parts: list[Values] = []
    for key, held in mapping.entries.items():
        lead = "&" if parts else ""
        parts.append(one(Constant(f"{lead}{quote_plus(spelled(key))}=")))
        parts.append(apply(lambda text: quote_plus(spelled(text)), [held]) if any(held.constants()) else held)
    return concatenate(parts)
