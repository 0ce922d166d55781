"""The benchmarks still run. What they measure is nobody's promise."""

import ast
import os
import runpy
import shutil
import subprocess
import sys
from collections import Counter
from importlib import import_module
from pathlib import Path

import pytest

from sup_lint.config import Config
from sup_lint.engine.runner import check_paths

BENCHMARKS = Path(__file__).resolve().parents[1] / "benchmarks"


@pytest.mark.parametrize("leak", [True, False])
def test_a_suspect_module_is_python_of_the_wanted_length(leak: bool) -> None:
    suspect_module = runpy.run_path(str(BENCHMARKS / "corpora.py"))["suspect_module"]

    text = suspect_module(500, seed=1, leak=leak)

    assert text.count("\n") == 500
    assert any(isinstance(node, ast.FunctionDef) for node in ast.parse(text).body)
    assert text == suspect_module(500, seed=1, leak=leak)


def test_the_keys_are_found_in_a_log_and_in_small_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    corpora = runpy.run_path(str(BENCHMARKS / "copies.py"))
    keys = corpora["proven_keys"](seed=1)
    (tmp_path / "settings.env").write_text(corpora["settings_with"](keys), encoding="utf-8")
    corpora["write_log"](tmp_path / "service.log", 1_000_000, keys, seed=2)
    (tmp_path / "pages").mkdir()
    corpora["write_small_files"](tmp_path / "pages", 200, keys, seed=3)

    findings = check_paths(["."], Config(root=str(tmp_path))).report.findings

    assert Counter(finding.path for finding in findings) == {
        "settings.env": 3,
        "service.log": 3,
        **{f"pages/pages_00{folder}/page_{page}.json": 1 for folder, page in ((0, "50"), (1, "00"), (1, "50"))},
    }
    copies = [finding.message for finding in findings if finding.path != "settings.env"]
    assert sum("base64" in message for message in copies) == 2
    assert sum("percent" in message for message in copies) == 2


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ("package/one.py:7: a key\n{directory}/package/two.py\n", "2 of 3"),
        ("./package/one.py, other.py and /etc/hosts", "1 of 3, 1 other"),
        ("{directory}/other.py", "0 of 3, 1 other"),
        ("repository/three.py:1", "1 of 3"),
        ("3 files checked, package/one.pyc, a.b." + "x" * 9000, "0 of 3"),
    ],
)
def test_who_finds_a_key_names_its_file(
    printed: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    (tmp_path / "repository").mkdir()
    for name in ("other.py", "repository/three.py"):
        (tmp_path / name).touch()
    measuring, findings = import_module("measuring"), import_module("findings")
    planted = ("package/one.py", "package/two.py", "three.py")

    result = measuring.Result(measuring.Contestant("peer", ("peer",)), output=printed.format(directory=tmp_path))

    assert findings.found(result, planted, tmp_path) == said
    assert findings.found(result, None, tmp_path) == ""


def test_a_peer_is_cut_and_the_others_are_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    measuring = import_module("measuring")
    monkeypatch.setattr(measuring, "PATIENCE_SECONDS", 0.2)
    contestants = [
        measuring.Contestant("slow", ("sleep", "60"), limit=0.3),
        measuring.Contestant("fast", ("echo", "speech.py")),
        measuring.Contestant("wrong", ("false",)),
    ]

    slow, fast, wrong = measuring.run_in_turn(contestants, tmp_path, dict(os.environ), runs=2)

    assert slow.cut
    assert len(slow.samples) == 1
    assert (fast.output, fast.failure, len(fast.samples)) == ("speech.py\n", None, 2)
    assert wrong.failure == "exit code 1: no output"


def test_peers_are_looked_for_in_their_own_folder_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    contestants, peers = import_module("contestants"), import_module("peers")
    programs, _ = peers.programs_folders(tmp_path)
    programs.mkdir(parents=True)
    (programs / "python").touch(mode=0o755)
    library = tmp_path / "python/lib/python3/site-packages"
    (library / "detect_secrets-1.5.0.dist-info").mkdir(parents=True)

    assert contestants.installed("python", tmp_path) == str(programs / "python")
    assert contestants.installed("python", None) != str(programs / "python")
    assert contestants.installed("no-such-program", tmp_path) is None
    assert peers.versions(tmp_path) == {"detect-secrets": "1.5.0"}


@pytest.mark.skipif(
    shutil.which("sup-lint", path=str(Path(sys.executable).parent)) is None,
    reason="the command is measured as users have it: installed",
)
def test_a_case_runs_to_its_end() -> None:
    command = (sys.executable, str(BENCHMARKS / "run.py"), "--only", "start-up", "--runs", "1")

    result = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)

    assert result.returncode == 0, result.stdout + result.stderr
    assert "sup-lint --version" in result.stdout
