"""SUP101 hardcoded-key."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from sup_lint.model.finding import Checklist, Finding, Severity
from sup_lint.rule import Rule

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.analysis.project import Project


class HardcodedKey(Rule):
    """## What it does

    ## Why is this bad?

    ## What to do instead

    ## Known limits
    """

    code: ClassVar[str] = "SUP101"
    name: ClassVar[str] = "hardcoded-key"
    severity: ClassVar[Severity] = Severity.ERROR
    checklist: ClassVar[Checklist] = Checklist.SOURCE
    summary: ClassVar[str] = ""

    def check(self, file: "AnalysedFile", project: "Project") -> Iterator[Finding]:
        yield from ()
