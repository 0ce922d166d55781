"""Ignore comments and entries of a baseline that hide nothing, before and after their fix."""

import json
from pathlib import Path

import pytest

from sup_lint.analysis.file import AnalysedFile
from sup_lint.analysis.fixes.texts.suppressions import baseline_fix
from sup_lint.model.baseline import Entry, StaleEntry
from tests.analysis.fixes.mending import apply, mended

COMMENTS = {
    "alone": ("a.py", "# sup-lint: ignore[SUP101] -- was a literal\nsupertone = 1\n", "supertone = 1\n"),
    "alone, indented": ("a.py", "def f():\n    # sup-lint: ignore[SUP101]\n    return 'supertone'\n", "def f():\n    return 'supertone'\n"),
    "behind code": ("a.py", "supertone = 1  # sup-lint: ignore[hardcoded-key] -- why\r\nx = 2\r\n", "supertone = 1\r\nx = 2\r\n"),
    "the last line": ("a.py", "supertone = 1\n# sup-lint: ignore[SUP101]", "supertone = 1\n"),
    "before another": ("a.py", "supertone = 1  # sup-lint: ignore[SUP101]  # noqa: S105\n", "supertone = 1  # noqa: S105\n"),
    "behind another": ("a.py", "supertone = 1  # noqa: S105  # sup-lint: ignore[SUP101]\n", "supertone = 1  # noqa: S105\n"),
    "between others": ("a.py", "supertone = 1  # noqa: S105 # sup-lint: ignore[SUP101] # type: ignore\n", "supertone = 1  # noqa: S105 # type: ignore\n"),
    "within a remark": ("a.ts", "const supertone = 1; // see the docs, sup-lint: ignore[SUP101]\n", "const supertone = 1; // see the docs,\n"),
    "one of its names": ("a.py", "SUPERTONE_VOICE = 1\nSUPERTONE_API_KEY = '«key»'  # sup-lint: ignore[hardcoded-key, SUP104] -- old\n",
                         "SUPERTONE_VOICE = 1\nSUPERTONE_API_KEY = '«key»'  # sup-lint: ignore[hardcoded-key] -- old\n"),
    "JavaScript": ("a.js", "const supertone = 1; // sup-lint: ignore[SUP101]\n", "const supertone = 1;\n"),
    "block": ("a.js", "const supertone = 1; /* sup-lint: ignore[SUP101] */ f();\n", "const supertone = 1; f();\n"),
    "block before another": ("a.js", "f(/* sup-lint: ignore[SUP101] -- old */ 1); // eslint-disable-line -- supertone\n", "f( 1); // eslint-disable-line -- supertone\n"),
    "block and line": ("a.js", "f(/* sup-lint: ignore[SUP101] */ 1); // eslint-disable-line -- supertone\nf(); // sup-lint: ignore[SUP101]\n",
                       "f( 1); // eslint-disable-line -- supertone\nf();\n"),
    "JSX": ("a.jsx", "const supertone = <a>\n  {/* sup-lint: ignore[SUP101] */}\n  <b/>\n</a>;\n", "const supertone = <a>\n  <b/>\n</a>;\n"),
    "YAML": ("a.yaml", "supertone: 1  # sup-lint: ignore[SUP102]\n", "supertone: 1\n"),
    "YAML, behind a block": ("a.yaml", "a:\n  supertone: |\n    b\n  c: 1  # sup-lint: ignore[SUP102]\n", "a:\n  supertone: |\n    b\n  c: 1\n"),
    "XML": ("a.xml", "<a><!-- sup-lint: ignore[SUP102] --><supertone/></a>\n", "<a><supertone/></a>\n"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "before", "after"), COMMENTS.values(), ids=COMMENTS)
def test_comment(name: str, before: str, after: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = mended({name: before}, tmp_path)
    assert result.files[name] == after
    assert not result.left


TEXTS = {
    "YAML, block": ("a.yaml", "supertone: |\n  text # sup-lint: ignore[SUP102]\n"),
    "YAML, block of lines": ("a.yaml", "a:\n  - supertone\n  - >-\n    a\n\n      # sup-lint: ignore[SUP102]\n    b\n"),
    "TOML": ("a.toml", 'supertone = """\n# sup-lint: ignore[SUP102]\n"""\n'),
    "heredoc": ("a.sh", "cat <<END\nsupertone # sup-lint: ignore[SUP101]\nEND\n"),
}


@pytest.mark.parametrize(("name", "text"), TEXTS.values(), ids=TEXTS)
def test_text_that_looks_like_a_comment(name: str, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert mended({name: text}, tmp_path).files[name] == text


def test_comment_in_a_notebook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    lines = ["import os  # sup-lint: ignore[SUP101]\n", "# sup-lint: ignore[SUP101] -- why\n", "supertone = 2  # sup-lint: ignore[SUP101]"]  # fmt: skip
    cells = [
        {"cell_type": "code", "outputs": [], "source": lines},
        {
            "cell_type": "code",
            "outputs": [],
            "source": "# sup-lint: ignore[SUP101]\nsupertone = 3  # sup-lint: ignore[SUP101]\n",
        },
    ]
    before = json.dumps({"cells": cells, "metadata": {}, "nbformat": 4}, indent=1)
    result = mended({"a.ipynb": before}, tmp_path)
    found = json.loads(result.files["a.ipynb"])
    assert [cell["source"] for cell in found["cells"]] == [["import os\n", "supertone = 2"], "supertone = 3\n"]
    assert not result.left


LINES = '{"salt":"00"}\n# a\n{"rule":"a","path":"a"}\n{"rule":"b","path":"b","count":3}\n{"rule":"c","path":"c"}'


@pytest.mark.parametrize(
    ("line", "found", "is_gone", "after"),
    [
        (3, 0, False, LINES.replace('{"rule":"a","path":"a"}\n', "")),
        (4, 0, True, LINES.replace('{"rule":"b","path":"b","count":3}\n', "")),
        (4, 2, False, LINES.replace('"count":3', '"count":2')),
        (5, 0, False, LINES.replace('{"rule":"c","path":"c"}', "")),
    ],
)
def test_entry_of_a_baseline(line: int, found: int, is_gone: bool, after: str, tmp_path: Path) -> None:
    (tmp_path / "baseline").write_text(LINES)
    stale = StaleEntry(Entry("a", "a", "f", 3), line, found, is_gone)
    apply([baseline_fix(AnalysedFile("baseline", LINES, ""), stale)], tmp_path)
    assert (tmp_path / "baseline").read_text() == after
