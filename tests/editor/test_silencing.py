"""The comment that waves a finding through stands where it works, and changes nothing else."""

from pathlib import Path

import pytest

from sup_lint.api import check_text
from sup_lint.editor.requests import Silence
from sup_lint.editor.silencing import silencing
from sup_lint.sources.lines import LineIndex
from tests.keymaker import make_key

KEY = make_key(71)
PYTHON = f'SUPERTONE_API_KEY = "{KEY}"\n'

# A file's name, its text, and the comment with some of what stands around it.
CASES = {
    "at the end of the line": ("app.py", PYTHON, f'"{KEY}"  # sup-lint: ignore[hardcoded-key] -- reason\n'),
    "behind spaces that nobody sees": ("app.py", PYTHON.replace("\n", "  \n"), f'"{KEY}"  # sup-lint: ignore['),
    "in brackets that are there": (
        "app.py",
        PYTHON.replace("\n", "  # sup-lint: ignore[key-in-log] -- a test\n"),
        "  # sup-lint: ignore[key-in-log, hardcoded-key] -- a test\n",
    ),
    "in brackets above": (
        "app.py",
        "# sup-lint: ignore[key-in-log] -- a test\n" + PYTHON,
        "# sup-lint: ignore[key-in-log, hardcoded-key] -- a test\nSUPERTONE",
    ),
    "beside a comment": ("app.py", PYTHON.replace("\n", "  # mine\n"), "  # mine  # sup-lint: ignore[hardcoded-key]"),
    "above a line that goes on": (
        "app.py",
        f'SUPERTONE_API_KEY = \\\n    "{KEY}" \\\n    ""\n',
        "sup-lint: ignore[hardcoded-key] -- reason\n",
    ),
    "at the end of a string of several lines": (
        "app.py",
        f'import supertone\n\nHELP = """\nSUPERTONE_API_KEY={KEY}\n"""\n',
        '"""  # sup-lint: ignore[hardcoded-key] -- reason\n',
    ),
    "without a line end": ("app.py", PYTHON.rstrip("\n"), f'"{KEY}"  # sup-lint: ignore[hardcoded-key] -- reason'),
    "JavaScript": (
        "server.js",
        f'import {{ Supertone }} from "@supertone/supertone";\nnew Supertone({{ apiKey: "{KEY}" }});\n',
        "// sup-lint: ignore[hardcoded-key] -- reason\n",
    ),
    "YAML": ("config.yaml", f"supertone:\n  api_key: {KEY}\n", f"{KEY}  # sup-lint: ignore[key-in-config] -- reason\n"),
    "a dotenv file, where a remark may be a part of the value": (
        ".env",
        f"A=1\nSUPERTONE_API_KEY={KEY}\n",
        "A=1\n# sup-lint: ignore[key-in-config] -- reason\nSUPERTONE_API_KEY=",
    ),
    "a Dockerfile": (
        "Dockerfile",
        f"FROM python\nENV SUPERTONE_API_KEY={KEY}\n",
        "python\n# sup-lint: ignore[key-in-config] -- reason\nENV",
    ),
    "XML": (
        "settings.xml",
        f'<settings>\n  <add key="SUPERTONE_API_KEY" value="{KEY}" />\n</settings>\n',
        "<!-- sup-lint: ignore[key-in-config]: reason -->\n",
    ),
    "a script in a page": (
        "page.html",
        f'<script>\n  fetch("https://supertoneapi.com", {{ headers: {{ "x-sup-api-key": "{KEY}" }} }});\n</script>\n',
        "// sup-lint: ignore[key-in-client-code] -- reason\n",
    ),
    "a template of a component": (
        "Speak.vue",
        f'<template>\n  <speak x-sup-api-key="{KEY}" />\n</template>\n<script setup>\nconst a = 1;\n</script>\n',
        "<!-- sup-lint: ignore[key-in-client-code]: reason -->\n",
    ),
    "Kotlin": (
        "Tts.kt",
        f'val request = Request.Builder().header("x-sup-api-key", "{KEY}")\n',
        "// sup-lint: ignore[",
    ),
    "shell": ("speak.sh", f'curl -H "x-sup-api-key: {KEY}" https://supertoneapi.com\n', "# sup-lint: ignore["),
    "a command of several lines": (
        "speak.sh",
        f'curl -X POST \\\n  -H "x-sup-api-key: {KEY}" \\\n  https://supertoneapi.com\n',
        "# sup-lint: ignore[",
    ),
}


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_the_comment_silences_and_breaks_nothing(case: str, newline: str, tmp_path: Path) -> None:
    name, text, expected = CASES[case]
    path = tmp_path / name
    text = text.replace("\n", newline)
    before = check_text(text, path, isolated=True)
    (finding,) = [each for each in before.findings if each.key is not None]

    found = silencing(Silence(str(path), text, finding))

    assert found is not None
    lines, region = LineIndex(text), found.region
    start, end = lines.offset(region.line, region.column), lines.offset(region.end_line, region.end_column)
    after = text[:start] + found.text.replace("\n", newline) + text[end:]
    assert expected in after.replace(newline, "\n")
    report = check_text(after, path, isolated=True)
    assert not [each for each in report.findings if each.key is not None]
    assert (report.suppressed, report.failures) == (1, before.failures)


def test_where_no_comment_can_stand_none_is_offered(tmp_path: Path) -> None:
    text = f'{{"mcpServers": {{"supertone": {{"env": {{"SUPERTONE_API_KEY": "{KEY}"}}}}}}}}\n'
    (finding,) = check_text(text, tmp_path / "mcp.json", isolated=True).findings
    assert silencing(Silence(str(tmp_path / "mcp.json"), text, finding)) is None
