"""Every rule's own examples: what it must report, exactly there, and what it must leave alone."""

from pathlib import Path

import pytest

from sup_lint.rule import Example, Rule
from sup_lint.rules import RULES
from tests.rules.examples import KEY, checked

CASES = [
    pytest.param(rule, example, id=f"{rule.name}-{kind}-{number}")
    for rule in RULES
    for kind in ("valid", "invalid")
    for number, example in enumerate(getattr(rule, kind))
]


@pytest.mark.parametrize(("rule", "example"), CASES)
def test_example(rule: Rule, example: Example, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    report, marks = checked(example, tmp_path)
    found = {(each.path, *each.region) for each in report.findings if rule.code in (each.code, "SUP001")}
    assert found == set(marks)
    assert KEY not in repr(report)
    fixes = [each.fix.kind for each in report.findings if each.code == rule.code and each.fix is not None]
    assert set(fixes) <= set(rule.fixes)


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.fixes and rule.invalid], ids=lambda rule: rule.code)
def test_the_fixes_that_a_page_promises_are_made(rule: Rule, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    promised = set(rule.fixes)
    for number, example in enumerate(rule.invalid):
        folder = tmp_path / str(number)
        folder.mkdir()
        monkeypatch.chdir(folder)
        report, _ = checked(example, folder)
        promised -= {each.fix.kind for each in report.findings if each.code == rule.code and each.fix is not None}
        if not promised:
            return
    assert not promised
