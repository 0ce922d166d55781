"""Edits of the file on the disk, wherever in it the code stands: in a page, in a cell of a notebook."""

import re
from typing import TYPE_CHECKING

from sup_lint.model.fix import Edit

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.model.region import Region

# A string of JSON in its line, which is never broken.
_STRING = re.compile(r'"(?P<inside>[^"\\\n\r]*+(?:\\[^\n\r][^"\\\n\r]*+)*+)"')
_SPACE = " \t\r\n"


def edit(file: "AnalysedFile", region: "Region", text: str) -> Edit | None:
    """The edit that puts `text` (line ends as `\\n`) in place of a region of `file`, which may be an embedded one.

    In a notebook the text is spelled as JSON, each of its lines as a string of its own where the cell has it so. None
    where no edit says it: in members of archives, in built output, in binaries, across the strings of a notebook.
    """
    host = file.host
    if "!/" in host.path or host.built is not None or host.data:
        return None
    on_disk = file.on_disk(region)
    if host.language == "notebook" and not host.is_malformed and file is not host:
        spelled = _in_json(host, on_disk, text)
        return None if spelled is None else Edit(host.path, on_disk, spelled)
    return Edit(host.path, on_disk, text)


def _in_json(host: "AnalysedFile", region: "Region", text: str) -> str | None:
    """The text as a notebook spells it within the string that holds a region; None if the region leaves its string."""
    import json

    line_start = host.lines.offset(region.line, 1)
    start = host.lines.offset(region.line, region.column)
    end = host.lines.offset(region.end_line, region.end_column)
    for string in _STRING.finditer(host.text, line_start):
        if string.end() <= start:
            continue
        if start < string.start("inside"):
            break
        if end > string.end("inside"):
            return None
        lines = [json.dumps(line, ensure_ascii=False)[1:-1] for line in text.split("\n")]
        before = host.text[: string.start()].rstrip(_SPACE)
        is_item = before.endswith(("[", ","))
        between = host.text[len(before) : string.start()].replace("\r\n", "\n")
        # What follows the last line end begins a string of its own, unless that string would be empty.
        rest = lines.pop() if len(lines) > 1 else None
        if rest is None:
            return lines[0]
        if not is_item:
            return "\\n".join((*lines, rest))
        separator = f'\\n",{between}"'
        is_last = not rest and end == string.end("inside")
        return separator.join(lines) + ("\\n" if is_last else separator + rest)
    # It stands among the strings, as metadata do.
    return text
