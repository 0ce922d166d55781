"""The shape of a rule."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, ClassVar

from sup_lint.model.finding import Checklist, Confidence, Finding, Related
from sup_lint.model.masked_key import mask
from sup_lint.model.severity import Severity

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.analysis.project import Project
    from sup_lint.analysis.suppression import Suppressions
    from sup_lint.model.region import Region

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
        del file, project
        yield from ()

    def check_suppressions(self, file: "AnalysedFile", suppressions: "Suppressions") -> Iterator[Finding]:
        """Yield the rule's findings on the ignore comments of `file`, once all other rules have run."""
        del file, suppressions
        yield from ()

    def finding(
        self,
        file: "AnalysedFile",
        region: "Region",
        message: str,
        *,
        help_text: str = "",
        key: str | None = None,
        confidence: Confidence = Confidence.HIGH,
        severity: Severity | None = None,
        related: tuple[Related, ...] = (),
    ) -> Finding:
        """Build a finding of this rule; `key` in clear goes in masked, and so do the source lines.

        `severity` is the rule's own unless it says otherwise.
        """
        from sup_lint.analysis.excerpt import excerpt

        return Finding(
            code=self.code,
            rule=self.name,
            severity=severity or self.severity,
            confidence=confidence,
            message=message,
            path=file.path,
            region=region,
            checklist=self.checklist,
            help=help_text,
            key=mask(key) if key is not None else None,
            related=related,
            excerpt=excerpt(file, region, [key] if key is not None else []),
        )


def related(file: "AnalysedFile", region: "Region", message: str, key: str | None = None) -> Related:
    """A related place, its source line masked."""
    from sup_lint.analysis.excerpt import excerpt

    first_line = region._replace(end_line=region.line, end_column=region.column)
    shown = excerpt(file, first_line, [key] if key is not None else [], context=0)
    return Related(file.path, region, message, shown)
