"""A run in one line."""

from sup_lint.model.report import Report
from sup_lint.model.severity import Severity


def summary(report: Report) -> str:
    """How many findings, of which severity, in how many files; what is suppressed is not absent."""
    looked = [count(report.files, "file"), *_history(report)]
    files = " and ".join(looked)
    if report.findings:
        found = [finding.severity for finding in report.findings]
        parts = [count(found.count(severity), severity) for severity in Severity if severity in found]
        text = f"Found {count(len(found), 'finding')} ({', '.join(parts)}) in {files}"
    else:
        text = f"{files} checked, no findings"
    if report.suppressed:
        text += f"; {report.suppressed} suppressed"
    if report.baselined:
        text += f"; {report.baselined} in the baseline"
    if report.failures and report.inventory is not None:
        unscanned = report.inventory.unscanned
        if others := sum(failure.path not in unscanned for failure in report.failures):
            text += f"; {others:,} not looked at in full"
        if unscanned:
            text += f"; {len(unscanned):,} {'repository' if len(unscanned) == 1 else 'repositories'} not scanned"
    elif report.failures:
        text += f"; {count(len(report.failures), 'file')} not checked in full"
    return f"{text}."


def _history(report: Report) -> list[str]:
    """The versions that a scan has looked at, besides the files."""
    repositories = report.inventory.repositories if report.inventory is not None else ()
    versions = [repository.history.versions for repository in repositories if repository.history is not None]
    return [f"{count(sum(versions), 'file version')} of the history"] if versions else []


def count(number: int, noun: str) -> str:
    """`number` with `noun` in the right number: 1 file, 2,000 files."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
