"""Code in documents that its own language explains."""

from typing import TYPE_CHECKING

from sup_lint.analysis.settings.view import settings_of

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.analysis.project import Project


def is_understood(file: "AnalysedFile", offset: int, project: "Project") -> bool:
    """Whether code or settings are taken out of a document at an offset of its text.

    They tell whose key stands behind a neutral name; the text around them doesn't.
    """
    on_disk = file.embedding.offset(offset) if file.embedding is not None else offset
    return any(
        each.is_example
        and each.embedding is not None
        and each.embedding.holds(on_disk)
        and (each.program is not None or bool(settings_of(each)))
        for each in project.within(file)
    )
