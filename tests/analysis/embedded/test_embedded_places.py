"""Every character that is taken out of a host stands there, as itself or as an escape of it."""

import html
import json
from collections.abc import Iterator
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sup_lint.analysis.embedded import asciidoc, markdown, notebook, page, plain_text, restructured_text, xml_text
from sup_lint.analysis.embedded.embedding import Embedding
from sup_lint.analysis.embedded.magics import python_of
from sup_lint.analysis.embedded.passage import taken
from sup_lint.analysis.embedded.reading import EmbeddedText
from sup_lint.analysis.file import AnalysedFile
from sup_lint.sources.lines import LineIndex

_WORDS = (
    '"', "'", '"""', "\\", "\\\n", "\n", "\r\n", "\t", " ", "    ", "#", "%", "%%", "!", "?", "=", "(", ")", "[", "]", "é", "한", "\U0001f600",
    "\x1b[0m", "\0", "%env A=b", "%env A={b}", "!ls", "x = !ls", "%time ", "%%time\n", "%%bash\n", "%%writefile .env\n", "%matplotlib inline", "x?",
    "a", "key", "1", "if x:\n", "pip install x", ">>> ", "... ", "$ ", "- ", "> ", "```", "```python\n", "~~~ {.bash}\n", "\n```\n", "---\n", "a: b\n",
    ".. code-block:: python\n\n", "   ", "[source,yaml]\n", "----\n", "&quot;", "&amp", "&#x27;", "<b>", "</b>", "<td>", "<pre lang='py'>", "</pre>", "<script>", "</script>", "<!--", "-->",
)  # fmt: skip
_TEXTS = st.lists(st.sampled_from(_WORDS), max_size=25).map("".join)


def _stand_in_host(host: str, found: Iterator[EmbeddedText], *, is_json: bool) -> None:
    for each in found:
        end = 0
        file = AnalysedFile("a", host, "text")
        embedding = Embedding(file, each.pieces, each.parts)
        for piece in each.pieces:
            assert end <= piece.start
            assert piece.length > 0
            end = piece.end
            assert end <= len(each.text)
            text, spelled = each.text[piece.start : piece.end], host[piece.host_start : piece.host_end]
            if piece.spelled is None:
                assert text == spelled
            else:
                decoded = json.loads(f'"{spelled}"') if is_json else spelled
                assert text in {decoded, html.unescape(decoded)}
            assert embedding.span(piece.start, piece.end) == (piece.host_start, piece.host_end)
        for offset in range(len(each.text) + 1):
            assert 0 <= embedding.offset(offset) <= len(host)


@settings(max_examples=150, deadline=None)
@given(
    sources=st.lists(_TEXTS, max_size=4),
    is_ascii=st.booleans(),
    in_lines=st.booleans(),
    indent=st.sampled_from([None, 1]),
)
def test_notebooks(sources: list[str], is_ascii: bool, in_lines: bool, indent: int | None) -> None:
    cells: list[dict[str, object]] = [
        {
            "cell_type": kind,
            "metadata": {},
            "source": source.splitlines(keepends=True) if in_lines else source,
            "outputs": [{"output_type": "execute_result", "data": {"text/plain": source, "text/html": [source]}}],
        }
        for source in sources
        for kind in ("code", "markdown", "raw")
    ]
    host = json.dumps({"cells": cells, "metadata": {}}, ensure_ascii=is_ascii, indent=indent)
    _stand_in_host(host, notebook.embedded(host), is_json=True)


@settings(max_examples=100, deadline=None)
@given(source=_TEXTS)
@pytest.mark.parametrize("reader", [markdown, restructured_text, asciidoc, page, plain_text, xml_text])
def test_documents(reader: ModuleType, source: str) -> None:
    _stand_in_host(source, reader.embedded(source), is_json=False)


@settings(max_examples=300, deadline=None)
@given(source=_TEXTS)
def test_python_of_a_cell_has_the_cell_s_lines(source: str) -> None:
    python, foreign = python_of(taken(source))
    lines = LineIndex(source).line_count
    if python is not None:
        assert LineIndex(python.text).line_count == lines
    for each in foreign:
        assert 1 <= each.line <= lines
        if each.passage.pieces:
            assert LineIndex(source).position(each.passage.pieces[0].host_start)[0] == each.line


@pytest.mark.parametrize("character", ["\ud83d", "\U0001f600", '"', "\\", "\n", "/", "\x1b", "é"])
@pytest.mark.parametrize("is_ascii", [True, False])
def test_escapes(character: str, is_ascii: bool) -> None:
    host = json.dumps({"cells": [{"cell_type": "raw", "source": f"a{character}b"}]}, ensure_ascii=is_ascii)
    (found,) = notebook.embedded(host)
    assert found.text == f"a{character}b"
    assert [host[piece.host_start : piece.host_end] for piece in found.pieces][-1].endswith("b")


def test_regions_lead_to_whole_escapes() -> None:
    source = 'x = "a"\ny'
    host = AnalysedFile("a.ipynb", json.dumps({"cells": [{"cell_type": "raw", "source": source}]}), "notebook")
    (found,) = notebook.embedded(host.text)
    embedding = Embedding(host, found.pieces, found.parts)
    start, end = embedding.span(source.index('"'), source.index("\n"))
    assert host.text[start:end] == r"\"a\""
    assert host.text[slice(*embedding.span(source.index("\n"), source.index("\n") + 1))] == r"\n"
    assert embedding.where(2) == "cell 1, line 2"
