"""How git is run: offline, without locks or questions, and deaf to what a hostile repository would have it do."""

import os
import re
from collections.abc import Collection, Mapping, Sequence
from typing import IO, TYPE_CHECKING, ClassVar
from weakref import WeakSet

from sup_lint.sources.watching import tell

if TYPE_CHECKING:
    import subprocess

# Variables that a user sets for all repositories. All other GIT_* ones are dropped: a hook's GIT_DIR makes
# any folder look like the top of the work tree. The repository that a folder lies in is found from the folder alone, in
# a hook as elsewhere; only GIT_INDEX_FILE means something to `check --staged`, which asks for it.
_KEPT = frozenset(
    {
        "GIT_CEILING_DIRECTORIES",
        "GIT_CONFIG_COUNT",
        "GIT_CONFIG_GLOBAL",
        "GIT_CONFIG_NOSYSTEM",
        "GIT_CONFIG_SYSTEM",
        "GIT_DISCOVERY_ACROSS_FILESYSTEM",
        "GIT_EXEC_PATH",
    }
)
_KEPT_PREFIXES = ("GIT_CONFIG_KEY_", "GIT_CONFIG_VALUE_")
# No locks, no questions, no fetching of missing objects, by whatever transport the repository names.
_SET = {
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
# A repository's own configuration may name programs to run, and a folder of it may pose as a bare repository.
_OPTIONS = (
    "--no-pager",
    "-c",
    "core.fsmonitor=false",
    "-c",
    f"core.hooksPath={os.devnull}",
    "-c",
    "safe.bareRepository=explicit",
)
# Git itself hangs on a FIFO named .gitignore; the largest work trees take seconds.
PATIENCE = 120
# What a pipe, and our side of it, may hold.
_BUFFER = 1 << 20
_LONGEST_REASON = 300
_CONTROLS = r"[\x00-\x1f\x7f-\x9f]"
_DUBIOUS = r"dubious ownership in repository at '([^']{1,4096})'"

_running: "WeakSet[subprocess.Popen[bytes]]" = WeakSet()


class GitError(Exception):
    """Git is missing, failed, or did not come back; the message says why in one sentence without a subject."""


class Git:
    """Runs git for one place: a folder whose repository is looked for from there, or, with `git_dir`, that repository.

    Both are absolute paths. `replaced` tells whether replacement objects stand in for the ones that they replace.
    """

    _is_over: ClassVar[bool] = False

    def __init__(self, directory: str, git_dir: str | None = None, *, replaced: bool = True) -> None:
        self._directory = directory
        self._git_dir = git_dir
        self._replaced = replaced

    def run(self, *arguments: str, data: bytes | None = None, index: str | None = None) -> bytes:
        """Give what git prints, `data` being its standard input and `index` the path of another index file.

        Raises GitError.
        """
        import subprocess

        environment = self._environment() | ({"GIT_INDEX_FILE": index} if index else {})
        try:
            with self._start(arguments, environment, subprocess.PIPE) as process:
                try:
                    output, complaint = process.communicate(data if data is not None else b"", PATIENCE)
                finally:
                    process.kill()
        except FileNotFoundError:
            raise GitError("could not be asked: git is not installed, or its folder not there") from None
        except subprocess.TimeoutExpired:
            raise GitError(f"could not be asked: git took more than {PATIENCE} seconds") from None
        except OSError as error:
            raise GitError(f"could not be asked: {(error.strerror or 'git does not start').lower()}") from None
        if process.returncode:
            raise GitError(reason_of(complaint))
        return output

    def start(self, *arguments: str, complaints: IO[bytes] | None = None) -> "subprocess.Popen[bytes]":
        """Start git with pipes for standard input and output; whoever starts it ends it. Raises GitError.

        Standard error goes to the file `complaints`, or into a pipe.
        """
        import subprocess

        try:
            process = self._start(arguments, self._environment(), complaints or subprocess.PIPE, _BUFFER)
        except OSError as error:
            raise GitError(f"could not be asked: {(error.strerror or 'git does not start').lower()}") from None
        _widen(process.stdout)
        return process

    @classmethod
    def end_all(cls) -> None:
        """End every git that this process started, and let it start no more: whoever needs one gets GitError."""
        cls._is_over = True
        for process in tuple(_running):
            process.kill()

    def _start(
        self, arguments: Sequence[str], environment: Mapping[str, str], complaints: IO[bytes] | int, buffer: int = -1
    ) -> "subprocess.Popen[bytes]":
        import subprocess

        tell(None)
        if self._is_over:
            raise GitError("could not be asked: the run was interrupted")
        process = subprocess.Popen(
            self._command(arguments),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=complaints,
            env=environment,
            bufsize=buffer,
        )
        _running.add(process)
        if self._is_over:
            process.kill()
        return process

    def _command(self, arguments: Sequence[str]) -> list[str]:
        where = ["-C", self._directory]
        if self._git_dir is not None:
            where.append(f"--git-dir={self._git_dir}")
        return ["git", *_OPTIONS, *where, *arguments]

    def _environment(self) -> dict[str, str]:
        plain = {} if self._replaced else {"GIT_NO_REPLACE_OBJECTS": "1", "GIT_GRAFT_FILE": os.devnull}
        return kept_environment() | _SET | plain


def kept_environment(more: Collection[str] = ()) -> dict[str, str]:
    """The environment without the GIT_* variables that git must not see; `more` names further ones that it may."""
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_") or name in _KEPT or name in more or name.startswith(_KEPT_PREFIXES)
    }


def _widen(pipe: IO[bytes] | None) -> None:
    """Let a pipe hold more, so that git waits less for us; the system may have its reasons not to."""
    try:
        import fcntl

        if pipe is not None:
            fcntl.fcntl(pipe.fileno(), fcntl.F_SETPIPE_SZ, _BUFFER)
    except (ImportError, AttributeError, OSError):
        return


def reason_of(complaint: bytes) -> str:
    """What git complains of on standard error, as one sentence without a subject and without control characters."""
    lines = complaint.decode("utf-8", "replace").strip().splitlines()
    told = next((line for line in lines if line.startswith(("fatal:", "error:"))), lines[0] if lines else "")
    if owned := re.search(_DUBIOUS, told):
        place = re.sub(_CONTROLS, "?", owned[1])
        return (
            "belongs to another user, and git reads no such repository; if you trust it, run "
            f"`git config --global --add safe.directory '{place}'`"
        )
    told = re.sub(_CONTROLS, "?", told.partition(": ")[2] or told)[:_LONGEST_REASON]
    return f"git says: {told}" if told else "git failed and gave no reason"
