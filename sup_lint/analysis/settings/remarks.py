"""The comments of settings, for keys that somebody left there."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile

# A mark begins a comment at the start of a line or behind white space: not in https://… or in a#b.
_LINE = re.compile(r"(?:^|(?<=[ \t,;{}\[\]]))(?:#+|//+|;+|!|--)[ \t]?(?P<text>[^\r\n]*)", re.MULTILINE)
_BLOCK = re.compile(r"/\*(?P<text>.*?)(?:\*/|\Z)|<!--(?P<markup>.*?)(?:-->|\Z)", re.DOTALL)
_MARKS = {
    **dict.fromkeys(("yaml", "toml", "dotenv", "dockerfile", "makefile"), "#"),
    "terraform": "#/",
    "json": "/",
    "jsonl": "/",
    **dict.fromkeys(("properties", "ini"), "#;!/"),
    "unit": "#;",
    "xml": "",
}


def remarks_in(file: "AnalysedFile") -> Iterator[tuple[int, str]]:
    """Yield the comments of a file of settings: the offset of each one's text, and the text."""
    marks = _MARKS.get(file.language, "#/;")
    for match in _LINE.finditer(file.text):
        if match[0][0] in marks:
            yield match.start("text"), match["text"]
    if "/" in marks or not marks:
        for match in _BLOCK.finditer(file.text):
            group = "text" if match["text"] is not None else "markup"
            yield match.start(group), match[group]
