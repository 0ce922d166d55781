"""A report as a SARIF log with one run."""

from typing import TYPE_CHECKING, TextIO

from sup_lint import __version__
from sup_lint.model.report import Failure, Report
from sup_lint.reporters.identity import fingerprints
from sup_lint.reporters.sarif.descriptors import descriptor
from sup_lint.reporters.sarif.places import SOURCE_ROOT, artifact, message
from sup_lint.reporters.sarif.results import result

if TYPE_CHECKING:
    from sup_lint.model.finding import Finding
    from sup_lint.model.silenced import Silenced

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def render(report: Report, out: TextIO, *, color: bool, width: int) -> None:  # noqa: ARG001 - JSON has neither
    """Write one log; only ASCII leaves. Silenced findings are results with suppressions."""
    import json

    json.dump({"$schema": _SCHEMA, "version": "2.1.0", "runs": [_run(report)]}, out, indent=2, ensure_ascii=True)
    out.write("\n")


def _run(report: Report) -> dict[str, object]:
    everything: list[tuple[Finding, Silenced | None]] = [(finding, None) for finding in report.findings]
    everything += [(each.finding, each) for each in report.silenced]
    everything.sort(key=lambda pair: pair[0].position)
    findings = [finding for finding, _ in everything]
    names = dict(sorted({finding.code: finding.rule for finding in findings}.items()))
    numbers = {code: number for number, code in enumerate(names)}
    return {
        "tool": {
            "driver": {
                "name": "sup-lint",
                "version": __version__,
                "semanticVersion": __version__,
                "rules": [descriptor(code, name) for code, name in names.items()],
            }
        },
        # The trailing slash makes it a category of runs; a scan and a check don't replace each other's results.
        "automationDetails": {"id": "sup-lint/check/" if report.inventory is None else "sup-lint/scan/"},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {
            SOURCE_ROOT: {"description": {"text": "The folder that sup-lint ran in: the root of the repository."}}
        },
        "invocations": [
            {
                "executionSuccessful": _is_successful(report),
                "toolExecutionNotifications": [_notification(failure) for failure in report.failures],
            }
        ],
        "results": [
            result(finding, numbers[finding.code], fingerprint, silenced)
            for (finding, silenced), fingerprint in zip(everything, fingerprints(findings), strict=True)
        ],
    }


def _is_successful(report: Report) -> bool:
    """Whether all that was asked for could be looked at, as far as there was something."""
    is_missing = any(failure.is_missing for failure in report.failures)
    return not is_missing and (bool(report.files) or not report.failures)


def _notification(failure: Failure) -> dict[str, object]:
    return {
        "level": "error" if failure.is_missing else "warning",
        "message": message(f"{failure.path}: {failure.reason}"),
        "locations": [{"physicalLocation": {"artifactLocation": artifact(failure.path)}}],
    }
