"""GitHub's workflow commands: what a step prints so that findings show beside the lines of a pull request."""

from collections.abc import Iterator
from typing import TextIO

from sup_lint.model.finding import Finding
from sup_lint.model.report import Failure, Report
from sup_lint.model.severity import Severity
from sup_lint.reporters.glyphs import visible
from sup_lint.reporters.summary import summary

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
# So many annotations of each level does GitHub show of one step; the log has all.
_SHOWN = 10
_IN_MESSAGES = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTIES = _IN_MESSAGES | str.maketrans({":": "%3A", ",": "%2C"})
_SHORT_COMMIT = 10


def render(report: Report, out: TextIO, *, color: bool, width: int) -> None:  # noqa: ARG001 - a runner colours itself
    """Write one command a line, the worst first; where GitHub won't show them all, say so ahead of the notes."""
    by_level = {
        severity: [finding for finding in report.findings if finding.severity is severity] for severity in Severity
    }
    lines = [*map(_annotation, by_level[Severity.ERROR]), *map(_annotation, by_level[Severity.WARNING])]
    lines += map(_not_checked, sorted(report.failures, key=lambda failure: not failure.is_missing))
    counts = {severity: len(findings) for severity, findings in by_level.items()}
    for failure in report.failures:
        counts[_severity(failure)] += 1
    if any(count > _SHOWN for count in counts.values()):
        told = f"{summary(report)} GitHub shows {_SHOWN} annotations of a level at most; the log of this step has all."
        lines.append(_command("notice", {"title": "sup-lint"}, told))
    lines += map(_annotation, by_level[Severity.NOTE])
    out.writelines(f"{line}\n" for line in lines)


def _annotation(finding: Finding) -> str:
    commit = f" (commit {finding.commit[:_SHORT_COMMIT]})" if finding.commit is not None else ""
    properties = dict(_place(finding)) | {"title": f"{finding.code} {finding.rule}{commit}"}
    message = "\n".join(visible(text) for text in (finding.message, finding.help) if text)
    return _command(_LEVELS[finding.severity], properties, message)


def _place(finding: Finding) -> Iterator[tuple[str, str]]:
    region = finding.region
    yield "file", visible(finding.path)
    yield "line", str(region.line)
    yield "endLine", str(region.end_line)
    if region.line == region.end_line:  # GitHub takes columns within one line only
        yield "col", str(region.column)
        yield "endColumn", str(region.end_column)


def _severity(failure: Failure) -> Severity:
    return Severity.ERROR if failure.is_missing else Severity.WARNING


def _not_checked(failure: Failure) -> str:
    path = visible(failure.path)
    title = f"sup-lint: not checked{'' if failure.is_missing else ' in full'}"
    return _command(_LEVELS[_severity(failure)], {"file": path, "title": title}, f"{path}: {visible(failure.reason)}")


def _command(name: str, properties: dict[str, str], message: str) -> str:
    told = ",".join(f"{key}={value.translate(_IN_PROPERTIES)}" for key, value in properties.items())
    return f"::{name} {told}::{message.translate(_IN_MESSAGES)}"
