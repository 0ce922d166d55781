"""Settings that somebody commented out, read as if they weren't: under the section or mapping around them."""

import re
from collections.abc import Iterator
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from sup_lint.analysis.settings.malformed import MalformedError
from sup_lint.analysis.settings.manifests import unveiled
from sup_lint.analysis.settings.naming import named
from sup_lint.analysis.settings.records import with_identifiers
from sup_lint.analysis.settings.setting import Setting
from sup_lint.keys.names import mentions_vendor

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.analysis.settings.readers import Reader

_LARGEST = 400_000
_LINE = re.compile(r"[^\r\n]*+(?:\r\n|\r|\n|\Z)")
# A comment that is an entry or the head of a section, and nothing else; prose has several words before its colon.
_REMARK = re.compile(
    r"(?P<indent>[ \t]*+)(?P<mark>\#{1,3}|;{1,3}|//|!)(?P<space>[ \t]*+)"
    r"(?P<entry>(?:-[ ])?(?P<quote>[\"']?)[\w.$-]{1,100}(?P=quote)[ \t]*+(?:[:=]|\{[ \t]*+$)[^\r\n]*+"
    r"|\[{1,2}[\w.\"' -]{1,100}\]{1,2}[ \t]*+$)"
)
_MARKS = {
    "yaml": ("#",),
    "toml": ("#",),
    "ini": ("#", ";", "//", "!"),
    "terraform": ("#", "//"),
    "json": ("//",),
}
# What the name of a key has; without one in a comment nothing is read.
_TELLING = re.compile(r"key|token|auth|default|value", re.IGNORECASE)


class _Moved(NamedTuple):
    """An entry from a comment: where it begins and ends in the text that is read, and where it begins in the file."""

    start: int
    end: int
    original: int


def commented_out(file: "AnalysedFile") -> list[Setting]:
    """The settings in the comments of a file in which comments stand among mappings or sections, where they stand."""
    marks = _MARKS.get(file.language)
    text = file.text
    if marks is None or len(text) > _LARGEST or not any(mark in text for mark in marks) or not mentions_vendor(text):
        return []
    lines = [match[0] for match in _LINE.finditer(text) if match[0]]
    remarks = [_remark(line, marks) for line in lines]
    if not any(remark and _TELLING.search(remark["entry"]) for remark in remarks):
        return []
    read, moved = _uncommented(lines, remarks, is_indented=file.language == "yaml")
    found = with_identifiers(named(unveiled(list(_told(_reader(file.language), read)))))
    places = iter(moved)
    place = next(places, None)
    kept: list[Setting] = []
    for setting in sorted(found, key=lambda each: each.start):
        while place is not None and place.end <= setting.start:
            place = next(places, None)
        if place is not None and place.start <= setting.start and setting.end <= place.end:
            shift = place.original - place.start
            kept.append(setting._replace(start=setting.start + shift, end=setting.end + shift))
    return kept


def _reader(language: str) -> "Reader":
    """What reads settings line by line, or goes on where something does not fit: the whole is seldom well-formed."""
    from sup_lint.analysis.settings import ini, objects, outline

    return {"yaml": outline.settings, "json": objects.settings}.get(language, ini.settings)


def _told(read: "Reader", text: str) -> Iterator[Setting]:
    try:
        yield from read(text)
    except MalformedError:
        return


def _remark(line: str, marks: tuple[str, ...]) -> re.Match[str] | None:
    match = _REMARK.match(line)
    return match if match is not None and match["mark"].startswith(marks) else None


def _uncommented(
    lines: list[str], remarks: list[re.Match[str] | None], *, is_indented: bool
) -> tuple[str, list[_Moved]]:
    """The text without the marks of those comments, and where their entries are now."""
    margins = _margins(lines) if is_indented else [0] * len(lines)
    starts = [0, *accumulate(map(len, lines))]
    pieces: list[str] = []
    moved: list[_Moved] = []
    length = 0
    for line, remark, margin, start in zip(lines, remarks, margins, starts, strict=False):
        piece = line
        if remark is not None:
            # One space parts the mark from the entry; more are the entry's own indentation.
            indent = " " * max(len(remark["indent"]), margin) + remark["space"][1:]
            piece = indent + line[remark.start("entry") :]
            first = length + len(indent)
            moved.append(_Moved(first, first + len(remark["entry"]), start + remark.start("entry")))
        pieces.append(piece)
        length += len(piece)
    return "".join(pieces), moved


def _margins(lines: list[str]) -> list[int]:
    """For each line the indentation of the next one that is no comment: a comment there belongs to the same mapping."""
    margins: list[int] = []
    margin = 0
    for line in reversed(lines):
        inner = line.lstrip(" \t")
        if inner.strip() and not inner.startswith("#"):
            margin = len(line) - len(inner)
        margins.append(margin)
    return margins[::-1]
