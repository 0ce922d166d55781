"""What detect-secrets finds with its defaults, and what our hook finds, on the stories below fixtures/."""

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from detect_secrets.core.plugins.util import get_mapping_from_secret_type_to_class
from detect_secrets.core.scan import scan_file
from detect_secrets.settings import transient_settings

from sup_lint.detecting.layout import SECRET_TYPE
from sup_lint.detecting.scanning import scan

FIXTURES = Path(__file__).parents[2] / "fixtures"
# The rules that report a key in clear.
LITERAL = {"SUP101", "SUP102", "SUP104", "SUP201"}
Places = frozenset[tuple[str, int]]


@dataclass(frozen=True)
class Story:
    """One project: where keys are, and the lines that are reported there by each."""

    name: str
    keys: Places
    defaults: Places
    ours: Places


def stories(kind: str) -> Iterator[Story]:
    for folder in sorted((FIXTURES / kind).iterdir()):
        with chdir(folder):
            names = names_below()
            expected = (
                json.loads(Path("expected.json").read_text(encoding="utf-8"))["findings"] if kind == "leaks" else []
            )
            yield Story(
                folder.name,
                frozenset((each["path"], each["line"]) for each in expected if each["code"] in LITERAL),
                by_default(names),
                frozenset((secret.path, secret.line) for secret in scan(names).secrets),
            )


def names_below() -> list[str]:
    """The files of the project in the working directory."""
    return sorted(
        os.path.relpath(os.path.join(where, name)).replace(os.sep, "/")
        for where, _, files in os.walk(".")
        if "__pycache__" not in where
        for name in files
        if name != "expected.json"
    )


def by_default(names: list[str]) -> Places:
    """The lines that plain detect-secrets reports, all its detectors and filters on."""
    detectors: Mapping[str, Any] = get_mapping_from_secret_type_to_class()
    plugins = [{"name": each.__name__} for type_, each in detectors.items() if type_ != SECRET_TYPE]
    with transient_settings({"plugins_used": plugins}):
        return frozenset((secret.filename, secret.line_number) for name in names for secret in scan_file(name))


@pytest.fixture(scope="module")
def leaks() -> list[Story]:
    return list(stories("leaks"))


def test_our_hook_finds_more_keys_and_less_else(leaks: list[Story]) -> None:
    """Alone it reports fewer than half as many lines, more of which are keys."""
    keys = sum(len(story.keys) for story in leaks)
    before = sum(len(story.keys & story.defaults) for story in leaks)
    after = sum(len(story.keys & story.ours) for story in leaks)
    assert keys > after > before
    noise_before = sum(len(story.defaults - story.keys) for story in leaks)
    noise_after = sum(len(story.ours - story.keys) for story in leaks)
    assert noise_after * 5 < noise_before


def test_with_all_plugins_it_finds_strictly_more(leaks: list[Story]) -> None:
    gained = {story.name: (story.keys & story.ours) - story.defaults for story in leaks}
    folder = FIXTURES / "leaks" / "fastapi_reader"
    [story] = [story for story in leaks if story.name == folder.name]
    with chdir(folder):
        both = {(secret.path, secret.line) for secret in scan(names_below(), all_plugins=True).secrets}
    assert both == story.defaults | story.ours > story.defaults
    assert sum(map(len, gained.values())) >= 30
    # Lines that assign a call, which one filter drops; settings without quotes; a shell's headers.
    assert ("podcast.py", 64) in gained["notebook_podcast"]
    assert ("reader/http.py", 21) in gained["fastapi_reader"]
    assert ("Config/Release.xcconfig", 2) in gained["ios_greeter"]
    assert ("scripts/smoke.sh", 4) in gained["polyglot_servers"]


def test_careful_projects_are_left_alone() -> None:
    clean = list(stories("clean"))
    before = sum(len(story.defaults) for story in clean)
    after = sum(len(story.ours) for story in clean)
    assert before > 100
    assert after * 20 < before
