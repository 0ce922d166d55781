"""Keys in what people read: documents with the code in them, comments, requests to try, what a notebook printed."""

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from sup_lint.analysis.fixes.editing import edit
from sup_lint.analysis.fixes.naming.variables import variable_for
from sup_lint.analysis.fixes.placeholders import BARE, REMOVED, placeholder_in
from sup_lint.model.fix import Fix, Safety

if TYPE_CHECKING:
    from sup_lint.analysis.literal_key import LiteralKey
    from sup_lint.analysis.project import Project

_HTTP = re.compile(r"\.(?:http|rest)$")
_HURL = re.compile(r"\.hurl$")
_LOG = re.compile(r"\.(?:log|out)(?:\.\d+)?$")
_QUOTES = "\"'`"


def document_fix(literal: "LiteralKey", project: "Project") -> Fix | None:
    """Show a placeholder instead of a key, or the variable in commands that use it; None for logs."""
    file = literal.file
    path = file.host.path
    if _LOG.search(path):
        return None  # it is better deleted
    if is_printed(literal):
        return _replaced(literal, REMOVED, "remove the key from the output")
    if _HTTP.search(path) or _HURL.search(path):
        return _requested(literal, project)
    literal = _in_example(literal, project)
    if literal.file.is_example and literal.file.language == "shell":
        from sup_lint.analysis.fixes.texts.shell import example_fix

        found = example_fix(literal, project)
        if found is not None:
            return found
    return comment_fix(literal)


def _in_example(literal: "LiteralKey", project: "Project") -> "LiteralKey":
    """The literal as it stands in the code of a document, if the search in the document's text came upon it first."""
    start, _ = _span(literal)
    on_disk = literal.file.embedding.offset(start) if literal.file.embedding is not None else start
    for inner in project.within(literal.file.host) if not literal.file.is_example else ():
        if not inner.is_example or inner.embedding is None or not inner.embedding.holds(on_disk):
            continue
        place = inner.text.find(literal.value)
        while place >= 0:
            if inner.embedding.offset(place) == on_disk:
                region = inner.lines.region(place, place + len(literal.value))
                return replace(literal, file=inner, region=region)
            place = inner.text.find(literal.value, place + 1)
    return literal


def is_printed(literal: "LiteralKey") -> bool:
    """Whether a key stands in what a cell of a notebook printed."""
    return literal.file.place_name(literal.region).startswith("output")


def comment_fix(literal: "LiteralKey") -> Fix | None:
    """Show a placeholder instead of a key in text that nothing runs."""
    return _replaced(literal, _placeholder(literal), "replace the key by a placeholder")


def _requested(literal: "LiteralKey", project: "Project") -> Fix | None:
    """Files of requests: each client has a way of its own to put a variable in."""
    variable = variable_for(literal, project)
    if _HURL.search(literal.file.host.path):
        spelled, caveat = (
            f"{{{{{variable}}}}}",
            f"needs hurl --variable {variable}=…, or HURL_{variable} in the environment",
        )
    else:
        spelled = f"{{{{$processEnv {variable}}}}}"
        caveat = "is understood by the REST Client of VS Code; other clients spell it otherwise"
    return _replaced(literal, spelled, f"read the key from {variable}", caveat)


def _placeholder(literal: "LiteralKey") -> str:
    """In prose, and in a shell without quotes, brackets would be taken for a tag, or for a redirection."""
    file = literal.file
    start, end = _span(literal)
    before, behind = file.text[start - 1 : start], file.text[end : end + 1]
    is_quoted = before != "" and before == behind and before in _QUOTES
    if file.language in {"shell", "batch"} and literal.kind != "comment" and not is_quoted:
        return BARE
    host = file.host.language
    is_marked_up = host in {"markdown", "notebook"} and not (file.is_example and file.program is not None)
    if is_marked_up and not is_quoted and not _is_in_code_span(literal) and file.language in {"markdown", "text"}:
        return BARE
    return placeholder_in(file)


def _is_in_code_span(literal: "LiteralKey") -> bool:
    """Whether backticks are open before the key in its line."""
    line = literal.file.lines.line_text(literal.region.line)
    return line[: literal.region.column - 1].count("`") % 2 == 1


def _span(literal: "LiteralKey") -> tuple[int, int]:
    lines, region = literal.file.lines, literal.region
    start, end = lines.offset(region.line, region.column), lines.offset(region.end_line, region.end_column)
    place = literal.file.text.find(literal.value, start, end)
    return (start, end) if place < 0 else (place, place + len(literal.value))


def _replaced(literal: "LiteralKey", text: str, message: str, caveat: str = "") -> Fix | None:
    file = literal.file
    start, end = _span(literal)
    found = file.text[start:end]
    if found != literal.value:
        # Spelled in pieces or in disguise: in an example any string will do.
        quote = found[:1]
        if literal.pieces or not quote or quote not in _QUOTES or found[-1:] != quote:
            return None
        text = f"{quote}{text}{quote}"
    made = edit(file, file.lines.region(start, end), text)
    kind = Safety.UNSAFE if caveat else Safety.SAFE
    return None if made is None else Fix(kind, message, (made,), caveat=caveat)
