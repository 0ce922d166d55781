"""Repositories with a long history: one made up, and this project's own."""

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.repositories import generate  # noqa: E402 - the tests lie beside this folder, not on the path


def write_history(path: Path, environment: Mapping[str, str], *, commits: int, megabytes: int) -> list[str]:
    """Make a repository with keys planted all over its history, packed as git packs it.

    Gives the files that a key came in with. The one that only HEAD's reflog remembers isn't among them: its entry is so
    old that packing forgets it.
    """
    made = generate(path, commits, megabytes=megabytes)
    git(path, environment, "read-tree", "-u", "--reset", "HEAD")
    git(path, environment, "gc", "--quiet")
    return sorted({planted.first.path for planted in made.planted.values() if planted.refs != ("HEAD@{1}",)})


def clone_own(path: Path, environment: Mapping[str, str]) -> bool:
    """Clone the repository that this folder lies in; tell whether there is one."""
    if not (ROOT / ".git").exists():
        return False
    git(ROOT, environment, "clone", "--quiet", "--no-hardlinks", str(ROOT), str(path))
    return True


def git(path: Path, environment: Mapping[str, str], *arguments: str) -> None:
    subprocess.run(("git", "-C", str(path), *arguments), check=True, env=dict(environment))
