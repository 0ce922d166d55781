"""`check --staged`: the index is looked at, and the work tree is not."""

import os
import stat
import sys
from pathlib import Path
from typing import Any

import pytest

import sup_lint
from sup_lint.config import Config
from sup_lint.engine.changes import ChangesError, check_staged
from sup_lint.engine.known_keys import KnownKey
from sup_lint.model.report import Report
from tests.clone import Clone, make_clone
from tests.keymaker import make_key

KEY = make_key(1)
LEAK = f'SUPERTONE_API_KEY = "{KEY}"\n'
CLEAN = 'import os\n\nSUPERTONE_API_KEY = os.environ["SUPERTONE_API_KEY"]\n'
CLIENT = """\
import requests

from {module} import CODE

requests.post("https://supertoneapi.com/v1/text-to-speech/x", headers={{"x-sup-api-key": CODE}})
"""


def check(*paths: str, **settings: Any) -> Report:
    return check_staged(paths, Config(root=os.getcwd())._replace(**settings)).report


def places(report: Report) -> list[tuple[str, int, str]]:
    return [(finding.path, finding.region.line, finding.code) for finding in report.findings]


def test_nothing_staged_is_nothing_checked(clone: Clone) -> None:
    assert check().files == 0
    clone.commit({"app.py": LEAK})
    assert check() == Report(files=0)


def test_before_the_first_commit_all_is_staged(clone: Clone) -> None:
    clone.stage({"app.py": LEAK, "clean.py": CLEAN})
    report = check()
    assert places(report) == [("app.py", 1, "SUP101")]
    assert report.files == 2


def test_a_leak_in_the_work_tree_alone_is_left_alone(clone: Clone) -> None:
    clone.commit({"app.py": "x = 1\n"})
    clone.stage({"app.py": CLEAN})
    clone.write({"app.py": LEAK, "new.py": LEAK})
    report = check()
    assert places(report) == []
    assert report.files == 1


def test_a_leak_in_the_index_alone_is_found_and_shown_as_staged(clone: Clone) -> None:
    clone.commit({"app.py": "x = 1\n"})
    clone.stage({"app.py": f"# staged\n{LEAK}"})
    clone.write({"app.py": CLEAN})
    (finding,) = check().findings
    assert (finding.path, finding.region.line) == ("app.py", 2)
    assert finding.excerpt is not None
    assert finding.excerpt.lines[0] == "# staged"


def test_a_staged_file_that_is_gone_from_the_disk_is_found(clone: Clone) -> None:
    clone.stage({"a/app.py": LEAK})
    (clone.path / "a" / "app.py").unlink()
    (clone.path / "a").rmdir()
    assert places(check()) == [("a/app.py", 1, "SUP101")]


def test_what_is_committed_already_is_not_told_again(clone: Clone) -> None:
    clone.commit({"old.py": LEAK, "gone.py": LEAK})
    clone.git("rm", "-q", "gone.py")
    clone.stage({"new.py": CLEAN})
    report = check()
    assert places(report) == []
    assert report.files == 1


def test_the_whole_staged_file_is_looked_at(clone: Clone) -> None:
    clone.commit({"app.py": f"{LEAK}x = 1\n"})
    clone.stage({"app.py": f"{LEAK}x = 2\n"})
    assert places(check()) == [("app.py", 1, "SUP101")]


def test_a_renamed_file_goes_by_its_new_name(clone: Clone) -> None:
    clone.commit({"old.py": LEAK})
    clone.git("mv", "old.py", "new.py")
    assert places(check()) == [("new.py", 1, "SUP101")]


def test_an_import_leads_to_what_is_staged_of_the_module(clone: Clone) -> None:
    clone.commit({"settings.py": "CODE = ''\n"})
    clone.stage({"settings.py": f'CODE = "{KEY}"\n', "client.py": CLIENT.format(module="settings")})
    clone.write({"settings.py": "CODE = ''\n"})
    assert places(check()) == [("settings.py", 1, "SUP101")]


def test_an_import_does_not_lead_to_what_is_not_staged(clone: Clone) -> None:
    clone.commit({"settings.py": "CODE = ''\n"})
    clone.stage({"client.py": CLIENT.format(module="settings")})
    clone.write({"settings.py": f'CODE = "{KEY}"\n'})
    assert places(check()) == []


def test_an_import_leads_to_what_is_in_the_index_unchanged(clone: Clone) -> None:
    clone.commit({"client.py": CLIENT.format(module="settings"), "settings.py": "CODE = ''\n"})
    clone.stage({"settings.py": f'CODE = "{KEY}"\n'})
    clone.write({"client.py": "x = 1\n"})
    assert places(check()) == [("settings.py", 1, "SUP101")]


def test_links_and_submodules_are_passed_over(clone: Clone, tmp_path: Path) -> None:
    inner = make_clone(tmp_path / "inner")
    inner.commit({"app.py": LEAK})
    clone.git("submodule", "--quiet", "add", str(inner.path), "inner")
    (tmp_path / "outside.py").write_text(LEAK)
    (clone.path / "link.py").symlink_to(tmp_path / "outside.py")
    clone.git("add", ".")
    report = check()
    assert places(report) == []
    assert report.files == 1  # .gitmodules


def test_a_file_that_became_a_link_and_back_is_looked_at_as_a_file(clone: Clone) -> None:
    (clone.path / "app.py").symlink_to("nowhere")
    clone.git("add", ".")
    clone.commit({})
    (clone.path / "app.py").unlink()
    clone.stage({"app.py": LEAK})
    assert places(check()) == [("app.py", 1, "SUP101")]


def test_a_file_in_conflict_is_a_failure_and_the_rest_is_checked(clone: Clone) -> None:
    clone.commit({"app.py": "x = 1\n"})
    clone.git("switch", "-qc", "other")
    clone.commit({"app.py": "x = 2\n"})
    clone.git("switch", "-q", "main")
    clone.commit({"app.py": "x = 3\n"})
    clone.git("merge", "other", fails=True)
    clone.stage({"leak.py": LEAK})
    report = check()
    assert places(report) == [("leak.py", 1, "SUP101")]
    (failure,) = report.failures
    assert failure.path == "app.py"
    assert failure.reason == "is in conflict and was not checked: resolve the conflict and stage the file again"


def test_what_was_only_announced_is_not_staged(clone: Clone) -> None:
    clone.write({"app.py": LEAK})
    clone.git("add", "--intent-to-add", "app.py")
    assert check().files == 0


@pytest.mark.parametrize("options", [(), ("--object-format=sha256",)])
def test_names_and_object_formats_of_all_kinds(outside: Path, options: tuple[str, ...]) -> None:
    clone = make_clone(outside, *options)
    names = ["two words.py", "line\nend.py", "한글/키.py", '"quoted".py', "-dash.py", os.fsdecode(b"latin-\xe9.py")]
    clone.stage(dict.fromkeys(names, LEAK))
    assert {path for path, _, _ in places(check())} == set(names)


def test_line_ends_of_windows_are_as_staged(clone: Clone) -> None:
    clone.git("config", "core.autocrlf", "true")
    clone.stage({"app.py": f"x = 1\r\n{LEAK}".replace("\n", "\r\n").replace("\r\r", "\r")})
    (finding,) = check().findings
    assert finding.region.line == 2


def test_below_a_folder_the_whole_repository_is_looked_at(clone: Clone, monkeypatch: pytest.MonkeyPatch) -> None:
    clone.stage({"top.py": LEAK, "a/inner.py": LEAK})
    monkeypatch.chdir(clone.path / "a")
    report = check_staged((), Config(root=str(clone.path))).report
    assert [finding.path for finding in report.findings] == [str(clone.path / "top.py"), "inner.py"]


def test_paths_narrow_it_down(clone: Clone) -> None:
    clone.commit({"unchanged.py": CLEAN})
    clone.stage({"a/x.py": LEAK, "ab/y.py": LEAK, "z.py": LEAK})
    config = Config(root=str(clone.path))
    outcome = check_staged(("a", "z.py", "unchanged.py", "nowhere.py"), config)
    assert [path for path, _, _ in places(outcome.report)] == ["a/x.py", "z.py"]
    assert outcome.missing == ("nowhere.py",)
    assert check_staged((str(clone.path),), config).report.files == 3
    (clone.path / "unchanged.py").unlink()
    assert check_staged(("unchanged.py",), config).missing == ()


def test_settings_hold_here_too(clone: Clone) -> None:
    clone.stage({"a/x.py": LEAK, "z.py": LEAK})
    assert places(check(exclude=("a/",))) == [("z.py", 1, "SUP101")]
    assert places(check(per_file_ignores={"z.py": ("SUP1",)})) == [("a/x.py", 1, "SUP101")]


def test_known_keys_are_searched_for_in_what_is_staged(clone: Clone) -> None:
    clone.stage({"data.bin": f"x {KEY[::-1]}\n", "clean.txt": "x"})
    clone.write({"clean.txt": KEY})
    report = check_staged((), Config(root=str(clone.path)), known=[KnownKey(KEY, "in $PROD")]).report
    assert [path for path, _, _ in places(report)] == ["data.bin"]


def test_an_environment_file_that_is_staged_is_told(clone: Clone) -> None:
    clone.write({".gitignore": ".env\n"})
    clone.stage({".env": f"SUPERTONE_API_KEY={KEY}\n"})
    assert [code for _, _, code in places(check())] == ["SUP103", "SUP102"]


def test_an_ignored_environment_file_stays_known_to_the_build(clone: Clone) -> None:
    clone.write({".gitignore": ".env\n", ".env": f"SUPERTONE_API_KEY={KEY}\n"})
    settings = (
        'import { defineConfig, loadEnv } from "vite";\n'
        'export default defineConfig(({ mode }) => ({ define: { "process.env": loadEnv(mode, process.cwd(), "") } }));\n'
    )
    clone.commit({"package.json": '{"devDependencies": {"vite": "^6.0.0"}}'})
    clone.stage({"vite.config.ts": settings})
    assert [code for _, _, code in places(check())] == ["SUP204"]
    clone.stage({".env": "NODE_ENV=test\n"})  # what is staged counts, not what lies on the disk
    clone.write({".env": f"SUPERTONE_API_KEY={KEY}\n"})
    assert places(check()) == []


def test_a_linked_work_tree_has_an_index_of_its_own(
    clone: Clone, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clone.commit({"app.py": CLEAN})
    clone.git("worktree", "add", "-q", str(tmp_path / "linked"))
    clone.stage({"here.py": LEAK})
    linked = Clone(tmp_path / "linked")
    linked.stage({"there.py": LEAK})
    monkeypatch.chdir(linked.path)
    assert places(check()) == [("there.py", 1, "SUP101")]


def test_outside_of_git_there_is_nothing_staged(outside: Path) -> None:
    with pytest.raises(ChangesError, match="this folder is not in a git repository"):
        check()


def test_a_bare_repository_has_nothing_staged(outside: Path) -> None:
    make_clone(outside, "--bare")
    with pytest.raises(ChangesError, match="bare repository"):
        check()


HOOK = """\
#!/bin/sh
exec "{python}" -m sup_lint check --staged --isolated --format concise
"""


def _with_hook(clone: Clone) -> dict[str, str]:
    """Set the hook of somebody who uses no framework; gives the environment that it needs."""
    hook = clone.path / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(HOOK.format(python=sys.executable))
    hook.chmod(hook.stat().st_mode | stat.S_IXUSR)
    return {"PYTHONPATH": str(Path(sup_lint.__file__).parents[1])}


def test_the_hook_looks_at_what_git_commits_of_all_files(clone: Clone) -> None:
    clone.commit({"app.py": CLEAN, "other.py": CLEAN})
    environment = _with_hook(clone)
    clone.write({"app.py": LEAK})
    said = clone.git("commit", "-a", "-m", "all", fails=True, environment=environment)
    assert "app.py:1:" in said
    assert KEY not in said
    clone.write({"app.py": CLEAN + "x = 1\n"})
    clone.git("commit", "-a", "-m", "all", environment=environment)


def test_the_hook_looks_at_what_git_commits_of_named_files(clone: Clone) -> None:
    clone.commit({"app.py": CLEAN, "other.py": CLEAN})
    environment = _with_hook(clone)
    clone.stage({"other.py": LEAK})  # staged, but not part of this commit
    clone.write({"app.py": CLEAN + "x = 1\n"})
    clone.git("commit", "-m", "app only", "app.py", environment=environment)
    clone.write({"app.py": LEAK})
    said = clone.git("commit", "-m", "app only", "app.py", fails=True, environment=environment)
    assert "app.py:1:" in said
    assert "other.py" not in said


def test_the_hook_works_in_a_linked_work_tree(clone: Clone, tmp_path: Path) -> None:
    clone.commit({"app.py": CLEAN})
    environment = _with_hook(clone)
    clone.git("worktree", "add", "-q", str(tmp_path / "linked"))
    linked = Clone(tmp_path / "linked")
    linked.stage({"app.py": LEAK})
    assert "app.py:1:" in linked.git("commit", "-m", "x", fails=True, environment=environment)
    linked.write({"app.py": CLEAN})
    assert "app.py:1:" in linked.git("commit", "-m", "x", fails=True, environment=environment)


def test_the_index_of_another_repository_is_not_taken(
    clone: Clone, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = make_clone(tmp_path / "other")
    other.stage({"theirs.py": LEAK})
    clone.stage({"ours.py": LEAK})
    monkeypatch.setenv("GIT_DIR", str(other.path / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other.path / ".git" / "index"))
    assert places(check()) == [("ours.py", 1, "SUP101")]
