"""The commands for detect-secrets in an empty repository."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from click.testing import Result

from tests.command import invoke


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Run `sup-lint detect-secrets` with arguments."""
    tmp_path.joinpath(".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return partial(invoke, "detect-secrets")
