"""Every story with leaks, once its safe fixes are made: it works, it reads well, and what is left needs a person."""

import ast
import json
import os
import random
import re
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

import pytest
from click.testing import CliRunner

from sup_lint.cli.main import main
from tests.story_tests import StoryTests
from tests.test_fixtures import BARE_KEY, FIXTURES, LEAKS, SETTINGS, copy_of, outer_environment

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


def made_up_key(name: str) -> str:
    return "".join(random.Random(name).choices("0123456789abcdef", k=32))


def variables(old: str, new: str) -> dict[str, str]:
    """The variables that a fixed text reads, each set to the key that it takes the place of, as far as that is plain."""
    found = {name: made_up_key(name) for name in READ.findall(new)}
    lines = old.splitlines(), new.splitlines()
    for tag, start, end, first, last in SequenceMatcher(None, *lines, autojunk=False).get_opcodes():
        if tag == "replace" and end - start == last - first:
            for before, after in zip(lines[0][start:end], lines[1][first:last], strict=True):
                keys, names = BARE_KEY.findall(before), READ.findall(after)
                if len(keys) == len(names):
                    found |= dict(zip(names, keys, strict=True))
    return found


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
    if changed:
        # A second run has nothing to do; only that the literal is gone that proved a key may make it see less.
        assert check("--fix", ".").items() <= left.items()
        assert contents(project) == after
    if any((project / "tests").glob("test_*.py")):
        keys = {"SUPERTONE_API_KEY": made_up_key(name)}
        for path in changed:
            keys |= variables(before.get(path, b"").decode("utf-8"), after[path].decode("utf-8"))
        done = story_tests.run(project, {**outer_environment(), **keys, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"})
        assert done.returncode == 0, done.output
        assert " passed" in done.output
