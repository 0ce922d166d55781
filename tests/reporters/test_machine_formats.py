"""What all formats for programs have in common: golden files, schemas, hostile names, no key."""

import json
import random
import unicodedata
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sup_lint import __version__
from sup_lint.config import FORMATS
from sup_lint.model.report import Report
from tests.reporters.reports import (
    HOSTILE_NAMES,
    MACHINE_FORMATS,
    full_report,
    hostile_report,
    problems,
    rendered,
    texts,
)

GOLDEN = Path(__file__).parent / "golden"
SUFFIXES = {"sarif": "sarif", "junit": "xml", "gitlab": "json", "gitlab-secret-detection": "json"}
DOCUMENTS = tuple(SUFFIXES)
JSON_FORMATS = tuple(name for name in DOCUMENTS if name != "junit")


@pytest.fixture(autouse=True)
def in_a_job(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    monkeypatch.setenv("CI_JOB_STARTED_AT", "2025-12-31T23:59:30Z")
    monkeypatch.setenv("CI_COMMIT_SHA", "5b" * 20)


def test_no_format_for_programs_is_left_out() -> None:
    assert set(FORMATS) - {"pretty", "concise", "json", "html"} == set(MACHINE_FORMATS)


@pytest.mark.parametrize("name", MACHINE_FORMATS)
def test_the_golden_report(name: str, tmp_path: Path) -> None:
    actual = rendered(name, full_report())
    if name == "sarif":  # the pages of rules have tests of their own
        document = json.loads(actual)
        driver = document["runs"][0]["tool"]["driver"]
        driver["rules"] = [rule["id"] for rule in driver["rules"]]
        actual = json.dumps(document, indent=2) + "\n"
    actual = actual.replace(f'"{__version__}"', '"VERSION"')
    golden = GOLDEN / f"{name}.{SUFFIXES.get(name, 'txt')}"
    (tmp_path / golden.name).write_text(actual, encoding="utf-8")
    assert actual == golden.read_text(encoding="utf-8"), f"the report is in {tmp_path / golden.name}"


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize(
    "report",
    [Report(files=3), Report(), full_report(), hostile_report(*HOSTILE_NAMES)],
    ids=["clean", "void", "full", "hostile"],
)
def test_documents_obey_their_schemas(name: str, report: Report) -> None:
    assert problems(name, rendered(name, report)) == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_schemas_refuse_what_is_wrong(name: str) -> None:
    text = rendered(name, full_report())
    wrong = {
        "sarif": ('"endColumn": 40', '"endColumn": 0'),
        "junit": ("<failure ", "<defeat "),
        "gitlab": ('"begin"', '"start"'),
        "gitlab-secret-detection": ("Critical", "Fatal"),
    }[name]
    assert wrong[0] in text
    assert problems(name, text.replace(*wrong).replace("</failure>", "</defeat>" if name == "junit" else "</failure>"))


def harmless(text: str) -> bool:
    """Whether a text is safe on a terminal: of controls it has line ends and tabs only."""
    unsafe = {"Cc", "Cf", "Cs", "Zl", "Zp"}
    return all(unicodedata.category(character) not in unsafe for character in text if character not in "\n\t")


@pytest.mark.parametrize("name", MACHINE_FORMATS)
@pytest.mark.parametrize("hostile", HOSTILE_NAMES, ids=range(len(HOSTILE_NAMES)))
def test_no_name_breaks_out(name: str, hostile: str) -> None:
    plain, text = rendered(name, hostile_report("a.py")), rendered(name, hostile_report(hostile))
    assert harmless(text)
    if name not in DOCUMENTS:
        assert text.count("\n") == plain.count("\n")
    elif name == "junit":
        assert [each.tag for each in ET.fromstring(text).iter()] == [each.tag for each in ET.fromstring(plain).iter()]
    else:
        assert text.isascii()
        for value in texts(json.loads(text)):
            value.encode("utf-8")  # readers that are strict about surrogates take it


NAMES = st.text(st.characters(exclude_categories=()), min_size=1, max_size=30)


@pytest.mark.parametrize("name", MACHINE_FORMATS)
@given(hostile=NAMES)
def test_any_text_is_taken(name: str, hostile: str) -> None:
    text = rendered(name, hostile_report(hostile))
    text.encode("utf-8")
    assert harmless(text)
    if name in JSON_FORMATS:
        assert all(value.encode("utf-8") for value in texts(json.loads(text)) if value)
    elif name == "junit":
        ET.fromstring(text)
    else:
        assert len(text.splitlines()) == text.count("\n")


@pytest.mark.parametrize("name", MACHINE_FORMATS)
def test_the_order_of_the_run_is_all_that_counts(name: str) -> None:
    report = full_report()
    assert rendered(name, report) == rendered(name, report)
    silenced = list(report.silenced)
    random.Random(1).shuffle(silenced)
    assert rendered(name, report._replace(silenced=tuple(silenced))) == rendered(name, report)
