"""From a repository to what there is to tell of it."""

import os
from collections import Counter
from collections.abc import Callable, Iterable
from typing import NamedTuple, TypeVar

from sup_lint.config import Config
from sup_lint.engine.baseline.accepting import accept
from sup_lint.engine.baseline.file import Baseline, baseline_of
from sup_lint.engine.checklist import Facts
from sup_lint.engine.concealment import concealed
from sup_lint.engine.known_keys import KnownKey
from sup_lint.engine.runner import Outcome
from sup_lint.engine.scan.history_keys import HistorySearch
from sup_lint.engine.scan.records import held_keys
from sup_lint.engine.scan.tree import look_at_tree, opened
from sup_lint.engine.seen import Seen
from sup_lint.engine.selection import RULE_NAMES
from sup_lint.model.inventory import HistoryFacts, Inventory, KeyRecord, RepositoryRecord
from sup_lint.model.masked_key import mask
from sup_lint.model.report import Failure, Report
from sup_lint.overrides import Overrides, settings_of
from sup_lint.sources.files import is_file, read
from sup_lint.sources.git.command import GitError
from sup_lint.sources.git.repository import Repository, open_repository

Progress = Callable[[int, int, str], None]
_Result = TypeVar("_Result")


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
    ConfigError for its settings or baseline.
    """

    def look(repository: Repository | None) -> RepositoryScan:
        found = _look(task, repository, on_progress)
        return _judged(found, baseline_of(found.config), task)

    return _with(task, look)


def scan_for_baseline(task: Task, on_progress: Progress | None = None) -> Outcome:
    """Scan a repository as `scan_repository` does, but let no baseline accept anything: the findings are for one."""

    def look(repository: Repository | None) -> Outcome:
        found = _look(task, repository, on_progress)
        return Outcome(found.report, seen=found.seen)

    return _with(task, look)


def _with(task: Task, look: Callable[[Repository | None], _Result]) -> _Result:
    from sup_lint.analysis.depth import with_deep_stack

    repository = open_repository(task.location)
    with opened(repository):
        return with_deep_stack(lambda: look(repository))


class _Found(NamedTuple):
    """What was found in a repository, before a baseline accepts any of it."""

    config: Config
    report: Report
    seen: Seen
    facts: Facts
    head: frozenset[str]


def _look(task: Task, repository: Repository | None, on_progress: Progress | None) -> _Found:
    """Look at everything, in the order in which one part proves keys for the next."""
    root = _root(repository, task.location)
    is_bare = repository is not None and repository.top is None
    held = (lambda name: _bytes(os.path.join(root, name))) if is_bare else None
    config = settings_of(root, task.overrides, RULE_NAMES, held=held)
    search, lost = _searched(repository, config, task.jobs, on_progress)
    known = [*task.known, *(search.proven() if search else ())]
    tree = look_at_tree(root, repository, config, known, on_progress)
    uses = tree.uses(task.known)
    wanted = dict.fromkeys([*uses, *(key.value for key in task.known)], True)
    wanted |= {value: key.is_proven for value, key in tree.keys.items()}
    decided = tree.decided()
    try:
        by_history = search.find(wanted) if search else {}
        held_now = {value: each for value, each in by_history.items() if mask(value).fingerprint not in decided}
        keys = held_keys(tree.keys, held_now, uses, search, config)
    except GitError as error:
        search, lost = None, (_unread(error),)
        keys = held_keys(tree.keys, {}, uses, None, config)
    report = tree.report(keys)
    services, served = tree.services(keys)
    history = search.facts() if search else None
    records = tuple(key.record._replace(services=served.get(key.value, ())) for key in keys)
    failures = sorted({*report.failures, *lost, *(search.history.skipped if search else ())})
    inventory = Inventory((RepositoryRecord(task.name, history),), records, services)
    found = _Found(
        config,
        report._replace(failures=tuple(failures), inventory=inventory),
        tree.seen(has_history=search is not None),
        tree.facts()._replace(has_history=search is not None, is_shallow=_lacks(history)),
        search.at_head(_paths(records)) if search else frozenset(),
    )
    return concealed(found, {*tree.secrets(), *(key.value for key in keys)})


def _lacks(history: HistoryFacts | None) -> bool:
    """Whether versions are missing from a history, so that what was not found in it may have been there."""
    return history is not None and (history.is_shallow or history.is_partial)


def _searched(
    repository: Repository | None, config: Config, jobs: int, on_progress: Progress | None
) -> tuple[HistorySearch | None, tuple[Failure, ...]]:
    """The search through the history, its keys discovered; or none, and why the history can't be read."""
    if repository is None:
        return None, ()
    try:
        search = HistorySearch(repository, config, jobs, on_progress)
        search.discover()
    except GitError as error:
        return None, (_unread(error),)
    return search, ()


def _unread(error: GitError) -> Failure:
    return Failure("history", f"could not be read, only the files of today were: {error}")


def _bytes(path: str) -> bytes | None:
    return read(path) if is_file(path) else None


def _judged(found: _Found, baseline: Baseline | None, task: Task) -> RepositoryScan:
    """What is left when the baseline has accepted what it does."""
    report = accept(found.report, baseline, found.seen, found.config)
    inventory = found.report.inventory
    assert inventory is not None
    records = tuple(_decided(record, found.report, report) for record in inventory.keys)
    taken = Counter(found.facts.accepted)
    taken.update(finding.checklist for finding in found.report.findings)
    taken.subtract(finding.checklist for finding in report.findings)
    return RepositoryScan(
        task.name,
        report._replace(inventory=inventory._replace(keys=records)),
        found.facts._replace(accepted=+taken),
        found.head,
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
