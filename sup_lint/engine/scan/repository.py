"""From a repository to what there is to tell of it."""

import os
from collections.abc import Callable, Iterable
from typing import NamedTuple

from sup_lint.config import Overrides, settings_of
from sup_lint.engine.baseline.accepting import accept
from sup_lint.engine.baseline.file import baseline_of
from sup_lint.engine.checklist import Facts
from sup_lint.engine.known_keys import KnownKey
from sup_lint.engine.scan.history_keys import HistorySearch
from sup_lint.engine.scan.records import held_keys
from sup_lint.engine.scan.tree import looked_at
from sup_lint.engine.selection import RULE_NAMES
from sup_lint.model.inventory import Inventory, KeyRecord, RepositoryRecord
from sup_lint.model.report import Report
from sup_lint.sources.git.repository import Repository, open_repository

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
    """The outcome of a task; no key in clear.

    The report's inventory has neither checklist nor runbooks yet: they are made of `facts` when all repositories are
    known. `head` are those paths, out of the ones that held a key, at which HEAD has a file.
    """

    name: str
    report: Report
    facts: Facts = Facts()
    head: frozenset[str] = frozenset()


def scan_repository(task: Task, on_progress: Progress | None = None) -> RepositoryScan:
    """Scan a repository: its work tree or HEAD, all of its history, and what is in use beside it.

    A folder outside of git is scanned without a history. Raises GitError if git can't read the repository, and
    ConfigError for its settings.
    """
    from sup_lint.analysis.depth import with_deep_stack

    return with_deep_stack(lambda: _Scan(task, on_progress).outcome())


class _Scan:
    def __init__(self, task: Task, on_progress: Progress | None) -> None:
        self._task = task
        self._on_progress = on_progress
        self._repository = open_repository(task.location)
        self._root = _root(self._repository, task.location)
        self._config = settings_of(self._root, task.overrides, RULE_NAMES)

    def outcome(self) -> RepositoryScan:
        """Look at everything, in the order in which one part proves keys for the next."""
        task, config = self._task, self._config
        search = None
        if self._repository is not None:
            search = HistorySearch(self._repository, config, task.jobs, self._on_progress)
            search.discover()
        known = [*task.known, *(search.proven() if search else ())]
        with looked_at(self._root, self._repository, config, known, self._on_progress) as tree:
            uses = tree.uses(task.known)
            wanted = dict.fromkeys([*uses, *(key.value for key in task.known)], True)
            wanted |= {value: key.is_proven for value, key in tree.keys.items()}
            held = search.find(wanted) if search else {}
            keys = held_keys(tree.keys, held, uses, search, config)
            everything = tree.report(keys)
            report = accept(everything, baseline_of(config), tree.seen(has_history=search is not None), config)
            services, served = tree.services(keys)
            facts = tree.facts()
        failures = sorted({*report.failures, *(search.history.skipped if search else ())})
        history = search.facts() if search else None
        records = tuple(
            _decided(key.record._replace(services=served.get(key.value, ())), everything, report) for key in keys
        )
        inventory = Inventory((RepositoryRecord(task.name, history),), records, services)
        return RepositoryScan(
            task.name,
            report._replace(failures=tuple(failures), inventory=inventory),
            facts._replace(has_history=search is not None, is_shallow=history is not None and history.is_shallow),
            search.at_head(_paths(records)) if search else frozenset(),
        )


def _decided(record: KeyRecord, everything: Report, report: Report) -> KeyRecord:
    """The record, told accepted if the baseline has taken all findings on the key."""
    is_left = any(finding.key == record.key for finding in report.findings)
    return record._replace(is_accepted=not is_left and any(each.key == record.key for each in everything.findings))


def _paths(records: Iterable[KeyRecord]) -> set[str]:
    return {change.path for record in records if record.exposure is not None for change in record.exposure.changes}


def _root(repository: Repository | None, location: str) -> str:
    if repository is None:
        return os.path.realpath(location)
    return repository.top or repository.git_dir
