"""From a repository to what there is to tell of it."""

from collections.abc import Callable
from typing import NamedTuple

from sup_lint.config import Overrides
from sup_lint.engine.known_keys import KnownKey
from sup_lint.model.report import Report

Progress = Callable[[int, int, str], None]


class Task(NamedTuple):
    """A repository to scan, as it can be handed to another process.

    `location` is an absolute path; `name` is how the user knows the repository. Its own settings hold, and over them
    the `overrides`. `known` are keys in clear: a task with any must not leave the machine.
    """

    location: str
    name: str
    overrides: Overrides = Overrides()
    known: tuple[KnownKey, ...] = ()
    jobs: int = 1


class RepositoryScan(NamedTuple):
    """The outcome of a task; no key in clear. The report's inventory has neither checklist nor runbooks yet."""

    name: str
    report: Report
