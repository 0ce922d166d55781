"""A working directory of one's own, with the real git at hand."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working directory, outside any repository, without the caller's git variables and settings."""
    for name in os.environ:
        if name.startswith("GIT_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    path = tmp_path / "here"
    path.mkdir()
    monkeypatch.chdir(path)
    return path


@pytest.fixture
def git(here: Path) -> Callable[..., str]:
    """Run git in the working directory, or in the folder that `-C` names, and give its output."""

    def run(*arguments: str) -> str:
        identity = ("-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "protocol.file.allow=always")
        done = subprocess.run(["git", *identity, *arguments], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


@pytest.fixture
def plant(here: Path) -> Callable[..., None]:
    """Write files with some text, and the folders that they need."""

    def write(*names: str, text: str = "x = 1\n") -> None:
        for name in names:
            path = here / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)

    return write
