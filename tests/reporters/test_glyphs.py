"""How characters show on a terminal."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sup_lint.reporters.glyphs import cells, visible

DECOMPOSED = unicodedata.normalize("NFD", "한글")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain.py", "plain.py"),
        ("한글 이름.py", "한글 이름.py"),
        ("wide\u3000space", "wide\u3000space"),
        ("a\nb\r\tc", "a\\nb\\r\\tc"),
        ("\x1b[31mred\x07", "\\x1b[31mred\\x07"),
        ("\x9b31m", "\\x9b31m"),
        ("a\u202etxt.py", "a\\u202etxt.py"),
        ("zero\u200bwidth", "zero\\u200bwidth"),
        ("line\u2028end", "line\\u2028end"),
        ("tag\U000e0041", "tag\\U000e0041"),
        ("byte\udce4.py", "byte\\xe4.py"),
        ("lone\ud800", "lone\\ud800"),
    ],
)
def test_what_could_harm_a_terminal_is_escaped(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text(st.characters()))
def test_what_is_visible_is_one_printable_line(text: str) -> None:
    shown = visible(text)
    assert all(char.isprintable() or unicodedata.category(char) == "Zs" for char in shown)
    assert visible(shown) == shown
    shown.encode("utf-8")


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("abc", 3),
        ("한글", 4),
        ("ｆｕｌｌ", 8),
        ("e\u0301", 1),
        (unicodedata.normalize("NFD", "한글"), 4),
        ("", 0),
    ],
)
def test_cells_of_wide_combining_and_joining_characters(text: str, width: int) -> None:
    assert cells(text) == width
