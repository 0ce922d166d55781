"""`sup-lint check --fix`, `--unsafe` and `--diff`: what is written, what is said, exit codes."""

import json
import subprocess
from dataclasses import replace
from inspect import signature
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from sup_lint.cli.main import main
from sup_lint.keys.names import CONSOLE
from sup_lint.model.fix import Addition, Edit, Fix, Safety
from sup_lint.model.region import Region
from tests.clone import Clone, make_clone
from tests.fixing.handmade import Fixer, example_beside, from_environment
from tests.keymaker import make_key

KEY, SECOND = make_key(21), make_key(22)
Fixers = dict[str, Fixer]
LEAK = f'from supertone import Supertone\n\nclient = Supertone(api_key="{KEY}")\n'
FIXED = 'import os\nfrom supertone import Supertone\n\nclient = Supertone(api_key=os.environ["SUPERTONE_API_KEY"])\n'


def run(*arguments: str, stdin: bytes | None = None) -> Result:
    # Before click 8.2 the streams had to be asked for separately.
    separate: Any = {"mix_stderr": False} if "mix_stderr" in signature(CliRunner).parameters else {}
    result = CliRunner(**separate).invoke(main, ["check", *arguments], input=stdin)
    for key in (KEY, SECOND):
        assert key not in result.stderr
        # The text of standard input comes back with what could not be fixed.
        assert key not in result.stdout or (stdin is not None and "--diff" not in arguments)
    return result


@pytest.fixture(autouse=True)
def plain_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def literals(fixers: Fixers) -> Fixers:
    fixers["SUP101"] = from_environment
    return fixers


def test_what_is_fixed_is_told_and_the_run_passes(project: Path, literals: Fixers) -> None:
    (project / "app.py").write_text(LEAK)
    result = run("--fix")
    assert (result.exit_code, result.stdout) == (0, "1 fixed in app.py. 1 file checked, no findings left.\n")
    assert result.stderr == REVOKE
    assert (project / "app.py").read_text() == FIXED
    assert run("--fix", "--quiet").stderr == ""
    again = run("--fix")
    assert (again.exit_code, again.stdout) == (0, "1 file checked, no findings.\n")


def test_what_is_left_is_reported_and_fails_the_run(project: Path, literals: Fixers) -> None:
    (project / "app.py").write_text(LEAK)
    (project / "speak.sh").write_text(f"curl -H 'x-sup-api-key: {SECOND}' https://supertoneapi.com/v1/voices\n")
    literals["SUP101"] = lambda finding, file: from_environment(finding, file) if "app" in finding.path else None
    result = run("--fix", "--format", "concise")
    assert result.exit_code == 1
    assert [line.split(":")[0] for line in result.stdout.splitlines()] == ["speak.sh"]
    assert result.stderr == f"1 fixed in app.py. Found 1 finding (1 error) in 2 files.\n{REVOKE}"
    assert (project / "app.py").read_text() == FIXED


def test_the_shape_of_json_stays(project: Path, literals: Fixers) -> None:
    (project / "app.py").write_text(LEAK)
    before = json.loads(run("--format", "json").stdout)
    assert before["findings"][0]["fix"] == {
        "kind": "safe",
        "message": 'read the key from os.environ["SUPERTONE_API_KEY"]',
    }
    result = run("--fix", "--format", "json")
    after = json.loads(result.stdout)
    assert after.keys() == before.keys()
    assert (after["findings"], after["summary"].keys()) == ([], before["summary"].keys())
    assert result.stderr == f"1 fixed in app.py. 1 file checked, no findings left.\n{REVOKE}"


def test_a_report_says_what_can_be_fixed(project: Path, literals: Fixers) -> None:
    def careful(finding: Any, file: Any) -> Fix:
        made = from_environment(finding, file)
        if finding.region.line < 4:
            return made
        return replace(made, kind=Safety.UNSAFE, message="leave the key out", caveat="logs less than before")

    literals["SUP101"] = careful
    (project / "app.py").write_text(f'{LEAK}other = Supertone(api_key="{SECOND}")\n')
    pretty = run().stdout
    assert '\n   = fix: read the key from os.environ["SUPERTONE_API_KEY"] (--fix)\n' in pretty
    assert "\n   = fix: leave the key out (--fix --unsafe: logs less than before)\n" in pretty
    assert pretty.splitlines()[-2:] == [
        "Found 2 findings (2 errors) in 1 file; 1 fixable with --fix, 1 more with --fix",
        "--unsafe.",
    ]
    assert all(len(line) <= 80 for line in pretty.splitlines())
    concise = run("--format", "concise")
    assert concise.stdout.splitlines()[0].endswith(' [fix: read the key from os.environ["SUPERTONE_API_KEY"] (--fix)]')
    assert "\n1 fixed in app.py. Found 1 finding (1 error) in 1 file; 1 fixable with" in run("--fix").stdout


REVOKE = f"The key is as exposed as before: revoke it at {CONSOLE}.\n"
DIFF = """\
--- app.py
+++ app.py
@@ -1,3 +1,4 @@
+import os
 from supertone import Supertone
{space}
-client = Supertone(api_key="{masked}")
+client = Supertone(api_key=os.environ["SUPERTONE_API_KEY"])
"""


def difference(key: str) -> str:
    return DIFF.format(masked=key[:2] + "•" * 30, space=" ")


def test_a_diff_shows_what_would_change_and_writes_nothing(project: Path, literals: Fixers) -> None:
    (project / "app.py").write_text(LEAK)
    for arguments in (["--diff"], ["--fix", "--diff"]):
        result = run(*arguments)
        assert (result.exit_code, result.stdout) == (1, difference(KEY))
        assert result.stderr == "1 finding would be fixed in 1 file.\n"
    assert (project / "app.py").read_text() == LEAK
    assert run("--diff", "--exit-zero", "--quiet").exit_code == 0
    (project / "app.py").write_text(FIXED)
    result = run("--diff")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "Nothing would be fixed.\n")


def test_keys_around_a_change_are_masked_in_a_diff(project: Path, literals: Fixers) -> None:
    pieces = f'"{SECOND[:15]}" + \\\n    "{SECOND[15:]}"'
    (project / "app.py").write_text(f"{LEAK}other = Supertone(api_key={pieces})")
    literals["SUP101"] = lambda finding, file: from_environment(finding, file) if finding.region.line == 3 else None
    shown = run("--diff").stdout
    assert "-client" in shown
    assert SECOND[:10] not in shown
    assert SECOND[20:] not in shown
    assert shown.endswith('")\n\\ No newline at end of file\n')


def test_a_new_file_in_a_diff_and_names_with_escapes(project: Path, literals: Fixers) -> None:
    literals["SUP101"] = example_beside
    (project / "a\x1b[31m.py").write_text(LEAK)
    shown = run("--diff").stdout
    assert "\x1b" not in shown
    assert shown.startswith("--- /dev/null\n+++ .env.example\n@@ -0,0 +1 @@\n+SUPERTONE_API_KEY=\n--- a")
    coloured = run("--diff", "--color", "always").stdout
    assert "\x1b[" in coloured


def test_a_diff_goes_into_a_file(project: Path, literals: Fixers) -> None:
    (project / "app.py").write_text(LEAK)
    assert run("--diff", "--output", "out.diff").stdout == ""
    assert (project / "out.diff").read_text() == difference(KEY)


def test_standard_input_comes_out_fixed(project: Path, literals: Fixers) -> None:
    literals["SUP101"] = from_environment
    result = run("--fix", "--stdin-filename", "app.py", stdin=LEAK.replace("\n", "\r\n").encode("utf-16"))
    assert result.exit_code == 0
    assert result.stdout_bytes.decode("utf-16") == FIXED.replace("\n", "\r\n")
    assert result.stderr == f"1 fixed in app.py. 1 file checked, no findings left.\n{REVOKE}"
    assert [path.name for path in project.iterdir()] == [".git"]


def test_standard_input_that_needs_no_fix_comes_out_as_it_is(project: Path, literals: Fixers) -> None:
    for text in (FIXED.encode(), b"x = (\n", b"\xff\x00\xfe", b""):
        result = run("--fix", "--stdin-filename", "app.py", stdin=text)
        assert result.stdout_bytes == text
    literals["SUP101"] = lambda finding, file: None
    result = run("--fix", "--stdin-filename", "app.py", "--format", "concise", stdin=LEAK.encode())
    assert (result.exit_code, result.stdout_bytes) == (1, LEAK.encode())
    assert result.stderr.startswith("app.py:3:28: SUP101 hardcoded-key")


def test_a_diff_of_standard_input(project: Path, literals: Fixers) -> None:
    result = run("--diff", "--stdin-filename", "app.py", stdin=LEAK.encode())
    assert (result.exit_code, result.stdout) == (1, difference(KEY))


def test_only_the_text_on_standard_input_is_fixed(project: Path, literals: Fixers) -> None:
    literals["SUP101"] = lambda finding, file: Fix(
        Safety.SAFE, "?", (Edit("app.py", finding.region, "None"), Edit("other.py", Region(1, 1, 1, 1), "x"))
    )
    (project / "other.py").write_text("y = 1\n")
    result = run("--fix", "--stdin-filename", "app.py", stdin=LEAK.encode())
    assert (result.exit_code, result.stdout_bytes) == (1, LEAK.encode())
    assert "app.py:3: not fixed: other.py is left alone: only the text on standard input is fixed\n" in result.stderr
    literals["SUP101"] = example_beside
    result = run("--fix", "--stdin-filename", "app.py", stdin=LEAK.encode())
    assert (result.exit_code, result.stdout_bytes) == (0, FIXED.encode())
    assert not (project / ".env.example").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--unsafe"], "--unsafe goes with --fix or --diff only"),
        (["--fix", "--staged"], "--staged and --fix contradict each other: a fix goes to the file in the work tree"),
        (["--diff", "--staged"], "--staged and --diff contradict each other"),
    ],
)
def test_contradictions(project: Path, arguments: list[str], said: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr


def test_a_missing_path_fails_after_the_fixes(project: Path, literals: Fixers) -> None:
    (project / "app.py").write_text(LEAK)
    assert run("--diff", "app.py", "nope.py").exit_code == 2
    result = run("--fix", "app.py", "nope.py")
    assert result.exit_code == 2
    assert "nope.py: this path does not exist" in result.stderr
    assert (project / "app.py").read_text() == FIXED


def test_what_cannot_be_written_is_an_error(project: Path, literals: Fixers, monkeypatch: pytest.MonkeyPatch) -> None:
    (project / "app.py").write_text(LEAK)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    result = run("--fix")
    assert result.exit_code == 2
    assert result.stderr == "sup-lint: app.py: could not be written: No space left on device. No file was fixed.\n"
    assert {path.name for path in project.iterdir()} == {".git", "app.py"}
    assert (project / "app.py").read_text() == LEAK


def committed(project: Path, **files: str) -> Clone:
    (project / ".git").rmdir()
    clone = make_clone(project)
    clone.commit({name.replace("_", "."): text for name, text in files.items()})
    return clone


def test_since_a_commit_only_changed_lines_are_fixed(project: Path, literals: Fixers) -> None:
    old = LEAK.replace(KEY, SECOND)
    committed(project, app_py=old, other_py=old)
    added = f'client2 = Supertone(api_key="{KEY}")\n'
    (project / "app.py").write_text(old + added)
    result = run("--fix", "--since", "HEAD")
    assert (result.exit_code, result.stdout) == (0, "1 fixed in app.py. 1 file checked, no findings left.\n")
    text = (project / "app.py").read_text()
    assert text == f'import os\n{old}client2 = Supertone(api_key=os.environ["SUPERTONE_API_KEY"])\n'
    assert (project / "other.py").read_text() == old
    result = run("--fix", "--since", "HEAD", "--all-lines")
    assert result.exit_code == 0
    assert SECOND not in (project / "app.py").read_text()


def test_an_added_line_that_stands_there_is_not_added(project: Path, literals: Fixers) -> None:
    literals["SUP101"] = lambda finding, file: replace(
        from_environment(finding, file), additions=(Addition("app.py", "# the end"),)
    )
    (project / "app.py").write_text(f"{LEAK}# the end")
    assert run("--fix").exit_code == 0
    assert (project / "app.py").read_text() == f"{FIXED}# the end"


def test_a_key_that_git_never_saw_need_not_be_revoked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    subprocess.run(["git", "init", "--quiet", "."], check=True)
    (tmp_path / ".env").write_text(f"SUPERTONE_API_KEY={KEY}\n", encoding="utf-8")
    done = run("--fix")
    assert (done.exit_code, (tmp_path / ".gitignore").read_text(encoding="utf-8")) == (0, "/.env\n")
    assert CONSOLE not in done.stdout + done.stderr
