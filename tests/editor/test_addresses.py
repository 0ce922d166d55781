"""Addresses of documents lead to the paths that are meant, and the editor's options to what a command line says."""

import os

import pytest

from sup_lint.config import ConfigError
from sup_lint.editor.addresses import path_of, place_of, uri_of
from sup_lint.editor.options import overrides_of
from sup_lint.overrides import Overrides

POSIX = pytest.mark.skipif(os.name == "nt", reason="paths of POSIX")


@POSIX
@pytest.mark.parametrize(
    "path", ["/a/b.py", "/a b/한글.py", "/a/50%.py", "/a/x;y#z?.py", "/a/\udcff.py", "/a/new\nline.py"]
)
def test_a_path_comes_back_from_its_address(path: str) -> None:
    assert path_of(uri_of(path)) == path


@POSIX
@pytest.mark.parametrize(
    ("uri", "path"),
    [
        ("file:///a/./b/../c.py", "/a/c.py"),
        ("file://localhost/a.py", "/a.py"),
        ("FILE:///a.py", "/a.py"),
        ("git:/a.py?ref=HEAD", None),
        ("vscode-notebook-cell:/a.ipynb#W0", None),
        ("file:", None),
        ("http://[/", None),
    ],
)
def test_only_files_have_paths(uri: str, path: str | None) -> None:
    assert path_of(uri) == path


@POSIX
@pytest.mark.parametrize(
    ("uri", "language", "place"),
    [
        ("untitled:Untitled-1", "python", "/home/me/Untitled-1.py"),
        ("untitled:Untitled-1", "yaml", "/home/me/Untitled-1.yaml"),
        ("untitled:Untitled-1", "fortran", "/home/me/Untitled-1"),
        ("untitled:/other/new.js", "javascript", "/other/new.js"),
        ("untitled:notes.py", "python", "/home/me/notes.py"),
        ("untitled:../../etc/x", "python", "/home/me/x.py"),
        ("git:/a.py", "python", None),
    ],
)
def test_what_was_never_saved_is_placed_where_its_language_is_told(uri: str, language: str, place: str | None) -> None:
    assert place_of(uri, language, "/home/me") == place


@POSIX
def test_options_stand_alone_or_below_the_program_s_name() -> None:
    given = {"select": ["SUP1"], "ignore": ["key-in-log"], "config": "lint.toml"}
    expected = Overrides("/home/me/lint.toml", select=("SUP1",), ignore=("key-in-log",))
    assert overrides_of(given, "/home/me") == overrides_of({"sup-lint": given, "other": 1}, "/home/me") == expected
    assert overrides_of(None, "/home/me") == overrides_of({}, "/home/me") == Overrides()


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ([], "must be a table"),
        ({"selct": []}, 'did you mean "select"?'),
        ({"select": "SUP1"}, "must be an array of rules"),
        ({"ignore": ["key-in-lgo"]}, 'did you mean "key-in-log"?'),
        ({"config": 3}, "must be a path"),
        ({"config": "a", "isolated": True}, "contradict"),
    ],
)
def test_options_that_make_no_sense_are_told_in_one_sentence(given: object, sentence: str) -> None:
    with pytest.raises(ConfigError) as told:
        overrides_of(given, "/home/me")
    assert sentence in str(told.value)
