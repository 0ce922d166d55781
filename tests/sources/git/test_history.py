"""The history of made-up repositories, in which it is known what was where and when."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from sup_lint.model.inventory import MESSAGE, TAG_MESSAGE, Direction
from sup_lint.sources.git.history import History
from sup_lint.sources.git.reading import read_history
from sup_lint.sources.git.repository import open_repository
from tests.repositories import Generated, Planted, generate, run_git

NAMES = ["removed", "renamed", "head", "one commit", "merged away", "deleted branch", "stash", "tag"]
# A clone takes neither the stash nor reflogs.
CLONED = [name for name in NAMES if name not in {"deleted branch", "stash"}]


def history_at(path: Path) -> History:
    repository = open_repository(str(path))
    assert repository is not None
    return read_history(repository)


def versions_with(history: History, key: str) -> list[str]:
    return [name for name, data in history.blobs() if key.encode() in data]


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Generated]:
    path = tmp_path_factory.mktemp("generated")
    yield generate(path / "repository")
    shutil.rmtree(path)


@pytest.fixture(scope="module")
def history(generated: Generated) -> History:
    return history_at(generated.path)


def added(planted: Planted) -> list[str]:
    return [change.commit.id for change in planted.changes if change.direction is Direction.ADDED]


def test_every_commit_is_there_once_and_no_parent_before_its_child(generated: Generated, history: History) -> None:
    names = [commit.id for commit in history.commits]
    assert len(set(names)) == len(names) == generated.commits
    order = {name: place for place, name in enumerate(names)}
    for line in run_git(generated.path, "rev-list", "--all", "--reflog", "--parents").splitlines():
        child, *parents = line.split()
        assert all(order[child] < order[parent] for parent in parents)
    assert history.commits[-1].date == "2020-09-13T22:26:40+09:00"


@pytest.mark.parametrize("name", NAMES)
def test_a_key_is_found_where_it_was_planted(name: str, generated: Generated, history: History) -> None:
    planted = generated.planted[name]
    blobs = versions_with(history, planted.key)
    assert len(blobs) == planted.versions
    assert history.changes(blobs) == list(planted.changes)
    assert (planted.first.commit, planted.first.path) in [history.first(blob) for blob in blobs]
    assert history.in_head(blobs) is planted.in_head
    assert history.refs(added(planted)) == (list(planted.refs), len(planted.refs))


@pytest.mark.parametrize("name", CLONED)
@pytest.mark.parametrize("options", [["--bare"], ["--mirror"], ["--shared"], ["--no-local"]], ids=lambda it: it[0])
def test_a_clone_has_the_same_history(name: str, options: list[str], generated: Generated, tmp_path: Path) -> None:
    run_git(tmp_path, "clone", "--quiet", *options, str(generated.path), "clone")
    history = history_at(tmp_path / "clone")
    planted = generated.planted[name]
    blobs = versions_with(history, planted.key)
    assert len(blobs) == planted.versions
    assert history.changes(blobs) == list(planted.changes)
    assert history.in_head(blobs) is planted.in_head
    assert not history.skipped
    assert not history.is_shallow


def test_five_thousand_commits(tmp_path: Path) -> None:
    generated = generate(tmp_path, 5000)
    history = history_at(tmp_path)
    assert len(history.commits) == 5000
    found: dict[str, list[str]] = {name: [] for name in NAMES}
    for blob, data in history.blobs():
        for name, planted in generated.planted.items():
            if planted.key.encode() in data:
                found[name].append(blob)
    for name, planted in generated.planted.items():
        assert len(found[name]) == planted.versions
        assert history.changes(found[name]) == list(planted.changes)
        assert history.refs(added(planted))[0] == list(planted.refs)


def test_history_in_sha_256(tmp_path: Path) -> None:
    generated = generate(tmp_path, 100, options=("--object-format=sha256",))
    history = history_at(tmp_path)
    assert len(history.commits) == 100
    for planted in generated.planted.values():
        blobs = versions_with(history, planted.key)
        assert {len(blob) for blob in blobs} == {64}
        assert history.changes(blobs) == list(planted.changes)
        assert history.refs(added(planted))[0] == list(planted.refs)


def test_a_shallow_clone_says_so_and_starts_at_its_edge(generated: Generated, tmp_path: Path) -> None:
    run_git(tmp_path, "clone", "--quiet", "--depth=30", f"file://{generated.path}", "clone")
    history = history_at(tmp_path / "clone")
    assert history.is_shallow
    assert len(history.commits) < 60
    planted = generated.planted["head"]
    blobs = versions_with(history, planted.key)
    edge = run_git(tmp_path / "clone", "rev-list", "--max-parents=0", "HEAD").split()
    assert {change.commit.id for change in history.changes(blobs)} <= set(edge)
    assert [change.path for change in history.changes(blobs)][:1] == [planted.first.path]
    assert versions_with(history, generated.planted["removed"].key) == []


def test_all_paths_of_a_file_that_moved(generated: Generated, history: History) -> None:
    (blob,) = versions_with(history, generated.planted["renamed"].key)
    assert history.paths(blob) == ("services/old.py", "services/new.py", "lib/newest.py")


def test_nothing_is_known_of_blobs_that_are_not_there(history: History) -> None:
    for unknown in ("0" * 40, "f" * 64, "no name"):
        assert history.paths(unknown) == ()
        assert history.changes([unknown]) == []
        with pytest.raises(KeyError):
            history.first(unknown)
    assert history.changes([]) == []
    assert history.refs([]) == ([], 0)
    assert not history.in_head([])


def test_each_version_comes_once_and_progress_is_told(generated: Generated) -> None:
    told: list[tuple[int, int, str]] = []
    repository = open_repository(str(generated.path))
    assert repository is not None
    history = read_history(repository, lambda *progress: told.append(progress))
    assert told
    assert {(total, what) for _, total, what in told} == {(generated.commits, "commits")}
    told.clear()
    names = [name for name, _ in history.blobs(lambda *progress: told.append(progress))]
    assert len(set(names)) == len(names) == history.versions()
    assert told[-1] == (len(names), len(names), "versions")
    assert [done for done, _, _ in told] == sorted(done for done, _, _ in told)


def test_messages_of_commits_and_tags(generated: Generated, history: History) -> None:
    messages = list(history.messages())
    assert len(messages) == generated.commits + 1
    tag, *others = messages
    assert (tag.text, tag.path) == ("The early one", TAG_MESSAGE)
    assert tag.commit not in history.commits
    assert history.refs([tag.commit.id])[1] == 1
    assert [message.commit for message in others] == list(history.commits)
    assert {message.path for message in others} == {MESSAGE}


def test_the_repository_is_always_the_same(generated: Generated, tmp_path: Path) -> None:
    again = generate(tmp_path / "again")
    assert again.planted == generated.planted
    assert run_git(again.path, "for-each-ref") == run_git(generated.path, "for-each-ref")
