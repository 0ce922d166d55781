"""Paths of a clone that is gone, put in the terms of whoever asked for it."""

import dataclasses
import os
import re
from collections.abc import Callable
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeVar, cast

if TYPE_CHECKING:
    from sup_lint.engine.scan.work import JobResult

_Value = TypeVar("_Value")


def renamed(result: "JobResult", location: str, name: str) -> "JobResult":
    """The result with `name` wherever the clone's folder, an absolute path that is like no other, is mentioned."""
    paths = {location, os.path.realpath(location)}
    paths |= {os.path.relpath(path) for path in paths}
    pattern = re.compile("|".join(re.escape(path) for path in sorted(paths, key=len, reverse=True)))
    return with_texts(result, lambda text: pattern.sub(lambda _: name, text))


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
