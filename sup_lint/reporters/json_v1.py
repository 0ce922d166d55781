"""The JSON format, schema 1. Its fields are spelt out here: the model may change, the format not."""

from typing import TextIO

from sup_lint import __version__
from sup_lint.model.finding import Finding, Related
from sup_lint.model.report import Report


def render(report: Report, out: TextIO, *, color: bool, width: int) -> None:  # noqa: ARG001 - JSON has neither
    """Write one object. Only ASCII leaves, so that no file name can break the encoding of the output."""
    import json

    document: dict[str, object] = {
        "schema": 1,
        "version": __version__,
        "findings": [_finding(finding) for finding in report.findings],
        "failures": [{"path": failure.path, "reason": failure.reason} for failure in report.failures],
        "summary": {
            "files": report.files,
            "findings": len(report.findings),
            "suppressed": report.suppressed,
            "baselined": report.baselined,
        },
    }
    if report.inventory is not None:
        from sup_lint.reporters.json_inventory import fields

        document |= fields(report.inventory)
    json.dump(document, out, indent=2, ensure_ascii=True)
    out.write("\n")


def _finding(finding: Finding) -> dict[str, object]:
    key, fix = finding.key, finding.fix
    return {
        "code": finding.code,
        "rule": finding.rule,
        "severity": finding.severity.value,
        "confidence": finding.confidence.value,
        "message": finding.message,
        "path": finding.path,
        "line": finding.region.line,
        "column": finding.region.column,
        "end_line": finding.region.end_line,
        "end_column": finding.region.end_column,
        "key": None if key is None else {"preview": key.preview, "fingerprint": key.fingerprint},
        "checklist": finding.checklist.value,
        "related": [_related(related) for related in finding.related],
        "commit": finding.commit,
        "fix": None if fix is None else {"kind": fix.kind, "message": fix.message},
    }


def _related(related: Related) -> dict[str, object]:
    return {
        "path": related.path,
        "line": related.region.line,
        "column": related.region.column,
        "message": related.message,
    }
