"""A repository of somebody who uses the hooks, under the real pre-commit.

pre-commit builds an environment for the hook, which needs pip and a package index. Without an index these
tests are skipped; where `CI` is set they fail instead.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
HOOK = "sup-lint"
_BESIDE = ("benchmarks/", "fixtures/", "tests/")

Result = subprocess.CompletedProcess[str]


def clean_environment(pre_commit_home: Path) -> dict[str, str]:
    """What git and pre-commit run in: neither this run's repository nor the user's git settings reach in."""
    own = ("GIT_", "PRE_COMMIT")
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(own)}
    return inherited | {
        "GIT_AUTHOR_NAME": "Test",
        "GIT_AUTHOR_EMAIL": "test@example.com",
        "GIT_COMMITTER_NAME": "Test",
        "GIT_COMMITTER_EMAIL": "test@example.com",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_TERMINAL_PROMPT": "0",
        "PIP_RETRIES": "1",
        # Python compiles what the hook imports; pip would compile everything.
        "PIP_NO_COMPILE": "1",
        "PRE_COMMIT_HOME": str(pre_commit_home),
        "PYTHONUTF8": "1",
        # A test process that measures its own coverage must not measure the hook's.
        "COVERAGE_PROCESS_START": "",
    }


def run(command: tuple[str, ...], directory: Path, environment: Mapping[str, str]) -> Result:
    return subprocess.run(
        command,
        cwd=directory,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )


def git(directory: Path, environment: Mapping[str, str], *arguments: str) -> str:
    result = run(("git", *arguments), directory, environment)
    assert result.returncode == 0, result.stderr
    return result.stdout


def skip_without_index(result: Result) -> None:
    """Skip when pip could not reach its index; where `CI` is set, leave the failure to the caller."""
    unreachable = "connection broken by" in result.stdout + result.stderr
    if unreachable and not os.environ.get("CI"):
        pytest.skip("pip can't reach a package index, so pre-commit can't build the hook's environment")


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory that lives as long as this test run and is the same for all of its processes."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session")
def hook_repository(shared: Path) -> Path:
    """What of this project makes the package and the hooks, as the next commit would hold it, in a repository of its own.

    Made under another name and then renamed: whichever process comes first wins, and nobody sees half of it.
    """
    environment = clean_environment(shared / "pre-commit-home")
    # A checkout in a container often belongs to another user, which git refuses unless told otherwise.
    listing = (
        "git",
        "-c",
        "safe.directory=*",
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
    )
    listed = run(listing, ROOT, environment)
    if listed.returncode != 0:
        assert not os.environ.get("CI"), listed.stderr
        pytest.skip("not a git checkout, so there is nothing that pre-commit could clone")
    repository = shared / "hook-repository"
    if repository.exists():
        return repository
    draft = Path(tempfile.mkdtemp(dir=shared))
    for name in listed.stdout.split("\0"):
        if (ROOT / name).is_file() and not name.startswith(_BESIDE):
            (draft / name).parent.mkdir(parents=True, exist_ok=True)
            (draft / name).write_bytes((ROOT / name).read_bytes())
    git(draft, environment, "init", "--quiet")
    git(draft, environment, "add", "--all", "--force")
    git(draft, environment, "commit", "--quiet", "--message", "Snapshot")
    try:
        draft.rename(repository)
    except OSError:
        assert repository.exists()
    return repository


@dataclass(frozen=True, slots=True)
class Consumer:
    """A repository of somebody who uses the hook."""

    directory: Path
    hook_repository: Path
    environment: Mapping[str, str]

    def stage(self, files: Mapping[str, str], *, args: str | None = None, hook_id: str = HOOK) -> None:
        """Write `files` and a configuration with the hook and its `args` (a YAML list); stage everything."""
        revision = git(self.hook_repository, self.environment, "rev-parse", "HEAD").strip()
        hook = f"{{id: {hook_id}}}" if args is None else f"{{id: {hook_id}, args: {args}}}"
        config = f"repos: [{{repo: '{self.hook_repository}', rev: {revision}, hooks: [{hook}]}}]\n"
        for name, content in {**files, ".pre-commit-config.yaml": config}.items():
            (self.directory / name).parent.mkdir(exist_ok=True)
            (self.directory / name).write_text(content, encoding="utf-8")
        git(self.directory, self.environment, "add", "--all")

    def pre_commit(self, *arguments: str) -> Result:
        return self._run_hook(sys.executable, "-m", "pre_commit", *arguments)

    def git(self, *arguments: str) -> str:
        """Run git, which has to succeed, and give what it prints."""
        return git(self.directory, self.environment, *arguments)

    def commit(self, *arguments: str) -> Result:
        """Commit what is staged, or what the arguments of `git commit` say, with the hook as users install it."""
        installed = self.pre_commit("install", "--install-hooks")
        assert installed.returncode == 0, installed.stdout + installed.stderr
        return self._run_hook("git", "commit", "--message", "Change", *arguments)

    def has_commit(self) -> bool:
        return run(("git", "rev-parse", "--verify", "HEAD"), self.directory, self.environment).returncode == 0

    def _run_hook(self, *command: str) -> Result:
        result = run(command, self.directory, self.environment)
        skip_without_index(result)
        return result


@pytest.fixture
def consumer(shared: Path, tmp_path: Path, hook_repository: Path) -> Consumer:
    """A new, empty consumer.

    All of them share one PRE_COMMIT_HOME. pre-commit locks it while it builds, so the first test builds the
    one environment and those beside it wait.
    """
    directory = tmp_path / "consumer"
    directory.mkdir()
    environment = clean_environment(shared / "pre-commit-home")
    git(directory, environment, "init", "--quiet")
    return Consumer(directory, hook_repository, environment)
