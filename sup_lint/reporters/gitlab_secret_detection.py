"""GitLab's security report of the kind `secret_detection`: what its vulnerability pages are made of."""

import os
import re
import time
from typing import TextIO

from sup_lint import __version__
from sup_lint.engine.baseline.fingerprints import region_text
from sup_lint.model.finding import Checklist, Finding
from sup_lint.model.report import Report
from sup_lint.model.severity import Severity
from sup_lint.reporters.glyphs import visible
from sup_lint.reporters.identity import fingerprints
from sup_lint.reporters.machine_text import well_formed

# One of the 15.x line that has all that is said here; of later ones GitLab asks for nothing more.
_SCHEMA = "15.0.7"
_TIME = "%Y-%m-%dT%H:%M:%S"
_STARTED = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:Z|\+00:00)")
_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
# What GitLab's own analyzer writes for files that it has from no commit.
_NO_COMMIT = "0" * 40
_LONGEST_NAME = 255
_LONGEST_SOLUTION = 7000


def render(report: Report, out: TextIO, *, color: bool, width: int) -> None:  # noqa: ARG001 - JSON has neither
    """Write one object; only ASCII leaves. Hygiene of sup-lint's own settings is no vulnerability and left out.

    Of the environment it takes what a Report doesn't know: CI_COMMIT_SHA, CI_JOB_STARTED_AT, and SOURCE_DATE_EPOCH in
    place of the time that it is.
    """
    import json

    vulnerable = [finding for finding in report.findings if finding.checklist is not Checklist.HYGIENE]
    program = {"id": "sup-lint", "name": "sup-lint", "version": __version__, "vendor": {"name": "sup-lint"}}
    start, end = _times()
    document = {
        "version": _SCHEMA,
        "scan": {
            "analyzer": program,
            "scanner": program,
            "type": "secret_detection",
            "start_time": start,
            "end_time": end,
            "status": "failure" if any(failure.is_missing for failure in report.failures) else "success",
            "messages": [
                {
                    "level": "fatal" if failure.is_missing else "warn",
                    "value": f"{visible(failure.path)}: {visible(failure.reason)}",
                }
                for failure in report.failures
            ],
        },
        "vulnerabilities": [
            _vulnerability(finding, fingerprint)
            for finding, fingerprint in zip(vulnerable, fingerprints(vulnerable), strict=True)
        ],
    }
    json.dump(document, out, indent=2, ensure_ascii=True)
    out.write("\n")


def _vulnerability(finding: Finding, fingerprint: str) -> dict[str, object]:
    import uuid

    from sup_lint.reporters.rule_facts import rule_of

    rule = rule_of(finding.code)
    identifiers = [{"type": "sup_lint_rule", "name": f"{finding.code} {finding.rule}", "value": finding.code}]
    for number in rule.cwe if rule is not None else ():
        url = f"https://cwe.mitre.org/data/definitions/{number}.html"
        identifiers.append({"type": "cwe", "name": f"CWE-{number}", "value": str(number), "url": url})
    told: dict[str, object] = {
        "id": str(uuid.uuid5(uuid.NAMESPACE_URL, f"sup-lint:{fingerprint}")),
        "name": f"Supertone API key: {finding.rule}"[:_LONGEST_NAME],
        "description": visible(finding.message),
        "severity": _severity(finding),
        "identifiers": identifiers,
        "location": {
            "file": well_formed(finding.path),
            "commit": {"sha": finding.commit or _commit()},
            "start_line": finding.region.line,
            "end_line": finding.region.end_line,
        },
    }
    if finding.help:
        told["solution"] = visible(finding.help)[:_LONGEST_SOLUTION]
    if extract := region_text(finding):
        told["raw_source_code_extract"] = visible(extract)
    return told


def _severity(finding: Finding) -> str:
    if finding.severity is Severity.ERROR:
        return "Critical" if finding.key is not None else "High"
    return "Medium" if finding.severity is Severity.WARNING else "Info"


def _commit() -> str:
    commit = os.environ.get("CI_COMMIT_SHA", "")
    return commit if _COMMIT.fullmatch(commit) else _NO_COMMIT


def _times() -> tuple[str, str]:
    """When the scan began, as far as the job says so, and when it ended; in UTC."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    is_set = epoch.isascii() and epoch.isdecimal() and len(epoch) < 12
    end = time.strftime(_TIME, time.gmtime(int(epoch) if is_set else None))
    started = _STARTED.fullmatch(os.environ.get("CI_JOB_STARTED_AT", ""))
    return (min(started[1], end) if started else end), end
