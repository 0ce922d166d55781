import ast
import os
import threading
from contextvars import copy_context
from pathlib import Path

import pytest

from sup_lint.analysis.bundle.built import built_output
from sup_lint.analysis.depth import with_deep_stack
from sup_lint.sources import files, work_tree
from sup_lint.sources.discovery import discover
from sup_lint.sources.reading import read
from sup_lint.sources.work_tree import Status
from tests.trees import FakeTree

_SOURCE = Path(files.__file__).parents[1]
# What the door is made of, and what reads packages and archives, which are nothing but the disk.
_BEHIND_THE_DOOR = {"sources/files.py", "sources/reading.py", "sources/walk.py", "sources/work_tree.py"}
_BEHIND_THE_DOOR |= {"sources/discovery.py", "sources/archives.py", "sources/asar.py", "engine/packages.py"}
# What a baseline accepts is looked up beside the tree, too, before it is staged.
_BEHIND_THE_DOOR |= {"engine/seen.py", "engine/baseline/file.py"}
# What is written goes to the disk.
_BEHIND_THE_DOOR |= {"sources/writing.py", "engine/fixing/originals.py", "engine/fixing/writing.py"}
# The user's own cache lies on the disk, and so does this program.
_BEHIND_THE_DOOR |= {"engine/verdicts.py"}
# Where repositories are, and where clones of them may lie.
_BEHIND_THE_DOOR |= {"engine/scan/folders.py", "engine/scan/requests.py", "engine/scan/work.py"}
_OS = {"listdir", "scandir", "walk", "fwalk", "stat", "lstat", "open", "access", "readlink"}
_OS_PATH = {"isfile", "isdir", "islink", "exists", "lexists", "getsize", "getmtime", "samefile", "ismount"}


def _bypasses(source: str) -> list[str]:
    """What a module asks the disk itself."""
    found = []
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Attribute(value=ast.Name(id="os"), attr=name) if name in _OS:
                found.append(f"os.{name}")
            case ast.Attribute(value=ast.Attribute(value=ast.Name(id="os"), attr="path"), attr=name) if (
                name in _OS_PATH
            ):
                found.append(f"os.path.{name}")
            case ast.Call(func=ast.Name(id="open")):
                found.append("open")
            case ast.Import(names=names) if {"glob", "pathlib", "io"} & {name.name for name in names}:
                found.append(names[0].name)
            case ast.ImportFrom(module="os" | "os.path" | "glob" | "pathlib" | "io" as module):
                found.append(module)
            case ast.ImportFrom(module="sup_lint.sources.reading", names=names) if "read" in {
                each.name for each in names
            }:
                found.append("reading.read")
            case ast.ImportFrom(module="sup_lint.sources", names=names) if "reading" in {each.name for each in names}:
                found.append("reading")
    return found


@pytest.mark.parametrize("layer", ["sources", "analysis", "engine"])
def test_no_module_goes_past_the_door(layer: str) -> None:
    modules = [path for path in (_SOURCE / layer).rglob("*.py") if path.parent.name != "git"]
    names = {path.relative_to(_SOURCE).as_posix(): path for path in modules}
    assert len(names) > 5
    bypassing = {
        name: found
        for name, path in names.items()
        if name not in _BEHIND_THE_DOOR and (found := _bypasses(path.read_text("utf-8")))
    }
    assert bypassing == {}


@pytest.mark.parametrize(
    "source",
    [
        "import os\nos.path.isfile(x)",
        "import os\nos.listdir(x)",
        "with open(x) as f: pass",
        "import glob",
        "from pathlib import Path",
        "from sup_lint.sources.reading import decode, read",
    ],
)
def test_going_past_the_door_is_seen(source: str) -> None:
    assert len(_bypasses(source)) == 1


def test_without_a_tree_the_disk_answers(here: Path) -> None:
    (here / "a").mkdir()
    (here / "a" / "x.py").write_bytes(b"x\r\ny\rz")
    assert files.view() == 0
    assert files.read("a/x.py") == b"x\r\ny\rz"
    assert files.read_start("a/x.py", 2) == b"x\r"
    assert files.text_start("a/x.py", 100) == "x\ny\nz"
    assert files.text_start("nowhere", 100) == ""
    assert files.is_file("a/x.py")
    assert not files.is_file("a")
    assert files.is_folder("a")
    assert files.size("a/x.py") == 6
    assert files.names("a") == ["x.py"]
    assert files.folders(".") == ["./a"]
    assert list(files.walk("a")) == [("a", [], ["x.py"])]
    assert files.matching(str(here), "*/*.py") == [str(here / "a" / "x.py")]
    with pytest.raises(FileNotFoundError):
        files.names("nowhere")


def test_a_tree_stands_in_for_the_disk_below_its_root(here: Path) -> None:
    (here / "on_disk.py").write_text("disk")
    (here.parent / "outside.py").write_text("outside")
    tree = FakeTree(str(here), {"a/x.py": b"tree", "a/b/y.py": b"1", "top.py": b"", "a/.hidden.py": b""})
    with files.mounted(tree):
        assert not files.is_file("on_disk.py")
        assert files.is_file(str(here.parent / "outside.py"))
        assert files.read(str(here / "a" / "x.py")) == b"tree"
        assert files.read("a/../a/x.py") == b"tree"
        assert files.read_start("a/x.py", 2) == b"tr"
        assert files.size("a/x.py") == 4
        assert files.is_folder(str(here))
        assert files.is_folder("a/b")
        assert not files.is_folder("a/x.py")
        assert sorted(files.names("a")) == [".hidden.py", "b", "x.py"]
        assert files.folders("a") == ["a/b"]
        assert [(place, sorted(names)) for place, _, names in files.walk(".")] == [
            (".", ["top.py"]),
            ("./a", [".hidden.py", "x.py"]),
            ("./a/b", ["y.py"]),
        ]
        with pytest.raises(FileNotFoundError):
            files.read("on_disk.py")
        with pytest.raises(FileNotFoundError):
            files.names("nowhere")
        with pytest.raises(NotADirectoryError):
            files.names("a/x.py")
        with pytest.raises(IsADirectoryError):
            files.read("a")
    assert files.is_file("on_disk.py")


@pytest.mark.parametrize(
    "path", ["x", "./x", "a/../x", "{}/x", "{}/./x", "{}//x", "{}/a/../x", "{}/x/", "{}/../here/x"]
)
def test_a_path_may_be_written_in_many_ways(here: Path, path: str) -> None:
    with files.mounted(FakeTree(str(here), {"x": b"tree"})):
        assert files.read(path.format(here)) == b"tree"
        assert files.is_folder(str(here) + os.sep)
        assert not files.is_file(path.format(here).replace("x", "../x"))


def test_a_neighbour_whose_name_begins_alike_is_not_in_the_tree(here: Path) -> None:
    beside = Path(f"{here}-old")
    beside.mkdir()
    (beside / "x.py").write_text("disk")
    with files.mounted(FakeTree(str(here), {})):
        assert files.is_file(str(beside / "x.py"))


def test_folders_that_are_taken_out_of_a_walk_are_not_entered(here: Path) -> None:
    with files.mounted(FakeTree(str(here), {"a/x": b"", "b/y": b"", "c/z": b""})):
        seen = []
        for place, folders, names in files.walk(str(here)):
            folders[:] = sorted(name for name in folders if name != "b")
            seen += [os.path.relpath(os.path.join(place, name)) for name in names]
    assert seen == ["a/x", "c/z"]


@pytest.mark.parametrize(
    "pattern", ["*.py", "*/*.py", "a/*.py", "settings.py", "*/settings.py", "a/b", ".hidden*", "nowhere/*.py", "[st]*"]
)
def test_patterns_match_in_a_tree_what_they_match_on_the_disk(here: Path, pattern: str) -> None:
    held = [
        "s.py",
        "settings.py",
        "a/settings.py",
        "a/x.py",
        "a/b/settings.py",
        ".hidden.py",
        "a/.hidden.py",
        ".c/x.py",
    ]
    for name in held:
        (here / name).parent.mkdir(parents=True, exist_ok=True)
        (here / name).write_text("")
    on_disk = files.matching(str(here), pattern)
    with files.mounted(FakeTree(str(here), dict.fromkeys(held, b""))):
        assert files.matching(str(here), pattern) == on_disk


def test_each_mount_is_another_view(here: Path) -> None:
    tree = FakeTree(str(here), {})
    with files.mounted(tree):
        first = files.view()
    with files.mounted(tree):
        second = files.view()
    assert len({0, first, second}) == 3


def test_what_is_mounted_is_seen_where_there_is_room_to_recurse(here: Path) -> None:
    with files.mounted(FakeTree(str(here), {"x": b"tree"})):
        assert with_deep_stack(lambda: files.read("x")) == b"tree"
        seen: list[bool] = []
        thread = threading.Thread(target=copy_context().run, args=(lambda: seen.append(files.is_file("x")),))
        thread.start()
        thread.join()
        assert seen == [True]


def test_git_is_not_asked_about_a_tree(here: Path) -> None:
    # There is no repository here: only the tree can answer.
    with files.mounted(FakeTree(str(here), {"a/x.py": b"", "a/y.txt": b"", "z.py": b""})):
        assert work_tree.within(str(here / "a"))
        assert work_tree.listing(str(here / "a"), lambda name: name.endswith(".py")) == ["x.py"]
        assert not work_tree.ignores(str(here / "a"))
        assert work_tree.status(str(here / "z.py")) is Status.TRACKED
        assert work_tree.status(str(here / "gone.py")) is None


def test_discovery_finds_what_the_tree_holds(here: Path) -> None:
    (here / "only_on_disk.py").write_text("x")
    with files.mounted(FakeTree(str(here), {"a/x.py": b"", "a/skip/y.py": b"", "z.py": b""})):
        found = discover([".", "only_on_disk.py"], root=str(here), exclude=["skip/"], wanted=lambda path: True)
        assert found.files == ["a/x.py", "z.py"]
        assert found.missing == ["only_on_disk.py"]
        assert discover(["a/x.py", "a"], root=str(here), wanted=lambda path: True).files == ["a/skip/y.py", "a/x.py"]


def test_a_walk_from_above_comes_to_the_tree(here: Path) -> None:
    (here / "inner").mkdir()
    (here / "inner" / "on_disk.py").write_text("x")
    (here / "beside.py").write_text("x")
    with files.mounted(FakeTree(str(here / "inner"), {"x.py": b""})):
        assert discover(["."], root=str(here), wanted=lambda path: True).files == ["beside.py", "inner/x.py"]


def test_the_start_of_what_is_no_file_is_refused(here: Path) -> None:
    with pytest.raises(OSError, match="is not a regular file"):
        files.read_start(".", 10)
    with pytest.raises(FileNotFoundError) as raised:
        files.read_start("nowhere", 10)
    with pytest.raises(FileNotFoundError, match=str(raised.value)):
        read("nowhere")


def test_what_is_remembered_of_a_folder_is_not_taken_from_another_view(here: Path) -> None:
    script = b"const a = 1;\n//# sourceMappingURL=x.js.map\n"
    place = str(here / "dist" / "x.js")
    assert built_output(place, script, "javascript") is None
    with files.mounted(FakeTree(str(here), {"dist/x.js": script, "dist/x.js.map": b"{}"})):
        assert built_output(place, script, "javascript") is not None
    assert built_output(place, script, "javascript") is None


def test_files_may_be_taken_to_hold_something_else(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_bytes(b"old")
    place, new = str(tmp_path / "a.py"), str(tmp_path / "new.py")
    with files.rewritten({place: b"fixed", new: b"made"}):
        number = files.view()
        assert number > 0
        assert (files.read(place), files.read_start(place, 2), files.size(place)) == (b"fixed", b"fi", 5)
        assert (files.read(new), files.is_file(new)) == (b"made", True)
        assert files.read(str(tmp_path / "." / "a.py")) == b"fixed"
        assert files.names(str(tmp_path)) == ["a.py", "new.py"]
        found = discover([str(tmp_path), new], root=str(tmp_path), wanted=lambda _: True)
        assert (found.files, found.missing) == ([place, new], [])
        assert with_deep_stack(lambda: files.read(place)) == b"fixed"
        with files.rewritten({}):
            assert files.read(place) == b"old"
            assert files.view() != number
    assert files.read(place) == b"old"
    assert not files.is_file(new)
    assert files.view() == 0
