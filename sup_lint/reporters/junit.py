"""JUnit's XML, as CI servers read the results of tests: a file is a suite, a finding a test that fails."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, TextIO

from sup_lint import __version__
from sup_lint.model.finding import Finding
from sup_lint.model.report import Failure, Report
from sup_lint.model.severity import Severity
from sup_lint.reporters.excerpt import shown_lines
from sup_lint.reporters.glyphs import visible
from sup_lint.reporters.machine_text import visible_lines
from sup_lint.reporters.summary import summary

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


def render(report: Report, out: TextIO, *, color: bool, width: int) -> None:  # noqa: ARG001 - XML has neither
    """Write one document; only ASCII leaves.

    Notes pass, with what they say as output. What could not be checked in full is a test that was skipped. A run that
    has nothing to tell is one test that passes.
    """
    from xml.etree import ElementTree as ET

    root = ET.Element("testsuites", name="sup-lint")
    by_path: dict[str, list[Finding]] = {}
    for finding in report.findings:
        by_path.setdefault(finding.path, []).append(finding)
    failures: dict[str, list[Failure]] = {}
    for failure in report.failures:
        failures.setdefault(failure.path, []).append(failure)
    for path in dict.fromkeys([*by_path, *failures]):
        name = visible(path)
        cases = [*_cases(name, by_path.get(path, ())), *(_skipped(name, each) for each in failures.get(path, ()))]
        root.append(_suite(name, cases))
    if not len(root):
        passed = ET.Element("testcase", classname="sup-lint", name="no findings")
        ET.SubElement(passed, "system-out").text = summary(report)
        root.append(_suite("sup-lint", [passed]))
    root.set("tests", str(len(root.findall("*/testcase"))))
    root.set("failures", str(len(root.findall("*/testcase/failure"))))
    root.set("errors", "0")
    ET.indent(root)
    # What is not ASCII becomes a character reference.
    out.write('<?xml version="1.0" encoding="UTF-8"?>\n')
    out.write(ET.tostring(root, encoding="us-ascii", xml_declaration=False).decode("ascii"))
    out.write("\n")


def _suite(name: str, cases: "Sequence[Element]") -> "Element":
    from xml.etree import ElementTree as ET

    counts = {
        "tests": len(cases),
        "failures": sum(case.find("failure") is not None for case in cases),
        "errors": 0,
        "skipped": sum(case.find("skipped") is not None for case in cases),
    }
    # `package` and `version` are read by people: servers show them.
    told = {key: str(count) for key, count in counts.items()}
    suite = ET.Element("testsuite", {"name": name, **told, "package": "sup-lint", "version": __version__})
    suite.extend(cases)
    return suite


def _cases(path: str, findings: Sequence[Finding]) -> "Iterator[Element]":
    from xml.etree import ElementTree as ET

    for finding in findings:
        region = finding.region
        # Servers tell tests apart by their names.
        name = f"{finding.code} {finding.rule} at {region.line}:{region.column}"
        case = ET.Element("testcase", classname=path, name=name)
        if finding.severity is Severity.NOTE:
            ET.SubElement(case, "system-out").text = _text(path, finding)
        else:
            kind = f"{finding.severity.value} {finding.code}"
            ET.SubElement(case, "failure", type=kind, message=visible(finding.message)).text = _text(path, finding)
        yield case


def _skipped(path: str, failure: Failure) -> "Element":
    from xml.etree import ElementTree as ET

    case = ET.Element("testcase", classname=path, name="checked in full")
    ET.SubElement(case, "skipped", message=visible(failure.reason))
    return case


def _text(path: str, finding: Finding) -> str:
    """Where it is, what is wrong, the source lines behind their masks, other places, and what to do."""
    region, excerpt = finding.region, finding.excerpt
    commit = f" (commit {finding.commit})" if finding.commit is not None else ""
    lines = [f"{path}:{region.line}:{region.column}{commit}", visible(finding.message)]
    if excerpt is not None:
        for number in shown_lines(excerpt, region):
            shown = visible_lines((excerpt.lines[number - excerpt.line],)).rstrip()
            lines.append(f"  {number} | {shown}".rstrip())
    lines += [
        f"{visible(each.path)}:{each.region.line}:{each.region.column}: {visible(each.message)}"
        for each in finding.related
    ]
    if finding.help:
        lines.append(visible(finding.help))
    return "\n".join(lines) + "\n"
