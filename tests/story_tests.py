"""Runs the tests of many stories: one process has pytest at hand, and splits off a new one for each story."""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

# Reads a line of JSON for each run: a folder, the variables to set, and the arguments for pytest. What that prints goes
# to a file; the exit status goes back.
_SERVER = """
import json, os, sys
import _pytest.assertion.rewrite, _pytest.capture, _pytest.config, _pytest.doctest, _pytest.fixtures, _pytest.junitxml
import _pytest.monkeypatch, _pytest.python, _pytest.tmpdir, _pytest.unittest, pytest
for line in sys.stdin:
    folder, variables, arguments, output = json.loads(line)
    child = os.fork()
    if not child:
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(variables)
        sys.path.insert(0, folder)
        descriptor = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(descriptor, 1)
        os.dup2(descriptor, 2)
        code = 70
        try:
            code = int(pytest.main(arguments))
        finally:
            sys.stdout.flush()
            os._exit(code)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


class Done(NamedTuple):
    """The exit code of pytest and all that it printed."""

    returncode: int
    output: str


class StoryTests:
    """The waiting process; as a context manager it ends it. `environment` is what it starts in."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", _SERVER],
            env={**environment, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()

    def run(self, project: Path, variables: Mapping[str, str]) -> Done:
        """Run the tests of a project; `variables` are its whole environment."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        output = project.parent / f"{project.name}.output"
        arguments = ["-q", "-p", "no:cacheprovider", "tests"]
        print(json.dumps([str(project), dict(variables), arguments, str(output)]), file=self._process.stdin, flush=True)
        code = int(self._process.stdout.readline())
        return Done(code, output.read_text(encoding="utf-8", errors="replace"))
