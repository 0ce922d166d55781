"""What the system denies: room on the disk, permissions, streams, a home, git; and files that are no files."""

import errno
import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from sup_lint.sources import reading
from tests.fuzz.corpus import seeds
from tests.hostile.commands import ENVIRONMENT, sup_lint, write
from tests.keymaker import make_key
from tests.repositories import run_git

ROOT = Path(__file__).resolve().parents[2]
KEY = make_key(73)
LEAK = f'from supertone import Supertone\n\nclient = Supertone(api_key="{KEY}")\n'
COMMAND = [sys.executable, "-m", "sup_lint"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with one leak, the working directory."""
    path = tmp_path / "repository"
    path.mkdir()
    run_git(path, "init", "--quiet")
    write(path, {"app.py": LEAK})
    monkeypatch.chdir(path)
    return path


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, **ENVIRONMENT, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", **more}


# --- the disk -----------------------------------------------------------------------------------------------------


@pytest.fixture
def full_disk() -> Iterator[None]:
    """No file can grow beyond a few bytes."""
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (64, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)


def test_no_room_for_a_report_or_a_baseline(folder: Path, tmp_path: Path, full_disk: None) -> None:
    report = tmp_path / "report"
    report.write_text("old", encoding="utf-8")
    (folder / ".sup-lint-baseline").write_text("old\n", encoding="utf-8")
    for arguments in (
        ("check", "--isolated", "--output", str(report)),
        ("check", "--isolated", "--output", "/dev/full"),
    ):
        told = sup_lint(*arguments)
        assert told.code == 2, told
        assert len([line for line in told.errors.splitlines() if "could not be written" in line]) == 1, told.errors
    os.unlink(folder / ".sup-lint-baseline")
    told = sup_lint("baseline", "write")
    assert told.code == 2, told
    assert "could not be written" in told.errors
    assert report.read_text(encoding="utf-8") == "old"
    assert sorted(os.listdir(tmp_path)) == ["report", "repository"]
    assert sorted(os.listdir(folder)) == [".git", "app.py"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root becomes somebody else")
def test_a_tree_that_may_only_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    place = Path(tempfile.mkdtemp())
    runs: tuple[tuple[tuple[str, ...], int, tuple[str, ...]], ...] = (
        (("check", "."), 1, ("hidden.py: could not be read: permission denied", "closed: could not be read")),
        (("check", "--output", "report"), 2, ("could not be written: Permission denied",)),
        (("baseline", "write"), 2, ("could not be written: Permission denied",)),
    )
    try:
        os.chmod(place, 0o755)
        write(place, {"app.py": LEAK, "hidden.py": LEAK, "closed/inner.py": LEAK})
        monkeypatch.chdir(place)
        for arguments, _, _ in runs:  # what these import may lie where others can't read
            sup_lint(*arguments)
        for name in ("report", ".sup-lint-baseline"):
            os.unlink(place / name)
        os.chmod(place / "hidden.py", 0)
        os.chmod(place / "closed", 0)
        os.seteuid(12345)
        try:
            told = [sup_lint(*arguments) for arguments, _, _ in runs]
        finally:
            os.seteuid(0)
        for (_, code, words), each in zip(runs, told, strict=True):
            assert each.code == code, each
            assert all(word in each.errors for word in words), each.errors
    finally:
        shutil.rmtree(place)


KILLED = """
import os, signal, sys
function, number = sys.argv.pop(1), int(sys.argv.pop(1))
original, calls = getattr(os, function), []
def die(*arguments, **options):
    calls.append(function)
    if len(calls) == number:
        os.kill(os.getpid(), signal.SIGKILL)
    return original(*arguments, **options)
setattr(os, function, die)
from sup_lint.cli.main import main
main()
"""


@pytest.mark.parametrize("function", ["fsync", "replace"])
def test_killed_while_a_baseline_is_written(folder: Path, function: str) -> None:
    assert sup_lint("baseline", "write").code == 0
    baseline = folder / ".sup-lint-baseline"
    before = baseline.read_bytes()
    write(folder, {"more.py": LEAK})
    done = subprocess.run(
        [sys.executable, "-c", KILLED, function, "1", "baseline", "write"],
        env=environment(),
        capture_output=True,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert baseline.read_bytes() == before
    for path in folder.iterdir():
        assert path.is_dir() or path.suffix == ".py" or KEY.encode() not in path.read_bytes()
    told = sup_lint("check", ".")
    assert told.code == 1
    assert "more.py" in told.out
    assert "app.py" not in told.out
    assert sup_lint("baseline", "write").code == 0
    assert sup_lint("check", ".").code == 0


@pytest.mark.parametrize("function", ["fsync", "replace"])
def test_killed_while_a_fix_is_written(folder: Path, function: str) -> None:
    run_git(folder, "add", "--all")
    run_git(folder, "commit", "--quiet", "-m", "Leak")
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    done = subprocess.run(
        [sys.executable, "-c", KILLED, function, "1", "check", "--fix", "."],
        env=environment(),
        capture_output=True,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    after = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    assert after["app.py"] == before["app.py"]
    assert not [name for name, data in after.items() if name not in before and KEY.encode() in data]
    sup_lint("check", "--fix", ".")
    assert KEY.encode() not in (folder / "app.py").read_bytes()


def test_killed_while_a_verdict_is_remembered(folder: Path, tmp_path: Path) -> None:
    clean = "import os\nfrom supertone import Supertone\nSupertone(api_key=os.environ['K'])\n"
    write(folder, {"app.py": clean})
    cache = tmp_path / "cache"
    done = subprocess.run(
        [sys.executable, "-c", KILLED, "replace", "1", "check", "."],
        env=environment(SUP_LINT_CACHE_DIR=str(cache)),
        capture_output=True,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    left = list(cache.iterdir())
    assert [path.suffix for path in left] == [".draft"]
    remembered = left[0].with_name(left[0].name.split(".")[0])
    for torn in (left[0].read_bytes()[:40], b"", b"\0" * 500):  # as a crash of the whole system leaves it
        remembered.write_bytes(torn)
        for files, code in (({"app.py": LEAK}, 1), ({"app.py": clean}, 0)):
            write(folder, files)
            told = sup_lint("check", ".", environment={"SUP_LINT_CACHE_DIR": str(cache)})
            assert told.code == code, told


# --- the surroundings ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        {"HOME": "/nonexistent", "XDG_CONFIG_HOME": "/nonexistent", "XDG_CACHE_HOME": "/dev/null/x"},
        {"PATH": "/nonexistent"},
        {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"TMPDIR": "/nonexistent", "TEMP": "/nonexistent"},
        {"TERM": "", "COLUMNS": "-5", "LINES": "x"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_an_odd_environment(folder: Path, change: dict[str, str]) -> None:
    write(folder, {"한글 이름.py": LEAK})
    done = subprocess.run(
        [*COMMAND, "check", ".", "--format", "concise"], env=environment(**change), capture_output=True, check=False
    )
    assert done.returncode == 1, done.stderr
    assert done.stdout.count(b"SUP101") == 2
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("closed", ["0<&-", "1>&-", "2>&-", "0<&- 1>&- 2>&-"])
def test_closed_streams(folder: Path, closed: str) -> None:
    script = f'exec "$@" {closed}'
    done = subprocess.run(
        ["/bin/sh", "-c", script, "sh", *COMMAND, "check", "."], env=environment(), capture_output=True, check=False
    )
    assert done.returncode == 1, done.stderr
    assert b"Traceback" not in done.stderr


def test_what_is_written_is_as_private_as_the_user_says(folder: Path, tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        assert sup_lint("check", "--output", str(tmp_path / "report")).code == 1
        assert sup_lint("baseline", "write").code == 0
    finally:
        os.umask(before)
    for path in (tmp_path / "report", folder / ".sup-lint-baseline"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_working_directory_that_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    told = sup_lint("check", ".")
    assert told.code == 2
    assert told.errors == "sup-lint: the working directory does not exist any more\n"


# --- files --------------------------------------------------------------------------------------------------------


def test_what_is_no_file(folder: Path) -> None:
    os.mkfifo(folder / "pipe.py")
    os.symlink("circle.py", folder / "circle.py")
    os.symlink("/dev/zero", folder / "endless.py")
    os.symlink("..", folder / "up")
    told = sup_lint("check", ".")
    assert told.code == 1
    assert told.out.count("SUP101") == 1
    told = sup_lint("check", "app.py", "pipe.py", "endless.py", "circle.py", "/dev/null", "/dev/zero")
    assert told.code == 1, told
    for name in ("pipe.py", "endless.py", "circle.py", "/dev/null", "/dev/zero"):
        assert sum(line.startswith(f"{name}: ") for line in told.errors.splitlines()) == 1, told.errors


def test_folders_beyond_the_longest_path(folder: Path) -> None:
    for _ in range(25):  # 25 × 201 bytes is more than PATH_MAX
        os.mkdir("d" * 200)
        os.chdir("d" * 200)
    with open("deep.py", "w", encoding="utf-8") as file:
        file.write(LEAK)
    os.chdir(folder)
    told = sup_lint("check", ".")
    assert told.code == 1
    assert "app.py" in told.out
    assert "Traceback" not in told.errors


@pytest.mark.parametrize("fault", ["gone", "locked", "a folder", "broken disk"])
def test_files_that_change_while_they_are_read(folder: Path, monkeypatch: pytest.MonkeyPatch, fault: str) -> None:
    """Whichever of the readings of a file it is that fails, the others are checked."""
    write(
        folder,
        {
            "settings.py": f'KEY = "{KEY}"\n',
            "main.py": "import settings, supertone\nsupertone.Supertone(settings.KEY)\n",
        },
    )
    whole = sup_lint("check", ".")
    assert "settings.py" in whole.out
    real = reading.read
    errors = {
        "gone": FileNotFoundError("could not be read: gone"),
        "locked": PermissionError("could not be read: locked"),
        "a folder": IsADirectoryError("is not a regular file"),
        "broken disk": OSError(errno.EIO, "Input/output error"),
    }
    for failing in range(1, 4):
        count = 0

        def read(path: str) -> bytes:
            nonlocal count
            if path.endswith("settings.py"):
                count += 1
                if count == failing:  # noqa: B023 - it is called in this turn of the loop only
                    raise errors[fault]
            return real(path)

        monkeypatch.setattr(reading, "read", read)
        told = sup_lint("check", ".")
        assert told.code == 1, (failing, told)
        assert "app.py" in told.out


def test_many_files_in_one_folder(folder: Path) -> None:
    many = folder / "many"
    many.mkdir()
    (many / "0").write_text("x = 1\n", encoding="utf-8")
    for number in range(1, 3_000):
        os.link(many / "0", many / f"{number}.py")
    told = sup_lint("check", ".")
    assert told.code == 1
    assert "3001 files" in told.out.replace(",", "")


LINE_END_TARGETS = ("python", "javascript", "lexical", "settings")


def test_line_ends_of_windows_change_nothing(folder: Path) -> None:
    outcomes = []
    for system, line_end in (("unix", "\n"), ("windows", "\r\n")):
        place = folder / system
        for target in LINE_END_TARGETS:
            for number, seed in enumerate(seeds(target)):
                name, _, text = seed.replace(b"@KEY@", KEY.encode()).partition(b"\n")
                if b"\0" in text or b"\x02" in text:
                    continue
                path = place / target / str(number) / name.decode()
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(text.replace(b"\n", line_end.encode()))
        os.chdir(place)
        told = sup_lint("check", ".", "--format", "concise", "--isolated")
        outcomes.append([" ".join(line.split()[:2]) for line in told.out.splitlines()])
    assert len(outcomes[0]) > 20
    assert outcomes[0] == outcomes[1]


def test_backslashes_are_no_separators_here(folder: Path) -> None:
    if os.sep == "\\":
        pytest.skip("they are")
    told = sup_lint("check", "src\\app.py")
    assert told.code == 2
    assert "src\\\\app.py" in told.errors or "src\\app.py" in told.errors
    write(folder, {"src\\app.py": LEAK, "sup-lint.toml": 'exclude = ["src\\\\\\\\app.py"]\n'})
    assert "src" not in sup_lint("check", ".", "--format", "concise").out
