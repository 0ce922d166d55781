"""GitLab's code quality report: what a merge request shows beside its changes."""

from typing import TextIO

from sup_lint.model.finding import Confidence, Finding
from sup_lint.model.report import Report
from sup_lint.model.severity import Severity
from sup_lint.reporters.glyphs import visible
from sup_lint.reporters.identity import fingerprints
from sup_lint.reporters.machine_text import well_formed

_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "major", Severity.NOTE: "minor"}
# A key that lies open and leaves no doubt.
_WORST = "blocker"


def render(report: Report, out: TextIO, *, color: bool, width: int) -> None:  # noqa: ARG001 - JSON has neither
    """Write one array, empty if nothing was found. Only ASCII leaves."""
    import json

    issues = [
        _issue(finding, fingerprint)
        for finding, fingerprint in zip(report.findings, fingerprints(report.findings), strict=True)
    ]
    json.dump(issues, out, indent=2, ensure_ascii=True)
    out.write("\n")


def _issue(finding: Finding, fingerprint: str) -> dict[str, object]:
    told = " ".join(text for text in (finding.message, finding.help) if text)
    return {
        "description": f"{finding.code} {finding.rule}: {visible(told)}",
        "check_name": finding.rule,
        "fingerprint": fingerprint,
        "severity": _severity(finding),
        "location": {
            "path": well_formed(finding.path),
            "lines": {"begin": finding.region.line, "end": finding.region.end_line},
        },
    }


def _severity(finding: Finding) -> str:
    is_open = finding.key is not None and finding.confidence is Confidence.HIGH
    return _WORST if is_open and finding.severity is Severity.ERROR else _SEVERITIES[finding.severity]
