"""Settings with a line each: properties, xcconfig, INI, dotenv."""

import re
from collections.abc import Iterator

from sup_lint.analysis.settings.setting import Setting

_SECTION = re.compile(r"[ \t]{0,20}\[([^\]\r\n]{1,200})\]")
_ENTRY = re.compile(
    r"[ \t]{0,80}(?:export[ \t]{1,8})?(?P<name>[A-Za-z_][\w.\-]{0,120})(?:\[[^\]\r\n]{0,100}\])?[ \t]{0,80}[=:]"
    r"[ \t]{0,80}(?P<value>[^\r\n]*)"
)
_QUOTED = re.compile(r"""(["'])((?:(?!\1)[^\\]|\\.)*+)\1""")
_REMARK = re.compile(r"[ \t]+(?:#|//|;)")


def settings(text: str) -> Iterator[Setting]:
    """Yield the settings of a text of lines, each under its section."""
    section: tuple[str, ...] = ()
    for line in re.finditer(r"[^\r\n]+", text):
        if line[0].lstrip().startswith(("#", "//", ";", "!")):
            continue
        if (head := _SECTION.match(text, line.start(), line.end())) is not None:
            section = (head[1],)
            continue
        entry = _ENTRY.match(text, line.start(), line.end())
        if entry is None:
            continue
        start, end = entry.span("value")
        quoted = _QUOTED.match(text, start, end)
        if quoted is not None:
            start, end = quoted.span(2)
        else:
            remark = _REMARK.search(text, start, end)
            end = remark.start() if remark else end
            end = start + len(text[start:end].rstrip())
        if start < end:
            yield Setting((*section, entry["name"]), text[start:end], start, end)
