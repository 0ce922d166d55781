"""One file as rules see it: its text, its program if it has one, and whether it belongs to Supertone code."""

from functools import cached_property

from sup_lint.analysis.program import Program
from sup_lint.keys.names import is_tied, mentions_vendor
from sup_lint.sources.lines import LineIndex


class AnalysedFile:
    """`path` is the file's as the run reports it; `program` is None where there is no lowering, or it failed."""

    def __init__(self, path: str, text: str, language: str, program: Program | None = None) -> None:
        self.path = path
        self.text = text
        self.language = language
        self.program = program

    @cached_property
    def lines(self) -> LineIndex:
        """The index of the text's lines."""
        return LineIndex(self.text)

    @cached_property
    def is_tied(self) -> bool:
        """Whether the file is Supertone code: its header, its host or its SDK occurs, or the file's name says so."""
        name = self.path.rpartition("/")[2]
        return is_tied(self.text) or mentions_vendor(name)
