"""Excerpts: the carets stand under what is meant, whatever stands before it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sup_lint.model.finding import Excerpt
from sup_lint.model.region import Region
from sup_lint.reporters.excerpt import draw
from sup_lint.reporters.glyphs import cells, visible


def drawn(lines: tuple[str, ...], region: Region, *, first: int = 1, width: int = 80) -> list[str]:
    return [
        "".join(text for _, text in line)
        for line in draw(Excerpt(first, lines), region, gutter=1, width=width, mark="^", style="error")
    ]


def under_carets(source: str, carets: str) -> str:
    """The part of `source` that lies above the carets, counted in cells."""
    start, end = carets.index("^"), carets.rindex("^") + 1
    taken, position = "", 0
    for character in source:
        if start <= position < end:
            taken += character
        position += cells(character)
    return taken


@pytest.mark.parametrize(
    "before",
    [
        "key = ",
        "\tkey = ",
        "a\tb\tkey = ",
        "이름, key = ",
        "ｆｕｌｌ",
        "e\u0301 = ",
        "\x1b[2J",
        "\u202e",
        "한\t글\x00",
    ],
)
def test_carets_stand_under_the_region(before: str) -> None:
    region = Region(1, len(before) + 1, 1, len(before) + 7)
    _, source, carets = drawn((before + '"3f••"' + ")",), region)
    assert under_carets(source, carets) == '"3f••"'


@given(
    before=st.text(st.sampled_from("ab한\t\x1bé"), max_size=300),
    after=st.text(st.sampled_from("ab한\t"), max_size=300),
    width=st.integers(min_value=40, max_value=120),
)
def test_a_clipped_line_fits_and_shows_the_region(before: str, after: str, width: int) -> None:
    region = Region(1, len(before) + 1, 1, len(before) + 13)
    _, source, carets = drawn((f'{before}"3f••••••••"{after}',), region, width=width)
    assert cells(source) <= width
    assert cells(carets) <= width
    assert under_carets(source, carets) == '"3f••••••••"'


def test_a_region_longer_than_the_terminal_shows_its_beginning() -> None:
    _, source, carets = drawn(("x" * 50 + "k" * 500,), Region(1, 51, 1, 551), width=60)
    assert cells(source) == 60
    assert set(under_carets(source, carets)) == {"k"}
    assert source.endswith("k…")


def test_one_line_of_megabytes_is_cut_before_it_is_looked_at() -> None:
    line = "x" * 5_000_000
    _, source, carets = drawn((line,), Region(1, 2_500_000, 1, 2_500_010))
    assert len(source) <= 80
    assert carets.count("^") == 10


def test_a_region_over_several_lines_is_marked_on_each() -> None:
    lines = ('text = """', "  first", "", "  last", '"""', "after")
    assert drawn(lines, Region(1, 8, 5, 4)) == [
        "   |",
        ' 1 | text = """',
        "   |        ^^^",
        " 2 |   first",
        "   |   ^^^^^",
        " 3 |",
        " 4 |   last",
        "   |   ^^^^",
        ' 5 | """',
        "   | ^^^",
        " 6 | after",
    ]


def test_of_a_long_region_the_middle_is_left_out() -> None:
    shown = drawn(tuple("abcdefghi"), Region(1, 1, 9, 2))
    assert [line[-1] for line in shown if "^" not in line] == ["|", "a", "b", "c", ".", "g", "h", "i"]


def test_an_empty_region_still_has_a_caret() -> None:
    assert drawn(("abc",), Region(1, 4, 1, 4)) == ["   |", " 1 | abc", "   |    ^"]
    assert drawn(("",), Region(1, 1, 1, 1)) == ["   |", " 1 |", "   | ^"]


def test_a_region_outside_the_excerpt_draws_nothing() -> None:
    assert drawn(("abc",), Region(1, 1, 1, 2), first=20) == []


def test_line_ends_and_escapes_of_the_source_do_not_get_through() -> None:
    for line in drawn(("a\x1b[31m\u2028b\r\n",), Region(1, 1, 1, 2)):
        assert line == visible(line)
