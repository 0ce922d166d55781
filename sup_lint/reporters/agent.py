"""For coding agents: few tokens, one finding a line, and with each what to do about it."""

from typing import TextIO

from sup_lint.keys.names import CONSOLE
from sup_lint.model.finding import Confidence, Finding
from sup_lint.model.fix import Safety
from sup_lint.model.report import Failure, Report
from sup_lint.reporters.glyphs import visible
from sup_lint.reporters.summary import summary

_SHORT_COMMIT = 10


def render(report: Report, out: TextIO, *, color: bool, width: int) -> None:  # noqa: ARG001 - lines are never wrapped
    """Write the counts, then `path:line:col CODE severity rule | fix(safe): …` or `| do: …` for every finding.

    Advice that stands in a line before is not repeated. The last lines say how to apply the fixes, and what only a
    person can do.
    """
    lines = [summary(report)]
    advice: dict[str, str] = {}
    for finding in report.findings:
        place = f"{visible(finding.path)}:{finding.region.line}:{finding.region.column}"
        todo = _todo(finding)
        same = f"as {advice.setdefault(todo, place)}"
        is_first = advice[todo] == place
        lines.append(f"{place} {_problem(finding)} | {todo if is_first or len(todo) <= len(same) else same}")
    lines += map(_not_checked, report.failures)
    lines += _last_lines(report)
    out.writelines(f"{line}\n" for line in lines)


def _not_checked(failure: Failure) -> str:
    told = "" if failure.is_missing else "not checked in full: "
    return visible(f"{failure.path} {told}{failure.reason}")


def _problem(finding: Finding) -> str:
    told = f"{finding.code} {finding.severity.value} {finding.rule}"
    if finding.confidence is not Confidence.HIGH:
        told += " (likely)"
    if finding.commit is not None:
        told += f" commit {finding.commit[:_SHORT_COMMIT]}"
    if finding.related:
        first = finding.related[0]
        path = f"{visible(first.path)}:" if first.path != finding.path else "line "
        told += f", see {path}{first.region.line}"
    return told


def _todo(finding: Finding) -> str:
    fix = finding.fix
    if fix is None:
        return f"do: {visible(finding.help or finding.message)}"
    caveat = f" ({visible(fix.caveat)})" if fix.caveat else ""
    return f"fix({fix.kind.value}): {visible(fix.message)}{caveat}"


def _last_lines(report: Report) -> list[str]:
    kinds = {finding.fix.kind for finding in report.findings if finding.fix is not None}
    told = []
    if Safety.SAFE in kinds:
        told.append("apply fix(safe): `sup-lint check --fix`")
    if Safety.UNSAFE in kinds:
        told.append("apply fix(unsafe), too, after review: `sup-lint check --fix --unsafe`")
    lines = ["; ".join(told)] if told else []
    if any(finding.key is not None for finding in report.findings):
        lines.append(f"tell the user: keys found are exposed and must be revoked at {CONSOLE}; no fix does that")
    return lines
