"""A key in clear, as the rules on literals see it."""

from dataclasses import dataclass

from sup_lint.analysis import program as model
from sup_lint.analysis.dataflow.values import as_text
from sup_lint.analysis.file import AnalysedFile
from sup_lint.model.region import Region


@dataclass(frozen=True, slots=True, eq=False)
class LiteralKey:
    """A key in clear, where it is written and where it is used.

    `kind` is a `Place`'s, or comment, text or url; `name` is what holds it. `pieces` are further literals that it is
    made from; `original` is the place that a source map names for it.
    """

    value: str
    file: AnalysedFile
    region: Region
    kind: str
    name: str
    certain: bool
    used_in: AnalysedFile
    used_at: Region
    pieces: tuple[tuple[AnalysedFile, Region], ...] = ()
    original: tuple[AnalysedFile, Region] | None = None


def within_literal(key: str, literal: model.Literal) -> Region:
    """The literal, or the stretch of it that is the key when more stands in it."""
    text = as_text(literal.value) or ""
    start = literal.raw.find(key)
    if text == key or start < 0:
        return literal.region
    before = literal.raw[:start]
    line = literal.region.line + before.count("\n")
    column = start - before.rfind("\n") if "\n" in before else literal.region.column + start
    return Region(line, column, line, column + len(key))
