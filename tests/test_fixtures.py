"""The stories below fixtures/: whole projects, linted by the real command and tested by their own tests."""

import ast
import base64
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import nbformat
import pytest
import tree_sitter_typescript
import yaml
from click.testing import Result
from tree_sitter import Language, Parser

from tests.command import invoke

REPOSITORY = Path(__file__).resolve().parent.parent
FIXTURES = REPOSITORY / "fixtures"
LEAKS = sorted(path.name for path in (FIXTURES / "leaks").iterdir())
CLEAN = sorted(path.name for path in (FIXTURES / "clean").iterdir())
STORIES = [*(f"leaks/{name}" for name in LEAKS), *(f"clean/{name}" for name in CLEAN)]
# Stories in Python have tests that run with what is here; those of other languages are compiled in tests/tools.
RUNNABLE = [name for name in STORIES if any((FIXTURES / name / "tests").glob("test_*.py"))]
PLACE = ("path", "line", "code", "end_line", "column", "end_column")
BARE_KEY = re.compile(r"[0-9A-Za-z]{32,}")
# A part of a key that may not show; shorter ones occur by chance, and two characters are shown on purpose.
PART = re.compile(r"[0-9A-Za-z+/=_-]{8,}")
LITERAL = {"SUP101", "SUP102", "SUP104", "SUP201"}
# What comes before the value in a file that git should not have.
UNPROTECTED = "SUP103"
ASSIGNED = re.compile(r"\S.*[=:] ?")
# Published names may stand on a line with the value that is published.
PUBLISHED = "SUP202"
# A name, a setting or its quoted value, in whatever language: .env, $(SUPERTONE_API_KEY), ${SUPERTONE_API_KEY:?why}.
# A key in base64 ends in its own padding, and the quotes of a notebook's cell are escaped by JSON.
WORD = re.compile(r"[\w$.()+/-]+={0,2}|[\w$.+=-]*\$\{\w+(?::?[?-][^{}]*)?\}")
QUOTED = re.compile(r"""\\?(["'`]).*\1""")
SETTINGS: dict[str, Callable[[str], object]] = {
    ".json": json.loads,
    ".har": json.loads,
    ".ipynb": lambda text: nbformat.validate(json.loads(text)),
    ".yaml": lambda text: list(yaml.compose_all(text, yaml.SafeLoader)),
    ".yml": lambda text: list(yaml.compose_all(text, yaml.SafeLoader)),
    ".toml": tomllib.loads,
    ".xml": ET.fromstring,
    ".plist": ET.fromstring,
}
DISPLAYS = (ast.Dict, ast.List, ast.Set)
EXPRESSIONS = (ast.Constant, ast.JoinedStr, ast.BinOp, ast.Call, ast.Name, ast.Attribute, ast.Subscript, *DISPLAYS)

Place = dict[str, Any]


def copy_of(story: Path, tmp_path: Path) -> Path:
    """Copy the story's project, without what is expected of it, into a new git repository."""
    copy = tmp_path / story.name
    shutil.copytree(story, copy, ignore=shutil.ignore_patterns("expected.json", "__pycache__", ".pytest_cache"))
    subprocess.run(["git", "init", "--quiet", str(copy)], check=True, env=outer_environment())
    return copy


def outer_environment() -> dict[str, str]:
    """The environment without what pytest, coverage, or a git hook that runs the tests has put there."""
    unwanted = ("PYTEST", "GIT_", "COV_", "SUPERTONE")
    return {name: value for name, value in os.environ.items() if not name.startswith(unwanted)}


def python(project: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run this Python within `project`, with `variables` set."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=project,
        env={**outer_environment(), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1", **variables},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def check(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], Result]:
    """What runs the command within a project."""
    for name in os.environ:
        if name.startswith(("GIT_", "SUPERTONE")):
            monkeypatch.delenv(name)

    def run(project: Path) -> Result:
        monkeypatch.chdir(project)
        return invoke("check", "--format", "json", "--isolated", ".")

    return run


def expected_of(story: Path) -> list[Place]:
    loaded: dict[str, list[Place]] = json.loads((story / "expected.json").read_text(encoding="utf-8"))
    return loaded["findings"]


def in_order(places: list[Place]) -> list[Place]:
    return sorted(places, key=lambda place: (place["path"], place["line"], place["column"]))


def marked_text(story: Path, place: Place) -> str:
    """The source text of an expected region."""
    text = (story / place["path"]).read_text(encoding="utf-8")
    lines = text.split("\n")[place["line"] - 1 : place["end_line"]]
    lines[-1] = lines[-1][: place["end_column"] - 1]
    lines[0] = lines[0][place["column"] - 1 :]
    return "\n".join(lines)


def key_parts(story: Path) -> Iterator[str]:
    """Whatever of the story's keys must not be shown: as written, put together, reversed, and decoded."""
    for place in expected_of(story):
        if place["code"] == PUBLISHED:
            yield from BARE_KEY.findall((story / place["path"]).read_text("utf-8").split("\n")[place["line"] - 1])
        if place["code"] not in LITERAL:
            continue  # in logs, exceptions and requests no key is written
        written = [part for part in PART.findall(marked_text(story, place)) if re.search("[0-9]", part)]
        if not written:
            continue  # an expression such as os.environ["SUPERTONE_API_KEY"]
        whole = "".join(written)
        yield from (*written, whole, whole[::-1])
        if whole.endswith("="):
            yield base64.b64decode(whole).decode("ascii")


@pytest.mark.parametrize("name", LEAKS)
def test_a_leak_is_reported_as_a_reviewer_would(name: str, tmp_path: Path, check: Callable[[Path], Result]) -> None:
    story = FIXTURES / "leaks" / name
    run = check(copy_of(story, tmp_path))
    parts = set(key_parts(story))
    assert parts or not any(place["code"] in LITERAL - {"SUP104"} for place in expected_of(story))
    assert not [part[:2] for part in parts if part in run.stdout + run.stderr]
    assert run.exit_code == 1, run.stderr
    report = json.loads(run.stdout)
    found = in_order([{field: finding[field] for field in PLACE} for finding in report["findings"]])
    assert found == expected_of(story)
    assert report["failures"] == []


@pytest.mark.parametrize("name", CLEAN)
def test_a_clean_project_is_silent(name: str, tmp_path: Path, check: Callable[[Path], Result]) -> None:
    run = check(copy_of(FIXTURES / "clean" / name, tmp_path))
    assert run.exit_code == 0, run.stdout + run.stderr
    report = json.loads(run.stdout)
    assert report["findings"] == []
    assert report["failures"] == []
    assert report["summary"]["files"] > 0


@pytest.mark.parametrize("name", RUNNABLE)
def test_the_project_works(name: str, tmp_path: Path) -> None:
    """A story's own tests pass, so that it is a program and not just text."""
    key = "".join(random.Random(name).choices("0123456789abcdef", k=32))
    project = copy_of(FIXTURES / name, tmp_path)
    variables = {"SUPERTONE_API_KEY": key, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    run = python(project, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests", **variables)
    assert run.returncode == 0, run.stdout + run.stderr
    assert " passed" in run.stdout
    assert "skipped" not in run.stdout


@pytest.mark.parametrize("name", STORIES)
def test_settings_are_well_formed(name: str) -> None:
    for path in (FIXTURES / name).rglob("*"):
        is_template = path.parent.name == "templates" and path.suffix == ".yaml"  # of Helm
        if path.suffix in SETTINGS and not is_template:
            SETTINGS[path.suffix](path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", LEAKS)
def test_expected_regions_hold_a_key_or_an_expression(name: str) -> None:
    """A slip in expected.json shows here: each region is a bare key, or parses, and they stand in order."""
    story = FIXTURES / "leaks" / name
    places = expected_of(story)
    assert places == in_order(places)
    for place in places:
        text = marked_text(story, place)
        if place["code"] == UNPROTECTED:
            is_whole = ASSIGNED.fullmatch(text) is not None
        elif place["path"].endswith(".py"):
            is_whole = BARE_KEY.fullmatch(text) is not None or is_python_expression(text)
        else:
            is_value = WORD.fullmatch(text) or QUOTED.fullmatch(text)
            is_whole = is_value is not None or is_javascript_expression(text)
        assert is_whole, place


def is_python_expression(text: str) -> bool:
    return isinstance(ast.parse(f"({text})", mode="eval").body, EXPRESSIONS)


def is_javascript_expression(text: str) -> bool:
    """Whether text parses as one expression of TypeScript, whose syntax other languages share as far as needed here."""
    parser = Parser(Language(tree_sitter_typescript.language_tsx()))
    return not parser.parse(f"({text})".encode()).root_node.has_error
