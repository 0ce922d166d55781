"""From the text of a file in any of the table's languages to a program."""

import gc
from collections.abc import Iterator

from sup_lint.analysis.lexical.dialects import DIALECTS
from sup_lint.analysis.lexical.groups import grouped
from sup_lint.analysis.lexical.scanner import Scanner
from sup_lint.analysis.lexical.statements import read
from sup_lint.analysis.lexical.stretch import Source
from sup_lint.analysis.lexical.tokens import Text, Token
from sup_lint.analysis.lowering import ParseError
from sup_lint.analysis.program import Comment, Evaluate, Literal, Node, Program, walk

_LARGEST = 8_000_000


def parse(path: str, text: str, language: str) -> Program:
    """Lower one file. Raises ParseError, and nothing else, for a text that is too large to be source code.

    Every other text is lowered, with whatever in it makes sense. It recurses as deep as the source nests: call it
    where there is room (`analysis.depth`).
    """
    if len(text) > _LARGEST:
        raise ParseError("too large for source code")
    # Tokens are many new objects and no garbage.
    collects = gc.isenabled()
    gc.disable()
    try:
        if language == "shell":
            from sup_lint.analysis.lexical import shell

            return shell.parse(path, text)
        return _lowered(path, text, language)
    finally:
        if collects:
            gc.enable()


def _lowered(path: str, text: str, language: str) -> Program:
    dialect = DIALECTS[language]
    scanner = Scanner(text, dialect)
    tokens = scanner.tokens()
    source = Source(text, dialect, read)
    body = read(source, grouped(tokens, ends_blocks=dialect.ends_blocks), 0)
    rest = tuple(_passed_by(tokens, body, source))
    comments = tuple(Comment(source.region(start, end), text[start:end]) for start, end in scanner.comments)
    return Program(path, language, text, (*body, *rest), comments)


def _passed_by(tokens: list[Token], body: tuple[Node, ...], source: Source) -> Iterator[Node]:
    """The texts that stand where no reader expected any: what is written is looked at, whatever it means."""
    known = {node.region for node in walk(body) if isinstance(node, Literal)}
    stack = list(reversed(tokens))
    while stack:
        token = stack.pop()
        for part in token.parts:
            if not isinstance(part, Text):
                stack.extend(reversed(part.tokens))
            elif (
                source.region(part.start, part.end) not in known and source.region(token.start, token.end) not in known
            ):
                literal = source.literal(part.start, part.end, part.value)
                yield Evaluate(literal.region, literal)
