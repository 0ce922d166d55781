"""Operators on known values, for every combination of their alternatives, and the bounds of what is computed."""

import itertools
import math
import operator
import re
import zlib
from collections.abc import Callable, Sequence
from typing import Any

from sup_lint.analysis.dataflow.values import (
    NOTHING,
    UNKNOWN,
    Constant,
    Entries,
    Items,
    Origin,
    Value,
    Values,
    as_text,
    one,
    sources_of,
    union,
)

# No result may be larger than this: a repeated or inflated literal must not fill the memory.
LARGEST = 65536
_LARGEST_NUMBER = 1 << 256
_MOST_COMBINATIONS = 64
_MOST_ITEMS = 2048
_WIDE_FIELD = re.compile(r"%[^%a-zA-Z]*(?:\d{5}|\*)")
# Stands for text that isn't known.
_SOMETHING = Constant("\N{HORIZONTAL ELLIPSIS}")
_FAILURES = (ValueError, TypeError, LookupError, ArithmeticError, AttributeError, zlib.error, MemoryError)


def apply(work: Callable[..., object], arguments: Sequence[Values]) -> Values:
    """Apply a pure function to every combination of constants; None as its result stands for an unknown one."""
    choices = [list(argument.constants()) for argument in arguments]
    results: list[Values] = []
    for combination in itertools.islice(itertools.product(*choices), _MOST_COMBINATIONS):
        try:
            result = work(*(constant.value for constant in combination))
        except _FAILURES:
            continue
        results.append(wrapped(result, origins_of(combination)))
    if not results:
        return UNKNOWN
    return union(results if _is_whole(arguments) else [*results, UNKNOWN])


def origins_of(constants: Sequence[Constant]) -> tuple[Origin, ...]:
    """The literals that any of the constants is made from, each once."""
    return tuple(dict.fromkeys(origin for constant in constants for origin in constant.origins))


def wrapped(result: object, origins: tuple[Origin, ...]) -> Values:
    """A value of Python as values of the flow, all made from the same literals."""
    if isinstance(result, list | tuple):
        return one(Items(tuple(wrapped(item, origins) for item in result)))
    if isinstance(result, dict):
        return one(Entries({key: wrapped(value, origins) for key, value in result.items()}, NOTHING))
    if isinstance(result, str | bytes) and len(result) > LARGEST:
        return UNKNOWN
    if isinstance(result, int) and abs(result) > _LARGEST_NUMBER:
        return UNKNOWN
    return one(Constant(result, origins)) if result is not None else UNKNOWN


def concatenate(parts: list[Values]) -> Values:
    """Text (or bytes, or lists) put together from parts, for every combination of their alternatives."""
    if not parts:
        return one(Constant(""))
    if any(sources_of(value) for part in parts for value in part):
        return _with_secrets(parts)
    choices = [part.alternatives for part in parts]
    if any(not choice for choice in choices):
        return UNKNOWN
    results = [_sum(each) for each in itertools.islice(itertools.product(*choices), _MOST_COMBINATIONS)]
    return union(results if _is_whole(parts) else [*results, UNKNOWN])


def _with_secrets(parts: list[Values]) -> Values:
    """Text that has a secret in it, whatever else is not known: each alternative of a secret shows in one result."""
    choices: list[list[Constant]] = []
    for part in parts:
        constants = [each for each in part.constants() if as_text(each.value) is not None]
        secrets = [each for each in constants if sources_of(each)]
        choices.append(secrets or constants[:1] or [_SOMETHING])
    results: list[Values] = []
    for row in range(min(_MOST_COMBINATIONS, max(len(choice) for choice in choices))):
        pieces = [choice[min(row, len(choice) - 1)] for choice in choices]
        texts = [as_text(piece.value) or "" for piece in pieces]
        in_bytes = all(isinstance(piece.value, bytes) for piece in pieces)
        total = "".join(texts)
        results.append(wrapped(total.encode() if in_bytes else total, origins_of(pieces)))
    return union([*results, UNKNOWN])


def least_revealing(values: Values) -> Values:
    """What is left when a text is scrubbed in several turns: the texts without the secret, if there is one."""
    clean = [
        each for each in values if all(str(source.literal.value) not in _shown(each) for source in sources_of(each))
    ]
    return Values(tuple(clean), values.exact) if any(sources_of(each) for each in clean) else values


def _shown(value: Value) -> str:
    return (as_text(value.value) or "") if isinstance(value, Constant) else ""


def _is_whole(several: Sequence[Values]) -> bool:
    """Whether all the combinations are known and are few enough to be made."""
    count = math.prod(len(values.alternatives) for values in several)
    return count <= _MOST_COMBINATIONS and all(values.exact for values in several)


def _sum(combination: tuple[Value, ...]) -> Values:
    if all(isinstance(value, Items) for value in combination):
        items = (item for value in combination if isinstance(value, Items) for item in value.items)
        return one(Items(tuple(itertools.islice(items, _MOST_ITEMS))))
    constants = [value for value in combination if isinstance(value, Constant)]
    if len(constants) != len(combination):
        return UNKNOWN
    values = [constant.value for constant in constants]
    if all(isinstance(value, bytes) for value in values):
        total: object = b"".join(value for value in values if isinstance(value, bytes))
    elif any(isinstance(value, str | bytes) for value in values):
        total = "".join(value if isinstance(value, str) else str(value) for value in values)
    else:
        try:
            total = values[0]
            for value in values[1:]:
                total = operator.add(total, value)
        except TypeError:
            total = "".join(str(value) for value in values)
    return wrapped(total, origins_of(constants))


def operate(name: str, left: Values, right: Values) -> Values:
    """The result of a binary operator, where both sides are known."""
    if name == "|":
        merged: dict[object, Values] = {}
        for side in (left, right):
            for value in side:
                if isinstance(value, Entries):
                    merged.update(value.entries)
        if merged:
            return one(Entries({**merged}, UNKNOWN))
    if name == "*":
        repeated = [_repeated(items, count) for items, count in itertools.product(left, right)]
        known = [each for each in repeated if each is not None]
        if known:
            return union(known)
    if name in {"-", "&"}:
        sets = [_of_sets(name, one_side, other) for one_side, other in itertools.product(left, right)]
        known = [each for each in sets if each is not None]
        if known:
            return union(known)
    if name in _COMPARISONS:
        return _compared(name, left, right)
    work = _OPERATORS.get(name)
    return apply(work, [left, right]) if work is not None else UNKNOWN


def _compared(name: str, left: Values, right: Values) -> Values:
    """The truth of a comparison, as a constant that is made from nothing."""
    found: list[Values] = []
    for one_side, other_side in itertools.islice(itertools.product(left, right), _MOST_COMBINATIONS):
        truth = _truth_of(name, one_side, other_side)
        found.append(UNKNOWN if truth is None else one(Constant(truth)))
    return union(found if found and left.exact and right.exact else [*found, UNKNOWN])


def _truth_of(name: str, left: Value, right: Value) -> bool | None:
    if sources_of(left) or not isinstance(left, Constant):
        return None
    if name in {"in", "not in"}:
        inside = _is_inside(left, right)
        return None if inside is None else inside == (name == "in")
    if sources_of(right) or not isinstance(right, Constant):
        return None
    try:
        return bool(_COMPARISONS[name](left.value, right.value))
    except _FAILURES:
        return None


def _is_inside(wanted: Constant, container: Value) -> bool | None:
    match container:
        case Constant(value=str() as text) if isinstance(wanted.value, str):
            return wanted.value in text
        case Entries(entries=entries, rest=rest):
            keys = [key.lower() if container.any_case and isinstance(key, str) else key for key in entries]
            sought = wanted.value
            if container.any_case and isinstance(sought, str):
                sought = sought.lower()
            return True if sought in keys else (False if rest is NOTHING else None)
        case Items(items=items):
            is_known = True
            for item in items:
                constants = list(item.constants())
                if any(each.value == wanted.value for each in constants):
                    return True
                is_known = is_known and item.exact and len(constants) == len(item.alternatives) > 0
            return False if is_known else None
    return None


def _of_sets(name: str, left: Value, right: Value) -> Values | None:
    """The difference or intersection of two sets of known texts."""
    if not isinstance(left, Items) or not isinstance(right, Items):
        return None
    others = {text for item in right.items for text in item.texts()}
    return one(Items(tuple(item for item in left.items if item.texts().issubset(others) == (name == "&"))))


def _repeated(items: Value, count: Value) -> Values | None:
    """A list, repeated: its elements once or twice are enough to follow them."""
    if isinstance(items, Items) and isinstance(count, Constant) and isinstance(count.value, int):
        return one(Items(items.items * min(count.value, max(1, 512 // max(1, len(items.items))))))
    return None


def _multiply(left: object, right: object) -> object:
    for text, count in ((left, right), (right, left)):
        if isinstance(text, str | bytes) and isinstance(count, int) and len(text) * count > LARGEST:
            return None
    return operator.mul(left, right)


def _modulo(left: object, right: object) -> object:
    template = left.decode("latin-1") if isinstance(left, bytes) else left
    if isinstance(template, str) and _WIDE_FIELD.search(template):
        return None
    return operator.mod(left, right)


_COMPARISONS: dict[str, Callable[[Any, Any], object]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "is": operator.eq,
    "is not": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "in": operator.contains,
    "not in": operator.contains,
}
_OPERATORS: dict[str, Callable[..., object]] = {
    "*": _multiply,
    "-": operator.sub,
    "^": operator.xor,
    "//": operator.floordiv,
    "%": _modulo,
    "&": operator.and_,
    "|": operator.or_,
    ">>": operator.rshift,
}
