"""Small programs of JavaScript, and what one family of rules must report in them."""

from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from sup_lint.rule import Example
from tests.rules.examples import checked


def case(name: str, example: Example) -> ParameterSet:
    """A case whose marks are the regions that must be reported; one source is a module of TypeScript with JSX."""
    files = {"app.tsx": example} if isinstance(example, str) else example
    return pytest.param(files, id=name.replace(" ", "-"))


def assert_reported(codes: str, example: Example, folder: Path) -> None:
    """Assert that the rules of `codes` report what is marked in an example, and nothing else."""
    report, marks = checked(example, folder)
    wanted = set(codes.split())
    found = {(finding.path, *finding.region) for finding in report.findings if finding.code in wanted}
    assert found == set(marks)
    assert not report.failures
