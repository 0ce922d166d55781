"""The comments of settings, for keys that somebody left there."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile

# What is quoted holds no comment: "https://*.example.com/*". A mark begins one at the start of a line or behind white
# space and brackets: not in https://… or in a#b.
_TOKEN = re.compile(
    r"""
    (?<!\w) (?P<quote>["']) (?:(?!(?P=quote))[^\\\r\n]|\\[^\r\n])*+ (?P=quote)
  | (?:^|(?<=[ \t,;{}\[\]])) (?P<mark>\#|//|;|!|--) [#/;!\-]{0,80} [ \t]? (?P<line>[^\r\n]*)
  | /\* (?P<block>.*?) (?:\*/|\Z)
  | <!-- (?P<markup>.*?) (?:-->|\Z)
    """,
    re.VERBOSE | re.MULTILINE | re.DOTALL,
)
# Which of them a language has; what isn't listed may have any.
_HASH = frozenset({"#"})
_SLASHES = frozenset({"//", "block"})
_MARKS = {
    **dict.fromkeys(("yaml", "toml", "dotenv", "dockerfile", "makefile"), _HASH),
    **dict.fromkeys(("json", "jsonl"), _SLASHES),
    "terraform": _HASH | _SLASHES,
    **dict.fromkeys(("properties", "ini"), frozenset({"#", ";", "!", "//"})),
    "unit": frozenset({"#", ";"}),
    "xml": frozenset({"markup"}),
}
_ALL = frozenset({"#", "//", ";", "!", "--", "block", "markup"})


def remarks_in(file: "AnalysedFile") -> Iterator[tuple[int, str]]:
    """Yield the comments of a file of settings: the offset of each one's text, and the text."""
    marks = _MARKS.get(file.language, _ALL)
    position = 0
    while match := _TOKEN.search(file.text, position):
        group = "line" if match["mark"] else "block" if match["block"] is not None else "markup"
        if match["quote"]:
            position = match.end()
        elif (match["mark"] or group) in marks:
            position = match.end()
            yield match.start(group), match[group]
        else:
            position = match.start() + 1
