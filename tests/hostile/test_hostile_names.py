"""Names that want to be something else on a terminal, in a log or in a report."""

import json
import os
import unicodedata
from pathlib import Path

import pytest

from sup_lint.config import FORMATS
from tests.hostile.commands import sup_lint
from tests.keymaker import make_key
from tests.repositories import run_git

KEY = make_key(72)
LEAK = f'from supertone import Supertone\n\nclient = Supertone(api_key="{KEY}")\n'
NAMES = {
    "terminal escape": b"\x1b[2J\x1b[31mred.py",
    "hyperlink": b"\x1b]8;;http:example.com\x07x.py",
    "one byte escape": b"\xc2\x9b31m.py",
    "bidi": "\u202egp.exe\u2066.py".encode(),
    "line end": b"a\nERROR b.py",
    "carriage return": b"clean\rdirty.py",
    "backspace": b"aaa\x08\x08\x08bbb.py",
    "separators": "a\u2028b\u2029c\u0085d.py".encode(),
    "invisible": "a\u200b\ufeff\u00ad\U000e0041.py".encode(),
    "no text": b"\xff\xfe\x80.py",
    "surrogate": b"\xed\xa0\x80.py",
    "dash": b"--format=json.py",
    "one dash": b"-rf.py",
    "255 bytes": b"n" * 252 + b".py",
    "wide": ("한" * 84).encode() + b".py",
    "combining": ("a" + "\u0301" * 100).encode() + b".py",
    "workflow command": b"::error file=x,line=1::y.py",
    "markup": b"<img src=x onerror=alert(1)>&amp;.py",
    "quotes": b"'\"`$(touch x);.py",
    "table": b"|a|b|.py",
    "end of data": b"]]>.py",
    "percent": b"%0A%1b%s{0}.py",
    "blanks": b"  a  .py",
    "backslashes": b"a\\..\\b\\n.py",
    "star": b"*?[a].py",
}
# In a document for machines its syntax escapes them; these are for eyes.
_FOR_EYES = {"pretty", "concise", "github", "agent"}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository, the working directory, with a leak in a file of each name."""
    path = tmp_path / "repository"
    path.mkdir()
    run_git(path, "init", "--quiet")
    for name in NAMES.values():
        with open(os.path.join(os.fsencode(path), name), "w", encoding="utf-8") as file:
            file.write(LEAK)
    monkeypatch.chdir(path)
    return path


def assert_harmless(text: str, *, for_eyes: bool) -> None:
    """Nothing raw is in a text but line ends."""
    text.encode("utf-8")
    raw = {each for each in text if unicodedata.category(each) in {"Cc", "Zl", "Zp", "Cs"} and each != "\n"}
    assert not raw, raw
    if for_eyes:
        assert not [each for each in text if unicodedata.category(each) == "Cf"]


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("arguments", [("check", "."), ("scan", ".")], ids=" ".join)
def test_every_format(folder: Path, arguments: tuple[str, ...], format_: str) -> None:
    told = sup_lint(*arguments, "--format", format_)
    assert told.code == 1, told.errors
    assert_harmless(told.out, for_eyes=format_ in _FOR_EYES)
    assert_harmless(told.errors, for_eyes=True)
    if format_ == "concise":
        assert sum("SUP101" in line for line in told.out.splitlines()) >= len(NAMES)
    if format_ == "json":
        paths = {os.fsencode(finding["path"]) for finding in json.loads(told.out)["findings"]}
        assert len(paths) == len(NAMES)


def test_names_on_the_command_line(folder: Path) -> None:
    for name in NAMES.values():
        told = sup_lint("check", "--format", "concise", "--", os.fsdecode(name))
        assert told.code == 1, (name, told)
        missing = sup_lint("check", "--", f"{os.fsdecode(name)}.gone")
        assert missing.code == 2, (name, missing)
        unknown = sup_lint("check", "--config", os.fsdecode(name))
        assert unknown.code == 2, (name, unknown)
        for each in (told, missing, unknown):
            assert_harmless(each.out + each.errors, for_eyes=True)


def test_names_are_accepted_by_a_baseline(folder: Path) -> None:
    assert sup_lint("baseline", "write").code == 0
    told = sup_lint("check", ".")
    assert told.code == 0, told
    assert sup_lint("baseline", "prune").code == 0
    assert_harmless((folder / ".sup-lint-baseline").read_text(encoding="utf-8"), for_eyes=True)


def test_names_that_are_staged_and_committed(folder: Path) -> None:
    run_git(folder, "add", "--all")
    told = sup_lint("check", "--staged", "--format", "concise")
    assert told.code == 1
    assert_harmless(told.out + told.errors, for_eyes=True)
    run_git(folder, "commit", "--quiet", "-m", "\x1b[31m\u202ered")
    run_git(folder, "branch", "b\u202e")
    for name in NAMES.values():
        os.unlink(os.path.join(os.fsencode(folder), name))
    told = sup_lint("scan", "--format", "concise", ".")
    assert told.code == 1
    assert_harmless(told.out + told.errors, for_eyes=True)
