"""Edits of the file on the disk, wherever in it the code stands: in a page, in a cell of a notebook."""

import re
from typing import TYPE_CHECKING

from sup_lint.model.fix import Edit

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.model.region import Region

# A string of JSON in its line, which is never broken.
_STRING = re.compile(r'"(?P<inside>[^"\\\n\r]*+(?:\\[^\n\r][^"\\\n\r]*+)*+)"')
_LINE_END = re.compile(r"(?<!\\)(?:\\\\)*(?P<end>\\n)")
_BEHIND_LINE_END = re.compile(r"(?<!\\)(?:\\\\)*\\n\Z")
_NEXT_ITEM = re.compile(r'",[ \t\r\n]*"')
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
        is_line = region.column == 1 and region[:2] == region[2:] and text.endswith("\n")
        return _in_json(host, on_disk, text, is_line=is_line)
    return Edit(host.path, on_disk, text)


def _in_json(host: "AnalysedFile", region: "Region", text: str, *, is_line: bool) -> Edit | None:
    """The edit of a notebook, within the string that holds a region; None if the region leaves its string.

    `is_line` says that whole lines are put in before the one that begins there.
    """
    content = host.text
    start = host.lines.offset(region.line, region.column)
    end = host.lines.offset(region.end_line, region.end_column)
    string = _string_at(content, host.lines.offset(region.line, 1), start)
    if string is None:
        return Edit(host.path, region, text)  # among the strings, as metadata stand
    if end > string.end("inside"):
        return None
    if is_line:
        moved = _line_start(content, start, string)
        if moved is None:
            return None
        start = end = moved
        if start == string.end("inside") and (following := _NEXT_ITEM.match(content, start)):
            start = end = following.end()
            string = _string_at(content, start - 1, start) or string
    region = host.lines.region(start, end)
    lines = [_spelled(line) for line in text.split("\n")]
    separator = _separator(content, string)
    if separator is None:
        return Edit(host.path, region, "\\n".join(lines))
    spelled = f"\\n{separator}".join(lines)
    if is_line and start == string.end("inside") != string.start("inside"):
        # Behind the last line: the string there has an end of its own.
        spelled = separator + spelled
    if not lines[-1] and end == string.end("inside"):
        spelled = spelled.removesuffix(separator)
    return Edit(host.path, region, spelled)


def _separator(content: str, string: re.Match[str]) -> str | None:
    """What stands between two strings of the list that a string is an item of; None if it is in no list."""
    following = _NEXT_ITEM.match(content, string.end() - 1)
    before = content[: string.start()].rstrip(_SPACE)
    if not before.endswith(("[", ",")):
        return None
    gap = content[len(before) : string.start()]
    return (following[0] if following is not None else f'",{gap or " "}"').replace("\r\n", "\n")


def _string_at(content: str, line_start: int, offset: int) -> re.Match[str] | None:
    """The string of a line that an offset lies in, or at the end of."""
    for string in _STRING.finditer(content, line_start):
        if string.end() > offset:
            return string if string.start("inside") <= offset else None
    return None


def _line_start(content: str, offset: int, string: re.Match[str]) -> int | None:
    """Where in a string the line begins that an offset leads to: lines of the notebook's own commands are no code."""
    inside = string.start("inside")
    if offset == inside or _BEHIND_LINE_END.search(content, max(inside, offset - 400), offset):
        return offset
    line_end = _LINE_END.search(content, offset, string.end("inside"))
    return None if line_end is None else line_end.end("end")


def _spelled(line: str) -> str:
    import json

    return json.dumps(line, ensure_ascii=False)[1:-1]
