"""The documents that an editor has open, as they are while somebody types."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from lsprotocol import types

from sup_lint.editor.positions import Encoding, offset_at
from sup_lint.sources.lines import LineIndex


@dataclass(frozen=True)
class Document:
    """One version of an open document. `version` is the client's number; `revision` grows with every change."""

    uri: str
    path: str
    text: str
    version: int
    revision: int

    @cached_property
    def lines(self) -> LineIndex:
        """The index of the text's lines."""
        return LineIndex(self.text)

    @property
    def newline(self) -> str:
        """What ends its lines."""
        return "\r\n" if "\r\n" in self.text else "\n"


class Documents:
    """The open documents by their addresses."""

    def __init__(self) -> None:
        self._open: dict[str, Document] = {}
        self._revisions = 0

    def __iter__(self) -> Iterator[Document]:
        return iter(list(self._open.values()))

    def get(self, uri: str) -> Document | None:
        """The document of this address; None if it is not open."""
        return self._open.get(uri)

    def at(self, path: str) -> Document | None:
        """The open document that lies at a path."""
        return next((document for document in self._open.values() if document.path == path), None)

    def texts(self) -> Mapping[str, str]:
        """The texts of all, by their paths."""
        return {document.path: document.text for document in self._open.values()}

    def open(self, uri: str, path: str, text: str, version: int) -> None:
        """Take in a document."""
        self._open[uri] = Document(uri, path, text, version, self._next())

    def change(
        self,
        uri: str,
        version: int,
        changes: Sequence[types.TextDocumentContentChangeEvent],
        encoding: Encoding,
    ) -> bool:
        """Apply changes, each to what the one before it left; tells whether the document is open at all."""
        document = self._open.get(uri)
        if document is None:
            return False
        text = document.text
        for change in changes:
            if isinstance(change, types.TextDocumentContentChangePartial):
                lines = LineIndex(text)
                start = offset_at(lines, change.range.start, encoding)
                end = max(start, offset_at(lines, change.range.end, encoding))
                text = text[:start] + change.text + text[end:]
            else:
                text = change.text
        self._open[uri] = replace(document, text=text, version=version, revision=self._next())
        return True

    def close(self, uri: str) -> Document | None:
        """Let go of a document; gives what it was."""
        return self._open.pop(uri, None)

    def _next(self) -> int:
        self._revisions += 1
        return self._revisions
