"""Projects before and after their fixes: checked, mended and read again."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from sup_lint.config import Config
from sup_lint.engine.runner import check_paths
from sup_lint.model.finding import Finding
from sup_lint.model.fix import Fix, Safety
from sup_lint.sources.lines import LineIndex
from tests.keymaker import make_key

KEY = make_key(20240611)
_PIECE = 6


class Mended(NamedTuple):
    """The files after the fixes, the findings that the fixes were for, and those that are left."""

    files: dict[str, str]
    findings: tuple[Finding, ...]
    left: tuple[Finding, ...]

    @property
    def fixes(self) -> list[Fix]:
        """The fixes that were offered."""
        return [finding.fix for finding in self.findings if finding.fix is not None]


def mended(files: Mapping[str, str], folder: Path, *, unsafe: bool = False) -> Mended:
    """Write files below `folder`, the working directory, with a key for each `«key»`; apply what fixes there are."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.replace("«key»", KEY).encode())
    findings = check_paths(["."], Config(root=str(folder))).report.findings
    for finding in findings:
        if finding.fix is not None:
            _assert_reveals_nothing(finding.fix)
    wanted = [each.fix for each in findings if each.fix is not None and (unsafe or each.fix.kind is Safety.SAFE)]
    apply(wanted, folder)
    left = check_paths(["."], Config(root=str(folder))).report.findings
    after = {
        str(path.relative_to(folder)): path.read_bytes().decode().replace(KEY, "«key»")
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".git" not in path.relative_to(folder).parts
    }
    return Mended(after, findings, left)


def apply(fixes: list[Fix], folder: Path) -> None:
    """Make the edits of fixes, equal ones once, and their additions."""
    edits = {edit for fix in fixes for edit in fix.edits}
    for name in {edit.path for edit in edits}:
        text = (folder / name).read_bytes().decode()
        lines = LineIndex(text)
        for edit in sorted((each for each in edits if each.path == name), key=lambda each: each.region, reverse=True):
            region = edit.region
            start = lines.offset(region.line, region.column)
            end = lines.offset(region.end_line, region.end_column)
            text = text[:start] + edit.text + text[end:]
        (folder / name).write_bytes(text.encode())
    for addition in dict.fromkeys(each for fix in fixes for each in fix.additions):
        path = folder / addition.path
        text = path.read_text() if path.exists() else ""
        if addition.line not in text.split("\n"):
            path.write_text(text + ("" if not text or text.endswith("\n") else "\n") + addition.line + "\n")


def _assert_reveals_nothing(fix: Fix) -> None:
    told = repr(fix)
    assert not any(KEY[start : start + _PIECE] in told for start in range(len(KEY) - _PIECE + 1))
    assert fix.message
    assert not fix.message.endswith(".")
    assert (fix.kind is Safety.UNSAFE) == bool(fix.caveat)
