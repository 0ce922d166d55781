"""What a run has to tell: findings, failures and counts. Named tuples, since every run pays for these types."""

from typing import TYPE_CHECKING, NamedTuple

from sup_lint.model.severity import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sup_lint.model.finding import Finding
    from sup_lint.model.inventory import Inventory
    from sup_lint.model.silenced import Silenced

_MISSING = "does not exist"


class Failure(NamedTuple):
    """A file that could not be read, parsed or analysed to the end, and why, in one sentence without a subject.

    `is_own` says that the fault is not the file's but sup-lint's.
    """

    path: str
    reason: str
    is_own: bool = False

    @property
    def is_missing(self) -> bool:
        """Whether the path was asked for, and there is none."""
        return self.reason == _MISSING


class Report(NamedTuple):
    """The outcome of one run; `files` counts the files looked at. Only a scan has an `inventory`.

    `silenced` are the findings that comments, settings and the baseline wave through, `suppressed` counts those of
    comments and `baselined` those of the baseline.
    `fixed` counts the findings that the run has mended, in the files `rewritten`; the `findings` are what is left.
    """

    findings: tuple["Finding", ...] = ()
    failures: tuple[Failure, ...] = ()
    files: int = 0
    suppressed: int = 0
    baselined: int = 0
    inventory: "Inventory | None" = None
    silenced: tuple["Silenced", ...] = ()
    fixed: int = 0
    rewritten: tuple[str, ...] = ()

    def fails(self, threshold: Severity) -> bool:
        """Whether a finding is at least as bad as `threshold`."""
        return any(finding.severity.reaches(threshold) for finding in self.findings)

    def with_missing(self, paths: "Iterable[str]") -> "Report":
        """This report with a failure for each of the paths that were asked for and do not exist."""
        missing = {Failure(path, _MISSING) for path in paths}
        return self._replace(failures=tuple(sorted({*self.failures, *missing}))) if missing else self
