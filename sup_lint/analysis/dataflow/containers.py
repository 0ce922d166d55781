"""Elements of containers: by index, by key, and all of them."""

import itertools

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

_LONGEST_TEXT = 4096
_MOST_ELEMENTS = 512


def element(values: Values, key: object) -> Values:
    """What stands under `key` (an index, a key, a slice) in any of the alternatives."""
    return _each(values, lambda value: _element(value, key))


def any_element(values: Values) -> Values:
    """What iterating any of the alternatives yields: the items, or the keys of a mapping."""
    return _each(values, _iterated)


def any_content(values: Values) -> Values:
    """Every element under whatever index or key: the items, or the values of a mapping."""
    return _each(
        values,
        lambda value: _values_of(value) if isinstance(value, Entries) else _iterated(value),
    )


def _values_of(mapping: Entries) -> Values:
    return mapping.rest if mapping.by_name else union([*mapping.entries.values(), mapping.rest])


def items_of(value: Value) -> tuple[Values, ...] | None:
    """The elements in order; None if they aren't known."""
    if isinstance(value, Items):
        return value.items
    if isinstance(value, Entries) and value.by_methods:
        return pairs_of(value)
    if isinstance(value, Entries) and value.rest is NOTHING:
        return tuple(one(Constant(key)) for key in value.entries)
    if isinstance(value, Constant) and isinstance(value.value, str | bytes) and len(value.value) <= _LONGEST_TEXT:
        return tuple(one(Constant(part, value.origins)) for part in value.value)
    return None


def pairs_of(mapping: Entries) -> tuple[Values, ...]:
    """The known entries of a mapping as pairs of key and value; what else it may hold has no key."""
    pairs = [one(Items((one(Constant(key)), held))) for key, held in mapping.entries.items()]
    if mapping.rest.alternatives:
        pairs.append(one(Items((UNKNOWN, mapping.rest))))
    return tuple(pairs)


def as_one(values: Values) -> Entries | None:
    """All the mappings among the alternatives as one, which under each key has what any of them has."""
    found = [value for value in values if isinstance(value, Entries) and not value.by_methods]
    if len(found) < 2:
        return found[0] if found else None
    keys = dict.fromkeys(key for each in found for key in each.entries)
    entries = {key: union([each.entries[key] for each in found if key in each.entries]) for key in keys}
    return Entries(entries, union([each.rest for each in found]), any(each.any_case for each in found))


def elements(values: Values) -> tuple[Values, ...] | None:
    """The elements of every list among the alternatives, one list after the other; None if none is known."""
    found = [items for value in values if (items := items_of(value)) is not None]
    return tuple(itertools.islice(itertools.chain(*found), _MOST_ELEMENTS)) if found else None


def _each(values: Values, of: "object") -> Values:
    assert callable(of)
    found = [of(value) for value in values]
    if not values.exact:
        found.append(UNKNOWN)
    return union(found) if found else NOTHING


def _iterated(value: Value) -> Values:
    items = items_of(value)
    return UNKNOWN if items is None else union(items)


def _element(value: Value, key: object) -> Values:
    if isinstance(key, slice) and key.step == 0:
        return UNKNOWN
    if isinstance(value, Entries) and value.by_methods:
        return UNKNOWN
    if isinstance(value, Entries):
        found = None if isinstance(key, slice | list | dict) else value.entries.get(key)
        return found if found is not None else value.rest
    if isinstance(value, Items):
        if isinstance(key, int) and -len(value.items) <= key < len(value.items):
            return value.items[key]
        if isinstance(key, slice):
            return one(Items(value.items[key]))
        return UNKNOWN
    if isinstance(value, Constant) and isinstance(value.value, str | bytes) and isinstance(key, int | slice):
        try:
            return one(Constant(value.value[key], value.origins))
        except IndexError:
            return UNKNOWN
    return UNKNOWN
