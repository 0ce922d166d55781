"""Two branches that each accept something, merged by git."""

import random
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from sup_lint.engine.baseline.changing import changed
from sup_lint.engine.baseline.entries import entry_line
from sup_lint.engine.baseline.file import Baseline, load_baseline, new_baseline
from sup_lint.model.baseline import Entry

TRIALS = 120
RULES = ("hardcoded-key", "key-in-config", "key-in-log", "headers-in-log")


def entries(source: random.Random, count: int) -> list[Entry]:
    """So many entries as people have them: many in one folder."""
    return [
        Entry(
            source.choice(RULES),
            f"app/{source.choice(('tts', 'speech', 'jobs'))}/module{source.randrange(10_000)}.py",
            "-".join(f"{source.randrange(1 << 16):04x}" for _ in range(4)),
        )
        for _ in range(count)
    ]


def merges(folder: Path, base: str, ours: str, theirs: str) -> bool:
    """Whether git merges two versions of a file without a conflict; the result is in `ours`."""
    names = ("ours", "base", "theirs")
    for name, text in zip(names, (ours, base, theirs), strict=True):
        (folder / name).write_text(text, encoding="utf-8", newline="")
    done = subprocess.run(["git", "merge-file", "-q", *names], cwd=folder, check=False)
    assert done.returncode < 128  # the number of conflicts, or an error
    return done.returncode == 0


def merged(folder: Path, *, present: int, each: int, trials: int = TRIALS) -> int:
    """How many of so many pairs of branches merge: `each` adds so many entries to those that are `present`."""
    source = random.Random(present * 1000 + each)
    clean = 0
    for _ in range(trials):
        base = new_baseline(str(folder / "baseline"), source.randbytes(16))
        base = with_entries(base, entries(source, present))
        ours, theirs = entries(source, each), entries(source, each)
        if merges(folder, "".join(base.lines), changed(base, {}, ours), changed(base, {}, theirs)):
            clean += 1
            both = changed(with_entries(base, ours), {}, theirs)
            assert (folder / "ours").read_text(encoding="utf-8") == both
    return clean


def with_entries(baseline: Baseline, added: Sequence[Entry]) -> Baseline:
    """The baseline as it is read with more entries in it."""
    lines = changed(baseline, {}, added).splitlines(keepends=True)
    known = {line: number for number, line in enumerate(lines, 1)}
    everything = [*baseline.entries.values(), *added]
    placed = {known[f"{entry_line(entry)}\n"]: entry for entry in everything}
    return baseline._replace(lines=tuple(lines), entries=dict(sorted(placed.items())))


@pytest.mark.parametrize(
    ("present", "each", "least"), [(0, 1, 0.93), (30, 1, 0.95), (200, 1, 0.98), (30, 3, 0.75), (200, 5, 0.80)]
)
def test_most_branches_merge(tmp_path: Path, present: int, each: int, least: float) -> None:
    clean = merged(tmp_path, present=present, each=each)
    assert least * TRIALS <= clean


def test_both_branches_accept_the_same(tmp_path: Path) -> None:
    base = new_baseline(str(tmp_path / "baseline"), bytes(16))
    same = changed(base, {}, entries(random.Random(1), 3))
    assert merges(tmp_path, "".join(base.lines), same, same)


def test_one_drops_what_the_other_leaves(tmp_path: Path) -> None:
    source = random.Random(2)
    base = with_entries(new_baseline(str(tmp_path / "baseline"), bytes(16)), entries(source, 40))
    line = min(base.entries)
    ours, theirs = changed(base, {line: None}, []), changed(base, {max(base.entries): None}, [])
    assert merges(tmp_path, "".join(base.lines), ours, theirs)


def test_branches_of_a_repository_merge_and_the_result_is_read(tmp_path: Path) -> None:
    def git(*arguments: str) -> None:
        options = ("-c", "user.name=Test", "-c", "user.email=test@example.com", "-c", "core.autocrlf=false")
        subprocess.run(["git", *options, *arguments], cwd=tmp_path, check=True, capture_output=True)

    path = tmp_path / ".sup-lint-baseline"
    base = new_baseline(str(path), bytes(16))
    first, second, third, fourth = entries(random.Random(7), 4)
    git("init", "-q", "-b", "main", ".")
    base = with_entries(base, [first])
    path.write_text("".join(base.lines), encoding="utf-8")
    git("add", ".")
    git("commit", "-qm", "baseline")
    for branch, entry in (("one", second), ("two", third), ("three", fourth)):
        git("checkout", "-qb", branch, "main")
        path.write_text(changed(base, {}, [entry]), encoding="utf-8")
        git("commit", "-qam", branch)
    git("merge", "-q", "-m", "merge", "one", "two")
    assert set(load_baseline(str(path)).entries.values()) == {first, second, third, fourth}
