"""`sup-lint explain`."""

from collections.abc import Callable

import pytest
from click.testing import Result

from sup_lint.catalogue import page, table
from sup_lint.rules import RULES

Run = Callable[..., Result]


def test_without_a_rule_it_lists_all(run: Run) -> None:
    assert run("explain").stdout == table(RULES)


@pytest.mark.parametrize("name", ["SUP101", "Hardcoded-Key"])
def test_in_a_pipe_a_page_is_plain_markdown(run: Run, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    (rule,) = (rule for rule in RULES if rule.code == "SUP101")
    result = run("explain", name)
    assert (result.exit_code, result.stdout, result.stderr) == (0, page(rule), "")


@pytest.mark.parametrize("start", ["SUP3", "sup3xx"])
def test_the_beginning_of_codes_lists_their_rules(run: Run, start: str) -> None:
    assert run("explain", start).stdout == table(rule for rule in RULES if rule.code.startswith("SUP3"))


def test_an_unknown_rule_is_one_sentence(run: Run) -> None:
    result = run("explain", "hardcoded")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == 'sup-lint: no rule is called "hardcoded"; did you mean "hardcoded-key"?\n'
