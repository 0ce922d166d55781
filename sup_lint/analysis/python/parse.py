"""From Python source text to a program, or a reason why not."""

import ast
import gc
import warnings

from sup_lint.analysis.lowering import ParseError
from sup_lint.analysis.program import Comment, Literal, Node, Program, walk
from sup_lint.analysis.python.complexity import too_complex
from sup_lint.model.region import Region


def parse(path: str, text: str, language: str = "python") -> Program:
    """Lower one Python file. Raises ParseError, and nothing else, for source that libcst can't take.

    It recurses as deep as the source nests: call it where there is room (`analysis.depth`).
    """
    # Python reads every line end as \n, and libcst's spans count them so.
    source = text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
    if not source.isascii():
        source = source.encode("utf-8", "replace").decode()  # libcst takes no lone surrogates
    reason = too_complex(source)
    if reason:
        raise ParseError(reason)
    # A syntax tree is a million new objects and no garbage: collecting while it grows doubles the time.
    collects = gc.isenabled()
    gc.disable()
    try:
        body = _lowered(source)
    except ParseError:
        raise
    except Exception as error:
        # The message of a parser's exception may quote the source, and so a key: only its kind is told.
        raise ParseError(f"the parser failed with {type(error).__name__}") from None
    finally:
        if collects:
            gc.enable()
    return Program(path, language, text, body, _comments(source, body))


def _lowered(source: str) -> tuple[Node, ...]:
    import libcst as cst  # 0.2 s, paid only for a file that is worth it

    from sup_lint.analysis.python.positions import Positions
    from sup_lint.analysis.python.statements import StatementLowering

    try:
        module = cst.parse_module(source)
    except cst.ParserSyntaxError:
        raise ParseError(f"syntax error{_place_of_error(source)}") from None
    return StatementLowering(Positions(module, source)).module(module)


def _place_of_error(source: str) -> str:
    """Where Python's own parser stops; libcst's line may be the next one. Nothing if this Python takes the source."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(source)
    except SyntaxError as error:
        return f" in line {error.lineno}" if error.lineno else ""
    except (ValueError, RecursionError, MemoryError):
        pass
    return ""


def _comments(text: str, body: tuple[Node, ...]) -> tuple[Comment, ...]:
    """Every comment: from a # outside all strings to the end of its line."""
    if "#" not in text:
        return ()
    # The text between the fields of an f-string is a literal, too; their expressions may hold comments.
    strings = sorted({node.region for node in walk(body) if isinstance(node, Literal) and "#" in node.raw})
    found: list[Comment] = []
    first = 0
    for number, line in enumerate(text.split("\n"), start=1):
        while first < len(strings) and strings[first].end_line < number:
            first += 1
        column = line.find("#")
        while column >= 0:
            if not _inside(strings, first, number, column + 1):
                found.append(Comment(Region(number, column + 1, number, len(line) + 1), line[column:]))
                break
            column = line.find("#", column + 1)
    return tuple(found)


def _inside(strings: list[Region], first: int, line: int, column: int) -> bool:
    for index in range(first, len(strings)):
        region = strings[index]
        if region.line > line:
            return False
        if (region.line, region.column) <= (line, column) < (region.end_line, region.end_column):
            return True
    return False
