import hashlib
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from sup_lint.sources import files
from sup_lint.sources.discovery import discover
from sup_lint.sources.git.command import GitError
from sup_lint.sources.git.listing import TreeObjects
from sup_lint.sources.git.objects import Objects
from sup_lint.sources.git.repository import Repository, open_repository
from sup_lint.sources.git.tree import GitTree, commit_tree, index_tree, staged
from sup_lint.sources.imports import Imports
from sup_lint.sources.work_tree import Status

Git = Callable[..., str]
Plant = Callable[..., None]


def _repository(path: Path | str = ".") -> Repository:
    repository = open_repository(os.path.abspath(path))
    assert repository is not None
    return repository


def _held(tree: GitTree) -> dict[str, bytes]:
    return {name: tree.read(name) for name in tree.files_below("")}


@pytest.fixture(params=["sha1", "sha256"])
def repository(request: pytest.FixtureRequest, here: Path, git: Git, plant: Plant) -> Repository:
    """A repository with a commit, something else in its index, and something else again in its work tree."""
    git("init", "-q", f"--object-format={request.param}")
    plant("a/x.py", "a/b/y.py", "top.py", text="committed")
    git("add", ".")
    git("commit", "-qm", "first")
    plant("top.py", "new.py", text="staged")
    git("add", ".")
    git("rm", "-q", "--cached", "a/x.py")
    plant("top.py", "a/b/y.py", "untracked.py", text="disk")
    return _repository()


def test_the_index_holds_what_is_staged(repository: Repository) -> None:
    with index_tree(repository) as tree:
        assert _held(tree) == {"a/b/y.py": b"committed", "top.py": b"staged", "new.py": b"staged"}
        assert tree.root == repository.top


def test_a_commit_holds_what_was_committed(repository: Repository) -> None:
    with commit_tree(repository, "HEAD") as tree:
        assert _held(tree) == {"a/b/y.py": b"committed", "a/x.py": b"committed", "top.py": b"committed"}


@pytest.mark.parametrize("of", ["index", "commit"])
def test_a_tree_answers_as_the_disk_does(repository: Repository, of: str) -> None:
    with index_tree(repository) if of == "index" else commit_tree(repository, "HEAD") as tree:
        assert tree.is_file("a/b/y.py")
        assert not tree.is_file("a/b")
        assert not tree.is_file("untracked.py")
        assert tree.is_folder("")
        assert tree.is_folder("a/b")
        assert not tree.is_folder("top.py")
        assert not tree.is_folder("top.py/below")
        assert tree.names("a/b") == ["y.py"]
        assert tree.files_below("a/b") == ["a/b/y.py"]
        assert tree.files_below("nowhere") == []
        assert tree.size("a/b/y.py") == len("committed")
        assert tree.status("a/b/y.py") is Status.TRACKED
        assert tree.status("untracked.py") is None
        with pytest.raises(FileNotFoundError, match=r"^could not be read: "):
            tree.read("untracked.py")
        with pytest.raises(FileNotFoundError):
            tree.size("untracked.py")
        with pytest.raises(IsADirectoryError):
            tree.read("a")
        with pytest.raises(NotADirectoryError):
            tree.names("top.py")
        with pytest.raises(FileNotFoundError):
            tree.names("nowhere")


def test_what_differs_from_head_is_told(repository: Repository) -> None:
    told = {entry.name: entry.status for entry in staged(repository)}
    assert told == {"a/x.py": "D", "new.py": "A", "top.py": "M"}


def test_before_the_first_commit_everything_differs(here: Path, git: Git, plant: Plant) -> None:
    git("init", "-q", "--object-format=sha256")
    plant("x.py")
    git("add", ".")
    assert [(entry.name, entry.status) for entry in staged(_repository())] == [("x.py", "A")]


def test_no_commit_of_a_name_is_an_error(repository: Repository) -> None:
    with pytest.raises(GitError, match="there is no commit nowhere"):
        commit_tree(repository, "nowhere")


def test_names_are_any_bytes(here: Path, git: Git) -> None:
    git("init", "-q")
    names = [
        "with space.py",
        "line\nend.py",
        "tab\t.py",
        '"quoted".py',
        "한국어/키.py",
        os.fsdecode(b"latin-\xe9.py"),
        "-x",
        "Case.py",
        "case.py",
    ]
    for name in names:
        (here / name).parent.mkdir(exist_ok=True)
        (here / name).write_bytes(os.fsencode(name))
    git("add", ".")
    git("commit", "-qm", "first")
    repository = _repository()
    for tree in (index_tree(repository), commit_tree(repository, "HEAD")):
        with tree, files.mounted(tree):
            assert _held(tree) == {name: os.fsencode(name) for name in names}
            assert files.read(str(here / names[1])) == os.fsencode(names[1])


def test_links_and_submodules_are_no_files(here: Path, git: Git, plant: Plant) -> None:
    git("init", "-q", "inner")
    plant("inner/x.py")
    git("-C", "inner", "add", ".")
    git("-C", "inner", "commit", "-qm", "inner")
    git("init", "-q")
    plant("x.py", "run.sh")
    (here / "run.sh").chmod(0o755)
    (here / "link.py").symlink_to("x.py")
    (here / "folder").symlink_to("inner")
    git("submodule", "--quiet", "add", "./inner", "inner")
    git("add", ".")
    git("commit", "-qm", "outer")
    repository = _repository()
    for tree in (index_tree(repository), commit_tree(repository, "HEAD")):
        with tree:
            assert sorted(tree.files_below("")) == [".gitmodules", "run.sh", "x.py"]
            assert not tree.is_file("link.py")
            assert not tree.is_folder("inner")
            assert not tree.is_folder("folder")


def test_paths_in_conflict_are_kept_apart(here: Path, git: Git, plant: Plant) -> None:
    git("init", "-q", "-b", "main")
    for branch, text in (("main", "1"), ("other", "2"), ("main", "3")):
        if text == "2":
            git("checkout", "-qb", branch)
        elif text == "3":
            git("checkout", "-q", branch)
        plant("x.py", text=text)
        plant("y.py")
        git("add", ".")
        git("commit", "-qm", text)
    done = subprocess.run(
        ["git", "-c", "user.name=a", "-c", "user.email=a@b", "merge", "other"], capture_output=True, check=False
    )
    assert done.returncode == 1
    with index_tree(_repository()) as tree:
        assert [entry.name for entry in staged(_repository()) if entry.status == "U"] == ["x.py"]
        assert tree.files_below("") == ["y.py"]


def test_what_was_only_announced_is_not_there(here: Path, git: Git, plant: Plant) -> None:
    git("init", "-q")
    plant("empty.py", text="")
    git("add", ".")
    plant("announced.py")
    git("add", "--intent-to-add", "announced.py")
    with index_tree(_repository()) as tree:
        assert tree.files_below("") == ["empty.py"]


def test_a_sparse_index_is_whole(here: Path, git: Git, plant: Plant) -> None:
    git("init", "-q")
    plant("a/x.py", "b/y.py", "top.py")
    git("add", ".")
    git("commit", "-qm", "first")
    git("sparse-checkout", "init", "--cone", "--sparse-index")
    git("sparse-checkout", "set", "a")
    assert not (here / "b").exists()
    with index_tree(_repository()) as tree:
        assert sorted(tree.files_below("")) == ["a/x.py", "b/y.py", "top.py"]
        assert tree.read("b/y.py") == b"x = 1\n"


def test_another_index_file_is_read(here: Path, git: Git, plant: Plant, monkeypatch: pytest.MonkeyPatch) -> None:
    git("init", "-q")
    plant("x.py")
    git("add", ".")
    other = here / ".git" / "other-index"
    plant("y.py")
    monkeypatch.setenv("GIT_INDEX_FILE", str(other))
    git("add", "y.py")
    monkeypatch.delenv("GIT_INDEX_FILE")
    with index_tree(_repository(), str(other)) as tree:
        assert tree.files_below("") == ["y.py"]
    with index_tree(_repository()) as tree:
        assert tree.files_below("") == ["x.py"]


def test_a_bare_repository_is_looked_at_as_a_tree(here: Path, git: Git, plant: Plant) -> None:
    git("init", "-q", "work")
    plant("work/app/main.py", text="import settings\n")
    plant("work/app/settings.py", text="KEY = 1\n")
    git("-C", "work", "add", ".")
    git("-C", "work", "commit", "-qm", "first")
    git("clone", "-q", "--bare", "work", "bare.git")
    repository = _repository("bare.git")
    with commit_tree(repository, "HEAD") as tree, files.mounted(tree):
        root = repository.git_dir
        assert tree.root == root
        assert discover(["bare.git"], root=root, wanted=lambda path: True).files == [
            "bare.git/app/main.py",
            "bare.git/app/settings.py",
        ]
        assert not files.is_file(os.path.join(root, "HEAD"))
        main = os.path.join(root, "app", "main.py")
        assert Imports(root).targets(main, files.read(main)) == {os.path.join(root, "app", "settings.py")}


def test_the_trees_of_many_commits_are_read_once(
    here: Path, git: Git, plant: Plant, monkeypatch: pytest.MonkeyPatch
) -> None:
    git("init", "-q")
    plant(*(f"lib{number}/x.py" for number in range(20)))
    for number in range(5):
        plant("main.py", text=f"x = {number}\n")
        git("add", ".")
        git("commit", "-qm", str(number))
    repository = _repository()
    asked: list[str] = []
    with Objects(repository.git) as objects:
        trees = TreeObjects(objects)
        read = objects.read

        def counted(name: str) -> bytes | None:
            asked.append(name)
            return read(name)

        monkeypatch.setattr(objects, "read", counted)
        for number in range(5):
            tree = commit_tree(repository, f"HEAD~{number}", trees=trees)
            assert len(tree.files_below("")) == 21
            with tree:
                pass  # the objects are not the tree's to close
        assert len(asked) == 5 + 1  # the folders are all alike


def test_a_tree_bomb_is_not_set_off(here: Path, git: Git, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sup_lint.sources.git.listing._MOST_FILES", 1_000)
    git("init", "-q")
    blob = subprocess.run(
        ["git", "hash-object", "-w", "--stdin"], input="x", capture_output=True, text=True, check=True
    ).stdout.strip()
    kind = "blob"
    mode = "100644"
    for _ in range(12):
        listing = "".join(f"{mode} {kind} {blob}\tf{number}\n" for number in range(10))
        blob = subprocess.run(
            ["git", "mktree"], input=listing, capture_output=True, text=True, check=True
        ).stdout.strip()
        kind, mode = "tree", "040000"
    commit = git("commit-tree", "-m", "bomb", blob).strip()
    with commit_tree(_repository(), commit) as tree:
        assert len(tree.files_below("")) < 2_000
        assert tree.is_file("/".join(["f0"] * 12))


def test_a_blob_that_git_lacks_is_an_error_of_its_file(here: Path, git: Git, plant: Plant) -> None:
    git("init", "-q")
    plant("gone.py", text="gone")
    plant("there.py", text="there")
    git("add", ".")
    blob = git("rev-parse", ":gone.py").strip()
    lost = here / ".git" / "objects" / blob[:2] / blob[2:]
    lost.chmod(0o644)
    lost.unlink()
    with index_tree(_repository()) as tree:
        for ask in (tree.read, tree.size):
            with pytest.raises(OSError, match=r"^could not be read: git lacks its content$"):
                ask("gone.py")
        assert tree.read("there.py") == b"there"


def test_a_damaged_blob_is_an_error_of_its_file(here: Path, git: Git, plant: Plant) -> None:
    git("init", "-q")
    plant("damaged.py", text="damaged")
    plant("there.py", text="there")
    git("add", ".")
    blob = git("rev-parse", ":damaged.py").strip()
    lost = here / ".git" / "objects" / blob[:2] / blob[2:]
    lost.chmod(0o644)
    lost.write_bytes(b"no object")
    with index_tree(_repository()) as tree:
        with pytest.raises(OSError, match=r"^could not be read: git "):
            tree.read("damaged.py")
        assert tree.read("there.py") == b"there"


def test_too_large_a_file_is_not_read(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sup_lint.sources.git.tree.MAXIMUM_SIZE", 7)
    with index_tree(repository) as tree:
        with pytest.raises(OSError, match=r"^is larger than"):
            tree.read("a/b/y.py")
        assert tree.read("top.py") == b"staged"


def test_a_forged_index_names_no_place_outside(here: Path, git: Git, plant: Plant) -> None:
    git("init", "-q")
    plant("aaa/bbb", "x.py")
    git("add", ".")
    index = here / ".git" / "index"
    body = index.read_bytes()[:-20].replace(b"aaa/bbb", b"../bbbb")
    index.write_bytes(body + hashlib.sha1(body).digest())
    with index_tree(_repository()) as tree:
        assert tree.files_below("") == ["x.py"]
