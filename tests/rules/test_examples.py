"""Every rule's own examples: what it must report, exactly there, and what it must leave alone."""

import base64
import codecs
import random
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from sup_lint.config import Config
from sup_lint.engine.runner import check_paths
from sup_lint.rule import Example, Rule
from sup_lint.rules import RULES

KEY = "".join(random.Random(20240501).choices("0123456789abcdef", k=32))
DISGUISES = {
    "": KEY,
    "first": KEY[:15],
    "second": KEY[15:],
    "base64": base64.b64encode(KEY.encode()).decode(),
    "hex": KEY.encode().hex(),
    "rot13": codecs.encode(KEY, "rot13"),
    "reversed": KEY[::-1],
}

CASES = [
    pytest.param(rule, example, id=f"{rule.name}-{kind}-{number}")
    for rule in RULES
    for kind in ("valid", "invalid")
    for number, example in enumerate(getattr(rule, kind))
]


def files_of(example: Example) -> Mapping[str, str]:
    """The example as files, keys filled in."""
    files = {"example.py": example} if isinstance(example, str) else example
    return {
        name: re.sub(r"«key(?:\|(\w+))?»", lambda match: DISGUISES[match[1] or ""], text)
        for name, text in files.items()
    }


def unmarked(name: str, text: str) -> tuple[str, set[tuple[str, int, int, int, int]]]:
    """The text without its marks, and the regions between them."""
    regions = set()
    plain = ""
    start = (1, 1)
    for piece in re.split(r"(\[\||\|\])", text):
        line = plain.count("\n") + 1
        column = len(plain) - (plain.rfind("\n") + 1) + 1
        if piece == "[|":
            start = (line, column)
        elif piece == "|]":
            regions.add((name, *start, line, column))
        else:
            plain += piece
    return plain, regions


@pytest.mark.parametrize(("rule", "example"), CASES)
def test_example(rule: Rule, example: Example, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    expected: set[tuple[str, int, int, int, int]] = set()
    for name, text in files_of(example).items():
        plain, regions = unmarked(name, text)
        expected |= regions
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(plain, encoding="utf-8")
    report = check_paths(["."], Config(root=str(tmp_path))).report
    found = {(each.path, *each.region) for each in report.findings if rule.code in (each.code, "SUP001")}
    assert found == expected
    assert KEY not in repr(report)
