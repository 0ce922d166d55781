"""Streams as the operating system gives them: closed, broken, full, a terminal, of another encoding."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

STUB = """
import sys, types
from sup_lint.model.finding import Checklist, Confidence, Finding
from sup_lint.model.severity import Severity
from sup_lint.model.region import Region
from sup_lint.model.report import Report
finding = Finding("SUP101", "hardcoded-key", Severity.ERROR, Confidence.HIGH, "Wrong …", "한글.py",
                  Region(1, 1, 1, 2), Checklist.SOURCE)
def check_paths(paths, config, *, known=(), on_progress=None, remembers=False, jobs=1):
    if sys.stderr.isatty():
        print(f"progress {on_progress is not None}", file=sys.stderr)
    return types.SimpleNamespace(report=Report(findings=(finding,) * 5000, files=9), missing=(), is_void=False)
stub = types.ModuleType("sup_lint.engine.runner")
stub.check_paths = check_paths
sys.modules["sup_lint.engine.runner"] = stub
from sup_lint.cli.main import main
main()
"""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    unwanted = {"NO_COLOR", "FORCE_COLOR", "COLUMNS", "PYTHONIOENCODING", "PYTHONUNBUFFERED"}
    kept = {name: value for name, value in os.environ.items() if name not in unwanted}
    return kept | {"PYTHONPATH": str(Path(__file__).parents[2]), "TERM": "xterm", "PYTHONUTF8": "1"}


@pytest.fixture
def command(tmp_path: Path) -> list[str]:
    script = tmp_path / "stub.py"
    script.write_text(STUB, encoding="utf-8")
    return [sys.executable, str(script)]


def on_terminal(command: list[str], environment: dict[str, str], stream: str) -> str:
    """What `command` shows on a terminal that is its `stream`, `stdout` or `stderr`."""
    ours, theirs = pty.openpty()
    out, errors = (theirs if stream == name else subprocess.DEVNULL for name in ("stdout", "stderr"))
    with (
        subprocess.Popen(command, env=environment, stdout=out, stderr=errors) as process,
        open(ours, "rb", 0) as screen,
    ):
        os.close(theirs)
        shown = b""
        try:
            while data := screen.read(65536):
                shown += data
        except OSError:  # how Linux says that the other end is closed
            process.wait()
    return shown.decode("utf-8")


def test_a_reader_that_leaves_ends_it_quietly(command: list[str], environment: dict[str, str]) -> None:
    with subprocess.Popen(
        [*command, "check", "--format", "concise"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline() == "한글.py:1:1: SUP101 hardcoded-key Wrong …\n".encode()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


def test_closed_standard_output_leaves_the_exit_code(command: list[str], environment: dict[str, str]) -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", 'exec "$@" >&-', "sh", *command, "check", "--quiet"],
        stderr=subprocess.PIPE,
        env=environment,
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, b"")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="this system has no device that is always full")
def test_a_full_disk_is_one_sentence(command: list[str], environment: dict[str, str]) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run([*command, "check"], stdout=full, stderr=subprocess.PIPE, env=environment, check=False)
        assert done.returncode == 2
        assert done.stderr.endswith(b"standard output could not be written: No space left on device\n")
        told_nobody = subprocess.run(
            [*command, "check", "--format", "json", "--output", "/dev/null"],
            stderr=full,
            env=environment,
            check=False,
        )
        assert told_nobody.returncode == 1


def test_what_an_encoding_lacks_is_written_otherwise(command: list[str], environment: dict[str, str]) -> None:
    done = subprocess.run(
        [*command, "check", "--format", "concise"],
        capture_output=True,
        env=environment | {"PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"},
        check=False,
    )
    assert done.returncode == 1
    assert done.stdout.startswith(rb"\ud55c\uae00.py:1:1: SUP101 hardcoded-key Wrong ~")


TERMINALS = pytest.mark.parametrize(
    ("extra", "coloured", "progress"),
    [({}, True, True), ({"NO_COLOR": "1"}, False, True), ({"TERM": "dumb"}, False, False)],
)


@TERMINALS
def test_a_terminal_gets_colour_and_progress(
    command: list[str], environment: dict[str, str], *, extra: dict[str, str], coloured: bool, progress: bool
) -> None:
    environment |= extra
    arguments = [*command, "check", "--format", "concise"]
    assert ("\x1b[" in on_terminal(arguments, environment, "stdout")) is coloured
    assert f"progress {progress}" in on_terminal(arguments, environment, "stderr")
    assert "progress False" in on_terminal([*arguments, "--quiet"], environment, "stderr")


@TERMINALS
def test_a_terminal_gets_a_page_and_no_markdown(
    command: list[str], environment: dict[str, str], *, extra: dict[str, str], coloured: bool, progress: bool
) -> None:
    shown = on_terminal([*command, "explain", "SUP101"], environment | extra, "stdout")
    assert "## " not in shown
    assert "What it does" in shown
    assert ("\x1b[4;35m" in shown) is coloured
