"""What is embedded in a file, by the language of the file."""

import importlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sup_lint.analysis.embedded.embedding import Part, Piece
from sup_lint.analysis.embedded.passage import Passage, added, joined

if TYPE_CHECKING:
    from collections.abc import Callable

    from sup_lint.analysis.file import AnalysedFile

# The module that takes a kind of host apart: its `embedded(text)`. Imported when the first such file comes.
_READERS = {
    "notebook": "notebook",
    "markdown": "markdown",
    "rst": "restructured_text",
    "asciidoc": "asciidoc",
    "html": "page",
    "xml": "xml_text",
    "text": "plain_text",
}


@dataclass(frozen=True, slots=True)
class EmbeddedText:
    """A text in `language`, as it would stand in a file of its own, and where it lies in its host.

    `alternatives` are the texts that it is joined from, where one of them may be no good and the others are: the cells
    of a notebook. `is_example` says that it is code in prose, which runs nowhere.
    """

    language: str
    text: str
    pieces: tuple[Piece, ...]
    parts: tuple[Part, ...] = ()
    alternatives: tuple["EmbeddedText", ...] = ()
    is_example: bool = False


def embedded_in(file: "AnalysedFile") -> Iterator[EmbeddedText]:
    """Yield what is embedded in a file, in order.

    Raises `settings.malformed.MalformedError` for a host that is not in its own format; what it yielded before stands.
    """
    reader = _READERS.get(file.language)
    if reader is not None and file.embedding is None:
        read: Callable[[str], Iterator[EmbeddedText]] = importlib.import_module(
            f"sup_lint.analysis.embedded.{reader}"
        ).embedded
        yield from read(file.text)


def embedded_text(
    language: str, passage: Passage, name: str = "", line: int = 1, *, is_example: bool = False
) -> EmbeddedText:
    """A passage as an embedded text.

    Its first line is the line `line` of the part of the host that people call `name` (cell 3), if they call it so.
    """
    parts = (Part(2 - line, name),) if name else ()
    return EmbeddedText(language, passage.text, passage.pieces, parts, is_example=is_example)


def joined_texts(texts: Iterable[EmbeddedText]) -> EmbeddedText:
    """Several texts of one language as one, each from a line of its own."""
    texts = tuple(texts)
    passages: list[Passage] = []
    parts: list[Part] = []
    line = 0
    for text in texts:
        end = "" if text.text.endswith(("\n", "\r")) else "\n"
        passages += (Passage(text.text, text.pieces), added(end))
        parts += (Part(part.line + line, part.name) for part in text.parts)
        line += len(_line_ends(text.text)) + bool(end)
    whole = joined(passages)
    return EmbeddedText(texts[0].language, whole.text, whole.pieces, tuple(parts), texts if len(texts) > 1 else ())


def _line_ends(text: str) -> list[str]:
    """The line ends that a line index counts."""
    import re

    return re.findall("\r\n?|\n", text)
