"""The shape of a rule."""

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from typing import TYPE_CHECKING, ClassVar

from sup_lint.model.finding import Checklist, Confidence, Finding, Related
from sup_lint.model.masked_key import mask
from sup_lint.model.severity import Severity

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.analysis.literal_key import LiteralKey
    from sup_lint.analysis.project import Project
    from sup_lint.analysis.repository import Repository
    from sup_lint.analysis.suppression import Suppressions
    from sup_lint.analysis.taint.leaks import Leak
    from sup_lint.model.baseline import StaleEntry
    from sup_lint.model.fix import Fix, Safety
    from sup_lint.model.region import Region

# One Python file, or several by their paths. `[|` and `|]` enclose each expected region, `«key»` stands for a
# synthetic key.
Example = str | Mapping[str, str]
_MOST_STEPS = 8


class Reach(Enum):
    """What a run must have looked at to know that a finding is gone, and not just out of sight."""

    FILE = "the file"
    GIT = "the file, and what git does with it"
    TREE = "all files"
    HISTORY = "all files and the history"


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
    # The weaknesses of MITRE's Common Weakness Enumeration that it finds, the most fitting first.
    cwe: ClassVar[tuple[int, ...]] = ()
    # Whether it looks at minified output, too: only literals are told there, and its size defies most searches.
    covers_built_output: ClassVar[bool] = False
    # Whether it looks at documents and the code in them, too: an example runs nowhere, but a key in it is a key.
    covers_documents: ClassVar[bool] = False
    reach: ClassVar[Reach] = Reach.TREE
    # The kinds of fixes that its findings may have, the safe ones first.
    fixes: "ClassVar[tuple[Safety, ...]]" = ()
    valid: ClassVar[tuple[Example, ...]] = ()
    invalid: ClassVar[tuple[Example, ...]] = ()

    def check(self, file: "AnalysedFile", project: "Project") -> Iterator[Finding]:
        """Yield the rule's findings in `file`, and in the files of `project` that its values come from."""
        del file, project
        yield from ()

    def check_repository(self, repository: "Repository") -> Iterator[Finding]:
        """Yield the rule's findings on a repository as a whole; asked only in runs that look at all of one."""
        del repository
        yield from ()

    def check_suppressions(self, file: "AnalysedFile", suppressions: "Suppressions") -> Iterator[Finding]:
        """Yield the rule's findings on the ignore comments of `file`, once all other rules have run."""
        del file, suppressions
        yield from ()

    def check_baseline(self, file: "AnalysedFile", stale: "Sequence[StaleEntry]") -> Iterator[Finding]:
        """Yield the rule's findings on entries of a baseline, the `file`, that accept more than there is."""
        del file, stale
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
        is_code: bool = False,
        commit: str | None = None,
        fix: "Fix | None" = None,
    ) -> Finding:
        """Build a finding of this rule; `key` in clear goes in masked, and so do the source lines.

        `is_code` says that the region holds no key, but code that uses one, and may be shown. `severity` is the rule's
        own unless it says otherwise. `commit` is the one whose version of the file is meant, in hex.
        """
        from sup_lint.analysis.excerpt import excerpt

        place = file.place_name(region)
        file, region = file.host, file.on_disk(region)
        return Finding(
            code=self.code,
            rule=self.name,
            severity=severity or self.severity,
            confidence=confidence,
            message=f"{place[:1].upper()}{place[1:]}: {message}" if place else message,
            path=file.path,
            region=region,
            checklist=self.checklist,
            help=help_text,
            key=mask(key) if key is not None else None,
            related=related,
            commit=commit,
            # What is committed or packed stays as it is.
            fix=fix if commit is None and "!/" not in file.path else None,
            excerpt=excerpt(file, region, [key] if key is not None else [], is_code=is_code),
            # A key in use is in use, whatever is said of it; and in a dotenv file some take a remark for a part of it.
            takes_comment=(
                commit is None
                and self.reach is not Reach.HISTORY
                and "!/" not in file.path
                and (file.built is None or file.built.is_readable)
            ),
            needs_history=self.reach is Reach.HISTORY,
        )

    def leak_finding(
        self, leak: "Leak", project: "Project", message: str, *, help_text: str, fix: "Fix | None" = None
    ) -> Finding:
        """Build a finding at the expression that carries the key into a sink, with the way it came."""
        secrets = [literal.value for literal in _literals_near(leak.file, leak.written.region, project)]
        start, *steps = leak.steps
        told = [start] if start.node is not leak.written else []
        for step in steps:
            # What happens in the line of the step before, or of the finding, is seen there.
            last = told[-1] if told else start
            is_new = step.program is not last.program or step.node.region.line != last.node.region.line
            if is_new and (step.program.path != leak.file.path or step.node.region.line != leak.written.region.line):
                told.append(step)
        return self.finding(
            leak.file,
            leak.written.region,
            message,
            help_text=help_text,
            confidence=Confidence.HIGH if leak.sure else Confidence.MEDIUM,
            severity=Severity.NOTE if leak.is_filtered else self.severity if leak.sure else Severity.WARNING,
            related=tuple(
                related(project.file_of(step.program), step.node.region, step.message) for step in told[:_MOST_STEPS]
            ),
            is_code=not secrets,
            fix=fix,
        )


def _literals_near(file: "AnalysedFile", region: "Region", project: "Project") -> "list[LiteralKey]":
    """The keys in clear that stand in the lines of a region."""
    from sup_lint.analysis.literal_keys import literal_keys

    return [
        literal
        for literal in literal_keys(file, project)
        if any(
            where is file and each.line <= region.end_line and region.line <= each.end_line
            for where, each in ((literal.file, literal.region), *literal.pieces)
        )
    ]


def related(file: "AnalysedFile", region: "Region", message: str, key: str | None = None) -> Related:
    """A related place, its source line masked."""
    from sup_lint.analysis.excerpt import excerpt

    place = file.place_name(region)
    if place:
        message = f"{message} ({place})"
    file, region = file.host, file.on_disk(region)
    first_line = region._replace(end_line=region.line, end_column=region.column)
    shown = excerpt(file, first_line, [key] if key is not None else [], context=0)
    return Related(file.path, region, message, shown)
