"""Settings of dotenv files: what shells, Docker, direnv and the dotenv libraries read."""

import re
from collections.abc import Iterator

from sup_lint.analysis.settings.lines import assignments, unescaped
from sup_lint.analysis.settings.setting import Setting

_ENTRY = re.compile(
    r"[\ufeff \t]{0,80}(?P<export>(?:export|(?:declare|typeset|set)[ \t]{1,8}-\w{1,4})[ \t]{1,8})?"
    r"(?P<name>[A-Za-z_][\w.\-]{0,120})[ \t]{0,80}(?P<sign>\+?=|:(?!=))[ \t]{0,80}"
)
_SPACE = re.compile(r"\s*+")
_REST = re.compile(r"[^\r\n]*+")
_QUOTED = {
    quote: re.compile(rf"{quote}((?:[^{quote}\\]|\\[\s\S])*+){quote}[ \t]*+(?=[\r\n;#&|,]|\Z)") for quote in "\"'`"
}
# A value without quotes ends before a remark, and where a shell would go on with the next command.
_END = re.compile(r"[\r\n]|[ \t]+#|;(?=\s|\Z|(?:export[ \t]|[A-Za-z_]\w{0,120}=))|[ \t]+(?:&&|\|\|?)[ \t]")
_NEXT_COMMAND = re.compile(r"[;&|]*+")
_NEXT = re.compile(r"[ \t]+[A-Za-z_]\w{0,120}=")


def settings(text: str) -> Iterator[Setting]:
    """Yield the variables that a text sets, with quotes, over several lines, exported or not."""
    position = 0
    while (position := _skipped(_SPACE, text, position)) < len(text):
        entry = _ENTRY.match(text, position)
        if entry is None:
            position = _skipped(_REST, text, position)
            continue
        start = entry.end()
        quote = text[start : start + 1]
        if quote in _QUOTED and (quoted := _QUOTED[quote].match(text, start)) is not None:
            first, last = quoted.span(1)
            value, position = unescaped(text[first:last], quote), quoted.end()
            if first < last:
                yield Setting((entry["name"],), value, first, last, (1,))
            if text[position : position + 1] in ("#", ","):
                position = _skipped(_REST, text, position)
            else:
                position = _skipped(_NEXT_COMMAND, text, position)
            continue
        cut = _END.search(text, start)
        end = cut.start() if cut else len(text)
        position = _skipped(_REST, text, end) if cut is None or cut[0].endswith("#") else cut.end()
        if entry["export"] and _NEXT.search(text, start, end):
            for each in assignments(text, entry.start("name"), end):
                yield Setting((each.name,), each.value, each.start, each.end, (1,))
            continue
        end = start + len(text[start:end].rstrip())
        if start < end and text[start] != "#":
            yield Setting((entry["name"],), text[start:end], start, end, (1,))


def _skipped(pattern: re.Pattern[str], text: str, position: int) -> int:
    match = pattern.match(text, position)
    return match.end() if match else position
