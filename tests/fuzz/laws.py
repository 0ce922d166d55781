"""What holds of every outcome, whatever the input was."""

import difflib
import io
import json
import re
import unicodedata
from collections.abc import Mapping

from sup_lint.config import FORMATS
from sup_lint.model.finding import Finding
from sup_lint.model.report import Report
from sup_lint.reporters import reporter
from sup_lint.sources.lines import LineIndex
from sup_lint.sources.reading import decode
from tests.fuzz.planted import KEY

# When a page was made is not of the report's saying.
_MOMENT = re.compile(r"<time [^<]{0,200}</time>")
# Formats for terminals and logs; the others escape as their own syntax has it.
_SHOWN = ("pretty", "concise", "github", "agent")


def rendered(report: Report, format_: str, *, color: bool = False) -> str:
    """A report in one format."""
    out = io.StringIO()
    reporter(format_)(report, out, color=color, width=100)
    return _MOMENT.sub("", out.getvalue())


def assert_told_well(report: Report) -> None:
    """No format shows the key or a raw control character."""
    for format_ in FORMATS:
        text = rendered(report, format_)
        plain = "\n" if format_ in _SHOWN else "\n\t"
        assert KEY not in text, f"{format_} shows the key"
        assert KEY[::-1] not in text, f"{format_} shows the key reversed"
        assert not any(unicodedata.category(each) in {"Cc", "Cs", "Zl", "Zp"} and each not in plain for each in text), (
            f"{format_} lets a control character through"
        )
        if format_ in _SHOWN:
            assert not any(unicodedata.category(each) == "Cf" for each in text), f"{format_} lets a bidi sign through"
        text.encode("utf-8")
    json.loads(rendered(report, "json"))


def assert_same(first: Report, second: Report) -> None:
    """Two reports on the same files are the same in every format."""
    for format_ in FORMATS:
        one, other = (rendered(report, format_).splitlines() for report in (first, second))
        assert one == other, "\n".join(["another outcome:", *difflib.unified_diff(one, other, lineterm="", n=0)])


def assert_sound(report: Report, files: Mapping[str, bytes]) -> None:
    """Findings lie within the files that were checked, and each failure is a sentence of its own."""
    for finding in report.findings:
        _assert_within(finding, files)
    for failure in report.failures:
        assert_sentence(failure.reason)
        assert not failure.is_own, failure.reason
        # Errors of libcst's are about what it refuses; any other is one of ours.
        assert not re.search(r"the parser failed with (?!CST)", failure.reason), failure.reason
    assert_told_well(report)


def assert_sentence(told: object) -> None:
    """What an error or a failure says is on one line, and shows no key."""
    text = str(told)
    assert text, "no reason is given"
    assert len(text.splitlines()) == 1, f"two lines: {text!r}"
    assert KEY not in text, "a reason shows the key"


def _assert_within(finding: Finding, files: Mapping[str, bytes]) -> None:
    data = files.get(finding.path)
    if data is None:  # a source that a map names
        return
    region = finding.region
    plain = data.decode("latin-1")
    for text in (decode(data), plain, plain.replace("\n", " ")):  # the last of a binary, which has no lines
        lines = LineIndex(text)
        try:
            start = lines.offset(region.line, region.column)
            end = lines.offset(region.end_line, region.end_column)
        except IndexError:
            continue
        assert start <= end, f"{finding.code} ends at {end}, before it starts at {start}"
        return
    raise AssertionError(f"{finding.code} lies outside of its file: {region}")
