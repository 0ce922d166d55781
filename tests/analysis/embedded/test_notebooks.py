"""Notebooks end to end: keys in cells, outputs and metadata, each at its place in the file and by its cell's name."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.analysis.embedded.notebooks import Told, notebook, printed, report_on, shown, told, v3, v4
from tests.keymaker import make_key

KEY = make_key(41)
OTHER = make_key(42)
QUOTED = f'\\"{KEY}\\"'
SDK = "from supertone import Supertone\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def found(folder: Path, text: str) -> list[Told]:
    report = report_on(folder, text)
    assert not report.failures
    assert KEY not in repr(report)
    return told(report, text)


CELLS: dict[str, tuple[list[Any], Told]] = {
    "call": ([SDK + f'client = Supertone(api_key="{KEY}")'], Told("SUP101", QUOTED, "Cell 1, line 2")),
    "behind other characters": (
        [v4.new_markdown_cell("# Guide"), f'"\\n\\t€ 한국 \U0001f600"; SUPERTONE_API_KEY = "{KEY}"'],
        Told("SUP101", QUOTED, "Cell 2, line 1"),
    ),
    "from another cell": (
        [f"TOKEN = '{KEY}'", SDK, "client = Supertone(TOKEN)"],
        Told("SUP101", f"'{KEY}'", "Cell 1, line 1"),
    ),
    "past a broken cell": (
        [f"TOKEN = '{KEY}'", "%%sql\nselect 1", SDK, "client = Supertone(TOKEN)"],
        Told("SUP101", f"'{KEY}'", "Cell 1, line 1"),
    ),
    "await": ([SDK + "await voices()", f"Supertone('{KEY}')"], Told("SUP101", f"'{KEY}'", "Cell 2, line 1")),
    "form of Colab": (
        [f'SUPERTONE_API_KEY = "{KEY}" #@param {{type:"string"}}'],
        Told("SUP101", QUOTED, "Cell 1, line 1"),
    ),
    "%env": ([f"import os\n%env SUPERTONE_API_KEY={KEY}"], Told("SUP101", KEY, "Cell 1, line 2")),
    "%set_env": ([f"%set_env SUPERTONE_API_KEY {KEY}"], Told("SUP101", KEY, "Cell 1, line 1")),
    "%env in quotes": ([f'%env SUPERTONE_API_KEY="{KEY}"'], Told("SUP101", QUOTED, "Cell 1, line 1")),
    "%env from a variable": (
        [f"code = '{KEY}'\n%env SUPERTONE_API_KEY={{code}}"],
        Told("SUP101", f"'{KEY}'", "Cell 1, line 1"),
    ),
    "!export": ([f"!export SUPERTONE_API_KEY={KEY} && tts"], Told("SUP101", KEY, "Cell 1, line 1")),
    "!curl": (
        [f'import os\nif os:\n    !curl -X POST \\\n      -H "x-sup-api-key: {KEY}" https://supertoneapi.com'],
        Told("SUP101", KEY, "Cell 1, line 4"),
    ),
    "output of a command": ([f"out = !curl -H 'x-sup-api-key: {KEY}' $URL"], Told("SUP101", KEY, "Cell 1, line 1")),
    "%%bash": ([f"%%bash\nset -e\nexport SUPERTONE_API_KEY={KEY}\n"], Told("SUP101", KEY, "Cell 1, line 3")),
    "%%writefile": ([f"%%writefile .env\nSUPERTONE_API_KEY={KEY}\n"], Told("SUP102", KEY, "Cell 1, line 2")),
    "%%writefile, Python": (
        [f"%%writefile tts.py\n{SDK}Supertone('{KEY}')\n"],
        Told("SUP101", f"'{KEY}'", "Cell 1, line 3"),
    ),
    "%%javascript": (
        [f"%%javascript\nfetch(url, {{headers: {{'x-sup-api-key': '{KEY}'}}}})"],
        Told("SUP101", f"'{KEY}'", "Cell 1, line 2"),
    ),
    "%%time": ([f"\n%%time\n{SDK}Supertone('{KEY}')"], Told("SUP101", f"'{KEY}'", "Cell 1, line 4")),
    "unknown cell magic": ([f"%%mine\n{SDK}code = '{KEY}'\nSupertone(code)"], Told("SUP101", f"'{KEY}'", "Cell 1, line 3")),
    "unknown language": ([f"%%mine -x\nsupertone_api_key <- '{KEY}' !"], Told("SUP102", f"'{KEY}'", "Cell 1, line 2")),
    "%run": ([f"%run tts.py --supertone-api-key {KEY}"], Told("SUP102", KEY, "Cell 1, line 1")),
    "prose": (
        [v4.new_markdown_cell(f"# TTS\nThe Supertone API key is {KEY}.")],
        Told("SUP102", KEY, "Cell 1, line 2"),
    ),
    "fence": (
        [v4.new_markdown_cell(f"# TTS\n\n```python\n{SDK}code = '{KEY}'\nSupertone(code)\n```\n")],
        Told("SUP102", f"'{KEY}'", "Cell 1, line 5"),
    ),
    "raw cell": ([v4.new_raw_cell(f"SUPERTONE_API_KEY={KEY}")], Told("SUP102", KEY, "Cell 1, line 1")),
    "printed": (
        [printed("print(headers)", f"200\n{{'x-sup-api-key': '{KEY}'}}\n")],
        Told("SUP102", f"'{KEY}'", "Output of cell 1, line 2"),
    ),
    "result": (
        [SDK, shown("headers", text_plain=f"{{'Authorization': 'Bearer {KEY}'}}")],
        Told("SUP102", f"'Bearer {KEY}'", "Output of cell 2, line 1"),
    ),
    "HTML": (
        [shown("headers", text_html=f"<p>\n<b>SUPERTONE_API_KEY</b>=&#x27;{KEY}&#x27;</p>")],
        Told("SUP102", f"&#x27;{KEY}&#x27;", "Output of cell 1, line 2"),
    ),
    "JSON": (
        [shown("JSON(x)", application_json={"supertone": {"api_key": KEY}})],
        Told("SUP102", f'"{KEY}"', "Output of cell 1, line 3"),
    ),
    "error": (
        [v4.new_code_cell("x", outputs=[v4.new_output("error", ename="E", evalue=f"SUPERTONE_API_KEY={KEY}")])],
        Told("SUP102", KEY, "Output of cell 1, line 1"),
    ),
    "coloured traceback": (
        [
            v4.new_code_cell(
                "x",
                outputs=[
                    v4.new_output(
                        "error", traceback=["\x1b[0;31mE\x1b[0m", f"\x1b[1mx-sup-api-key\x1b[0m: \x1b[32m{KEY}\x1b[0m"]
                    )
                ],
            )
        ],
        Told("SUP102", KEY, "Output of cell 1, line 2"),
    ),
    "metadata of a cell": (
        [v4.new_code_cell("1", metadata={"supertone_api_key": KEY})],
        Told("SUP102", f'"{KEY}"', "Metadata of cell 1, line 2"),
    ),
    "large output": (
        [printed("train()", f"step 'done' \\n\n{'0.1 ' * 40}\n" * 3000 + f"x-sup-api-key: {KEY}\n" + "end\n" * 9999)],
        Told("SUP102", KEY, "Output of cell 1, line 6001"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CELLS)
def test_key_is_told_at_its_place_in_the_file_and_by_its_cell(name: str, folder: Path) -> None:
    cells, expected = CELLS[name]
    assert found(folder, notebook(*cells)) == [expected]


@pytest.mark.parametrize("name", [name for name in CELLS if name not in {"large output", "JSON"}])
def test_source_may_be_one_string(name: str, folder: Path) -> None:
    """As some programs write it: a whole cell in one line of the file."""
    cells, expected = CELLS[name]
    assert found(folder, json.dumps(json.loads(_joined(notebook(*cells))))) == [
        expected._replace(place=_in_one_line(name, expected.place))
    ]


def _joined(text: str) -> str:
    data = json.loads(text)
    for cell in data["cells"]:
        cell["source"] = "".join(cell["source"])
    return json.dumps(data)


def _in_one_line(name: str, place: str) -> str:
    return place.replace("line 2", "line 1") if name.startswith("metadata") else place


def test_parameters_of_papermill_are_looked_at_and_widgets_are_not(folder: Path) -> None:
    text = notebook("1", papermill={"parameters": {"supertone_api_key": KEY}}, widgets={"supertone_api_key": OTHER})
    ((code, raw, place),) = found(folder, text)
    assert (code, raw) == ("SUP102", f'"{KEY}"')
    assert place.startswith("Metadata of the notebook")


def test_nbformat_3(folder: Path) -> None:
    cells = [
        v3.new_text_cell("heading", source="TTS"),
        v3.new_code_cell(
            f"SUPERTONE_API_KEY = '{KEY}'",
            outputs=[v3.new_output("pyout", output_text=f"x-sup-api-key: {KEY}", output_png="iVBORw0KGgo=")],
        ),
    ]
    text = v3.writes_json(v3.new_notebook(worksheets=[v3.new_worksheet(cells=cells)]))
    assert sorted(found(folder, text)) == [
        Told("SUP101", f"'{KEY}'", "Cell 2, line 1"),
        Told("SUP102", KEY, "Output of cell 2, line 1"),
    ]


@pytest.mark.parametrize(
    ("metadata", "source", "code"),
    [
        ({"kernelspec": {"language": "javascript", "name": "deno", "display_name": "Deno"}}, f'const headers = {{"x-sup-api-key": "{KEY}"}};', "SUP101"),
        ({"language_info": {"name": "bash"}, "kernelspec": {"name": "bash", "display_name": "Bash"}}, f'export SUPERTONE_API_KEY="{KEY}"', "SUP101"),
        ({"kernelspec": {"language": "R", "name": "ir", "display_name": "R"}}, f'Sys.setenv(SUPERTONE_API_KEY = "{KEY}")', "SUP102"),
        ({"kernelspec": {"language": "julia", "name": "julia-1.9", "display_name": "Julia"}}, f'ENV["SUPERTONE_API_KEY"] = "{KEY}"', "SUP102"),
    ],
    ids=["javascript", "bash", "R", "julia"],
)  # fmt: skip
def test_kernels_of_other_languages(metadata: Any, source: str, code: str, folder: Path) -> None:
    assert found(folder, notebook(source, **metadata)) == [Told(code, QUOTED, "Cell 1, line 1")]


def test_what_is_no_key_stays_silent(folder: Path) -> None:
    text = notebook(
        "import os\nfrom supertone import Supertone\nclient = Supertone(api_key=os.environ['SUPERTONE_API_KEY'])",
        "%env SUPERTONE_API_KEY=your-api-key-here\n%env\n%env SUPERTONE_API_KEY\n%env SUPERTONE_API_KEY=$key",
        f"%env OPENAI_API_KEY={OTHER}\n!export OPENAI_API_KEY={OTHER}\n!md5sum voice.wav",
        'key = !echo $SUPERTONE_API_KEY\n!curl -H "x-sup-api-key: {key[0]}" $URL',
        "%%bash\ncurl -H \"x-sup-api-key: $SUPERTONE_API_KEY\" https://supertoneapi.com/v1/voices",
        printed("!md5sum voice.wav", f"{OTHER}  voice.wav\n"),
        shown("voices", text_plain=f"Voice(id='20160a4c5ba38967330c84', etag='{OTHER}', request_id='{OTHER}')"),
        shown("headers", text_plain="{'x-sup-api-key': '***'}", application_json={"openai": {"api_key": OTHER}}),
        v4.new_markdown_cell(f"Set `SUPERTONE_API_KEY=<your key>`.\n\n```python\nopenai = OpenAI(api_key='{OTHER}')\n```\n"),
    )  # fmt: skip
    assert found(folder, text) == []


def test_what_cells_print_is_a_leak(folder: Path) -> None:
    text = notebook("import os\nTOKEN = os.environ['SUPERTONE_API_KEY']", "print(TOKEN)")
    assert found(folder, text) == [Told("SUP301", "TOKEN", "Cell 2, line 1")]


def test_code_in_prose_runs_nowhere(folder: Path) -> None:
    text = notebook(v4.new_markdown_cell("```python\nimport os\nprint(os.environ['SUPERTONE_API_KEY'])\n```"))
    assert found(folder, text) == []


def test_a_broken_cell_is_named_and_hides_nothing(folder: Path) -> None:
    text = notebook(f"code = '{KEY}'", f"def broken(:\n    Supertone(api_key='{OTHER}')", SDK + "Supertone(code)")
    report = report_on(folder, text)
    assert told(report, text) == [
        Told("SUP101", f"'{KEY}'", "Cell 1, line 1"),
        Told("SUP101", f"'{OTHER}'", "Cell 2, line 2"),
    ]
    assert [each.reason for each in report.failures] == ["could not be parsed in cell 2; that was checked as text only"]


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (lambda text: text[: text.rindex("]")], "is no JSON"),
        (lambda text: text.replace('"cells"', '<<<<<<< HEAD\n "cells"'), "line 2 is no JSON"),
        (lambda text: text.replace('"cells"', '"rows"'), "has no cells"),
        (lambda text: f"[{text}]", "has no cells"),
        (lambda text: text.replace('"metadata": {}', '"metadata": ' + "[" * 5000, 1), "nests too deep"),
    ],
    ids=["cut off", "conflict", "no cells", "list", "depth"],
)
def test_malformed_notebook_is_read_as_text(damage: Any, reason: str, folder: Path) -> None:
    text = damage(notebook(f'headers = {{"x-sup-api-key": "{KEY}"}}'))
    report = report_on(folder, text)
    assert told(report, text) == [Told("SUP102", QUOTED, "")]
    (failure,) = report.failures
    assert reason in failure.reason
    assert "checked as text only" in failure.reason
