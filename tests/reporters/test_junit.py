"""JUnit's XML: what its schema doesn't say."""

from xml.etree import ElementTree as ET

from sup_lint.model.report import Report
from sup_lint.model.severity import Severity
from tests.reporters.inventories import full_report as scan_report
from tests.reporters.reports import finding, full_report, problems, rendered


def parsed(report: Report) -> ET.Element:
    return ET.fromstring(rendered("junit", report))


def test_a_clean_run_is_one_test_that_passes() -> None:
    root = parsed(Report(files=3))
    assert root.attrib == {"name": "sup-lint", "tests": "1", "failures": "0", "errors": "0"}
    (case,) = root.iter("testcase")
    assert [child.tag for child in case] == ["system-out"]
    assert case.findtext("system-out") == "3 files checked, no findings."


def test_counts_are_those_of_the_tests() -> None:
    root = parsed(full_report())
    for suite in root.findall("testsuite"):
        for attribute, tag in (("tests", "."), ("failures", "failure"), ("skipped", "skipped"), ("errors", "error")):
            cases = suite.findall("testcase")
            assert int(suite.attrib[attribute]) == sum(case.find(tag) is not None for case in cases)
    assert root.attrib["tests"] == str(len(list(root.iter("testcase"))))
    assert root.attrib["failures"] == str(len(list(root.iter("failure"))))


def test_tests_are_told_apart_by_their_names() -> None:
    names = [(case.attrib["classname"], case.attrib["name"]) for case in parsed(full_report()).iter("testcase")]
    assert len(set(names)) == len(names)


def test_a_note_fails_nothing() -> None:
    (case,) = parsed(Report((finding(severity=Severity.NOTE),), files=1)).iter("testcase")
    assert case.find("failure") is None
    assert "stands in the source" in (case.findtext("system-out") or "")


def test_markup_in_texts_is_text() -> None:
    wicked = ']]></failure><testcase name="x"/>&amp;'
    root = parsed(Report((finding(message=wicked, path="<a>.py"),), files=1))
    (failure,) = root.iter("failure")
    assert failure.attrib["message"] == wicked
    assert (failure.text or "").splitlines()[:2] == ["<a>.py:4:30", wicked]


def test_a_scan_is_reported_as_far_as_the_format_goes() -> None:
    text = rendered("junit", scan_report())
    assert problems("junit", text) == []
    assert "(commit 9b7d5b3f1)" in text
