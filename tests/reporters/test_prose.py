"""Sentences on lines."""

from hypothesis import given
from hypothesis import strategies as st

from sup_lint.reporters.glyphs import cells
from sup_lint.reporters.prose import wrap

WORDS = st.lists(st.text(st.sampled_from("ab`한…"), min_size=1, max_size=12))


@given(WORDS, st.integers(min_value=5, max_value=40))
def test_words_stay_in_order_and_lines_within_the_width(words: list[str], width: int) -> None:
    lines = wrap(" ".join(words), width)
    assert " ".join(lines) == " ".join(words)
    for line in lines:
        assert cells(line) <= width or " " not in line


def test_what_is_to_be_copied_stays_on_one_line() -> None:
    assert wrap("now type `export KEY=new value` and go on", 24) == [
        "now type",
        "`export KEY=new value`",
        "and go on",
    ]


def test_an_odd_backtick_is_no_quotation() -> None:
    assert wrap("an odd ` and then many more words", 16) == ["an odd ` and", "then many more", "words"]


def test_line_ends_are_escaped() -> None:
    assert wrap("one\ntwo", 80) == ["one\\ntwo"]
    assert wrap("", 80) == []
