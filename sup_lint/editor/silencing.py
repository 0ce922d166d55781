"""The comment that silences a finding: of several places and styles, the first that does it and breaks nothing."""

import os
import re
from collections.abc import Iterator

from sup_lint.analysis.file import AnalysedFile
from sup_lint.analysis.project import Project
from sup_lint.analysis.suppression import Suppressions
from sup_lint.editor.requests import Insertion, Silence
from sup_lint.engine.inspection import displayed
from sup_lint.model.finding import Finding
from sup_lint.model.region import Region
from sup_lint.sources.encoding import encoded
from sup_lint.sources.language import comment_in
from sup_lint.sources.lines import LineIndex

# Where a remark behind a value is taken for a part of it by some readers, it goes into a line of its own.
_ALONE = frozenset("dotenv ini properties dockerfile makefile batch netrc unit".split())
# Scripts and markup in one file: which of the two a place belongs to is found by trying.
_PAGES = frozenset("html vue svelte astro".split())
_BRACKETS = re.compile(r"sup-lint:\s*ignore\[[^\]\n]{1,300}(?=\])", re.IGNORECASE)
_MOST_NODES = 4


def silencing(asked: Silence) -> Insertion | None:
    """The comment for a finding, with a reason left to fill in; None where no comment does it."""
    if not asked.finding.takes_comment:
        return None
    before = _Version(asked.path, asked.text)
    for candidate in _candidates(before, asked.finding):
        after = _Version(asked.path, _with(before.file.lines, asked.text, candidate))
        moved = _moved(asked.finding, candidate)
        if after.silences(moved) and after.is_parsed == before.is_parsed:
            return candidate
    return None


class _Version:
    """A text as the rules see it, parsed once."""

    def __init__(self, path: str, text: str) -> None:
        self._project = Project(os.path.dirname(path), displayed)
        self.file = self._project.add(path, encoded(text))
        self.inner = self._project.within(self.file)
        self.is_parsed = self.file.path not in self._project.failures

    def silences(self, finding: Finding) -> bool:
        """Whether a comment of this version covers the finding."""
        return Suppressions(self.file, frozenset(), frozenset(), self.inner).silences(finding)


def _candidates(version: _Version, finding: Finding) -> Iterator[Insertion]:
    file, region = version.file, finding.region
    lines = file.lines
    for line in (region.line, region.line - 1) if region.line > 1 else (region.line,):
        brackets = _BRACKETS.search(lines.line_text(line))
        if brackets is not None:
            column = brackets.end() + 1
            yield Insertion(Region(line, column, line, column), f", {finding.rule}")
    comments = list(_comments(version, finding))
    # In its own line or above it the comment covers that line only; around it, all of a statement.
    for first, last in ((region.line, region.line), *_around(file, region)):
        for comment, language in comments:
            if language not in _ALONE:
                yield from _behind(lines, last, comment)
            yield _above(lines, first, comment)


def _comments(version: _Version, finding: Finding) -> Iterator[tuple[str, str]]:
    """The comment in the language of what is embedded there, then in the file's own; each with the language."""
    told = f"sup-lint: ignore[{finding.rule}] -- reason"
    inner = [each for each in version.inner if _whole(each).contains(finding.region)]
    for file in (*reversed(inner), version.file):
        for language in ("javascript", "html") if file.language in _PAGES else (file.language,):
            comment = comment_in(language, told)
            if comment is not None:
                yield comment, language


def _whole(file: AnalysedFile) -> Region:
    last = file.lines.line_count
    return file.on_disk(Region(1, 1, last, len(file.lines.line_text(last)) + 1))


def _around(file: AnalysedFile, region: Region) -> Iterator[tuple[int, int]]:
    """The first and last lines of the code of several lines that the region lies in, the closest first."""
    if file.program is None:
        return
    found = {
        (node.region.line, node.region.end_line)
        for node in file.program.nodes()
        if node.region.line < node.region.end_line and node.region.contains(region)
    }
    yield from sorted(found, key=lambda lines: lines[1] - lines[0])[:_MOST_NODES]


def _behind(lines: LineIndex, line: int, comment: str) -> Iterator[Insertion]:
    text = lines.line_text(line)
    if text.rstrip().endswith("\\"):
        return  # the line goes on in the next one
    column = len(text.rstrip()) + 1
    yield Insertion(Region(line, column, line, len(text) + 1), f"  {comment}")


def _above(lines: LineIndex, line: int, comment: str) -> Insertion:
    text = lines.line_text(line)
    indent = text[: len(text) - len(text.lstrip())]
    return Insertion(Region(line, 1, line, 1), f"{indent}{comment}\n")


def _with(lines: LineIndex, text: str, change: Insertion) -> str:
    region = change.region
    start = lines.offset(region.line, region.column)
    end = lines.offset(region.end_line, region.end_column)
    return text[:start] + change.text + text[end:]


def _moved(finding: Finding, change: Insertion) -> Finding:
    """The finding where it stands once the comment is there."""
    from dataclasses import replace

    below = change.text.count("\n") if change.region.line <= finding.region.line else 0
    region = finding.region
    return replace(
        finding, region=Region(region.line + below, region.column, region.end_line + below, region.end_column)
    )
