"""Every regular expression of the package, and whether it is searched for or only matched at one place."""

import importlib.util
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any

import sup_lint

_DEEPEST = 4
_MOST_ITEMS = 5_000


@dataclass(frozen=True, slots=True)
class Known:
    """A compiled pattern; `name` is that of a variable which holds it, `is_searched` whether text is scanned for it."""

    name: str
    pattern: "re.Pattern[str] | re.Pattern[bytes]"
    is_searched: bool


@cache
def sources() -> dict[str, str]:
    """The source of every module, by its name."""
    return {
        module.name: Path(spec.origin).read_text(encoding="utf-8")
        for module in pkgutil.walk_packages(sup_lint.__path__, "sup_lint.")
        if (spec := importlib.util.find_spec(module.name)) is not None and spec.origin
    }


@cache
def patterns() -> list[Known]:
    """The patterns that modules hold, alone or in tables, each once."""
    found: dict[Any, str] = {}
    for name in sources():
        if not name.endswith("__main__"):
            for variable, value in vars(importlib.import_module(name)).items():
                for pattern in _within(value, 0):
                    found.setdefault(pattern, f"{name}.{variable}")
    uses = _uses()
    return [Known(name, pattern, _is_searched(uses.get(name.rpartition(".")[2]))) for pattern, name in found.items()]


def _within(value: Any, depth: int) -> Iterator[Any]:
    if isinstance(value, re.Pattern):
        yield value
    elif depth > _DEEPEST or isinstance(value, type):
        return
    elif isinstance(value, dict) and len(value) < _MOST_ITEMS:
        for item in (*value, *value.values()):
            yield from _within(item, depth + 1)
    elif isinstance(value, list | tuple | set | frozenset) and len(value) < _MOST_ITEMS:
        for item in value:
            yield from _within(item, depth + 1)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _within(getattr(value, field.name, None), depth + 1)


def _uses() -> dict[str, set[str]]:
    """What is called on each name, wherever it is."""
    found: dict[str, set[str]] = {}
    for source in sources().values():
        for name, method in re.findall(r"\b(\w+)\.(search|finditer|findall|sub|subn|split|match|fullmatch)\b", source):
            found.setdefault(name, set()).add(method)
    return found


def _is_searched(methods: set[str] | None) -> bool:
    """Whether text is scanned for a pattern; one in a table, or under a name that nothing is called on, counts so."""
    return methods is None or bool(methods - {"match", "fullmatch"})
