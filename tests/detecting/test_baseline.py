"""Baselines: what they hold, that they stay as they are, and that another machine can use them."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from detect_secrets.core import baseline as their_baseline
from detect_secrets.core.secrets_collection import SecretsCollection
from detect_secrets.settings import transient_settings

from sup_lint.detecting.layout import BASELINE, DETECTOR, SECRET_TYPE, SHIM, SHIM_URL, plugin_file
from tests.keymaker import make_key

KEY, OTHER = make_key(511), make_key(512)
CALL = f'client = Supertone(api_key="{KEY}")\n'
Run = Callable[..., Result]


def content_of(path: str | Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(Path(path).read_text(encoding="utf-8"))
    return content


def write(path: str | Path, content: object) -> None:
    Path(path).write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def plain_baseline(*names: str) -> dict[str, Any]:
    """A baseline as plain `detect-secrets scan` makes it, of its default detectors for random strings."""
    with transient_settings(
        {"plugins_used": [{"name": "HexHighEntropyString", "limit": 3.0}, {"name": "KeywordDetector"}]}
    ):
        secrets = SecretsCollection()
        for name in names:
            secrets.scan_file(name)
        content: dict[str, Any] = their_baseline.format_for_output(secrets)
    return content


def test_a_new_baseline_names_nothing_of_this_machine(run: Run, tmp_path: Path) -> None:
    Path("app").mkdir()
    Path("app/tts.py").write_text(CALL)
    result = run("scan")
    assert (result.exit_code, result.stdout) == (0, "")
    text = Path(BASELINE).read_text()
    assert str(tmp_path) not in text
    assert os.path.dirname(plugin_file()) not in text
    assert KEY not in text + result.stderr
    content = json.loads(text)
    assert content["results"]["app/tts.py"][0]["type"] == SECRET_TYPE
    assert content["plugins_used"] == [{"name": DETECTOR}]
    assert set(content) == {"version", "plugins_used", "filters_used", "results"}
    assert run("hook", "app/tts.py").exit_code == 0


def test_it_is_used_in_a_clone(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("tts.py").write_text(CALL)
    run("scan")
    clone = tmp_path / "elsewhere" / "clone"
    shutil.copytree(tmp_path, clone, ignore=shutil.ignore_patterns("elsewhere"))
    monkeypatch.chdir(clone)
    assert run("hook", "tts.py").exit_code == 0
    Path("tts.py").write_text(CALL.replace(KEY, OTHER))
    assert run("hook", "tts.py").exit_code == 1


def test_without_a_change_it_is_not_written(run: Run) -> None:
    Path("tts.py").write_text(CALL)
    run("scan")
    os.utime(BASELINE, (1, 1))
    assert "is up to date" in run("scan").stderr
    Path("tts.py").write_text("\n\n" + CALL)  # a moved line is no change
    run("scan")
    assert os.stat(BASELINE).st_mtime == 1


def test_it_follows_the_files(run: Run) -> None:
    for name in ("b.py", "a.py", "c.py"):
        Path(name).write_text(CALL)
    run("scan")
    assert list(content_of(BASELINE)["results"]) == ["a.py", "b.py", "c.py"]
    Path("a.py").unlink()
    Path("b.py").write_text("")
    run("scan", "b.py")
    assert list(content_of(BASELINE)["results"]) == ["c.py"]


def test_only_the_paths_given_are_searched(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("app").mkdir()
    for name in ("app/a.py", "b.py"):
        Path(name).write_text(CALL)
    monkeypatch.chdir("app")
    assert run("scan", "a.py").exit_code == 0
    assert list(content_of(Path("..", BASELINE))["results"]) == ["app/a.py"]
    assert run("hook", "a.py").exit_code == 0
    assert run("hook", "../b.py").exit_code == 1


def test_marks_of_an_audit_stay(run: Run) -> None:
    Path("tts.py").write_text(CALL + f'x = Supertone(api_key="{OTHER}")\n')
    run("scan", "--line-numbers")
    content = content_of(BASELINE)
    assert [entry["line_number"] for entry in content["results"]["tts.py"]] == [1, 2]
    content["results"]["tts.py"][0]["is_secret"] = False
    write(BASELINE, content)
    Path("tts.py").write_text("\n" + CALL)
    run("scan")
    [entry] = content_of(BASELINE)["results"]["tts.py"]
    assert (entry["line_number"], entry["is_secret"]) == (2, False)


def test_the_baseline_of_others_keeps_all_that_is_theirs(run: Run) -> None:
    Path("tts.py").write_text(CALL)
    Path("other.py").write_text(f'TOKEN = "{OTHER}"\n')
    before = plain_baseline("tts.py", "other.py")
    assert list(before["results"]) == ["other.py"]  # the call is hidden by its filters
    before["generated_at"] = "2020-01-01T00:00:00Z"
    write(".secrets.baseline", before)
    result = run("scan", "--baseline", ".secrets.baseline")
    after = content_of(".secrets.baseline")
    assert after["results"]["other.py"] == before["results"]["other.py"]
    assert [entry["type"] for entry in after["results"]["tts.py"]] == [SECRET_TYPE]
    assert after["results"]["tts.py"][0]["line_number"] == 1
    assert (after["plugins_used"], after["filters_used"]) == (before["plugins_used"], before["filters_used"])
    assert after["generated_at"] > before["generated_at"]
    assert "does not name our detector" in result.stderr
    assert run("hook", "tts.py", "other.py").exit_code == 0


def test_what_others_accepted_is_nothing_new(run: Run) -> None:
    Path("tts.py").write_text(f'SUPERTONE_API_KEY = "{KEY}"\n')
    content = plain_baseline("tts.py")
    assert {entry["type"] for entry in content["results"]["tts.py"]} == {"Hex High Entropy String", "Secret Keyword"}
    write(".secrets.baseline", content)
    assert run("hook", "tts.py").exit_code == 0
    assert run("hook", "--baseline", ".secrets.baseline", "tts.py").exit_code == 0
    Path("copy.py").write_text(f'SUPERTONE_API_KEY = "{KEY}"\n')
    assert run("hook", "tts.py", "copy.py").exit_code == 1


def test_paths_of_windows_are_those_of_here(run: Run) -> None:
    Path("app").mkdir()
    Path("app/tts.py").write_text(CALL)
    run("scan")
    content = content_of(BASELINE)
    [entry] = content["results"].pop("app/tts.py")
    content["results"]["app\\tts.py"] = [{**entry, "filename": "app\\tts.py"}]
    write(BASELINE, content)
    assert run("hook", "app/tts.py").exit_code == 0


def test_all_plugins_let_theirs_search_too(run: Run) -> None:
    Path("tts.py").write_text(CALL + f'DIGEST = "{OTHER}"\n')
    assert run("hook", "tts.py").stdout.count("tts.py:") == 1
    result = run("hook", "--all-plugins", "tts.py")
    assert [line for line in result.stdout.splitlines() if line.startswith("tts.py:")] == [
        "tts.py:1: a Supertone API key",
        "tts.py:2: Hex High Entropy String",
    ]
    assert not {KEY, OTHER} & set(result.stdout.replace('"', " ").split())
    run("scan", "--all-plugins")
    content = content_of(BASELINE)
    assert {entry["type"] for entry in content["results"]["tts.py"]} >= {SECRET_TYPE, "Hex High Entropy String"}
    assert len(content["plugins_used"]) > 20
    assert run("hook", "--all-plugins", "tts.py").exit_code == 0


def test_a_baseline_for_detect_secrets_itself(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("tts.py").write_text(CALL)
    write(".secrets.baseline", plain_baseline("tts.py"))
    assert run("init").exit_code == 0
    content = content_of(".secrets.baseline")
    assert {"name": DETECTOR, "path": SHIM_URL} in content["plugins_used"]
    assert not [entry for entry in content["filters_used"] if "indirect" in entry["path"]]
    kept = Path(".secrets.baseline").read_bytes()
    assert run("init").exit_code == 0
    assert Path(".secrets.baseline").read_bytes() == kept
    run("scan", "--all-plugins", "--baseline", ".secrets.baseline")
    clone = tmp_path / "clone"
    shutil.copytree(tmp_path, clone)
    monkeypatch.chdir(clone)
    loaded = their_baseline.load_from_file(".secrets.baseline")
    with transient_settings(loaded):
        known = SecretsCollection.load_from_baseline(loaded)
        found = SecretsCollection()
        found.scan_file("tts.py")
        assert {secret.type for _, secret in found} >= {SECRET_TYPE}
        assert not found - known
    assert Path(SHIM).read_text().count("import") == 1


def test_their_hook_passes_over_it(run: Run, tmp_path: Path) -> None:
    """By its name: elsewhere the digests in it would be taken for secrets."""
    tmp_path.joinpath(".git").rmdir()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    subprocess.run(["git", "init", "--quiet"], check=True, env=environment)
    Path("tts.py").write_text(CALL)
    write(".secrets.baseline", plain_baseline("tts.py"))
    run("scan")
    shutil.copyfile(BASELINE, "copy.json")
    hook = (sys.executable, "-m", "detect_secrets.pre_commit_hook", "-n", "--baseline", ".secrets.baseline")
    codes = [
        subprocess.run((*hook, name), check=False, capture_output=True, env=environment)
        for name in (BASELINE, "copy.json")
    ]
    assert [done.returncode for done in codes] == [0, 1]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{", "the baseline .secrets.baseline is no JSON"),
        ("[]", ".secrets.baseline is no baseline of detect-secrets"),
        ('{"results": {"a.py": [1]}}', ".secrets.baseline is no baseline of detect-secrets"),
        ('{"results": {}, "filters_used": {}}', ".secrets.baseline is no baseline of detect-secrets"),
        ("[" * 100_000, "the baseline .secrets.baseline is no JSON"),
        (
            '{"results": {}, "filters_used": [{"path": "detect_secrets.filters.regex.should_exclude_file", "pattern": ["("]}]}',
            'the pattern "(" of the filter',
        ),
    ],
)
def test_a_bad_baseline_is_one_sentence(run: Run, text: str, reason: str) -> None:
    Path("tts.py").write_text(CALL)
    Path(".secrets.baseline").write_text(text)
    for arguments in (["hook", "tts.py"], ["scan", "--baseline", ".secrets.baseline"]):
        result = run(*arguments)
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.startswith(f"sup-lint: {reason}")
        assert result.stderr.count("\n") == 1


def test_a_missing_baseline_is_one_sentence(run: Run) -> None:
    result = run("hook", "--baseline", "none.json", "x.py")
    assert result.exit_code == 2
    assert "the baseline none.json does not exist" in result.stderr
