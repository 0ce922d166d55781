"""`sup-lint detect-secrets hook` and `path`: what is found, what is said, what is left alone."""

import importlib.util
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from sup_lint.detecting.layout import BASELINE, plugin_file
from tests.keymaker import make_key

ROOT = Path(__file__).parents[2]
KEY, OTHER = make_key(531), make_key(532)
UUID = f"0b5a9c1e-7f3d-4e2a-9c68-{make_key(533, 12)}"
Run = Callable[..., Result]
# The lines that detect-secrets' own filters drop, each in a file where they do.
HIDDEN = {
    "call.py": f'client = Supertone(api_key="{KEY}")\n',
    "request.py": f'r = requests.get(url, headers={{"x-sup-api-key": "{KEY}"}})\n',
    "fallback.py": f'key = os.environ.get("SUPERTONE_API_KEY", "{KEY}")\n',
    "uuid.py": f'SUPERTONE_API_KEY = "{UUID}"\n',
    "swagger/openapi.yaml": f"x-sup-api-key: {KEY}\n",
    "app.js.map": f'{{"sourcesContent": ["fetch(u, {{headers: {{\\"x-sup-api-key\\": \\"{KEY}\\"}}}})"]}}\n',
    "style.css": f"/* x-sup-api-key: {KEY} */\n",
    "deploy.yaml": f"env:\n  # SUPERTONE_API_KEY: {KEY}\n  A: b\n",
    "tts.toml": f'[supertone]\n# api_key = "{KEY}" for supertone\nvoice = "a"\n',
}


@pytest.mark.parametrize("name", HIDDEN)
def test_what_filters_hide_is_found(run: Run, name: str) -> None:
    Path(name).parent.mkdir(exist_ok=True)
    Path(name).write_text(HIDDEN[name])
    result = run("hook", name)
    line = 1 + [KEY in text or UUID in text for text in HIDDEN[name].splitlines()].index(True)
    assert (result.exit_code, result.stderr) == (1, "")
    assert result.stdout.startswith(f"{name}:{line}: a Supertone API key\n")
    assert KEY not in result.stdout
    assert UUID not in result.stdout


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp949", "cp1252", "latin-1"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_every_encoding_is_read(run: Run, encoding: str, line_end: str) -> None:
    remark = "# é" if encoding in {"cp1252", "latin-1"} else "# 슈퍼톤 키"
    text = line_end.join([remark, f'client = Supertone(api_key="{KEY}")', "pass", ""])
    Path("tts.py").write_bytes(text.encode(encoding))
    assert run("hook", "tts.py").stdout.startswith("tts.py:2: a Supertone API key\n")


def test_the_message_says_what_to_do(run: Run) -> None:
    Path("app").mkdir()
    Path("app/tts.py").write_text(f'import os\n\nclient = Supertone(api_key="{KEY}")\n')
    Path(".env").write_text(f"SUPERTONE_API_KEY={OTHER}\n")
    result = run("hook", "app/tts.py", ".env")
    assert result.exit_code == 1
    assert result.stdout == (
        f".env:1: a Supertone API key\n    SUPERTONE_API_KEY={OTHER[:2]}{'•' * 30}\n"
        f'app/tts.py:3: a Supertone API key\n    client = Supertone(api_key="{KEY[:2]}{"•" * 30}")\n'
        """
2 Supertone API keys that no baseline knows: everyone who can read this
repository, or its history later, can use the account.

  - A real key: revoke it at https://console.supertoneapi.com, and read the new
    one from the environment (SUPERTONE_API_KEY).
  - No key: end its line with `# pragma: allowlist secret`, in the file's own
    comment syntax.
  - Known and accepted: list it in .sup-lint/.secrets.baseline, and stage that:
      sup-lint detect-secrets scan .env app/tts.py
      git add .sup-lint/.secrets.baseline
"""
    )


def test_a_long_line_is_shown_in_part(run: Run) -> None:
    Path("app.js").write_text("a=1;" * 5_000 + f'h={{"x-sup-api-key":"{KEY}"}};' + "b=2;" * 5_000 + "\n")
    output = run("hook", "app.js").stdout
    assert f"{KEY[:2]}{'•' * 30}" in output
    assert max(map(len, output.splitlines())) <= 80


@pytest.mark.parametrize(
    "text",
    [
        f'client = Supertone(api_key="{KEY}")  # pragma: allowlist secret\n',
        f'# pragma: allowlist nextline secret\nclient = Supertone(api_key="{KEY}")\n',
        f'client = Supertone(api_key="{KEY}")  # sup-lint: ignore[hardcoded-key] -- revoked\n',
        f'client = Supertone(api_key="{KEY}")  # sup-lint: ignore\n',
        f'// sup-lint: ignore[SUP301, SUP201] -- revoked\nconst h = {{"x-sup-api-key": "{KEY}"}};\n',
        'client = Supertone(api_key="your-api-key-here")\n',
        'client = Supertone(api_key=os.environ["SUPERTONE_API_KEY"])\n',
        f'API_KEY = "{KEY}"\n',
        f'OPENAI_API_KEY = "{KEY}"  # and supertone elsewhere\n',
        "\0supertone\0" * 100,
        "",
    ],
)
def test_what_is_no_secret_passes_in_silence(run: Run, text: str) -> None:
    Path("tts.py").write_text(text)
    result = run("hook", "tts.py")
    assert (result.exit_code, result.output) == (0, "")


@pytest.mark.parametrize(
    "text",
    [
        f'client = Supertone(api_key="{KEY}")  # sup-lint: ignore[key-in-log] -- another rule\n',
        f'a = 1  # sup-lint: ignore\nclient = Supertone(api_key="{KEY}")\n',
        f'client = Supertone(api_key="{KEY}")\n# pragma: allowlist secret\n',
    ],
)
def test_comments_for_something_else_hide_nothing(run: Run, text: str) -> None:
    Path("tts.py").write_text(text)
    assert run("hook", "tts.py").exit_code == 1


def test_settings_leave_files_out(run: Run) -> None:
    Path("examples").mkdir()
    Path("examples/tts.py").write_text(HIDDEN["call.py"])
    Path("pyproject.toml").write_text('[tool.sup-lint]\nexclude = ["examples/"]\nselect = ["SUP1"]\n')
    assert run("hook", "examples/tts.py").exit_code == 0
    Path("pyproject.toml").unlink()
    assert run("hook", "examples/tts.py").exit_code == 1


@pytest.mark.parametrize(
    ("path", "pattern", "code"),
    [
        ("should_exclude_file", "^generated/", 0),
        ("should_exclude_line", "Supertone\\\\(", 0),
        ("should_exclude_secret", "^[0-9a-f]+$", 0),
        ("should_exclude_file", "^tests/", 1),
    ],
)
def test_what_a_baseline_excludes_is_left_out(run: Run, path: str, pattern: str, code: int) -> None:
    Path("generated").mkdir()
    Path("generated/tts.py").write_text(HIDDEN["call.py"])
    entry = f'{{"path": "detect_secrets.filters.regex.{path}", "pattern": ["{pattern}"]}}'
    Path(".secrets.baseline").write_text(f'{{"results": {{}}, "filters_used": [{entry}]}}')
    assert run("hook", "generated/tts.py").exit_code == code


def test_code_that_a_baseline_names_is_not_run(run: Run) -> None:
    Path("evil.py").write_text("raise SystemExit('it ran')\n")
    Path("tts.py").write_text(HIDDEN["call.py"])
    plugins = '[{"name": "Evil", "path": "file://evil.py"}]'
    filters = '[{"path": "file://evil.py::skip"}, {"path": "evil.skip"}]'
    Path(".secrets.baseline").write_text(f'{{"results": {{}}, "plugins_used": {plugins}, "filters_used": {filters}}}')
    for options in ([], ["--all-plugins"]):
        result = run("hook", *options, "tts.py")
        assert result.exit_code == 1
        assert "it ran" not in result.output
    assert run("doctor").exit_code == 1


def test_a_missing_file_is_told(run: Run) -> None:
    Path("tts.py").write_text(HIDDEN["call.py"])
    result = run("hook", "gone.py", "tts.py")
    assert result.exit_code == 2
    assert result.stderr == "sup-lint: gone.py: this path does not exist\n"
    assert "tts.py:1:" in result.stdout


def test_baselines_are_not_searched(run: Run) -> None:
    Path("tts.py").write_text(HIDDEN["call.py"])
    run("scan")
    text = Path(BASELINE).read_text() + f'"x-sup-api-key": "{OTHER}"'
    Path("copy.json").write_text(text)
    assert run("hook", "copy.json").exit_code == 1
    Path(BASELINE).write_text(text.rpartition('"x-sup')[0])
    assert run("hook", BASELINE, "tts.py").exit_code == 0


def test_a_run_without_a_suspect_does_not_import_detect_secrets(tmp_path: Path) -> None:
    tmp_path.joinpath("a.py").write_text("print(1)\n")
    program = (
        "import sys\nfrom sup_lint.cli.main import main\n"
        "try:\n    main(['detect-secrets', 'hook', 'a.py'])\n"
        "finally:\n    print([name for name in ('detect_secrets', 'yaml', 'rich', 'libcst') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "[]\n"), done.stderr


def test_path_is_that_of_a_file_that_loads_by_itself(run: Run) -> None:
    result = run("path")
    assert (result.exit_code, result.stdout, result.stderr) == (0, f"{plugin_file()}\n", "")
    assert os.path.isabs(plugin_file())
    spec = importlib.util.spec_from_file_location("loaded_by_path", plugin_file())
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert list(module.SupertoneKeyDetector().analyze_string(HIDDEN["call.py"])) == [KEY]
