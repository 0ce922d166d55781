"""Files are written whole or not at all, whatever happens meanwhile."""

import errno
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sup_lint.engine.fixing.drafts import Change
from sup_lint.engine.fixing.writing import WritingError, write
from sup_lint.sources.writing import Replacement

ROOT = Path(__file__).resolve().parents[2]


def change(path: Path, before: bytes | None = b"old", after: bytes = b"new") -> Change:
    if before is not None:
        path.write_bytes(before)
    return Change(path.name, str(path), before, after)


def test_all_files_are_written_and_keep_what_they_are(tmp_path: Path) -> None:
    script, plain, new = tmp_path / "run.py", tmp_path / "a.py", tmp_path / ".env.example"
    changes = [change(script), change(plain), change(new, None)]
    script.chmod(0o755)
    plain.chmod(0o600)
    before = os.umask(0o027)
    try:
        write(changes)
    finally:
        os.umask(before)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        "run.py": b"new",
        "a.py": b"new",
        ".env.example": b"new",
    }
    assert [stat.S_IMODE(path.stat().st_mode) for path in (script, plain, new)] == [0o755, 0o600, 0o640]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may give files away")
def test_the_owner_stays(tmp_path: Path) -> None:
    one = change(tmp_path / "a.py")
    os.chown(one.place, 12345, 23456)
    os.chmod(one.place, 0o4750)
    write([one])
    status = os.stat(one.place)
    assert (status.st_uid, status.st_gid, stat.S_IMODE(status.st_mode)) == (12345, 23456, 0o4750)


def test_nobody_else_may_read_a_file_that_is_not_finished(tmp_path: Path) -> None:
    target = tmp_path / "a.py"
    target.write_bytes(b"old")
    target.chmod(0o644)
    replacement = Replacement(str(target))
    replacement.out.write(b"new")
    (temporary,) = set(tmp_path.iterdir()) - {target}
    assert stat.S_IMODE(temporary.stat().st_mode) == 0o600
    replacement.discard()
    assert list(tmp_path.iterdir()) == [target]


def gone(path: Path) -> None:
    path.unlink()


def other(path: Path) -> None:
    path.write_bytes(b"other")


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize("meddle", [gone, other, folder])
@pytest.mark.parametrize("late", [False, True])
def test_what_another_wrote_is_left_alone_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, meddle: Callable[[Path], None], late: bool
) -> None:
    first, second = change(tmp_path / "a.py"), change(tmp_path / "b.py")
    finish = Replacement.finish

    def meddling(self: Replacement) -> None:
        finish(self)
        if self.target == second.place:
            meddle(Path(first.place))

    if late:
        monkeypatch.setattr(Replacement, "finish", meddling)
    else:
        meddle(Path(first.place))
    with pytest.raises(WritingError, match=r"^a\.py: .*\. No file was fixed\.$"):
        write([first, second])
    assert (tmp_path / "b.py").read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".tmp"] == []


def test_a_file_that_came_meanwhile_is_left_alone(tmp_path: Path) -> None:
    one = change(tmp_path / "a.py", None)
    Path(one.place).write_bytes(b"other")
    with pytest.raises(WritingError, match="changed while it was checked"):
        write([one])
    assert Path(one.place).read_bytes() == b"other"


CALLS = ["open", "fsync", "chmod", "replace"]


@pytest.mark.parametrize("name", CALLS)
@pytest.mark.parametrize("at", range(1, 3))
@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EROFS, errno.EIO])
def test_a_failing_system_leaves_each_file_old_or_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, at: int, error: int
) -> None:
    changes = [change(tmp_path / "a.py"), change(tmp_path / "b.py")]
    real: Callable[..., Any] = getattr(os, name)
    calls = 0

    def failing(*arguments: Any, **options: Any) -> Any:
        nonlocal calls
        is_ours = name != "open" or arguments[1] & os.O_CREAT
        calls += bool(is_ours)
        if is_ours and calls == at:
            raise OSError(error, os.strerror(error))
        return real(*arguments, **options)

    monkeypatch.setattr(os, name, failing)
    with pytest.raises(WritingError, match=os.strerror(error)) as caught:
        write(changes)
    found = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    is_partial = name == "replace" and at == 2
    assert found == {"a.py": b"new" if is_partial else b"old", "b.py": b"old"}
    assert ("Fixed before that: a.py." in str(caught.value)) is is_partial


def test_a_full_disk_while_writing(tmp_path: Path) -> None:
    one = change(tmp_path / "a.py", after=b"new")
    # A limit on the size of files is the full disk that everybody has.
    script = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "from sup_lint.engine.fixing.drafts import Change; from sup_lint.engine.fixing.writing import *\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
        "try: write([Change('a.py', sys.argv[1], b'old', b'x' * 10000)])\n"
        "except WritingError as error: print(error)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, one.place],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert done.stdout == "a.py: could not be written: File too large. No file was fixed.\n", done.stderr
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a.py": b"old"}


KILLED = """
import os, signal, sys
from sup_lint.engine.fixing.drafts import Change
from sup_lint.engine.fixing.writing import write
from sup_lint.sources.writing import sweep
folder = sys.argv[1]
OLD, NEW = b"old " * 5000, b"new " * 6000
names = ["a.py", "b.py"]
kills = 0
for number in range(1, 400):
    for name in os.listdir(folder):
        os.unlink(f"{folder}/{name}")
    for name in names:
        with open(f"{folder}/{name}", "wb") as file:
            file.write(OLD)
    child = os.fork()
    if not child:
        left = number
        def count(frame, event, argument):
            global left
            if event in ("c_call", "c_return"):
                left -= 1
                if not left:
                    os.kill(os.getpid(), signal.SIGKILL)
        changes = [Change(name, f"{folder}/{name}", OLD, NEW) for name in names]
        sys.setprofile(count)
        write(changes)
        sys.setprofile(None)
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    for name in names:
        data = open(f"{folder}/{name}", "rb").read()
        assert data in (OLD, NEW), (number, name, len(data))
    for name in set(os.listdir(folder)) - set(names):
        path = f"{folder}/{name}"
        assert b"old" not in open(path, "rb").read(), number
        os.utime(path, (1, 1))
    sweep(folder)
    assert sorted(os.listdir(folder)) == names, (number, os.listdir(folder))
    if status == 0:
        break
    kills += 1
print(kills)
"""


def test_killed_at_any_moment(tmp_path: Path) -> None:
    """At every call of the writer, before and after it, one process is killed; no file is torn, no old text lies about."""
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(tmp_path)],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert 60 < int(done.stdout) < 399


def test_only_what_is_abandoned_is_swept(tmp_path: Path) -> None:
    one = change(tmp_path / "a.py")
    fresh, stale = tmp_path / f".sup-lint-{'0' * 16}.tmp", tmp_path / f".sup-lint-{'1' * 16}.tmp"
    named = tmp_path / ".sup-lint-notes.tmp"
    for path in (fresh, stale, named):
        path.write_bytes(b"x")
    for path in (stale, named):
        os.utime(path, (1, 1))
    write([one])
    assert {path.name for path in tmp_path.iterdir()} == {"a.py", fresh.name, named.name}
