"""One file as rules see it: its text, its program if it has one, and whether it belongs to Supertone code."""

from functools import cached_property
from typing import TYPE_CHECKING

from sup_lint.analysis.mentions import stretches
from sup_lint.analysis.program import Program
from sup_lint.keys.names import PACKAGE, is_tied, mentions_vendor
from sup_lint.model.region import Region
from sup_lint.sources.language import is_code, is_document
from sup_lint.sources.lines import LineIndex

if TYPE_CHECKING:
    from sup_lint.analysis.bundle.built import Built
    from sup_lint.analysis.embedded.embedding import Embedding


# So many characters of a key in a row are a piece of it, if it is as long as that.
PIECE = 6
_SHORTEST_CUT = 16


class AnalysedFile:
    """`path` is the file's as the run reports it; `program` is None where there is no lowering, or it failed.

    `built` tells why the file is taken for built output; `data` are the bytes of a binary, whose `text` has a character
    for each of them. `embedding` leads to the host of what is embedded in another file, under whose path it goes.
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
        embedding: "Embedding | None" = None,
    ) -> None:
        self.path = path
        self.text = text
        self.language = language
        self.program = program
        self.built = built
        self.data = data
        self.embedding = embedding
        # A host that is not in its own format: nothing could be taken out of it, or not all.
        self.is_malformed = False
        # The keys that were found in the file so far, and pieces of them: whatever shows a line of it hides them.
        self.secrets: set[str] = set()
        self.secret_pieces: set[str] = set()

    @cached_property
    def lines(self) -> LineIndex:
        """The index of the text's lines."""
        return LineIndex(self.text)

    def keep_secret(self, key: str) -> None:
        """Take note of a key, in clear, that stands in the file or its host."""
        host = self.host
        if key not in host.secrets:
            host.secrets.add(key)
            if len(key) >= _SHORTEST_CUT:
                host.secret_pieces.update(key[start : start + PIECE] for start in range(len(key) - PIECE + 1))

    @property
    def host(self) -> "AnalysedFile":
        """The file as it lies on the disk: itself, or the one that it is embedded in."""
        return self.embedding.host if self.embedding is not None else self

    @property
    def is_example(self) -> bool:
        """Whether this is code in a document, which runs nowhere."""
        return self.embedding is not None and (self.embedding.is_example or is_document(self.embedding.host.language))

    @property
    def is_prose(self) -> bool:
        """Whether this is for people to read: a document, code in one, what a notebook printed."""
        return self.is_example or is_document(self.language)

    def on_disk(self, region: Region) -> Region:
        """The region of the host that a region of this file stands in."""
        return self.embedding.region(self, region) if self.embedding is not None else region

    def place_name(self, region: Region) -> str:
        """What people call the place beside its line in the file: `cell 3, line 2`; mostly empty."""
        return self.embedding.where(region.line) if self.embedding is not None else ""

    @cached_property
    def is_tied(self) -> bool:
        """Whether the file is Supertone code: its header, its host or its SDK occurs, or the file's name says so."""
        if self.embedding is not None and self.embedding.host.is_tied:
            return True
        folder, _, name = self.path.rpartition("/")
        if self.built is not None and self.program is None:
            # Minified text is tied piece by piece; a search through all of it would take seconds.
            return mentions_vendor(name)
        if not is_code(self.language) and folder.rpartition("/")[2].lower() == PACKAGE:
            return True  # ~/.config/supertone/config.toml
        return mentions_vendor(name) or any(is_tied(self.text[start:end]) for start, end in stretches(self.text))
