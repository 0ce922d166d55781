"""The fix of a key in clear: read it from where keys belong."""

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from sup_lint.analysis.fixes.naming.variables import variable_caveat, variable_for
from sup_lint.analysis.fixes.settings.dotenv import sample_entries
from sup_lint.analysis.fixes.texts.documents import comment_fix, document_fix, is_printed
from sup_lint.analysis.key_files import is_template
from sup_lint.analysis.literal_keys import literal_keys
from sup_lint.model.fix import Safety
from sup_lint.sources.language import family_of, is_code

if TYPE_CHECKING:
    from sup_lint.analysis.literal_key import LiteralKey
    from sup_lint.analysis.project import Project
    from sup_lint.model.fix import Fix
# A file with more keys is a list of them, or hostile: no edits of its lines mend it.
_MOST_KEYS = 200


def literal_fix(literal: "LiteralKey", project: "Project") -> "Fix | None":
    """What takes a key out of the file that it is written in; None where no edit is right.

    Not for code that is shipped to clients: no environment is read there.
    """
    if literal.original is not None or (literal.file.host.built is not None):
        return None
    if len(literal_keys(literal.file, project)) > _MOST_KEYS:
        return None
    found = _found(literal, project)
    return None if found is None else _with_circumstances(found, literal, project)


def _found(literal: "LiteralKey", project: "Project") -> "Fix | None":
    file = literal.file
    family = family_of(file.language)
    if file.is_prose or is_printed(literal):
        return document_fix(literal, project)
    if family == "python":
        from sup_lint.analysis.fixes.python.fix import python_fix

        return python_fix(literal, project)
    if family == "javascript":
        from sup_lint.analysis.fixes.javascript.fix import javascript_fix

        return javascript_fix(literal, project)
    if file.language == "shell":
        from sup_lint.analysis.fixes.texts.shell import shell_fix

        return shell_fix(literal, project)
    if file.language == "batch":
        from sup_lint.analysis.fixes.texts.windows_shell import windows_shell_fix

        return windows_shell_fix(literal, project)
    if is_code(file.language):
        return comment_fix(literal) if literal.kind == "comment" else None
    from sup_lint.analysis.fixes.settings.fix import settings_fix

    return settings_fix(literal, project)


def _with_circumstances(fix: "Fix", literal: "LiteralKey", project: "Project") -> "Fix":
    """The fix with the variable that it needs, and an entry for it in the project's sample of a dotenv file.

    It is unsafe where the variable holds another key.
    """
    variable = variable_for(literal, project)
    if not (literal.file.is_prose or is_printed(literal)) and _mentions(fix, variable):
        fix = replace(fix, variables=(variable,))
    if not any(re.search(rf"(?<![A-Za-z0-9_]){re.escape(variable)}(?![A-Za-z0-9_])", edit.text) for edit in fix.edits):
        return fix
    caveat = variable_caveat(literal, project)
    if caveat and fix.kind is Safety.SAFE:
        fix = replace(fix, kind=Safety.UNSAFE, caveat=caveat)
    if fix.additions or is_template(literal.file.host.path):
        return fix
    return replace(fix, additions=sample_entries(literal.file, [variable], project))


def _mentions(fix: "Fix", variable: str) -> bool:
    """Whether a fix reads the key from a variable, or says that something else has to."""
    word = re.compile(rf"(?<![A-Za-z0-9_]){re.escape(variable)}(?![A-Za-z0-9_])")
    return any(word.search(text) for text in (*(edit.text for edit in fix.edits), fix.message, fix.caveat))
