"""Settings of Java's .properties files."""

import re
from collections.abc import Iterator

from sup_lint.analysis.settings.lines import Numbering, logical_lines, value_span
from sup_lint.analysis.settings.setting import Setting

_ENTRY = re.compile(
    r"[\ufeff \t\f]*+(?P<name>(?:[^\s\\=:#!]|\\[^\r\n])(?:[^\s\\=:]|\\[^\r\n]){0,400}+)"
    # White space goes on in the next line behind a backslash.
    r"(?:(?:[ \t\f]|\\\r?\n){0,80}+[=:]|(?:[ \t\f]|\\\r?\n){1,80}+(?![=:]))(?:[ \t\f]|\\\r?\n)*+"
)
_SECTION = re.compile(r"[\ufeff \t]*+\[([^\]\r\n]{1,200})\][ \t]*+$")
_REMARK = re.compile(r"[ \t\f]*+[#!][^\r\n]*+[\r\n]*+")
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|\r?\n[ \t\f]*+|([\s\S])|\Z)")
_NAMED = {"n": "\n", "r": "\r", "t": "\t", "f": "\f"}


def settings(text: str) -> Iterator[Setting]:
    """Yield the properties of a text; names keep their dots, and sections, as Python reads them, stand before them."""
    numbering = Numbering()
    whole = numbering.new()
    section: tuple[str, ...] = ()
    within: tuple[int, ...] = (whole,)
    for start, end in _lines(text):
        if (head := _SECTION.match(text, start, end)) is not None:
            section, within = (head[1],), (whole, numbering.new())
            continue
        entry = _ENTRY.match(text, start, end)
        if entry is None:
            continue
        first, last, _ = value_span(text, entry.end(), end)
        if first < last:
            yield Setting((*section, _spelt(entry["name"])), _spelt(text[first:last]), first, last, within)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """The logical lines; a remark never goes on in the next line."""
    for first, end in logical_lines(text):
        start = first
        while (remark := _REMARK.match(text, start, end)) is not None and start < end:
            start = remark.end()
        if start < end:
            yield start, end


def _spelt(raw: str) -> str:
    return _ESCAPE.sub(_character, raw) if "\\" in raw else raw


def _character(match: re.Match[str]) -> str:
    if match[1]:
        return chr(int(match[1], 16))
    return _NAMED.get(match[2], match[2]) if match[2] else ""
