"""What `sup-lint baseline` would change: the new text, and the lines that tell of it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from sup_lint.config import Config
from sup_lint.engine.baseline.changing import changed, entries_for, joined
from sup_lint.engine.baseline.entries import is_date
from sup_lint.engine.baseline.file import Baseline
from sup_lint.engine.baseline.matching import is_over, match, moves, today
from sup_lint.engine.baseline.staleness import stale_entries
from sup_lint.engine.runner import Outcome
from sup_lint.keys.matcher import find_keys
from sup_lint.keys.names import CONSOLE
from sup_lint.model.baseline import Entry
from sup_lint.model.finding import Finding

_LONGEST_REASON = 500


class Plan(NamedTuple):
    """The new `text` of a baseline, None if it stays; a line for each change, and sentences on all of them."""

    text: str | None
    lines: tuple[str, ...]
    summary: tuple[str, ...]


def refuse_date(text: str | None) -> str:
    """What is wrong with the date from which findings shall count again; empty if nothing is."""
    if text is None:
        return ""
    if not is_date(text):
        return "--expires takes a date such as 2027-01-31"
    return "" if text > today() else "--expires takes a date that is still to come"


def refuse_reason(text: str | None) -> str:
    """What is wrong with a reason; empty if nothing is."""
    if text is None:
        return ""
    if not text.strip() or len(text) > _LONGEST_REASON:
        return f"--reason takes a text of at most {_LONGEST_REASON} characters"
    if any(True for _ in find_keys(text, tied=True)):
        return "--reason holds what looks like a key; say it without"
    return ""


def accepting(outcome: Outcome, old: Baseline, config: Config, *, reason: str, expires: str) -> Plan:
    """Accept the findings of a run that no entry accepts, up to a date.

    A finding whose entry has expired gets a new date in it, if one is given.
    """
    day = today()
    matched = match(outcome.report.findings, old, outcome.seen, day)
    lines_of = {entry.identity: line for line, entry in old.entries.items()}
    over = {line for line, entry in old.entries.items() if is_over(entry, day)}
    new: list[Finding] = []
    left_out = 0
    renewed: set[int] = set()
    beyond: list[Finding] = []
    for finding, line, _ in matched.acceptances:
        owner = line if line is not None else lines_of.get(entries_for([finding], old)[0].identity)
        if line is not None and line not in over:
            continue
        if owner in over and not expires:
            left_out += 1
            continue
        new.append(finding)
        if owner is not None and owner in over:
            renewed.add(owner)
        if line is None:
            beyond.append(finding)
    changes: dict[int, Entry | None] = {line: replace(old.entries[line], expires=expires) for line in renewed}
    additions = []
    for entry in entries_for(beyond, old):
        line = lines_of.get(entry.identity)
        if line is None:
            additions.append(replace(entry, reason=reason, expires=expires))
        else:
            known = changes.get(line) or old.entries[line]
            # One entry stands for them all: what is said now holds, and the earlier day.
            days = [day for day in (known.expires, expires) if day]
            whole = joined(known, entry)
            changes[line] = replace(whole, reason=reason or known.reason, expires=min(days, default=""))
    text = changed(old, changes, additions) if changes or additions else None
    idle = len(list(stale_entries(old, matched, outcome.seen, outcome.report.failures, config)))
    return Plan(
        text,
        tuple(map(_told, new)),
        tuple(_accepted(new, old, left_out, idle)),
    )


def pruning(outcome: Outcome, old: Baseline, config: Config) -> Plan:
    """Take out of a baseline what a run would have seen and did not, and let entries follow renamed files."""
    matched = match(outcome.report.findings, old, outcome.seen, today())
    stale = {each.line: each for each in stale_entries(old, matched, outcome.seen, outcome.report.failures, config)}
    moved = moves(matched, old)
    changes: dict[int, Entry | None] = {}
    additions: dict[tuple[str, str, str], Entry] = {}
    lines: list[str] = []
    done: Counter[str] = Counter()
    for line in sorted({*stale, *moved}):
        entry = old.entries[line]
        name = f"{entry.path} {entry.rule}"
        new_paths = moved.get(line, Counter())
        kept = entry.count - new_paths.total() - (matched.left[line] if line in stale else 0)
        changes[line] = replace(entry, count=kept) if kept else None
        for path, count in new_paths.items():
            there = replace(entry, path=path, count=count)
            _add(there, additions, changes, old)
            lines.append(f"{name}: moved to {path}")
            done["moved"] += 1
        if line in stale and kept:
            lines.append(f"{name}: lowered from {entry.count} to {kept}")
            done["lowered"] += 1
        elif line in stale and not new_paths:
            lines.append(f"{name}: dropped, {'the file is gone' if stale[line].is_gone else 'nothing is found there'}")
            done["dropped"] += 1
    if not lines:
        return Plan(None, (), (f"Nothing is gone that the check could tell of: {old.shown} stays as it is.",))
    counts = ", ".join(f"{number} {word}" for word, number in sorted(done.items()))
    return Plan(changed(old, changes, additions.values()), tuple(lines), (f"Entries of {old.shown}: {counts}.",))


def _add(
    entry: Entry, additions: dict[tuple[str, str, str], Entry], changes: dict[int, Entry | None], old: Baseline
) -> None:
    """Add an entry, or its count to the one that says the same; that one has no count left, or it would be used."""
    line = next((line for line, other in old.entries.items() if other.identity == entry.identity), None)
    if line is not None:
        known = changes.get(line) or old.entries[line]
        changes[line] = joined(known, entry)
    else:
        other = additions.get(entry.identity)
        additions[entry.identity] = entry if other is None else joined(other, entry)


def _told(finding: Finding) -> str:
    preview = f" {finding.key.preview}" if finding.key is not None else ""
    return f"{finding.path}:{finding.region.line} {finding.rule}{preview}"


def _accepted(new: list[Finding], old: Baseline, left_out: int, idle: int) -> Iterator[str]:
    """What has come of a `write`, in sentences."""
    if new:
        yield f"{_counted(len(new), 'finding')} accepted in {old.shown}."
        if any(finding.key is not None for finding in new):
            yield f"The keys are as exposed as before: revoke them at {CONSOLE}."
    elif old.data is None:
        yield f"There is nothing to accept, so {old.shown} was not made."
    else:
        yield f"There is nothing new to accept: {old.shown} stays as it is."
    if left_out:
        yield f"{_counted(left_out, 'finding')} no longer accepted: give a new date with --expires, or mend that."
    if idle:
        yield f"{_counted(idle, 'entry', 'entries')} accepting more than there is: see `sup-lint baseline prune`."


def _counted(number: int, noun: str, nouns: str = "") -> str:
    return f"{number} {noun} is" if number == 1 else f"{number} {nouns or noun + 's'} are"
