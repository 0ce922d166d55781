"""Edits of the file on the disk, wherever in it the code stands: in a page, in a cell of a notebook."""

from typing import TYPE_CHECKING

from sup_lint.model.fix import Edit

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.model.region import Region


def edit(file: "AnalysedFile", region: "Region", text: str) -> Edit | None:
    """The edit that puts `text` (line ends as `\\n`) in place of a region of `file`, which may be an embedded one.

    None where no edit says it: in members of archives, in built output, in binaries.
    """
    host = file.host
    if "!/" in host.path or host.built is not None:
        return None
    return Edit(host.path, file.on_disk(region), text)
