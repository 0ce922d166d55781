"""`check --since`: the files that have changed are looked at, and what has to do with changed lines is told."""

import os
from pathlib import Path
from typing import Any

import pytest

from sup_lint.config import Config
from sup_lint.engine.changes import ChangesError, check_since
from sup_lint.model.report import Report
from sup_lint.sources.git.command import GitError
from sup_lint.sources.git.revisions import RevisionError
from tests.clone import Clone, make_clone
from tests.keymaker import make_key

KEY, OTHER = make_key(1), make_key(2)
LEAK = f'SUPERTONE_API_KEY = "{KEY}"\n'
CLEAN = 'import os\n\nSUPERTONE_API_KEY = os.environ["SUPERTONE_API_KEY"]\n'


def check(revision: str, *paths: str, all_lines: bool = False, **settings: Any) -> Report:
    return check_since(paths, revision, Config(root=os.getcwd())._replace(**settings), all_lines=all_lines).report


def places(report: Report) -> list[tuple[str, int, str]]:
    return [(finding.path, finding.region.line, finding.code) for finding in report.findings]


def test_nothing_has_changed(clone: Clone) -> None:
    clone.commit({"app.py": LEAK})
    assert check("HEAD") == Report(files=0)


def test_what_was_there_before_is_left_alone_unless_all_lines_are_wanted(clone: Clone) -> None:
    clone.commit({"old.py": LEAK, "app.py": f"{LEAK}x = 1\n\n\n"})
    clone.commit({"app.py": f'{LEAK}x = 2\n\n\nSUPERTONE_TOKEN = "{OTHER}"\n'})
    report = check("HEAD~1")
    assert places(report) == [("app.py", 5, "SUP101")]
    assert report.files == 1
    assert places(check("HEAD~1", all_lines=True)) == [("app.py", 1, "SUP101"), ("app.py", 5, "SUP101")]


def test_what_was_silenced_before_is_left_alone_too(clone: Clone) -> None:
    silenced = f"{LEAK.rstrip()}  # sup-lint: ignore[SUP101]\n"
    clone.commit({"app.py": f"{silenced}x = 1\n\n\n"})
    clone.commit({"app.py": f"{silenced}x = 2\n\n\n{silenced}"})
    assert [each.finding.region.line for each in check("HEAD~1").silenced] == [5]
    assert [each.finding.region.line for each in check("HEAD~1", all_lines=True).silenced] == [1, 5]


def test_what_is_not_committed_counts(clone: Clone) -> None:
    clone.commit({".gitignore": "ignored.py\n", "app.py": CLEAN, "staged.py": CLEAN})
    clone.stage({"staged.py": LEAK})
    clone.write({"app.py": LEAK, "new.py": LEAK, "ignored.py": LEAK, "folder/new.py": LEAK})
    assert [path for path, _, _ in places(check("HEAD"))] == ["app.py", "folder/new.py", "new.py", "staged.py"]


def test_the_work_tree_counts_and_not_what_is_staged(clone: Clone) -> None:
    clone.commit({"app.py": CLEAN})
    clone.stage({"app.py": LEAK})
    clone.write({"app.py": CLEAN})
    assert places(check("HEAD")) == []


def test_a_renamed_file_is_as_old_as_its_lines(clone: Clone) -> None:
    text = LEAK + "".join(f"x{number} = {number}\n" for number in range(20))
    clone.commit({"old.py": text})
    clone.git("mv", "old.py", "new.py")
    clone.commit({"new.py": f'{text}SUPERTONE_TOKEN = "{OTHER}"\n'})
    assert places(check("HEAD~1")) == [("new.py", 22, "SUP101")]
    assert len(places(check("HEAD~1", all_lines=True))) == 2


def test_a_moved_line_is_new(clone: Clone) -> None:
    clone.commit({"app.py": f"{LEAK}a = 1\nb = 2\n"})
    clone.commit({"app.py": f"a = 1\nb = 2\n{LEAK}"})
    assert places(check("HEAD~1")) == [("app.py", 3, "SUP101")]


def test_files_that_are_gone_or_no_files_are_passed_over(clone: Clone, tmp_path: Path) -> None:
    (tmp_path / "outside.py").write_text(LEAK)
    clone.commit({"gone.py": LEAK, "became_link.py": CLEAN, "removed.py": LEAK})
    (clone.path / "became_link.py").unlink()
    (clone.path / "became_link.py").symlink_to(tmp_path / "outside.py")
    (clone.path / "new_link.py").symlink_to(tmp_path / "outside.py")
    (clone.path / "gone.py").unlink()
    clone.git("rm", "-q", "removed.py")
    make_clone(clone.path / "nested").commit({"app.py": LEAK})
    assert check("HEAD") == Report(files=0)


def test_a_place_that_a_finding_names_may_have_changed(clone: Clone) -> None:
    used = 'import requests\n\nfrom settings import CODE\n\n{}requests.get("https://supertoneapi.com/v1/voices", headers={})\n'
    clone.commit({"settings.py": f'CODE = "{KEY}"\n', "client.py": used.format("", "{}")})
    clone.commit({"client.py": used.format("", '{"x-sup-api-key": CODE}')})
    (finding,) = check("HEAD~1").findings
    assert (finding.path, finding.region.line) == ("settings.py", 1)
    assert [place.path for place in finding.related] == ["client.py"]
    clone.commit({"client.py": used.format("x = 1\n", '{"x-sup-api-key": CODE}')})
    assert places(check("HEAD~1")) == []


def test_a_comment_that_was_taken_away_silences_no_more(clone: Clone) -> None:
    clone.commit({"app.py": f"# sup-lint: ignore[hardcoded-key] -- old\n{LEAK}x = 1\n"})
    clone.commit({"app.py": f"{LEAK}x = 1\n"})
    assert places(check("HEAD~1")) == [("app.py", 1, "SUP101")]


def test_an_idle_comment_is_told_where_it_is_new(clone: Clone) -> None:
    comment = "  # sup-lint: ignore[hardcoded-key] -- none\n"
    clone.commit({"app.py": f"# supertone\nx = 1{comment}y = 1\n"})
    clone.commit({"app.py": f"# supertone\nx = 1{comment}y = 1\nz = 1{comment}"})
    assert places(check("HEAD~1")) == [("app.py", 4, "SUP001")]


@pytest.mark.parametrize("text", ['x = 1\rSUPERTONE_API_KEY = "{}"\ry = 1\r', "\0\1\2\3" * 400 + "\n\n{}\0"])
def test_where_git_counts_otherwise_all_lines_count(clone: Clone, text: str) -> None:
    clone.commit({"app.py": text.format("") + " ", "proof.py": CLEAN})
    clone.commit({"app.py": text.format(KEY), "proof.py": LEAK})
    assert {path for path, _, _ in places(check("HEAD~1"))} == {"app.py", "proof.py"}


def test_line_ends_of_windows(clone: Clone) -> None:
    clone.git("config", "core.autocrlf", "true")
    clone.commit({"app.py": f"{LEAK}a = 1\nb = 1\n".replace("\n", "\r\n")})
    clone.commit({"app.py": f'{LEAK}a = 1\nSUPERTONE_TOKEN = "{OTHER}"\n'.replace("\n", "\r\n")})
    assert places(check("HEAD~1")) == [("app.py", 3, "SUP101")]


def test_lines_that_look_like_a_diff_are_no_diff(clone: Clone) -> None:
    text = "++ b/app.py\n@@ -1,9 +1,9 @@\ndiff --git a/x b/x\n"
    clone.commit({"a.txt": f"-- a/app.py\n{text}", "app.py": LEAK})
    clone.commit({"a.txt": f"{text}{text}\n", "app.py": f"{LEAK}x = 1"})
    assert places(check("HEAD~1")) == []
    clone.commit({"app.py": f'{LEAK}x = 1\nSUPERTONE_TOKEN = "{OTHER}"'})
    assert places(check("HEAD~2")) == [("app.py", 3, "SUP101")]


def test_names_of_all_kinds(clone: Clone) -> None:
    names = ["two words.py", "line\nend.py", "tab\t.py", "한글/키.py", '"quoted".py', "-dash.py", "back\\slash.py"]
    names += ["a\ndiff --git a/b b/b", os.fsdecode(b"latin-\xe9.py")]
    clone.commit(dict.fromkeys(names, "x = 1\n\n"))
    clone.commit(dict.fromkeys(names, f"x = 1\n\n{LEAK}"))
    assert {path for path, _, _ in places(check("HEAD~1"))} == set(names)


def test_a_user_s_settings_of_git_change_nothing(clone: Clone) -> None:
    clone.commit({"app.py": f"{LEAK}x = 1\ny = 1\n"})
    clone.commit({"app.py": f'{LEAK}x = 1\nSUPERTONE_TOKEN = "{OTHER}"\n'})
    for name, value in (
        ("diff.noprefix", "true"),
        ("diff.mnemonicPrefix", "true"),
        ("color.ui", "always"),
        ("diff.external", "false"),
        ("diff.context", "9"),
        ("diff.interHunkContext", "9"),
        ("diff.colorMoved", "zebra"),
        ("diff.orderFile", "/nowhere"),
        ("diff.renames", "false"),
        ("core.quotePath", "false"),
        ("core.pager", "false"),
    ):
        clone.git("config", name, value)
        assert places(check("HEAD~1")) == [("app.py", 3, "SUP101")], name


def test_no_program_of_the_repository_is_run(clone: Clone, tmp_path: Path) -> None:
    clone.commit({"app.py": CLEAN})
    ran = tmp_path / "ran"
    for name in (
        "filter.evil.clean",
        "filter.evil.process",
        "diff.evil.command",
        "diff.evil.textconv",
        "core.fsmonitor",
    ):
        clone.git("config", name, f"touch '{ran}'; cat")
    clone.git("config", "filter.evil.required", "true")
    clone.write({".gitattributes": "* filter=evil diff=evil\n", "app.py": LEAK})
    assert [path for path, _, _ in places(check("HEAD"))] == ["app.py"]
    assert not ran.exists()
    clone.git("config", "filter.e=vil.clean", f"touch '{ran}'; cat")
    with pytest.raises(GitError, match="a filter whose name"):
        check("HEAD")
    assert not ran.exists()


def test_a_pull_request_begins_where_it_left_its_base(clone: Clone) -> None:
    clone.commit({"app.py": CLEAN, "theirs.py": LEAK})
    clone.git("switch", "-qc", "feature")
    clone.commit({"mine.py": LEAK})
    clone.git("switch", "-q", "main")
    clone.commit({"theirs.py": CLEAN, "app.py": CLEAN + "x = 1\n"})
    clone.git("switch", "-q", "feature")
    for range_ in ("main...", "main...HEAD", "main...@", "main...feature"):
        report = check(range_)
        assert places(report) == [("mine.py", 1, "SUP101")], range_
        assert report.files == 1
    for range_ in ("main", "main..", "main..HEAD", "main^{commit}"):
        report = check(range_)
        assert places(report) == [("mine.py", 1, "SUP101"), ("theirs.py", 1, "SUP101")], range_
        assert report.files == 3


def test_a_tag_is_a_revision(clone: Clone) -> None:
    clone.commit({"app.py": CLEAN})
    clone.git("tag", "-a", "v1", "-m", "v1")
    clone.commit({"app.py": LEAK})
    assert places(check("v1")) == [("app.py", 1, "SUP101")]


@pytest.mark.parametrize(
    ("revision", "message"),
    [
        ("nowhere", 'there is no commit "nowhere" here'),
        ("nowhere...", 'there is no commit "nowhere" here'),
        ("main...nowhere", 'there is no commit "nowhere" here'),
        ("main:app.py", 'there is no commit "main:app.py" here'),
        ("--output=x", "a revision does not begin with a dash"),
        ("", "no revision is named"),
        ("...main", "no revision is named before `...`"),
        ("main..other", r'the work tree is checked, which is not at "other": check that commit out \(git switch --detach other\), and write main..'),
        ("main...other", r'check that commit out \(git switch --detach other\), and write main\.\.\.'),
    ],
)  # fmt: skip
def test_what_is_no_revision_is_told(clone: Clone, revision: str, message: str) -> None:
    clone.commit({"app.py": CLEAN})
    clone.git("switch", "-qc", "other")
    clone.commit({"app.py": LEAK})
    clone.git("switch", "-q", "main")
    with pytest.raises(RevisionError, match=f"^{message}|{message}$"):
        check(revision)
    assert not (clone.path / "x").exists()


def test_histories_without_a_common_commit(clone: Clone) -> None:
    clone.commit({"app.py": CLEAN})
    clone.git("switch", "-q", "--orphan", "alone")
    clone.commit({"app.py": LEAK})
    with pytest.raises(RevisionError, match=r'^"main" and HEAD have no commit in common$'):
        check("main...")
    assert places(check("main")) == [("app.py", 1, "SUP101")]


def test_a_shallow_clone_is_told_how_to_get_more(clone: Clone, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = clone.commit({"app.py": CLEAN})
    clone.git("branch", "base")
    clone.commit({"app.py": LEAK})
    clone.git("clone", "-q", "--depth=1", "--no-single-branch", f"file://{clone.path}", str(tmp_path / "shallow"))
    monkeypatch.chdir(tmp_path / "shallow")
    advice = r"this is a shallow clone: fetch more history \(git fetch --deepen=1000, or `fetch-depth: 0` for actions/checkout\)$"
    with pytest.raises(RevisionError, match=f'^there is no commit "HEAD~1" here, and {advice}'):
        check("HEAD~1")
    with pytest.raises(RevisionError, match=f'^"origin/base" and HEAD have no commit in common, and {advice}'):
        check("origin/base...")
    assert places(check(first)) == [("app.py", 1, "SUP101")]


def test_a_partial_clone_fetches_nothing(clone: Clone, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clone.git("config", "uploadpack.allowFilter", "true")
    clone.commit({"app.py": f"{CLEAN}# old\n"})
    clone.commit({"app.py": LEAK})
    clone.git("clone", "-q", "--filter=blob:none", f"file://{clone.path}", str(tmp_path / "partial"))
    monkeypatch.chdir(tmp_path / "partial")
    with pytest.raises(ChangesError, match=r"^this is a partial clone, .*--all-lines"):
        check("HEAD~1")
    assert places(check("HEAD~1", all_lines=True)) == [("app.py", 1, "SUP101")]


def test_paths_and_settings_narrow_it_down(clone: Clone, monkeypatch: pytest.MonkeyPatch) -> None:
    clone.commit({"a/x.py": CLEAN, "z.py": CLEAN, "unchanged.py": CLEAN})
    clone.write({"a/x.py": LEAK, "z.py": LEAK})
    assert [path for path, _, _ in places(check("HEAD", "a", "unchanged.py"))] == ["a/x.py"]
    assert [path for path, _, _ in places(check("HEAD", exclude=("a/",)))] == ["z.py"]
    assert check_since(("nowhere",), "HEAD", Config(root=str(clone.path))).missing == ("nowhere",)
    monkeypatch.chdir(clone.path / "a")
    report = check_since((), "HEAD", Config(root=str(clone.path))).report
    assert [finding.path for finding in report.findings] == [str(clone.path / "z.py"), "x.py"]


def test_before_the_first_commit_there_is_no_revision(clone: Clone) -> None:
    clone.stage({"app.py": LEAK})
    with pytest.raises(RevisionError, match='there is no commit "HEAD" here'):
        check("HEAD")


def test_outside_of_git_nothing_has_changed(outside: Path) -> None:
    with pytest.raises(ChangesError, match="this folder is not in a git repository"):
        check("main")
