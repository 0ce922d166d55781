"""Values put into text: conversions and format specifications, `str.format` and `%` on templates that are values."""

import re
from collections.abc import Callable

from sup_lint.analysis.dataflow import containers
from sup_lint.analysis.dataflow.values import UNKNOWN, Constant, Entries, Items, Value, Values, one, union
from sup_lint.analysis.python import strings
from sup_lint.analysis.python.operations import apply, concatenate

_WIDE = re.compile(r"\d{5}")
_CONVERSIONS: dict[str, Callable[[object], str]] = {"r": repr, "s": str, "a": ascii}


def formatted(values: Values, conversion: str, specification: str) -> Values:
    """Constants as a replacement field shows them; other alternatives stay what they are.

    A specification that begins with `%` is one of a %-template.
    """
    if (not conversion and not specification) or _WIDE.search(specification):
        return values
    others = [one(value) for value in values if not isinstance(value, Constant)]
    shown = apply(lambda value: _shown(value, conversion, specification), [values])
    return union([shown, *others]) if others else shown


def _shown(value: object, conversion: str, specification: str) -> object:
    if specification.startswith("%"):
        return specification % (value,)
    converted = _CONVERSIONS[conversion](value) if conversion in _CONVERSIONS else value
    return format(converted, specification)


def format_text(template: Constant, arguments: list[Values], named: dict[str, Values]) -> Values:
    """`template.format(…)` for a template that isn't spelled at the call."""
    try:
        fields = list(strings.format_fields(str(template.value)))
    except ValueError:
        return UNKNOWN
    values: dict[int | str, Values] = dict(enumerate(arguments))
    values.update(named)
    return _filled(template, fields, values)


def percent_text(template: Constant, right: Value) -> Values:
    """`template % right` where the right side is a tuple or a mapping."""
    fields = list(strings.percent_fields(str(template.value)))
    if isinstance(right, Items):
        return _filled(template, fields, dict(enumerate(right.items)))
    if isinstance(right, Entries):
        keys = {field.key for field in fields if field.text is None}
        return _filled(template, fields, {key: containers.element(one(right), key) for key in keys})
    return UNKNOWN


def _filled(template: Constant, fields: list[strings.Field], values: dict[int | str, Values]) -> Values:
    parts: list[Values] = []
    for field in fields:
        if field.text is not None:
            parts.append(one(Constant(field.text, template.origins)))
            continue
        value = values.get(field.key, UNKNOWN)
        for is_attribute, step in field.path:
            value = UNKNOWN if is_attribute else containers.element(value, step)
        parts.append(formatted(value, field.conversion, field.specification))
    return concatenate(parts)
