"""Every story with leaks, once its safe fixes are made: it works, it reads well, and what is left needs a person."""

import ast
import json
import os
import random
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from sup_lint.cli.main import main
from tests.story_tests import StoryTests
from tests.test_fixtures import FIXTURES, LEAKS, SETTINGS, copy_of, outer_environment

READ = re.compile(r"""os\.(?:environ\[|environ\.get\(|getenv\()["'](\w+)["']""")


@pytest.fixture(scope="module")
def story_tests() -> Iterator[StoryTests]:
    with StoryTests(outer_environment()) as running:
        yield running


def check(*arguments: str) -> dict[str, int]:
    """Run the check in the working directory; the findings that are left, as path and rule, with their number."""
    result = CliRunner().invoke(
        main, ["check", "--isolated", "--quiet", "--format", "json", "--output", "report", *arguments]
    )
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    report = json.loads(Path("report").read_text(encoding="utf-8"))
    Path("report").unlink()
    assert report["failures"] == []
    left = Counter(f"{finding['path']} {finding['code']}" for finding in report["findings"])
    assert result.exit_code == bool(left), result.output
    return dict(sorted(left.items()))


def contents(project: Path) -> dict[str, bytes]:
    files = (
        path for path in project.rglob("*") if path.is_file() and ".git" not in path.relative_to(project).parts[:-1]
    )
    return {path.relative_to(project).as_posix(): path.read_bytes() for path in files}


@pytest.mark.parametrize("name", LEAKS)
def test_a_story_with_its_safe_fixes(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, story_tests: StoryTests
) -> None:
    story = FIXTURES / "leaks" / name
    project = copy_of(story, tmp_path)
    monkeypatch.chdir(project)
    for variable in [variable for variable in os.environ if variable.startswith(("SUPERTONE", "GIT_"))]:
        monkeypatch.delenv(variable)
    before = contents(project)
    left = check("--fix", ".")
    after = contents(project)
    assert left == json.loads((story / "expected.json").read_text(encoding="utf-8"))["left"]
    changed = [path for path, data in after.items() if data != before.get(path)]
    assert before.keys() <= after.keys()
    for path in changed:
        text = after[path].decode("utf-8")
        assert "\r" not in text
        if path.endswith(".py"):
            ast.parse(text)
        elif Path(path).suffix in SETTINGS:
            SETTINGS[Path(path).suffix](text)
    # A second run has nothing to do; only that the literal is gone that proved a key may make it see less.
    assert check("--fix", ".").items() <= left.items()
    assert contents(project) == after
    if any((project / "tests").glob("test_*.py")):
        key = "".join(random.Random(name).choices("0123456789abcdef", k=32))
        names = {"SUPERTONE_API_KEY", *(each for path in changed for each in READ.findall(after[path].decode("utf-8")))}
        variables = outer_environment() | dict.fromkeys(names, key) | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
        done = story_tests.run(project, variables)
        assert done.returncode == 0, done.output
        assert " passed" in done.output
