"""Texts of the model's values, wherever they stand in them."""

import dataclasses
from collections.abc import Callable
from enum import Enum
from typing import Any, TypeVar, cast

_Value = TypeVar("_Value")


def with_texts(value: _Value, change: Callable[[str], str]) -> _Value:
    """A value of the model with every text in it changed."""
    return cast("_Value", _changed(value, change))


def _changed(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        return change(value)
    if isinstance(value, tuple):
        items = [_changed(item, change) for item in value]
        return type(value)(*items) if hasattr(value, "_fields") else tuple(items)
    if isinstance(value, frozenset):
        return frozenset(_changed(item, change) for item in value)
    if isinstance(value, dict):
        return {_changed(key, change): _changed(item, change) for key, item in value.items()}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        # Region orders itself and knows no text; what stays the same is not built anew.
        fields = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
        changed = {name: _changed(item, change) for name, item in fields.items()}
        different = {name: item for name, item in changed.items() if item != fields[name]}
        return dataclasses.replace(value, **different) if different else value
    return value
