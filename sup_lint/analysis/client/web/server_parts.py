"""The stretches of a client's script that frameworks keep on the server: loaders, server functions, frontmatter."""

import re
from collections.abc import Callable, Iterable, Iterator

from sup_lint.analysis.client.web.script_text import ScriptText

# What a framework takes out of the module before it sends the rest: by its name, from the exports of a route.
_NEXT = "getServerSideProps|getStaticProps|getStaticPaths|generateMetadata|generateStaticParams"
_REMIX = "loader|action|headers|middleware|unstable_middleware"
_SOLID = "GET|POST|PUT|PATCH|DELETE"
_EXPORTED = {
    "next": _NEXT,
    "remix": _REMIX,
    "gatsby": "getServerData|config",
    "solid": _SOLID,
    "qwik": "onGet|onPost|onRequest",
}
_DECLARED = r"(?<![\w$.])export\s+(?:async\s+)?(?:const|let|var|function\*?)\s+(?:{names})(?![\w$])"
# Calls whose arguments run on the server, in whatever framework has them. A dot before means the end of a chain.
_CALLS = re.compile(
    r"(?<![\w$.])(?:server\$|routeLoader\$|routeAction\$|globalAction\$|defineEventHandler|eventHandler"
    r"|createServerAction\$|createServerData\$)\s{0,20}(?=\()"
)
_SERVER_FUNCTION = re.compile(r"(?<![\w$.])createServerFn\s{0,20}\(")
_HANDLER = re.compile(r"\.\s{0,50}handler\s{0,20}(?=\()")
_USE_SERVER = re.compile(r"""\{\s{0,200}["']use server["']""")
# Bundlers know these conditions, and drop the branch from what they send.
_GUARD = re.compile(
    r"(?<![\w$.])if\s{0,20}\(\s{0,20}(?:import\.meta\.(?:server|env\.SSR)|process\.server)\s{0,20}\)\s{0,20}(?=\{)"
)
# Code in a page's template: `<% … %>`, not `<%= … %>`, whose value is sent; `<?php … ?>`; and comments.
_TEMPLATE_CODE = re.compile(r"<%(?![=\-])|<\?(?:php)?\s")
_OPENING, _CLOSING = "([{", ")]}"
_NEW_STATEMENT = re.compile(
    r"[ \t]*(?:export|import|const|let|var|function|class|async|type|interface|enum|declare|abstract)(?![\w$])|[ \t]*@"
)
_MARK = re.compile(r"[()\[\]{}\r\n;]")


def server_parts(script: ScriptText, framework: str) -> tuple[tuple[int, int], ...]:
    """The stretches of the text, by their offsets, that never leave the server."""
    return tuple(sorted(_parts(script, framework)))


def _parts(script: ScriptText, framework: str) -> Iterator[tuple[int, int]]:
    start, end = script.frontmatter
    if end > start:
        yield start, end
    if script.language == "html":
        yield from _template_code(script.text)
        return
    code = script.code
    names = _EXPORTED.get(framework)
    if names is not None:
        declared = (match.span() for match in re.finditer(_DECLARED.format(names=names), code))
        yield from _stretches(declared, code, _statement_end)
    calls = ((match.start(), match.end()) for match in _CALLS.finditer(code))
    handlers = (
        (handler.start(), handler.end())
        for match in _SERVER_FUNCTION.finditer(code)
        if (handler := _HANDLER.search(code, match.end(), match.end() + 4_000)) is not None
    )
    blocks = (
        (match.start(), match.start()) for match in _USE_SERVER.finditer(script.plain) if code[match.start()] == "{"
    )
    branches = ((match.start(), match.end()) for match in _GUARD.finditer(code))
    for found in (calls, handlers, blocks, branches):
        yield from _stretches(found, code, _closed)


def _stretches(
    found: Iterable[tuple[int, int]], code: str, end_of: Callable[[str, int], int]
) -> Iterator[tuple[int, int]]:
    """The stretches from where each starts to where what begins at its second offset ends; none within another."""
    position = 0
    for start, opening in found:
        if start >= position:
            position = end_of(code, opening)
            yield start, position


def _template_code(text: str) -> Iterator[tuple[int, int]]:
    position = 0
    while (match := _TEMPLATE_CODE.search(text, position)) is not None:
        closing = "%>" if match[0] == "<%" else "?>"
        end = text.find(closing, match.end())
        if end < 0 and closing == "%>":
            return  # no template, then
        position = end + 2 if end >= 0 else len(text)
        yield match.start(), position


def _closed(code: str, start: int) -> int:
    """The end of the bracket that opens at `start`."""
    for match, depth in _marks(code, start):
        if depth <= 0 and match[0] in _CLOSING:
            return match.end()
    return len(code)


def _statement_end(code: str, start: int) -> int:
    """The end of a declaration: a semicolon, or the line before the next one."""
    for match, depth in _marks(code, start):
        if depth <= 0 and (match[0] == ";" or (match[0] in "\r\n" and _NEW_STATEMENT.match(code, match.end()))):
            return match.end()
    return len(code)


def _marks(code: str, start: int) -> Iterator[tuple[re.Match[str], int]]:
    """The brackets, semicolons and ends of lines from `start` on, each with how many brackets are open behind it."""
    depth = 0
    for match in _MARK.finditer(code, start):
        if match[0] in _OPENING:
            depth += 1
        elif match[0] in _CLOSING:
            depth -= 1
        yield match, depth
