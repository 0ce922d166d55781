"""What the methods of JavaScript's arrays and sets do to lists of known values."""

from sup_lint.analysis.dataflow import containers
from sup_lint.analysis.dataflow.values import UNKNOWN, Constant, Items, Values, one, union
from sup_lint.analysis.javascript.texts import spelled
from sup_lint.analysis.python.operations import concatenate

_MOST_ITEMS = 2048
# Give the same elements, perhaps in another order, or the list itself.
_KEEPING = frozenset("slice sort toSorted values fill copyWithin toArray filter splice toSpliced valueOf".split())


def method(receiver: Items, name: str, arguments: list[Values]) -> Values | None:
    """What calling a method of a known list gives; None if it isn't known."""
    items = receiver.items
    match name:
        case "join":
            return _joined(receiver, arguments)
        case "toString" | "toLocaleString":
            return _joined(receiver, [])
        case "at" | "get" if arguments:
            return _at(items, arguments[0])
        case "pop" | "shift" | "next":
            return containers.any_content(one(receiver))
        case "reverse" | "toReversed":
            return one(Items(items[::-1]))
        case "slice" if arguments:
            return _sliced(receiver, arguments)
        case "concat" | "union":
            return one(Items(tuple(_with_others(items, arguments))[:_MOST_ITEMS]))
        case "flat":
            return one(Items(_flat(items, _depth(arguments))[:_MOST_ITEMS]))
        case "entries":
            pairs = (Items((one(Constant(index)), item)) for index, item in enumerate(items))
            return one(Items(tuple(one(pair) for pair in pairs)))
        case "keys":
            return one(Items(tuple(one(Constant(index)) for index in range(len(items)))))
        case "with" if len(arguments) > 1:
            return _with(items, arguments)
        case "includes" | "has" if arguments:
            return _has(items, arguments[0])
        case "indexOf" | "lastIndexOf" | "findIndex":
            return UNKNOWN
    return one(receiver) if name in _KEEPING else None


def attribute(receiver: Items, name: str) -> Values | None:
    """A property of a known list; None if it isn't known."""
    return one(Constant(len(receiver.items))) if name in {"length", "size"} else None


def _number(values: Values) -> int | None:
    numbers = [each.value for each in values.constants()]
    if len(numbers) != 1 or len(values.alternatives) != 1:
        return None
    return int(numbers[0]) if isinstance(numbers[0], int | float) and abs(numbers[0]) < _MOST_ITEMS else None


def _at(items: tuple[Values, ...], index: Values) -> Values:
    place = _number(index)
    if place is None:
        return union([*items, UNKNOWN])
    return items[place] if -len(items) <= place < len(items) else one(Constant(None))


def _sliced(receiver: Items, arguments: list[Values]) -> Values:
    bounds = [_number(each) for each in arguments[:2]]
    if None in bounds:
        return one(receiver)
    return one(Items(receiver.items[slice(bounds[0], bounds[1] if len(bounds) > 1 else None)]))


def _with(items: tuple[Values, ...], arguments: list[Values]) -> Values:
    place = _number(arguments[0])
    if place is None or not -len(items) <= place < len(items):
        return UNKNOWN
    changed = list(items)
    changed[place] = arguments[1]
    return one(Items(tuple(changed)))


def _with_others(items: tuple[Values, ...], arguments: list[Values]) -> list[Values]:
    found = list(items)
    for values in arguments:
        lists = [value.items for value in values if isinstance(value, Items)]
        found += lists[0] if lists else (values,)
    return found


def _depth(arguments: list[Values]) -> int:
    return (_number(arguments[0]) or 1) if arguments else 1


def _flat(items: tuple[Values, ...], depth: int) -> tuple[Values, ...]:
    found: list[Values] = []
    for item in items:
        inner = next((value for value in item if isinstance(value, Items)), None)
        if inner is None:
            found.append(item)
        else:
            found += _flat(inner.items, depth - 1) if depth > 1 else inner.items
    return tuple(found)


def _has(items: tuple[Values, ...], wanted: Values) -> Values:
    """Whether a value is in a list of which all is known."""
    known = [each.value for item in items for each in item.constants()]
    is_whole = all(item.exact and len(list(item.constants())) == len(item.alternatives) == 1 for item in items)
    sought = list(wanted.constants())
    if len(sought) != 1 or len(wanted.alternatives) != 1:
        return UNKNOWN
    if sought[0].value in known:
        return one(Constant(True)) if is_whole else UNKNOWN
    return one(Constant(False)) if is_whole else UNKNOWN


def _joined(receiver: Items, arguments: list[Values]) -> Values:
    """The elements as one text."""
    given = next((each.value for each in arguments[0].constants()), None) if arguments else ","
    if given is None and arguments and not any(arguments[0].constants()):
        return UNKNOWN
    separator = spelled(given) if given is not None else ","
    parts: list[Values] = []
    for index, item in enumerate(receiver.items):
        if index and separator:
            parts.append(one(Constant(separator)))
        parts.append(_as_text(item))
    return concatenate(parts)


def _as_text(values: Values) -> Values:
    """The alternatives of an element as `join` writes them: nested lists joined, nothing for null."""
    found: list[Values] = []
    for value in values:
        if isinstance(value, Items):
            found.append(_joined(value, []))
        elif isinstance(value, Constant) and not isinstance(value.value, str):
            text = "" if value.value is None else spelled(value.value)
            found.append(one(Constant(text, value.origins)))
        else:
            found.append(one(value))
    return union([*found, *([] if values.exact else [UNKNOWN])])
