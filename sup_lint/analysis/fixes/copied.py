"""The fix of a copy: a key that no rule would tell of where it stands, but which is proven to be one elsewhere."""

from dataclasses import replace
from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.fixes.editing import edit
from sup_lint.analysis.fixes.literal import literal_fix
from sup_lint.analysis.fixes.literal_nodes import node_of
from sup_lint.analysis.fixes.placeholders import REMOVED
from sup_lint.analysis.literal_key import LiteralKey, within_literal
from sup_lint.analysis.literal_keys import literal_keys
from sup_lint.model.fix import Fix, Safety

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.analysis.project import Project


def copy_fix(file: "AnalysedFile", value: str, start: int, project: "Project") -> Fix | None:
    """What takes a key out that stands in clear at an offset of a file on the disk: the fix of a literal there.

    In a notebook, what is neither code nor text is replaced by `<removed>`. None where no edit is right.
    """
    end = start + len(value)
    if file.built is not None or file.text[start:end] != value:
        return None
    places = list(_places(file, value, start, project))
    for place, offset in places:
        found = literal_fix(_literal(place, value, offset, project), project)
        if found is not None:
            return found
    if places or file.language != "notebook" or file.is_malformed:
        return None
    made = edit(file, file.lines.region(start, end), REMOVED)
    return None if made is None else Fix(Safety.SAFE, "remove the key from the notebook", (made,))


def _places(file: "AnalysedFile", value: str, start: int, project: "Project") -> "Iterator[tuple[AnalysedFile, int]]":
    """Yield the files, with the offsets in them, that a place belongs to: what is embedded there, or the file."""
    is_embedded = False
    for inner in project.within(file):
        if inner.embedding is None or not inner.embedding.holds(start):
            continue
        offset = inner.text.find(value)
        while offset >= 0:
            if inner.embedding.offset(offset) == start:
                is_embedded = True
                yield inner, offset
            offset = inner.text.find(value, offset + 1)
    if not is_embedded and (file.language != "notebook" or file.is_malformed):
        yield file, start


def _literal(file: "AnalysedFile", value: str, start: int, project: "Project") -> LiteralKey:
    """The literal at a place, as the search for literals sees it, or made for what it has passed over."""
    region = file.lines.region(start, start + len(value))
    for known in literal_keys(file, project):
        if known.value == value and known.file is file and known.region.contains(region):
            return known
    comments = file.program.comments if file.program is not None else ()
    kind = "comment" if any(each.region.contains(region) for each in comments) else "copy"
    made = LiteralKey(value, file, region, kind, "", True, file, region)
    node = node_of(made)
    return replace(made, region=within_literal(value, node)) if isinstance(node, model.Literal) else made
