"""The pretty format, as a person sees it."""

import io
import re
from collections.abc import Callable

import pytest

from sup_lint.model.finding import Excerpt, Finding, Related
from sup_lint.model.region import Region
from sup_lint.model.report import Report
from sup_lint.model.severity import Severity
from sup_lint.reporters.glyphs import cells, visible
from sup_lint.reporters.pretty import render

ANSI = re.compile(r"\x1b\[[0-9;]*m")
KEY = "3f" + "•" * 6


def rendered(*findings: Finding, color: bool = False, width: int = 80) -> str:
    out = io.StringIO()
    render(Report(findings=findings, files=12), out, color=color, width=width)
    return out.getvalue()


def test_a_finding_says_what_where_why_and_what_to_type(make_finding: Callable[..., Finding]) -> None:
    defined = Related(
        "app/config.py", Region(112, 7, 112, 17), "the key is defined here", Excerpt(112, (f'KEY = "{KEY}"',))
    )
    assert (
        rendered(make_finding(related=(defined,)))
        == """\
error: hardcoded-key [SUP101]
  A Supertone API key stands in the source; whoever reads the repository can use
  it.
    --> app/tts.py:4:30
     |
   3 | def client():
   4 |     return Supertone(api_key="3f••••••")
     |                              ^^^^^^^^^^
    ::: app/config.py:112:7 the key is defined here
     |
 112 | KEY = "3f••••••"
     |       ----------
     = help: Revoke this key, then read the new one from the environment:
             `os.environ["SUPERTONE_API_KEY"]`.

False alarm? End its line with `# sup-lint: ignore[hardcoded-key] -- reason`.
Read more:   sup-lint explain hardcoded-key
"""
    )


def test_a_bare_finding_is_short_and_a_warning_brings_no_closing_lines(
    make_finding: Callable[..., Finding],
) -> None:
    finding = make_finding(severity=Severity.WARNING, message="Wrong.", help="", excerpt=None, commit="1f2e")
    assert rendered(finding) == ("warning: hardcoded-key [SUP101]\n  Wrong.\n  --> app/tts.py:4:30 in commit 1f2e\n\n")


def test_closing_lines_speak_of_the_first_error(make_finding: Callable[..., Finding]) -> None:
    text = rendered(make_finding(severity=Severity.NOTE), make_finding(rule="key-in-url", code="SUP104"))
    assert text.endswith("ignore[key-in-url] -- reason`.\nRead more:   sup-lint explain key-in-url\n")


def test_colour_changes_nothing_but_the_colour(make_finding: Callable[..., Finding]) -> None:
    hostile = make_finding(
        path="[red]a[/red] :smile: \x1b[31m\n.py",
        message="[bold]look[/bold] http://example.com :warning: 'x' 1",
        excerpt=Excerpt(4, (f'음성\t= [link=x]("{KEY}")   ', "")),
        region=Region(4, 16, 4, 24),
    )
    findings = [hostile, make_finding(severity=Severity.WARNING), make_finding(severity=Severity.NOTE)]
    plain, coloured = rendered(*findings), rendered(*findings, color=True)
    assert ANSI.sub("", coloured) == plain
    assert "\x1b[1;31m" in coloured
    assert "\x1b" not in plain


def test_nothing_of_a_finding_reaches_the_terminal_raw(make_finding: Callable[..., Finding]) -> None:
    evil = "a\x1b]0;x\x07\u202e\r\nb"
    text = rendered(
        make_finding(
            path=evil,
            message=evil,
            help=evil,
            commit=evil,
            excerpt=Excerpt(4, (evil,)),
            related=(Related(evil, Region(1, 1, 1, 2), evil, Excerpt(1, (evil,))),),
        )
    )
    for line in text.split("\n"):
        assert line == visible(line)


def test_only_paths_overflow_the_width(make_finding: Callable[..., Finding]) -> None:
    path = "services/" + "long/" * 20 + "tts.py"
    long = "word " * 60
    related = Related(path, Region(2, 7, 2, 9), long, Excerpt(2, ("x" * 300,)))
    text = rendered(
        make_finding(
            path=path,
            message=long,
            help=long,
            excerpt=Excerpt(3, ("y" * 500, "가" * 500)),
            related=(related,),
        ),
        width=60,
    )
    for line in text.splitlines()[:-2]:
        assert cells(line) <= 60 or path in line


def test_bars_of_one_finding_stand_below_each_other(make_finding: Callable[..., Finding]) -> None:
    related = Related("b.py", Region(1000, 1, 1000, 2), "here", Excerpt(1000, ("x",)))
    text = rendered(make_finding(related=(related,)))
    assert {line.index("|") for line in text.splitlines() if "|" in line} == {6}


def test_a_comment_is_advised_only_where_it_silences(make_finding: Callable[..., Finding]) -> None:
    text = rendered(make_finding(path="dist/app.apk!/assets/main.js", takes_comment=False))
    assert "False alarm? Name the file in `per-file-ignores`." in text
    assert "sup-lint: ignore" not in text


def test_what_only_a_scan_finds_is_accepted_by_its_baseline(make_finding: Callable[..., Finding]) -> None:
    text = rendered(make_finding(path=".env", takes_comment=False, needs_history=True))
    assert "False alarm? Accept it with `sup-lint baseline write --history`.\n" in text


@pytest.mark.parametrize("rule", ["exposed-key-in-use", "key-in-client-code", "key-shared-by-services"])
@pytest.mark.parametrize("path", ["app.py", "app.ts", "app.html"])
@pytest.mark.parametrize("width", [60, 80, 100])
def test_advice_is_no_wider_than_the_terminal(
    make_finding: Callable[..., Finding], rule: str, path: str, width: int
) -> None:
    advice = rendered(make_finding(path=path, rule=rule), width=width).splitlines()
    assert all(cells(line) <= width for line in advice[:-1] if "sup-lint: ignore" in line)


def test_a_comment_in_a_commit_cannot_be_written_any_more(make_finding: Callable[..., Finding]) -> None:
    text = rendered(make_finding(commit="0123456789abcdef" * 2 + "01234567"))
    assert " in commit 0123456789\n" in text
    assert (
        "False alarm? Accept it with `sup-lint baseline write --history`, or name the\n"
        "             file in `per-file-ignores`.\n"
    ) in text
    message = rendered(make_finding(commit="01234567", path="commit message"))
    assert "False alarm? Accept it with `sup-lint baseline write --history`.\n" in message
