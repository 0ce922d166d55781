"""A run in one line."""

from sup_lint.model.report import Report
from sup_lint.model.severity import Severity

_MOST_NAMES = 5


def summary(report: Report) -> str:
    """How many findings, of which severity, in how many files; what is suppressed is not absent."""
    return f"{_fixed(report)}{_found(report)}"


def _found(report: Report) -> str:
    looked = [count(report.files, "file"), *_history(report)]
    files = " and ".join(looked)
    if report.findings:
        found = [finding.severity for finding in report.findings]
        parts = [count(found.count(severity), severity) for severity in Severity if severity in found]
        text = f"Found {count(len(found), 'finding')} ({', '.join(parts)}) in {files}"
    else:
        text = f"{files} checked, no findings{' left' if report.fixed else ''}"
    if fixable := _fixable(report):
        text += f"; {fixable}"
    if report.suppressed:
        text += f"; {report.suppressed} suppressed"
    if report.baselined:
        text += f"; {report.baselined} in the baseline"
    failures = [failure for failure in report.failures if not failure.is_missing]
    if failures and report.inventory is not None:
        unscanned = report.inventory.unscanned
        if others := sum(failure.path not in unscanned for failure in failures):
            text += f"; {others:,} not looked at in full"
        if unscanned:
            text += f"; {len(unscanned):,} {'repository' if len(unscanned) == 1 else 'repositories'} not scanned"
    elif failures:
        text += f"; {count(len(failures), 'file')} not checked in full"
    return f"{text}."


def _fixed(report: Report) -> str:
    """What the run has mended, and where, as a sentence with the space after it; empty if nothing."""
    if not report.fixed:
        return ""
    names = list(report.rewritten[:_MOST_NAMES])
    if more := len(report.rewritten) - len(names):
        names.append(count(more, "other file"))
    last = f" and {names[-1]}" if len(names) > 1 else names[-1]
    return f"{report.fixed:,} fixed in {', '.join(names[:-1])}{last}. "


def _fixable(report: Report) -> str:
    """How many of the findings `--fix` would mend, and how many more with `--unsafe`."""
    command = "--fix" if report.inventory is None else "sup-lint check --fix"
    kinds = [finding.fix.kind.value for finding in report.findings if finding.fix is not None]
    safe, unsafe = kinds.count("safe"), kinds.count("unsafe")
    if safe and unsafe:
        return f"{safe:,} fixable with {command}, {unsafe:,} more with {command} --unsafe"
    if unsafe:
        return f"{unsafe:,} fixable with {command} --unsafe"
    return f"{safe:,} fixable with {command}" if safe else ""


def _history(report: Report) -> list[str]:
    """The versions that a scan has looked at, besides the files."""
    repositories = report.inventory.repositories if report.inventory is not None else ()
    versions = [repository.history.versions for repository in repositories if repository.history is not None]
    return [f"{count(sum(versions), 'file version')} of the history"] if versions else []


def count(number: int, noun: str) -> str:
    """`number` with `noun` in the right number: 1 file, 2,000 files."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
