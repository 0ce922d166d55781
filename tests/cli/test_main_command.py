"""`sup-lint` itself: help, version, unknown commands, and what is imported."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import Result

from sup_lint import __version__
from sup_lint.cli.main import main

Run = Callable[..., Result]


def test_help_lists_the_commands(run: Run) -> None:
    for option in ("--help", "-h"):
        result = run(option)
        assert result.exit_code == 0
        listed = [line.split(maxsplit=1) for line in result.stdout.splitlines()]
        assert ["check", "Check files and folders."] in listed
        assert ["explain", "Explain one rule, or list all."] in listed


def test_without_a_command_the_help_is_an_error(run: Run) -> None:
    result = run()
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("Usage: sup-lint [OPTIONS] COMMAND")


def test_version(run: Run) -> None:
    assert run("--version").stdout == f"sup-lint {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["chekc"], 'there is no command "chekc"; did you mean `sup-lint check`? (see `sup-lint --help`)'),
        ([".git"], 'there is no command ".git"; did you mean `sup-lint check .git`? (see `sup-lint --help`)'),
        (
            ["zzz"],
            'there is no command "zzz"; the commands are check, scan, bundle, explain, baseline, init, detect-secrets, server and completion (see `sup-lint --help`)',
        ),
        (["--versoin"], 'there is no option "--versoin"; did you mean "--version"? (see `sup-lint --help`)'),
    ],
)
def test_an_unknown_word_is_answered_with_the_nearest(run: Run, arguments: list[str], sentence: str) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"sup-lint: {sentence}\n"


def test_as_a_function_it_raises_and_returns_as_click_does() -> None:
    with pytest.raises(click.UsageError):
        main(["zzz"], standalone_mode=False)
    assert main(["--version"], standalone_mode=False) == 0


def program(tmp_path: Path, body: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name != "FORCE_COLOR"}
    environment["PYTHONPATH"] = str(Path(__file__).parents[2])
    return subprocess.run(
        [sys.executable, "-c", body],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=tmp_path,
        env=environment,
        check=False,
    )


STUB = """
import sys, types
from sup_lint.model.report import Report
stub = types.ModuleType("sup_lint.engine.runner")
stub.check_paths = lambda paths, config, **rest: types.SimpleNamespace(report=Report(files=12), missing=(), is_void=False)
sys.modules["sup_lint.engine.runner"] = stub
from sup_lint.cli.main import main
"""


def test_a_run_without_findings_imports_little(tmp_path: Path) -> None:
    tmp_path.joinpath(".git").mkdir()
    done = program(
        tmp_path,
        STUB
        + """
try:
    main(["check"])
finally:
    heavy = ("rich", "json", "tomllib", "pathspec", "libcst", "subprocess", "difflib", "shutil", "tempfile")
    own = ("sup_lint.rules", "sup_lint.catalogue", "sup_lint.cli.explain", "sup_lint.reporters.json_v1")
    print([name for name in heavy + own if name in sys.modules])
""",
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "12 files checked, no findings.\n[]\n"


def test_only_the_chosen_command_is_imported(tmp_path: Path) -> None:
    done = program(
        tmp_path,
        "import sys; from sup_lint.cli.main import main\n"
        "try:\n    main(['explain', 'SUP101'])\nfinally:\n    print('sup_lint.cli.check' in sys.modules)",
    )
    assert done.returncode == 0
    assert done.stdout.endswith("\nFalse\n")


def test_a_vanished_working_directory_is_one_sentence(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    done = program(gone, STUB + "import os; os.rmdir(os.getcwd()); main(['check'])")
    assert done.returncode == 2
    assert done.stderr == "sup-lint: the working directory does not exist any more\n"
