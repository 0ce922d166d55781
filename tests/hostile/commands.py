"""The command line, run in this process."""

import io
import os
from collections.abc import Sequence
from inspect import signature
from pathlib import Path
from typing import Any, NamedTuple

from click.testing import CliRunner

ENVIRONMENT = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "TERM": "xterm", "COLUMNS": "120"}


class Told(NamedTuple):
    """What a run of `sup-lint` gave: its exit code, what it printed, and what it said on standard error."""

    code: int
    out: str
    errors: str


def sup_lint(*arguments: str, environment: dict[str, str] | None = None, stdin: bytes | None = None) -> Told:
    """Run `sup-lint` in the working directory."""
    from sup_lint.cli.main import main

    # Before click 8.2 the streams had to be asked for separately.
    separate: Any = {"mix_stderr": False} if "mix_stderr" in signature(CliRunner).parameters else {}
    runner = CliRunner(env=ENVIRONMENT | (environment or {}), **separate)
    result = runner.invoke(main, list(arguments), input=io.BytesIO(stdin) if stdin is not None else None)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Told(
        result.exit_code,
        result.stdout_bytes.decode("utf-8", "surrogateescape"),
        result.stderr_bytes.decode("utf-8", "surrogateescape"),
    )


def write(folder: Path, files: dict[str, str] | Sequence[tuple[str, str]]) -> None:
    """Write files below a folder."""
    for name, text in files.items() if isinstance(files, dict) else files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
