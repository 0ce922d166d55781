"""AsciiDoc: the code of its source blocks and fences."""

import re
from collections.abc import Iterator

from sup_lint.analysis.embedded.fences import code_of_fence
from sup_lint.analysis.embedded.passage import taken
from sup_lint.analysis.embedded.reading import EmbeddedText

_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n|\Z)")
# [source,python], [source%linenums,python,title="x"], [,bash], [source, language="python"]
_SOURCE = re.compile(
    r"\[(?:source|listing)?(?:[%#.][\w%#.-]{0,80})?[ \t]*,[ \t]*(?:language[ \t]?=[ \t]?)?[\"']?"
    r"(?P<language>[\w+#.-]{1,40})[^\]\r\n]*\][ \t]*$"
)
_DELIMITER = re.compile(r"(?P<mark>-{4,}|\.{4,}|={4,}|--)[ \t]*$")
_FENCE = re.compile(r"(?P<mark>`{3,})(?P<info>[^`\r\n]*)$")
_TITLE = re.compile(r"\.[^.\s]|\[[^\]]*\][ \t]*$")


def embedded(text: str) -> Iterator[EmbeddedText]:
    """Yield the code of the blocks of a document that say its language."""
    lines = list(_LINE.finditer(text))
    bare = [line[0].rstrip("\r\n") for line in lines]
    number = 0
    while number < len(lines):
        fence, source = _FENCE.match(bare[number]), _SOURCE.match(bare[number])
        number += 1
        if fence is None and source is None:
            continue
        mark = fence["mark"] if fence is not None else ""
        if fence is None:
            while number < len(lines) and _TITLE.match(bare[number]):
                number += 1
            delimiter = _DELIMITER.match(bare[number]) if number < len(lines) else None
            mark = delimiter["mark"] if delimiter is not None else ""
            number += delimiter is not None
        last = number
        while last < len(lines) and (bare[last].rstrip() != mark if mark else bare[last].strip()):
            last += 1
        if number < last:
            info = fence["info"] if fence is not None else source["language"] if source is not None else ""
            yield from code_of_fence(info, taken(text, lines[number].start(), lines[last - 1].end()))
        number = last + bool(mark)
