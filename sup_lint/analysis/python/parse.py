"""From Python source text to a program, or a reason why not."""

from sup_lint.analysis.program import Comment, Join, Literal, Node, Program, walk
from sup_lint.model.region import Region

# Deeper sources take the process down with them.
_MAXIMUM_NESTING = 4000
# libcst's parser is quadratic in the length of one chain of operators, attributes or calls: 3 000 links take 2 s.
_MAXIMUM_CHAIN = 6000
_OPENING, _CLOSING = frozenset("([{"), frozenset(")]}")


class ParseError(Exception):
    """The source can't be parsed; the message says why in a few words, without quoting it."""


def parse(path: str, text: str) -> Program:
    """Lower one Python file. Raises ParseError, and nothing else, for source that libcst can't take.

    It recurses as deep as the source nests: call it where there is room (`analysis.depth`).
    """
    reason = _too_complex(text)
    if reason:
        raise ParseError(reason)
    try:
        return _parse(path, text)
    except ParseError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever a parser does, the text rules still see the file
        # The message of a parser's exception may quote the source, and so a key: only its kind is told.
        raise ParseError(f"the parser failed with {type(error).__name__}") from None


def _parse(path: str, text: str) -> Program:
    import libcst as cst  # noqa: PLC0415 - 0.2 s, paid only for a file that is worth it
    from libcst.metadata import MetadataWrapper, PositionProvider  # noqa: PLC0415

    from sup_lint.analysis.python.statements import StatementLowering  # noqa: PLC0415

    try:
        module = cst.parse_module(text)
    except cst.ParserSyntaxError as error:
        line = f" near line {error.raw_line}" if error.raw_line else ""
        raise ParseError(f"syntax error{line}") from None
    positions = MetadataWrapper(module, unsafe_skip_copy=True).resolve(PositionProvider)
    body = StatementLowering(positions).module(module)
    return Program(path, "python", text, body, _comments(text, body))


def _too_complex(text: str) -> str:
    """Why libcst should not be tried: it would take the process down or never come back. Empty if it may."""
    if "\0" in text:
        return "it contains null bytes"
    depth = deepest = links = longest = 0
    for line in text.splitlines():
        for character in line:
            if character in _OPENING:
                depth += 1
                deepest = max(deepest, depth)
            elif character in _CLOSING:
                depth = max(0, depth - 1)
            elif character in "+-*/%|&^~.@":
                links += 1
        if depth == 0 and not line.endswith("\\"):
            longest, links = max(longest, links), 0
    if deepest > _MAXIMUM_NESTING:
        return f"it nests {deepest} brackets deep"
    if max(longest, links) > _MAXIMUM_CHAIN:
        return "one statement chains thousands of operators"
    return ""


def _comments(text: str, body: tuple[Node, ...]) -> tuple[Comment, ...]:
    """Every comment: from a # outside all strings to the end of its line."""
    if "#" not in text:
        return ()
    strings = sorted(
        {
            node.region
            for node in walk(body)
            if (isinstance(node, Literal) and node.raw[-1:] in "\"'" and node.raw)
            or (isinstance(node, Join) and node.how == "interpolation")
        }
    )
    found: list[Comment] = []
    first = 0
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1):
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
