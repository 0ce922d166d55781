"""The settings of a file, whatever it is written in."""

from typing import TYPE_CHECKING

from sup_lint.analysis.settings.setting import Setting

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile

_LARGEST = 4_000_000


def settings_of(file: "AnalysedFile") -> list[Setting]:
    """The settings of a file in the order of their values; none for a file in a format that isn't known, or too large.

    The text is read as it is: what is no good JSON, XML or YAML gives the settings it seems to have.
    """
    if len(file.text) > _LARGEST:
        return []
    match file.language:
        case "json":
            from sup_lint.analysis.settings.objects import settings

            return list(settings(file.text))
        case "xml":
            from sup_lint.analysis.settings import markup

            return list(markup.settings(file.text))
        case "yaml" | "unity-asset":
            from sup_lint.analysis.settings import outline

            return list(outline.settings(file.text))
        case "properties" | "dotenv":
            from sup_lint.analysis.settings import lines

            return list(lines.settings(file.text))
    return []
