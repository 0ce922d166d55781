"""`--staged` and `--since` on the command line: what goes together, and what is said when git can't tell."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.clone import ENVIRONMENT, Clone, make_clone
from tests.keymaker import make_key

Run = Callable[..., Result]
LEAK = f'SUPERTONE_API_KEY = "{make_key(1)}"\n'


@pytest.fixture
def clone(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Clone:
    """A repository in the working directory."""
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    for name in ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"):
        monkeypatch.delenv(name, raising=False)
    return make_clone(tmp_path)


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["--staged", "--since", "main"], "--staged and --since contradict each other"),
        (["--all-lines"], "--all-lines goes with --since only"),
        (["--staged", "--all-lines"], "--all-lines goes with --since only"),
        (["--staged", "--stdin-filename", "x.py"], "--stdin-filename and --staged contradict each other"),
        (["--since", "main", "--stdin-filename", "x.py"], "--stdin-filename and --since contradict each other"),
    ],
)
def test_what_does_not_go_together_is_wrong_usage(run: Run, arguments: list[str], complaint: str) -> None:
    result = run("check", *arguments)
    assert result.exit_code == 2
    assert result.stderr == f"sup-lint: {complaint} (see `sup-lint check --help`)\n"


def test_outside_of_git_it_is_told_in_a_sentence(run: Run) -> None:
    for arguments in (["--staged"], ["--since", "main"]):
        result = run("check", *arguments)
        assert result.exit_code == 2
        assert result.stderr == f"sup-lint: {arguments[0]}: this folder is not in a git repository\n"


def test_without_git_it_is_told_in_a_sentence(run: Run, clone: Clone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(clone.path / "nowhere"))
    result = run("check", "--staged")
    assert result.exit_code == 2
    assert result.stderr == "sup-lint: --staged: could not be asked: git is not installed, or its folder not there\n"


def test_an_unknown_revision_is_told_in_a_sentence(run: Run, clone: Clone) -> None:
    clone.commit({"app.py": "x = 1\n"})
    for revision in ("nowhere", "--exit-zero"):
        result = run("check", f"--since={revision}")
        assert result.exit_code == 2
        assert result.stderr.startswith("sup-lint: --since: ")
        assert result.stderr.count("\n") == 1


def test_nothing_to_check_is_said(run: Run, clone: Clone) -> None:
    clone.commit({"app.py": LEAK})
    for arguments, said in (
        (["--staged"], "0 files checked: nothing is staged that sup-lint reads.\n"),
        (["--since", "HEAD"], "0 files checked: nothing has changed that sup-lint reads.\n"),
    ):
        result = run("check", *arguments)
        assert result.exit_code == 0
        assert result.stdout == ""
        assert result.stderr == said


def test_findings_give_the_same_exit_codes_as_ever(run: Run, clone: Clone) -> None:
    clone.commit({"app.py": "x = 1\n"})
    clone.stage({"app.py": LEAK})
    clone.write({"app.py": "x = 1\n"})
    assert run("check", "--staged").exit_code == 1
    assert run("check", "--staged", "--exit-zero").exit_code == 0
    assert run("check", "--staged", "--select", "SUP3").exit_code == 0
    assert run("check", "--since", "HEAD").exit_code == 0
    clone.write({"app.py": LEAK})
    result = run("check", "--since", "HEAD", "--format", "concise")
    assert result.exit_code == 1
    assert result.stdout.startswith("app.py:1:")
    assert run("check", "--since", "HEAD", "nowhere.py").exit_code == 2


def test_settings_come_from_the_disk(run: Run, clone: Clone) -> None:
    clone.stage({"app.py": LEAK, "pyproject.toml": "[tool.sup-lint]\n"})
    assert run("check", "--staged").exit_code == 1
    clone.write({"pyproject.toml": '[tool.sup-lint]\nexclude = ["app.py"]\n'})
    assert run("check", "--staged").exit_code == 0
