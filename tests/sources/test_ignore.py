"""Ignore patterns, held against git's own verdict."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sup_lint.sources.ignore import Exclusion, Patterns

PATHS = [
    "a/b/c.py",
    "a/b/d.txt",
    "a/x.py",
    "b.py",
    "src/x.py",
    "src/x.txt",
    "src/a/b/k.py",
    "build/keep.py",
    "build/o.py",
    "foo/bar/build/z.py",
    "x.d/y.py",
    "#x.py",
    "!y.py",
    "[z].py",
    "a-b.py",
    "a b.py",
    "tail ",
    "back\\slash.py",
    "line\nend.py",
]

CASES = [
    "a/*\n!a/b/",
    "*\n!*/\n!*.py",
    "/*\n!/src",
    "build/\n!build/keep.py",
    "build/*\n!build/keep.py",
    "**/build\na/**/c.py",
    "a/**\n!a/**/\n!*.txt",
    "\\#x.py\n\\!y.py\n# comment\n\n",
    "a b.py  \ntail\\ ",
    "src/*\n!src/a",
    "/b.py\r\nx.d/\r\n!x.d/y.py",
    "[a-b].py\n[!#a]x.py\n[[:alpha:]][-x]b.py\n[]]\n[unclosed\n[[:nonsense:]].py",
    "[\\[]z].py\nback[\\\\]slash.py\n[z-a].py",
    "?.py\nlone\\",
    "*.d\n!",
    "/\n//b.py\n**/",
    "a**/*.py\n***/z.py",
]


@pytest.fixture
def ignored_by_git(here: Path, git: Callable[..., str], plant: Callable[..., None]) -> Callable[[str], set[str]]:
    plant(*PATHS)
    git("init", "-q")

    def ask(patterns: str) -> set[str]:
        (here / ".git/info/exclude").write_text(f"{patterns}\n", newline="")
        listing = subprocess.run(
            ["git", "ls-files", "-z", "--others", "--exclude-standard"], capture_output=True, check=True
        )
        return set(PATHS) - set(os.fsdecode(listing.stdout).split("\0"))

    return ask


def ignored(patterns: str) -> set[str]:
    exclusion = Exclusion(patterns.split("\n"))
    return {path for path in PATHS if exclusion.file(path)}


@pytest.mark.parametrize("patterns", CASES)
def test_git_agrees(ignored_by_git: Callable[[str], set[str]], patterns: str) -> None:
    assert ignored(patterns) == ignored_by_git(patterns)


ATOMS = [
    "a",
    "b",
    "*",
    "**",
    "?",
    "c.py",
    "*.py",
    "src",
    "build",
    "x*",
    "*.txt",
    "[ab]",
    "[!a]*",
    "*b*",
    "b**",
    "k.p[x-z]",
    "\\a",
    "*.*",
    "[a",
    "***",
    "*a*b*",
]
LINES = st.tuples(
    st.sampled_from(["", "", "!"]),
    st.sampled_from(["", "/"]),
    st.lists(st.sampled_from(ATOMS), min_size=1, max_size=3).map("/".join),
    st.sampled_from(["", "", "/"]),
).map("".join)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(LINES, min_size=1, max_size=4).map("\n".join))
def test_git_agrees_on_any_patterns(ignored_by_git: Callable[[str], set[str]], patterns: str) -> None:
    assert ignored(patterns) == ignored_by_git(patterns)


@given(st.lists(st.text()), st.text())
def test_any_text_is_a_pattern(lines: list[str], path: str) -> None:
    assert Patterns(lines).decide(path, directory=False) in (None, True, False)


@pytest.mark.parametrize(
    "pattern",
    [
        "*a" * 40 + "b",
        "**/" + "a*" * 30 + "/**/" + "*a" * 30 + "b",
        "a/**/" * 40 + "b",
        "**/" * 300 + "b",
        "[" * 500,
    ],
)
@pytest.mark.parametrize("path", ["a" * 250, "/".join(["a" * 250] * 15), "a/" * 2000 + "c"], ids=len)
def test_hostile_patterns_come_to_an_end(pattern: str, path: str) -> None:
    # With plain backtracking each of these runs for longer than anybody waits.
    assert Patterns([pattern]).decide(path, directory=False) is None


def test_a_path_deeper_than_recursion_allows() -> None:
    assert Exclusion(["z"]).file("a/" * 5000 + "b.py") is False
    assert Exclusion(["a"]).file("b/" * 1500 + "a/b.py") is True
