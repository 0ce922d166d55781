"""Settings in tables: CSV and TSV, with names in the first row or in the first column."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from sup_lint.analysis.settings.setting import Setting
from sup_lint.keys.names import is_key_header, is_key_name

# Behind so many rows only those are told that may hold a key.
_MOST_ROWS = 20_000
# Behind a name that says nothing of the vendor a value is a key from so many characters on.
_LONG = 20
_MOST_CELLS = 500
_DELIMITERS = (",", ";", "\t", "|")
_FIRST_LINE = re.compile(r"\s*+([^\r\n]*+)")
_NAME = re.compile(r"[^\W\d][\w .:/()\-]{0,80}")
_LINE_END = re.compile(r"\r\n|\r|\n")
# What tells the rows of a table apart, not what opens an API.
_IDENTIFYING = frozenset({"key", "token", "id", "uuid", "hash"})


class _Cell(NamedTuple):
    """What a cell says, and where, without quotes."""

    value: str
    start: int
    end: int


def settings(text: str) -> Iterator[Setting]:
    """Yield the cells of a table, each under the name of its column and, where that is one, the name of its row.

    Behind the first 20 000 rows those are left out that neither speak of the vendor nor hold anything as long as a key.
    """
    header: list[str] = []
    is_telling = False
    for number, row in enumerate(_rows(text)):
        if number == 0 and _is_header(row):
            header = [cell.value.strip() for cell in row]
            is_telling = any(is_key_name(column) or is_key_header(column) for column in header)
            continue
        if number >= _MOST_ROWS and not is_telling and not _may_hold_key(row):
            continue
        first = row[0].value.strip()
        named = _NAME.fullmatch(first) is not None
        for index, cell in enumerate(row):
            column = header[index] if index < len(header) else ""
            if not cell.value or (index == 0 and (not column or column.lower() in _IDENTIFYING)):
                continue
            is_plain = index == 0 or not named or is_key_name(column) or is_key_header(column)
            path = tuple(filter(None, (column,) if is_plain else (first, column)))
            yield Setting(path, cell.value, cell.start, cell.end, (1, number + 2))


def _may_hold_key(row: list[_Cell]) -> bool:
    """Whether a row below columns that say nothing of the vendor may hold a key, and say so."""
    return any(len(cell.value) >= _LONG or "sup" in cell.value.lower() for cell in row)


def _is_header(row: list[_Cell]) -> bool:
    """Whether a row names columns: words all of them, unless the first of two names the other."""
    if len(row) == 2 and (is_key_name(row[0].value.strip()) and not is_key_name(row[1].value.strip())):
        return False
    return all(_NAME.fullmatch(cell.value.strip()) or not cell.value.strip() for cell in row)


def _rows(text: str) -> Iterator[list[_Cell]]:
    """The rows that aren't empty."""
    delimiter = _delimiter(text)
    cell_pattern = re.compile(
        rf'[ \ufeff]*+(?:"(?P<quoted>(?:[^"]|"")*+)"?[^\r\n{delimiter}]*+|(?P<plain>[^\r\n{delimiter}]*+))'
    )
    row: list[_Cell] = []
    position = 0
    while position <= len(text):
        match = cell_pattern.match(text, position)
        assert match is not None  # it takes an empty cell, too
        position = match.end()
        if len(row) < _MOST_CELLS:
            row.append(_cell(match))
        if text.startswith(delimiter, position):
            position += 1
            continue
        if any(cell.value.strip() for cell in row):
            yield row
        row = []
        end = _LINE_END.match(text, position)
        position = end.end() if end else len(text) + 1


def _cell(match: re.Match[str]) -> _Cell:
    group = "plain" if match["quoted"] is None else "quoted"
    raw = match[group]
    value = raw.rstrip() if group == "plain" else raw
    start = match.start(group)
    return _Cell(value.replace('""', '"') if group == "quoted" else value, start, start + len(value))


def _delimiter(text: str) -> str:
    """What parts the cells: what the first line has most of."""
    first = _FIRST_LINE.match(text)
    counts = Counter(first[1] if first else "")
    return max(_DELIMITERS, key=lambda delimiter: counts[delimiter])
