"""Settings in YAML, as far as indentation tells them: mappings, lists and plain or quoted values."""

import re
from collections.abc import Iterator

from sup_lint.analysis.settings.setting import Setting

_LINE = re.compile(
    r"(?P<indent>[ \t]*)(?P<items>(?:-[ ]+)*)"
    r"(?:(?P<quote>[\"']?)(?P<name>[\w./$~ -]{1,120}?)(?P=quote)[ ]?:(?:[ \t]+|$))?(?P<value>[^\r\n]*)"
)
_QUOTED = re.compile(r"""(?:(["'])((?:(?!\1)[^\\]|\\.)*+)\1)""")
_REMARK = re.compile(r"[ \t]#")
_NOT_PLAIN = frozenset("|>&*!{[")


class _Entry:
    """An entry whose value may go on below: the column of its name, and the mapping that it stands in."""

    __slots__ = ("column", "items", "mapping", "name")

    def __init__(self, column: int, name: str, mapping: int) -> None:
        self.column = column
        self.name = name
        self.mapping = mapping
        self.items = 0  # the number of the list below it, once there is one


def settings(text: str) -> Iterator[Setting]:
    """Yield the values of entries and items, each under the names around it."""
    around: list[_Entry] = []
    count = 0
    for line in re.finditer(r"[^\r\n]+", text):
        match = _LINE.match(text, line.start(), line.end())
        if match is None or line[0].lstrip().startswith(("#", "%", "---")):
            continue
        column = len(match["indent"]) + len(match["items"])
        mapping = 0
        while around and around[-1].column >= (column if match["name"] else column + 1 - bool(match["items"])):
            last = around.pop()
            # Entries of one column belong together unless a dash begins the next item.
            mapping = last.mapping if last.column == column and not match["items"] else 0
        start, end = _value(text, *match.span("value"))
        if match["name"]:
            count += not mapping
            around.append(_Entry(column, match["name"].strip(), mapping or count))
        elif around and match["items"]:
            count += not around[-1].items
            around[-1].items = around[-1].items or count
        if start < end:
            within = [entry.mapping for entry in around]
            if not match["name"] and around and around[-1].items:
                within.append(around[-1].items)
            yield Setting(tuple(entry.name for entry in around), text[start:end], start, end, tuple(within))


def _value(text: str, start: int, end: int) -> tuple[int, int]:
    """The span of a value without quotes and remark; an empty one for what goes on in the lines below."""
    quoted = _QUOTED.match(text, start, end)
    if quoted is not None:
        return quoted.span(2)
    if text[start : start + 1] in _NOT_PLAIN and not text.startswith("{{", start):
        return start, start
    remark = _REMARK.search(text, start, end)
    end = start if text[start : start + 1] == "#" else remark.start() if remark else end
    return start, start + len(text[start:end].rstrip())
