"""From a file's text to a program, by the lowering of its language."""

import importlib
from typing import TYPE_CHECKING

from sup_lint.analysis.program import Program
from sup_lint.sources.language import family_of

if TYPE_CHECKING:
    from collections.abc import Callable

# The module that lowers a family of languages: its `parse(path, text, language)`. Imported when the first such file
# comes.
_LOWERINGS = {
    "python": "sup_lint.analysis.python.parse",
    "javascript": "sup_lint.analysis.javascript.parse",
    "lexical": "sup_lint.analysis.lexical.parse",
}


class ParseError(Exception):
    """The source can't be parsed; the message says why in a few words, without quoting it."""


def lower(path: str, text: str, language: str) -> Program | None:
    """Lower one file; None for a language that is looked at as text only.

    Raises ParseError, and nothing else, for source that the language's parser can't take. It recurses as deep as the
    source nests: call it where there is room (`analysis.depth`).
    """
    module = _LOWERINGS.get(family_of(language))
    if module is None:
        return None
    parse: Callable[[str, str, str], Program] = importlib.import_module(module).parse
    return parse(path, text, language)
