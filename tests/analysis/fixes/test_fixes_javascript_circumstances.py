"""Fixes of literal keys in JavaScript where the code around changes what reading a variable means."""

from pathlib import Path

import pytest

from sup_lint.model.fix import Safety
from tests.analysis.fixes.mending import mended

SERVER = {"package.json": '{"dependencies": {"express": "5"}}'}
READ = "process.env.SUPERTONE_API_KEY"
HEADER = "req.headers['x-sup-api-key']"
# Where the variable is unset, a request without the header is let in.
OPEN = {
    "unequal": f"app.use((req, res) => {{ if ({HEADER} !== '«key»') res.end(); }});",
    "equal": f"const isAllowed = (req) => {HEADER} === '«key»';",
    "turned round": f"const isAllowed = (req) => '«key»' == {HEADER};",
    "in brackets": f"const isAllowed = (req) => {HEADER} === ('«key»');",
    "list": f"const isAllowed = (req) => ['«key»'].includes({HEADER});",
    "constant": f"const supertoneKey = '«key»';\nconst isAllowed = (req) => {HEADER} === supertoneKey;",
    "constant first": f"const supertoneKey = '«key»';\nconst isAllowed = (req) => supertoneKey !== {HEADER};",
    "property": f"const config = {{ supertoneKey: '«key»' }};\nconst isAllowed = (req) => {HEADER} === config.supertoneKey;",
    "constant set": f"const supertoneKeys = new Set(['«key»']);\nconst isAllowed = (req) => supertoneKeys.has({HEADER});",
}  # fmt: skip
CLOSED = {
    "asked for": "const supertoneKey = '«key»';\nif (supertoneKey === undefined || supertoneKey == null) stop();",
    "asked for, turned round": "const supertoneKey = '«key»';\nif (undefined === supertoneKey) stop();",
    "asked for by its type": "const supertoneKey = '«key»';\nif (typeof supertoneKey === 'undefined') stop();",
    "another is compared": "const supertoneKey = '«key»';\nif (supertoneKeyName === other) stop(supertoneKey);",
    "length": "const supertoneKey = '«key»';\nif (supertoneKey.length === other.length) stop();",
    "list of headers": "const headers = [['x-sup-api-key', '«key»']];",
}


@pytest.mark.parametrize("before", OPEN.values(), ids=OPEN)
def test_comparison_is_for_a_person_to_look_at(before: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = mended({**SERVER, "a.js": before}, tmp_path, unsafe=True)
    assert {(fix.kind, "without a key" in fix.caveat) for fix in result.fixes} == {(Safety.UNSAFE, True)}
    assert result.files["a.js"] == before.replace("'«key»'", READ)


@pytest.mark.parametrize("before", CLOSED.values(), ids=CLOSED)
def test_no_comparison(before: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert mended({**SERVER, "a.js": before}, tmp_path).files["a.js"] == before.replace("'«key»'", READ)


def test_fallback_that_is_compared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    before = f"const supertoneKey = {READ} || '«key»';\nconst isAllowed = (req) => {HEADER} === supertoneKey;"
    result = mended({**SERVER, "a.js": before}, tmp_path, unsafe=True)
    assert result.files["a.js"] == before.replace(" || '«key»'", "")
    assert [fix.kind for fix in result.fixes] == [Safety.UNSAFE]


SHADOWING = {
    "parameter": "function run(process) { process.start({ 'x-sup-api-key': '«key»' }); }",
    "arrow": "jobs.forEach(process => process.start({ 'x-sup-api-key': '«key»' }));",
    "constant": "const process = require('./process');\nconst supertoneKey = '«key»';",
    "import": "import process from './process.js';\nconst supertoneKey = '«key»';",
    "destructuring": "const { process } = require('./jobs');\nconst supertoneKey = '«key»';",
    "function": "async function process(item) {}\nconst supertoneKey = '«key»';",
}
NOT_SHADOWING = {
    "Node's": "const process = require('process');\nconst supertoneKey = '«key»';",
    "Node's, imported": "import process from 'node:process';\nconst supertoneKey = '«key»';",
    "method": "class A { process(item) { return item.process; } }\nconst supertoneKey = '«key»';",
    "argument": "start(process);\nconst supertoneKey = '«key»';",
    "environment of it": "const { env } = process;\nconst supertoneKey = '«key»';",
}


@pytest.mark.parametrize("before", SHADOWING.values(), ids=SHADOWING)
def test_another_process(before: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = mended({**SERVER, "a.js": before}, tmp_path)
    assert result.files["a.js"] == before.replace("'«key»'", f"globalThis.{READ}")


@pytest.mark.parametrize("before", NOT_SHADOWING.values(), ids=NOT_SHADOWING)
def test_process_of_node(before: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert mended({**SERVER, "a.js": before}, tmp_path).files["a.js"] == before.replace("'«key»'", READ)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("const { app } = require('electron');\nfetch(url, { headers: { 'x-sup-api-key': '«key»' } });", Safety.UNSAFE),
        # A script of the build.
        ("const fs = require('fs');\nfetch(url, { headers: { 'x-sup-api-key': '«key»' } });", Safety.SAFE),
    ],
)
def test_main_process_of_electron(text: str, kind: Safety, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    package = '{"main": "main.js", "devDependencies": {"electron": "30"}}'
    result = mended({"package.json": package, "main.js": text}, tmp_path)
    assert [fix.kind for fix in result.fixes] == [kind]
    assert all("users" in fix.caveat for fix in result.fixes if fix.kind is Safety.UNSAFE)


@pytest.mark.parametrize("before", ["export default'«key»'", 'export default"«key»";'])
def test_default_export_without_a_space(before: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    files = {
        **SERVER,
        "supertoneApiKey.js": before,
        "a.js": "import k from './supertoneApiKey.js';\nsay({ 'x-sup-api-key': k });",
    }
    assert mended(files, tmp_path).files["supertoneApiKey.js"] == f"export default {READ}{before[21:]}"
