"""The commands for detect-secrets in an empty repository."""

from collections.abc import Callable
from inspect import signature
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Run `sup-lint detect-secrets` with arguments."""
    tmp_path.joinpath(".git").mkdir()
    monkeypatch.chdir(tmp_path)

    def invoke(*arguments: str) -> Result:
        from sup_lint.cli.main import main

        # Before click 8.2 the streams had to be asked for separately.
        separate: Any = {"mix_stderr": False} if "mix_stderr" in signature(CliRunner).parameters else {}
        return CliRunner(**separate).invoke(main, ["detect-secrets", *arguments])

    return invoke
