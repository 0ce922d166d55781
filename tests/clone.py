"""A git repository with a work tree, where a test stages, commits and checks."""

import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ENVIRONMENT = {
    "GIT_AUTHOR_NAME": "Test",
    "GIT_AUTHOR_EMAIL": "test@example.com",
    "GIT_COMMITTER_NAME": "Test",
    "GIT_COMMITTER_EMAIL": "test@example.com",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}


@dataclass(frozen=True)
class Clone:
    """A repository whose work tree is the folder `path`."""

    path: Path

    def git(self, *arguments: str, fails: bool = False, environment: Mapping[str, str] | None = None) -> str:
        """Run git in the work tree and give what it prints; it has to succeed, or to fail where that is wanted."""
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        done = subprocess.run(
            ["git", "-c", "protocol.file.allow=always", *arguments],
            cwd=self.path,
            env=inherited | ENVIRONMENT | dict(environment or {}),
            capture_output=True,
            encoding="utf-8",
            errors="surrogateescape",
            check=False,
        )
        assert (done.returncode != 0) is fails, done.stdout + done.stderr
        return done.stdout + (done.stderr if fails else "")

    def write(self, files: Mapping[str, str | bytes]) -> None:
        """Write files into the work tree, and make the folders that they need."""
        for name, content in files.items():
            path = self.path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())

    def stage(self, files: Mapping[str, str | bytes]) -> None:
        """Write files and add them, even those that git ignores, to the index."""
        self.write(files)
        self.git("add", "--force", "--", *files)

    def commit(self, files: Mapping[str, str | bytes], message: str = "a commit") -> str:
        """Commit files, and all that is staged; give the commit's name."""
        self.stage(files)
        self.git("commit", "-qm", message, "--allow-empty", "--no-verify")
        return self.git("rev-parse", "HEAD").strip()


def make_clone(path: Path, *options: str) -> Clone:
    """Make a new repository on the branch `main`; `options` are those of `git init`."""
    path.mkdir(parents=True, exist_ok=True)
    clone = Clone(path)
    clone.git("init", "-q", "-b", "main", *options)
    return clone
