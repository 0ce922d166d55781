"""Edits of code within notebooks: spelled as JSON, a string for each line, all else as it was."""

import json
from pathlib import Path

import pytest

from sup_lint.analysis.file import AnalysedFile
from sup_lint.analysis.fixes.editing import edit
from sup_lint.analysis.project import Project
from sup_lint.model.fix import Fix, Safety
from sup_lint.model.region import Region
from tests.analysis.fixes.mending import apply

# The lines of a cell, what is put where in its code, and the lines then.
CASES = {
    "first line": (["a = 1\n", "b = 2"], Region(1, 1, 1, 1), "import os\n", ["import os\n", "a = 1\n", "b = 2"]),
    "between lines": (["a = 1\n", "b = 2"], Region(2, 1, 2, 1), "import os\n", ["a = 1\n", "import os\n", "b = 2"]),
    "two lines": (["a = 1\n", "b = 2"], Region(2, 1, 2, 1), "import os\n\n", ["a = 1\n", "import os\n", "\n", "b = 2"]),
    "behind a command": (["%load_ext x\n", "b = 2"], Region(1, 1, 1, 1), "import os\n", ["%load_ext x\n", "import os\n", "b = 2"]),
    "within a line": (["a = 1\n", "b = 2"], Region(2, 5, 2, 6), 'f("\\n", \'é\')', ["a = 1\n", "b = f(\"\\n\", 'é')"]),
    "a line in place of a part": (["a = 1; b = 2\n"], Region(1, 6, 1, 8), "\n", ["a = 1\n", "b = 2\n"]),
    "one string": ("a = 1\nb = 2", Region(2, 1, 2, 1), "import os\n", "a = 1\nimport os\nb = 2"),
    "escapes before": (["a = '\\n\\\\n'\n", "b = 2"], Region(2, 1, 2, 1), "import os\n", ["a = '\\n\\\\n'\n", "import os\n", "b = 2"]),
}  # fmt: skip


@pytest.mark.parametrize("indent", [None, 1])
@pytest.mark.parametrize(("source", "region", "text", "expected"), CASES.values(), ids=CASES)
def test_cell(
    source: object,
    region: Region,
    text: str,
    expected: object,
    indent: int | None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    cells = [{"cell_type": "markdown", "source": ["x"]}, {"cell_type": "code", "outputs": [], "source": source}]
    before = json.dumps({"cells": cells, "metadata": {}, "nbformat": 4}, indent=indent)
    Path("a.ipynb").write_text(before)
    project = Project(str(tmp_path), lambda place: Path(place).name)
    code = next(each for each in project.within(project.add("a.ipynb", before.encode())) if each.language == "python")
    made = edit(code, region, text)
    assert made is not None
    apply([Fix(Safety.SAFE, "edit", (made,))], tmp_path)
    after = Path("a.ipynb").read_text()
    assert json.loads(after)["cells"][1]["source"] == expected
    assert json.dumps(json.loads(after), indent=indent, ensure_ascii=False) == after


def test_what_no_edit_says() -> None:
    region = Region(1, 1, 1, 2)
    assert edit(AnalysedFile("a.zip!/a.py", "x", "python"), region, "y") is None
    assert edit(AnalysedFile("a.bin", "x", "", data=b"x"), region, "y") is None
