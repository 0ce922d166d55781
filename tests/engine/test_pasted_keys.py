"""A key that was pasted with its own name is told as what it is by every reader of files."""

from pathlib import Path

import pytest

from sup_lint.config import Config
from sup_lint.engine.runner import check_paths
from sup_lint.model.masked_key import mask
from tests.keymaker import make_key

KEY = make_key(71)

# By the name of the file; § is the key.
WRITTEN = {
    "notes.md": [
        "supertone key for staging: SUPERTONE_API_KEY=§",
        "- supertone key: `export SUPERTONE_API_KEY=§`",
        'Supertone key: `--header "x-sup-api-key: §"`',
        "| SUPERTONE_API_KEY | `SUPERTONE_API_KEY=§` |",
    ],
    "run.sh": [
        "# supertone key: SUPERTONE_API_KEY=§",
        "SUPERTONE_API_KEY=SUPERTONE_API_KEY=§",
        'export SUPERTONE_API_KEY="export SUPERTONE_API_KEY=§"',
        "speak --supertone-api-key=SUPERTONE_API_KEY=§",
        "gh secret set SUPERTONE_API_KEY --body SUPERTONE_API_KEY=§",
    ],
    ".env": [
        "SUPERTONE_API_KEY=SUPERTONE_API_KEY=§",
        "SUPERTONE_API_KEY=x-sup-api-key:§",
        "#SUPERTONE_API_KEY=SUPERTONE_API_KEY=§",
        "# supertone key: SUPERTONE_API_KEY=§",
    ],
    "settings.yaml": [
        "supertone_api_key: SUPERTONE_API_KEY=§",
        "supertone_api_key: 'export SUPERTONE_API_KEY=§'",
        "supertone:\n  api_key: api_key=§",
        "note: 'supertone key: SUPERTONE_API_KEY=§'",
        "env:\n  - name: SUPERTONE_API_KEY\n    value: SUPERTONE_API_KEY=§",
        "port: 1 # supertone key: `SUPERTONE_API_KEY=§`",
    ],
    "settings.json": [
        '{"supertone_api_key": "SUPERTONE_API_KEY=§"}',
        '{"supertone": {"api_key": "api_key=§"}}',
        '{"x-sup-api-key": "x-sup-api-key: §"}',
        '{"note": "supertone key: SUPERTONE_API_KEY=§"}',
    ],
    "settings.toml": ['supertone_api_key = "SUPERTONE_API_KEY=§"', "# supertone key: SUPERTONE_API_KEY=§"],
    "settings.ini": ["[a]\nsupertone_api_key = SUPERTONE_API_KEY=§", "[a]\n; supertone key: SUPERTONE_API_KEY=§"],
    "settings.properties": ["supertone.api.key=SUPERTONE_API_KEY=§"],
    "main.tf": ['supertone_api_key = "SUPERTONE_API_KEY=§"'],
    "Dockerfile": ["FROM x\nENV SUPERTONE_API_KEY SUPERTONE_API_KEY=§", "FROM x\n# supertone key: SUPERTONE_API_KEY=§"],
    "keys.csv": ["name,value\nSUPERTONE_API_KEY,SUPERTONE_API_KEY=§"],
    "keys.xml": [
        "<supertoneApiKey>SUPERTONE_API_KEY=§</supertoneApiKey>",
        '<a supertoneApiKey="SUPERTONE_API_KEY=§"/>',
    ],
    "app.py": [
        "# supertone key: SUPERTONE_API_KEY=§",
        '"""supertone key for staging: SUPERTONE_API_KEY=§"""',
        'SUPERTONE_API_KEY = "export SUPERTONE_API_KEY=§"',
        'from supertone import Supertone\nSupertone(api_key="api_key=§")',
        'NOTE = "- supertone key: `SUPERTONE_API_KEY=§`"',
    ],
    "app.ts": ["// supertone key: `SUPERTONE_API_KEY=§`", 'const supertoneApiKey = "SUPERTONE_API_KEY=§";'],
}
CASES = [(name, text) for name, texts in WRITTEN.items() for text in texts]


@pytest.mark.parametrize(("name", "text"), CASES)
def test_the_key_is_what_stands_behind_the_inner_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, text: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(name).write_text(f"{text.replace('§', KEY)}\n", encoding="utf-8")
    findings = check_paths(["."], Config(root=str(tmp_path))).report.findings
    assert {finding.key for finding in findings if finding.key is not None} == {mask(KEY)}


@pytest.mark.parametrize(("name", "text"), CASES)
@pytest.mark.parametrize("value", ["${SUPERTONE_API_KEY}", "your-api-key-here"])
def test_what_is_no_key_is_none_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, text: str, value: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(name).write_text(f"{text.replace('§', value)}\n", encoding="utf-8")
    assert check_paths(["."], Config(root=str(tmp_path))).report.findings == ()
