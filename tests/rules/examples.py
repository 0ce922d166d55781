"""The notation of the rules' examples: files, keys in them, and marks around what is reported."""

import base64
import codecs
import random
import re
import textwrap
from collections.abc import Mapping
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from sup_lint.config import Config
from sup_lint.engine.runner import check_paths
from sup_lint.model.report import Report
from sup_lint.rule import Example

KEY = "".join(random.Random(20240501).choices("0123456789abcdef", k=32))
DISGUISES = {
    "": KEY,
    "first": KEY[:15],
    "second": KEY[15:],
    "base64": base64.b64encode(KEY.encode()).decode(),
    "hex": KEY.encode().hex(),
    "rot13": codecs.encode(KEY, "rot13"),
    "reversed": KEY[::-1],
    "another": "".join(random.Random(20240502).choices("0123456789abcdef", k=32)),
}
LEAK_CODES = frozenset({"SUP205", "SUP301", "SUP302", "SUP304"})

Place = tuple[str, int, int, int, int]


def files_of(example: Example) -> Mapping[str, str]:
    """The example as files, keys filled in."""
    files = {"example.py": example} if isinstance(example, str) else example
    return {
        name: re.sub(r"«key(?:\|(\w+))?»", lambda match: DISGUISES[match[1] or ""], text)
        for name, text in files.items()
    }


def unmarked(name: str, text: str) -> tuple[str, list[Place]]:
    """The text without its marks, and the regions between them in their order."""
    regions = []
    plain = ""
    start = (1, 1)
    for piece in re.split(r"(\[\||\|\])", text):
        line = plain.count("\n") + 1
        column = len(plain) - (plain.rfind("\n") + 1) + 1
        if piece == "[|":
            start = (line, column)
        elif piece == "|]":
            regions.append((name, *start, line, column))
        else:
            plain += piece
    return plain, regions


def checked(example: Example, folder: Path) -> tuple[Report, list[Place]]:
    """Write an example's files below `folder`, the working directory, and check them: the report and the marks."""
    marks: list[Place] = []
    for name, text in files_of(example).items():
        plain, regions = unmarked(name, text)
        marks += regions
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(plain, encoding="utf-8")
    return check_paths(["."], Config(root=str(folder))).report, marks


def leak(name: str, codes: str, example: Example, *, missed: str = "") -> ParameterSet:
    """A case with leaks: the code of all its marks, or one code for each mark in order."""
    return _case(name, codes, example, f"missed: {missed}" if missed else "")


def clean(name: str, example: Example, *, flagged: str = "") -> ParameterSet:
    """A case in which nothing leaks."""
    return _case(name, "", example, f"flagged: {flagged}" if flagged else "")


def _case(name: str, codes: str, example: Example, failure: str) -> ParameterSet:
    files = {"example.py": example} if isinstance(example, str) else example
    plain = {path: textwrap.dedent(text).lstrip("\n") for path, text in files.items()}
    marks = [pytest.mark.xfail(strict=True, reason=failure)] if failure else []
    return pytest.param(codes, plain, id=name, marks=marks)


def assert_leaks(codes: str, example: Example, folder: Path) -> None:
    """Assert that the leaks reported in an example are those marked, and that every file could be analysed."""
    report, marks = checked(example, folder)
    each = codes.split()
    assert bool(each) == bool(marks)
    expected = set(zip(each * len(marks) if len(each) == 1 else each, marks, strict=True)) if each else set()
    found = {(finding.code, (finding.path, *finding.region)) for finding in report.findings}
    assert {place for place in found if place[0] in LEAK_CODES} == expected
    assert not report.failures
