"""What only a stash or a reflog keeps is dropped by the commands, and nothing else is."""

import subprocess
import time
from pathlib import Path

import pytest

from sup_lint.sources.git.dropping import dropping


@pytest.mark.parametrize(
    ("names", "commands"),
    [
        (["stash@{0}"], ["git stash drop 0"]),
        (["stash@{0}", "stash@{10}", "stash@{2}"], ["git stash drop 10", "git stash drop 2", "git stash drop 0"]),
        (["HEAD@{3}", "main@{1}", "a&b@{0}"], ["git reflog expire --expire=now HEAD main 'a&b'"]),
        (["stash@{1}", "HEAD@{0}"], ["git stash drop 1", "git reflog expire --expire=now HEAD"]),
    ],
)
def test_the_highest_stash_goes_first_and_reflogs_are_named(names: list[str], commands: list[str]) -> None:
    assert dropping(names) == (*commands, "git gc --prune=now")


def test_git_drops_these_and_keeps_the_other_stashes(tmp_path: Path) -> None:
    def git(*words: str) -> str:
        identity = ("-c", "user.name=a", "-c", "user.email=a@b")
        found = subprocess.run(["git", *identity, *words], cwd=tmp_path, capture_output=True, text=True, check=True)
        return found.stdout.strip()

    def write(text: str) -> None:
        (tmp_path / "a").write_text(text)

    git("init", "--quiet", "--initial-branch=main")
    write("first")
    git("add", "a")
    git("commit", "--quiet", "--message=first")
    write("lost by a reset")
    git("commit", "--quiet", "--all", "--message=second")
    reset = git("rev-parse", "HEAD:a")
    git("reset", "--quiet", "--hard", "HEAD~")
    for text in ("kept below", "to drop", "kept above"):
        write(text)
        git("stash")
    dropped = git("rev-parse", "stash@{1}:a")
    now = int(time.time())
    while int(time.time()) == now:  # git keeps entries of the second in which it is told to let them go
        time.sleep(0.05)
    for command in dropping(["stash@{1}", "HEAD@{1}", "main@{1}"]):
        subprocess.run(command, shell=True, cwd=tmp_path, capture_output=True, check=True)
    assert [git("show", f"stash@{{{number}}}:a") for number in (0, 1)] == ["kept above", "kept below"]
    for gone in (reset, dropped):
        with pytest.raises(subprocess.CalledProcessError):
            git("cat-file", "-e", gone)
