"""Keys in documents, shells and notebooks, before and after their fix."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from sup_lint.analysis.fixes.texts.shell import is_compared_with_itself
from sup_lint.model.fix import Safety
from tests.analysis.fixes.mending import KEY, mended

DOCUMENTS = {
    "prose": ("a.md", "The Supertone API key is «key», ask Anna.", "The Supertone API key is your-supertone-api-key, ask Anna."),
    "code span": ("a.md", "Set `SUPERTONE_API_KEY=«key>`".replace("«key>", "«key»"), "Set `SUPERTONE_API_KEY=<your-supertone-api-key>`"),
    "Python": ("a.md", '```python\nSupertone(api_key="«key»")\n```\n', '```python\nSupertone(api_key="<your-supertone-api-key>")\n```\n'),
    "JavaScript": ("a.md", '```js\nnew Supertone({ apiKey: "«key»" });\n```\n'.replace("new", "const supertoneKey = '«key»';\nnew"),
                   "```js\nconst supertoneKey = '<your-supertone-api-key>';\nnew Supertone({ apiKey: \"<your-supertone-api-key>\" });\n```\n"),
    "YAML": ("a.md", "- one:\n\n  ```yaml\n  supertone:\n    api_key: «key»\n  ```\n", "- one:\n\n  ```yaml\n  supertone:\n    api_key: <your-supertone-api-key>\n  ```\n"),
    "shell, set": ("a.md", '```bash\nexport SUPERTONE_API_KEY="«key»"\n```\n', '```bash\nexport SUPERTONE_API_KEY="<your-supertone-api-key>"\n```\n'),
    "shell, set bare": ("a.md", "```sh\nexport SUPERTONE_API_KEY=«key»\n```\n", "```sh\nexport SUPERTONE_API_KEY=your-supertone-api-key\n```\n"),
    "shell, used": ("a.md", '```bash\ncurl -H "x-sup-api-key: «key»" https://supertoneapi.com/v1/voices\n```\n',
                    '```bash\ncurl -H "x-sup-api-key: $SUPERTONE_API_KEY" https://supertoneapi.com/v1/voices\n```\n'),
    "shell, single quotes": ("a.md", "```console\n$ curl -H 'x-sup-api-key: «key»' https://supertoneapi.com/v1/voices\n```\n",
                             '```console\n$ curl -H "x-sup-api-key: $SUPERTONE_API_KEY" https://supertoneapi.com/v1/voices\n```\n'),
    "HTML": ("a.md", "```html\n<p>supertone_api_key: «key»</p>\n```\n", "```html\n<p>supertone_api_key: your-supertone-api-key</p>\n```\n"),
    "rst": ("a.rst", '.. code-block:: python\n\n   Supertone(api_key="«key»")\n', '.. code-block:: python\n\n   Supertone(api_key="<your-supertone-api-key>")\n'),
    "AsciiDoc": ("a.adoc", "The Supertone API key is `«key»`.\n", "The Supertone API key is `<your-supertone-api-key>`.\n"),
    "link": ("a.md", "[voices](https://supertoneapi.com/v1/voices?api_key=«key»)\n", "[voices](https://supertoneapi.com/v1/voices?api_key=your-supertone-api-key)\n"),
    "literal of rst": ("a.rst", "The Supertone key is ``«key»``.\n", "The Supertone key is ``<your-supertone-api-key>``.\n"),
    "text": ("a.txt", "SUPERTONE_API_KEY=«key»\r\n", "SUPERTONE_API_KEY=<your-supertone-api-key>\r\n"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "before", "after"), DOCUMENTS.values(), ids=DOCUMENTS)
def test_document(name: str, before: str, after: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = mended({name: before}, tmp_path)
    assert result.files[name] == after
    assert not result.left


# Each prints something in bash: the same with the key in the environment.
SHELL = {
    "bare": ("export SUPERTONE_API_KEY=«key»; echo $SUPERTONE_API_KEY", 'export SUPERTONE_API_KEY="${SUPERTONE_API_KEY:?}"; echo $SUPERTONE_API_KEY'),
    "double": ('SUPERTONE_API_KEY="«key»"; echo $SUPERTONE_API_KEY', 'SUPERTONE_API_KEY="${SUPERTONE_API_KEY:?}"; echo $SUPERTONE_API_KEY'),
    "single": ("SUPERTONE_API_KEY='«key»'; echo $SUPERTONE_API_KEY", 'SUPERTONE_API_KEY="${SUPERTONE_API_KEY:?}"; echo $SUPERTONE_API_KEY'),
    "header": ('echo -H "x-sup-api-key: «key»"', 'echo -H "x-sup-api-key: ${SUPERTONE_API_KEY:?}"'),
    "header, single": ("echo -H 'x-sup-api-key: «key»'", 'echo -H "x-sup-api-key: ${SUPERTONE_API_KEY:?}"'),
    "single quotes that have to stay": ("""echo '{"cost": "$5", "supertone_api_key": "«key»"}'""",
                                        """echo '{"cost": "$5", "supertone_api_key": "'"${SUPERTONE_API_KEY:?}"'"}'"""),
    "fallback": ('supertone_key="${SUPERTONE_API_KEY:-«key»}"; echo $supertone_key', 'supertone_key="${SUPERTONE_API_KEY:?}"; echo $supertone_key'),
    "quoted fallback": ('supertone_key=${SUPERTONE_API_KEY:-"«key»"}; echo $supertone_key', "supertone_key=${SUPERTONE_API_KEY:?}; echo $supertone_key"),
    "default": (': "${SUPERTONE_API_KEY:=«key»}"; echo "$SUPERTONE_API_KEY"', ': "${SUPERTONE_API_KEY:?}"; echo "$SUPERTONE_API_KEY"'),
    "for one command": ("SUPERTONE_API_KEY=«key» printenv SUPERTONE_API_KEY", 'SUPERTONE_API_KEY="${SUPERTONE_API_KEY:?}" printenv SUPERTONE_API_KEY'),
    "within a substitution": ('x="$(echo "x-sup-api-key: «key»" | cat)"; echo "$x"', 'x="$(echo "x-sup-api-key: ${SUPERTONE_API_KEY:?}" | cat)"; echo "$x"'),
    "heredoc": ("# it's\ncat <<END\nSUPERTONE_API_KEY=«key»\nEND", "# it's\ncat <<END\nSUPERTONE_API_KEY=${SUPERTONE_API_KEY:?}\nEND"),
    "comment": ("# SUPERTONE_API_KEY=«key>\necho".replace("«key>", "«key»"), "# SUPERTONE_API_KEY=<your-supertone-api-key>\necho"),
}  # fmt: skip


@pytest.mark.parametrize(("before", "after"), SHELL.values(), ids=SHELL)
def test_shell(before: str, after: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = mended({"say.sh": before}, tmp_path)
    assert result.files["say.sh"] == after
    assert not result.left


def test_scripts_do_the_same_in_bash() -> None:
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("bash is not installed")
    separator = "echo ====\n"
    befores = separator.join(f"({before}\n)\n" for before, _ in SHELL.values()).replace("«key»", KEY)
    afters = separator.join(f"({after}\n)\n" for _, after in SHELL.values())

    def told(script: str, environment: dict[str, str]) -> list[str]:
        done = subprocess.run([bash], input=script, env=environment, capture_output=True, text=True, check=True)
        assert not done.stderr
        return done.stdout.split("====\n")

    assert told(afters, {"SUPERTONE_API_KEY": KEY, "PATH": "/usr/bin:/bin"}) == told(befores, {"PATH": "/usr/bin:/bin"})


@pytest.mark.parametrize("text", ["cat <<'END'\nSUPERTONE_API_KEY=«key»\nEND\n", "echo $'x-sup-api-key: «key»'\n"])
def test_no_variable_is_put_in_there(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = mended({"say.sh": text}, tmp_path)
    assert result.findings
    assert not result.fixes


# A shell that sets the variable to itself, or asks for it, starts with an error.
SOURCED = {
    "zsh": (".zshenv", "export SUPERTONE_API_KEY=«key»\nalias ll='ls -l'\n", "alias ll='ls -l'\n"),
    "bash": ("home/.bashrc", "A=b\n  export SUPERTONE_API_KEY='«key»'  # Anna's\n[ -z $PS1 ] && return\n", "A=b\n[ -z $PS1 ] && return\n"),
    "by its name": ("scripts/env.sh", "cd /srv\nexport SUPERTONE_API_KEY=\"«key»\"\n", "cd /srv\n"),
    "by what it does": ("dev.sh", "#!/bin/bash\n# for the team\nset -a\n\nA=b\nexport SUPERTONE_API_KEY=«key»\nset +a\n",
                        "#!/bin/bash\n# for the team\nset -a\n\nA=b\nset +a\n"),
    "without a line end": ("dev.sh", "A=b\nexport SUPERTONE_API_KEY=«key»", "A=b\n"),
    "fish": ("fish/config.fish", "set -gx SUPERTONE_API_KEY «key»\nset -gx A b\n", "set -gx A b\n"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "before", "after"), SOURCED.values(), ids=SOURCED)
def test_shell_that_sets_the_variable(
    name: str, before: str, after: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = mended({name: before}, tmp_path, unsafe=True)
    assert result.files[name] == after
    assert [fix.kind for fix in result.fixes] == [Safety.UNSAFE]


def test_command_in_a_file_of_a_shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    before = "alias voices='curl -H \"x-sup-api-key: «key»\" https://supertoneapi.com/v1/voices'\n"
    result = mended({".bashrc": before}, tmp_path)
    assert ":?" not in result.files[".bashrc"]
    assert not result.left


def test_fallback_in_a_file_of_a_shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = mended({".profile": 'export TTS_SUPERTONE_KEY="${SUPERTONE_API_KEY:-«key»}"\n'}, tmp_path)
    assert result.files[".profile"] == 'export TTS_SUPERTONE_KEY="${SUPERTONE_API_KEY-}"\n'


def test_script_that_does_more_asks_for_the_variable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = mended({"say.sh": "export SUPERTONE_API_KEY=«key»\npython say.py\n"}, tmp_path)
    assert result.files["say.sh"] == 'export SUPERTONE_API_KEY="${SUPERTONE_API_KEY:?}"\npython say.py\n'


COMPARISONS = {
    'if [[ "$SUPERTONE_API_KEY" == "«key»" ]]; then exit 1; fi': True,
    "if [ ${SUPERTONE_API_KEY} != '«key»' ]; then exit 1; fi": True,
    'if [ "«key»" = "${SUPERTONE_API_KEY}" ]; then exit 1; fi': True,
    'case "$SUPERTONE_API_KEY" in\n  «key») exit 1 ;;\nesac': True,
    'if [[ "$SUPERTONE_API_KEY_OLD" == "«key»" ]]; then exit 1; fi': False,
    'echo "$SUPERTONE_API_KEY"; key="«key»"': False,
    'case "$1" in\n  «key») exit 1 ;;\nesac': False,
    '(SUPERTONE_API_KEY="$SUPERTONE_API_KEY"; key=«key»)': False,
}


@pytest.mark.parametrize(("text", "is_compared"), COMPARISONS.items())
def test_variable_is_not_compared_with_itself(text: str, is_compared: bool) -> None:
    start = text.index("«key»")
    assert is_compared_with_itself(text, start, start + len("«key»"), "SUPERTONE_API_KEY") is is_compared


def test_no_fix_where_the_variable_is_compared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = mended({"say.sh": 'if [[ "$SUPERTONE_API_KEY" == "«key»" ]]; then exit 1; fi\n'}, tmp_path)
    assert result.findings
    assert not result.fixes


def test_another_variable_is_compared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    before = 'supertone_key="$1"\nif [[ "$supertone_key" == "«key»" ]]; then exit 1; fi\n'
    result = mended({"say.sh": before}, tmp_path)
    assert result.files["say.sh"] == before.replace("«key»", "${SUPERTONE_API_KEY:?}")


def test_fish_has_no_braces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = mended({"say.fish": 'curl -H "x-sup-api-key: «key»" https://supertoneapi.com\n'}, tmp_path)
    assert result.files["say.fish"] == 'curl -H "x-sup-api-key: $SUPERTONE_API_KEY" https://supertoneapi.com\n'


def _notebook(*cells: dict[str, object]) -> str:
    whole = {"cells": list(cells), "metadata": {"kernelspec": {"language": "python", "name": "python3"}}, "nbformat": 4, "nbformat_minor": 5}  # fmt: skip
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


def test_notebook_keeps_its_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    printed = {"output_type": "stream", "name": "stdout", "text": ['{"x-sup-api-key": "«key»"}\n', "안녕\n"]}
    before = _notebook(
        {"cell_type": "markdown", "source": ["The Supertone API key is «key»\n", "`SUPERTONE_API_KEY=«key»`"]},
        {
            "cell_type": "code",
            "source": ['!curl -H "x-sup-api-key: «key»" https://supertoneapi.com'],
            "outputs": [printed],
        },
    )
    result = mended({"a.ipynb": before}, tmp_path)
    expected = before.replace("`SUPERTONE_API_KEY=«key»`", "`SUPERTONE_API_KEY=<your-supertone-api-key>`")
    expected = expected.replace("key is «key»", "key is your-supertone-api-key")
    expected = expected.replace(r"-H \"x-sup-api-key: «key»\"", r"-H \"x-sup-api-key: $SUPERTONE_API_KEY\"")
    expected = expected.replace(r": \"«key»\"}", r": \"<removed>\"}")
    assert result.files["a.ipynb"] == expected
    assert not result.left


def test_notebook_in_javascript(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    source = {"cell_type": "code", "source": ['const supertoneKey = "«key»";\n', "say(supertoneKey);"], "outputs": []}
    whole = {"cells": [source], "metadata": {"kernelspec": {"language": "javascript", "name": "deno"}}, "nbformat": 4}
    before = json.dumps(whole, indent=2, ensure_ascii=False)
    result = mended({"a.ipynb": before.replace("say(", "Deno.say(")}, tmp_path)
    assert json.loads(result.files["a.ipynb"])["cells"][0]["source"] == [
        'const supertoneKey = Deno.env.get("SUPERTONE_API_KEY");\n',
        "Deno.say(supertoneKey);",
    ]


def test_comment_in_another_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = mended({"main.go": 'package main\n\n// supertoneApiKey := "«key»"\nfunc main() {}\n'}, tmp_path)
    assert '// supertoneApiKey := "<your-supertone-api-key>"' in result.files["main.go"]
    assert [fix.kind for fix in result.fixes] == [Safety.SAFE]
