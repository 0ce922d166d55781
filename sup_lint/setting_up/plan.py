"""All that is to be set up in a repository, or those parts of it that are asked for."""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import NamedTuple

from sup_lint.setting_up import dotenv
from sup_lint.setting_up.change import Advice, Change
from sup_lint.setting_up.hook import hook
from sup_lint.setting_up.origin import Origin
from sup_lint.setting_up.pipeline import pipeline
from sup_lint.setting_up.place import Place

_PARTS: Mapping[str, Callable[[Place, Origin], Iterator[Change | Advice]]] = {
    "hook": hook,
    "ci": pipeline,
    "gitignore": lambda place, _: dotenv.gitignore(place),
    "env-example": lambda place, _: dotenv.example(place),
}
PARTS = tuple(_PARTS)


class Plan(NamedTuple):
    """Changes of files, and what somebody has to do by hand."""

    changes: tuple[Change, ...]
    advice: tuple[Advice, ...]


def plan(place: Place, origin: Origin, parts: Collection[str] = PARTS) -> Plan:
    """What is to change in a place, for the `parts` (of PARTS) that are asked for; nothing if all is there."""
    found: list[Change | Advice] = []
    for name, part in _PARTS.items():
        if name in parts:
            try:
                found += part(place, origin)
            except ValueError as error:
                found.append(Advice(f"{name} was left out: a file of it {error}"))
    changes = tuple(each for each in found if isinstance(each, Change))
    return Plan(changes, tuple(each for each in found if isinstance(each, Advice)))
