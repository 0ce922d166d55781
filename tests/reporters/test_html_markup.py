"""Markup and text can't be mixed up."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sup_lint.keys.names import CONSOLE
from sup_lint.reporters.glyphs import cells, visible
from sup_lint.reporters.html.markup import Markup, element, joined, prose, shortened, text


class Reader(HTMLParser):
    """Collects what a browser would see."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, list[tuple[str, str | None]]]] = []
        self.data = ""
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, attrs))

    def handle_data(self, data: str) -> None:
        self.data += data

    def handle_comment(self, data: str) -> None:
        self.tags.append(("comment", []))

    def handle_decl(self, decl: str) -> None:
        self.tags.append(("declaration", []))


@given(st.text())
def test_whatever_text_says_stays_text(words: str) -> None:
    seen = Reader(element("p", words, title=words).source)
    assert seen.tags == [("p", [("title", visible(words))])]
    assert seen.data == visible(words)


@given(st.text())
def test_prose_makes_code_of_what_is_quoted_and_nothing_else(words: str) -> None:
    seen = Reader(prose(words).source)
    assert {tag for tag, _ in seen.tags} <= {"code", "a"}
    assert seen.data.replace("`", "") == visible(words).replace("`", "").replace(CONSOLE, CONSOLE[8:])


def test_prose() -> None:
    assert prose(f"Type `a<b` at {CONSOLE}, not http://evil.example.").source == (
        'Type <code>a&lt;b</code> at <a href="https://console.supertoneapi.com" rel="noopener noreferrer">'
        "console.supertoneapi.com</a>, not http://evil.example."
    )


def test_attributes() -> None:
    assert element("input", class_="a b", tabindex=0, aria_label='"', hidden=True, id=None, open=False).source == (
        '<input class="a b" tabindex="0" aria-label="&quot;" hidden>'
    )
    assert element("option", "All", value="").source == '<option value="">All</option>'


@pytest.mark.parametrize("attribute", ["onclick", "style", "a b", "x>"])
def test_what_the_policy_forbids_is_refused(attribute: str) -> None:
    with pytest.raises(AssertionError):
        element("p", **{attribute: "x"})


def test_children_are_text_unless_they_are_markup() -> None:
    assert joined(["<b>", Markup("<b>"), None, text("&"), ""]) == Markup("&lt;b&gt;<b>&amp;")


@given(st.text(), st.integers(2, 30))
def test_what_is_shortened_fits_and_keeps_its_end(words: str, most: int) -> None:
    shown = shortened(words, most)
    assert cells(shown) <= most
    assert visible(words).endswith(shown.removeprefix("…"))
