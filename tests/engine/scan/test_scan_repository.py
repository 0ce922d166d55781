"""A whole repository scanned: every key of its history once, with where it came from, went, and is in use."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

from sup_lint.cli.main import main
from sup_lint.engine.known_keys import KnownKey
from sup_lint.engine.scan.repository import Task, scan_repository
from sup_lint.model.finding import Checklist
from sup_lint.model.inventory import Direction, KeyRecord
from sup_lint.model.masked_key import mask
from sup_lint.model.report import Report
from sup_lint.overrides import Overrides
from sup_lint.reporters.key_facts import facts_of
from tests.keymaker import make_key
from tests.repositories import CURED, Generated, generate, run_git, source

KEY = make_key(7001)
OTHER = make_key(7002)
THIRD = make_key(7003)


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Generated:
    repository = generate(tmp_path_factory.mktemp("generated") / "repository", 150)
    run_git(repository.path, "read-tree", "-u", "--reset", "HEAD")
    return repository


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    run_git(tmp_path, "init", "--quiet", "--initial-branch=main")
    return tmp_path


def commit(repository: Path, files: Mapping[str, str | None], day: int, message: str = "Work") -> str:
    """Write files (None: delete), commit all, and give the commit's name."""
    for name, text in files.items():
        path = repository / name
        if text is None:
            path.unlink()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    run_git(repository, "add", "--all")
    run_git(repository, "commit", "--quiet", "--allow-empty", "-m", message, at=1_700_000_000 + day * 86_400)
    return run_git(repository, "rev-parse", "HEAD").strip()


def scanned(repository: Path, known: tuple[KnownKey, ...] = (), jobs: int = 1) -> Report:
    return scan_repository(Task(str(repository), "it", known=known, jobs=jobs)).report


def record(report: Report, key: str) -> KeyRecord:
    assert report.inventory is not None
    [found] = [each for each in report.inventory.keys if each.key == mask(key)]
    return found


def codes(report: Report) -> list[str]:
    return sorted(finding.code for finding in report.findings)


@pytest.mark.parametrize("jobs", [1, 2])
def test_every_planted_key_is_found_once_with_its_commits(generated: Generated, jobs: int) -> None:
    report = scanned(generated.path, jobs=jobs)
    assert report.inventory is not None
    assert len(report.inventory.keys) == len(generated.planted)
    for planted in generated.planted.values():
        exposure = record(report, planted.key).exposure
        assert exposure is not None
        assert exposure.first == planted.first
        assert exposure.changes == planted.changes
        assert exposure.in_head == planted.in_head
        assert exposure.refs == planted.refs
        found = [finding for finding in report.findings if finding.key == mask(planted.key)]
        if planted.in_head:
            assert [finding.code for finding in found if finding.code.startswith("SUP1")] == ["SUP101"]
        else:
            [finding] = [each for each in found if each.code == "SUP105"]
            assert finding.commit == planted.first.commit.id
            assert finding.path.endswith(planted.first.path)
            assert planted.key not in repr(report)


def test_bare_clone_tells_the_same_of_what_it_has(generated: Generated, tmp_path: Path) -> None:
    run_git(tmp_path, "clone", "--quiet", "--mirror", str(generated.path), "bare.git")
    report = scanned(tmp_path / "bare.git")
    gone = {"deleted branch", "stash"}  # reflogs aren't cloned
    for name, planted in generated.planted.items():
        found = [finding for finding in report.findings if finding.key == mask(planted.key)]
        if name in gone:
            # The stash's tip comes along with --mirror, its older entries don't.
            assert not found
        else:
            assert any(finding.code == ("SUP101" if planted.in_head else "SUP105") for finding in found)


def test_shallow_clone_says_that_it_is_one(generated: Generated, tmp_path: Path) -> None:
    run_git(tmp_path, "clone", "--quiet", "--depth=3", generated.path.as_uri(), "shallow")
    report = scanned(tmp_path / "shallow")
    assert report.inventory is not None
    history = report.inventory.repositories[0].history
    assert history is not None
    assert history.is_shallow
    assert codes(report).count("SUP101") == 1


def test_key_removed_from_the_tree_is_told_at_its_first_version(repository: Path) -> None:
    first = commit(repository, {"app.py": source(KEY).decode()}, 1)
    commit(repository, {"app.py": CURED.decode()}, 2)
    report = scanned(repository)
    [finding] = report.findings
    assert (finding.code, finding.commit, finding.region.line) == ("SUP105", first, 3)
    assert KEY not in repr(report)
    assert record(report, KEY).exposure is not None


def test_key_is_proven_by_one_version_and_found_in_all(repository: Path) -> None:
    """A neutral name before and after: the value is the same."""
    first = commit(repository, {"settings.ini": f"[a]\nvalue = {KEY}\n"}, 1)
    commit(repository, {"app.py": source(KEY).decode()}, 2)
    commit(repository, {"app.py": None, "settings.ini": "[a]\n"}, 3)
    report = scanned(repository)
    [finding] = report.findings
    assert (finding.code, finding.commit) == ("SUP105", first)
    exposure = record(report, KEY).exposure
    assert exposure is not None
    came, went = exposure.changes[:2], exposure.changes[2:]
    assert [(change.path, change.direction) for change in came] == [
        ("settings.ini", Direction.ADDED),
        ("app.py", Direction.ADDED),
    ]
    assert {(change.path, change.direction) for change in went} == {
        ("app.py", Direction.REMOVED),
        ("settings.ini", Direction.REMOVED),
    }


def test_key_proven_by_the_history_is_found_in_the_tree(repository: Path) -> None:
    commit(repository, {"app.py": source(KEY).decode(), "notes.txt": f"see {KEY}\n"}, 1)
    commit(repository, {"app.py": CURED.decode()}, 2)
    report = scanned(repository)
    assert codes(report) == ["SUP102"]
    assert "that commit" in report.findings[0].message


def test_module_without_a_sign_of_supertone_hands_over_other_keys_in_other_versions(repository: Path) -> None:
    user = "from supertone import Supertone\nfrom settings import TOKEN\n\nclient = Supertone(api_key=TOKEN)\n"
    commit(repository, {"app.py": user, "settings.py": f'TOKEN = "{KEY}"\n'}, 1)
    commit(repository, {"settings.py": f'TOKEN = "{OTHER}"\n'}, 2)
    commit(repository, {"settings.py": "TOKEN = open('token').read()\n"}, 3)
    report = scanned(repository)
    assert {finding.key for finding in report.findings} == {mask(KEY), mask(OTHER)}
    assert codes(report) == ["SUP105", "SUP105"]


def test_message_of_a_commit_and_of_a_tag(repository: Path) -> None:
    commit(
        repository,
        {"a.txt": "a"},
        1,
        f"Try the Supertone API\n\ncurl -H 'x-sup-api-key: {KEY}' https://supertoneapi.com",
    )
    run_git(repository, "tag", "-a", "v1", "-m", f"SUPERTONE_API_KEY={OTHER}")
    report = scanned(repository)
    assert codes(report) == ["SUP105", "SUP105"]
    assert {finding.path for finding in report.findings} == {"commit message", "tag message"}
    assert KEY not in repr(report)
    exposure = record(report, OTHER).exposure
    assert exposure is not None
    assert exposure.first.path == "tag message"
    assert exposure.first.commit.id == run_git(repository, "rev-parse", "v1").strip()
    assert exposure.refs == ("v1",)
    [told] = [finding.message for finding in report.findings if finding.key == mask(OTHER)]
    assert "The message of a tag of " in told
    assert "from v1." in told


def test_key_of_a_message_alone_is_told_to_be_there(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = commit(repository, {"a.txt": "a"}, 1, f"curl -H 'x-sup-api-key: {KEY}' https://supertoneapi.com")
    commit(repository, {"a.txt": "b"}, 2, f"Again: curl -H 'x-sup-api-key: {KEY}' https://supertoneapi.com")
    monkeypatch.chdir(repository)
    output = CliRunner().invoke(main, ["scan"]).output
    assert "in commit message" not in output
    for phrase in (f"in the message of commit {name[:10]}", "on main; 2 messages", "filter-repo --replace-message"):
        assert phrase in output
    for phrase in ("not in HEAD", "file version\n", "--replace-text", "--invert-paths", "per-file-ignores"):
        assert phrase not in output


@pytest.mark.parametrize("name", ["nl\nx.py", "a/nl\nx.py", "\n", ":(top)\nx.py", "*\n.py", "tab\t.py", "é.py"])
def test_live_file_of_any_name_is_never_erased(repository: Path, name: str) -> None:
    commit(repository, {name: source(KEY).decode(), f"{name}.old.py": source(KEY).decode()}, 1)
    commit(repository, {name: CURED.decode(), f"{name}.old.py": None}, 2)
    scan = scan_repository(Task(str(repository), "it"))
    assert {name} & scan.head == ({name} if record(scan.report, KEY).exposure else set())
    assert f"{name}.old.py" not in scan.head
    git_dir = repository.parent / f"{repository.name}.git"
    run_git(repository, "clone", "--quiet", "--mirror", str(repository), str(git_dir))
    assert scan_repository(Task(str(git_dir), "it")).head == scan.head
    run_git(git_dir, "symbolic-ref", "HEAD", "refs/heads/unborn")
    unborn = scan_repository(Task(str(git_dir), "it"))
    assert scan.head <= unborn.head


def test_what_only_a_stash_keeps_is_said_to_be_in_this_clone_alone(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repository)
    commit(repository, {"app.py": CURED.decode()}, 1)
    for key in (KEY, OTHER):
        (repository / "app.py").write_text(source(key).decode())
        run_git(repository, "stash")
    report = scanned(repository)
    told = {finding.key: finding for finding in report.findings}
    assert codes(report) == ["SUP105", "SUP105"]
    assert "Nothing but stash@{1} keeps it: it is in this clone alone, unless it was pushed" in told[mask(KEY)].message
    assert "then drop it here: `git stash drop 1`, `git gc --prune=now`." in told[mask(KEY)].help
    assert "Everyone" not in told[mask(OTHER)].message
    run_git(repository, "clone", "--quiet", "--mirror", str(repository), "mirror.git")
    [finding] = scanned(repository / "mirror.git").findings
    # This one did get it.
    assert "It can be had from stash@{0}. A plain clone doesn't get that, but it can be fetched" in finding.message
    run_git(repository, "branch", "pushed", "stash@{0}")
    told = {finding.key: finding for finding in scanned(repository).findings}
    assert "It can be had from pushed and stash@{0}. Everyone who can clone" in told[mask(OTHER)].message
    assert "git stash" not in told[mask(OTHER)].help


@pytest.mark.parametrize("name", ["pull/7/head", "merge-requests/3/head", "notes/keys", "original/refs/heads/main"])
def test_what_no_clone_gets_can_be_fetched_by_name(repository: Path, name: str) -> None:
    commit(repository, {"app.py": CURED.decode()}, 1)
    commit(repository, {"app.py": source(KEY).decode()}, 2)
    run_git(repository, "update-ref", f"refs/{name}", "HEAD")
    run_git(repository, "reset", "--quiet", "--hard", "HEAD~")
    run_git(repository, "reflog", "expire", "--expire=now", "--all")
    [finding] = scanned(repository).findings
    assert f"It can be had from {name}. A plain clone doesn't get that, but it can be fetched" in finding.message
    assert "Everyone" not in finding.message
    for kind in ("heads", "tags", "remotes/origin"):
        run_git(repository, "update-ref", f"refs/{kind}/{name}", f"refs/{name}")
        [finding] = scanned(repository).findings
        assert "Everyone who can clone the repository has it." in finding.message
        run_git(repository, "update-ref", "-d", f"refs/{kind}/{name}")
    run_git(repository, "checkout", "--quiet", "--detach", f"refs/{name}")
    run_git(repository, "rm", "--quiet", "app.py")
    run_git(repository, "commit", "--quiet", "--message", "cured")
    [finding] = scanned(repository).findings
    assert "Everyone who can clone the repository has it." in finding.message


def test_a_key_in_use_is_no_false_alarm_that_a_comment_silences(repository: Path) -> None:
    commit(repository, {"app.py": source(KEY).decode(), ".gitignore": ".env\n"}, 1)
    (repository / ".env").write_text(f"SUPERTONE_API_KEY={KEY}\n")
    told = {finding.code: (finding.takes_comment, finding.needs_history) for finding in scanned(repository).findings}
    assert told == {"SUP101": (True, False), "SUP401": (False, True)}


def test_what_a_remote_branch_once_had_is_not_in_this_clone_alone(repository: Path, tmp_path: Path) -> None:
    commit(repository, {"app.py": CURED.decode()}, 1)
    run_git(repository, "update-ref", "--create-reflog", "refs/remotes/origin/main", "HEAD")
    pushed = commit(repository, {"app.py": source(KEY).decode()}, 2)
    run_git(repository, "update-ref", "--create-reflog", "refs/remotes/origin/main", pushed)
    run_git(repository, "reset", "--quiet", "--hard", "HEAD~")
    run_git(repository, "update-ref", "refs/remotes/origin/main", "HEAD")
    [finding] = scanned(repository).findings
    assert "remotes/origin/main@{1}" in finding.message
    assert "Everyone who can clone the repository has it." in finding.message


def test_environment_file_beside_the_repository_tells_what_is_in_use(repository: Path) -> None:
    commit(repository, {"app.py": source(KEY).decode(), ".gitignore": ".env\n"}, 1)
    commit(repository, {"app.py": CURED.decode()}, 2)
    (repository / ".env").write_text(f"SUPERTONE_API_KEY={KEY}\n")
    report = scanned(repository)
    assert codes(report) == ["SUP105", "SUP401"]
    in_use = next(finding for finding in report.findings if finding.code == "SUP401")
    assert (Path(in_use.path).name, in_use.region.line) == (".env", 1)
    assert [Path(name).name for name in record(report, KEY).in_use] == [".env"]


def test_environment_file_with_a_key_of_its_own_is_no_finding(repository: Path) -> None:
    commit(repository, {"app.py": CURED.decode(), ".gitignore": ".env*\n", "web/app.js": "1"}, 1)
    (repository / ".env").write_text(f"SUPERTONE_API_KEY={KEY}\n")
    (repository / "web" / ".env.local").write_text(f"SUPERTONE_API_KEY={KEY}\n")
    assert codes(scanned(repository)) == []


def test_given_key_in_the_history_is_in_use(repository: Path) -> None:
    commit(repository, {"dump.txt": f"a {KEY} b\n"}, 1)
    commit(repository, {"dump.txt": None}, 2)
    assert codes(scanned(repository)) == []
    report = scanned(repository, (KnownKey(KEY, "in $PROD_KEY"),))
    assert codes(report) == ["SUP105", "SUP401"]
    assert record(report, KEY).in_use == ("$PROD_KEY",)


def test_more_keys_than_an_account_can_hold(repository: Path) -> None:
    keys = [make_key(7100 + number) for number in range(4)]
    for day, key in enumerate(keys[:3]):
        commit(repository, {"app.py": source(key).decode()}, day)
    assert "SUP402" not in codes(scanned(repository))
    commit(repository, {"app.py": source(keys[3]).decode()}, 4)
    report = scanned(repository)
    assert codes(report) == ["SUP101", "SUP105", "SUP105", "SUP105", "SUP402"]
    [note] = [finding for finding in report.findings if finding.code == "SUP402"]
    assert len(note.related) == 3
    assert not any(other.excerpt for other in note.related)


@pytest.mark.parametrize(
    "line",
    [
        f'client = Supertone(api_key="{KEY}")  # sup-lint: ignore[hardcoded-key] -- revoked',
        f'client = Supertone(api_key="{KEY}")  # sup-lint: ignore[SUP101] -- revoked',
        f'client = Supertone(api_key="{KEY}")  # pragma: allowlist secret',
    ],
)
def test_ignore_comments_of_the_time_hold(repository: Path, line: str) -> None:
    commit(repository, {"app.py": f"from supertone import Supertone\n{line}\n"}, 1)
    commit(repository, {"app.py": CURED.decode()}, 2)
    assert codes(scanned(repository)) == []


def test_what_the_settings_exclude_today_is_left_out_of_the_history(repository: Path) -> None:
    commit(repository, {"fixtures/app.py": source(KEY).decode()}, 1)
    commit(repository, {"fixtures/app.py": None, "sup-lint.toml": 'exclude = ["/fixtures/"]\n'}, 2)
    assert codes(scanned(repository)) == []


def test_staged_and_ignored_build_output_is_looked_at(repository: Path) -> None:
    commit(repository, {".gitignore": "dist/\n", "package.json": "{}"}, 1)
    bundle = (
        f'(()=>{{fetch("https://supertoneapi.com/v1",{{headers:{{"x-sup-api-key":"{KEY}"}}}})}})();'
        + "(()=>{let a=1;return a})();" * 20
    )
    (repository / "dist").mkdir()
    (repository / "dist" / "app.js").write_text(bundle)
    assert codes(scanned(repository)) == ["SUP201"]


@pytest.mark.parametrize("kind", ["plain folder", "empty repository", "unborn branch"])
def test_repository_without_a_history(tmp_path: Path, kind: str) -> None:
    if kind != "plain folder":
        run_git(tmp_path, "init", "--quiet", "--initial-branch=main")
    (tmp_path / "app.py").write_bytes(source(KEY))
    if kind == "unborn branch":
        run_git(tmp_path, "add", "--all")
    report = scanned(tmp_path)
    assert codes(report) == ["SUP101"]
    assert report.inventory is not None
    history = report.inventory.repositories[0].history
    assert history is None if kind == "plain folder" else history is not None and history.commits == 0


def test_sha256_repository(tmp_path: Path) -> None:
    run_git(tmp_path, "init", "--quiet", "--object-format=sha256", "--initial-branch=main")
    first = commit(tmp_path, {"app.py": source(KEY).decode()}, 1)
    commit(tmp_path, {"app.py": None}, 2)
    [finding] = scanned(tmp_path).findings
    assert finding.commit == first
    assert len(first) == 64


def test_clean_history_has_no_finding(repository: Path) -> None:
    commit(repository, {"app.py": CURED.decode(), ".env.example": "SUPERTONE_API_KEY=your-api-key-here\n"}, 1)
    commit(repository, {"app.py": CURED.decode() + "\nvoice_id = '20160a4c5ba38967330c84'\n"}, 2)
    report = scanned(repository)
    assert report.findings == ()
    assert report.failures == ()


def test_submodule_and_symbolic_links_are_no_files(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("other")
    run_git(other, "init", "--quiet", "--initial-branch=main")
    commit(other, {"app.py": source(OTHER).decode()}, 1)
    (repository / "link").symlink_to(source(KEY).decode()[:100].replace("\n", " "))
    run_git(repository, "submodule", "--quiet", "add", str(other), "sub")
    commit(repository, {"a.txt": "a"}, 1)
    assert codes(scanned(repository)) == []


def test_process_leaves_no_child_behind(repository: Path) -> None:
    commit(repository, {"app.py": source(KEY).decode()}, 1)
    scanned(repository)
    listed = subprocess.run(
        ["ps", "-o", "comm=", "--ppid", str(os.getpid())], capture_output=True, text=True, check=False
    )
    assert "git" not in listed.stdout.split()


def test_baseline_accepts_a_revoked_key_of_the_history(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(repository, {"app.py": source(KEY).decode()}, 1)
    commit(repository, {"app.py": CURED.decode()}, 2)
    monkeypatch.chdir(repository)
    done = CliRunner().invoke(main, ["baseline", "write", "--history", "--reason", "revoked"])
    assert done.exit_code == 0, done.output
    assert "app.py" in done.output
    assert KEY not in (repository / ".sup-lint-baseline").read_text()
    report = scanned(repository)
    assert (report.findings, report.baselined) == ((), 1)
    assert record(report, KEY).is_accepted
    # A check alone can't know whether the history still holds the key.
    assert CliRunner().invoke(main, ["check"]).exit_code == 0
    assert CliRunner().invoke(main, ["baseline", "prune", "--dry-run"]).output.count("key-in-history") == 0


def test_baseline_entry_on_a_key_that_no_history_holds_is_stale(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(repository, {"app.py": source(KEY).decode()}, 1)
    commit(repository, {"app.py": CURED.decode()}, 2)
    monkeypatch.chdir(repository)
    assert CliRunner().invoke(main, ["baseline", "write", "--history"]).exit_code == 0
    run_git(repository, "checkout", "--quiet", "--orphan", "fresh")
    run_git(repository, "commit", "--quiet", "-m", "Anew")
    run_git(repository, "branch", "-D", "main")
    run_git(repository, "reflog", "expire", "--expire=now", "--all")
    assert codes(scanned(repository)) == ["SUP001"]
    pruned = CliRunner().invoke(main, ["baseline", "prune", "--history"])
    assert pruned.exit_code == 0, pruned.output
    assert codes(scanned(repository)) == []


@pytest.mark.parametrize("settings", ["exclude", "per-file-ignores", "baseline"])
def test_settings_and_baseline_of_a_bare_clone_are_those_of_its_head(
    tmp_path: Path, settings: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sup-lint.toml").write_text('select = ["SUP001"]\n')  # around the clone, not in it
    original = tmp_path / "original"
    original.mkdir()
    run_git(original, "init", "--quiet", "--initial-branch=main")
    commit(original, {"demo/app.py": source(KEY).decode(), "app.py": source(OTHER).decode()}, 1)
    if settings == "baseline":
        monkeypatch.chdir(original)
        assert (
            CliRunner()
            .invoke(main, ["baseline", "write", "--isolated", "--baseline", ".sup-lint-baseline", "demo"])
            .exit_code
            == 0
        )
    else:
        value = '["/demo/"]' if settings == "exclude" else '{"demo/*" = ["SUP1"]}'
        (original / "pyproject.toml").write_text(f"[tool.sup-lint]\n{settings} = {value}\n")
    commit(original, {}, 2)
    run_git(tmp_path, "clone", "--quiet", "--mirror", str(original), "bare.git")
    monkeypatch.chdir(tmp_path)
    assert [finding.key for finding in scanned(tmp_path / "bare.git").findings] == [mask(OTHER)]


@pytest.mark.parametrize(
    "chosen", [Overrides(ignore=("SUP101",)), Overrides(select=("SUP105",)), Overrides(select=("SUP5",))]
)
def test_where_a_key_stands_is_known_whichever_rules_tell(repository: Path, chosen: Overrides) -> None:
    commit(repository, {"app.py": source(KEY).decode()}, 1)
    report = scan_repository(Task(str(repository), "it", chosen)).report
    assert report.findings == ()
    assert [place.path for place in record(report, KEY).places] == [f"{repository}/app.py"]


@pytest.mark.parametrize("how", ["comment", "setting"])
def test_what_is_waved_through_today_is_no_leak_of_yesterday(repository: Path, how: str) -> None:
    commit(repository, {"app.py": source(KEY).decode()}, 1)
    if how == "comment":
        commit(repository, {"app.py": source(KEY, "  # sup-lint: ignore[hardcoded-key] -- revoked").decode()}, 2)
    else:
        commit(repository, {"sup-lint.toml": '[per-file-ignores]\n"app.py" = ["SUP1"]\n'}, 2)
    scan = scan_repository(Task(str(repository), "it"))
    assert scan.report.findings == ()
    assert scan.facts.accepted == {Checklist.SOURCE: 1}


def test_key_in_a_name_is_masked(repository: Path) -> None:
    commit(repository, {f"keys/{KEY}.py": source(KEY).decode(), "app.py": source(OTHER).decode()}, 1)
    run_git(repository, "branch", f"rotate-{KEY}")
    run_git(repository, "tag", f"k-{OTHER}")
    commit(repository, {"app.py": CURED.decode()}, 2)
    report = scanned(repository)
    assert codes(report) == ["SUP101", "SUP105"]
    assert KEY not in repr(report)
    assert OTHER not in repr(report)
    assert f"rotate-{KEY[:2]}…" in repr(report)


def test_partial_clone_is_not_taken_for_whole(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    commit(repository, {"app.py": source(KEY).decode()}, 1)
    commit(repository, {"app.py": CURED.decode()}, 2)
    run_git(repository, "config", "uploadpack.allowFilter", "true")
    clone = tmp_path_factory.mktemp("clones")
    run_git(clone, "clone", "--quiet", "--filter=blob:none", repository.as_uri(), "partial")
    assert scan_repository(Task(str(clone / "partial"), "it")).facts.is_shallow


def _text(repository: Path, text: str) -> str:
    """The name of a new blob that no commit holds."""
    (repository / ".git" / "text").write_text(text)
    return run_git(repository, "hash-object", "-w", ".git/text").strip()


@pytest.mark.parametrize("way", ["tag", "annotated", "replace"])
def test_key_in_a_blob_that_no_commit_holds(repository: Path, way: str) -> None:
    commit(repository, {"app.py": source(OTHER).decode()}, 1)
    commit(repository, {"app.py": CURED.decode()}, 2)
    blob = _text(repository, f"SUPERTONE_API_KEY={KEY}\n")
    if way == "replace":
        run_git(repository, "replace", "HEAD:app.py", blob)
    else:
        run_git(repository, "tag", *(("-a", "-m", "it") if way == "annotated" else ()), "t", blob)
    report = scanned(repository)
    assert codes(report) == ["SUP105", "SUP105"]
    assert report.failures == ()
    assert record(report, OTHER).exposure is not None
    exposure = record(report, KEY).exposure
    assert exposure is not None
    assert exposure.first.path.startswith("refs/replace/" if way == "replace" else "refs/tags/t")
    assert exposure.ref_count == 1


def test_importer_in_a_blob_that_no_commit_holds(repository: Path) -> None:
    commit(repository, {"app.py": "print(1)\n"}, 1)
    run_git(repository, "update-ref", "refs/notes/app.py", _text(repository, f"import keys\n{source(KEY).decode()}"))
    assert codes(scanned(repository)) == ["SUP105"]


def test_damaged_history_hides_no_key_of_the_tree(repository: Path) -> None:
    root = commit(repository, {"old.py": source(OTHER).decode()}, 1)
    commit(repository, {"old.py": None, "app.py": source(KEY).decode()}, 2)
    (repository / ".git" / "refs" / "heads" / "broken").write_text("1" * 40 + "\n")
    report = scanned(repository)
    assert codes(report) == ["SUP101", "SUP105"]
    assert "refs/heads/broken" in [failure.path for failure in report.failures]
    (repository / ".git" / "objects" / root[:2] / root[2:]).unlink()
    scan = scan_repository(Task(str(repository), "it"))
    assert codes(scan.report) == ["SUP101"]
    assert "history" in [failure.path for failure in scan.report.failures]
    assert scan.report.inventory is not None
    history = scan.report.inventory.repositories[0].history
    assert history is not None
    assert history.is_partial


def test_history_that_can_not_be_read_is_not_told_to_be_clean(repository: Path) -> None:
    for number in range(31):
        (repository / f"f{number}.txt").write_text(f"some text, {number}")
    commit(repository, {}, 1)
    commit(repository, {"app.py": source(KEY).decode()}, 2)
    run_git(repository, "gc", "--quiet")
    [pack] = (repository / ".git" / "objects" / "pack").glob("*.pack")
    data = pack.read_bytes()
    pack.chmod(0o644)
    pack.write_bytes(data[: len(data) // 2])
    scan = scan_repository(Task(str(repository), "it"))
    assert codes(scan.report) == ["SUP101"]
    assert [failure.path for failure in scan.report.failures] == ["history"]
    assert not scan.facts.has_history


def test_first_of_unrelated_branches_is_the_one_of_the_earlier_author_date(repository: Path) -> None:
    commit(repository, {"app.py": CURED.decode()}, 1)
    run_git(repository, "switch", "--quiet", "-c", "late")
    late = commit(repository, {"late.py": source(KEY).decode()}, 9)
    gone = commit(repository, {"late.py": None}, 11)
    run_git(repository, "switch", "--quiet", "-c", "early", "main")
    early = commit(repository, {"early.py": source(KEY).decode()}, 5)
    over = commit(repository, {"early.py": None}, 10)
    run_git(repository, "switch", "--quiet", "main")
    exposure = record(scanned(repository), KEY).exposure
    assert exposure is not None
    assert exposure.first.commit.id == early
    assert [change.commit.id for change in exposure.changes] == [early, late, over, gone]


def test_order_of_the_graph_is_stronger_than_dates(repository: Path) -> None:
    first = commit(repository, {"app.py": source(KEY).decode()}, 9)
    second = commit(repository, {"app.py": CURED.decode()}, 2)
    run_git(repository, "switch", "--quiet", "--orphan", "other")
    other = commit(repository, {"app.py": source(KEY).decode()}, 5)
    exposure = record(scanned(repository), KEY).exposure
    assert exposure is not None
    assert [change.commit.id for change in exposure.changes] == [other, first, second]


def test_changes_that_are_left_out_are_counted(repository: Path) -> None:
    for number in range(25):
        commit(repository, {"app.py": source(KEY).decode()}, 2 * number)
        commit(repository, {"app.py": CURED.decode()}, 2 * number + 1)
    report = scanned(repository)
    exposure = record(report, KEY).exposure
    assert exposure is not None
    assert (len(exposure.changes), exposure.change_count, exposure.omitted) == (40, 50, 10)
    [told] = [value for name, value in facts_of(record(report, KEY), 5) if name == "history"]
    assert "… and 40 changes between" in told


def test_first_commit_of_a_shallow_clone_may_not_be_the_first(repository: Path, tmp_path: Path) -> None:
    commit(repository, {"app.py": source(KEY).decode()}, 1)
    boundary = commit(repository, {"b.txt": "b"}, 2)
    commit(repository, {"app.py": CURED.decode(), "c.py": source(OTHER).decode()}, 3)
    commit(repository, {"c.py": None}, 4)
    run_git(repository, "clone", "--quiet", "--depth=3", repository.as_uri(), str(tmp_path / "shallow"))
    report = scanned(tmp_path / "shallow")
    told = {finding.key: finding.message for finding in report.findings}
    assert f"at or before commit {boundary[:10]}" in told[mask(KEY)]
    assert "at or before" not in told[mask(OTHER)]
    assert all("at or before" not in finding.message for finding in scanned(repository).findings)


@pytest.mark.parametrize("place", [".git", ".git/"])
def test_git_folder_stands_for_its_repository(repository: Path, place: str) -> None:
    commit(repository, {"app.py": source(KEY).decode()}, 1)
    report = scan_repository(Task(f"{repository}/{place}", "it")).report
    assert codes(report) == ["SUP101"]
    assert record(report, KEY).exposure is not None


def test_bare_repository_called_git_is_itself(repository: Path, tmp_path: Path) -> None:
    commit(repository, {"app.py": source(KEY).decode()}, 1)
    run_git(tmp_path, "clone", "--quiet", "--mirror", str(repository), "bare/.git")
    assert codes(scanned(tmp_path / "bare" / ".git")) == ["SUP101"]


def test_close_look_tells_how_far_it_is(repository: Path) -> None:
    for number in range(5):
        commit(repository, {"app.py": source(make_key(7100 + number)).decode()}, number)
    told: list[tuple[int, int, str]] = []
    scan_repository(Task(str(repository), "it"), lambda *progress: told.append(progress))
    read = told.index((5, 5, "versions"))
    assert told[read + 1 : read + 7] == [(number, 5, "app.py") for number in range(6)]


@pytest.mark.parametrize("count", [3, 60])
def test_treeless_clone_is_told_in_one_sentence(repository: Path, tmp_path: Path, count: int) -> None:
    for number in range(count):
        commit(repository, {"app.py": f"x = {number}\n"}, number)
    run_git(repository, "config", "uploadpack.allowFilter", "true")
    commit(repository, {"key.py": source(KEY).decode()}, 100)
    run_git(tmp_path, "clone", "--quiet", "--filter=tree:0", repository.as_uri(), "treeless")
    report = scanned(tmp_path / "treeless")
    assert "SUP101" in codes(report)
    [failure] = report.failures
    assert failure.path == "history"
    assert "lacks trees" in failure.reason
    assert "`git fetch --refetch" in failure.reason
