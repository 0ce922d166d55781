"""reStructuredText: the code of its directives, and its doctests."""

import re
from collections.abc import Iterator

from sup_lint.analysis.embedded.fences import code_of_fence
from sup_lint.analysis.embedded.passage import Passage, joined, taken
from sup_lint.analysis.embedded.reading import EmbeddedText

_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n|\Z)")
_DIRECTIVE = re.compile(
    r"(?P<indent>[ \t]*)(?:[-*] |\d{1,3}\. )?\.\.[ \t]+"
    r"(?P<name>code-block|code|sourcecode|code-cell|prompt|parsed-literal|ipython|jupyter-execute|testcode|testsetup|doctest)"
    r"::[ \t]*(?P<argument>[^\r\n]*)"
)
_OPTION = re.compile(r"[ \t]*:[A-Za-z][\w-]*:")
# What directives without an argument hold.
_HELD = {
    **dict.fromkeys(("ipython", "jupyter-execute", "testcode", "testsetup", "code-cell"), "python"),
    "doctest": "pycon",
    "prompt": "bash",
}


def embedded(text: str) -> Iterator[EmbeddedText]:
    """Yield the code of the directives of a document that say its language, and its doctests."""
    lines = [match[0] for match in _LINE.finditer(text)]
    starts = [match.start() for match in _LINE.finditer(text)]
    document = taken(text)
    number = 0
    while number < len(lines):
        directive = _DIRECTIVE.match(lines[number])
        if directive is not None:
            first = number + 1
            while first < len(lines) and _OPTION.match(lines[first]):
                first += 1
            last = _end_of_block(lines, first, _width(directive["indent"]))
            info = _HELD.get(directive["name"], "") if directive["name"] in _HELD else directive["argument"]
            yield from code_of_fence(info, _dedented(document, lines, starts, first, last))
            number = max(last, number + 1)
        elif lines[number].lstrip().startswith(">>> "):
            last = number
            while last < len(lines) and lines[last].strip():
                last += 1
            yield from code_of_fence("pycon", _dedented(document, lines, starts, number, last))
            number = last
        else:
            number += 1


def _width(indent: str) -> int:
    return len(indent.expandtabs(8))


def _end_of_block(lines: list[str], first: int, width: int) -> int:
    """The number of the line behind the block that is indented deeper than `width`."""
    last = first
    for number in range(first, len(lines)):
        bare = lines[number].rstrip("\r\n")
        if bare.strip():
            if _width(bare[: len(bare) - len(bare.lstrip())]) <= width:
                break
            last = number + 1
    return last


def _dedented(document: Passage, lines: list[str], starts: list[int], first: int, last: int) -> Passage:
    """The lines of a block without the indentation that they share."""
    block = [number for number in range(first, last) if lines[number].strip()]
    indent = min((len(lines[number]) - len(lines[number].lstrip()) for number in block), default=0)
    return joined(
        document.cut(
            starts[number] + min(indent, len(lines[number].rstrip("\r\n"))), starts[number] + len(lines[number])
        )
        for number in range(first, last)
    )
