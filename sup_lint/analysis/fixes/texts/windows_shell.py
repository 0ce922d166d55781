"""Keys in batch files and scripts of PowerShell."""

from typing import TYPE_CHECKING

from sup_lint.analysis.fixes.editing import edit
from sup_lint.analysis.fixes.naming.variables import variable_for
from sup_lint.analysis.fixes.texts.documents import comment_fix
from sup_lint.model.fix import Fix, Safety

if TYPE_CHECKING:
    from sup_lint.analysis.literal_key import LiteralKey
    from sup_lint.analysis.project import Project

_REMARKS = ("rem ", "::", "#", "@rem ")


def windows_shell_fix(literal: "LiteralKey", project: "Project") -> Fix | None:
    """Take the key from the environment: `%NAME%`, or `$env:NAME`; None in single quotes, where nothing is put in."""
    file = literal.file
    lines, region = file.lines, literal.region
    first, last = lines.offset(region.line, region.column), lines.offset(region.end_line, region.end_column)
    start = file.text.find(literal.value, first, last)
    if start < 0:
        return None
    end = start + len(literal.value)
    line = lines.line_text(region.line)
    if line.lstrip().lower().startswith(_REMARKS):
        return comment_fix(literal)
    variable = variable_for(literal, project)
    if file.path.lower().endswith(".ps1"):
        spelled = f"$env:{variable}"
        quote = file.text[start - 1 : start]
        if quote in {'"', "'"} and file.text.startswith(quote, end):
            start, end = start - 1, end + 1
        elif line[: start - lines.offset(region.line, 1)].count('"') % 2 == 0:
            return None
        elif file.text[end : end + 1].isalnum() or file.text.startswith(("_", ":"), end):
            spelled = f"$({spelled})"
    else:
        spelled = f"%{variable}%"
    made = edit(file, lines.region(start, end), spelled)
    return None if made is None else Fix(Safety.SAFE, f"read the key from {spelled}", (made,))
