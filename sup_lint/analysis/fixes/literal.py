"""The fix of a key in clear: read it from where keys belong."""

from typing import TYPE_CHECKING

from sup_lint.sources.language import family_of

if TYPE_CHECKING:
    from sup_lint.analysis.literal_key import LiteralKey
    from sup_lint.analysis.project import Project
    from sup_lint.model.fix import Fix


def literal_fix(literal: "LiteralKey", project: "Project") -> "Fix | None":
    """What takes a key out of the file that it is written in; None where no edit is right.

    Not for code that is shipped to clients: no environment is read there.
    """
    if literal.original is not None or (literal.file.host.built is not None):
        return None
    if family_of(literal.file.language) == "python":
        from sup_lint.analysis.fixes.python import python_fix

        return python_fix(literal, project)
    return None
