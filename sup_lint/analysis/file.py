"""One file as rules see it: its text, its program if it has one, and whether it belongs to Supertone code."""

from functools import cached_property
from typing import TYPE_CHECKING

from sup_lint.analysis.program import Program
from sup_lint.keys.names import is_tied, mentions_vendor
from sup_lint.sources.lines import LineIndex

if TYPE_CHECKING:
    from sup_lint.analysis.bundle.built import Built


class AnalysedFile:
    """`path` is the file's as the run reports it; `program` is None where there is no lowering, or it failed.

    `built` tells why the file is taken for built output; `data` are the bytes of a binary, whose `text` has a character
    for each of them.
    """

    def __init__(
        self,
        path: str,
        text: str,
        language: str,
        program: Program | None = None,
        *,
        built: "Built | None" = None,
        data: bytes = b"",
    ) -> None:
        self.path = path
        self.text = text
        self.language = language
        self.program = program
        self.built = built
        self.data = data

    @cached_property
    def lines(self) -> LineIndex:
        """The index of the text's lines."""
        return LineIndex(self.text)

    @cached_property
    def is_tied(self) -> bool:
        """Whether the file is Supertone code: its header, its host or its SDK occurs, or the file's name says so."""
        name = self.path.rpartition("/")[2]
        if self.built is not None and self.program is None:
            # Minified text is tied piece by piece; a search through all of it would take seconds.
            return mentions_vendor(name)
        return is_tied(self.text) or mentions_vendor(name)
