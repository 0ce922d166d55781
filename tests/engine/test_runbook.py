"""The steps to rotate a key, in their order."""

import shlex
import subprocess
from pathlib import Path

import pytest

from sup_lint.engine.runbook import runbook, runbooks
from sup_lint.model.inventory import MESSAGE, Direction, KeyRecord, Service, Situation, Step
from sup_lint.sources.git.commands import quoted
from tests.reporters.inventories import (
    ACCEPTED,
    IN_HISTORY,
    IN_TREE,
    SERVICES,
    SHIPPED,
    change,
    exposure,
    key,
    place,
)
from tests.repositories import run_git


def steps(record: KeyRecord, *services: Service, head: set[str] | None = None) -> list[Step]:
    return list(runbook(record, services, head).steps)


def verbs(record: KeyRecord, *services: Service) -> list[str]:
    return [step.title.split()[0] for step in steps(record, *services)]


def one(record: KeyRecord, verb: str, *services: Service, head: set[str] | None = None) -> Step:
    (found,) = (step for step in steps(record, *services, head=head) if step.title.startswith(verb))
    return found


def test_a_key_of_the_history_is_revoked_first() -> None:
    assert verbs(IN_HISTORY) == ["Revoke", "Issue", "Put", "Look", "Only", "Keep"]
    assert one(IN_HISTORY, "Revoke").title.endswith(", now")


def test_a_service_that_would_stop_gets_the_new_key_before_in_minutes() -> None:
    assert verbs(IN_TREE) == ["Issue", "Put", "Take", "Redeploy", "Revoke", "Ship", "Look", "Only", "Keep"]
    assert one(IN_TREE, "Revoke").title.endswith("within minutes of the switch")
    assert "revoke it now" in one(IN_TREE, "Revoke").detail


def test_shipped_clients_are_no_reason_to_wait() -> None:
    assert verbs(SHIPPED) == ["Revoke", "Issue", "Put", "Take", "Redeploy", "Ship", "Look", "Keep"]
    assert "cannot be switched" in one(SHIPPED, "Revoke").detail


@pytest.mark.parametrize(
    "record",
    [
        IN_HISTORY._replace(in_use=("$PROD_KEY",)),
        IN_HISTORY._replace(services=("api",)),
        KeyRecord(key(0), places=(place("app/tts.py"),)),
        SHIPPED._replace(in_use=(".env",)),
    ],
)
def test_whatever_needs_the_key_is_switched_first(record: KeyRecord) -> None:
    assert verbs(record).index("Put") < verbs(record).index("Revoke")


def test_client_that_was_written_the_key_is_no_service_that_gets_a_new_one() -> None:
    record = SHIPPED._replace(services=("web",))
    page = Service("web", record.places[0].path, "", record.key)
    assert verbs(record, page) == verbs(SHIPPED)
    assert runbook(record, (page,)).situation is Situation.SHIPPED
    assert runbook(record, (page, page._replace(path="web/server.js"))).situation is Situation.SHIPPED_IN_USE


def test_rewriting_is_explained_once() -> None:
    told = IN_HISTORY.exposure
    assert told is not None
    first, second = (told._replace(repository=name) for name in ("api", "fork"))
    titles = [step.title for step in steps(IN_HISTORY._replace(exposure=first, exposures=(first, second)))]
    assert titles[4:6] == ["Only then decide about the history", "Decide about that of fork, too"]
    shown = [step.detail for step in steps(IN_HISTORY._replace(exposure=first, exposures=(first, second)))]
    assert shown[5].startswith("In fork it was committed in deploy/my secrets.env")
    assert "clones" in shown[4]
    assert "clones" not in shown[5]


def test_services_are_found_by_name_and_by_key() -> None:
    put = one(IN_TREE, "Put", *SERVICES)
    assert "api takes it from the variable SUPERTONE_API_KEY (compose.yaml)." in put.detail
    assert "narrator" not in put.detail
    by_key = KeyRecord(SERVICES[1].key or key(0), places=(place("a.py"),))
    assert one(by_key, "Redeploy", *SERVICES).title == "Redeploy or restart api and worker"


def test_places_are_named_with_what_to_type() -> None:
    spaced = KeyRecord(
        key(0), places=(place("app/my tts.py"), place("app/my tts.py", 9), place("a.apk!/b.js", 1, "SUP201"))
    )
    take = one(spaced, "Take")
    assert take.title == "Take the old key out of 3 places in the tree"
    assert take.detail.startswith("In app/my tts.py:4, app/my tts.py:9 and a.apk!/b.js:1.")
    assert take.commands == ("sup-lint check 'app/my tts.py'",)


def test_an_environment_file_is_kept_from_git_and_a_workflow_gets_a_secret() -> None:
    record = KeyRecord(key(0), places=(place(".github/workflows/ship.yml", 3, "SUP102"),), in_use=("back end/.env",))
    assert one(record, "Put").commands == (
        "gh secret set SUPERTONE_API_KEY",
        "git check-ignore 'back end/.env' || echo .env >> .gitignore",
    )


def test_only_files_that_are_gone_are_taken_out_of_the_history_as_a_whole() -> None:
    moved = exposure(
        change(Direction.ADDED, "old name.env", "2026-01-01"),
        change(Direction.REMOVED, "old name.env", "2026-01-02", 2),
        change(Direction.ADDED, "app.py", "2026-01-02", 2),
    )
    record = KeyRecord(key(0), exposure=moved)
    drop = "git filter-repo --invert-paths '--path=old name.env'"
    mask = "git filter-repo --replace-text ../replacements.txt"
    assert one(record, "Only", head={"app.py"}).commands == (drop, mask)
    assert one(record, "Only", head=set()).commands == (f"{drop} --path=app.py",)
    assert one(record, "Only").commands == (mask,)
    assert "old name.env and app.py, and is on main." in one(record, "Only").detail


def test_messages_of_commits_are_no_paths() -> None:
    told = exposure(change(Direction.ADDED, MESSAGE, "2026-01-01"), change(Direction.ADDED, "a.env", "2026-01-02", 2))
    record = KeyRecord(key(0), exposure=told)
    drop = "git filter-repo --invert-paths --path=a.env"
    mask = "git filter-repo --replace-message ../replacements.txt"
    assert one(record, "Only", head=set()).commands == (drop, mask)
    both = "git filter-repo --replace-text ../replacements.txt --replace-message ../replacements.txt"
    assert one(record, "Only", head={"a.env"}).commands == (both,)


def test_what_only_this_clone_keeps_is_dropped_here_after_revoking() -> None:
    told = exposure(change(Direction.ADDED, "a.env", "2026-01-01"), refs=("stash@{1}", "HEAD@{4}"))
    record = KeyRecord(key(0), exposure=told)
    assert verbs(record) == ["Revoke", "Issue", "Put", "Look", "Then", "Keep"]
    drop = one(record, "Then", head=set())
    assert drop.commands == ("git stash drop 1", "git reflog expire --expire=now HEAD", "git gc --prune=now")
    assert "is in this clone only, on stash@{1} and HEAD@{4}. Nobody else has that, unless" in drop.detail
    assert "filter-repo" not in str(steps(record))


@pytest.mark.parametrize("refs", [("main",), ("stash@{0}", "HEAD@{1}")])
@pytest.mark.parametrize("head", [set(), {"a.env"}])
def test_commands_say_in_which_repository_to_run_them(refs: tuple[str, ...], head: set[str]) -> None:
    here = exposure(
        change(Direction.ADDED, "a.env", "2026-01-01"), change(Direction.ADDED, MESSAGE, "2026-01-01"), refs=refs
    )
    elsewhere = here._replace(top="our repos/bot")
    plain = [command for step in steps(KeyRecord(key(0), exposure=here), head=head) for command in step.commands]
    told = [command for step in steps(KeyRecord(key(0), exposure=elsewhere), head=head) for command in step.commands]
    assert any(command.startswith("git ") for command in plain)
    assert told == [
        f"git -C 'our repos/bot' {command.removeprefix('git ')}" if command.startswith("git ") else command
        for command in plain
    ]


@pytest.mark.parametrize(
    ("here", "use", "folder", "name"),
    [
        (".", "repo/apps/.env", "repo", "apps/.env"),
        ("repo", "apps/.env", "", "apps/.env"),
        ("repo/apps", ".env", "..", "apps/.env"),
    ],
)
def test_an_environment_file_is_ignored_by_its_own_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, here: str, use: str, folder: str, name: str
) -> None:
    (tmp_path / "repo" / "apps").mkdir(parents=True)
    run_git(tmp_path / "repo", "init", "--quiet")
    monkeypatch.chdir(tmp_path / here)
    (command,) = one(KeyRecord(key(0), in_use=(use,)), "Put").commands
    git, file = (f"git -C {folder}", f"{folder}/.gitignore") if folder else ("git", ".gitignore")
    assert command == f"{git} check-ignore {name} || echo .env >> {file}"
    assert subprocess.run(["sh", "-c", command], check=False).returncode == 0
    assert run_git(tmp_path / "repo", "check-ignore", name).strip() == name


@pytest.mark.parametrize(
    ("record", "situation"),
    [
        (IN_TREE, Situation.SHIPPED_IN_USE),
        (SHIPPED, Situation.SHIPPED),
        (IN_HISTORY._replace(in_use=(".env",)), Situation.IN_USE),
        (KeyRecord(key(0), places=(place("app/tts.py"),), services=("api",)), Situation.IN_USE),
        (KeyRecord(key(0), places=(place("app/tts.py"),)), Situation.IN_TREE),
        (IN_HISTORY, Situation.IN_HISTORY),
    ],
)
def test_the_situation_decides_on_the_order_of_steps(record: KeyRecord, situation: Situation) -> None:
    assert runbook(record).situation is situation


def test_revoking_comes_before_any_rewriting_and_the_limits_are_told() -> None:
    for record in (IN_TREE, IN_HISTORY):
        assert verbs(record).index("Revoke") < verbs(record).index("Only")
        assert all(word in one(record, "Only").detail for word in ("clones", "forks", "caches", "pull requests"))


def test_runbooks_are_for_exposed_keys_that_nobody_decided_on() -> None:
    unexposed = KeyRecord(key(8), in_use=(".env",))
    used = ACCEPTED._replace(in_use=(".env",))
    assert [book.key for book in runbooks((IN_TREE, unexposed, ACCEPTED, IN_HISTORY))] == [IN_TREE.key, IN_HISTORY.key]
    assert [book.key for book in runbooks((used,))] == [used.key]


@pytest.mark.parametrize(
    "word", ["a", "a b", "it's", "$(x)", "a\nb", "tab\t'\\é", "esc\x1b[31m", "\u202eabc", "b\udcffd"]
)
def test_a_quoted_word_is_one_word_on_one_line(word: str) -> None:
    shown = quoted(word)
    assert shown.isprintable()
    printed = subprocess.run(["bash", "-c", f"printf %s {shown}"], capture_output=True, check=True).stdout
    assert printed == word.encode("utf-8", "surrogateescape")
    assert word.isprintable() is (shown == shlex.quote(word))
