"""sup-lint from Python does what the command line does, and its types are what they say."""

import os
from pathlib import Path

import pytest
from mypy import api as mypy

from sup_lint import api
from sup_lint.cli.explain import explain
from tests.keymaker import make_key

KEY = make_key(11)
LEAK = f'SUPERTONE_API_KEY = "{KEY}"\n'
ROOT = Path(__file__).resolve().parents[1]

CONSUMER = """
from pathlib import Path
from typing import assert_type

from sup_lint import api


def worst(folder: Path) -> api.Severity | None:
    report = api.check_paths([folder, "app.py"], select=["SUP1"], known_keys=("x",))
    assert_type(report, api.Report)
    assert_type(report.failures, tuple[api.Failure, ...])
    for finding in report.findings:
        assert_type(finding, api.Finding)
        assert_type(finding.region, api.Region)
        assert_type(finding.region.line, int)
        assert_type(finding.key, api.MaskedKey | None)
        assert_type(finding.fix, api.Fix | None)
        if finding.fix is not None:
            assert_type(finding.fix.edits, tuple[api.Edit, ...])
            assert_type(finding.fix.kind, api.Safety)
        return finding.severity
    return None


def page(text: str) -> str:
    try:
        assert_type(api.check_text(text, Path("a.py"), isolated=True), api.Report)
    except api.ConfigError as error:
        return str(error)
    return api.explain("SUP101")
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()  # settings above mean nothing
    return tmp_path


def codes(report: api.Report) -> list[str]:
    return [finding.code for finding in report.findings]


def test_paths_are_checked_as_the_command_line_does(folder: Path) -> None:
    (folder / "app.py").write_text(LEAK, encoding="utf-8")
    (folder / "clean.py").write_text("a = 1\n", encoding="utf-8")
    report = api.check_paths([folder])
    assert (codes(report), report.files) == (["SUP101"], 2)
    (finding,) = report.findings
    assert (finding.path, finding.region) == ("app.py", api.Region(1, 21, 1, 55))
    assert finding.key is not None
    assert KEY not in repr(report)
    assert api.check_paths("app.py") == api.check_paths(Path("app.py")) == report._replace(files=1)


def test_a_path_that_does_not_exist_is_a_failure(folder: Path) -> None:
    report = api.check_paths(["none.py", folder / "none"])
    assert report.failures == (
        api.Failure(str(folder / "none"), "does not exist"),
        api.Failure("none.py", "does not exist"),
    )


def test_rules_settings_and_known_keys(folder: Path) -> None:
    (folder / "app.py").write_text(LEAK, encoding="utf-8")
    (folder / "notes.bin").write_text(f"token {make_key(12)}\n", encoding="utf-8")
    (folder / "lint.toml").write_text('ignore = ["SUP101"]\n', encoding="utf-8")
    assert codes(api.check_paths(["app.py"], config="lint.toml")) == []
    assert codes(api.check_paths(["app.py"], ignore=["hardcoded-key"])) == []
    assert codes(api.check_paths(["app.py"], select=["SUP3"])) == []
    assert codes(api.check_paths(["app.py"], select=iter(["SUP1"]))) == ["SUP101"]
    assert codes(api.check_paths(["notes.bin"])) == []
    (known,) = api.check_paths(["notes.bin"], known_keys=[make_key(12)]).findings
    assert make_key(12) not in repr(known)
    (folder / "sup-lint.toml").write_text('ignore = ["SUP101"]\n', encoding="utf-8")
    assert codes(api.check_paths(["app.py"])) == []
    assert codes(api.check_paths(["app.py"], isolated=True)) == ["SUP101"]


def test_a_text_is_checked_as_if_it_were_saved(folder: Path) -> None:
    (folder / "app.py").write_text("a = 1\n", encoding="utf-8")
    assert codes(api.check_text(LEAK, "app.py")) == ["SUP101"]
    assert codes(api.check_text(LEAK, folder / "new" / "app.py")) == ["SUP101"]
    assert codes(api.check_text("한글 = 1\n# coding: latin-1\n" + LEAK, "app.py")) == ["SUP101"]
    (waved,) = api.check_text(LEAK.replace("\n", "  # sup-lint: ignore[SUP101] -- revoked\n"), "app.py").silenced
    assert (waved.silencer, waved.reason) == (api.Silencer.COMMENT, "revoked")
    (finding,) = api.check_text(f'é = "{KEY}"; SUPERTONE_API_KEY = é\n', "app.py").findings
    assert finding.region == api.Region(1, 5, 1, 39)
    assert (folder / "app.py").read_text(encoding="utf-8") == "a = 1\n"


def test_a_text_is_seen_by_the_modules_around_it(folder: Path) -> None:
    (folder / "config.py").write_text(f'CODE = "{KEY}"\n', encoding="utf-8")
    use = 'import requests\nfrom config import CODE\nrequests.get("https://supertoneapi.com", headers={"x-sup-api-key": CODE})\n'
    (finding,) = api.check_text(use, "client.py").findings
    assert (finding.path, [each.path for each in finding.related]) == ("config.py", ["client.py"])
    (folder / "client.py").write_text(use, encoding="utf-8")
    (finding,) = api.check_text(f'\n\nCODE = "{KEY}"\n', "config.py").findings
    assert (finding.path, finding.region.line) == ("config.py", 3)


def test_settings_are_those_of_the_text_s_folder(folder: Path) -> None:
    (folder / "inner").mkdir()
    (folder / "inner" / "sup-lint.toml").write_text('exclude = ["vendor/"]\n', encoding="utf-8")
    assert codes(api.check_text(LEAK, "inner/app.py")) == ["SUP101"]
    assert api.check_text(LEAK, "inner/vendor/app.py") == api.Report()


def test_what_makes_no_sense_is_an_error_that_shows_no_key(folder: Path) -> None:
    (folder / "sup-lint.toml").write_text("selct = []\n", encoding="utf-8")
    with pytest.raises(api.ConfigError, match='did you mean "select"'):
        api.check_paths(["."])
    with pytest.raises(api.ConfigError, match='did you mean "key-in-log"'):
        api.check_text("", "a.py", select=["key-in-lgo"], isolated=True)
    with pytest.raises(api.ConfigError, match="contradict"):
        api.check_paths(["."], config="sup-lint.toml", isolated=True)
    with pytest.raises(ValueError, match="is no key") as told:
        api.check_paths(["."], isolated=True, known_keys=[f"{KEY} {KEY}"])
    assert KEY not in str(told.value)


def test_one_string_in_place_of_keys_is_no_iterable_of_keys() -> None:
    for wrong in (KEY, KEY.encode()):
        with pytest.raises(TypeError, match="known_keys takes several keys") as told:
            api.check_text("", "a.py", isolated=True, known_keys=wrong)  # type: ignore[arg-type]
        assert KEY not in str(told.value)
    with pytest.raises(TypeError, match="takes a text as str, not bytes"):
        api.check_text(b"", "a.py", isolated=True)  # type: ignore[arg-type]


def test_a_family_of_rules_is_a_table() -> None:
    assert "| SUP305 |" in api.explain("sup3")
    assert "| SUP101 |" not in api.explain("SUP3xx")


def test_rules_are_explained(capsys: pytest.CaptureFixture[str]) -> None:
    explain.main(["SUP101"], standalone_mode=False)
    assert api.explain("hardcoded-key") == api.explain("sup101") == capsys.readouterr().out
    with pytest.raises(api.ConfigError, match='did you mean "key-in-log"'):
        api.explain("key-in-lgo")


def test_the_types_are_what_a_strict_consumer_expects(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "consumer.py").write_text(CONSUMER, encoding="utf-8")
    monkeypatch.setenv("MYPYPATH", str(ROOT))
    options = ["--strict", "--follow-imports=silent", "--config-file=", f"--cache-dir={os.devnull}"]
    told, complained, code = mypy.run([*options, "consumer.py"])
    assert (code, complained) == (0, ""), told
