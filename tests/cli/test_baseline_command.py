"""`sup-lint baseline`, and what a baseline does to `sup-lint check`, with the real engine."""

import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from sup_lint.engine import runner
from tests.keymaker import make_key

Run = Callable[..., Result]
KEY, OTHER = make_key(81), make_key(82)
LEAK = f'import os\n\nSUPERTONE_API_KEY = "{KEY}"\n'
LOG = 'import os\n\nkey = os.environ["SUPERTONE_API_KEY"]\nprint(key)\n'
FILE = Path(".sup-lint-baseline")


def put(name: str, text: str) -> None:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(text, encoding="utf-8")


def entries() -> list[dict[str, Any]]:
    lines = FILE.read_text(encoding="utf-8").splitlines()[1:]
    found: list[dict[str, Any]] = [json.loads(line) for line in lines if line and not line.startswith("#")]
    return sorted(found, key=lambda entry: (entry["path"], entry["rule"]))


def codes(run: Run, *arguments: str) -> list[tuple[str, str]]:
    """What a check reports: codes and paths."""
    result = run("check", "--format", "json", *arguments)
    assert KEY not in result.output
    return [(finding["code"], finding["path"]) for finding in json.loads(result.stdout)["findings"]]


@pytest.fixture
def accepted(run: Run) -> Run:
    """A project with two findings that are accepted."""
    put("app/tts.py", LEAK)
    put("app/log.py", LOG)
    assert run("baseline", "write").exit_code == 0
    return run


class TestWriting:
    def test_it_shows_what_it_accepts_and_then_a_check_is_silent(self, run: Run) -> None:
        put("app/tts.py", LEAK)
        put("app/log.py", LOG)
        result = run("baseline", "write")
        assert (result.exit_code, result.stderr) == (0, "")
        assert result.stdout == (
            f"app/log.py:4 key-in-log\napp/tts.py:3 hardcoded-key {KEY[:2]}…\n"
            "2 findings are accepted in .sup-lint-baseline.\n"
            "The keys are as exposed as before: revoke them at\nhttps://console.supertoneapi.com.\n"
        )
        assert [(entry["path"], entry["count"]) for entry in entries()] == [("app/log.py", 1), ("app/tts.py", 1)]
        check = run("check")
        assert (check.exit_code, check.stdout) == (0, "3 files checked, no findings; 2 in the baseline.\n")

    @pytest.mark.parametrize("width", [60, 80, 120])
    def test_its_sentences_are_no_wider_than_the_terminal(
        self, run: Run, monkeypatch: pytest.MonkeyPatch, width: int
    ) -> None:
        monkeypatch.setenv("COLUMNS", str(width))
        put("app/tts.py", LEAK)
        lines = run("baseline", "write").stdout.splitlines()
        assert max(map(len, lines)) <= width
        assert "revoke them at https://console.supertoneapi.com." in " ".join(lines)

    def test_no_key_and_no_piece_of_one_is_written(self, accepted: Run) -> None:
        data = FILE.read_text(encoding="utf-8")
        assert not any(KEY[start : start + 4] in data for start in range(29))
        assert set(os.listdir()) == {".git", "app", FILE.name}

    def test_what_is_new_is_reported_and_can_be_added(self, accepted: Run) -> None:
        before = FILE.read_text(encoding="utf-8").splitlines()
        put("app/new.py", LEAK.replace(KEY, OTHER))
        assert codes(accepted) == [("SUP101", "app/new.py")]
        assert accepted("check").exit_code == 1
        result = accepted("baseline", "write", "--reason", "the demo", "--expires", "2999-01-31")
        assert result.stdout.startswith(f"app/new.py:3 hardcoded-key {OTHER[:2]}…\n1 finding is accepted")
        after = FILE.read_text(encoding="utf-8").splitlines()
        (new,) = set(after) - set(before)
        assert [line for line in after if line != new] == before
        assert list(json.loads(new).items())[3:] == [("count", 1), ("reason", "the demo"), ("expires", "2999-01-31")]
        assert codes(accepted) == []

    def test_a_finding_more_of_the_same_raises_the_count(self, accepted: Run) -> None:
        text = FILE.read_text(encoding="utf-8")
        FILE.write_text(text.replace('"count":1}', '"count":1,"reason":"old"}'), encoding="utf-8")
        put("app/tts.py", f'{LEAK}\nBACKUP_SUPERTONE_API_KEY = "{KEY}"\n')
        assert codes(accepted) == [("SUP101", "app/tts.py")]
        accepted("baseline", "write", "--reason", "new", "--expires", "2999-01-31")
        assert [(entry["count"], entry["reason"]) for entry in entries()] == [(1, "old"), (2, "new")]
        assert entries()[1]["expires"] == "2999-01-31"
        assert codes(accepted) == []

    def test_nothing_new_leaves_the_file_alone(self, accepted: Run) -> None:
        os.utime(FILE, (1, 1))
        result = accepted("baseline", "write")
        assert result.stdout == "There is nothing new to accept: .sup-lint-baseline stays as it is.\n"
        assert FILE.stat().st_mtime == 1

    def test_nothing_at_all_makes_no_file(self, run: Run) -> None:
        put("app/tts.py", "print()\n")
        assert run("baseline", "write").stdout == "There is nothing to accept, so .sup-lint-baseline was not made.\n"
        assert not FILE.exists()

    def test_a_dry_run_shows_and_writes_nothing(self, run: Run) -> None:
        put("app/tts.py", LEAK)
        result = run("baseline", "write", "--dry-run")
        assert "app/tts.py:3 hardcoded-key" in result.stdout
        assert result.stdout.endswith("Dry run: nothing was written.\n")
        assert not FILE.exists()

    def test_only_some_files_and_rules(self, run: Run) -> None:
        put("app/tts.py", LEAK)
        put("app/log.py", LOG)
        run("baseline", "write", "--select", "SUP1", "app/log.py", "app/tts.py")
        assert [entry["rule"] for entry in entries()] == ["hardcoded-key"]
        run("baseline", "write", "app/log.py")
        assert [entry["rule"] for entry in entries()] == ["key-in-log", "hardcoded-key"]

    def test_it_says_when_there_is_more_than_is_needed(self, accepted: Run) -> None:
        put("app/log.py", "print()\n")
        put("app/new.py", LEAK.replace(KEY, OTHER))
        assert (
            "1 entry is accepting more than there is: see `sup-lint baseline prune`."
            in accepted("baseline", "write").stdout
        )
        assert len(entries()) == 3

    def test_a_key_that_is_known(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PROD_KEY", KEY)
        put("notes.txt", f"see {KEY}\n")
        result = run("baseline", "write", "--known-key-env", "PROD_KEY")
        assert f"notes.txt:1 key-in-config {KEY[:2]}…" in result.stdout
        assert entries()[0]["needs"] == "key"
        assert codes(run, "--known-key-env", "PROD_KEY") == []
        assert codes(run) == []  # it does not know the key, so it can't say that the entry is stale
        put("notes.txt", "see there\n")
        assert codes(run) == []
        assert codes(run, "--known-key-env", "PROD_KEY") == [("SUP001", ".sup-lint-baseline")]

    @pytest.mark.parametrize(
        ("arguments", "sentence"),
        [
            (["--expires", "soon"], "--expires takes a date such as 2027-01-31"),
            (["--expires", "2020-01-01"], "--expires takes a date that is still to come"),
            (["--reason", " "], "--reason takes a text of at most 500 characters"),
            (["--reason", f"the key {KEY}"], "--reason holds what looks like a key; say it without"),
            (["--isolated"], "--isolated looks at no baseline: name one with --baseline FILE"),
            (["--isolated", "--config", "x.toml", "--baseline", "b"], "--config and --isolated contradict each other"),
        ],
    )
    def test_wrong_usage(self, run: Run, arguments: list[str], sentence: str) -> None:
        put("app/tts.py", LEAK)
        result = run("baseline", "write", *arguments)
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr == f"sup-lint: {sentence} (see `sup-lint baseline write --help`)\n"
        assert not FILE.exists()

    def test_a_path_that_does_not_exist(self, run: Run) -> None:
        put("app/tts.py", LEAK)
        result = run("baseline", "write", "app", "nowhere")
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr == "sup-lint: nowhere: this path does not exist\n"
        assert not FILE.exists()


class TestTheFile:
    def test_it_keeps_its_mode_and_the_link_to_it(self, accepted: Run) -> None:
        FILE.rename("real")
        FILE.symlink_to("real")
        Path("real").chmod(0o640)
        put("app/new.py", LEAK.replace(KEY, OTHER))
        assert accepted("baseline", "write").exit_code == 0
        assert FILE.is_symlink()
        assert stat.S_IMODE(Path("real").stat().st_mode) == 0o640
        assert len(entries()) == 3

    @pytest.mark.parametrize("there", [True, False])
    def test_another_s_change_is_not_lost(self, run: Run, monkeypatch: pytest.MonkeyPatch, there: bool) -> None:
        put("app/tts.py", LEAK)
        if there:
            run("baseline", "write")
            put("app/new.py", LEAK.replace(KEY, OTHER))
        check_paths = runner.check_paths

        def meanwhile(*arguments: Any, **options: Any) -> Any:
            with FILE.open("a", encoding="utf-8") as file:
                file.write("# mine\n")
            return check_paths(*arguments, **options)

        monkeypatch.setattr(runner, "check_paths", meanwhile)
        result = run("baseline", "write")
        assert (result.exit_code, result.stdout) == (2, "")
        assert "changed while the check ran, so it was left alone" in result.stderr
        assert FILE.read_text(encoding="utf-8").endswith("# mine\n")

    def test_a_folder_that_can_t_be_written_to(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        put("app/tts.py", LEAK)
        open_file = os.open

        def refuse(path: Any, flags: int, *more: Any, **options: Any) -> int:
            if flags & os.O_CREAT:
                raise PermissionError(13, "Permission denied")
            return open_file(path, flags, *more, **options)

        monkeypatch.setattr(os, "open", refuse)
        result = run("baseline", "write")
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.count("\n") == 1
        assert "could not be written: Permission denied" in result.stderr

    def test_no_other_scanner_takes_it_for_secrets(self, run: Run) -> None:
        for number, name in enumerate(("supertone.py", "api_key.py", "secret/supertone_api_key.py", "password.py")):
            put(f"config/{name}", LEAK.replace(KEY, make_key(number)))
        run("baseline", "write", "--reason", "old Supertone demo")
        assert len(entries()) == 4
        assert codes(run, str(FILE)) == []
        command = [sys.executable, "-m", "detect_secrets", "scan", "--all-files", str(FILE)]
        scanned = subprocess.run(command, capture_output=True, text=True, check=True)
        assert json.loads(scanned.stdout)["results"] == {}


class TestChecking:
    def test_moved_lines_and_renamed_files(self, accepted: Run) -> None:
        put("app/tts.py", f"# one\n\n# more\n{LEAK}")
        assert codes(accepted) == []
        Path("app").rename("service")
        assert codes(accepted) == []
        assert codes(accepted, "service/tts.py") == []
        put("service/copy.py", LEAK)
        assert codes(accepted) == [("SUP101", "service/tts.py")]  # one of the two is beyond the count

    def test_a_copy_beside_the_old_file_is_new(self, accepted: Run) -> None:
        put("app/a_copy.py", LEAK)
        assert codes(accepted) == [("SUP101", "app/a_copy.py")]

    def test_a_hook_passes_some_files(self, accepted: Run) -> None:
        before = FILE.read_bytes()
        put("app/other.py", "print()\n")
        assert codes(accepted, "app/other.py", ".sup-lint-baseline") == []
        assert codes(accepted, "app/tts.py") == []
        put("app/tts.py", "print()\n")
        put("app/log.py", "print()\n")
        assert codes(accepted, "app/other.py") == []
        assert codes(accepted, "app/tts.py") == [("SUP001", ".sup-lint-baseline")]
        assert codes(accepted, "app/log.py") == []  # what leads to a log may lie in other files
        assert codes(accepted) == [("SUP001", ".sup-lint-baseline")] * 2
        assert FILE.read_bytes() == before

    def test_a_leak_that_other_files_lead_to_is_not_stale_alone(self, run: Run) -> None:
        put("app/trace.py", "def trace(what):\n    print(what)\n")
        put("app/use.py", "import os\nfrom app.trace import trace\n\ntrace(os.environ['SUPERTONE_API_KEY'])\n")
        run("baseline", "write")
        assert [entry["path"] for entry in entries()] == ["app/trace.py"]
        for paths in (["."], ["app/trace.py"], ["app/use.py"], ["app"]):
            assert codes(run, *paths) == []

    def test_a_sparse_checkout_has_not_lost_what_it_leaves_out(self, accepted: Run) -> None:
        def git(*arguments: str) -> None:
            subprocess.run(["git", *arguments], check=True, capture_output=True)

        put("docs/x.md", "text\n")
        Path(".git").rmdir()
        git("init", "-q", ".")
        git("add", ".")
        git("-c", "user.name=Test", "-c", "user.email=test@example.com", "commit", "-qm", "all")
        git("sparse-checkout", "set", "docs")
        assert not Path("app").exists()
        assert codes(accepted) == []
        put("docs/copy.py", LEAK)  # no renamed file
        assert codes(accepted, "docs/copy.py") == [("SUP101", "docs/copy.py")]
        git("rm", "-rq", "--cached", "--sparse", "app")
        assert codes(accepted) == [("SUP001", FILE.name)]

    def test_from_a_folder_below(self, accepted: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir("app")
        assert codes(accepted) == []
        assert codes(accepted, "tts.py", "../app/log.py") == []

    def test_standard_input(self, accepted: Run) -> None:
        for text, code in ((LEAK, 0), (LEAK.replace(KEY, OTHER), 1), ("print()\n", 0)):
            result = accepted("check", "--stdin-filename", "app/tts.py", stdin=text.encode())
            assert result.exit_code == code
        assert accepted("check", "--stdin-filename", "app/x.py", stdin=LEAK.encode()).exit_code == 1

    def test_json_counts_what_is_accepted(self, accepted: Run) -> None:
        assert json.loads(accepted("check", "--format", "json").stdout)["summary"] == {
            "files": 3,
            "findings": 0,
            "suppressed": 0,
            "baselined": 2,
        }

    def test_a_file_with_line_ends_of_windows(self, accepted: Run) -> None:
        FILE.write_bytes(FILE.read_bytes().replace(b"\n", b"\r\n"))
        assert codes(accepted) == []
        put("app/new.py", LEAK.replace(KEY, OTHER))
        accepted("baseline", "write")
        data = FILE.read_bytes()
        assert data.count(b"\n") == data.count(b"\r\n")
        assert codes(accepted) == []

    def test_an_entry_that_is_over(self, accepted: Run) -> None:
        text = FILE.read_text(encoding="utf-8")
        FILE.write_text(text.replace('"count":1}', '"count":1,"expires":"2020-02-29"}'), encoding="utf-8")
        result = accepted("check", "--format", "concise")
        assert result.exit_code == 1
        assert result.stdout.count(" .sup-lint-baseline accepted this, but only until 2020-02-29.") == 2
        result = accepted("baseline", "write")
        assert "2 findings are no longer accepted: give a new date with --expires" in result.stdout
        put("app/tts.py", f'{LEAK}\nBACKUP_SUPERTONE_API_KEY = "{KEY}"\n')
        assert "3 findings are no longer accepted" in accepted("baseline", "write").stdout
        assert "3 findings are accepted" in accepted("baseline", "write", "--expires", "2999-01-01").stdout
        assert [(entry["count"], entry["expires"]) for entry in entries()] == [(1, "2999-01-01"), (2, "2999-01-01")]
        assert codes(accepted) == []

    def test_a_run_without_a_suspect_imports_little(self, accepted: Run) -> None:
        put("app/other.py", "print()\n")
        program = (
            "import sys; from sup_lint.cli.main import main\n"
            "try: main(['check', 'app/other.py'])\nexcept SystemExit as end: print(end.code)\n"
            "print(sorted({'sup_lint.rules', 'libcst', 'rich', 'tomllib', 'subprocess', 'hashlib'} & {*sys.modules}))"
        )
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
        done = subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, check=True, env=environment
        )
        assert done.stdout.splitlines()[-2:] == ["0", "[]"]


class TestWhichOne:
    def test_a_named_one(self, accepted: Run) -> None:
        Path("ci").mkdir()
        FILE.rename("ci/accepted")
        assert len(codes(accepted)) == 2
        # Its paths start from its own folder now: it looks as if all files had been renamed.
        assert codes(accepted, "--baseline", "ci/accepted") == []
        put("ci/app/tts.py", "print()\n")
        assert codes(accepted, "--baseline", "ci/accepted", "app") == [("SUP101", "app/tts.py")]
        accepted("baseline", "write", "--baseline", "ci/other")
        assert codes(accepted, "--baseline", "ci/other") == []
        assert not FILE.exists()

    def test_the_settings_name_it(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        put("pkg/app/tts.py", LEAK)
        put("pkg/sup-lint.toml", 'baseline = "accepted.jsonl"\n')
        monkeypatch.chdir("pkg/app")
        result = run("check")
        assert (result.exit_code, result.stdout) == (2, "")
        assert "accepted.jsonl: this baseline does not exist; `sup-lint baseline write` makes one\n" in result.stderr
        run("baseline", "write")
        assert Path("../accepted.jsonl").exists()
        assert codes(run) == []

    @pytest.mark.parametrize("value", ["7", '""', '["a"]'])
    def test_a_setting_that_names_none(self, run: Run, value: str) -> None:
        put("sup-lint.toml", f"baseline = {value}\n")
        result = run("check")
        assert (result.exit_code, result.stderr) == (
            2,
            "sup-lint: sup-lint.toml: baseline must be the path of a file\n",
        )

    def test_isolated_looks_at_a_named_one_only(self, accepted: Run) -> None:
        assert len(codes(accepted, "--isolated")) == 2
        assert codes(accepted, "--isolated", "--baseline", str(FILE)) == []

    def test_a_missing_or_broken_one_ends_the_run(self, accepted: Run) -> None:
        result = accepted("check", "--baseline", "nowhere")
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr == "sup-lint: nowhere: this baseline does not exist; `sup-lint baseline write` makes one\n"
        FILE.write_text(FILE.read_text(encoding="utf-8").replace("# 3\n", "<<<<<<< HEAD\n# 3\n"), encoding="utf-8")
        for command in (["check"], ["check", "app/log.py"], ["baseline", "write"], ["baseline", "prune"]):
            result = accepted(*command)
            assert (result.exit_code, result.stdout) == (2, "")
            assert result.stderr.startswith("sup-lint: .sup-lint-baseline:")
            assert result.stderr.endswith(
                "a merge left its conflict here; keep the entries of both sides, and no marks\n"
            )

    def test_a_bundle_has_it_too(self, run: Run) -> None:
        put("dist/app.js", f'fetch("https://supertoneapi.com/v1", {{headers: {{"x-sup-api-key": "{KEY}"}}}});\n')
        assert run("bundle", "dist").exit_code == 1
        run("baseline", "write", "--select", "SUP201,SUP101")
        entry = FILE.read_text(encoding="utf-8").replace('"rule":"hardcoded-key"', '"rule":"key-in-client-code"')
        FILE.write_text(entry, encoding="utf-8")
        assert run("bundle", "dist").exit_code == 0
        put("dist/app.js", "fetch('/tts'); // supertone\n")
        assert run("bundle", "dist").exit_code == 0  # a bundle is not all that an entry may stand for


class TestPruning:
    def test_what_is_gone_goes_what_is_fewer_is_lowered_what_moved_is_followed(self, accepted: Run) -> None:
        put("app/two.py", f'SUPERTONE_API_KEY = "{OTHER}"\nBACKUP_SUPERTONE_API_KEY = "{OTHER}"\n')
        put("app/gone.py", LEAK.replace(KEY, make_key(83)))
        accepted("baseline", "write", "--reason", "why not")
        put("app/log.py", "print()\n")
        put("app/two.py", f'SUPERTONE_API_KEY = "{OTHER}"\n')
        Path("app/gone.py").unlink()
        Path("app/tts.py").rename("app/speech.py")
        before = FILE.read_bytes()
        dry = accepted("baseline", "prune", "--dry-run")
        assert FILE.read_bytes() == before
        result = accepted("baseline", "prune")
        assert (result.exit_code, result.stderr) == (0, "")
        *lines, summary = result.stdout.splitlines()
        assert sorted(lines) == [
            "app/gone.py hardcoded-key: dropped, the file is gone",
            "app/log.py key-in-log: dropped, nothing is found there",
            "app/tts.py hardcoded-key: moved to app/speech.py",
            "app/two.py hardcoded-key: lowered from 2 to 1",
        ]
        assert summary == "Entries of .sup-lint-baseline: 2 dropped, 1 lowered, 1 moved."
        assert dry.stdout == f"{result.stdout}Dry run: nothing was written.\n"
        assert [(entry["path"], entry["count"], entry.get("reason")) for entry in entries()] == [
            ("app/speech.py", 1, None),
            ("app/two.py", 1, "why not"),
        ]
        assert codes(accepted) == []

    def test_from_a_folder_below_the_whole_project_counts(self, accepted: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        put("other/x.py", "print()\n")
        Path("app/log.py").unlink()
        monkeypatch.chdir("other")
        assert "app/log.py key-in-log: dropped, the file is gone" in accepted("baseline", "prune").stdout
        monkeypatch.chdir("..")
        assert [entry["path"] for entry in entries()] == ["app/tts.py"]

    def test_nothing_is_gone(self, accepted: Run) -> None:
        os.utime(FILE, (1, 1))
        result = accepted("baseline", "prune")
        assert result.stdout == "Nothing is gone that the check could tell of: .sup-lint-baseline stays as it is.\n"
        assert FILE.stat().st_mtime == 1

    def test_rules_that_did_not_run_keep_their_entries(self, accepted: Run) -> None:
        put("app/log.py", "print()\n")
        put("app/tts.py", "print()\n")
        accepted("baseline", "prune", "--select", "SUP1")
        assert [entry["rule"] for entry in entries()] == ["key-in-log"]

    def test_a_file_that_could_not_be_read_keeps_its_entries(self, accepted: Run) -> None:
        Path("app/tts.py").unlink()
        Path("app/tts.py").symlink_to("nowhere")
        before = FILE.read_bytes()
        accepted("baseline", "prune")
        assert FILE.read_bytes() == before

    def test_there_is_no_baseline(self, run: Run) -> None:
        result = run("baseline", "prune")
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.endswith("this baseline does not exist; `sup-lint baseline write` makes one\n")


def test_help_and_page_tell_of_it(run: Run) -> None:
    assert "  baseline        Accept what is there now.\n" in run("-h").stdout
    page = run("explain", "SUP001").stdout
    assert "entry of the baseline" in " ".join(page.split())
    assert "sup-lint baseline prune" in page
