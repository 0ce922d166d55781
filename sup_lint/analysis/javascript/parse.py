"""From JavaScript or TypeScript source text to a program, or a reason why not."""

import gc
import time
from typing import TYPE_CHECKING, Any

from sup_lint.analysis.javascript.embedded import Script, scripts
from sup_lint.analysis.lowering import ParseError
from sup_lint.analysis.program import Comment, Evaluate, Literal, Node, Program

if TYPE_CHECKING:
    from tree_sitter import Language, Parser, Tree

    from sup_lint.model.region import Region

# Processor seconds that a parser may take, and bytes of source for which it gets another one: it needs a tenth.
_PATIENCE = 3.0
_BYTES_A_SECOND = 200_000
_PIECE = 1 << 16
_WITH_MARKUP = frozenset({"html", "vue", "svelte", "astro"})


def parse(path: str, text: str, language: str) -> Program:
    """Lower one file, or the scripts in it; what stands around them becomes literals of text.

    `language` is javascript, typescript, tsx, html, vue, svelte or astro. Where the source is damaged, the program
    holds what could be parsed, and `gaps` tells where the rest is. Raises ParseError, and nothing else.

    It recurses as deep as the source nests: call it where there is room (`analysis.depth`).
    """
    source = text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
    if not source.isascii():
        source = source.encode("utf-8", "replace").decode()
    collects = gc.isenabled()
    gc.disable()  # a program is many new objects and no garbage
    try:
        return _lowered(path, text, source, language)
    except ParseError:
        raise
    except Exception as error:
        # The message of an exception may quote the source, and so a key: only its kind is told.
        raise ParseError(f"the parser failed with {type(error).__name__}") from None
    finally:
        if collects:
            gc.enable()


def _lowered(path: str, text: str, source: str, language: str) -> Program:
    from sup_lint.analysis.javascript.positions import Positions
    from sup_lint.analysis.javascript.statements import StatementLowering

    data = source.encode()
    is_markup = language in _WITH_MARKUP
    parts = list(scripts(source, language)) if is_markup else [Script(0, len(source), language)]
    lowering = StatementLowering(Positions(data))
    body: list[Node] = []
    comments: list[Comment] = []
    gaps: list[Region] = []
    for part in parts:
        tree, grammar = tree_of(data, source, part, is_whole=not is_markup)
        body += lowering.source(tree.root_node)
        comments += [
            Comment(lowering.region(node), lowering.text(node))
            for node in _captured(tree, grammar, "(comment) @found (html_comment) @found")
        ]
        if tree.root_node.has_error:
            damaged = _captured(tree, grammar, "(ERROR) @found (MISSING) @found")
            # Whatever could not be parsed is text at least.
            body += [_text(lowering.region(node), lowering.text(node)) for node in damaged if not node.is_missing]
            # A template of a page is no whole script before it is filled in.
            gaps += [lowering.region(node) for node in damaged if not is_markup]
    if is_markup:
        body += _markup(source, parts)
    comments.sort(key=lambda comment: comment.region)
    return Program(path, "javascript", text, tuple(body), tuple(comments), tuple(gaps))


def _text(region: "Region", raw: str) -> Node:
    return Evaluate(region, Literal(region, raw, raw))


def _markup(source: str, parts: list[Script]) -> list[Node]:
    """The text around the scripts, as literals, so that keys in it are seen like those in strings."""
    from sup_lint.sources.lines import LineIndex

    lines = LineIndex(source)
    found: list[Node] = []
    start = 0
    for part in (*parts, Script(len(source), len(source), "")):
        between = source[start : part.start]
        if between.strip():
            found.append(_text(lines.region(start, part.start), between))
        start = part.end
    return found


def tree_of(data: bytes, source: str, part: Script, *, is_whole: bool) -> "tuple[Tree, Language]":
    """Parse a script; JavaScript that isn't quite (Flow's types, say) as TypeScript with JSX."""
    tree, grammar = _parsed(data, source, part, part.language, is_whole=is_whole)
    if tree.root_node.has_error and part.language == "javascript":
        try:
            again, other = _parsed(data, source, part, "tsx", is_whole=is_whole)
        except ParseError:
            return tree, grammar
        if not again.root_node.has_error:
            return again, other
    return tree, grammar


def _parsed(data: bytes, source: str, part: Script, language: str, *, is_whole: bool) -> "tuple[Tree, Language]":
    from tree_sitter import Range

    parser, grammar = _parser(language)
    if is_whole:
        return _in_time(parser, data), grammar
    start, end = (len(source[:offset].encode()) for offset in (part.start, part.end))
    points = []
    for offset in (start, end):
        line = data.count(b"\n", 0, offset)
        points.append((line, offset - (data.rfind(b"\n", 0, offset) + 1)))
    parser.included_ranges = [Range(points[0], points[1], start, end)]
    return _in_time(parser, data), grammar


def _in_time(parser: "Parser", data: bytes) -> "Tree":
    """Parse, and give up what takes far too long: damaged source keeps the grammars busy for ever, sometimes.

    Raises ParseError.
    """
    end = time.thread_time() + _PATIENCE + len(data) / _BYTES_A_SECOND
    try:
        return parser.parse(
            lambda offset, _: data[offset : offset + _PIECE], progress_callback=lambda *_: time.thread_time() > end
        )
    except ValueError:
        raise ParseError("the parser does not come to an end") from None


def _parser(language: str) -> "tuple[Parser, Language]":
    from tree_sitter import Language, Parser

    if language == "javascript":
        import tree_sitter_javascript

        grammar = Language(tree_sitter_javascript.language())
    else:
        import tree_sitter_typescript

        found = tree_sitter_typescript
        grammar = Language(found.language_tsx() if language == "tsx" else found.language_typescript())
    return Parser(grammar), grammar


def _captured(tree: "Tree", grammar: "Language", pattern: str) -> list[Any]:
    from tree_sitter import Query, QueryCursor

    found = QueryCursor(Query(grammar, pattern)).captures(tree.root_node).get("found", [])
    # They come in the order of their addresses in memory, another one in each run.
    return sorted(found, key=lambda node: (node.start_byte, -node.end_byte))
