"""The fix of a key in clear in Python: `os.environ["SUPERTONE_API_KEY"]` in its place."""

from typing import TYPE_CHECKING

from sup_lint.model.fix import Fix, Safety

if TYPE_CHECKING:
    from sup_lint.analysis.literal_key import LiteralKey
    from sup_lint.analysis.project import Project

PLACEHOLDER = "<your-supertone-api-key>"


def python_fix(literal: "LiteralKey", project: "Project") -> "Fix | None":
    """What takes a key out of Python source; None where no expression may stand."""
    del project
    from sup_lint.analysis.fixes.editing import edit

    if literal.kind != "comment":
        return None
    replaced = edit(literal.file, literal.region, PLACEHOLDER)
    if replaced is None:
        return None
    return Fix(Safety.SAFE, f"put {PLACEHOLDER} in the key's place", (replaced,))
