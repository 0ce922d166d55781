"""Copies of a key are fixed with the literal that proves it: afterwards nothing would tell them for keys."""

import base64
import json
from collections.abc import Mapping
from inspect import signature
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from sup_lint.cli.main import main
from sup_lint.keys.names import CONSOLE
from tests.keymaker import make_key

KEY, SECOND = make_key(61), make_key(62)
PROOF = f'from supertone import Supertone\nclient = Supertone("{KEY}")\n'
SET = (
    "Set SUPERTONE_API_KEY in the environment of what runs this (for example in\n"
    f".env), and revoke the old key at {CONSOLE}.\n"
)


def run(*arguments: str, stdin: bytes | None = None) -> Result:
    # Before click 8.2 the streams had to be asked for separately.
    separate: Any = {"mix_stderr": False} if "mix_stderr" in signature(CliRunner).parameters else {}
    result = CliRunner(**separate).invoke(main, ["check", "--format", "concise", *arguments], input=stdin)
    assert KEY not in result.stderr
    return result


@pytest.fixture(autouse=True)
def plain_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)


def code(source: str, *outputs: Mapping[str, object]) -> dict[str, object]:
    lines = source.splitlines(keepends=True)
    return {"cell_type": "code", "execution_count": 1, "metadata": {}, "outputs": list(outputs), "source": lines}


def notebook(*cells: Mapping[str, object]) -> str:
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, indent=1)


NOTEBOOK = notebook(
    code(
        f'from supertone import Supertone; c = Supertone("{KEY}"); print("using", c.api_key)',
        {"name": "stdout", "output_type": "stream", "text": [f"using {KEY}\n"]},
        {"output_type": "display_data", "metadata": {}, "data": {"text/html": [f"<b>{KEY}</b>"]}},
        {"output_type": "display_data", "metadata": {}, "data": {"application/vnd.grid+json": {"a": KEY}}},
    ),
    {"cell_type": "markdown", "metadata": {}, "source": [f"mine is {KEY}, yours another"]},
)


def assert_notebook_is_clean(text: str) -> None:
    assert KEY not in text
    cells = json.loads(text)["cells"]
    shown = [output.get("text") or output["data"] for output in cells[0]["outputs"]]
    assert shown == [
        ["using <removed>\n"],
        {"text/html": ["<b><removed></b>"]},
        {"application/vnd.grid+json": {"a": "<removed>"}},
    ]
    assert cells[1]["source"] == ["mine is your-supertone-api-key, yours another"]


def test_what_a_notebook_printed_goes_with_its_code(project: Path) -> None:
    (project / "n.ipynb").write_text(NOTEBOOK)
    result = run("--fix")
    assert (result.exit_code, result.stdout) == (0, "")
    assert_notebook_is_clean((project / "n.ipynb").read_text())
    assert result.stderr.endswith(SET)


def test_copies_on_standard_input_are_seen_and_fixed(project: Path) -> None:
    result = run("--fix", "--stdin-filename", "n.ipynb", stdin=NOTEBOOK.encode())
    assert result.exit_code == 0
    assert_notebook_is_clean(result.stdout)


def test_what_is_left_on_standard_input_is_reported(project: Path) -> None:
    disguised = base64.b64encode(KEY.encode()).decode()
    result = run("--fix", "--stdin-filename", "a.py", stdin=f'{PROOF}ICON = "{disguised}"\n'.encode())
    assert result.exit_code == 1
    assert disguised in result.stdout
    assert "a.py:5:9: SUP101 hardcoded-key" in result.stderr
    assert "1 copy of a fixed key is left, see above." in result.stderr


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("notes/data.py", 'X = {"v": "«key»"}\n', 'import os\n\nX = {"v": os.environ["SUPERTONE_API_KEY"]}\n'),
        ("a/b.py", "# once «key»\n", "# once <your-supertone-api-key>\n"),
        ("a/b.py", '"""Try «key»."""\n', '"""Try <your-supertone-api-key>."""\n'),
        (
            "a/b.js",
            'const v = "«key»"\n// «key»\n',
            "const v = process.env.SUPERTONE_API_KEY\n// <your-supertone-api-key>\n",
        ),
        ("a/b.go", "package a\n// «key»\n", "package a\n// <your-supertone-api-key>\n"),
        ("a/b.sh", "v=«key»\nsay\n", 'v="${SUPERTONE_API_KEY:?}"\nsay\n'),
        ("notes.txt", "the thing: «key»\n", "the thing: <your-supertone-api-key>\n"),
        ("notes.md", "It is `«key»`.\n", "It is `<your-supertone-api-key>`.\n"),
        ("notes.md", "```python\nX = '«key»'\n```\n", "```python\nX = '<your-supertone-api-key>'\n```\n"),
    ],
)
def test_a_copy_has_the_fix_of_a_literal_there(project: Path, name: str, before: str, after: str) -> None:
    (project / "a.py").write_text(PROOF)
    (project / name).parent.mkdir(exist_ok=True)
    (project / name).write_text(before.replace("«key»", KEY))
    result = run("--fix")
    assert (result.exit_code, result.stdout) == (0, "")
    assert (project / name).read_text() == after
    assert KEY not in (project / "a.py").read_text()


def test_settings_are_emptied_with_unsafe_only(project: Path) -> None:
    (project / "a.py").write_text(PROOF)
    (project / "c.yaml").write_text(f"v: {KEY}\n")
    assert run("--diff", "--unsafe").stdout.count("\n-v: ") == 1
    assert run("--fix", "--unsafe").exit_code == 0
    assert (project / "c.yaml").read_text() == 'v: ""\n'


def test_copies_that_stay_are_told_of_once(project: Path) -> None:
    (project / "a.py").write_text(PROOF)
    (project / "d.go").write_text(f'package d\nvar v, w = "{KEY}", "{KEY}"\n')
    result = run("--fix")
    assert result.exit_code == 1
    # What proved them is gone: nobody is led there.
    assert [line.split(": SUP")[0] for line in result.stdout.splitlines()] == ["d.go:2:13", "d.go:2:49"]
    assert "a.py" not in result.stdout
    assert result.stderr == (
        "1 fixed in a.py. Found 2 findings (2 errors) in 2 files.\n"
        "2 copies of a fixed key are left, see above. Later runs can't tell them for a\n"
        f"key any more: mend them now, or search for them with --known-keys-from.\n{SET}"
    )


def test_a_key_that_is_known_stays_known(project: Path) -> None:
    (project.parent / "known").write_text(f"{KEY}\n")
    (project / "a.py").write_text(PROOF)
    (project / "d.go").write_text(f'package d\nvar v = "{KEY}"\n')
    result = run("--fix", "--known-keys-from", "../known", "a.py", "d.go")
    assert result.exit_code == 1
    assert "later runs" not in result.stderr.lower()


def test_what_was_refused_is_not_offered_again(project: Path) -> None:
    (project / "a.py").write_text(PROOF)
    (project / "b.py").hardlink_to(project / "a.py")
    (project / "c.py").write_text(PROOF.replace(KEY, SECOND))
    result = run("--fix", "a.py", "c.py")
    assert "a.py:2: not fixed: a.py has further names (hard links)" in result.stderr
    assert "fixable" not in result.stderr
    assert "--fix" not in result.stdout
    assert "fixable" not in run("--fix", "a.py").stderr
    assert "1 fixable with --fix" in run("a.py").stderr


def test_all_variables_are_named_at_the_end(project: Path) -> None:
    text = f'from supertone import Supertone\nprod = Supertone("{KEY}")\nstaging = Supertone("{SECOND}")\n'
    (project / "a.py").write_text(text)
    result = run("--fix")
    said = "SUPERTONE_API_KEY_PROD and SUPERTONE_API_KEY_STAGING in the environment"
    assert f"Set {said}" in " ".join(result.stderr.split())
    assert "revoke the old keys at" in " ".join(result.stderr.split())
    assert all(len(line) <= 80 for line in result.stderr.splitlines())


def test_a_document_needs_no_variable(project: Path) -> None:
    (project / "a.md").write_text(f"Send `x-sup-api-key: {KEY}` along.\n")
    result = run("--fix")
    assert result.exit_code == 0
    assert result.stderr.endswith(f"The key is as exposed as before: revoke it at {CONSOLE}.\n")


@pytest.mark.parametrize(
    ("source", "after"),
    [
        ("%env SUPERTONE_API_KEY=«key»\nx = 1", ["x = 1"]),
        ("x = 1\n%set_env SUPERTONE_API_KEY «key»", ["x = 1\n", ""]),
        ('%env SUPERTONE_API_KEY="«key»"\n', [""]),
        ("if x:\n    %env SUPERTONE_API_KEY=«key»\ny = 2", ["if x:\n", "    pass\n", "y = 2"]),
        (
            "%%bash\nexport SUPERTONE_API_KEY=«key»",
            ["%%bash\n", 'export SUPERTONE_API_KEY="${SUPERTONE_API_KEY:?}"'],
        ),
        (
            "%%sh -e\ncurl -H 'x-sup-api-key: «key»' u",
            ["%%sh -e\n", 'curl -H "x-sup-api-key: ${SUPERTONE_API_KEY:?}" u'],
        ),
        # IPython itself looks for braces in these.
        ("!curl -H 'x-sup-api-key: «key»' u", ['!curl -H "x-sup-api-key: $SUPERTONE_API_KEY" u']),
        ("%%sx\ncurl -H 'x-sup-api-key: «key»' u", ["%%sx\n", 'curl -H "x-sup-api-key: $SUPERTONE_API_KEY" u']),
    ],
)
@pytest.mark.parametrize("is_list", [True, False])
def test_commands_of_a_notebook(project: Path, source: str, after: list[str], *, is_list: bool) -> None:
    cell = code(source.replace("«key»", KEY))
    if not is_list:
        cell["source"] = source.replace("«key»", KEY)
    (project / "n.ipynb").write_text(notebook(cell))
    assert run("--fix").exit_code == 0
    fixed = json.loads((project / "n.ipynb").read_text())["cells"][0]["source"]
    assert "".join(fixed) == "".join(after)
    assert isinstance(fixed, list) == is_list


def test_an_example_of_a_magic_in_a_string_stays_a_string(project: Path) -> None:
    cell = code(f'from supertone import Supertone\nhow = "%env SUPERTONE_API_KEY={KEY}"')
    (project / "n.ipynb").write_text(notebook(cell))
    assert run("--fix").exit_code == 0
    fixed = "".join(json.loads((project / "n.ipynb").read_text())["cells"][0]["source"])
    assert "\nhow = f\"%env SUPERTONE_API_KEY={os.environ['SUPERTONE_API_KEY']}\"" in fixed
