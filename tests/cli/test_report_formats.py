"""The formats for programs, from the command line."""

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner, Result

from sup_lint.cli.main import main
from tests.keymaker import make_key

FORMATS = ("sarif", "github", "gitlab", "gitlab-secret-detection", "junit", "agent")
KEY = make_key(7)


@pytest.fixture(autouse=True)
def in_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def check(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["check", "--isolated", *arguments, "."])


def leak() -> None:
    Path("tts.py").write_text(f'SUPERTONE_API_KEY = "{KEY}"\n')


@pytest.mark.parametrize("name", FORMATS)
def test_findings_give_exit_code_1_and_no_key(name: str) -> None:
    leak()
    done = check("--format", name)
    assert done.exit_code == 1
    assert "SUP101" in done.stdout
    assert KEY not in done.output


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_has_what_standard_output_has(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    leak()
    printed = check("--format", name).stdout
    done = check("--format", name, "--output", "report")
    assert (done.exit_code, done.stdout) == (1, "")
    assert Path("report").read_text(encoding="utf-8") == printed


@pytest.mark.parametrize("name", FORMATS)
def test_a_clean_run_is_told_in_the_format(name: str) -> None:
    Path("a.py").write_text("print('hello')\n")
    done = check("--format", name)
    assert done.exit_code == 0
    if name == "junit":
        assert ET.fromstring(done.stdout).attrib["failures"] == "0"
    elif name == "github":
        assert done.stdout == ""
    elif name == "agent":
        assert done.stdout == "1 file checked, no findings.\n"
        assert done.stderr == ""  # told already
    else:
        assert json.loads(done.stdout) is not None
        assert done.stderr == "1 file checked, no findings.\n"


@pytest.mark.parametrize(("name", "is_document"), [("github", True), ("agent", True), ("gitlab", False)])
def test_a_failure_is_told_once(name: str, is_document: bool) -> None:
    Path("supertone.json").write_text('{"supertone": {"a": 1}, "x": [' + "}" + "\n")
    done = check("--format", name)
    assert ("supertone.json" in done.stdout) is is_document
    assert ("supertone.json" in done.stderr) is not is_document


@pytest.mark.parametrize("path", ["nope.py", KEY])
@pytest.mark.parametrize("beside", [[], ["a.py"]])
@pytest.mark.parametrize("command", ["check", "bundle"])
def test_a_path_that_does_not_exist_is_in_every_report(command: str, beside: list[str], path: str) -> None:
    Path("a.py").write_text("print('hello')\n")
    told: dict[str, str] = {}
    for name in ("json", "html", *FORMATS):
        done = CliRunner().invoke(main, [command, path, *beside, "--isolated", "--format", name, "--output", "report"])
        assert done.exit_code == 2
        assert done.stderr.count("does not exist") == 1
        told[name] = Path("report").read_text(encoding="utf-8")
        assert KEY not in told[name] + done.output
    shown = path if path != KEY else f"{KEY[:2]}…"
    assert json.loads(told["json"])["failures"] == [{"path": shown, "reason": "does not exist"}]
    (invocation,) = json.loads(told["sarif"])["runs"][0]["invocations"]
    assert not invocation["executionSuccessful"]
    assert invocation["toolExecutionNotifications"][0]["level"] == "error"
    assert json.loads(told["gitlab-secret-detection"])["scan"]["status"] == "failure"
    assert ET.fromstring(told["junit"]).find("*/testcase/skipped") is not None
    assert told["github"].startswith("::error file=")
    assert f"{shown} does not exist\n" in told["agent"]
    assert "does not exist" in told["html"]


@pytest.mark.parametrize("command", ["scan", "bundle"])
@pytest.mark.parametrize("name", FORMATS)
def test_scan_and_bundle_have_them_too(command: str, name: str) -> None:
    leak()
    done = CliRunner().invoke(main, [command, "--isolated", "--format", name, "."])
    assert done.exit_code == 1
    assert "tts.py" in done.stdout
    assert KEY not in done.output


@pytest.mark.parametrize("name", FORMATS)
def test_the_settings_may_name_them(name: str) -> None:
    leak()
    Path("sup-lint.toml").write_text(f'format = "{name}"\n')
    set_ = CliRunner().invoke(main, ["check", "."])
    assert set_.exit_code == 1
    assert set_.stdout.count("\n") == check("--format", name).stdout.count("\n")
