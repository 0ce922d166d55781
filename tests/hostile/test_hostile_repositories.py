"""Repositories made by somebody who wants git, or us, to run what they brought along."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.hostile.commands import sup_lint, write
from tests.keymaker import make_key
from tests.repositories import run_git

KEY = make_key(71)
LEAK = f'from supertone import Supertone\n\nclient = Supertone(api_key="{KEY}")\n'

# Settings of a repository that name a program, or make git ask one.
SETTINGS = """
core.fsmonitor core.pager core.editor core.sshCommand core.askPass core.gitProxy core.alternateRefsCommand
sequence.editor interactive.diffFilter diff.external gpg.program gpg.ssh.program pager.log pager.diff pager.show
pager.status pager.branch credential.helper uploadpack.packObjectsHook sendemail.sendmailCmd web.browser
""".split()
ALIASES = "status diff log show ls-files ls-tree cat-file rev-parse rev-list for-each-ref config check-ignore".split()
VARIABLES = """
GIT_EXTERNAL_DIFF GIT_SSH_COMMAND GIT_SSH GIT_PAGER GIT_EDITOR GIT_SEQUENCE_EDITOR GIT_ASKPASS GIT_PROXY_COMMAND PAGER
EDITOR SSH_ASKPASS
""".split()
COMMANDS = (
    ("check", "."),
    ("check", "--staged"),
    ("check", "--since", "HEAD~1"),
    ("check", "--since", "HEAD~1", "--all-lines"),
    ("scan", "."),
    ("scan", "--jobs", "1", "."),
    ("baseline", "write"),
    ("baseline", "prune"),
    ("bundle", "."),
    ("explain", "SUP101"),
    ("detect-secrets", "doctor"),
    ("detect-secrets", "hook", "app.py", "later.py"),
)


@pytest.fixture
def trap(tmp_path: Path) -> Path:
    """A file that is there once anything of the repository's was run."""
    return tmp_path / "sprung"


@pytest.fixture
def script(tmp_path: Path, trap: Path) -> str:
    path = tmp_path / "script"
    path.write_text(f'#!/bin/sh\necho "$0 $*" >> {trap}\ncat\n', encoding="utf-8")
    path.chmod(0o700)
    return str(path)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a leak in two commits and one that is staged; the working directory."""
    path = tmp_path / "repository"
    path.mkdir()
    run_git(path, "init", "--quiet", "--initial-branch=main")
    for name in ("app.py", "later.py"):
        write(path, {name: LEAK})
        run_git(path, "add", "--all")
        run_git(path, "commit", "--quiet", "-m", name)
    write(path, {"staged.py": LEAK, "app.py": f"{LEAK}\n# changed\n"})
    run_git(path, "add", "--all")
    monkeypatch.chdir(path)
    monkeypatch.setenv(
        "PYTHONPATH", os.pathsep.join([str(Path(__file__).parents[2]), os.environ.get("PYTHONPATH", "")])
    )
    return path


def arm(repository: Path, script: str) -> None:
    """Let everything that git knows of in a repository lead to the script."""
    for name in SETTINGS:
        run_git(repository, "config", name, script)
    for name in ALIASES:
        run_git(repository, "config", f"alias.{name}", f"!{script}")
    for kind in ("textconv", "command"):
        run_git(repository, "config", f"diff.evil.{kind}", script)
    for kind in ("clean", "smudge", "process"):
        run_git(repository, "config", f"filter.evil.{kind}", script)
    run_git(repository, "config", "filter.evil.required", "true")
    run_git(repository, "config", "merge.evil.driver", script)
    run_git(repository, "config", "submodule.evil.update", f"!{script}")
    run_git(repository, "config", "submodule.recurse", "true")
    run_git(repository, "config", "log.showSignature", "true")
    run_git(repository, "config", "protocol.ext.allow", "always")
    run_git(repository, "config", "remote.origin.url", f"ext::{script}")
    run_git(repository, "config", "remote.origin.promisor", "true")
    run_git(repository, "config", "remote.origin.uploadpack", script)
    hooks = repository / "hooks"
    hooks.mkdir()
    for name in ("post-index-change", "pre-commit", "post-checkout", "reference-transaction", "fsmonitor-watchman"):
        (hooks / name).write_bytes(Path(script).read_bytes())
        (hooks / name).chmod(0o700)
    run_git(repository, "config", "core.hooksPath", str(hooks))
    write(repository, {".gitattributes": "* diff=evil filter=evil merge=evil\n"})
    write(repository, {"more.gitconfig": f"[core]\n\tfsmonitor = {script}\n[diff]\n\texternal = {script}\n"})
    run_git(repository, "config", "include.path", "../more.gitconfig")
    # The files are newer than the index says: git has to look at them, and would filter them.
    for name in ("app.py", "later.py", "staged.py"):
        os.utime(repository / name, (2_000_000_000, 2_000_000_000))


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_nothing_of_a_repository_is_run(repository: Path, trap: Path, script: str, arguments: tuple[str, ...]) -> None:
    if arguments[:2] == ("baseline", "prune"):
        assert sup_lint("baseline", "write").code == 0
    arm(repository, script)
    told = sup_lint(*arguments, environment=dict.fromkeys(VARIABLES, script))
    assert not trap.exists(), trap.read_text(encoding="utf-8")
    assert told.code in {0, 1}, told.errors
    if arguments[0] in {"check", "scan"}:
        assert "SUP101" in told.out, told.errors


def test_the_trap_springs(repository: Path, trap: Path, script: str) -> None:
    """Plain git falls into it: the test above would see it."""
    arm(repository, script)
    subprocess.run(["git", "diff", "HEAD"], cwd=repository, capture_output=True, check=False, timeout=60)
    assert trap.exists()


def test_traces_are_not_written(repository: Path, tmp_path: Path) -> None:
    names = ("GIT_TRACE", "GIT_TRACE2", "GIT_TRACE2_EVENT", "GIT_TRACE_SETUP", "GIT_REDIRECT_STDERR")
    told = sup_lint("check", "--staged", environment={name: str(tmp_path / name) for name in names})
    assert told.code == 1
    assert not [name for name in names if (tmp_path / name).exists()]


def test_a_folder_that_poses_as_a_repository_is_a_folder(repository: Path, trap: Path, script: str) -> None:
    bare = repository / "vendor"
    for name in ("objects", "refs"):
        (bare / name).mkdir(parents=True)
    settings = f"[core]\n\trepositoryformatversion = 0\n\tworktree = ..\n\tfsmonitor = {script}\n"
    write(bare, {"HEAD": "ref: refs/heads/main\n", "config": settings, "leak.py": LEAK})
    for arguments in (("check", "vendor"), ("check", "--staged", "vendor"), ("scan", ".")):
        assert sup_lint(*arguments).code in {0, 1}
        assert not trap.exists()
    assert "vendor/leak.py" in sup_lint("check", "vendor").out


def test_a_git_file_that_leads_elsewhere(repository: Path, tmp_path: Path, trap: Path, script: str) -> None:
    arm(repository, script)
    outside = tmp_path / "outside"
    write(outside, {".git": f"gitdir: {repository / '.git'}\n", "mine.py": LEAK})
    circle = tmp_path / "circle"
    write(circle, {".git": "gitdir: .git\n", "mine.py": LEAK})
    linked = tmp_path / "linked"
    write(linked, {"mine.py": LEAK})
    (linked / ".git").symlink_to(repository / ".git")
    for folder in (outside, circle, linked):
        os.chdir(folder)
        told = sup_lint("check", ".")
        assert told.code == 1, told
        assert "mine.py" in told.out
        assert not trap.exists()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away")
def test_another_owner_is_told_and_files_are_checked(repository: Path) -> None:
    write(repository, {".gitignore": "ignored.py\n", "ignored.py": LEAK})
    for folder, _, names in os.walk(repository):
        for path in (folder, *(os.path.join(folder, name) for name in names)):
            os.chown(path, 12345, 12345)
    told = sup_lint("check", ".")
    assert told.code == 1
    assert "app.py" in told.out
    assert "Traceback" not in told.errors
    for arguments in (("check", "--staged"), ("scan", ".")):
        told = sup_lint(*arguments)
        sentences = [line for line in told.errors.splitlines() if "own" in line]
        assert len(sentences) == 1, told.errors
        assert "safe.directory" in told.errors


def test_patterns_of_gitignore_without_end(repository: Path) -> None:
    write(repository, {".gitignore": "*a" * 5_000 + "\n" + "**/" * 3_000 + "b\n" + "[" * 9_000 + "\n\\\n!\n" * 2_000})
    # Git's own matching would not come to an end over a long name, and is given up after two minutes.
    told = sup_lint("check", ".")
    assert told.code == 1
    assert "app.py" in told.out
