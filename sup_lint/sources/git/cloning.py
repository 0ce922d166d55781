"""Cloning: the one time that git may fetch."""

import os
import signal
from typing import TYPE_CHECKING

from sup_lint.sources.git.command import GitError, kept_environment, reason_of

if TYPE_CHECKING:
    import subprocess

    from sup_lint.sources.git.remotes import Remote

# No hooks, templates or background work; a connection that says nothing for two minutes is given up.
_OPTIONS = (
    "--no-pager",
    "-c",
    f"core.hooksPath={os.devnull}",
    "-c",
    "core.fsmonitor=false",
    "-c",
    "gc.auto=0",
    "-c",
    "maintenance.auto=false",
    "-c",
    "transfer.bundleURI=false",
    "-c",
    "submodule.recurse=false",
    "-c",
    "http.lowSpeedLimit=1",
    "-c",
    "http.lowSpeedTime=120",
)
_SSH_OPTIONS = "-oBatchMode=yes -oConnectTimeout=30 -oServerAliveInterval=30"
# How a user reaches servers; everything else that may stand in GIT_* has no business here.
_KEPT = frozenset(
    {
        "GIT_ASKPASS",
        "GIT_HTTP_PROXY_AUTHMETHOD",
        "GIT_HTTP_USER_AGENT",
        "GIT_PROXY_COMMAND",
        "GIT_PROXY_SSL_CAINFO",
        "GIT_SSH",
        "GIT_SSH_COMMAND",
        "GIT_SSH_VARIANT",
        "GIT_SSL_CAINFO",
        "GIT_SSL_CAPATH",
        "GIT_SSL_CERT",
        "GIT_SSL_KEY",
        "GIT_SSL_NO_VERIFY",
    }
)
_SET = {
    "GIT_ALLOW_PROTOCOL": "http:https:ssh:git:file",
    "GIT_LFS_SKIP_SMUDGE": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
    "SSH_ASKPASS_REQUIRE": "never",
}
# Git asks it when the server wants to know who comes. In the address, both would stand in the list of processes.
_ANSWER = '!answer() { echo "username=$SUP_LINT_USER"; echo "password=$SUP_LINT_PASSWORD"; }; answer'
_LONGEST_COMPLAINT = 1 << 16
_GRACE = 3.0

_running: "set[subprocess.Popen[bytes]]" = set()


def clone(remote: "Remote", folder: str) -> None:
    """Clone all that the repository offers into `folder`, which git creates. Nothing is checked out, nobody is asked.

    Raises GitError, whose message shows neither user nor password; what is there of the clone then, the caller removes.
    """
    import subprocess

    command = ["git", *_OPTIONS, "clone", "--quiet", "--mirror", "--template=", "--no-recurse-submodules", "--"]
    try:
        process = subprocess.Popen(
            [*command, remote.url, folder],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env=_environment(remote),
            # With its helpers, so that all of them can be ended.
            process_group=0,
        )
    except OSError as error:
        reason = "git is not installed" if isinstance(error, FileNotFoundError) else "git does not start"
        raise GitError(f"could not be cloned: {reason}") from None
    _running.add(process)
    try:
        assert process.stderr is not None
        complaint = b""
        while chunk := os.read(process.stderr.fileno(), _LONGEST_COMPLAINT):
            complaint = (complaint + chunk)[-_LONGEST_COMPLAINT:]
        code = process.wait()
    finally:
        _end(process)
    if code:
        raise GitError(f"could not be cloned: {remote.without_secrets(reason_of(complaint))}")


def end_all() -> None:
    """End every clone of this process that is under way."""
    for process in tuple(_running):
        _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    import contextlib
    import subprocess

    if process.poll() is None:
        _signal(process, signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(_GRACE)
        # What git started may have outlived it.
        _signal(process, signal.SIGKILL)
        process.wait()
    if process.stderr is not None:
        process.stderr.close()
    _running.discard(process)


def _signal(process: "subprocess.Popen[bytes]", number: int) -> None:
    try:
        os.killpg(process.pid, number)
    except (ProcessLookupError, PermissionError):
        return


def _environment(remote: "Remote") -> dict[str, str]:
    environment = kept_environment(_KEPT) | _SET
    environment.pop("SSH_ASKPASS", None)
    if "GIT_SSH" not in environment:
        ssh = environment.get("GIT_SSH_COMMAND") or _configured_ssh(environment) or "ssh"
        environment["GIT_SSH_COMMAND"] = ssh if "plink" in ssh.lower() else f"{ssh} {_SSH_OPTIONS}"
    if remote.password:
        environment |= {"SUP_LINT_USER": remote.user, "SUP_LINT_PASSWORD": remote.password}
        # No other helper is asked or told to remember these, and no other host gets them that a server redirects to.
        helper = f"credential.{_host(remote)}.helper"
        environment |= _settings(environment, ("credential.helper", ""), (helper, _ANSWER))
    elif remote.user:
        environment |= _settings(environment, (f"credential.{_host(remote)}.username", remote.user))
    return environment


def _host(remote: "Remote") -> str:
    return "/".join(remote.url.split("/", 3)[:3])


def _settings(environment: dict[str, str], *settings: tuple[str, str]) -> dict[str, str]:
    """Variables that give git more settings than those that they give already."""
    count = environment.get("GIT_CONFIG_COUNT", "")
    start = int(count) if count.isdecimal() else 0
    given = {"GIT_CONFIG_COUNT": str(start + len(settings))}
    for number, (name, value) in enumerate(settings, start):
        given |= {f"GIT_CONFIG_KEY_{number}": name, f"GIT_CONFIG_VALUE_{number}": value}
    return given


def _configured_ssh(environment: dict[str, str]) -> str:
    import subprocess

    try:
        done = subprocess.run(
            ["git", "config", "--global", "--get", "core.sshCommand"],
            capture_output=True,
            env=environment,
            stdin=subprocess.DEVNULL,
            check=False,
        )
    except OSError:
        return ""
    return os.fsdecode(done.stdout).strip()
