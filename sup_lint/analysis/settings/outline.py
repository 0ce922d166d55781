"""Settings in YAML, as far as indentation tells them: mappings, lists and plain or quoted values."""

import re
from collections.abc import Iterator

from sup_lint.analysis.settings.setting import Setting

_LINE = re.compile(
    r"(?P<indent>[ ]*)(?P<items>(?:-[ ]+)*)"
    r"(?:(?P<quote>[\"']?)(?P<name>[\w./$~ -]{1,120}?)(?P=quote)[ ]?:(?:[ \t]+|$))?(?P<value>[^\r\n]*)"
)
_QUOTED = re.compile(r"""(?:(["'])((?:(?!\1)[^\\]|\\.)*+)\1)""")
_NOT_PLAIN = frozenset("|>&*!{[")


def settings(text: str) -> Iterator[Setting]:
    """Yield the values of entries and items, each under the names around it."""
    around: list[tuple[int, str]] = []
    for line in re.finditer(r"[^\r\n]+", text):
        match = _LINE.match(text, line.start(), line.end())
        if match is None or line[0].lstrip().startswith(("#", "%", "---")):
            continue
        indent = len(match["indent"]) + len(match["items"])
        while around and around[-1][0] >= (indent if match["name"] else indent + 1 - bool(match["items"])):
            around.pop()
        if match["name"]:
            around.append((indent, match["name"].strip()))
        start, end = _value(text, *match.span("value"))
        if start < end:
            yield Setting(tuple(name for _, name in around), text[start:end], start, end)


def _value(text: str, start: int, end: int) -> tuple[int, int]:
    """The span of a value without quotes and remark; an empty one for what goes on in the lines below."""
    quoted = _QUOTED.match(text, start, end)
    if quoted is not None:
        return quoted.span(2)
    if text[start : start + 1] in _NOT_PLAIN:
        return start, start
    remark = re.compile(r"(?:^|[ \t]+)#").search(text, start, end)
    end = remark.start() if remark else end
    return start, start + len(text[start:end].rstrip())
