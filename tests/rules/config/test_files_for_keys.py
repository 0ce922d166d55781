"""Files made for keys, and what git does with them."""

import base64
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from sup_lint.config import Config
from sup_lint.engine.runner import check_paths
from sup_lint.model.finding import Finding
from sup_lint.sources.language import comment_in
from tests.keymaker import make_key

KEY, OTHER = make_key(1), make_key(2)
Git = Callable[..., None]


@pytest.fixture
def git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Git:
    """Run git in a repository that is the working directory."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> None:
        subprocess.run(["git", *arguments], check=True, capture_output=True)

    run("init", "-q")
    return run


def found(*paths: str) -> list[Finding]:
    return list(check_paths(paths or ["."], Config(root=str(Path.cwd()))).report.findings)


def plant(path: str, text: str) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (".env", f"A=b\nexport SUPERTONE_API_KEY={KEY}\n"),
        ("config/.env.production", f"SUPERTONE_API_KEY='{KEY}'\n"),
        ("prod.env", f"SUPERTONE_API_KEY={KEY}\n"),
        (".envrc", f"export SUPERTONE_API_KEY={KEY}\n"),
        (".dev.vars", f"SUPERTONE_API_KEY={KEY}\n"),
        (".streamlit/secrets.toml", f'[supertone]\napi_key = "{KEY}"\n'),
        ("config/secrets/api_keys.json", f'{{"supertone": {{"api_key": "{KEY}"}}}}\n'),
        ("prod.tfvars", f'supertone_api_key = "{KEY}"\n'),
        ("_secrets/supertone_key.txt", f"{KEY}\n"),
        ("secrets/supertone", f"{KEY}\n"),
        ("local.properties", f"supertone.api.key={KEY}\n"),
    ],
)
def test_a_file_made_for_keys(git: Git, path: str, text: str) -> None:
    plant(path, text)
    (key, file) = sorted(found(), key=lambda each: each.code)
    assert (key.code, file.code) == ("SUP102", "SUP103")
    assert key.region.line == file.region.line
    assert not key.region.overlaps(file.region)
    assert file.severity == "warning"
    assert "Nothing keeps git from adding" in file.message
    assert ".gitignore" in file.help
    git("add", ".")
    (tracked,) = [each for each in found() if each.code == "SUP103"]
    assert "git tracks" in tracked.message
    assert "git rm --cached" in tracked.help
    git("rm", "-q", "--cached", path)
    plant(".gitignore", f"/{path}\n")
    assert found() == []
    assert found(path) == [], "an ignored file is where a key may stand"
    git("add", "--force", path)
    assert [each.code for each in found(path)] == ["SUP103", "SUP102"]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (".env", "SUPERTONE_API_KEY=\nSUPERTONE_VOICE_ID=20160a4c5ba38967330c84\n"),
        (".env", f"OPENAI_API_KEY={KEY}\n# for supertoneapi.com\n"),
        (".env", "SUPERTONE_API_KEY=your-api-key-here\n"),
        (".env.example", "SUPERTONE_API_KEY=<your key>\n"),
        (".env", "SUPERTONE_API_KEY=op://tts/supertone/credential\n"),
        ("supertone_key.txt", "see the vault\n"),
    ],
)
def test_without_a_key_nothing_is_said(git: Git, path: str, text: str) -> None:
    plant(path, text)
    assert found() == []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("config.yaml", f"supertone_api_key: {KEY}\n"),
        (".env.example", f"SUPERTONE_API_KEY={KEY}\n"),
        ("secrets.sample.toml", f'supertone_api_key = "{KEY}"\n'),
        ("README.md", f"SUPERTONE_API_KEY={KEY}\n"),
    ],
)
def test_other_files_are_meant_for_git(git: Git, path: str, text: str) -> None:
    plant(path, text)
    assert [each.code for each in found()] == ["SUP102"]


def test_outside_of_git_nothing_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    plant(".env", f"SUPERTONE_API_KEY={KEY}\n")
    assert [each.code for each in found()] == ["SUP102"]


def test_other_configuration_that_git_ignores_is_reported_when_it_is_named(git: Git) -> None:
    plant("config.yaml", f"supertone_api_key: {KEY}\n")
    plant(".gitignore", "config.yaml\n")
    assert found() == []
    assert [each.code for each in found("config.yaml")] == ["SUP102"]


def test_a_copy_of_a_proven_key_in_an_ignored_environment_file_is_in_its_place(git: Git) -> None:
    plant("app.py", f'headers = {{"x-sup-api-key": "{KEY}"}}\n')
    plant(".env", f"WHATEVER={KEY}\n")
    plant(".gitignore", ".env\n")
    assert [each.path for each in found("app.py", ".env")] == ["app.py"]


@pytest.mark.parametrize("name", [".env", ".env.local", ".envrc"])
def test_what_stands_in_an_ignored_environment_file_is_wanted_nowhere_else(git: Git, name: str) -> None:
    plant(name, f"export SUPERTONE_API_KEY={KEY}\n")
    plant("deploy/secret.yaml", f"kind: Secret\ndata:\n  token: {base64.b64encode(KEY.encode()).decode()}\n")
    plant(".gitignore", f"{name}\n")
    (copy,) = found()
    assert (copy.path, copy.region.line, copy.code) == ("deploy/secret.yaml", 3, "SUP102")
    assert f"{name} proves the value" in copy.message
    assert found("deploy") == [], "a part of the project is checked for itself"


def test_the_template_of_an_environment_file_proves_nothing(git: Git) -> None:
    plant(".env", "SUPERTONE_API_KEY=your-api-key-here-2024-09-01-000000\n")
    plant("notes.txt", "your-api-key-here-2024-09-01-000000\n")
    plant(".gitignore", ".env\n")
    assert found() == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"VITE_SUPERTONE_API_KEY={KEY}\nSUPERTONE_API_KEY={OTHER}\n", [("SUP103", 2), ("SUP102", 2), ("SUP202", 1)]),
        (f"VITE_SUPERTONE_API_KEY={KEY}\n", [("SUP202", 1)]),
    ],
)
def test_a_published_variable_does_not_hide_the_file(git: Git, text: str, expected: list[tuple[str, int]]) -> None:
    plant(".env", text)
    assert sorted((each.code, each.region.line) for each in found()) == sorted(expected)


def test_the_comment_that_is_offered_for_markup_is_well_formed_and_heeded(git: Git) -> None:
    comment = comment_in("xml", "sup-lint: ignore[key-in-config] -- revoked in March")
    assert comment is not None
    assert "--" not in comment[4:-3]
    plant("web.config", f'<a>\n{comment}\n<add key="SupertoneApiKey" value="{KEY}"/>\n</a>\n')
    assert found() == []


def test_what_an_excluded_environment_file_holds_proves_nothing(git: Git) -> None:
    plant(".env", f"SUPERTONE_API_KEY={KEY}\n")
    plant("notes.txt", f"{KEY}\n")
    plant(".gitignore", ".env\n")
    assert [each.path for each in found()] == ["notes.txt"]
    assert check_paths(["."], Config(root=str(Path.cwd()), exclude=(".env",))).report.findings == ()


@pytest.mark.parametrize("here", [".", "repo", "repo/apps", "repo/apps/bot", "elsewhere"])
@pytest.mark.parametrize("name", [".env", "my keys.env", "nl\nx.env"])
def test_what_to_type_works_where_it_is_typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, here: str, name: str
) -> None:
    repository = tmp_path / "repo"
    (tmp_path / "elsewhere").mkdir()
    (repository / "apps" / "bot").mkdir(parents=True)
    (repository / "apps" / "bot" / name).write_text(f"SUPERTONE_API_KEY={KEY}\n")
    subprocess.run(["git", "init", "-q"], cwd=repository, check=True)
    subprocess.run(["git", "add", "."], cwd=repository, check=True)
    monkeypatch.chdir(tmp_path / here)

    def told() -> list[str]:
        return [each.help for each in found(str(repository)) if each.code == "SUP103"]

    (help_,) = told()
    assert "\n" not in help_
    command = help_.partition("keep it out: ")[2]
    subprocess.run(["bash", "-c", command], check=True, capture_output=True)
    if "\n" in name:
        return  # git can't ignore it by a line of its own
    assert (repository / ".gitignore").read_text() == f"{name}\n"
    assert [each.name for each in tmp_path.rglob(".gitignore")] == [".gitignore"]
    assert told() == []
