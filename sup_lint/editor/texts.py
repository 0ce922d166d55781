"""Texts by their paths, as an editor shows them: those that it has open, and others as they lie on the disk."""

import os

from lsprotocol.types import Position, Range

from sup_lint.editor.addresses import uri_of
from sup_lint.editor.documents import Documents
from sup_lint.editor.positions import Encoding, range_of
from sup_lint.model.region import Region
from sup_lint.sources import reading
from sup_lint.sources.lines import LineIndex

# The server reads in between messages: what is larger would hold them up.
_LARGEST = 8 << 20


class Texts:
    """Remembers what it read from the disk: use one object for one answer."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents
        self._read: dict[str, str] = {}
        self._lines: dict[str, LineIndex] = {}

    def exists(self, path: str) -> bool:
        """Whether there is a file or an open document at a path."""
        return self._documents.at(path) is not None or os.path.lexists(path)

    def address(self, path: str) -> str:
        """The address of a path, as the client spelled it if it has the document open."""
        document = self._documents.at(path)
        return document.uri if document is not None else uri_of(path)

    def version(self, path: str) -> int | None:
        """The client's number of an open document's version; None for one that is not open."""
        document = self._documents.at(path)
        return document.version if document is not None else None

    def lines(self, path: str) -> LineIndex:
        """The lines of a text; one empty line for what can't be read."""
        document = self._documents.at(path)
        if document is not None:
            return document.lines
        if path not in self._lines:
            self._lines[path] = LineIndex(self._on_disk(path))
        return self._lines[path]

    def range(self, path: str, region: Region, encoding: Encoding) -> Range:
        """The range of a region in a text; counted in characters where the text can't be read, or is too large to."""
        if self._documents.at(path) is None and not self._on_disk(path):
            whole = Position(region.line - 1, region.column - 1), Position(region.end_line - 1, region.end_column - 1)
            return Range(*whole)
        return range_of(self.lines(path), region, encoding)

    def newline(self, path: str) -> str:
        """What ends the lines of a text."""
        document = self._documents.at(path)
        return "\r\n" if "\r\n" in (document.text if document is not None else self._on_disk(path)) else "\n"

    def _on_disk(self, path: str) -> str:
        if path not in self._read:
            try:
                is_small = os.path.getsize(path) <= _LARGEST
                self._read[path] = reading.decode(reading.read(path)) if is_small else ""
            except OSError:
                self._read[path] = ""
        return self._read[path]
