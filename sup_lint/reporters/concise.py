"""The concise format: one finding, one line, as compilers have always written them."""

from typing import TextIO

from sup_lint.model.report import Report
from sup_lint.reporters.glyphs import visible
from sup_lint.reporters.paint import write
from sup_lint.reporters.prose import fix_in_words


def render(report: Report, out: TextIO, *, color: bool, width: int) -> None:  # noqa: ARG001 - lines are never wrapped
    """Write `path:line:col: CODE name message` for every finding."""
    write(
        (
            [
                ("strong", visible(finding.path)),
                ("", f":{finding.region.line}:{finding.region.column}: "),
                (finding.severity.value, finding.code),
                ("", f" {finding.rule} {visible(finding.message)}"),
                ("help", f" [fix: {visible(fix_in_words(finding.fix))}]" if finding.fix is not None else ""),
            ]
            for finding in report.findings
        ),
        out,
        color=color,
    )
