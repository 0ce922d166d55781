"""New texts for a baseline: with entries more, fewer, or lower. What stays, stays byte for byte."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import pairwise

from sup_lint.engine.baseline.entries import entry_line
from sup_lint.engine.baseline.file import PLACES, Baseline, separator
from sup_lint.engine.baseline.fingerprints import order
from sup_lint.engine.baseline.paths import Paths
from sup_lint.model.baseline import Entry
from sup_lint.model.finding import Finding

# A line's text, and the rank of the entry in it.
_Line = tuple[str, int | None]
_SEPARATOR = re.compile(rf"# [{PLACES}]\s{{0,4}}")
_BITS = 64
_NEEDS = ("", "tree", "key")  # the weakest first


def changed(baseline: Baseline, changes: Mapping[int, Entry | None], additions: Iterable[Entry]) -> str:
    """The text of a baseline whose `changes` put an entry in a line, or take it out, and with further entries."""
    salt, end = baseline.salt, baseline.line_end
    lines: list[_Line] = []
    for number, text in enumerate(baseline.lines, 1):
        entry = changes.get(number, baseline.entries.get(number))
        rank = order(entry, salt) if entry is not None else None
        if number not in changes:
            lines.append((text if text.endswith("\n") else text + end, rank))
        elif entry is not None:
            lines.append((entry_line(entry) + end, rank))
    waiting: dict[str, list[_Line]] = {}
    for entry in additions:
        waiting.setdefault(separator(place(entry, salt)), []).append((entry_line(entry) + end, order(entry, salt)))
    starts = [index for index, (text, _) in enumerate(lines) if _SEPARATOR.fullmatch(text)]
    result = lines[: starts[0]] if starts else lines
    for start, stop in pairwise([*starts, len(lines)]):
        result += _with(waiting.pop(lines[start][0].strip(), []), lines[start:stop])
    # Without its separator line a place is at the end.
    result += [line for place_ in waiting.values() for line in place_]
    return "".join(text for text, _ in result)


def place(entry: Entry, salt: bytes) -> str:
    """The place among `PLACES` that an entry belongs to."""
    return PLACES[order(entry, salt) * len(PLACES) >> _BITS]


def _with(additions: Iterable[_Line], lines: list[_Line]) -> list[_Line]:
    """The lines of a place with further ones, each behind those that rank before it; a comment stays with its entry."""
    for text, rank in additions:
        position = 1
        for index, (_, other) in enumerate(lines):
            if other is not None and rank is not None and other < rank:
                position = index + 1
        lines.insert(position, (text, rank))
    return lines


def entries_for(findings: Iterable[Finding], baseline: Baseline) -> list[Entry]:
    """The entries that accept findings, equal ones counted together."""
    from sup_lint.engine.baseline.fingerprints import fingerprint

    paths = Paths(baseline.folder)
    found: dict[tuple[str, str, str], Entry] = {}
    for finding in findings:
        path = paths.of_report(finding.path)
        entry = Entry(finding.rule, path, fingerprint(finding, baseline.salt), needs=needs(finding))
        known = found.get(entry.identity)
        found[entry.identity] = entry if known is None else joined(known, entry)
    return list(found.values())


def joined(entry: Entry, other: Entry) -> Entry:
    """One entry for two that accept the same: it needs whatever one of them needs."""
    stronger = max(entry.needs, other.needs, key=_NEEDS.index)
    return replace(entry, count=entry.count + other.count, needs=stronger)


def needs(finding: Finding) -> str:
    """What a run must know to see a finding again, beyond its file and what its rule always needs."""
    from sup_lint.rule import Reach
    from sup_lint.rules import RULES

    if finding.is_copy:
        return "key"
    reach = next((rule.reach for rule in RULES if rule.name == finding.rule), None)
    is_elsewhere = any(related.path != finding.path for related in finding.related)
    return "tree" if reach is Reach.FILE and is_elsewhere else ""
