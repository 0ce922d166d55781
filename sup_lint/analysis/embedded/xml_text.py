"""Texts of XML that are spelled with entities: what reports on tests and logs quote of headers and commands."""

import re
from collections.abc import Iterator

from sup_lint.analysis.embedded.markup_text import decoded
from sup_lint.analysis.embedded.passage import Passage, added, joined, taken
from sup_lint.analysis.embedded.reading import EmbeddedText, embedded_text

_LARGEST = 4_000_000
# A remark, a section in which entities mean themselves, a declaration, or a tag. None of a tag's parts has a `<`, so
# that looking for its end is linear.
_MARK = re.compile(
    r"""<!--.*?(?:-->|\Z) | <!\[CDATA\[.*?(?:\]\]>|\Z) | <[!?][^<>]{0,2000}>
      | </?[A-Za-z_][\w:.-]{0,100} (?P<attributes>(?:[^<>"']++|"[^"<]*+"|'[^'<]*+'){0,2000}+)>""",
    re.VERBOSE | re.DOTALL,
)
_VALUE = re.compile(r"""=\s{0,8}(?:"([^"<]*+)"|'([^'<]*+)')""")


def embedded(text: str) -> Iterator[EmbeddedText]:
    """Yield the values of elements and attributes that have entities, decoded, as one text; settings are read as such.

    Nothing that the document itself declares is expanded.
    """
    if len(text) > _LARGEST or "&" not in text or not text.lstrip("\ufeff \t\r\n").startswith("<"):
        return
    line_end = added("\n")
    found = [each for value in _values(text) for each in (decoded(value), line_end)]
    if found:
        yield embedded_text("text", joined(found))


def _values(text: str) -> Iterator[Passage]:
    position = 0
    for mark in _MARK.finditer(text):
        if text.find("&", position, mark.start()) >= 0:
            yield taken(text, position, mark.start())
        position = mark.end()
        for value in _VALUE.finditer(text, *mark.span("attributes")) if "&" in (mark["attributes"] or "") else ():
            start, end = value.span(1 if value[1] is not None else 2)
            if text.find("&", start, end) >= 0:
                yield taken(text, start, end)
    if text.find("&", position) >= 0:
        yield taken(text, position)
