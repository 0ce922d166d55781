"""What a page shows: the text between its tags, entities decoded."""

import html
import re
from collections.abc import Iterator

from sup_lint.analysis.embedded.embedding import Piece
from sup_lint.analysis.embedded.passage import Passage, added, joined

# Repetitions within a tag are bounded to stay linear.
_TAG = re.compile(
    r"""<!--.*?(?:-->|\Z) | <!\[CDATA\[ | <[!?][^<>]{0,2000}>
      | <(?P<close>/?)(?P<name>[A-Za-z][\w:-]{0,40})
        (?P<attributes>(?:[^<>"']|"[^"]{0,4000}"|'[^']{0,4000}'){0,400}+)>""",
    re.VERBOSE | re.DOTALL,
)
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});?")
# What is in these is no text of the page.
_PROGRAMS = frozenset(
    "script style template py-script mpy-script py-repl stlite-app gradio-lite gradio-file app-file py-config".split()
)
# Elements within a line: what stands in two of them is one text.
_INLINE = frozenset(
    """
    a abbr b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp small span strike strong sub sup
    time tt u var wbr clipboard-copy
    """.split()
)
# A cell that names what the next one holds.
_CELLS = frozenset({"td", "th", "dt", "dd"})


def text_of(page: Passage, *, between: str = " ") -> Passage:
    """The text of a page, or of a part of one, without programs and styles; as many lines as it has.

    `between` is put between blocks, such as paragraphs.
    """
    return joined(_parts(page, between))


def _parts(page: Passage, between: str) -> Iterator[Passage]:
    text = page.text
    position = 0
    while (tag := _TAG.search(text, position)) is not None:
        yield decoded(page.cut(position, tag.start()))
        position = tag.end()
        name = (tag["name"] or "").lower()
        if name in _PROGRAMS and not tag["close"] and not tag["attributes"].endswith("/"):
            end = re.compile(rf"</{re.escape(name)}\s{{0,20}}>", re.IGNORECASE).search(text, position)
            position = end.end() if end is not None else len(text)
        lines = "\n" * text.count("\n", tag.start(), position)
        # Names and values in a table are told by their tags.
        mark = f"<{tag['close']}{name}>" if name in _CELLS else "" if not name or name in _INLINE else between
        yield added(lines + mark)
    yield decoded(page.cut(position, len(text)))


def decoded(passage: Passage) -> Passage:
    """A text with its entities decoded."""
    parts: list[Passage] = []
    position = 0
    for match in _ENTITY.finditer(passage.text) if "&" in passage.text else ():
        spelled = html.unescape(match[0])
        if spelled == match[0]:
            continue
        parts.append(passage.cut(position, match.start()))
        parts.append(_instead(passage.cut(*match.span()), spelled))
        position = match.end()
    return joined((*parts, passage.cut(position, len(passage.text))))


def _instead(passage: Passage, text: str) -> Passage:
    """A text that stands where a passage stands."""
    if not passage.pieces:
        return added(text)
    start, end = passage.pieces[0].host_start, passage.pieces[-1].host_end
    return Passage(text, (Piece(0, start, len(text), end - start),))
