"""GitHub's workflow commands, read as the runner reads them."""

import re
from typing import Any

from sup_lint.model.region import Region
from sup_lint.model.report import Failure, Report
from sup_lint.model.severity import Severity
from tests.reporters.reports import finding, rendered

Command = tuple[str, dict[str, str], str]


def read(text: str) -> list[Command]:
    """The commands of a log: name, properties, message; every line has to be one."""
    found = []
    for line in text.splitlines():
        match = re.fullmatch(r"::(\w+) ([^:]*)::(.*)", line)
        assert match is not None, line
        pairs = (pair.split("=", 1) for pair in match[2].split(","))
        found.append((match[1], {key: unescaped(value) for key, value in pairs}, unescaped(match[3])))
    return found


def unescaped(text: str) -> str:
    for code, character in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, character)
    return text


def commands(*findings: Any, **fields: Any) -> list[Command]:
    return read(rendered("github", Report(findings, files=3, **fields)))


def test_what_a_command_says_is_what_was_meant() -> None:
    assert commands(finding(path="50%, a:b.py", message="100 %: wrong, really", help="Do it.")) == [
        (
            "error",
            {"file": "50%, a:b.py", "line": "4", "endLine": "4", "col": "30", "endColumn": "40"}
            | {"title": "SUP101 hardcoded-key"},
            "100 %: wrong, really\nDo it.",
        )
    ]


def test_columns_are_told_within_one_line_only() -> None:
    ((_, properties, _),) = commands(finding(region=Region(4, 30, 6, 2)))
    assert properties.keys() == {"file", "line", "endLine", "title"}


def test_a_key_of_the_history_is_told_with_its_commit() -> None:
    ((_, properties, _),) = commands(finding("SUP105", "key-in-history", commit="9b7d5b3f1e2c" * 3))
    assert properties["title"] == "SUP105 key-in-history (commit 9b7d5b3f1e)"


def test_the_worst_come_first() -> None:
    levels = [Severity.NOTE, Severity.WARNING, Severity.ERROR, Severity.WARNING]
    told = commands(*(finding(severity=level) for level in levels), failures=(Failure("x.py", "vanished"),))
    assert [name for name, _, _ in told] == ["error", "warning", "warning", "warning", "notice"]
    assert told[3][2] == "x.py: vanished"


def test_more_than_github_shows_are_counted() -> None:
    ten = [finding(region=Region(line, 1, line, 2)) for line in range(1, 11)]
    assert [name for name, _, _ in commands(*ten)] == ["error"] * 10
    told = commands(*ten, finding())
    assert [name for name, _, _ in told] == [*["error"] * 11, "notice"]
    assert told[-1][2].startswith("Found 11 findings (11 errors) in 3 files. GitHub shows 10 ")


def test_a_clean_run_says_nothing() -> None:
    assert commands() == []
