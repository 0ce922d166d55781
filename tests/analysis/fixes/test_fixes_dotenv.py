"""Dotenv files that git would add: ignored, with a sample beside them; git itself says whether it ignores them."""

import subprocess
from pathlib import Path

import pytest

from sup_lint.analysis.fixes.settings.dotenv import pattern_for
from tests.analysis.fixes.mending import mended


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    subprocess.run(["git", "init", "-q", "."], check=True)
    return tmp_path


def _ignored(folder: Path, name: str) -> bool:
    return subprocess.run(["git", "check-ignore", "-q", "--", name], cwd=folder, check=False).returncode == 0


CASES = {
    "top": ({".env": "SUPERTONE_API_KEY=«key»\n"}, {".gitignore": "/.env\n", ".env.example": "SUPERTONE_API_KEY=\n"}),
    "patterns without a line end": (
        {".env": "SUPERTONE_API_KEY=«key»\n", ".gitignore": "dist"},
        {".gitignore": "dist\n/.env\n", ".env.example": "SUPERTONE_API_KEY=\n"},
    ),
    "below the top": (
        {"services/tts/.env": "SUPERTONE_API_KEY=«key»\n", ".gitignore": "dist\n"},
        {".gitignore": "dist\n/services/tts/.env\n", "services/tts/.env.example": "SUPERTONE_API_KEY=\n"},
    ),
    "patterns of its own": (
        {"services/tts/.env": "SUPERTONE_API_KEY=«key»\n", "services/.gitignore": "!.env\n", ".gitignore": ".env\n"},
        {"services/.gitignore": "!.env\n/tts/.env\n", "services/tts/.env.example": "SUPERTONE_API_KEY=\n"},
    ),
    "sample with the variable": (
        {".env": "SUPERTONE_API_KEY=«key»\n", ".env.sample": "# export SUPERTONE_API_KEY=your-key\n"},
        {".gitignore": "/.env\n", ".env.sample": "# export SUPERTONE_API_KEY=your-key\n"},
    ),
    "sample without it": (
        {".env.local": "A=b\nSUPERTONE_API_KEY_DEV=«key»\n", ".env.example": "SUPERTONE_API_KEY=\nA="},
        {".gitignore": "/.env.local\n", ".env.example": "SUPERTONE_API_KEY=\nA=\nSUPERTONE_API_KEY_DEV=\n"},
    ),
    "no dotenv": ({"secrets.toml": 'supertone_api_key = "«key»"\n'}, {".gitignore": "/secrets.toml\n"}),
    "strange name": (
        {"#1 [a]*/.env": "SUPERTONE_API_KEY=«key»\n"},
        {".gitignore": "/#1 \\[a\\]\\*/.env\n", "#1 [a]*/.env.example": "SUPERTONE_API_KEY=\n"},
    ),
}


@pytest.mark.parametrize(("before", "after"), CASES.values(), ids=CASES)
def test_new_file_is_ignored(before: dict[str, str], after: dict[str, str], repository: Path) -> None:
    secret = next(name for name in before if ".env" in name or name == "secrets.toml")
    result = mended(before, repository)
    assert {name: result.files.get(name) for name in after} == after
    assert result.files[secret] == before[secret]
    assert _ignored(repository, secret)
    assert not [finding for finding in result.left if finding.path == secret]


@pytest.mark.parametrize("name", [".env", "a b .env ", "!x", "#x", "a\\b", "[x]", "?*", " x"])
def test_pattern_speaks_of_one_file(name: str, repository: Path) -> None:
    (repository / ".gitignore").write_text(pattern_for(name) + "\n")
    assert _ignored(repository, name)
    assert not _ignored(repository, f"folder/{name}")
    assert not _ignored(repository, f"{name.rstrip()}x")


def test_tracked_file_has_to_leave_git_first(repository: Path) -> None:
    (repository / ".env").write_text("")
    subprocess.run(["git", "add", ".env"], check=True)
    result = mended({".env": "SUPERTONE_API_KEY=«key»\n"}, repository, unsafe=True)
    assert {finding.code for finding in result.findings} == {"SUP102", "SUP103"}
    assert not result.fixes
    told = next(finding.help for finding in result.findings if finding.code == "SUP103")
    assert "git rm --cached .env" in told


def test_outside_of_git_there_is_nothing_to_ignore(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert not mended({".env": "SUPERTONE_API_KEY=«key»\n"}, tmp_path).fixes
