"""Clean verdicts that are remembered: as long as nothing that they rest on has changed, and no longer."""

import errno
import os
from pathlib import Path

import pytest

from sup_lint.config import Config
from sup_lint.engine import verdicts
from sup_lint.engine.runner import Outcome, check_paths
from tests.command import invoke
from tests.keymaker import make_key
from tests.repositories import run_git

KEY = make_key(611)
CLIENT = 'import requests\n\nfrom settings import CODE\n\nrequests.get("https://supertoneapi.com", headers={"x-sup-api-key": CODE})\n'
CLEAN = 'import os\n\nCODE = os.environ["CODE"]\n'


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache, beside a repository that is the working directory."""
    project = tmp_path / "speaking-clock"
    project.mkdir()
    run_git(project, "init", "--quiet")
    (project / "client.py").write_text(CLIENT)
    (project / "settings.py").write_text(CLEAN)
    (project / "other.py").write_text("print(1)\n")
    monkeypatch.chdir(project)
    monkeypatch.setenv("SUP_LINT_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path / "cache"


def look(*paths: str, **settings: object) -> Outcome:
    return check_paths(paths or (".",), Config(root=os.getcwd(), **settings), remembers=True)  # type: ignore[arg-type]


def is_cached(outcome: Outcome) -> bool:
    return {depth for _, depth in outcome.depths} == {"cached"}


@pytest.mark.parametrize("paths", [(), ("client.py",), ("client.py", "other.py")])
def test_a_clean_run_is_remembered(cache: Path, paths: tuple[str, ...]) -> None:
    first, second = look(*paths), look(*paths)
    assert (is_cached(first), is_cached(second)) == (False, True)
    assert first.report == second.report
    assert second.depths == (("client.py", "cached"),)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("client.py", CLIENT.replace("CODE}", f'"{KEY}"}}')),
        ("settings.py", f'CODE = "{KEY}"\n'),
        (".env", f"SUPERTONE_API_KEY={KEY}\n"),
    ],
    ids=["suspect", "imported", "environment"],
)
@pytest.mark.parametrize("paths", [(), ("client.py",)])
def test_what_has_changed_is_looked_at(cache: Path, path: str, text: str, paths: tuple[str, ...]) -> None:
    look(*paths)
    Path(path).write_text(text)
    changed = look(*paths)
    assert not is_cached(changed)
    plain = check_paths(paths or (".",), Config(root=os.getcwd()))
    assert changed.report == plain.report
    assert bool(changed.report.findings) == (path != ".env" or not paths)


def test_what_an_import_may_lead_to_has_changed(cache: Path) -> None:
    Path("settings.py").unlink()
    look("client.py")
    assert is_cached(look("client.py"))
    Path("settings.py").write_text(f'CODE = "{KEY}"\n')
    assert [finding.path for finding in look("client.py").report.findings] == ["settings.py"]


def test_other_settings_are_another_run(cache: Path) -> None:
    look()
    assert not is_cached(look(select=("SUP101",)))
    assert not is_cached(look(exclude=("/other.py",)))
    assert not is_cached(look("client.py"))
    Path("more.py").write_text("print(2)\n")
    assert not is_cached(look())


def test_another_version_is_another_run(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    look()
    monkeypatch.setattr("sup_lint.__version__", "0.0.1")
    assert not is_cached(look())


@pytest.mark.parametrize(
    "text",
    [f'CODE = "{KEY}"\n', f'CODE = "{KEY}"  # sup-lint: ignore[SUP101] -- why\n', "CODE = (\n"],
    ids=["finding", "suppressed", "failure"],
)
def test_only_what_is_clean_is_remembered(cache: Path, text: str) -> None:
    Path("client.py").write_text(CLIENT.replace("from settings import CODE", text.strip()))
    first, second = look(), look()
    assert not cache.exists() or not list(cache.iterdir())
    assert first.report == second.report
    assert first.report.findings or first.report.suppressed or first.report.failures


def test_where_keys_are_known_nothing_is(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROD", KEY)
    for _ in range(2):
        assert invoke("check", "--known-key-env", "PROD").exit_code == 0
    assert not cache.exists()


def test_it_is_for_those_who_want_it(cache: Path) -> None:
    assert invoke("check", "--no-cache").exit_code == 0
    assert not cache.exists()
    assert invoke("check").exit_code == 0
    assert "client.py: cached\n" in invoke("check", "--verbose").stderr
    assert "client.py: program\n" in invoke("check", "--verbose", "--no-cache").stderr


def test_nobody_learns_from_it(cache: Path) -> None:
    Path("client.py").write_text(CLIENT.replace("CODE}", 'os.environ["SUPERTONE_API_KEY"]}'))
    look()
    (entry,) = cache.iterdir()
    assert (cache.stat().st_mode & 0o777, entry.stat().st_mode & 0o777) == (0o700, 0o600)
    for word in (b"speaking-clock", b"client", b"settings", b"import", b"supertone", b"CODE"):
        assert word not in entry.read_bytes() + entry.name.encode()


@pytest.mark.parametrize("cut", [0, 1, 18, 19, 30, 60, -1])
def test_broken_entries_are_none(cache: Path, cut: int) -> None:
    look()
    (entry,) = cache.iterdir()
    whole = entry.read_bytes()
    for broken in (whole[:cut], whole[:cut] + b"x" + whole[cut:], b"", b"\0" * 100):
        entry.write_bytes(broken)
        assert not is_cached(look())
        assert entry.read_bytes() != broken  # written anew
    assert is_cached(look())


@pytest.mark.parametrize("place", ["/dev/null", "/dev/null/below", "\x01" * 300])
def test_without_a_place_there_is_no_cache(cache: Path, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUP_LINT_CACHE_DIR", place)
    assert not is_cached(look())
    assert not is_cached(look())


def test_a_full_disk_leaves_nothing_behind(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "replace", refuse)
    look()
    assert list(cache.iterdir()) == []


def test_the_oldest_are_dropped(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verdicts, "_MOST_ENTRIES", 2)
    for number, paths in enumerate([("client.py",), ("client.py", "other.py"), (".",)]):
        look(*paths)
        for entry in cache.iterdir():
            os.utime(entry, (number, number))
    assert len(list(cache.iterdir())) == 2
    assert is_cached(look("."))


def test_there_is_a_place_for_each_user(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("SUP_LINT_CACHE_DIR")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert verdicts._folder() == str(tmp_path / "sup-lint")
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    assert verdicts._folder() is None
