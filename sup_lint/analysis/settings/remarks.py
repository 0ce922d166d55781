"""The comments of settings, for keys that somebody left there."""

import functools
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile

# What is quoted holds no comment: "https://*.example.com/*". A mark begins one at the start of a line or behind white
# space and brackets: not in https://… or in a#b.
_QUOTED = r"""(?<!\w) (?P<quote>["']) (?:(?!(?P=quote))[^\\\r\n]|\\[^\r\n])*+ (?P=quote)"""
_LINE = r"(?:^|(?<=[ \t,;{{}}\[\]])) (?:{marks}) [#/;!\-]{{0,80}} [ \t]? (?P<line>[^\r\n]*)"
_BLOCKS = {
    "block": r"/\* (?P<block>.*?) (?:\*/|\Z)",
    "markup": r"<!-- (?P<markup>.*?) (?:-->|\Z)",
}
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
    for match in _pattern(_MARKS.get(file.language, _ALL)).finditer(file.text):
        group = match.lastgroup
        if group is not None and group != "quote":
            yield match.start(group), match[group]


@functools.lru_cache(maxsize=16)
def _pattern(marks: frozenset[str]) -> re.Pattern[str]:
    """Matches quoted text and the comments that begin with the marks."""
    in_line = "|".join(re.escape(mark) for mark in sorted(marks - _BLOCKS.keys(), key=len, reverse=True))
    blocks = [pattern for name, pattern in _BLOCKS.items() if name in marks]
    parts = [_QUOTED, *([_LINE.format(marks=in_line)] if in_line else []), *blocks]
    return re.compile("|".join(parts), re.VERBOSE | re.MULTILINE | re.DOTALL)
