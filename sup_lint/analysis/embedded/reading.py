"""What is embedded in a file, by the language of the file."""

import importlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sup_lint.analysis.embedded.embedding import Part, Piece

if TYPE_CHECKING:
    from collections.abc import Callable

    from sup_lint.analysis.file import AnalysedFile

# The module that takes a kind of host apart: its `embedded(text)`. Imported when the first such file comes.
_READERS: dict[str, str] = {}


@dataclass(frozen=True, slots=True)
class EmbeddedText:
    """A text in `language`, as it would stand in a file of its own, and where it lies in its host.

    `alternatives` are texts to take instead where the language's parser refuses this one: the cells of a notebook, one
    by one.
    """

    language: str
    text: str
    pieces: tuple[Piece, ...]
    parts: tuple[Part, ...] = ()
    alternatives: tuple["EmbeddedText", ...] = ()


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
