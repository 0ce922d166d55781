"""Findings in a notebook stand in its cells, where they were typed."""

import json
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lsprotocol import types

from sup_lint.api import check_text
from sup_lint.editor.notebooks import Notebooks
from sup_lint.model.region import Region
from tests.keymaker import make_key

KEY = make_key(21)
URI = "file:///w/a.ipynb"
CODE, MARKUP = types.NotebookCellKind.Code, types.NotebookCellKind.Markup


def cell(number: int, kind: types.NotebookCellKind = CODE) -> types.NotebookCell:
    return types.NotebookCell(kind, f"cell:{number}")


def item(number: int, text: str, language: str = "python") -> types.TextDocumentItem:
    return types.TextDocumentItem(f"cell:{number}", types.LanguageKind(language), 1, text)


def opened(*texts: str, kind: types.NotebookCellKind = CODE) -> Notebooks:
    notebooks = Notebooks()
    cells = [cell(number, kind) for number in range(len(texts))]
    items = [item(number, text) for number, text in enumerate(texts)]
    notebook = types.NotebookDocument(URI, "jupyter-notebook", 1, cells)
    notebooks.open(types.DidOpenNotebookDocumentParams(notebook, items))
    return notebooks


def change(notebooks: Notebooks, **cells: Any) -> list[str]:
    named = types.VersionedNotebookDocumentIdentifier(2, URI)
    changes = types.NotebookDocumentChangeEvent(cells=types.NotebookDocumentCellChanges(**cells))
    return notebooks.change(types.DidChangeNotebookDocumentParams(named, changes), types.PositionEncodingKind.Utf16)


def sources(notebooks: Notebooks) -> list[str]:
    written = notebooks.written(URI)
    assert written is not None
    return ["".join(each["source"]) for each in json.loads(written.text)["cells"]]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.text(st.sampled_from('a"\\\n\t\x00é😋'), max_size=12), min_size=1, max_size=3),
    st.integers(0, 99),
    st.integers(0, 12),
)
def test_every_place_leads_back_to_what_was_typed(texts: list[str], which: int, column: int) -> None:
    notebooks = opened(*texts)
    assert sources(notebooks) == texts
    written = notebooks.written(URI)
    assert written is not None
    lines = written.text.split("\n")
    numbers = [at for at, place in enumerate(written.places) if place is not None]
    number = numbers[which % len(numbers)]
    place = written.places[number]
    assert place is not None
    document, line = place
    raw = document.lines.line_text(line)
    column = min(column, len(raw))
    before = 1 + len(json.dumps(raw[:column], ensure_ascii=False)) - 2
    assert len(lines[number]) > before
    region = Region(number + 1, before + 1, number + 1, before + 1)
    assert written.in_cell(region) == (document, Region(line, column + 1, line, column + 1))
    assert written.in_cell(Region(1, 1, 1, 2)) is None
    assert written.in_cell(Region(999, 1, 999, 2)) is None


def test_a_finding_stands_in_its_cell(tmp_path: Path) -> None:
    notebooks = opened("import supertone", f'%pip install supertone\nt = "\\"한😋"; SUPERTONE_API_KEY = "{KEY}"')
    written = notebooks.written(URI)
    assert written is not None
    (finding,) = check_text(written.text, tmp_path / "a.ipynb", isolated=True).findings
    place = written.in_cell(finding.region)
    assert place is not None
    document, region = place
    line = document.lines.line_text(region.line)
    assert (document.uri, line[region.column - 1 : region.end_column - 1]) == ("cell:1", f'"{KEY}"')


def test_cells_come_and_go_and_are_typed_in() -> None:
    notebooks = opened("a", "b", "c")
    array = types.NotebookCellArrayChange(1, 1, [cell(7, MARKUP), cell(8)])
    structure = types.NotebookDocumentCellChangeStructure(
        array, [item(7, "# T", "markdown"), item(8, "d")], [types.TextDocumentIdentifier("cell:1")]
    )
    assert change(notebooks, structure=structure) == ["cell:1"]
    assert sources(notebooks) == ["a", "# T", "d", "c"]
    named = types.VersionedTextDocumentIdentifier(2, "cell:8")
    typed = types.TextDocumentContentChangePartial(types.Range(types.Position(0, 1), types.Position(0, 1)), "e")
    change(notebooks, text_content=[types.NotebookDocumentCellContentChanges(named, [typed])])
    assert sources(notebooks) == ["a", "# T", "de", "c"]
    assert (notebooks.holding("cell:8"), notebooks.holding("cell:1")) == (URI, None)
    assert notebooks.close(URI) == ["cell:0", "cell:7", "cell:8", "cell:2"]
    assert (notebooks.written(URI), notebooks.cells(URI), change(notebooks)) == (None, [], [])
