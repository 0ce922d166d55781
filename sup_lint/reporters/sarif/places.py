"""Places and texts as SARIF has them."""

from sup_lint.model.finding import Excerpt
from sup_lint.model.region import Region
from sup_lint.reporters.glyphs import visible
from sup_lint.reporters.machine_text import is_absolute, uri, visible_lines

SOURCE_ROOT = "%SRCROOT%"

Json = dict[str, object]


def message(text: str) -> Json:
    """A text as a message. `[…](…)` would be a link to whoever reads it, and names of files may look like one."""
    return {"text": visible(text).replace("](", "\\](")}


def artifact(path: str) -> Json:
    """Which file it is; below the source root if its path is relative."""
    return {"uri": uri(path)} if is_absolute(path) else {"uri": uri(path), "uriBaseId": SOURCE_ROOT}


def physical(path: str, region: Region, excerpt: Excerpt | None) -> Json:
    """A place in a file, with the lines around it if they are at hand, keys masked."""
    place: Json = {"artifactLocation": artifact(path), "region": span(region)}
    if excerpt is not None and excerpt.lines and _surrounds(excerpt, region):
        context: Json = {"startLine": excerpt.line, "endLine": excerpt.line + len(excerpt.lines) - 1}
        text = visible_lines(excerpt.lines)
        if excerpt.column > 1:
            context |= {"startColumn": excerpt.column, "endColumn": excerpt.column + len(excerpt.lines[0])}
            text = text.rstrip("\n")
        place["contextRegion"] = context | {"snippet": {"text": text}}
    return place


def span(region: Region) -> Json:
    """A region; SARIF counts as this program does."""
    return {
        "startLine": region.line,
        "startColumn": region.column,
        "endLine": region.end_line,
        "endColumn": region.end_column,
    }


def _surrounds(excerpt: Excerpt, region: Region) -> bool:
    """Whether the region lies in the lines of the excerpt, as a context has to."""
    last = excerpt.line + len(excerpt.lines) - 1
    if excerpt.column > 1:
        end = excerpt.column + len(excerpt.lines[-1])
        return (
            region.line == region.end_line == excerpt.line and excerpt.column <= region.column < region.end_column < end
        )
    return excerpt.line <= region.line and region.end_line <= last
