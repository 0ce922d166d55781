"""`sup-lint check`: exit codes, streams, settings."""

import json
import os
import random
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import Result

from sup_lint.config import Config
from sup_lint.model.report import Failure
from sup_lint.model.severity import Severity

if TYPE_CHECKING:
    from tests.cli.conftest import Engine

Run = Callable[..., Result]
ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE
SUMMARY = "Found 1 finding (1 error) in 12 files."


@pytest.mark.parametrize(
    ("found", "arguments", "code"),
    [
        ((), [], 0),
        ((ERROR,), [], 1),
        ((WARNING,), [], 1),
        ((NOTE,), [], 0),
        ((NOTE,), ["--fail-on", "note"], 1),
        ((WARNING, NOTE), ["--fail-on", "error"], 0),
        ((NOTE, ERROR), ["--fail-on", "error"], 1),
        ((ERROR,), ["--exit-zero"], 0),
    ],
)
def test_exit_code(run: Run, engine: "Engine", found: tuple[Severity, ...], arguments: list[str], code: int) -> None:
    engine.finds(*found)
    assert run("check", *arguments).exit_code == code


def test_a_missing_path_is_named_and_the_findings_are_still_shown(run: Run, engine: "Engine") -> None:
    engine.finds(ERROR, missing=("nope.py",))
    result = run("check", "nope.py", "app", "--exit-zero")
    assert result.exit_code == 2
    assert result.stdout.startswith("error: hardcoded-key [SUP101]\n")
    assert result.stderr == "sup-lint: nope.py: this path does not exist\n"


def test_a_missing_path_is_told_even_if_the_report_cannot_be_written(
    run: Run, engine: "Engine", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine.finds(ERROR, missing=("nope.py",))

    def fail(source: str, target: str) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    result = run("check", "--output", "report.txt")
    assert result.exit_code == 2
    assert result.stderr == (
        "sup-lint: nope.py: this path does not exist\n"
        "sup-lint: report.txt: could not be written: No space left on device\n"
    )
    assert sorted(path.name for path in tmp_path.iterdir()) == [".git"]


def test_nothing_checked_is_said_aloud_even_when_quiet(run: Run, engine: "Engine") -> None:
    engine.finds(files=0)
    for arguments in ([], ["--quiet"], ["--format", "json"]):
        result = run("check", *arguments)
        assert result.exit_code == 0
        assert result.stderr.startswith("0 files checked")


def test_pretty_ends_in_the_summary(run: Run, engine: "Engine") -> None:
    engine.finds(ERROR)
    result = run("check")
    assert result.stdout.endswith(f"explain hardcoded-key\n{SUMMARY}\n")
    assert result.stderr == ""


def test_concise_leaves_standard_output_to_the_findings(run: Run, engine: "Engine") -> None:
    engine.finds(ERROR)
    result = run("check", "--format", "concise")
    assert result.stdout == "app/tts.py:1:7: SUP101 hardcoded-key Wrong.\n"
    assert result.stderr == f"{SUMMARY}\n"


def test_json_is_pure(run: Run, engine: "Engine") -> None:
    engine.finds(ERROR, failures=(Failure("x.py", "too deep"),))
    result = run("check", "--format", "json", "--color", "always")
    assert json.loads(result.stdout)["failures"] == [{"path": "x.py", "reason": "too deep"}]
    assert "too deep" not in result.stderr


def test_failures_are_listed_on_standard_error(run: Run, engine: "Engine") -> None:
    engine.finds(failures=(Failure("x\n.py", "could not be parsed (too deep); checked as text"),))
    for format_ in ("pretty", "concise"):
        result = run("check", "--quiet", "--format", format_)
        assert result.exit_code == 0
        assert result.stderr == "x\\n.py: could not be parsed (too deep); checked as text\n"
        assert result.stdout == ""


def test_quiet_keeps_the_findings(run: Run, engine: "Engine") -> None:
    engine.finds(ERROR)
    result = run("check", "--quiet")
    assert "app/tts.py:1:7" in result.stdout
    assert "Found" not in result.output


def test_verbose_tells_depths_and_times_on_standard_error(run: Run, engine: "Engine") -> None:
    engine.outcome.depths = (("a.py", "no suspect"),)
    result = run("check", "--verbose")
    first, second = result.stderr.splitlines()
    assert first == "a.py: no suspect"
    assert second.startswith("settings ")


def test_output_goes_to_the_file_and_the_summary_to_standard_error(run: Run, engine: "Engine", tmp_path: Path) -> None:
    engine.finds(ERROR)
    result = run("check", "--output", "report.txt", "--format", "concise")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr == f"{SUMMARY}\n"
    report = tmp_path / "report.txt"
    assert report.read_text(encoding="utf-8") == "app/tts.py:1:7: SUP101 hardcoded-key Wrong.\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == [".git", "report.txt"]


def test_output_dash_is_standard_output(run: Run, engine: "Engine", tmp_path: Path) -> None:
    assert json.loads(run("check", "--output", "-", "--format", "json").stdout)["findings"] == []
    assert not tmp_path.joinpath("-").exists()


@pytest.mark.parametrize("output", ["no/such/folder/report.txt", "folder"])
def test_output_that_cannot_be_is_told_before_the_check(
    run: Run, engine: "Engine", tmp_path: Path, output: str
) -> None:
    tmp_path.joinpath("folder").mkdir()
    result = run("check", "--output", output)
    assert result.exit_code == 2
    assert output in result.stderr
    assert engine.calls == []


def test_paths_and_settings_reach_the_engine(run: Run, engine: "Engine", tmp_path: Path) -> None:
    tmp_path.joinpath("sup-lint.toml").write_text(
        'ignore = ["SUP104"]\nfail-on = "error"\nformat = "concise"\nexclude = ["gen/"]\n', encoding="utf-8"
    )
    run("check")
    run("check", "a", "--ignore", "SUP001", "--fail-on", "note", "--", "--b")
    run("check", "--select", "hardcoded-key, SUP0", "--select", "key-in-url")
    run("check", "--isolated")
    settings = Config(root=str(tmp_path), ignore=("SUP104",), exclude=("gen/",), fail_on=ERROR, format="concise")
    first, second, third, fourth = engine.calls
    assert (first["paths"], first["config"]) == ((".",), settings)
    assert second["paths"] == ("a", "--b")
    assert (second["config"].ignore, second["config"].fail_on) == (("SUP104", "SUP001"), NOTE)
    assert (third["config"].select, third["config"].ignore) == (("hardcoded-key", "SUP0", "key-in-url"), ())
    assert fourth["config"] == Config(root=str(tmp_path))


def test_the_settings_choose_format_and_threshold(run: Run, engine: "Engine", tmp_path: Path) -> None:
    tmp_path.joinpath("strict.toml").write_text('fail-on = "note"\nformat = "concise"\n', encoding="utf-8")
    engine.finds(NOTE)
    result = run("check", "--config", "strict.toml")
    assert result.exit_code == 1
    assert result.stdout.startswith("app/tts.py:1:7: ")


def test_standard_input_is_read_as_the_named_file(run: Run, engine: "Engine") -> None:
    for arguments in ([], ["-"]):
        result = run("check", *arguments, "--stdin-filename", "app/tts.py", stdin=b"KEY = 1\r\n\xff")
        assert result.exit_code == 0
        call = engine.calls.pop()
        assert (call["data"], call["name"]) == (b"KEY = 1\r\n\xff", "app/tts.py")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["a.py", "--stdin-filename", "b.py"], "--stdin-filename reads standard input and takes no PATHS"),
        (["-"], "to read standard input, say what it is with --stdin-filename NAME"),
        (["--config", "a", "--isolated"], "--config and --isolated contradict each other"),
        (["--fromat", "json"], 'there is no option "--fromat"; did you mean "--format"? (see'),
        (["--format", "xml"], 'invalid value for "--format": "xml" is not one of'),
        (["--config", "nope.toml"], "nope.toml: this settings file does not exist"),
        (["--select", "SUP11"], '--select: no rule is called "SUP11"; did you mean "SUP101"?'),
        (
            ["--ignore", "hardcoded-kye"],
            '--ignore: no rule is called "hardcoded-kye"; did you mean "hardcoded',
        ),
        (["--select", " , "], "--select names no rule"),
    ],
)
def test_wrong_usage_is_one_sentence_and_exit_code_2(
    run: Run, engine: "Engine", arguments: list[str], sentence: str
) -> None:
    result = run("check", *arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith(f"sup-lint: {sentence}")
    assert result.stderr.count("\n") == 1
    assert engine.calls == []


def test_wrong_usage_repeats_no_misplaced_key(run: Run, engine: "Engine") -> None:
    key = "".join(random.Random(6).choices("0123456789abcdef", k=32))
    for arguments in (
        ["check", "--format", key],
        ["check", "--fail-on", key],
        ["check", "--select", key],
        [key],
    ):
        result = run(*arguments)
        assert result.exit_code == 2
        assert key not in result.output + result.stderr


def test_wrong_settings_are_one_sentence_and_exit_code_2(run: Run, engine: "Engine", tmp_path: Path) -> None:
    tmp_path.joinpath("sup-lint.toml").write_text('"a\\u001b[31mb\\n" = 1\n', encoding="utf-8")
    result = run("check")
    assert result.exit_code == 2
    assert result.stderr.startswith('sup-lint: sup-lint.toml: there is no setting "a\\x1b[31mb\\n"; the settings')
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("kind", [ValueError, RecursionError, BrokenPipeError, EOFError, KeyError])
def test_an_error_of_its_own_shows_type_and_place_but_no_value(
    run: Run, engine: "Engine", kind: type[Exception]
) -> None:
    key = "".join(random.Random(5).choices("0123456789abcdef", k=32))
    engine.error = kind(key)
    engine.error.__cause__ = ValueError(key)
    result = run("check", "--exit-zero")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith(f"sup-lint: internal error: {kind.__name__} at ")
    assert os.path.join("sup_lint", "cli", "check.py:") in result.stderr
    assert result.stderr.count("\n") == 1
    verbose = run("check", "--verbose").stderr
    assert "ValueError, raised through:\n" in verbose
    assert "conftest.py:" in verbose
    assert key not in result.stderr + verbose


def test_interruption_is_one_line_and_130(run: Run, engine: "Engine") -> None:
    engine.error = KeyboardInterrupt()
    result = run("check")
    assert (result.exit_code, result.stdout, result.stderr) == (130, "", "sup-lint: interrupted\n")


@pytest.mark.parametrize(
    ("environment", "arguments", "coloured"),
    [
        ("", "", False),
        ("", "--color always", True),
        ("FORCE_COLOR=1", "", True),
        ("FORCE_COLOR=0", "", False),
        ("FORCE_COLOR=1", "--color never", False),
        ("FORCE_COLOR=1 NO_COLOR=1", "", False),
        ("FORCE_COLOR=1 NO_COLOR=", "", True),
        ("NO_COLOR=1", "--color always", True),
        ("FORCE_COLOR=1", "--format concise", True),
        ("FORCE_COLOR=1", "--format json", False),
    ],
)
def test_when_there_is_colour(
    monkeypatch: pytest.MonkeyPatch,
    run: Run,
    engine: "Engine",
    *,
    environment: str,
    arguments: str,
    coloured: bool,
) -> None:
    engine.finds(ERROR)
    for setting in environment.split():
        monkeypatch.setenv(*setting.split("="))
    assert ("\x1b[" in run("check", *arguments.split()).stdout) is coloured


def test_a_file_is_coloured_only_on_demand(
    monkeypatch: pytest.MonkeyPatch, run: Run, engine: "Engine", tmp_path: Path
) -> None:
    engine.finds(ERROR)
    monkeypatch.setenv("FORCE_COLOR", "1")
    for arguments, coloured in ((), False), (("--color", "always"), True):
        run("check", "--output", "report.txt", *arguments)
        assert ("\x1b[" in tmp_path.joinpath("report.txt").read_text(encoding="utf-8")) is coloured
