"""Fixes of CORS lists that allow the key's header: it is taken out, with its comma."""

import re
from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.fixes.editing import edit
from sup_lint.analysis.fixes.leaks.elements import without
from sup_lint.analysis.fixes.leaks.source import Source
from sup_lint.keys.names import HEADER
from sup_lint.model.fix import Fix, Safety

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.analysis.project import Project
    from sup_lint.model.fix import Edit
    from sup_lint.model.region import Region

_COMMA_BEFORE = re.compile(r",[ \t]*\Z")
_COMMA_AFTER = re.compile(r"[ \t]*,[ \t]*")
_ITEM_BEFORE = re.compile(r",\s{0,200}\Z")
_ITEM_AFTER = re.compile(r"\s{0,200}[,\]]")


def allowed_header_fix(region: "Region", file: "AnalysedFile", project: "Project") -> Fix | None:
    """The fix of a CORS list that names the header at `region`, perhaps in quotes; None where it stands alone."""
    taken = _without(region, file, project)
    if taken is None:
        return None
    message = f"take {HEADER} out of the headers that CORS allows"
    return Fix(Safety.UNSAFE, message, (taken,), caveat="pages that send the header are refused")


def _without(region: "Region", file: "AnalysedFile", project: "Project") -> "Edit | None":
    start = file.lines.offset(region.line, region.column)
    end = file.lines.offset(region.end_line, region.end_column)
    if file.text[start : start + 1] not in {"'", '"', "`"}:
        return _out_of_text(file, start, end)
    program = file.program
    if program is not None:
        source = Source(file, program, project)
        for node in program.nodes():
            if isinstance(node, model.Literal) and node.region == region:
                parent = source.parent(node)
                return without(source, parent, node) if isinstance(parent, model.Sequence) else None
        return None
    if file.language not in {"json", "jsonc"}:
        return None
    before = _ITEM_BEFORE.search(file.text[max(0, start - 201) : start])
    after = _ITEM_AFTER.match(file.text, end)
    if after is None or before is None:
        return None
    return edit(file, file.lines.region(start - len(before[0]), end), "")


def _out_of_text(file: "AnalysedFile", start: int, end: int) -> "Edit | None":
    """The header taken out of text such as `Content-Type, x-sup-api-key`."""
    before = _COMMA_BEFORE.search(file.text[max(0, start - 40) : start])
    if before is not None:
        return edit(file, file.lines.region(start - len(before[0]), end), "")
    after = _COMMA_AFTER.match(file.text, end)
    return edit(file, file.lines.region(start, after.end()), "") if after is not None else None
