"""A repository as the working directory."""

import os
from pathlib import Path

import pytest

from tests.clone import ENVIRONMENT, Clone, make_clone


@pytest.fixture
def outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working directory outside of any repository, without the caller's git variables and settings."""
    for name in os.environ:
        if name.startswith("GIT_"):
            monkeypatch.delenv(name)
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    path = tmp_path / "here"
    path.mkdir()
    monkeypatch.chdir(path)
    return path


@pytest.fixture
def clone(outside: Path) -> Clone:
    """A new repository, which is the working directory."""
    return make_clone(outside)
