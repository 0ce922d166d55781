"""Which files paths lead to, with the real git and without."""

import os
import socket
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from sup_lint.model.report import Failure
from sup_lint.sources.discovery import discover
from sup_lint.sources.language import may_import

Git = Callable[..., str]
Plant = Callable[..., None]


def found(*paths: str, root: str = ".", exclude: Sequence[str] = ()) -> list[str]:
    discovery = discover(paths, root=root, exclude=exclude, wanted=may_import)
    assert not discovery.missing
    assert not discovery.failures
    return discovery.files


@pytest.fixture(params=["git", "walk"])
def tree(request: pytest.FixtureRequest, here: Path, git: Git) -> str:
    """A working directory within a work tree, and one outside: what is said of both must hold in both."""
    if request.param == "git":
        git("init", "-q")
    return str(request.param)


@pytest.mark.usefixtures("tree")
class TestEverywhere:
    def test_files_are_sorted_and_posix(self, plant: Plant) -> None:
        plant("b/z.py", "b.py", "a/b/c.py", "A.pyi", "notes.md", "script")
        assert found(".") == ["A.pyi", "a/b/c.py", "b.py", "b/z.py", "script"]

    def test_overlapping_paths_give_each_file_once(self, here: Path, plant: Plant) -> None:
        plant("a.py", "sub/b.py")
        paths = [
            ".",
            "./a.py",
            "a.py",
            str(here / "a.py"),
            "sub",
            "sub/",
            "sub/../a.py",
            "sub/./b.py",
            str(here),
        ]
        assert found(*paths) == ["a.py", "sub/b.py"]

    def test_files_outside_the_working_directory_are_absolute(
        self, here: Path, plant: Plant, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        plant("inner/a.py", "b.py", "inner2/c.py")
        monkeypatch.chdir("inner")
        assert found("..") == sorted(["a.py", str(here / "b.py"), str(here / "inner2/c.py")])
        assert found("../b.py", "../inner/a.py") == sorted([str(here / "b.py"), "a.py"])

    def test_an_ignored_file_is_taken_only_by_name(self, plant: Plant) -> None:
        plant("a.py", "secret.py", "sub/secret.py", "sub/b.py")
        plant(".gitignore", text="secret.py\n")
        assert found(".") == ["a.py", "sub/b.py"]
        assert found("sub") == ["sub/b.py"]
        assert found(".", "secret.py") == ["a.py", "secret.py", "sub/b.py"]

    def test_gitignore_files_count_from_their_folder_and_the_nearest_wins(self, plant: Plant) -> None:
        plant("keep.py", "gen/a.py", "sub/gen/a.py", "sub/keep.py", "sub/deep/keep.py", "sub/deep/x.py")
        plant(".gitignore", text="\ufeff/gen/\nkeep.py\n")
        plant("sub/.gitignore", text="!keep.py\n")
        plant("sub/deep/.gitignore", text="/*\n!x.py\n")
        assert found(".") == ["sub/deep/x.py", "sub/gen/a.py", "sub/keep.py"]
        assert found("sub") == ["sub/deep/x.py", "sub/gen/a.py", "sub/keep.py"]
        assert found("sub/deep") == ["sub/deep/x.py"]

    def test_an_ignored_folder_is_taken_by_name(self, plant: Plant) -> None:
        plant("build/a.py", "build/lib/b.py", "build/cache/c.py", "a.py")
        plant(".gitignore", text="build/\n")
        plant("build/.gitignore", text="cache\n")
        assert found(".") == ["a.py"]
        assert found("build") == ["build/a.py", "build/lib/b.py"]
        assert found("build/lib") == ["build/lib/b.py"]

    def test_exclude_holds_for_named_files_too(self, here: Path, plant: Plant) -> None:
        plant("a.py", "gen/a.py", "gen/deep/b.py", "sub/x_pb2.py", "sub/y.py")
        exclude = ["gen/", "*_pb2.py", "!keep.py"]
        assert found(".", "gen/a.py", "gen", "gen/deep", "sub/x_pb2.py", exclude=exclude) == [
            "a.py",
            "sub/y.py",
        ]
        assert found(str(here / "gen/a.py"), exclude=exclude) == []

    def test_exclude_counts_from_the_root(self, here: Path, plant: Plant, monkeypatch: pytest.MonkeyPatch) -> None:
        plant("pkg/gen/a.py", "gen/a.py", "pkg/b.py")
        monkeypatch.chdir("pkg")
        assert found(".", root=str(here), exclude=["/gen"]) == ["b.py", "gen/a.py"]
        assert found(".", root=str(here), exclude=["pkg/gen"]) == ["b.py"]
        assert found("../gen/a.py", root=".", exclude=["a.py"]) == [str(here / "gen/a.py")]

    def test_names_of_all_kinds(self, here: Path, plant: Plant) -> None:
        names = [
            "-x.py",
            "--stage.py",
            "a b.py",
            "line\nend.py",
            "tab\t.py",
            ":(top).py",
            "*.py",
            "[red].py",
            '"q".py',
        ]
        names += ["이름.py", os.fsdecode(b"\xff\xfe.py"), "? a.py", "H 100644 x 0\tb.py"]
        plant(*names)
        assert found(".") == sorted(names)
        assert found(*names) == sorted(names)

    def test_folders_of_all_kinds(self, plant: Plant) -> None:
        folders = ["-C", "--", "a b", "line\nend", ":(exclude)", "*", "[a]", os.fsdecode(b"\xff")]
        names = [f"{folder}/a.py" for folder in folders]
        plant(*names)
        assert found(*folders) == sorted(names)

    def test_links_are_not_followed_unless_named(self, here: Path, plant: Plant) -> None:
        plant("real/a.py", "b.py", "real/deep/c.py")
        (here / "link").symlink_to("real")
        (here / "deep").symlink_to("real/deep")
        (here / "real/up").symlink_to("..")
        (here / "link.py").symlink_to("b.py")
        (here / "out.py").symlink_to("/etc/passwd")
        (here / "dead.py").symlink_to("nowhere")
        (here / "self.py").symlink_to("self.py")
        assert found(".") == ["b.py", "real/a.py", "real/deep/c.py"]
        assert found("link.py") == ["link.py"]
        assert found("link") == ["link/a.py", "link/deep/c.py"]
        assert found("deep/c.py", "deep/../a.py") == ["deep/c.py", "real/a.py"]

    def test_what_cannot_be_looked_at_is_told(self, here: Path, plant: Plant) -> None:
        plant("a.py")
        os.mkfifo("fifo.py")
        (here / "dead.py").symlink_to("nowhere")
        (here / "self.py").symlink_to("self.py")
        with socket.socket(socket.AF_UNIX) as server:
            server.bind("socket.py")
            paths = ["fifo.py", "./socket.py", "dead.py", "self.py", "/dev/null", "a.py", "fifo.py"]
            discovery = discover(paths, root=".", wanted=may_import)
            assert found(".") == ["a.py"]
        assert discovery.files == ["a.py"]
        assert discovery.failures == [
            Failure("fifo.py", "is not a regular file"),
            Failure("socket.py", "is not a regular file"),
            Failure("dead.py", "is a symbolic link to nothing"),
            Failure("self.py", "could not be read: its symbolic links lead in a circle"),
            Failure("/dev/null", "is not a regular file"),
        ]

    def test_missing_paths_do_not_hide_the_others(self, plant: Plant) -> None:
        plant("a.py")
        paths = ["gone.py", "a.py", "", "gone/b.py", "a.py/c.py", "gone.py", "nul\0.py", "x" * 300]
        discovery = discover(paths, root=".", wanted=may_import)
        assert discovery.files == ["a.py"]
        assert discovery.missing[:5] == ["gone.py", "", "gone/b.py", "a.py/c.py", "nul\0.py"]

    def test_an_empty_folder_and_no_paths(self, here: Path) -> None:
        (here / "empty").mkdir()
        assert found("empty") == []
        assert found() == []

    def test_wanted_sees_the_path_as_given_back(self, plant: Plant) -> None:
        plant("sub/a.py", "sub/b.txt")
        seen: list[str] = []

        def wanted(path: str) -> bool:
            seen.append(path)
            return False

        discover(["sub"], root=".", wanted=wanted)
        assert set(seen) == {"sub/a.py", "sub/b.txt"}


class TestWorkTree:
    @pytest.fixture(autouse=True)
    def repository(self, git: Git) -> None:
        git("init", "-q")

    def test_tracked_files_count_though_ignored_and_gone_ones_are_listed(self, git: Git, plant: Plant) -> None:
        plant("a.py", "forced.py", "new.py", "gone.py")
        plant(".gitignore", text="forced.py\n")
        git("add", "-f", "a.py", "forced.py", "gone.py")
        os.unlink("gone.py")
        assert found(".") == ["a.py", "forced.py", "gone.py", "new.py"]

    def test_folders_are_not_skipped_by_name(self, plant: Plant) -> None:
        plant("venv/a.py", "node_modules/b.py")
        assert found(".") == ["node_modules/b.py", "venv/a.py"]

    def test_an_unmerged_file_is_listed_once(self, git: Git, plant: Plant) -> None:
        plant("a.py")
        git("add", "a.py")
        git("commit", "-qm", "base")
        git("checkout", "-qb", "other")
        plant("a.py", text="other\n")
        git("commit", "-qam", "other")
        git("checkout", "-q", "-")
        plant("a.py", text="mine\n")
        git("commit", "-qam", "mine")
        with pytest.raises(AssertionError):
            git("merge", "other")
        assert git("ls-files", "--unmerged")
        assert found(".") == ["a.py"]

    def test_tracked_links_and_submodules_are_left_out(self, here: Path, git: Git, plant: Plant) -> None:
        plant("inner/a.py")
        git("-C", "inner", "init", "-q")
        git("-C", "inner", "add", ".")
        git("-C", "inner", "commit", "-qm", "inner")
        git("submodule", "add", "-q", str(here / "inner"), "module")
        plant("b.py")
        (here / "link.py").symlink_to("b.py")
        git("add", ".")
        assert found(".") == ["b.py"]
        assert found("module") == ["module/a.py"]

    def test_a_repository_within_is_left_out_and_taken_by_name(self, git: Git, plant: Plant) -> None:
        plant("a.py", "nested/b.py")
        git("-C", "nested", "init", "-q")
        assert found(".") == ["a.py"]
        assert found("nested") == ["nested/b.py"]

    def test_a_linked_work_tree(self, here: Path, git: Git, plant: Plant, monkeypatch: pytest.MonkeyPatch) -> None:
        plant("a.py")
        git("add", ".")
        git("commit", "-qm", "base")
        git("worktree", "add", "-q", "../linked")
        monkeypatch.chdir("../linked")
        assert found(".") == ["a.py"]

    def test_a_commit_hook_sees_the_same_files(self, here: Path, git: Git, plant: Plant) -> None:
        plant("a.py", "sub/b.py", "sub/forced.py", "sub/ignored.py")
        plant(".gitignore", text="forced.py\nignored.py\n")
        git("add", "a.py")
        git("commit", "-qm", "base")
        git("add", "-f", "sub/forced.py")
        plant("a.py", text="changed\n")
        code = (
            "from sup_lint.sources.discovery import discover\n"
            "found = lambda path: discover([path], root='.', wanted=lambda name: name[-3:] == '.py').files\n"
            "open('seen', 'w').write(repr([found('.'), found('sub')]))"
        )
        hook = here / ".git/hooks/pre-commit"
        package = Path(sys.modules["sup_lint"].__path__[0]).parent
        hook.write_text(
            f'#!/bin/sh\ntest -n "$GIT_INDEX_FILE" || exit 1\nexport PYTHONPATH="{package}"\n'
            f'"{sys.executable}" -c "{code}"\n'
        )
        hook.chmod(0o755)
        # A commit of one path uses an index of its own, without what else is staged.
        git("commit", "-qm", "change", "a.py")
        sub = ["sub/b.py", "sub/forced.py"]
        assert (here / "seen").read_text() == repr([["a.py", *sub], sub])

    def test_variables_that_name_another_repository_are_ignored(
        self, here: Path, git: Git, plant: Plant, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        plant("a.py", "sub/b.py")
        # A walk would not find this one.
        plant(".gitignore", text="b.py\n")
        git("add", "-f", "sub/b.py")
        git("init", "-q", "../other")
        for name, value in {
            "GIT_DIR": "../other/.git",
            "GIT_WORK_TREE": "../other",
            "GIT_INDEX_FILE": "nothing",
            "GIT_PREFIX": "sub/",
            "GIT_NOGLOB_PATHSPECS": "1",
        }.items():
            monkeypatch.setenv(name, value)
        assert found(".") == ["a.py", "sub/b.py"]
        assert found("sub") == ["sub/b.py"]

    def test_nothing_that_the_repository_names_is_run(self, here: Path, git: Git, plant: Plant) -> None:
        plant("a.py")
        git("add", ".")
        trap = here / ".git/trap"
        trap.write_text(f'#!/bin/sh\ntouch "{here}/sprung"\n')
        trap.chmod(0o755)
        (here / ".git/hooks/post-index-change").write_text(trap.read_text())
        (here / ".git/hooks/post-index-change").chmod(0o755)
        for setting in (
            "core.fsmonitor",
            "core.pager",
            "pager.ls-files",
            "core.sshCommand",
            "filter.x.clean",
        ):
            git("config", setting, str(trap))
        git("-c", "core.fsmonitor=false", "config", "core.untrackedCache", "true")
        (here / "sprung").unlink(missing_ok=True)
        before = (here / ".git/index").read_bytes()
        os.utime("a.py", (0, 0))
        assert found(".") == ["a.py"]
        assert not (here / "sprung").exists()
        assert (here / ".git/index").read_bytes() == before

    def test_a_repository_that_places_its_work_tree_elsewhere_hides_nothing(self, git: Git, plant: Plant) -> None:
        plant("a.py", "sub/b.py")
        git("config", "core.worktree", os.path.abspath("sub"))
        assert found(".") == ["a.py", "sub/b.py"]

    def test_a_folder_that_poses_as_a_bare_repository_is_looked_into(self, git: Git, plant: Plant) -> None:
        git("init", "-q", "--bare", "bare")
        git("-C", "bare", "config", "core.fsmonitor", "false")
        plant("bare/a.py")
        files = discover(["bare"], root=".", wanted=lambda path: path.endswith(".py")).files
        assert files == ["bare/a.py"]

    @pytest.mark.parametrize("damage", ["index", "HEAD"])
    def test_a_broken_repository_is_walked(self, here: Path, git: Git, plant: Plant, damage: str) -> None:
        plant("a.py", "b.py")
        plant(".gitignore", text="b.py\n")
        git("add", ".")
        (here / ".git" / damage).write_bytes(b"\0\xff")
        assert found(".") == ["a.py"]

    def test_without_git_the_work_tree_is_walked(self, plant: Plant, monkeypatch: pytest.MonkeyPatch) -> None:
        plant("a.py", "b.py", "nested/c.py")
        plant("nested/.git", text="gitdir: nowhere\n")
        plant(".gitignore", text="b.py\n")
        monkeypatch.setenv("PATH", "")
        assert found(".") == ["a.py", "nested/c.py"]


class TestWalk:
    def test_environments_and_caches_are_skipped_unless_named(self, plant: Plant) -> None:
        plant("a.py", ".venv/b.py", "sub/node_modules/c.py", "__pycache__/d.py", ".hg/e.py", ".github/f.py")
        assert found(".") == [".github/f.py", "a.py"]
        assert found(".venv", "sub/node_modules") == [".venv/b.py", "sub/node_modules/c.py"]

    def test_repositories_below_are_listed_by_git(self, git: Git, plant: Plant) -> None:
        plant("a.py", "one/b.py", "one/forced.py", "deep/two/c.py", "one/venv/d.py", "gone/c.py")
        plant(".gitignore", text="c.py\n")
        plant("one/.gitignore", text="forced.py\n")
        git("init", "-q", "one")
        git("-C", "one", "add", "-f", "forced.py")
        git("init", "-q", "deep/two")
        plant("gone/.git", text="gitdir: nowhere\n")
        files = ["a.py", "deep/two/c.py", "gone/c.py", "one/b.py", "one/forced.py", "one/venv/d.py"]
        assert found(".") == files
        assert found(".", exclude=["one/"]) == files[:3]

    def test_a_gitignore_that_is_no_file_does_not_hang(self, here: Path, plant: Plant) -> None:
        plant("a.py", "sub/b.py")
        os.mkfifo(".gitignore")
        (here / "sub/.gitignore").mkdir()
        assert found(".") == ["a.py", "sub/b.py"]

    def test_a_tree_deeper_than_recursion_allows(self, here: Path) -> None:
        depth = 1100
        for _ in range(depth):
            os.mkdir("d")
            os.chdir("d")
        open("a.py", "w").close()
        os.chdir(here)
        try:
            assert found(".") == ["d/" * depth + "a.py"]
        finally:
            # What removes temporary folders is itself recursive.
            os.chdir("d/" * depth)
            os.unlink("a.py")
            for _ in range(depth):
                os.chdir("..")
                os.rmdir("d")

    def test_a_folder_that_cannot_be_listed_is_told(self, plant: Plant, monkeypatch: pytest.MonkeyPatch) -> None:
        plant("a.py", "closed/b.py")
        scandir = os.scandir

        def closed(path: str) -> object:
            if path.rstrip("/").endswith("closed"):
                raise PermissionError(13, "Permission denied", path)
            return scandir(path)

        monkeypatch.setattr(os, "scandir", closed)
        discovery = discover(["."], root=".", wanted=may_import)
        assert discovery.files == ["a.py"]
        assert discovery.failures == [Failure("closed", "could not be read: permission denied")]
