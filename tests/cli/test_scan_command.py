"""`sup-lint scan` on real repositories: which ones, in what order, and what becomes of those that can't be scanned."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.scanning import git, repository, scan, scan_apart, speech
from tests.keymaker import make_key

if TYPE_CHECKING:
    import subprocess

Scan = Callable[..., "subprocess.CompletedProcess[str]"]

KEY, OTHER = make_key(1), make_key(2)
CLEAN = {"app/tts.py": "print('nothing')\n"}


def told(folder: Path, *arguments: str, code: int = 1, scan: Scan = scan, **more: str) -> dict[str, Any]:
    """The report in JSON."""
    done = scan(folder, *arguments, "--format", "json", **more)
    assert done.returncode == code, done.stderr
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def places(report: dict[str, Any]) -> list[tuple[str, str]]:
    return [(finding["code"], finding["path"]) for finding in report["findings"]]


def names(report: dict[str, Any]) -> list[str]:
    return [each["name"] for each in report["repositories"]]


@pytest.fixture
def app(tmp_path: Path) -> Path:
    """A repository whose key is only in the history."""
    return repository(tmp_path / "app", {"app/tts.py": speech(KEY)}, CLEAN)


def test_without_an_argument_it_is_the_repository_of_the_working_directory(app: Path) -> None:
    for folder in (app, app / "app"):
        report = told(folder)
        assert [code for code, _ in places(report)] == ["SUP105"]
        assert names(report) == ["app"]


def test_work_trees_bare_ones_clones_and_folders(app: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--bare", "app", "bare.git")
    (tmp_path / "plain").mkdir()
    (tmp_path / "plain" / "tts.py").write_text(speech(OTHER))
    git(tmp_path, "clone", "-q", "app", "twin")
    url = (tmp_path / "twin").as_uri()
    report = told(tmp_path, "app", "bare.git", url, "plain")
    assert names(report) == ["app", "bare.git", url, "plain"]
    assert places(report) == [
        ("SUP105", "app/app/tts.py"),
        ("SUP105", "bare.git/app/tts.py"),
        ("SUP105", f"{url}/app/tts.py"),
        ("SUP101", "plain/tts.py"),
    ]
    assert report["repositories"][3]["history"] is None
    first, second = report["keys"]
    assert (first["repositories"], first["exposures"]) == (["plain"], [])
    assert second["repositories"] == ["app", "bare.git", url]
    assert [each["repository"] for each in second["exposures"]] == ["app", "bare.git", url]
    assert report["failures"] == []


def test_each_repository_is_scanned_once(app: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("app")
    url = app.as_uri()
    (tmp_path / "list").write_text(f"\ufeff# ours\n\n  app  \n./app/app\n{tmp_path}/app\n{url}/\n{url}\n")
    report = told(tmp_path, "app", "app/", "link", "--repos-from", "list")
    assert names(report) == ["app"]


def test_paths_of_a_list_are_relative_to_it(app: Path, tmp_path: Path) -> None:
    lists = tmp_path / "lists"
    lists.mkdir()
    (lists / "ours").write_text("../app\n")
    assert names(told(tmp_path, "--repos-from", "lists/ours")) == ["app"]
    done = scan(tmp_path, "--repos-from", "-", "--format", "json", stdin="app\n")
    assert names(json.loads(done.stdout)) == ["app"]


def test_one_that_cannot_be_scanned_does_not_hide_the_others(app: Path, tmp_path: Path) -> None:
    broken = repository(tmp_path / "broken", CLEAN)
    (broken / ".git" / "HEAD").write_text("nonsense\n")
    unset = repository(tmp_path / "unset", CLEAN)
    (unset / "sup-lint.toml").write_text("nothing = 1\n")
    (tmp_path / "file").write_text("x\n")
    missing = (tmp_path / "missing").as_uri()
    (tmp_path / "list").write_text(f"broken\nunset\nfile\ngone\n{missing}\napp\n")
    report = told(tmp_path, "--repos-from", "list")
    assert places(report) == [("SUP105", "app/app/tts.py")]
    reasons = {each["path"]: each["reason"] for each in report["failures"]}
    assert list(reasons) == ["broken", "unset", "file", "gone", missing]
    assert reasons["gone"] == "could not be scanned: it does not exist"
    assert reasons["file"] == "could not be scanned: it is a file, and a scan takes repositories"
    assert reasons[missing].startswith("could not be cloned: git says: ")
    assert "nothing" in reasons["unset"]
    done = scan(tmp_path, "--repos-from", "list", "--format", "concise")
    assert f"gone: {reasons['gone']}\n" in done.stderr
    # The broken one was scanned as a folder.
    assert "; 1 not looked at in full; 4 repositories not scanned.\n" in done.stderr
    assert scan(tmp_path, "--repos-from", "list", "--exit-zero").returncode == 0


@pytest.mark.parametrize("arguments", [["gone"], ["gone", "app"], ["app", "gone", "--exit-zero"]])
def test_an_argument_that_does_not_exist_is_an_error(app: Path, tmp_path: Path, arguments: list[str]) -> None:
    done = scan(tmp_path, *arguments, "--format", "json")
    assert done.returncode == 2
    assert "sup-lint: gone: this path does not exist\n" in done.stderr
    assert names(json.loads(done.stdout)) == [name for name in arguments if name == "app"]


def test_nothing_scanned_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "list").write_text("gone\nlost\n")
    assert scan(tmp_path, "--repos-from", "list", "--exit-zero").returncode == 2
    assert scan(tmp_path, (tmp_path / "gone").as_uri()).returncode == 2
    for arguments in (["--repos-from", "list"], ["here", "there"]):
        done = scan(tmp_path, *arguments)
        assert "0 of 2 repositories could be scanned.\n" in done.stderr
        assert "hold no file" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--repos-from", "empty"], "--repos-from: there is no repository in the list"),
        (["--repos-from", "gone"], '--repos-from: "gone" could not be read: no such file or directory'),
        (
            ["--repos-from", "-", "--known-keys-from", "-"],
            "standard input holds the repositories or the known keys, not both",
        ),
        (["--config", "x", "--isolated"], "--config and --isolated contradict each other"),
    ],
)
def test_wrong_usage(tmp_path: Path, arguments: list[str], sentence: str) -> None:
    (tmp_path / "empty").write_text("# nothing\n")
    done = scan(tmp_path, *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"sup-lint: {sentence} (see `sup-lint scan --help`)\n"


def test_a_key_that_two_repositories_use_is_shared(tmp_path: Path) -> None:
    for name in ("api", "worker"):
        repository(tmp_path / name, {f"{name}.py": speech(KEY, name)})
    report = told(tmp_path, "api", "worker")
    assert places(report) == [("SUP101", "api/api.py"), ("SUP101", "worker/worker.py"), ("SUP501", "worker/worker.py")]
    shared = report["findings"][2]
    assert shared["message"].startswith("One key serves 2 repositories: api and worker.")
    assert [each["path"] for each in shared["related"]] == ["api/api.py"]
    assert shared["line"] == 5
    assert [each["verdict"] for each in report["checklist"] if each["checklist"] == "scope"] == ["fail"]
    assert [code for code, _ in places(told(tmp_path, "api", "worker", "--ignore", "SUP501"))] == ["SUP101"] * 2
    # Somebody who reads it sees the line with the key masked.
    done = scan(tmp_path, "api", "worker")
    assert 'HEADERS = {"x-sup-api-key": "' in done.stdout.partition("[SUP501]")[2]
    assert KEY not in done.stdout


def test_a_key_in_environment_files_of_two_repositories_is_shared(tmp_path: Path) -> None:
    for name in ("api", "worker"):
        folder = repository(tmp_path / name, {f"{name}.py": "print(1)\n", ".gitignore": ".env\n"})
        (folder / ".env").write_text(f"PORT=1\nSUPERTONE_API_KEY={KEY}\n")
    report = told(tmp_path, "api", "worker")
    assert [(each["code"], each["path"], each["line"]) for each in report["findings"]] == [("SUP501", "worker/.env", 2)]


def test_copies_of_a_repository_are_one_service(tmp_path: Path) -> None:
    app = repository(tmp_path / "app", {"tts.py": speech(KEY)})
    git(tmp_path, "clone", "-q", "app", "fork")
    git(tmp_path, "clone", "-q", "--depth", "1", app.as_uri(), "shallow")
    git(tmp_path / "fork", "mv", "tts.py", "voices.py")
    git(tmp_path / "fork", "-c", "user.name=A", "-c", "user.email=a@example.com", "commit", "-qm", "Own way")
    shutil.copytree(app, tmp_path / "export", ignore=shutil.ignore_patterns(".git"))
    repository(tmp_path / "past", {"old.py": speech(KEY)}, {"old.py": "print(1)\n"})
    report = told(tmp_path, "app", "fork", "shallow", "export", "past")
    assert "SUP501" not in {code for code, _ in places(report)}


def test_a_known_key_is_not_used_by_every_repository_that_is_searched_for_it(tmp_path: Path) -> None:
    for name in ("api", "worker"):
        repository(tmp_path / name, {f"{name}.py": "print(1)\n"})
    report = told(tmp_path, "api", "worker", "--known-key-env", "PROD", code=0, PROD=KEY)
    assert report["findings"] == []
    assert [(each["in_use"], each["repositories"]) for each in report["keys"]] == [(["$PROD"], [])]


def test_services_bear_the_name_of_their_repository(tmp_path: Path) -> None:
    compose = "services:\n  api:\n    build: .\n    environment:\n      SUPERTONE_API_KEY: ${SUPERTONE_API_KEY}\n"
    for name in ("one", "two"):
        repository(tmp_path / name, {"compose.yaml": compose})
    assert [each["name"] for each in told(tmp_path, "one", code=0)["services"]] == ["api"]
    report = told(tmp_path, "one", "two", code=0)
    assert [each["name"] for each in report["services"]] == ["one/api", "two/api"]


@pytest.mark.parametrize("format_", ["pretty", "html"])
def test_credentials_of_an_address_are_never_shown(tmp_path: Path, format_: str) -> None:
    url = "http://deploy:s3cr3t-t0ken@127.0.0.1:9/app.git"
    (tmp_path / "list").write_text(f"{url}\n.\n")
    for arguments in ([url], ["--repos-from", "list"]):
        done = scan(tmp_path, *arguments, "--format", format_, "--verbose")
        for text in (done.stdout, done.stderr):
            assert "s3cr3t" not in text
            assert "deploy" not in text
        assert "http://127.0.0.1:9/app.git" in done.stderr + done.stdout


def test_a_clone_below_the_working_directory_is_still_called_by_its_address(app: Path, tmp_path: Path) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    report = told(tmp_path, app.as_uri(), TMPDIR=str(temporary))
    assert "sup-lint-" not in json.dumps(report)
    assert places(report) == [("SUP105", f"{app.as_uri()}/app/tts.py")]
    assert list(temporary.iterdir()) == []


def test_no_key_in_any_output(app: Path, tmp_path: Path) -> None:
    for format_ in ("pretty", "html"):
        done = scan(tmp_path, "app", app.as_uri(), "--format", format_, "--verbose")
        assert KEY not in done.stdout + done.stderr


def test_one_process_and_many_say_the_same(app: Path, tmp_path: Path) -> None:
    repository(tmp_path / "other", {"tts.py": speech(OTHER)})
    one, many = (told(tmp_path, "app", "other", "--jobs", number, scan=scan_apart) for number in ("1", "3"))
    assert told(tmp_path, "app", "other") == one == many


def test_settings_are_those_of_each_repository(tmp_path: Path) -> None:
    repository(tmp_path / "strict", {"tts.py": speech(KEY)})
    lax = {"sup-lint.toml": 'exclude = ["/tts.py"]\n', "tts.py": speech(OTHER)}
    repository(tmp_path / "lax", lax)
    assert places(told(tmp_path, "strict", "lax")) == [("SUP101", "strict/tts.py")]
    assert [path for _, path in places(told(tmp_path, "strict", "lax", "--isolated"))] == [
        "strict/tts.py",
        "lax/tts.py",
    ]


def test_names_of_repositories_may_be_hostile(tmp_path: Path) -> None:
    name = "a\x1b[31m\n'b"
    repository(tmp_path / name, {"tts.py": speech(KEY)})
    done = scan(tmp_path, name, "--format", "concise")
    assert "\x1b" not in done.stdout + done.stderr
    assert done.returncode == 1
    assert names(told(tmp_path, name)) == [name]
    assert os.path.isdir(tmp_path / name)


def test_what_is_told_of_one_of_several_repositories_can_be_done_from_here(tmp_path: Path) -> None:
    bot = repository(tmp_path / "our bot", {"apps/.env": f"SUPERTONE_API_KEY={make_key(31)}\n"})
    repository(tmp_path / "two", {"y.py": speech(make_key(32))}, {"y.py": "VALUE = 1\n"})
    report = told(tmp_path, "our bot", "two")
    commands = [command for book in report["runbooks"] for step in book["steps"] for command in step["commands"]]
    filtered = [command for command in commands if "filter-repo" in command]
    assert [command.partition(" filter-repo")[0] for command in filtered] == ["git -C 'our bot'", "git -C two"]
    (rotation,) = [each for each in report["checklist"] if each["checklist"] == "rotation"]
    assert "1 in the history only (y.py in two)" in rotation["evidence"][0]
    pretty = " ".join(scan(tmp_path, "our bot", "two").stdout.split())
    assert "git -C 'our bot' rm --cached apps/.env && echo .env >> 'our bot/.gitignore'" in pretty
    clone = " ".join(scan(tmp_path, bot.as_uri()).stdout.split())
    assert "in a work tree of it: git rm --cached apps/.env && echo .env >> .gitignore" in clone
    assert "git -C" not in clone
