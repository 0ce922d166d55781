"""A run in one line."""

from collections.abc import Callable

from sup_lint.model.finding import Finding
from sup_lint.model.fix import Fix, Safety
from sup_lint.model.inventory import HistoryFacts, Inventory, RepositoryRecord
from sup_lint.model.report import Failure, Report
from sup_lint.model.severity import Severity
from sup_lint.reporters.summary import summary


def test_findings_are_counted_by_severity(make_finding: Callable[..., Finding]) -> None:
    error, warning = make_finding(), make_finding(severity=Severity.WARNING)
    assert summary(Report(findings=(warning, error), files=12, suppressed=1)) == (
        "Found 2 findings (1 error, 1 warning) in 12 files; 1 suppressed."
    )
    assert summary(Report(findings=(error,), files=1)) == "Found 1 finding (1 error) in 1 file."
    assert summary(Report(findings=(error, error), files=2)) == "Found 2 findings (2 errors) in 2 files."


def test_nothing_found_is_not_the_same_as_all_suppressed() -> None:
    assert summary(Report(files=12)) == "12 files checked, no findings."
    assert summary(Report(files=1, suppressed=2, baselined=3, failures=(Failure("a", "b"),))) == (
        "1 file checked, no findings; 2 suppressed; 3 in the baseline; 1 file not checked in full."
    )


def test_scan_counts_the_versions_of_all_histories() -> None:
    plain = RepositoryRecord("plain")
    deep = RepositoryRecord("deep", HistoryFacts(3, 1_200, 1, 1))
    assert summary(Report(files=12, inventory=Inventory((plain,)))) == "12 files checked, no findings."
    assert summary(Report(files=1_012, inventory=Inventory((deep, plain, deep)))) == (
        "1,012 files and 2,400 file versions of the history checked, no findings."
    )


def test_repositories_that_were_not_scanned_are_no_files() -> None:
    scanned = Inventory((RepositoryRecord("app"),), unscanned=("gone",))
    failures = (Failure("app/a.py", "is broken"), Failure("gone", "could not be scanned"))
    assert summary(Report(files=2, failures=failures, inventory=scanned)) == (
        "2 files checked, no findings; 1 not looked at in full; 1 repository not scanned."
    )
    more = scanned._replace(unscanned=("gone", "lost"))
    lost = (Failure("gone", "x"), Failure("lost", "x"))
    assert summary(Report(files=2, failures=lost, inventory=more)) == (
        "2 files checked, no findings; 2 repositories not scanned."
    )


def test_what_was_fixed_and_what_can_be(make_finding: Callable[..., Finding]) -> None:
    safe, unsafe = (make_finding(fix=Fix(kind, "?")) for kind in (Safety.SAFE, Safety.UNSAFE))
    found = "Found 1 finding (1 error) in 1 file"
    assert summary(Report(findings=(safe,), files=1)) == f"{found}; 1 fixable with --fix."
    assert summary(Report(findings=(unsafe,), files=1)) == f"{found}; 1 fixable with --fix --unsafe."
    assert summary(Report(findings=(safe, unsafe), files=2)).endswith(
        "; 1 fixable with --fix, 1 more with --fix --unsafe."
    )
    scanned = Report(findings=(unsafe,), files=1, inventory=Inventory((RepositoryRecord("plain"),)))
    assert summary(scanned) == f"{found}; 1 fixable with sup-lint check --fix --unsafe."
    names = tuple(f"{name}.py" for name in "abcdefg")
    assert summary(Report(files=9, fixed=12, rewritten=names)) == (
        "12 fixed in a.py, b.py, c.py, d.py, e.py and 2 other files. 9 files checked, no findings left."
    )
    assert summary(Report(files=9, fixed=1, rewritten=names[:2])).startswith("1 fixed in a.py and b.py. ")
