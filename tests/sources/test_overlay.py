"""Unsaved texts stand in for files, and all else is as it lies on the disk."""

import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sup_lint.sources import files
from sup_lint.sources.overlay import Overlay, encoded
from sup_lint.sources.reading import decode
from sup_lint.sources.work_tree import Status, listing, status


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.text(st.characters(exclude_categories=["Cs"])) | st.sampled_from(["# coding: latin-1\né", "\ufeffa", "a\0b\0"])
)
def test_a_text_comes_back_from_its_bytes(text: str) -> None:
    assert decode(encoded(text)) == text


def test_a_lone_surrogate_keeps_its_place() -> None:
    assert decode(encoded("a\ud800é")) == "a?é"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "saved.py").write_text("on the disk", encoding="utf-8")
    (tmp_path / "other.py").write_text("other", encoding="utf-8")
    return tmp_path


def test_reads_and_lists_what_is_saved_and_what_is_not(folder: Path) -> None:
    texts = {str(folder / "app" / "saved.py"): "typed", str(folder / "new" / "deep" / "a.py"): "new", "/elsewhere": "x"}
    with files.mounted(Overlay(str(folder), texts)):
        assert files.read(str(folder / "app" / "saved.py")) == b"typed"
        assert files.read(str(folder / "other.py")) == b"other"
        assert files.size(str(folder / "new" / "deep" / "a.py")) == 3
        assert files.size(str(folder / "other.py")) == 5
        assert files.is_folder(str(folder / "new"))
        assert files.is_file(str(folder / "new" / "deep" / "a.py"))
        assert not files.is_file(str(folder / "new" / "deep"))
        assert sorted(files.names(str(folder))) == ["app", "new", "other.py"]
        assert files.names(str(folder / "new")) == ["deep"]
        with pytest.raises(FileNotFoundError):
            files.names(str(folder / "none"))
        with pytest.raises(FileNotFoundError):
            files.read(str(folder / "none.py"))


def test_git_is_asked_about_what_is_on_the_disk(folder: Path) -> None:
    subprocess.run(["git", "init", "--quiet", str(folder)], check=True)
    (folder / ".gitignore").write_text("ignored.py\n", encoding="utf-8")
    (folder / "ignored.py").write_text("", encoding="utf-8")
    with files.mounted(Overlay(str(folder), {str(folder / "new.py"): "x", str(folder / "ignored.py"): "y"})):
        assert status(str(folder / "other.py")) is Status.NEW
        assert status(str(folder / "ignored.py")) is Status.IGNORED
        assert status(str(folder / "new.py")) is None
        listed = listing(str(folder), lambda name: name.endswith(".py"))
    assert listed is not None
    assert sorted(listed) == ["app/saved.py", "ignored.py", "new.py", "other.py"]


def test_outside_of_git_files_are_listed_by_a_walk(folder: Path) -> None:
    (folder / ".gitignore").write_text("app/\n", encoding="utf-8")
    overlay = Overlay(str(folder), {})
    assert sorted(overlay.files_below("")) == [".gitignore", "other.py"]
    with files.mounted(overlay):
        assert sorted(overlay.files_below("")) == [".gitignore", "other.py"]
