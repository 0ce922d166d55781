"""Random histories, compared with the whole tree of every commit."""

import hashlib
import random
from collections.abc import Mapping
from pathlib import Path

import pytest

from sup_lint.model.inventory import Direction
from sup_lint.sources.git.history import History
from sup_lint.sources.git.reading import read_history
from sup_lint.sources.git.repository import open_repository
from tests.repositories import run_git

SEEDS = range(15)
PATHS = ("a", "b.py", "dir/c", "dir/d e", "dir/deep/ü", '"quoted"', "tab\there", "line\nbreak", "-n", ":(glob)*")
MODES = ("100644", "100644", "100644", "100755", "120000", "160000")
BLOBS = 12


def quoted(path: str) -> str:
    escaped = path.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def random_repository(path: Path, seed: int) -> dict[int, dict[str, str]]:
    """Make a repository of merges, octopus merges, changed modes, links and submodules; each commit's tree is random.

    Gives the trees by the commits' marks: `MODE :BLOB` for each path.
    """
    chance = random.Random(seed)
    run_git(path, "init", "--quiet", "--initial-branch=main")
    pieces = [f"blob\nmark :{mark}\ndata 2\n{mark % 10}{mark // 10}\n" for mark in range(1, BLOBS + 1)]
    trees: dict[int, dict[str, str]] = {}
    for mark in range(100, 100 + chance.randrange(2, 40)):
        known = list(trees)
        parents = chance.sample(known, min(len(known), chance.choice([0, 1, 1, 1, 1, 2, 2, 3, 4])))
        tree = {entry: put for parent in parents for entry, put in trees[parent].items() if chance.random() < 0.9}
        for _ in range(chance.randrange(4)):
            mode = chance.choice(MODES)
            put = f"{'1' * 40}" if mode == "160000" else f":{chance.randrange(1, BLOBS + 1)}"
            tree[chance.choice(PATHS)] = f"{mode} {put}"
        trees[mark] = tree
        when = chance.randrange(1_000_000_000, 1_700_000_000)
        lines = [f"commit refs/heads/b{mark if chance.random() < 0.3 else 0}", f"mark :{mark}"]
        lines += [
            f"author a <a@b> {when} {chance.choice(['+0000', '-0730', '+1245'])}",
            f"committer a <a@b> {when} +0000",
        ]
        lines += ["data 1", "x"]
        lines += [f"{word} :{parent}" for word, parent in zip(["from"] + ["merge"] * 3, parents, strict=False)]
        lines += ["deleteall", *(f"M {put} {quoted(entry)}" for entry, put in tree.items())]
        pieces.append("\n".join([*lines, "", ""]))
        pieces.append(f"reset refs/other/{mark}\nfrom :{mark}\n\n" if chance.random() < 0.2 else "")
    run_git(
        path, "fast-import", "--quiet", "--force", f"--export-marks={path / 'marks'}", data="".join(pieces).encode()
    )
    run_git(path, "symbolic-ref", "HEAD", "refs/heads/b0")
    return trees


class Truth:
    """Parents, ancestors and files (without links and submodules) of each commit, the oldest first, as they were made."""

    def __init__(self, path: Path, trees: Mapping[int, Mapping[str, str]]) -> None:
        names = dict(line[1:].split() for line in (path / "marks").read_text().splitlines())
        self.parents: dict[str, list[str]] = {}
        for line in run_git(path, "rev-list", "--all", "--topo-order", "--reverse", "--parents").splitlines():
            name, *self.parents[name] = line.split()
        self.trees = {
            names[str(mark)]: {at: names[put.split(":")[1]] for at, put in tree.items() if put.startswith("100")}
            for mark, tree in trees.items()
            if names[str(mark)] in self.parents
        }
        self.ancestors: dict[str, set[str]] = {}
        for name, parents in self.parents.items():
            self.ancestors[name] = set(parents).union(*(self.ancestors[parent] for parent in parents))

    def holding(self, commit: str, blobs: set[str]) -> set[str]:
        return {path for path, blob in self.trees[commit].items() if blob in blobs}

    def changes(self, blobs: set[str]) -> set[tuple[str, str, Direction]]:
        """The changes by the definition: a merge takes away what no parent had lost before."""
        found = set()
        for name, parents in self.parents.items():
            here = self.holding(name, blobs)
            before = {parent: self.holding(parent, blobs) for parent in parents}
            had = set().union(*before.values())
            found |= {(name, path, Direction.ADDED) for path in here - had}
            for path in had - here:
                without = [parent for parent in parents if path not in before[parent]]
                lost = any(path in self.holding(older, blobs) for parent in without for older in self.ancestors[parent])
                if not lost:
                    found.add((name, path, Direction.REMOVED))
        return found


@pytest.fixture(params=SEEDS)
def random_history(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, History, Truth, random.Random]:
    trees = random_repository(tmp_path, request.param)
    repository = open_repository(str(tmp_path))
    assert repository is not None
    return tmp_path, read_history(repository), Truth(tmp_path, trees), random.Random(request.param)


def test_a_random_history_is_read_as_its_trees_are(
    random_history: tuple[Path, History, Truth, random.Random],
) -> None:
    path, history, truth, chance = random_history
    files = {blob for tree in truth.trees.values() for blob in tree.values()}
    names = [name for name, _ in history.blobs()]
    assert sorted(names) == sorted(files)
    assert set(names) <= {line.split()[0] for line in run_git(path, "rev-list", "--objects", "--all").splitlines()}
    for name, data in history.blobs():
        assert hashlib.sha1(b"blob %d\0%b" % (len(data), data)).hexdigest() == name
    for blob in names:
        commit, at = history.first(blob)
        assert truth.trees[commit.id][at] == blob
        assert not any(blob in truth.trees[older].values() for older in truth.ancestors[commit.id])
        assert history.paths(blob)[0] == at
        assert set(history.paths(blob)) == {at for tree in truth.trees.values() for at in tree if tree[at] == blob}
    order = {name: place for place, name in enumerate(truth.parents)}
    for count in (1, 1, 2, 3):
        blobs = set(chance.sample(names, min(count, len(names))))
        changes = history.changes(blobs)
        assert {(change.commit.id, change.path, change.direction) for change in changes} == truth.changes(blobs)
        seen: set[str] = set()
        for change in changes:
            assert not seen & {name for name in order if change.commit.id in truth.ancestors[name]}
            seen.add(change.commit.id)
        assert history.in_head(blobs) == bool(truth.holding(run_git(path, "rev-parse", "HEAD").strip(), blobs))
        commits = {change.commit.id for change in changes if change.direction is Direction.ADDED}
        told = run_git(path, "for-each-ref", "--format=%(refname)", *(f"--contains={name}" for name in commits))
        assert history.refs(commits)[1] == (len(told.splitlines()) if commits else 0)


def test_dates_are_those_that_git_tells(random_history: tuple[Path, History, Truth, random.Random]) -> None:
    path, history, _, _ = random_history
    told = run_git(path, "rev-list", "--all", "--topo-order", "--date=iso-strict", "--format=%H %ad").splitlines()
    dates = dict(line.split() for line in told if not line.startswith("commit "))
    assert {commit.id: commit.date for commit in history.commits} == {
        name: date.replace("Z", "+00:00") for name, date in dates.items()
    }
