"""A page at a terminal: how wide it is, what it can show, and how its parts begin and end."""

from collections.abc import Iterator
from typing import NamedTuple, TextIO

from sup_lint.engine.wording import count
from sup_lint.model.masked_key import MaskedKey
from sup_lint.reporters.glyphs import cells, visible
from sup_lint.reporters.paint import Line
from sup_lint.reporters.prose import wrap


class Page(NamedTuple):
    """How wide the page is, in cells, and whether it may hold more than ASCII."""

    width: int
    is_ascii: bool = False

    def text(self, text: str) -> str:
        """`text` on one line, harmless, with an ellipsis that the terminal has."""
        return visible(text).replace("…", "...") if self.is_ascii else visible(text)

    def wrapped(self, text: str, lead: Line, margin: str) -> Iterator[Line]:
        """`text` behind `lead`, and below it behind `margin`."""
        lines = wrap(self.text(text), max(self.width - cells(margin), 20)) or [""]
        yield [*lead, ("", lines[0])]
        yield from ([("", margin + line)] for line in lines[1:])


def page_of(out: TextIO, width: int) -> Page:
    """The page that fits `out`, which has `width` cells in a line."""
    try:
        "✓✗…".encode(getattr(out, "encoding", None) or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return Page(width, is_ascii=True)
    return Page(width)


def named(key: MaskedKey) -> str:
    """A key as a heading has it: its first characters, and enough of its fingerprint to tell it from others."""
    return f"{key.preview} {key.fingerprint[:8]}"


def heading(text: str, page: Page) -> Iterator[Line]:
    """A title with a line below it."""
    yield [("strong", text)]
    yield [("quiet", ("-" if page.is_ascii else "─") * min(page.width, 80))]


def rest(number: int, noun: str, page: Page) -> Iterator[Line]:
    """How many more there are of what was cut, if any, and where to see them."""
    if number > 0:
        advice = f"and {count(number, noun).replace(' ', ' more ', 1)}; --format html shows all."
        yield from page.wrapped(advice, [("", "  ")], "  ")
