"""Settings in sections and blocks: INI, configuration of servers (nginx, Apache, Caddy), HOCON, xcconfig."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from sup_lint.analysis.settings import units
from sup_lint.analysis.settings.lines import DEEPEST, Numbering, assignments, unescaped, value_span
from sup_lint.analysis.settings.setting import Setting

_LINE = re.compile(r"[^\r\n]+")
_INDENT = re.compile(r"[\ufeff \t]*+")
_REMARKS = ("#", "//", ";", "!")
_SECTION = re.compile(r"(\[{1,8})[ \t]*+([^\[\]\r\n]{1,200})\]")
_NAME = r"(?P<quote>[\"']?)(?P<name>\$?[A-Za-z_][\w.\-]{0,120}(?:[ ][\w.\-]{1,60}){0,3})(?P=quote)"
_ENTRY = re.compile(
    rf"(?:export[ \t]{{1,8}})?{_NAME}(?:\[[^\]\r\n]{{0,100}}\])?[ \t]{{0,80}}(?:\+?=|:(?!//))[ \t]{{0,80}}"
)
_BLOCK = re.compile(r"(?P<name>[\w.\-\"'/~^$*:@, ]{1,200}?)[ \t]{0,8}[=:]?[ \t]{0,8}\{[ \t]*+$")
# The type of a block of HCL, and the first of two labels.
_LABELS = r"(?P<labels>[A-Za-z_][\w\-]{0,60}[ \t]{1,8}(?:\"[^\"\r\n]{1,100}\"[ \t]{1,8})?(?=\"))?"
_INLINE = re.compile(rf"{_LABELS}{_NAME}[ \t]{{0,8}}[=:]?[ \t]{{0,8}}\{{(?P<inner>[^{{}}\r\n]{{1,2000}})\}}[ \t,;]*+$")
_LABEL = re.compile(r"[^\s\"']+")
_INNER = re.compile(rf"{_NAME}[ \t]{{0,8}}[=:][ \t]{{0,8}}(?P<value>\"[^\"\r\n]*+\"|'[^'\r\n]*+'|[^\s,;\"']++)")
# A directive: words, the last but one of them the name, the last one the value.
_DIRECTIVE = re.compile(
    r"(?:[A-Za-z_][\w.\-]{0,60}[ \t]{1,40}){0,3}?[\"']?(?P<name>[$+]?[A-Za-z_][\w.\-]{0,120})[\"']?[ \t]{1,80}"
    r"(?P<value>\"[^\"\r\n]*+\"|'[^'\r\n]*+'|[^\s\"';]++)[ \t]*+(?:always[ \t]*+)?;?[ \t]*+$"
)
# pytest-env says before the name when to set it.
_CONDITION = re.compile(r"(?:[DRU]:){1,2}(?=[A-Za-z_])")
_ASSIGNS = re.compile(r"[\"']?[A-Za-z_][\w.\-]{0,120}=(?!=)")


class _Parent(NamedTuple):
    """An entry that lines with more indentation belong to."""

    name: str
    indent: int
    number: int


def settings(text: str) -> Iterator[Setting]:
    """Yield the settings of a text, each under its section, the blocks around it and the entry that it is a part of."""
    numbering = Numbering()
    whole = numbering.new()
    sections: list[tuple[tuple[str, ...], int]] = []
    blocks: list[tuple[tuple[str, ...], int]] = []
    parent: _Parent | None = None
    for line in _LINE.finditer(text):
        indentation = _INDENT.match(text, line.start(), line.end())
        start = indentation.end() if indentation else line.start()
        end = line.end()
        if start == end or text.startswith(_REMARKS, start):
            continue
        indent = start - line.start()
        if (head := _SECTION.match(text, start, end)) is not None:
            del sections[len(head[1]) - 1 :]
            sections.append(((head[2].strip(),), numbering.new()))
            blocks.clear()
            parent = None
            continue
        if text[start] == "}":
            del blocks[-1:]
            parent = None
            continue
        around = (*sections, *blocks)
        path = tuple(name for names, _ in around for name in names)
        within = (whole, *(number for _, number in around))
        if (block := _BLOCK.match(text, start, end)) is not None:
            if len(blocks) < DEEPEST:
                blocks.append((_names(block["name"]), numbering.new()))
            parent = None
            continue
        if (inline := _INLINE.match(text, start, end)) is not None:
            yield from _inline(text, inline, path, (*within, numbering.new()))
            continue
        if parent is not None and indent <= parent.indent:
            parent = None
        elif parent is not None:
            path, within = (*path, parent.name), (*within, parent.number)
        condition = _CONDITION.match(text, start, end) if parent is not None else None
        start = condition.end() if condition else start
        entry = _ENTRY.match(text, start, end)
        if entry is not None:
            number = numbering.new()
            yield from _values(text, entry["name"], entry.end(), end, path, (*within, number))
            parent = parent or _Parent(entry["name"], indent, number)
        elif (directive := _DIRECTIVE.match(text, start, end)) is not None:
            yield from _one(text, *directive.span("value"), (*path, directive["name"].lstrip("$+")), within)
        elif parent is not None:
            yield from _one(text, start, end, path, within)


def _names(head: str) -> tuple[str, ...]:
    """The names that a block goes by: each of a block of HCL's, variable "name", and elsewhere the whole head."""
    if '"' in head:
        return tuple(_LABEL.findall(head))
    return (head.strip(" '"),) if head else ()


def _values(
    text: str, name: str, start: int, end: int, path: tuple[str, ...], within: tuple[int, ...]
) -> Iterator[Setting]:
    """What an entry sets; `within` ends in a number of its own."""
    if name in {"Environment", "SetCredential", "SetCredentialEncrypted"}:  # a unit's drop-in
        yield from units.values(text, name, start, end, path, within)
    elif _ASSIGNS.match(text, start, end):
        for each in assignments(text, start, end, commas=True):
            yield Setting((*path, name, each.name), each.value, each.start, each.end, within)
    else:
        yield from _one(text, start, end, (*path, name), within[:-1])


def _inline(text: str, inline: re.Match[str], path: tuple[str, ...], within: tuple[int, ...]) -> Iterator[Setting]:
    """The entries of a block on one line."""
    names = (*_names(inline["labels"] or ""), inline["name"])
    for entry in _INNER.finditer(text, *inline.span("inner")):
        yield from _one(text, *entry.span("value"), (*path, *names, entry["name"]), within)


def _one(text: str, start: int, end: int, path: tuple[str, ...], within: tuple[int, ...]) -> Iterator[Setting]:
    first, last, quoted = value_span(text, start, end)
    if not quoted:
        last = first + len(text[first:last].rstrip(";,"))
    if first < last:
        value = unescaped(text[first:last]) if quoted and text[first - 1] == '"' else text[first:last]
        yield Setting(path, value, first, last, within)
