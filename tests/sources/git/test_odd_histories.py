"""Histories that are empty, incomplete, damaged, hostile, or reached by unusual ways; built with the real git."""

import os
import threading
from collections.abc import Collection
from datetime import datetime
from pathlib import Path

import pytest

from sup_lint.model.inventory import MESSAGE, TAG_MESSAGE, Direction
from sup_lint.sources.git import history as history_module
from sup_lint.sources.git.command import GitError
from sup_lint.sources.git.history import History
from sup_lint.sources.git.reading import read_history
from sup_lint.sources.git.repository import open_repository
from tests.repositories import START, generate, run_git


def history_at(path: Path) -> History:
    repository = open_repository(str(path))
    assert repository is not None
    return read_history(repository)


def contents(history: History) -> dict[bytes, str]:
    return {data: name for name, data in history.blobs()}


class Writer:
    """Makes commits in a work tree, one an hour."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._now = START
        path.mkdir(exist_ok=True)
        run_git(path, "init", "--quiet", "--initial-branch=main")

    def git(self, *arguments: str) -> str:
        self._now += 3600
        return run_git(self.path, *arguments, at=self._now).strip()

    def write(self, name: str, text: str) -> None:
        (self.path / name).write_text(text)

    def commit(self, name: str, text: str) -> str:
        self.write(name, text)
        self.git("add", "--all")
        self.git("commit", "--quiet", "-m", f"Write {name}")
        return self.git("rev-parse", "HEAD")

    def blob(self, text: str) -> str:
        (self.path / ".git" / "text").write_text(text)
        return self.git("hash-object", "-w", ".git/text")

    def history(self) -> History:
        return history_at(self.path)


@pytest.fixture
def writer(tmp_path: Path) -> Writer:
    return Writer(tmp_path / "repository")


def refs_of(history: History, text: bytes) -> list[str]:
    return history.refs([history.first(contents(history)[text])[0].id])[0]


@pytest.mark.parametrize("options", [(), ("--bare",)])
def test_a_repository_without_a_commit(options: tuple[str, ...], tmp_path: Path) -> None:
    run_git(tmp_path, "init", "--quiet", *options)
    history = history_at(tmp_path)
    assert (list(history.commits), history.versions(), history.ref_count) == ([], 0, 0)
    assert list(history.blobs()) == []
    assert list(history.messages()) == []
    assert not history.in_head(["0" * 40])


def test_a_head_that_is_not_born_hides_no_other_branch(writer: Writer) -> None:
    writer.commit("a", "one")
    writer.git("checkout", "--quiet", "--orphan", "new")
    history = writer.history()
    name = contents(history)[b"one"]
    assert not history.in_head([name])
    assert history.refs([history.commits[0].id]) == (["main"], 1)


def test_a_detached_head_is_a_reference(writer: Writer) -> None:
    writer.commit("a", "one")
    writer.git("checkout", "--quiet", "--detach")
    writer.commit("b", "two")
    history = writer.history()
    assert refs_of(history, b"two") == ["HEAD"]
    assert refs_of(history, b"one") == ["main", "HEAD"]
    assert history.ref_count == 2


def test_what_a_reset_left_behind_is_in_reflogs(writer: Writer) -> None:
    writer.commit("a", "one")
    writer.commit("b", "two")
    writer.git("reset", "--quiet", "--hard", "HEAD~1")
    writer.commit("c", "three")
    assert refs_of(writer.history(), b"two") == ["HEAD@{2}", "main@{2}"]
    writer.git("reflog", "expire", "--expire=now", "--all")
    assert b"two" not in contents(writer.history())


def test_other_work_trees_heads_and_reflogs(writer: Writer, tmp_path: Path) -> None:
    writer.commit("a", "one")
    writer.git("worktree", "add", "--quiet", "--detach", str(tmp_path / "other"))
    for name in ("b", "c"):
        (tmp_path / "other" / name).write_text(f"in {name}")
        run_git(tmp_path / "other", "add", name)
        run_git(tmp_path / "other", "commit", "--quiet", "-m", name)
    run_git(tmp_path / "other", "checkout", "--quiet", "HEAD~1")
    for path in (writer.path, tmp_path / "other"):
        assert {b"one", b"in b", b"in c"} == set(contents(history_at(path)))
    assert refs_of(writer.history(), b"in c") == ["worktrees/other/HEAD@{1}"]


def test_stashes_with_staged_and_untracked_files(writer: Writer) -> None:
    writer.commit("a", "one")
    writer.write("a", "changed")
    writer.write("staged", "staged")
    writer.git("add", "staged")
    writer.write("staged", "staged and changed")
    writer.write("untracked", "untracked")
    writer.git("stash", "push", "--quiet", "--include-untracked")
    writer.write("a", "second")
    writer.git("stash", "push", "--quiet")
    history = writer.history()
    for text in (b"changed", b"staged", b"staged and changed", b"untracked"):
        assert refs_of(history, text) == ["stash@{1}"]
        name = contents(history)[text]
        assert [change.direction for change in history.changes([name])] == [Direction.ADDED]
    assert refs_of(history, b"second") == ["stash@{0}"]
    assert [change.direction for change in history.changes([contents(history)[b"one"]])] == [Direction.ADDED]
    assert history.ref_count == 3


def test_references_to_blobs_and_trees(writer: Writer) -> None:
    writer.commit("a", "one")
    writer.git("tag", "light", writer.blob("light"))
    writer.git("tag", "-a", "-m", "The inner one", "inner", writer.blob("annotated"))
    writer.git("tag", "-a", "-m", "The outer one", "outer", "inner")
    tree = run_git(writer.path, "mktree", data=f"100644 blob {writer.blob('in a tree')}\tx\n".encode()).strip()
    above = run_git(writer.path, "mktree", data=f"040000 tree {tree}\td\n".encode()).strip()
    writer.git("tag", "tree", above)
    writer.git("tag", "of-main", "main^{tree}")
    writer.git("tag", "of-a", "main:a")
    history = writer.history()
    found = contents(history)
    assert set(found) == {b"one", b"light", b"annotated", b"in a tree"}
    assert history.versions() == 4
    assert history.first(found[b"one"])[0] == history.commits[0]
    commit, path = history.first(found[b"light"])
    assert (commit.id, path) == (found[b"light"], "refs/tags/light")
    commit, path = history.first(found[b"annotated"])
    assert (commit.id, path) == (writer.git("rev-parse", "inner"), "refs/tags/inner")
    assert commit.date.startswith("2020-09-1")
    commit, path = history.first(found[b"in a tree"])
    assert (commit.id, path) == (above, "d/x")
    assert commit.date == "1970-01-01T00:00:00+00:00"
    assert history.refs([commit.id]) == (["tree"], 1)
    assert refs_of(history, b"annotated") == ["inner", "outer"]
    paths = ["refs/tags/inner", "refs/tags/light", "refs/tags/outer", "d/x", "a"]
    assert [change.path for change in history.changes(found.values())] == paths
    assert [(message.text, message.path) for message in history.messages()] == [
        ("The inner one\n", TAG_MESSAGE),
        ("The outer one\n", TAG_MESSAGE),
        ("Write a\n", MESSAGE),
    ]


def test_notes_and_replaced_commits(writer: Writer) -> None:
    first = writer.commit("a", "one")
    second = writer.commit("a", "two")
    writer.git("notes", "add", "-m", "a note", first)
    writer.commit("a", "three")
    writer.git("checkout", "--quiet", "--orphan", "clean", "--")
    replacement = writer.commit("a", "nothing to see")
    writer.git("checkout", "--quiet", "main")
    writer.git("branch", "-D", "clean")
    writer.git("replace", second, replacement)
    history = writer.history()
    found = contents(history)
    assert {b"one", b"two", b"three", b"a note\n", b"nothing to see"} == set(found)
    assert history.first(found[b"two"])[0].id == second
    assert history.refs([replacement])[0] == [f"replace/{second}"]
    assert refs_of(history, b"a note\n") == ["notes/commits"]


def test_grafts_hide_nothing(writer: Writer) -> None:
    writer.commit("a", "one")
    second = writer.commit("a", "two")
    (writer.path / ".git" / "info" / "grafts").write_text(f"{second}\n")
    assert {b"one", b"two"} == set(contents(writer.history()))


def test_short_names_that_two_references_share(writer: Writer) -> None:
    name = writer.commit("a", "one")
    writer.git("tag", "main")
    writer.git("branch", "v1", "HEAD")
    writer.git("update-ref", "refs/remotes/origin/main", name)
    writer.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main")
    writer.git("update-ref", "refs/pull/7/head", name)
    told = ["heads/main", "v1", "tags/main", "origin/main", "pull/7/head"]
    assert writer.history().refs([name]) == (told, 5)


def test_links_are_files_only_where_they_are_files(writer: Writer) -> None:
    os.symlink("target", writer.path / "link")
    writer.commit("a", "one")
    assert set(contents(writer.history())) == {b"one"}
    writer.commit("b", "target")
    history = writer.history()
    name = contents(history)[b"target"]
    assert history.paths(name) == ("b",)
    assert history.first(name)[0] == history.commits[0]
    (writer.path / "b").unlink()
    os.symlink("target", writer.path / "b")
    writer.git("add", "b")
    writer.git("commit", "--quiet", "-m", "A link instead")
    changes = writer.history().changes([name])
    assert [(change.path, change.direction.value) for change in changes] == [("b", "added"), ("b", "removed")]


def test_a_set_of_versions_leaves_with_its_last_one(writer: Writer) -> None:
    commits = [writer.commit("a", text) for text in ("key", "key, edited", "none", "key")]
    history = writer.history()
    found = contents(history)
    changes = history.changes([found[b"key"], found[b"key, edited"]])
    assert [(change.commit.id, change.direction.value) for change in changes] == [
        (commits[0], "added"),
        (commits[2], "removed"),
        (commits[3], "added"),
    ]
    assert history.first(found[b"key"])[0].id == commits[0]
    assert history.in_head([found[b"key"]])
    assert not history.in_head([found[b"key, edited"]])


def test_the_first_of_several_commits_is_the_earliest(writer: Writer) -> None:
    writer.commit("a", "one")
    writer.git("checkout", "--quiet", "-b", "late")
    run_git(writer.path, "commit", "--quiet", "--allow-empty", "-m", "x", at=START + 10**6)
    (writer.path / "b").write_text("key")
    run_git(writer.path, "add", "b")
    run_git(writer.path, "commit", "--quiet", "-m", "late", at=START + 2 * 10**6)
    writer.git("checkout", "--quiet", "main")
    early = writer.commit("c", "key")
    history = writer.history()
    name = contents(history)[b"key"]
    assert history.first(name) == (next(commit for commit in history.commits if commit.id == early), "c")
    assert history.paths(name) == ("c", "b")


def test_dates_that_no_calendar_has(writer: Writer) -> None:
    tree = run_git(writer.path, "mktree", data=b"").strip()
    for number, date in enumerate(
        ("0 +0000", "99999999999999 +0000", "1700000000 +9999", "1700000000 -0030", "18446744073709551615 +0000", "")
    ):
        author = f"author a <a@b> {date}".rstrip()
        data = f"tree {tree}\n{author}\ncommitter a <a@b> {START} +0000\n\nx\n".encode()
        name = run_git(writer.path, "hash-object", "-t", "commit", "-w", "--literally", "--stdin", data=data).strip()
        run_git(writer.path, "update-ref", f"refs/heads/b{number}", name)
    dates = sorted(commit.date for commit in writer.history().commits)
    assert len(dates) == 6
    assert all(datetime.fromisoformat(date).tzinfo is not None for date in dates)
    assert "2023-11-14T21:43:20-00:30" in dates


def partial(source: Path, target: Path, filtered: str) -> Path:
    run_git(source, "config", "uploadpack.allowFilter", "true")
    run_git(source, "clone", "--quiet", "--no-checkout", f"--filter={filtered}", f"file://{source}", str(target))
    return target


def test_a_partial_clone_is_read_as_far_as_it_is_there(writer: Writer, tmp_path: Path) -> None:
    writer.commit("a", "one")
    writer.commit("b", "two")
    clone = partial(writer.path, tmp_path / "clone", "blob:none")
    before = run_git(clone, "count-objects", "-v")
    history = history_at(clone)
    assert history.is_partial
    assert list(history.blobs()) == []
    assert [failure.path for failure in history.skipped] == ["history"]
    assert "2 file versions" in history.skipped[0].reason
    assert run_git(clone, "count-objects", "-v") == before
    run_git(clone, "cat-file", "blob", "HEAD:b")  # git fetches it
    assert set(contents(history_at(clone))) == {b"two"}
    command = history.skipped[0].reason.split("`")[1].split()
    run_git(clone, *command[1:])
    history = history_at(clone)
    assert set(contents(history)) == {b"one", b"two"}
    assert history.skipped == []


def test_a_partial_clone_without_trees_is_told(tmp_path: Path) -> None:
    generated = generate(tmp_path / "whole", 100)
    clone = partial(generated.path, tmp_path / "clone", "tree:0")
    with pytest.raises(GitError, match=r"being a partial clone: `git fetch"):
        history_at(clone)


def damage(path: Path, name: str) -> None:
    file = path / ".git" / "objects" / name[:2] / name[2:]
    file.chmod(0o600)
    file.write_bytes(b"damaged")


def test_a_damaged_file_is_named_and_hides_no_other(writer: Writer) -> None:
    writer.commit("a", "one")
    second = writer.commit("sub", "two")
    writer.commit("c", "three")
    damage(writer.path, writer.git("rev-parse", "HEAD:sub"))
    history = writer.history()
    assert set(contents(history)) == {b"one", b"three"}
    assert history.versions() == 3
    assert set(contents(history)) == {b"one", b"three"}
    assert [failure.path for failure in history.skipped] == [f"sub@{second[:10]}"]


def test_a_damaged_pack_hides_no_more_than_it_must(tmp_path: Path) -> None:
    path = generate(tmp_path / "repository").path
    (index,) = (path / ".git" / "objects" / "pack").glob("*.idx")
    told = [line.split() for line in run_git(path, "verify-pack", "-v", str(index)).splitlines()]
    wounded = [words for words in told if words[1:2] == ["blob"] and len(words) == 5][3]
    pack = index.with_suffix(".pack")
    data = bytearray(pack.read_bytes())
    start = int(wounded[4])
    data[start + 4 : start + 20] = b"X" * 16
    pack.chmod(0o600)
    pack.write_bytes(data)
    history = history_at(path)
    names = {name for name, _ in history.blobs()}
    assert wounded[0] not in names
    assert names
    assert len(names) + len(history.skipped) == history.versions()
    assert all("@" in failure.path and failure.reason for failure in history.skipped)


@pytest.mark.parametrize("is_merge", [False, True])
def test_a_damaged_tree_hides_no_version_of_the_commits_around_it(is_merge: bool, writer: Writer) -> None:
    writer.commit("a", "one")
    if is_merge:
        writer.git("checkout", "--quiet", "-b", "side")
        writer.commit("s", "side")
        writer.git("checkout", "--quiet", "main")
    broken = writer.commit("b", "two")
    if is_merge:
        writer.git("merge", "--quiet", "--no-edit", "side")
    writer.commit("c", "three")
    damage(writer.path, writer.git("rev-parse", f"{broken}^{{tree}}"))
    history = writer.history()
    assert set(contents(history)) == {b"one", b"two", b"three"} | ({b"side"} if is_merge else set())
    assert f"commit {broken[:10]}" in [failure.path for failure in history.skipped]
    assert 2 <= len(history.skipped) <= 3


def test_a_reference_to_what_is_missing_hides_no_other(writer: Writer) -> None:
    writer.commit("a", "one")
    (writer.path / ".git" / "refs" / "heads" / "lost").write_text("1" * 40 + "\n")
    history = writer.history()
    assert set(contents(history)) == {b"one"}
    assert refs_of(history, b"one") == ["main"]
    assert history.is_damaged
    assert [failure.path for failure in history.skipped] == ["history", "refs/heads/lost"]
    assert "refs/heads/lost" in history.skipped[0].reason


def test_a_reflog_that_remembers_what_was_pruned_is_read(writer: Writer) -> None:
    name = writer.commit("a", "one")
    writer.commit("a", "two")
    writer.git("reset", "--quiet", "--hard", "HEAD~1")
    log = writer.path / ".git" / "logs" / "HEAD"
    log.write_text(
        f"{'0' * 40} {'1' * 40} a <a@b> 1 +0000\tx\n{'1' * 40} {name} a <a@b> 1 +0000\tx\n" + log.read_text()
    )
    history = writer.history()
    assert refs_of(history, b"two") == ["HEAD@{1}", "main@{1}"]
    assert history.skipped == []


def test_a_missing_commit_is_told_and_the_others_are_read(writer: Writer) -> None:
    first = writer.commit("a", "one")
    lost = writer.commit("a", "two")
    child = writer.commit("a", "three")
    last = writer.commit("b", "four")
    (writer.path / ".git" / "objects" / lost[:2] / lost[2:]).unlink()
    history = writer.history()
    # The reflog leads to the one before the gap.
    assert [commit.id for commit in history.commits if commit.id != first] == [last, child]
    assert first in {commit.id for commit in history.commits}
    assert set(contents(history)) == {b"one", b"three", b"four"}
    assert history.is_damaged
    assert {failure.path for failure in history.skipped} == {"history", f"commit {child[:10]}"}


def test_a_history_of_which_nothing_can_be_read_is_none(writer: Writer) -> None:
    for number in range(31):
        writer.commit(f"f{number}", f"some text, {number}")
    writer.git("gc", "--quiet")
    [pack] = (writer.path / ".git" / "objects" / "pack").glob("*.pack")
    data = pack.read_bytes()
    pack.chmod(0o644)
    pack.write_bytes(data[: len(data) // 2])
    with pytest.raises(GitError, match="git says: "):
        writer.history()


def test_a_sound_history_is_not_damaged(writer: Writer) -> None:
    writer.commit("a", "one")
    history = writer.history()
    assert set(contents(history)) == {b"one"}
    assert not history.is_damaged


def test_a_file_beyond_the_largest_size_is_named(writer: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history_module, "MAXIMUM_SIZE", 3 << 20)
    writer.commit("small", "one")
    writer.commit("large", "x" * ((3 << 20) + 1))
    writer.commit("fits", "y" * (3 << 20))
    history = writer.history()
    assert sorted(len(data) for _, data in history.blobs()) == [3, 3 << 20]
    assert [(failure.path.split("@")[0], failure.reason) for failure in history.skipped] == [
        ("large", "is larger than 3 MiB")
    ]


def test_settings_of_the_repository_change_nothing(writer: Writer, tmp_path: Path) -> None:
    trap = tmp_path / "trap"
    script = tmp_path / "script"
    script.write_text(f"#!/bin/sh\ntouch {trap}\n")
    script.chmod(0o700)
    for number in range(3):
        writer.commit(f"f{number}", f"text {number}")
    expected = contents(writer.history())
    for name, value in {
        "log.showSignature": "true",
        "gpg.program": str(script),
        "core.pager": str(script),
        "diff.external": str(script),
        "core.sshCommand": str(script),
        "log.date": "relative",
        "log.follow": "true",
        "log.diffMerges": "off",
        "log.abbrevCommit": "true",
        "core.abbrev": "5",
        "core.quotePath": "true",
        "diff.renames": "copies",
        "diff.orderFile": "no-such-file",
        "diff.ignoreSubmodules": "all",
        "diff.noprefix": "true",
        "color.ui": "always",
        "color.diff": "always",
        "format.pretty": "short",
    }.items():
        writer.git("config", name, value)
    history = writer.history()
    assert contents(history) == expected
    assert [commit.id for commit in history.commits] == run_git(writer.path, "rev-list", "main").split()
    assert history.refs([history.commits[0].id]) == (["main"], 1)
    assert len(list(history.messages())) == 3
    assert not trap.exists()


def children() -> Collection[str]:
    """The processes that this one has started and not ended; none where the system doesn't tell."""
    task = Path(f"/proc/{os.getpid()}/task")
    if not task.is_dir():
        return []
    return [child for thread in task.iterdir() for child in (thread / "children").read_text().split()]


def test_an_abandoned_reading_leaves_nothing_behind(tmp_path: Path) -> None:
    path = generate(tmp_path / "repository", megabytes=20).path
    history = history_at(path)
    threads = threading.active_count()
    before = children()
    reading = history.blobs()
    next(reading)
    reading.close()
    messages = history.messages()
    next(messages)
    next(messages)
    messages.close()

    def interrupt(done: int, total: int, what: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(history.blobs(interrupt))
    repository = open_repository(str(path))
    assert repository is not None
    with pytest.raises(KeyboardInterrupt):
        read_history(repository, interrupt)
    assert threading.active_count() == threads
    assert children() == before
