"""Laws of the line index."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sup_lint.model.region import Region
from sup_lint.sources.lines import LineIndex

TEXTS = st.text(alphabet=st.sampled_from("ab가\U0001f511\t\f\v\x1c\x85\u2028\0\n\r")) | st.text()


def split(text: str) -> list[str]:
    return re.split("\r\n|\r|\n", text)


@given(TEXTS)
def test_lines_are_what_stands_between_line_ends(text: str) -> None:
    index = LineIndex(text)
    lines = [index.line_text(line) for line in range(1, index.line_count + 1)]
    assert lines == split(text)


@given(TEXTS, st.data())
def test_offset_and_position_are_inverse(text: str, data: st.DataObject) -> None:
    index = LineIndex(text)
    offset = data.draw(st.integers(0, len(text)))
    assert index.offset(*index.position(offset)) == offset


@given(TEXTS, st.data())
def test_positions_grow_with_offsets(text: str, data: st.DataObject) -> None:
    index = LineIndex(text)
    offset = data.draw(st.integers(0, len(text)))
    other = data.draw(st.integers(offset, len(text)))
    assert index.position(offset) <= index.position(other)
    assert index.region(offset, other) == Region(*index.position(offset), *index.position(other))


@given(TEXTS, st.data())
def test_a_region_within_a_line_cuts_the_same_text(text: str, data: st.DataObject) -> None:
    index = LineIndex(text)
    line = data.draw(st.integers(1, index.line_count))
    content = index.line_text(line)
    column = data.draw(st.integers(1, len(content) + 1))
    offset = index.offset(line, column)
    assert text[offset : offset + len(content) - column + 1] == content[column - 1 :]


def test_characters_that_only_str_splitlines_takes_for_line_ends() -> None:
    text = "a\fb\vc\x1cd\x1de\x1ef\x85g\u2028h\u2029i\nj"
    assert LineIndex(text).line_count == 2
    assert LineIndex(text).region(len(text) - 1, len(text)) == Region(2, 1, 2, 2)


def test_mixed_line_ends() -> None:
    index = LineIndex("a\r\nb\rc\nd\r\r\n")
    assert [index.line_text(line) for line in range(1, 7)] == ["a", "b", "c", "d", "", ""]
    assert index.region(3, 6) == Region(2, 1, 3, 2)


def test_a_long_line_without_end() -> None:
    text = "x" * 50_000_000
    assert LineIndex(text).position(49_999_999) == (1, 50_000_000)


@pytest.mark.parametrize("offset", [-1, 4])
def test_an_offset_outside_the_text(offset: int) -> None:
    with pytest.raises(IndexError):
        LineIndex("a\nb").position(offset)


@pytest.mark.parametrize(("line", "column"), [(0, 1), (3, 1), (1, 0), (1, 4), (2, 3)])
def test_a_position_outside_the_text(line: int, column: int) -> None:
    with pytest.raises(IndexError):
        LineIndex("a\nb").offset(line, column)


def test_a_region_that_ends_before_it_starts() -> None:
    with pytest.raises(ValueError, match="before its start"):
        LineIndex("ab").region(2, 1)
