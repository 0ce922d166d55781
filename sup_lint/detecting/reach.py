"""Which files, lines and values a pattern keeps from being searched: asked of such as hold Supertone keys."""

import hashlib
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sup_lint.detecting.hooks import strings

# Where keys are most often, whether the repository has such files yet or not.
_LIKELY = (".env", ".env.production", "demo.ipynb")
_SHOWN = 3
_TEXT = frozenset({"file", "text", "non-executable"})
_NOTEBOOK = frozenset({"jupyter", "json"})


@dataclass(frozen=True, slots=True)
class Probes:
    """Names of dotenv files and notebooks, lines with a key, and keys; the keys belong to nobody."""

    names: Sequence[str]
    lines: Sequence[str]
    keys: Sequence[str]


def probes(tracked: Iterable[str]) -> Probes:
    """What to ask of patterns in a repository with these files."""
    names = [name for name in tracked if _is_dotenv(name) or name.endswith(".ipynb")]
    keys = [hashlib.md5(seed, usedforsecurity=False).hexdigest() for seed in (b"one", b"two", b"three")]
    lines = [
        f'client = Supertone(api_key="{keys[0]}")',
        f"SUPERTONE_API_KEY={keys[1]}",
        f'headers = {{"x-sup-api-key": "{keys[2]}"}}',
    ]
    return Probes([*dict.fromkeys([*names, *_LIKELY])], lines, keys)


def matched(pattern: str, candidates: Iterable[str]) -> list[str]:
    """Which candidates a regular expression finds something in; none if it is no regular expression."""
    try:
        expression = re.compile(pattern)
    except re.error:
        return []
    return [candidate for candidate in candidates if expression.search(candidate)]


def unmatched(pattern: str, candidates: Iterable[str]) -> list[str]:
    """Which candidates a regular expression finds nothing in; none if it is no regular expression."""
    try:
        expression = re.compile(pattern)
    except re.error:
        return []
    return [candidate for candidate in candidates if not expression.search(candidate)]


def of_other_types(settings: Mapping[str, Any], candidates: Iterable[str]) -> dict[str, list[str]]:
    """The candidates that a hook's `types`, `types_or` and `exclude_types` leave out, by that key."""
    wanted, any_of, unwanted = (set(strings(settings.get(key))) for key in ("types", "types_or", "exclude_types"))
    left_out: dict[str, list[str]] = {}
    for name in candidates:
        tags = _TEXT | (_NOTEBOOK if name.endswith(".ipynb") else frozenset())
        if not wanted <= tags:
            left_out.setdefault("types", []).append(name)
        elif any_of and not any_of & tags:
            left_out.setdefault("types_or", []).append(name)
        elif unwanted & tags:
            left_out.setdefault("exclude_types", []).append(name)
    return left_out


def some(names: Sequence[str]) -> str:
    """A few names as a sentence shows them."""
    shown = ", ".join(names[:_SHOWN])
    return f"{shown} and {len(names) - _SHOWN} more" if len(names) > _SHOWN else shown


def _is_dotenv(name: str) -> bool:
    last = os.path.basename(name)
    return last.startswith(".env") or last.endswith(".env")
