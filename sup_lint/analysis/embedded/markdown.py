"""Markdown: the code of its fences, and the settings in front."""

import re
from collections.abc import Iterator

from sup_lint.analysis.embedded.fences import code_of_fence
from sup_lint.analysis.embedded.passage import Passage, added, joined, taken
from sup_lint.analysis.embedded.reading import EmbeddedText, embedded_text

# Beyond this a document is a log or a table: it is read as text only.
_LARGEST = 1_000_000
_FRONT = re.compile(
    r"\ufeff?(?P<mark>---|\+\+\+)[ \t]*(?:\r\n?|\n)(?P<settings>.*?)^(?P=mark)[ \t]*$", re.DOTALL | re.MULTILINE
)
_FENCE = re.compile(r"```|~~~")
_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n|\Z)")


def embedded(text: str) -> Iterator[EmbeddedText]:
    """Yield the settings in front of a Markdown document, and the code of its fences."""
    front = _FRONT.match(text)
    if front is not None:
        settings = taken(text, *front.span("settings"))
        yield embedded_text("yaml" if front["mark"] == "---" else "toml", settings)
    yield from embedded_in_passage(taken(text))


def embedded_in_passage(document: Passage, name: str = "") -> Iterator[EmbeddedText]:
    """Yield the code of the fences of a document; `name` is what people call the part of the host that it is."""
    if len(document.text) > _LARGEST or not _FENCE.search(document.text):
        return
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

    # What stands between tags is Markdown in MDX, and in a <details> it was meant to be.
    parser = MarkdownIt("commonmark").disable("html_block")
    lines = list(_LINE.finditer(document.text))
    state = StateBlock(re.sub("\r\n?", "\n", document.text).replace("\0", "\ufffd"), parser, {}, [])
    parser.block.tokenize(state, state.line, state.lineMax)
    for token in state.tokens:
        if token.type == "fence" and token.map is not None:
            first = token.map[0] + 1
            code = joined(
                _part_of(document, lines[first + number], line) for number, line in enumerate(_lines(token.content))
            )
            yield from code_of_fence(token.info, code, name, first + 1)


def _lines(content: str) -> list[str]:
    return content.removesuffix("\n").split("\n")


def _part_of(document: Passage, line: re.Match[str], code: str) -> Passage:
    """The line of a document that ends in a line of code, without the marks of lists and quotes before it."""
    end = line.start() + len(line[0].rstrip("\r\n"))
    start = end - len(code)
    if start >= line.start() and document.text[start:end] == code:
        return document.cut(start, line.end())
    # A tab before it counts for several spaces.
    bare = code.lstrip()
    return joined((added(code[: len(code) - len(bare)]), document.cut(max(line.start(), end - len(bare)), line.end())))
