"""A key in every place that a run reads, and every byte that it writes: none of them shows it."""

import os
from pathlib import Path

import pytest

from sup_lint.config import FORMATS
from tests.hostile.commands import Told, sup_lint, write
from tests.keymaker import BASE62, make_key
from tests.repositories import run_git

KEYS = [make_key(8200 + number) for number in range(4)] + [make_key(8300, 40, BASE62)]
PIECE = 10


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository, the working directory, with a key in names, messages, authors, notes, settings and files."""
    path = tmp_path / "repository"
    path.mkdir()
    run_git(path, "init", "--quiet", f"--initial-branch=branch-{KEYS[0]}")
    write(
        path,
        {
            f"{KEYS[0]}/app-{KEYS[0]}.py": f'from supertone import Supertone\nclient = Supertone(api_key="{KEYS[0]}")\n',
            f"{KEYS[0]}/{KEYS[0]}.js": f'const h = {{"x-sup-api-key": "{KEYS[0]}"}};\nconsole.log(h);\n',
            "app.py": f'import supertone\nKEY = "{KEYS[1]}"\nprint(f"x-sup-api-key: {{KEY}}")  # {KEYS[1]}\nraise ValueError(KEY\n',
            "config.yaml": f"supertone:\n  api_key: {KEYS[2]}\n  {KEYS[2]}: [unclosed\n",
            "web/dist/app.min.js": f'fetch("https://supertoneapi.com",{{headers:{{"x-sup-api-key":"{KEYS[3]}"}}}})',
            ".env": f"SUPERTONE_API_KEY={KEYS[4]}\n",
            "notes.ipynb": f'{{"cells": [{{"cell_type": "code", "source": "supertone = \\"{KEYS[1]}\\""',
            "suppressed.py": f'SUPERTONE_API_KEY = "{KEYS[0]}"  # sup-lint: ignore[{KEYS[0]}] -- {KEYS[0]}\n',
        },
    )
    run_git(path, "add", "--all")
    run_git(path, "commit", "--quiet", "-m", f"Use SUPERTONE_API_KEY={KEYS[2]}", f"--author={KEYS[2]} <a@{KEYS[2]}>")
    run_git(path, "tag", "-a", f"tag-{KEYS[0]}", "-m", f"x-sup-api-key: {KEYS[3]}")
    run_git(path, "branch", f"b/{KEYS[1]}")
    write(path, {"staged.py": f'import supertone\nKEY = "{KEYS[1]}"\n'})
    run_git(path, "add", "staged.py")
    monkeypatch.chdir(path)
    return path


def assert_secret(what: str, *texts: str) -> None:
    """No key, and no long piece of one, is in any text, as it is or reversed."""
    for text in texts:
        for key in KEYS:
            for spelt in (key, key[::-1]):
                pieces = (spelt[start : start + PIECE] for start in range(len(spelt) - PIECE + 1))
                assert not any(piece in text for piece in pieces), f"{what} shows a key: {text[:2_000]}"


def assert_told_secretly(arguments: tuple[str, ...], told: Told) -> None:
    what = " ".join(arguments[:3])
    assert_secret(f"{what} on standard output", told.out)
    assert_secret(f"{what} on standard error", told.errors)


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "."),
        ("check", "--staged"),
        ("scan", "."),
        ("bundle", "."),
        ("check", "--since", "HEAD", "--all-lines"),
    ],
    ids=" ".join,
)
def test_reports(repository: Path, tmp_path: Path, arguments: tuple[str, ...], format_: str) -> None:
    output = tmp_path / "report"
    given = (*arguments, "--format", format_, "--verbose", "--known-key-env", "PROD_KEY", "--output", str(output))
    told = sup_lint(*given, environment={"PROD_KEY": KEYS[1]})
    assert told.code == 1, told.errors
    assert_told_secretly(arguments, told)
    text = output.read_text(encoding="utf-8")
    assert len(text) > 100
    assert_secret(f"{' '.join(arguments)} --format {format_}", text)


def test_what_is_typed_wrongly(repository: Path) -> None:
    key = KEYS[0]
    for arguments in (
        (key,),
        ("check", f"--{key}"),
        ("check", "--select", key),
        ("check", "--ignore", f"SUP101,{key}"),
        ("check", "--format", key),
        ("check", "--fail-on", key),
        ("check", "--known-key-env", key),
        ("check", f"--known-key-env={key}={key}"),
        ("check", "--since", f"SUPERTONE_API_KEY={key}"),
        ("explain", key),
        ("detect-secrets", key),
        ("baseline", key),
        ("scan", f"https://user:{key}@localhost:9/app.git"),
    ):
        told = sup_lint(*arguments)
        assert told.code == 2, (arguments[:1], told)
        assert_told_secretly(arguments[:1], told)


@pytest.mark.parametrize(
    "text",
    [
        f'select = ["{KEYS[0]}"]',
        f'"{KEYS[0]}" = 1',
        f"api_key = {KEYS[0]}",
        f'format = "{KEYS[0]}"',
        f'[per-file-ignores]\n"{KEYS[0]}" = ["{KEYS[0]}"]',
        f'baseline = ".{KEYS[0]}/{KEYS[0]}"',
    ],
)
def test_settings(repository: Path, text: str) -> None:
    write(repository, {"sup-lint.toml": text})
    for arguments in (("check", "."), ("scan", "."), ("baseline", "write")):
        assert_told_secretly(arguments, sup_lint(*arguments))


def test_baselines(repository: Path) -> None:
    told = sup_lint("baseline", "write", "--history")
    assert told.code == 0, told
    assert_told_secretly(("baseline", "write"), told)
    baseline = repository / ".sup-lint-baseline"
    assert_secret("the baseline", baseline.read_text(encoding="utf-8"))
    for text in (f'{{"key": "{KEYS[0]}"}}\n', baseline.read_text(encoding="utf-8") + f'{{"{KEYS[0]}": "{KEYS[0]}"}}\n'):
        baseline.write_text(text, encoding="utf-8")
        told = sup_lint("check", ".")
        assert told.code == 2
        assert_told_secretly(("check", "with a bad baseline"), told)


def test_temporary_files(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    for arguments in (("check", "."), ("scan", "."), ("bundle", ".")):
        assert sup_lint(*arguments).code == 1
    assert [os.fsdecode(name) for name in os.listdir(temporary)] == []
