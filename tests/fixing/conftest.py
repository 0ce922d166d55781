"""A project to fix, and fixes made by hand."""

from pathlib import Path

import pytest

from tests.fixing.handmade import Fixer, install


@pytest.fixture
def fixers(monkeypatch: pytest.MonkeyPatch) -> dict[str, Fixer]:
    """What makes the fixes of findings, by their codes, in place of the rules."""
    return install(monkeypatch)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, a repository by its looks."""
    folder = tmp_path / "project"
    (folder / ".git").mkdir(parents=True)
    monkeypatch.chdir(folder)
    return folder
