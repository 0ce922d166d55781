"""The hook under the real pre-commit, in real repositories.

pre-commit builds an environment for the hook, which needs pip and a package index. Without an index these
tests are skipped; where `CI` is set they fail instead.
"""

import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
HOOK = "sup-lint"
AWKWARD_NAMES = ("--exit-zero.py", "two words.py", "한글.py", "first\nsecond.py")

Result = subprocess.CompletedProcess[str]


def made_up_key(seed: int) -> str:
    return "".join(random.Random(seed).choices("0123456789abcdef", k=32))


def leaking_module(key: str) -> str:
    return f'from supertone import Supertone\n\nclient = Supertone(api_key="{key}")\n'


CLEAN_MODULE = """\
import os

from supertone import Supertone

client = Supertone(api_key=os.environ["SUPERTONE_API_KEY"])
"""


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
    """This project as the next commit would hold it, in a repository of its own: no files that git ignores.

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
        if (ROOT / name).is_file():
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

    def stage(self, files: Mapping[str, str], *, args: str | None = None) -> None:
        """Write `files` and a configuration with the hook and its `args` (a YAML list); stage everything."""
        revision = git(self.hook_repository, self.environment, "rev-parse", "HEAD").strip()
        hook = f"{{id: {HOOK}}}" if args is None else f"{{id: {HOOK}, args: {args}}}"
        config = f"repos: [{{repo: '{self.hook_repository}', rev: {revision}, hooks: [{hook}]}}]\n"
        for name, content in {**files, ".pre-commit-config.yaml": config}.items():
            (self.directory / name).parent.mkdir(exist_ok=True)
            (self.directory / name).write_text(content, encoding="utf-8")
        git(self.directory, self.environment, "add", "--all")

    def pre_commit(self, *arguments: str) -> Result:
        return self._run_hook(sys.executable, "-m", "pre_commit", *arguments)

    def commit(self) -> Result:
        """Commit what is staged, with the hook installed as users install it."""
        installed = self.pre_commit("install", "--install-hooks")
        assert installed.returncode == 0, installed.stdout + installed.stderr
        return self._run_hook("git", "commit", "--message", "Change")

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


def assert_found(result: Result, keys: Mapping[str, str]) -> None:
    """The hook failed with findings, named the line in each file, and showed no key."""
    output = result.stdout + result.stderr
    assert result.returncode == 1, output
    for name, key in keys.items():
        # A line break in a name is shown escaped, what follows it stays.
        assert f"{name.splitlines()[-1]}:3:" in output, output
        assert key not in output


def test_manifest_is_valid(consumer: Consumer) -> None:
    result = consumer.pre_commit("validate-manifest", str(ROOT / ".pre-commit-hooks.yaml"))

    assert result.returncode == 0, result.stdout + result.stderr


def test_try_repo_finds_a_leak_under_every_name(consumer: Consumer) -> None:
    keys = {name: made_up_key(seed) for seed, name in enumerate(AWKWARD_NAMES)}
    consumer.stage({name: leaking_module(key) for name, key in keys.items()} | {"clean.py": CLEAN_MODULE})

    result = consumer.pre_commit("try-repo", str(consumer.hook_repository), HOOK, "--all-files")

    assert_found(result, keys)
    assert "clean.py:" not in result.stdout


def test_run_finds_a_leak_under_every_name(consumer: Consumer) -> None:
    keys = {name: made_up_key(seed) for seed, name in enumerate(AWKWARD_NAMES)}
    consumer.stage({name: leaking_module(key) for name, key in keys.items()} | {"clean.py": CLEAN_MODULE})

    result = consumer.pre_commit("run", "--all-files")

    assert_found(result, keys)
    assert "clean.py:" not in result.stdout


def test_own_arguments_that_end_in_two_dashes(consumer: Consumer) -> None:
    key = made_up_key(11)
    consumer.stage({"--exit-zero.py": leaking_module(key)}, args="[--select, SUP101, --format, concise, --]")

    result = consumer.pre_commit("run", "--all-files")

    assert_found(result, {"--exit-zero.py": key})


def test_own_arguments_take_effect(consumer: Consumer) -> None:
    consumer.stage({"app.py": leaking_module(made_up_key(12))}, args="[--select, SUP104, --]")

    result = consumer.pre_commit("run", "--all-files")

    assert result.returncode == 0, result.stdout + result.stderr


def test_a_name_taken_for_an_option_fails_the_hook(consumer: Consumer) -> None:
    """Own arguments without the final `--` don't let a leak pass in silence."""
    key = made_up_key(13)
    consumer.stage({"--exit-zero.py": leaking_module(key)}, args="[--select, SUP101]")

    result = consumer.pre_commit("run", "--all-files")

    assert result.returncode == 1
    assert key not in result.stdout + result.stderr


def test_a_staged_leak_stops_the_commit(consumer: Consumer) -> None:
    key = made_up_key(14)
    consumer.stage({"app.py": leaking_module(key)})

    result = consumer.commit()

    assert_found(result, {"app.py": key})
    assert not consumer.has_commit()


def test_a_staged_leak_counts_although_the_work_tree_is_clean(consumer: Consumer) -> None:
    key = made_up_key(15)
    consumer.stage({"app.py": leaking_module(key)})
    (consumer.directory / "app.py").write_text(CLEAN_MODULE, encoding="utf-8")

    result = consumer.commit()

    assert_found(result, {"app.py": key})
    assert not consumer.has_commit()


def test_a_leak_that_is_not_staged_does_not_stop_the_commit(consumer: Consumer) -> None:
    consumer.stage({"app.py": CLEAN_MODULE})
    leak = leaking_module(made_up_key(16))
    (consumer.directory / "app.py").write_text(leak, encoding="utf-8")

    result = consumer.commit()

    assert result.returncode == 0, result.stdout + result.stderr
    assert consumer.has_commit()
    assert (consumer.directory / "app.py").read_text(encoding="utf-8") == leak


def test_clean_files_pass(consumer: Consumer) -> None:
    consumer.stage(dict.fromkeys(AWKWARD_NAMES, CLEAN_MODULE))

    result = consumer.pre_commit("run", "--all-files")

    assert result.returncode == 0, result.stdout + result.stderr
    assert "Passed" in result.stdout


def test_a_key_in_a_component_stops_the_commit(consumer: Consumer) -> None:
    key = made_up_key(17)
    component = f"export const speak = () =>\n  fetch(url, {{ headers: {{ 'x-sup-api-key': '{key}' }} }});\n"
    consumer.stage({"src/Speak.jsx": component, "package.json": '{"dependencies": {"react": "^19.0.0"}}'})

    result = consumer.commit()

    assert result.returncode == 1, result.stdout + result.stderr
    assert not consumer.has_commit()
    assert "src/Speak.jsx:2" in result.stdout + result.stderr
    assert "SUP201" in result.stdout + result.stderr
    assert key not in result.stdout + result.stderr
