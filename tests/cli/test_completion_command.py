"""`sup-lint completion`, and what it makes a shell offer."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.shell_completion import BashComplete
from click.testing import Result

from sup_lint.cli.main import main

Run = Callable[..., Result]


def offered(*words: str) -> list[str]:
    """What is offered for the last word behind sup-lint."""
    *before, last = words
    found = BashComplete(main, {}, "sup-lint", "_SUP_LINT_COMPLETE").get_completions(list(before), last)
    return [item.value for item in found]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (("che",), ["check"]),
        (("check", "--format", "conc"), ["concise"]),
        (("check", "--select", "SUP30"), ["SUP301", "SUP302", "SUP303", "SUP304", "SUP305"]),
        (("check", "--ignore", "sup103,Headers-in"), ["sup103,headers-in-log"]),
        (("explain", "key-in-h"), ["key-in-history"]),
        (("explain", "nothing-such"), []),
        (("completion", ""), ["bash", "zsh", "fish"]),
    ],
)
def test_commands_options_and_rules_are_offered(words: tuple[str, ...], wanted: list[str]) -> None:
    assert offered(*words) == wanted


@pytest.mark.parametrize("words", [("check", "src/"), ("check", "--config", ""), ("bundle", "di"), ("scan", "")])
def test_where_paths_are_taken_the_shell_completes_them(words: tuple[str, ...]) -> None:
    *before, last = words
    (item,) = BashComplete(main, {}, "sup-lint", "_SUP_LINT_COMPLETE").get_completions(list(before), last)
    assert item.type == "file"


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_bash_completes_with_the_script(run: Run, tmp_path: Path) -> None:
    command = tmp_path / "sup-lint"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m sup_lint "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    asking = (
        f'{run("completion", "bash").stdout}\nPATH="{tmp_path}:$PATH"\n'
        'COMP_WORDS=(sup-lint explain key-in-l)\nCOMP_CWORD=2\n_sup_lint_completion sup-lint\necho "${COMPREPLY[@]}"\n'
    )
    done = subprocess.run(["bash", "-c", asking], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("key-in-log\n", "")


@pytest.mark.skipif(shutil.which("fish") is None, reason="needs fish")
def test_fish_shows_commas_in_descriptions_and_lists(run: Run, tmp_path: Path) -> None:
    command = tmp_path / "sup-lint"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m sup_lint "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    asking = f'set PATH "{tmp_path}" $PATH\n{run("completion", "fish").stdout}\ncomplete -C "sup-lint '
    for typed, wanted in (
        ("check --select SUP101,SUP20", [f"SUP101,SUP20{number}" for number in range(1, 7)]),
        ("explain SUP201", ["SUP201"]),
    ):
        done = subprocess.run(["fish", "-c", f'{asking}{typed}"'], capture_output=True, text=True, check=True)
        offered_lines = [line.split("\t") for line in done.stdout.splitlines()]
        assert [line[0] for line in offered_lines] == wanted
    (line,) = offered_lines
    assert line[1] == "a literal key in client-side source, a built bundle, a source map or a package"


def test_the_script_for_fish_splits_once(run: Run) -> None:
    assert 'string split --max 1 "," $completion' in run("completion", "fish").stdout


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_other_shells_take_their_script(run: Run, shell: str) -> None:
    script = run("completion", shell).stdout
    assert f"_SUP_LINT_COMPLETE={shell}_complete" in script
    if shutil.which(shell) is not None:
        subprocess.run([shell, "-n", "-c", script], check=True)


def test_an_unknown_shell_is_one_sentence(run: Run) -> None:
    result = run("completion", "tcsh")
    assert (result.exit_code, result.stdout) == (2, "")
    assert '"tcsh" is not one of "bash", "zsh", "fish"' in result.stderr
