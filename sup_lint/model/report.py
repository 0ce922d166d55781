"""What a run has to tell: findings, failures and counts."""

from dataclasses import dataclass

from sup_lint.model.finding import Finding, Severity


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read, parsed or analysed to the end, and why, in one sentence."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of one run; `files` counts the files looked at."""

    findings: tuple[Finding, ...] = ()
    failures: tuple[Failure, ...] = ()
    files: int = 0
    suppressed: int = 0
    baselined: int = 0

    def fails(self, threshold: Severity) -> bool:
        """Whether a finding is at least as bad as `threshold`."""
        return any(finding.severity.reaches(threshold) for finding in self.findings)
