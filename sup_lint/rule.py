"""The shape of a rule."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, ClassVar

from sup_lint.model.finding import Checklist, Finding, Severity

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.analysis.project import Project

# One Python file, or several by their paths. `[|` and `|]` enclose each expected region, `«key»` stands for a
# synthetic key.
Example = str | Mapping[str, str]


class Rule:
    """One rule; stateless. It picks its depth by the method that it overrides.

    The class docstring is the rule's page: `## What it does`, `## Why is this bad?`, `## What to do instead`,
    `## Known limits`.
    """

    code: ClassVar[str]
    name: ClassVar[str]
    severity: ClassVar[Severity]
    checklist: ClassVar[Checklist]
    summary: ClassVar[str]
    valid: ClassVar[tuple[Example, ...]] = ()
    invalid: ClassVar[tuple[Example, ...]] = ()

    def check(self, file: "AnalysedFile", project: "Project") -> Iterator[Finding]:
        """Yield the rule's findings in `file`, and in the files of `project` that its values come from."""
        raise NotImplementedError
