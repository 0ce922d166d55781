"""New texts for a baseline: with entries more, fewer, or lower. What stays, stays byte for byte."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sup_lint.engine.baseline.entries import entry_line
from sup_lint.engine.baseline.file import PLACES, Baseline, separator
from sup_lint.engine.baseline.fingerprints import order
from sup_lint.engine.baseline.paths import Paths
from sup_lint.model.baseline import Entry
from sup_lint.model.finding import Finding

_SEPARATOR = re.compile(rf"# [{PLACES}]\s{{0,4}}")
_BITS = 64


def changed(baseline: Baseline, changes: Mapping[int, Entry | None], additions: Iterable[Entry]) -> str:
    """The text of a baseline whose `changes` put an entry in a line, or take it out, and with further entries."""
    salt, end = baseline.salt, baseline.line_end
    lines: list[tuple[str, Entry | None]] = []
    for number, text in enumerate(baseline.lines, 1):
        entry = changes.get(number, baseline.entries.get(number))
        if number not in changes:
            lines.append((text if text.endswith("\n") else text + end, entry))
        elif entry is not None:
            lines.append((entry_line(entry) + end, entry))
    for entry in additions:
        lines.insert(_position(entry, lines, salt), (entry_line(entry) + end, entry))
    return "".join(text for text, _ in lines)


def place(entry: Entry, salt: bytes) -> str:
    """The place among `PLACES` that an entry belongs to."""
    return PLACES[order(entry, salt) * len(PLACES) >> _BITS]


def _position(entry: Entry, lines: Sequence[tuple[str, Entry | None]], salt: bytes) -> int:
    """Where a new entry goes: in its place, behind those that come before it; a comment stays with its entry."""
    wanted = separator(place(entry, salt))
    start = next((index for index, (text, _) in enumerate(lines) if text.strip() == wanted), None)
    if start is None:
        return len(lines)
    rank = order(entry, salt)
    position = start + 1
    for index, (text, other) in enumerate(lines[position:], position):
        if _SEPARATOR.fullmatch(text):
            break
        if other is not None and order(other, salt) < rank:
            position = index + 1
    return position


def entries_for(findings: Iterable[Finding], baseline: Baseline) -> list[Entry]:
    """The entries that accept findings, equal ones counted together."""
    from sup_lint.engine.baseline.fingerprints import fingerprint

    paths = Paths(baseline.folder)
    found: dict[tuple[str, str, str], Entry] = {}
    for finding in findings:
        path = paths.of_report(finding.path)
        entry = Entry(finding.rule, path, fingerprint(finding, baseline.salt), needs=needs(finding))
        known = found.get(entry.identity)
        found[entry.identity] = entry if known is None else replace(known, count=known.count + 1)
    return list(found.values())


def needs(finding: Finding) -> str:
    """What a run must know to see a finding again, beyond its file and what its rule always needs."""
    from sup_lint.rule import Reach
    from sup_lint.rules import RULES

    if finding.is_copy:
        return "key"
    reach = next((rule.reach for rule in RULES if rule.name == finding.rule), None)
    is_elsewhere = any(related.path != finding.path for related in finding.related)
    return "tree" if reach is Reach.FILE and is_elsewhere else ""
