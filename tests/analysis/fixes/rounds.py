"""One round of a fix: files are checked, what the rules offer is done, and they are checked again."""

import textwrap
from difflib import unified_diff
from itertools import pairwise
from pathlib import Path

from sup_lint.config import Config
from sup_lint.engine.runner import check_paths
from sup_lint.model.finding import Finding
from sup_lint.model.fix import Edit
from sup_lint.sources.lines import LineIndex

FIXED_HERE = frozenset({"SUP104", "SUP206", "SUP301", "SUP302", "SUP303", "SUP304", "SUP305"})


def plain(text: str) -> str:
    """A text as it is written in a test, without the indentation that it has there."""
    return textwrap.dedent(text).lstrip("\n")


def found(files: dict[str, str], folder: Path) -> list[Finding]:
    """The findings in files, which are written below `folder`, the working directory; all must be read whole."""
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    report = check_paths(["."], Config(root=str(folder))).report
    assert not report.failures
    return [finding for finding in report.findings if finding.code in FIXED_HERE]


def mended(files: dict[str, str], findings: list[Finding]) -> dict[str, str]:
    """The files with the edits of all fixes made, equal ones once; no two may overlap."""
    edits = [edit for each in findings if each.fix is not None for edit in each.fix.edits]
    return {name: _with_edits(text, [edit for edit in edits if edit.path == name]) for name, text in files.items()}


def _with_edits(text: str, edits: list[Edit]) -> str:
    lines = LineIndex(text)
    spans = sorted(
        (lines.offset(*edit.region[:2]), lines.offset(*edit.region[2:]), edit.text) for edit in dict.fromkeys(edits)
    )
    assert all(first[1] <= second[0] for first, second in pairwise(spans)), "edits overlap"
    for start, end, put in reversed(spans):
        text = text[:start] + put + text[end:]
    return text


def assert_mended(cases: list[tuple[str, str]], before: str, name: str, folder: Path) -> str:
    """Assert that the fixes turn the first of each case into the second, and that nothing is found then.

    All cases go into one file, behind the text `before` them; gives that file's text as it is then.
    """
    text = before + "".join(plain(first) for first, _ in cases)
    expected = before + "".join(plain(second) for _, second in cases)
    files = {name: text}
    findings = found(files, folder)
    told = [(each.code, each.region.line) for each in findings if each.fix is None]
    assert not told, "findings without a fix"
    after = mended(files, findings)
    difference = unified_diff(expected.splitlines(), after[name].splitlines(), "expected", "mended", lineterm="", n=1)
    assert after[name] == expected, "\n".join(difference)
    assert not found(after, folder)
    if name.endswith(".py"):
        compile(after[name], name, "exec")
    return after[name]
