"""Small programs, and which leaks of the key the rules must report in them."""

import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sup_lint.config import Config
from sup_lint.engine.runner import check_paths
from tests.rules.examples import files_of, unmarked

if TYPE_CHECKING:
    from _pytest.mark import ParameterSet

    from sup_lint.rule import Example

LEAK_RULES = frozenset({"SUP205", "SUP301", "SUP302", "SUP304"})


def leak(name: str, codes: str, example: "Example", *, wrong: str = "") -> "ParameterSet":
    """A program with leaks: `codes` holds one code for all marked regions, or one for each in their order.

    `wrong` says what sup-lint does instead, where it is known to do something else.
    """
    return _case(name, tuple(codes.split()), example, wrong)


def harmless(name: str, example: "Example", *, wrong: str = "") -> "ParameterSet":
    """A program in which nothing must be reported."""
    return _case(name, (), example, wrong)


def _case(name: str, codes: tuple[str, ...], example: "Example", wrong: str) -> "ParameterSet":
    marks = [pytest.mark.xfail(strict=True, reason=wrong, raises=AssertionError)] if wrong else []
    return pytest.param(codes, example, id=name.replace(" ", "-"), marks=marks)


def check_case(codes: tuple[str, ...], example: "Example", folder: Path) -> None:
    """Write the files below `folder`, which must be the working directory, and compare what is reported."""
    regions: list[tuple[str, int, int, int, int]] = []
    for name, text in files_of(example).items():
        plain, marked = unmarked(name, textwrap.dedent(text).lstrip("\n"))
        compile(plain, name, "exec")
        regions += sorted(marked)
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(plain, encoding="utf-8")
    if bool(codes) != bool(regions):
        raise ValueError("codes and marks must agree")
    each_code = codes if len(codes) == len(regions) else codes * len(regions)
    expected = dict(zip(regions, each_code, strict=True))
    report = check_paths(["."], Config(root=str(folder))).report
    if report.failures:
        raise ValueError(f"not checked to the end: {report.failures}")
    found = sorted(((each.path, *each.region), each.code) for each in report.findings if each.code in LEAK_RULES)
    wanted = sorted(expected.items())
    missed, flagged = [each for each in wanted if each not in found], [each for each in found if each not in wanted]
    assert found == wanted, f"missed {missed}, flagged {flagged}"
