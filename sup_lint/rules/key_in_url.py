"""SUP104 key-in-url."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from sup_lint.model.finding import Checklist, Finding, Severity
from sup_lint.rule import Rule

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.analysis.project import Project


class KeyInUrl(Rule):
    """## What it does

    ## Why is this bad?

    ## What to do instead

    ## Known limits
    """

    code: ClassVar[str] = "SUP104"
    name: ClassVar[str] = "key-in-url"
    severity: ClassVar[Severity] = Severity.ERROR
    checklist: ClassVar[Checklist] = Checklist.SOURCE
    summary: ClassVar[str] = ""

    def check(self, file: "AnalysedFile", project: "Project") -> Iterator[Finding]:
        yield from ()
