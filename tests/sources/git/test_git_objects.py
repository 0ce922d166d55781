"""Objects are read one by one and as a stream, and git is ended whatever happens."""

import os
import threading
from pathlib import Path

import pytest

from sup_lint.sources.git.command import Git, GitError
from sup_lint.sources.git.commits import Commits
from sup_lint.sources.git.objects import Listed, Objects, listed, names, stream
from sup_lint.sources.git.packed import PackedNames
from sup_lint.sources.git.piping import Running
from tests.repositories import run_git

SIZES = (0, 1, 2, 100, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 3 << 20)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    path = tmp_path / "repository"
    path.mkdir()
    run_git(path, "init", "--quiet", "--initial-branch=main")
    return path


def write(path: Path, data: bytes) -> str:
    return run_git(path, "hash-object", "-w", "--stdin", data=data).strip()


def body(size: int) -> bytes:
    """Bytes with line ends and nulls, which look like the headers of objects."""
    return (b"%d\nblob 3\n\0missing\n" % size * (size // 15 + 1))[:size]


def test_objects_of_every_size_come_whole_and_in_order(repository: Path) -> None:
    expected = [(write(repository, body(size)), body(size)) for size in SIZES]
    git = Git(str(repository))
    for asked in (expected, expected[::-1], expected * 3):
        assert list(stream(git, [name for name, _ in asked])) == asked
    with Objects(git) as objects:
        for name, data in expected:
            assert objects.read(name) == data
            assert objects.find(name) == Listed(name, "blob", len(data))
    found = [Listed(name, "blob", len(data)) for name, data in expected]
    assert sorted(listed(git)) == sorted(found)
    assert sorted(names(git)) == sorted(name.encode() for name, _ in expected)


def test_missing_and_too_large_objects_stand_between_others(repository: Path) -> None:
    small, large, larger = (write(repository, body(size)) for size in (10, 1000, 3 << 20))
    missing = "1" * 40
    asked = [missing, small, larger, missing, large, small, larger]
    git = Git(str(repository))
    found = list(stream(git, asked, largest=1000))
    assert [name for name, _ in found] == asked
    assert [data is None for _, data in found] == [True, False, True, True, False, False, True]
    assert [data is None for _, data in stream(git, asked, largest=999)] == [True, False, True, True, True, False, True]
    assert list(stream(git, [])) == []


def test_names_that_git_would_misread(repository: Path) -> None:
    (repository / "x blob 5").write_text("one")
    run_git(repository, "add", "--all")
    run_git(repository, "commit", "--quiet", "-m", "x")
    with Objects(Git(str(repository))) as objects:
        assert objects.read("HEAD:x blob 5") == b"one"
        for name in ("HEAD:x blob", "HEAD:x blob 6", "HEAD:line\nbreak", "nonsense", "", "HEAD:\udcff"):
            assert objects.read(name) is None
            assert objects.find(name) is None
        found = objects.find("HEAD")
        assert found is not None
        assert found.type == "commit"


def test_git_that_fails_says_why(tmp_path: Path) -> None:
    git = Git(str(tmp_path))
    for reading in (listed(git), names(git), stream(git, ["1" * 40])):
        with pytest.raises(GitError, match="not a git repository"):
            list(reading)
    with Objects(git) as objects, pytest.raises(GitError, match="not a git repository"):
        objects.read("HEAD")


def test_git_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(GitError, match="could not be asked"):
        list(names(Git(str(tmp_path))))


def test_long_complaints_hold_nobody_up(repository: Path) -> None:
    """More of them than a pipe holds: one reflog entry that points nowhere is one complaint."""
    run_git(repository, "commit", "--quiet", "--allow-empty", "-m", "x")
    log = repository / ".git" / "logs" / "HEAD"
    lines = [f"{'1' * 40} {'2' * 40} a <a@b> {number} +0000\tx\n" for number in range(20_000)]
    log.write_text("".join(lines) + log.read_text())
    with Running(Git(str(repository)), "fsck", "--no-dangling", given=()) as running:
        running.output.read()
        with pytest.raises(GitError, match="invalid reflog entry"):
            running.finish()


def test_whoever_asks_more_than_a_pipe_holds_is_not_held_up(repository: Path) -> None:
    name = write(repository, body(100))
    assert sum(data is not None for _, data in stream(Git(str(repository)), [name] * 40_000)) == 40_000


def test_nothing_runs_on_after_an_abandoned_stream(repository: Path) -> None:
    name = write(repository, body(1000))
    before = threading.active_count()
    open_files = len(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else 0
    for _ in range(3):
        reading = stream(Git(str(repository)), [name] * 50_000)
        next(reading)
        del reading
    assert threading.active_count() == before
    if open_files:
        assert len(os.listdir("/proc/self/fd")) == open_files


@pytest.mark.parametrize("width", [20, 32])
def test_packed_names_are_a_sequence(width: int) -> None:
    plain = [bytes([number] * width).hex() for number in range(5)]
    packed = PackedNames(map(bytes.fromhex, plain), width)
    assert list(packed) == plain
    assert [packed[place] for place in range(-5, 5)] == plain * 2
    assert list(packed[1:4]) == plain[1:4]
    assert [packed.position(name) for name in plain] == list(range(5))
    # Found across the border of two names it is none of them.
    assert packed.position("00" * (width - 1) + "01") is None
    assert packed.position("zz") is packed.position("00") is None
    for wanted in (plain[:2], [*plain[:2], *(f"{number:x}" for number in range(50))]):
        assert packed.positions(wanted) == {plain[0]: 0, plain[1]: 1}
    with pytest.raises(IndexError):
        packed[5]


def test_commits_are_a_sequence() -> None:
    lines = [b"%040x %040x|%d -0130\n" % (3 - place, 2 - place, place) for place in range(2)]
    commits = Commits([*lines, b"%040x |2 -0130\n" % 1])
    assert [commit.id for commit in commits] == [f"{number:040x}" for number in (3, 2, 1)]
    assert commits[0].date == "1969-12-31T22:30:00-01:30"
    assert commits[-1] == commits[2]
    assert commits[1:] == [commits[1], commits[2]]
    assert [list(commits.parents(place)) for place in range(3)] == [[1], [2], []]
    with pytest.raises(IndexError):
        commits[3]
