"""Cloning with real git: what is fetched, what isn't, and what happens to credentials."""

import base64
import os
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from sup_lint.sources.git.cloning import clone
from sup_lint.sources.git.command import GitError
from sup_lint.sources.git.remotes import Remote, remote


def git(folder: Path, *arguments: str) -> str:
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "init.defaultBranch=main")
    done = subprocess.run(["git", "-C", str(folder), *identity, *arguments], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def address(text: str) -> Remote:
    found = remote(text)
    assert found is not None
    return found


@pytest.fixture
def origin(tmp_path: Path) -> Path:
    folder = tmp_path / "origin"
    folder.mkdir()
    git(folder, "init")
    (folder / "a.txt").write_text("a\n")
    git(folder, "add", ".")
    git(folder, "commit", "-m", "a")
    git(folder, "branch", "other")
    git(folder, "update-ref", "refs/pull/1/head", "HEAD")
    return folder


def test_every_ref_is_there_and_nothing_is_checked_out(origin: Path, tmp_path: Path) -> None:
    clone(address(origin.as_uri()), str(tmp_path / "clone"))
    refs = git(tmp_path / "clone", "for-each-ref", "--format=%(refname)").split()
    assert refs == ["refs/heads/main", "refs/heads/other", "refs/pull/1/head"]
    assert not (tmp_path / "clone" / "a.txt").exists()


def test_templates_and_hooks_of_the_user_stay_out(
    origin: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hooks = tmp_path / "template" / "hooks"
    hooks.mkdir(parents=True)
    for name in ("post-checkout", "reference-transaction"):
        (hooks / name).write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n")
        (hooks / name).chmod(0o755)
    settings = tmp_path / "gitconfig"
    settings.write_text(f"[init]\ntemplateDir = {tmp_path}/template\n[core]\nhooksPath = {hooks}\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    clone(address(origin.as_uri()), str(tmp_path / "clone"))
    assert not (tmp_path / "ran").exists()
    assert not (tmp_path / "clone" / "hooks").exists()


def test_a_hook_of_git_that_runs_us_does_not_mislead(
    origin: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("GIT_WORK_TREE", str(tmp_path / "elsewhere"))
    clone(address(origin.as_uri()), str(tmp_path / "clone"))
    assert (tmp_path / "clone" / "packed-refs").exists()
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("file:///nowhere/app", "does not appear to be a git repository"),
        ("ftp://git.example.com/app", "not allowed"),
        ("ssh://-oProxyCommand=touch%20x/app", "strange hostname"),
    ],
)
def test_a_failure_says_why(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(GitError, match=f"could not be cloned: git says: .*{reason}"):
        clone(address(text), str(tmp_path / "clone"))


def test_without_git_it_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(GitError, match="could not be cloned: git is not installed"):
        clone(address("file:///nowhere"), str(tmp_path / "clone"))


def test_ssh_never_asks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = tmp_path / "ssh"
    script.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/arguments\nexit 255\n')
    script.chmod(0o755)
    monkeypatch.setenv("GIT_SSH_COMMAND", str(script))
    with pytest.raises(GitError):
        clone(address("git@git.example.com:app"), str(tmp_path / "clone"))
    assert "-oBatchMode=yes" in (tmp_path / "arguments").read_text()


class Server(ThreadingHTTPServer):
    """Asks who comes, and remembers the answers; whoever gives the right one is told that nothing is there."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Asking)
        self.answers: list[str] = []


class Asking(BaseHTTPRequestHandler):
    """The requests of git."""

    def do_GET(self) -> None:
        """Ask for a password, then say that there is no such repository."""
        assert isinstance(self.server, Server)
        given = self.headers.get("Authorization")
        if given:
            self.server.answers.append(base64.b64decode(given.removeprefix("Basic ")).decode())
        self.send_response(404 if given else 401)
        self.send_header("WWW-Authenticate", 'Basic realm="git"')
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield running
        running.shutdown()
        thread.join()


def test_a_password_reaches_the_server_and_nothing_else(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Whoever can list processes sees their arguments: a git in front of the real one writes them down.
    tools = tmp_path / "tools"
    tools.mkdir()
    real = subprocess.run(["git", "--exec-path"], capture_output=True, text=True, check=True).stdout.strip()
    helper = tools / "git-remote-http"
    helper.write_text(f'#!/bin/sh\necho "$@" >> {tmp_path}/arguments\nexec {real}/git-remote-http "$@"\n')
    for name in os.listdir(real):
        if name != "git-remote-http":
            (tools / name).symlink_to(f"{real}/{name}")
    helper.chmod(0o755)
    monkeypatch.setenv("GIT_EXEC_PATH", str(tools))
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    place = f"127.0.0.1:{server.server_port}"
    with pytest.raises(GitError) as told:
        clone(address(f"http://user:s3cr%3At@{place}/app"), str(tmp_path / "clone"))
    assert server.answers == ["user:s3cr:t"]
    assert f"http://{place}/app" in (tmp_path / "arguments").read_text()
    assert "s3cr" not in (tmp_path / "arguments").read_text()
    assert "s3cr" not in str(told.value)
    assert "user" not in str(told.value)


def test_a_server_that_asks_is_not_answered_for_the_user(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with pytest.raises(GitError, match="terminal prompts disabled"):
        clone(address(f"http://127.0.0.1:{server.server_port}/app"), str(tmp_path / "clone"))
    assert server.answers == []
