"""The command line in this process: as quick as a function call, and all that most tests need."""

from inspect import signature
from typing import Any

from click.testing import CliRunner, Result


def invoke(*arguments: str, stdin: str | bytes | None = None) -> Result:
    """Run `sup-lint` with arguments in the working directory; what it prints and its exit code."""
    from sup_lint.cli.main import main

    # Before click 8.2 the streams had to be asked for separately.
    separate: Any = {"mix_stderr": False} if "mix_stderr" in signature(CliRunner).parameters else {}
    return CliRunner(**separate).invoke(main, list(arguments), input=stdin)
