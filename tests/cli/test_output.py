"""Files that are written whole or not at all, and how wide a line is."""

import io
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

import click
import pytest

from sup_lint.cli.output import to_file, to_stream, width_of

Write = Callable[[TextIO], None]


def writing(text: str) -> Write:
    return lambda out: out.writelines([text])


def test_a_new_file_has_the_mode_that_the_umask_leaves(tmp_path: Path) -> None:
    target = tmp_path / "report.txt"
    before = os.umask(0o027)
    try:
        to_file(str(target), writing("…\n"))
    finally:
        os.umask(before)
    assert target.read_bytes() == "…\n".encode()
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_a_replaced_file_keeps_its_mode(tmp_path: Path) -> None:
    target = tmp_path / "report.txt"
    target.write_text("a much longer report than the new one", encoding="utf-8")
    target.chmod(0o600)
    to_file(str(target), writing("new"))
    assert target.read_text(encoding="utf-8") == "new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_if_writing_fails_the_old_file_stays_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "report.txt"
    target.write_text("old", encoding="utf-8")

    def fail(out: TextIO) -> None:
        out.write("half of")
        raise RecursionError

    with pytest.raises(RecursionError):
        to_file(str(target), fail)
    assert target.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_what_a_link_points_to_is_written_and_the_link_stays(tmp_path: Path) -> None:
    link, target = tmp_path / "link", tmp_path / "target"
    link.symlink_to("target")
    to_file(str(link), writing("new"))
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8") == "new"


def test_a_device_is_written_to_and_not_replaced() -> None:
    to_file("/dev/null", writing("new"))
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)


@pytest.mark.skipif(not os.path.exists("/dev/fd"), reason="this system has no names for open files")
def test_a_pipe_is_written_to_by_the_name_that_the_system_gives_it() -> None:
    reading, writing_end = os.pipe()
    try:
        to_file(f"/dev/fd/{writing_end}", writing("new"))
        assert os.read(reading, 100) == b"new"
    finally:
        os.close(reading)
        os.close(writing_end)


@pytest.mark.parametrize(
    ("encoding", "shown"),
    [
        ("ascii", "KEY = '3f*****' ~ x\\ud55c\\U0001f511y\\xe9\\udcff"),
        ("iso-8859-1", "KEY = '3f*****' ~ x\\ud55c\\U0001f511y\xe9\\udcff"),
        ("utf-8", "KEY = '3f•••••' … x한🔑yé\\udcff"),
    ],
)
def test_what_an_encoding_lacks_has_a_double_of_its_width_or_an_escape(encoding: str, shown: str) -> None:
    data = io.BytesIO()
    out = io.TextIOWrapper(data, encoding=encoding, write_through=True)
    for _ in range(2):
        to_stream(out, writing("KEY = '3f•••••' … x한🔑yé\udcff"))
    assert data.getvalue().decode(encoding) == 2 * shown


def test_a_folder_that_went_away_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(click.ClickException, match=r"report\.txt: could not be written: No such file"):
        to_file(str(tmp_path / "gone" / "report.txt"), writing("new"))


@pytest.mark.parametrize(("columns", "width"), [("", 80), ("120", 120), ("7", 40), ("0", 80), ("-3", 80), ("wide", 80)])
def test_width_follows_columns_where_there_is_no_terminal(
    monkeypatch: pytest.MonkeyPatch, columns: str, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert width_of(io.StringIO()) == width
    assert width_of(None) == width
