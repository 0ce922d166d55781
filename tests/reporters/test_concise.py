"""The concise format."""

import io
import re
from collections.abc import Callable

from sup_lint.model.finding import Finding
from sup_lint.model.report import Report
from sup_lint.reporters.concise import render


def rendered(*findings: Finding, color: bool = False) -> str:
    out = io.StringIO()
    render(Report(findings=findings), out, color=color, width=80)
    return out.getvalue()


def test_one_line_for_each_finding(make_finding: Callable[..., Finding]) -> None:
    assert rendered(make_finding(message="Wrong."), make_finding(path="b.py", message="Bad.")) == (
        "app/tts.py:4:30: SUP101 hardcoded-key Wrong.\nb.py:4:30: SUP101 hardcoded-key Bad.\n"
    )


def test_line_ends_and_escapes_are_escaped(make_finding: Callable[..., Finding]) -> None:
    finding = make_finding(path="a\nb\x1b[0m\udcff.py", message="one\r\ntwo")
    assert rendered(finding) == "a\\nb\\x1b[0m\\xff.py:4:30: SUP101 hardcoded-key one\\r\\ntwo\n"


def test_colour_changes_nothing_but_the_colour(make_finding: Callable[..., Finding]) -> None:
    finding = make_finding(path="[red]x[/red].py", message="word " * 60)
    coloured = rendered(finding, color=True)
    assert coloured != rendered(finding)
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == rendered(finding)
