"""Which findings a baseline accepts."""

import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sup_lint.engine.baseline.file import Baseline
from sup_lint.engine.baseline.paths import Paths
from sup_lint.engine.seen import Seen
from sup_lint.model.baseline import Entry
from sup_lint.model.finding import Finding


class Acceptance(NamedTuple):
    """A finding, and the line of the entry that stands for it; `is_moved` if the entry names the file's old path."""

    finding: Finding
    line: int | None
    is_moved: bool = False


class Match(NamedTuple):
    """All findings of a run in their order, and how many findings each line's entry has left."""

    acceptances: tuple[Acceptance, ...]
    left: dict[int, int]


def today() -> str:
    """The date in UTC, in ISO's form."""
    return time.strftime("%Y-%m-%d", time.gmtime())


def is_over(entry: Entry, day: str) -> bool:
    """Whether an entry accepts nothing any more on a day."""
    return bool(entry.expires) and entry.expires <= day


def match(findings: Sequence[Finding], baseline: Baseline, seen: Seen, day: str) -> Match:
    """Give findings to entries of the same rule, path and fingerprint, in order of place, up to their count.

    What is left of both comes together when the entry's file is gone: it was renamed. In the history of a repository
    a path need not be gone.
    """
    left = {line: entry.count for line, entry in baseline.entries.items()}
    if not left:
        return Match(tuple(Acceptance(finding, None) for finding in findings), left)
    prints = dict(_fingerprints(findings, baseline))
    paths = Paths(baseline.folder)
    exact = {entry.identity: line for line, entry in baseline.entries.items()}
    found: dict[int, Acceptance] = {}
    for index, finding in enumerate(findings):
        if index in prints:
            line = exact.get((finding.rule, paths.of_report(finding.path), prints[index]))
            if line is not None and left[line]:
                left[line] -= 1
                found[index] = Acceptance(finding, line)
    by_print: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    # An entry that is over comes last: one that is not accepts more.
    for line, entry in sorted(baseline.entries.items(), key=lambda pair: is_over(pair[1], day)):
        by_print[entry.rule, entry.fingerprint].append(line)
    gone: dict[str, bool] = {}
    for index, finding in enumerate(findings):
        if index in found or index not in prints:
            continue
        for line in by_print[finding.rule, prints[index]]:
            path = baseline.entries[line].path
            if not left[line]:
                continue
            if finding.commit is None:
                if path not in gone:
                    gone[path] = not seen.exists(paths.absolute(path))
                if not gone[path]:
                    continue
            left[line] -= 1
            found[index] = Acceptance(finding, line, is_moved=finding.commit is None)
            break
    return Match(tuple(found.get(index, Acceptance(each, None)) for index, each in enumerate(findings)), left)


def moves(matched: Match, baseline: Baseline) -> dict[int, Counter[str]]:
    """For each line whose file was renamed, how many of its findings are at which path now."""
    paths = Paths(baseline.folder)
    found: dict[int, Counter[str]] = {}
    for finding, line, is_moved in matched.acceptances:
        if line is not None and is_moved:
            found.setdefault(line, Counter())[paths.of_report(finding.path)] += 1
    return found


def _fingerprints(findings: Sequence[Finding], baseline: Baseline) -> Iterator[tuple[int, str]]:
    """The fingerprints, by index, of the findings of rules that the baseline speaks of."""
    from sup_lint.engine.baseline.fingerprints import fingerprint

    rules = {entry.rule for entry in baseline.entries.values()}
    for index, finding in enumerate(findings):
        if finding.rule in rules:
            yield index, fingerprint(finding, baseline.salt)
