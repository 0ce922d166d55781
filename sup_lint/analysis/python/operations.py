"""Operators on known values, for every combination of their alternatives, and the bounds of what is computed."""

import itertools
import math
import operator
import re
import zlib
from collections.abc import Callable, Sequence

from sup_lint.analysis.dataflow.values import (
    NOTHING,
    UNKNOWN,
    Constant,
    Entries,
    Items,
    Origin,
    Value,
    Values,
    one,
    union,
)

# No result may be larger than this: a repeated or inflated literal must not fill the memory.
LARGEST = 65536
_LARGEST_NUMBER = 1 << 256
_MOST_COMBINATIONS = 64
_WIDE_FIELD = re.compile(r"%[^%a-zA-Z]*(?:\d{5}|\*)")
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
    choices = [part.alternatives for part in parts]
    if any(not choice for choice in choices):
        return UNKNOWN
    results = [_sum(each) for each in itertools.islice(itertools.product(*choices), _MOST_COMBINATIONS)]
    return union(results if _is_whole(parts) else [*results, UNKNOWN])


def _is_whole(several: Sequence[Values]) -> bool:
    """Whether all the combinations are known and are few enough to be made."""
    count = math.prod(len(values.alternatives) for values in several)
    return count <= _MOST_COMBINATIONS and all(values.exact for values in several)


def _sum(combination: tuple[Value, ...]) -> Values:
    if all(isinstance(value, Items) for value in combination):
        return one(Items(tuple(item for value in combination if isinstance(value, Items) for item in value.items)))
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
    work = _OPERATORS.get(name)
    return apply(work, [left, right]) if work is not None else UNKNOWN


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
