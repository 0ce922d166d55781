"""Ignore comments and entries of a baseline that hide nothing: dropped, whole or in part."""

import re
from typing import TYPE_CHECKING

from sup_lint.model.fix import Edit, Fix, Safety
from sup_lint.model.region import Region
from sup_lint.sources.language import is_code

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.analysis.suppression import Suppression
    from sup_lint.model.baseline import StaleEntry

# What stands before the directive in its comment, with the spaces before that.
_OPENING = re.compile(
    r"(?P<space>[ \t]{0,200})(?P<brace>\{)?"
    r"(?P<mark>#{1,80}|/{2,80}|/\*{1,80}|<!--|--|;{1,80}|%{1,80}|!|::|REM|rem)[ \t]{0,200}\Z"
)
_CLOSINGS = {"/*": "*/", "<!--": "-->"}
# Another tool's directive may follow: # sup-lint: ignore[…]
_NEXT_COMMENT = re.compile(
    r"[ \t]{1,80}(?:#|//)[ \t]{0,80}(?=(?:noqa|type:|pragma|nosec|pylint|ruff|mypy|pyright|fmt|isort|eslint|@ts"
    r"|prettier|biome|gitleaks|nosemgrep|kingfisher|trufflehog|nolint|NOSONAR))",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"ignore\[(?P<rules>[^\]]*)\]", re.IGNORECASE)
_BLOCK_MARK = re.compile(
    r"(?:^|[:\-?][ \t]{1,80}(?:[&!][\w:/.-]{1,80}[ \t]{1,8}){0,2})[|>][-+0-9]{0,2}[ \t]{0,40}(?:[ \t]#.{0,400})?\r?$"
)
_MOST_LINES = 2000
_COUNT = re.compile(r'("count"\s{0,8}:\s{0,8})\d{1,9}')
# A line of a cell, as the notebook spells it.
_JSON_STRING = re.compile(r'"(?P<inside>[^"\\\n\r]*+(?:\\[^\n\r][^"\\\n\r]*+)*+)"')


def suppression_fix(file: "AnalysedFile", suppression: "Suppression", idle: "Sequence[str]") -> Fix | None:
    """Drop an ignore comment, or only `idle`, those of its names that silence nothing."""
    region = suppression.region
    if region.line != region.end_line or _is_in_text(file, region):
        return None
    line = file.lines.line_text(region.line)
    start, end = region.column - 1, region.end_column - 1
    if len(idle) < len(suppression.rules):
        return _without_names(file, suppression, idle, line[start:end])
    if file.language == "notebook":
        return _without_comment_in_json(file, region.line, line, start, end)
    first, last = comment_span(line, start, end)
    if not line[:first].strip() and not line[last:].strip():
        if region.line < file.lines.line_count:
            return _fix(file, Region(region.line, 1, region.line + 1, 1), "", "delete the ignore comment")
        first, last = 0, len(line)
    return _fix(file, Region(region.line, first + 1, region.line, last + 1), "", "delete the ignore comment")


def _is_in_text(file: "AnalysedFile", region: Region) -> bool:
    """Whether what looks like a comment is a line of a longer text: of a block of YAML, a heredoc."""
    start = file.lines.offset(region.line, region.column)
    if file.language == "shell":
        from sup_lint.analysis.fixes.texts.shell_quotes import quotes_at

        return quotes_at(file.text, start).kind not in {"plain", "comment"}
    if file.program is not None or is_code(file.language):
        return False
    from sup_lint.analysis.settings.view import settings_of

    # Not a value in a line, which ends where a comment begins.
    return any(
        each.start <= start < each.end and "\n" in file.text[each.start : each.end] for each in settings_of(file)
    ) or (file.language == "yaml" and _is_in_block(file, region.line))


def _is_in_block(file: "AnalysedFile", number: int) -> bool:
    """Whether a line belongs to a block of YAML, whose mark stands at the end of a line with less indentation."""
    indent = _indent(file.lines.line_text(number))
    for above in range(number - 1, max(0, number - _MOST_LINES), -1):
        line = file.lines.line_text(above)
        if not line.strip() or _indent(line) >= indent:
            continue
        if _BLOCK_MARK.search(line):
            return True
        indent = _indent(line)
    return False


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def comment_span(line: str, start: int, end: int) -> tuple[int, int]:
    """The span of the whole comment in its line, with the spaces before it, by the span of its directive.

    Just the directive, if something else stands in the comment.
    """
    opening = _OPENING.search(line[:start])
    following = _NEXT_COMMENT.search(line, start)
    closing = (
        _CLOSINGS.get(opening["mark"][:2] if opening["mark"].startswith("/*") else opening["mark"]) if opening else None
    )
    is_closed = following is not None and closing is not None and closing in line[start : following.start()]
    if following is not None and not is_closed:
        first = opening.end("space") if opening is not None else start
        return first, following.start() + len(following[0]) - len(following[0].lstrip())
    if opening is None:
        return len(line[:start].rstrip(" \t")), end
    first = opening.start()
    if closing is None:
        return first, len(line)
    close = line.find(closing, start)
    if close < 0:
        return start, end
    last = close + len(closing)
    if opening["brace"]:  # {/* … */} of JSX
        return (first, last + 1) if line.startswith("}", last) else (opening.start("mark"), last)
    return first, last


def baseline_fix(file: "AnalysedFile", stale: "StaleEntry") -> Fix:
    """Drop a stale entry from a baseline, or lower the count of one of which something is left."""
    line = file.lines.line_text(stale.line)
    is_last = stale.line == file.lines.line_count
    whole = Region(stale.line, 1, stale.line, len(line) + 1)
    if stale.found and not stale.is_gone:
        text = _COUNT.sub(rf"\g<1>{stale.found}", line, count=1)
        return _fix(file, whole, text, f"lower the count of the entry to {stale.found}")
    region = whole if is_last else Region(stale.line, 1, stale.line + 1, 1)
    return _fix(file, region, "", "drop the entry from the baseline")


def _without_names(
    file: "AnalysedFile", suppression: "Suppression", idle: "Sequence[str]", directive: str
) -> Fix | None:
    brackets = _BRACKETS.search(directive)
    if brackets is None:
        return None
    kept = ", ".join(rule for rule in suppression.rules if rule not in idle)
    region = suppression.region
    start, end = (region.column + offset for offset in brackets.span("rules"))
    named = ", ".join(idle)
    return _fix(file, Region(region.line, start, region.line, end), kept, f"take {named} out of the brackets")


def _without_comment_in_json(file: "AnalysedFile", number: int, line: str, start: int, end: int) -> Fix | None:
    """Drop a comment from the code of a notebook, with its line if it is alone on it."""
    string = next((each for each in _JSON_STRING.finditer(line) if each.start() < start < each.end()), None)
    if string is None:
        return None
    before = line[string.start("inside") : start]
    opening = _OPENING.search(before)
    if opening is None:
        return None
    first = string.start("inside") + opening.start()
    # The comment ends where its line does, be that spelled as an escape or the end of the string.
    escape = line.find("\\n", end)
    last = escape if 0 <= escape < string.end("inside") else string.end("inside")
    starts_line = first == string.start("inside") or line[:first].endswith("\\n")
    if starts_line and last == escape:
        last += 2
    message = "delete the ignore comment"
    is_whole = first == string.start("inside") and last == string.end("inside")
    if is_whole and line.strip() == f"{string[0]},":
        return _fix(file, Region(number, 1, number + 1, 1), "", message)
    return _fix(file, Region(number, first + 1, number, last + 1), "", message)


def _fix(file: "AnalysedFile", region: Region, text: str, message: str) -> Fix:
    return Fix(Safety.SAFE, message, (Edit(file.path, region, text),))
