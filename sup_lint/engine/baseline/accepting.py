"""A report as the baseline leaves it."""

from dataclasses import replace
from typing import TYPE_CHECKING

from sup_lint.engine.baseline.file import Baseline
from sup_lint.engine.baseline.matching import is_over, match, today
from sup_lint.engine.baseline.staleness import stale_entries
from sup_lint.engine.seen import Seen
from sup_lint.model.report import Report
from sup_lint.model.silenced import Silenced, Silencer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sup_lint.config import Config
    from sup_lint.model.baseline import StaleEntry
    from sup_lint.model.finding import Finding


def accept(report: Report, baseline: Baseline | None, seen: Seen, config: "Config", *, day: str = "") -> Report:
    """Take out what the baseline accepts, and report the entries that accept nothing.

    `day` is the date in ISO's form, today's in UTC by default. A finding whose entry has expired is reported, and
    says so. Without a `baseline` the report stays as it is.
    """
    if baseline is None:
        return report
    day = day or today()
    matched = match(report.findings, baseline, seen, day)
    findings: list[Finding] = []
    accepted: list[Silenced] = []
    for finding, line, _ in matched.acceptances:
        if line is None:
            findings.append(finding)
        elif is_over(baseline.entries[line], day):
            ended = f"{baseline.shown} accepted this, but only until {baseline.entries[line].expires}."
            findings.append(replace(finding, message=f"{finding.message} {ended}"))
        else:
            accepted.append(Silenced(finding, Silencer.BASELINE, _shown(baseline.entries[line].reason)))
    stale = list(stale_entries(baseline, matched, seen, report.failures, config))
    if stale:
        findings = sorted([*findings, *_on(stale, baseline, config)], key=lambda finding: finding.position)
    return report._replace(
        findings=tuple(findings),
        baselined=report.baselined + len(accepted),
        silenced=(*report.silenced, *accepted),
    )


def _shown(reason: str) -> str:
    """A reason without what looks like a key: it may have been written by hand."""
    from sup_lint.analysis.excerpt import masked

    return masked(reason, ()) if reason else ""


def _on(stale: "Sequence[StaleEntry]", baseline: Baseline, config: "Config") -> "Iterator[Finding]":
    """The findings on entries that accept nothing, as the rules that are selected tell them."""
    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.engine.selection import PerFileIgnores, selected
    from sup_lint.rules import RULES

    file = AnalysedFile(baseline.shown, "".join(baseline.lines), "")
    ignores = PerFileIgnores(config)
    for rule in selected(RULES, config):
        for finding in rule.check_baseline(file, stale):
            if not ignores.covers(finding):
                yield finding
