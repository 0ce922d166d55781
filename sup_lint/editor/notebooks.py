"""Notebooks that are open: their cells written as one file, line by line, and findings led back into the cells."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from lsprotocol import types

from sup_lint.editor.addresses import extension_of
from sup_lint.editor.documents import Document, Documents
from sup_lint.editor.positions import Encoding
from sup_lint.model.region import Region

# A line of source stands in the file as `"…\n",` behind so many characters.
_BEFORE = len('"')
_KINDS = {types.NotebookCellKind.Code: "code", types.NotebookCellKind.Markup: "markdown"}


@dataclass(frozen=True, slots=True)
class Written:
    """A notebook as a file: its text, and for each line of that the cell and the line of it, from 1, that it holds."""

    text: str
    places: tuple[tuple[Document, int] | None, ...]

    def in_cell(self, region: Region) -> tuple[Document, Region] | None:
        """The cell that a region of the file begins in, and where in it; None for what is no source."""
        start = self._place(region.line, region.column)
        end = self._place(region.end_line, region.end_column)
        if start is None:
            return None
        cell, line, column = start
        if end is None or end[0] is not cell:
            return cell, Region(line, column, line, len(cell.lines.line_text(line)) + 1)
        return cell, Region(line, column, *end[1:])

    def _place(self, line: int, column: int) -> tuple[Document, int, int] | None:
        found = self.places[line - 1] if line <= len(self.places) else None
        if found is None:
            return None
        cell, inner = found
        left = column - 1 - _BEFORE
        text = cell.lines.line_text(inner)
        for at, character in enumerate(text):
            if left <= 0:
                return cell, inner, at + 1
            left -= len(_quoted(character)) - 2
        return cell, inner, len(text) + 1


class Notebooks:
    """The open notebooks by their addresses."""

    def __init__(self) -> None:
        self.documents = Documents()  # the cells, each at a path of its own
        self._open: dict[str, list[types.NotebookCell]] = {}
        self._languages: dict[str, str] = {}
        self._numbers = count(1)

    def open(self, given: types.DidOpenNotebookDocumentParams) -> None:
        """Take in a notebook."""
        self._open[given.notebook_document.uri] = list(given.notebook_document.cells)
        self._take_in(given.cell_text_documents, given.notebook_document.uri)

    def change(self, given: types.DidChangeNotebookDocumentParams, encoding: Encoding) -> list[str]:
        """Take in what was typed, and which cells came and went; gives the addresses of those that went."""
        cells = self._open.get(given.notebook_document.uri)
        changes = given.change.cells
        if cells is None or changes is None:
            return []
        gone: list[str] = []
        if (structure := changes.structure) is not None:
            spliced = structure.array
            cells[spliced.start : spliced.start + spliced.delete_count] = spliced.cells or []
            self._take_in(structure.did_open or [], given.notebook_document.uri)
            gone = [each.uri for each in structure.did_close or []]
            for uri in gone:
                self._forget(uri)
        for each in changes.text_content or []:
            self.documents.change(each.document.uri, each.document.version, each.changes, encoding)
        return gone

    def close(self, uri: str) -> list[str]:
        """Let go of a notebook; gives the addresses of its cells."""
        gone = [cell.document for cell in self._open.pop(uri, [])]
        for each in gone:
            self._forget(each)
        return gone

    def holding(self, cell: str) -> str | None:
        """The address of the notebook that has a cell."""
        return next((uri for uri, cells in self._open.items() if any(each.document == cell for each in cells)), None)

    def cells(self, uri: str) -> list[Document]:
        """The cells of a notebook."""
        found = (self.documents.get(each.document) for each in self._open.get(uri, ()))
        return [cell for cell in found if cell is not None]

    def written(self, uri: str) -> Written | None:
        """A notebook as a file; None for one that is not open. What it printed is not there: editors don't tell it."""
        if uri not in self._open:
            return None
        lines: list[str] = []
        places: list[tuple[Document, int] | None] = []
        for line, place in self._lines(uri):
            lines.append(line)
            places.append(place)
        return Written("\n".join(lines) + "\n", tuple(places))

    def _lines(self, uri: str) -> Iterator[tuple[str, tuple[Document, int] | None]]:
        cells = [(each, cell) for each in self._open[uri] if (cell := self.documents.get(each.document)) is not None]
        code = [each.document for each, _ in cells if each.kind is types.NotebookCellKind.Code]
        language = self._languages.get(code[0], "python") if code else "python"
        yield f'{{"metadata": {{"language_info": {{"name": {_quoted(language)}}}}},', None
        yield '"nbformat": 4, "nbformat_minor": 5, "cells": [', None
        for number, (each, cell) in enumerate(cells):
            kind = _KINDS.get(each.kind, "raw")
            outputs = '"outputs": [], "execution_count": null, ' if kind == "code" else ""
            yield f'{"," if number else ""}{{"cell_type": "{kind}", "metadata": {{}}, {outputs}"source": [', None
            last = cell.lines.line_count
            for line in range(1, last + 1):
                end = "\n" if line < last else ""
                yield _quoted(cell.lines.line_text(line) + end) + ("," if end else ""), (cell, line)
            yield "]}", None
        yield "]}", None

    def _take_in(self, documents: Sequence[types.TextDocumentItem], folder: str) -> None:
        for each in documents:
            path = f"{folder}/cell-{next(self._numbers)}{extension_of(each.language_id)}"
            self.documents.open(each.uri, path, each.text, each.version)
            self._languages[each.uri] = each.language_id

    def _forget(self, uri: str) -> None:
        self.documents.close(uri)
        self._languages.pop(uri, None)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
