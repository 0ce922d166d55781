"""Edits of texts and their bytes: what lies outside of them stays, byte for byte."""

import codecs
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sup_lint.engine.fixing.text import EditError, edited
from sup_lint.model.fix import Addition, Edit
from sup_lint.model.region import Region
from sup_lint.sources.encoding import encode
from sup_lint.sources.lines import LineIndex
from sup_lint.sources.reading import decode


def edit(text: str, *region: int) -> Edit:
    return Edit("a.py", Region(*region), text)


def lines(*added: str) -> list[Addition]:
    return [Addition("a", line) for line in added]


@pytest.mark.parametrize(
    ("old", "edits", "new"),
    [
        ("ab\ncd", [edit("X", 1, 1, 1, 2)], "Xb\ncd"),
        ("ab\ncd", [edit("X\n", 2, 1, 2, 1), edit("", 1, 2, 1, 3)], "a\nX\ncd"),
        ("ab\r\ncd", [edit("X\nY\n", 2, 1, 2, 1)], "ab\r\nX\r\nY\r\ncd"),
        ("ab\rcd\nef\r\n", [edit("1\n", 1, 1, 1, 1)], "1\rab\rcd\nef\r\n"),
        ("ab\rcd\nef\r\n", [edit("1\n", 2, 1, 2, 1)], "ab\r1\ncd\nef\r\n"),
        ("ab\rcd\nef\r\n", [edit("1\n", 4, 1, 4, 1)], "ab\rcd\nef\r\n1\r\n"),
        ("ab", [edit("1\n", 1, 1, 1, 1)], "1\nab"),
        ("ab\n", [edit("", 1, 1, 2, 1)], ""),
        ("", [edit("x", 1, 1, 1, 1)], "x"),
        ("abc", [edit("1", 1, 2, 1, 2), edit("2", 1, 2, 1, 3), edit("3", 1, 3, 1, 3)], "a123c"),
        ("abc", [edit("1", 1, 2, 1, 2), edit("1", 1, 2, 1, 2)], "a1bc"),
    ],
)
def test_edits(old: str, edits: list[Edit], new: str) -> None:
    assert edited(old, edits).text == new
    assert edited(old, reversed(edits)).text == new


@pytest.mark.parametrize(
    "edits",
    [
        [edit("1", 1, 2, 1, 2), edit("2", 1, 2, 1, 2)],
        [edit("1", 1, 1, 1, 3), edit("2", 1, 2, 1, 2)],
        [edit("1", 1, 1, 1, 3), edit("1", 1, 2, 1, 4)],
        [edit("1", 1, 3, 1, 1)],
        [edit("1", 1, 5, 1, 5)],
        [edit("1", 2, 1, 2, 1)],
        [edit("1", 0, 1, 1, 1)],
    ],
)
def test_edits_that_do_not_fit(edits: list[Edit]) -> None:
    with pytest.raises(EditError):
        edited("abc", edits)


@pytest.mark.parametrize(
    ("old", "added", "new"),
    [
        ("", ["x"], "x\n"),
        ("a", ["x"], "a\nx\n"),
        ("a\n", ["x", "y", "x"], "a\nx\ny\n"),
        ("x", ["x"], "x"),
        ("a\r\nx\r\n", ["x", "y"], "a\r\nx\r\ny\r\n"),
        ("a\r\nb", ["y"], "a\r\nb\r\ny\r\n"),
        ("a\rb\r", ["y"], "a\rb\ry\r"),
        (" x\nxy\n", ["x"], " x\nxy\nx\n"),
    ],
)
def test_additions(old: str, added: list[str], new: str) -> None:
    assert edited(old, [], lines(*added)).text == new
    assert edited(new, [], lines(*added)).text == new


def test_where_regions_go() -> None:
    done = edited("key = 'abc'  # end\nlog(key)\n", [edit("env['K']", 1, 7, 1, 12), edit("import env\n", 1, 1, 1, 1)])
    assert done.text == "import env\nkey = env['K']  # end\nlog(key)\n"
    assert done.moved(Region(1, 7, 1, 12)) == Region(2, 7, 2, 15)
    assert done.moved(Region(1, 8, 1, 9)) == Region(2, 7, 2, 15)
    assert done.moved(Region(1, 1, 1, 4)) == Region(2, 1, 2, 4)
    assert done.moved(Region(2, 5, 2, 8)) == Region(3, 5, 3, 8)
    assert done.moved(Region(7, 5, 9, 8)) == Region(7, 5, 9, 8)
    gone = edited("f(a, b)", [edit("", 1, 4, 1, 7)])
    assert gone.moved(Region(1, 6, 1, 7)) == Region(1, 4, 1, 4)


def test_an_edit_that_repeats_its_surroundings_moves_only_what_it_changes() -> None:
    done = edited("f(1, 2)", [edit("f(None, 2)", 1, 1, 1, 8)])
    assert done.moved(Region(1, 6, 1, 7)) == Region(1, 9, 1, 10)
    assert done.moved(Region(1, 3, 1, 4)) == Region(1, 3, 1, 7)


SIMPLE = st.text(st.sampled_from("ab '\"#=\t\f한é\n\r"), max_size=60)


@st.composite
def texts_and_edits(draw: st.DrawFn) -> tuple[str, list[Edit], list[tuple[int, int, str]]]:
    text = draw(SIMPLE)
    # What stands between \r and \n is no place: an edit there would make two lines of one.
    places = [at for at in range(len(text) + 1) if text[at - 1 : at + 1] != "\r\n" or not at]
    cuts = sorted(draw(st.lists(st.sampled_from(places), max_size=8, unique=True)))
    index = LineIndex(text)
    stretches = [
        (start, end, draw(st.text(st.sampled_from("xy한\n"), max_size=4)))
        for start, end in zip(cuts[::2], cuts[1::2], strict=False)
    ]
    edits = [Edit("a", index.region(start, end), new) for start, end, new in stretches]
    return text, draw(st.permutations(edits)), stretches


@given(texts_and_edits())
@settings(max_examples=150, deadline=None)
def test_what_is_outside_of_edits_stays(case: tuple[str, list[Edit], list[tuple[int, int, str]]]) -> None:
    text, edits, stretches = case
    new = edited(text, edits).text
    assert new == edited(text, [*reversed(edits), *edits]).text
    expected, last = "", 0
    for start, end, inserted in stretches:
        expected += text[last:start] + inserted.replace("\n", "(?:\r\n|\r|\n)")
        last = end
    expected += text[last:]
    pattern = "".join(
        re.escape(part) if number % 2 == 0 else "(?:\r\n|\r|\n)"
        for number, part in enumerate(re.split(r"(\(\?:\r\n\|\r\|\n\))", expected))
    )
    assert re.fullmatch(pattern, new)


ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp949", "latin-1", "named"]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_file_keeps_its_encoding_and_its_mark(encoding: str, end: str) -> None:
    filling = {"cp949": "안녕하세요 음성 합성", "latin-1": "café à é"}.get(encoding, "안녕 é")
    old = end.join(["# a comment", f"name = '{filling}'", "key = 'x'", "more = 1" * 20, ""])
    if encoding == "named":
        old = f"# -*- coding: euc-kr -*-{end}{old.replace('é', '')}"
    data = old.encode("euc-kr" if encoding == "named" else encoding)
    assert decode(data) == old
    new = encode(old.replace("'x'", "env['y']"), data)
    assert new is not None
    assert decode(new) == old.replace("'x'", "env['y']")
    for mark in (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF32_LE):
        assert new.startswith(mark) == data.startswith(mark)
    assert new.replace("env['y']".encode(_plain(encoding)), "'x'".encode(_plain(encoding))) == data


def _plain(encoding: str) -> str:
    return {"utf-16": "utf-16-le", "utf-32": "utf-32-le", "utf-8-sig": "utf-8", "named": "euc-kr"}.get(
        encoding, encoding
    )


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"# coding: ascii\nx = 1\n", "# coding: ascii\nx = '\ud55c'\n"),
        ("안녕하세요 음성 합성".encode("cp949"), "안녕하세요 음성 합성 \U0001f600"),
        (b"# coding: big5\nx = '\xa2\xcc'\n", "# coding: big5\nx = ''\n"),  # not what the codec writes for it
        (b"x", "\ufeffx"),
        (b"a = 1\n", "a = \ud800\n"),
    ],
)
def test_what_has_no_way_back_is_refused(data: bytes, text: str) -> None:
    assert encode(text, data) is None


@given(st.binary(max_size=80))
@settings(max_examples=300, deadline=None)
def test_bytes_come_back_or_are_refused(data: bytes) -> None:
    assert encode(decode(data), data) in (data, None)


@given(st.text(max_size=40), st.text(max_size=40))
@settings(max_examples=200, deadline=None)
def test_what_is_encoded_reads_as_the_text(old: str, new: str) -> None:
    data = old.encode("utf-8", "replace")
    written = encode(new, data)
    assert written is None or decode(written) == new
