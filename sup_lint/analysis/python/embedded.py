"""Python within the pages that a browser runs it in: PyScript, Pyodide, Brython, stlite and their like."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from sup_lint.analysis.program import Comment, Node, Program, walk
from sup_lint.analysis.python.parse import parse
from sup_lint.model.region import Region

# Repetitions are bounded to stay linear.
_TAG = re.compile(
    r"""<!--.*?(?:-->|\Z)
      | <(?P<name>py-script|mpy-script|py-repl|stlite-app|gradio-lite|gradio-file|app-file|script)\b
        (?P<attributes>(?:[^>"']|"[^"]{0,4000}"|'[^']{0,4000}'){0,200}?)>""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_TYPE = re.compile(r"""\btype\s{0,4}=\s{0,4}["']?([\w./+-]{1,60})""", re.IGNORECASE)
_PYTHON = frozenset("py mpy py-game py-editor mpy-editor text/python text/python3 text/x-python pyodide".split())
# Files of an app within a page say by their name whether they are Python.
_FILE_NAME = re.compile(r"""\bname\s{0,4}=\s{0,4}["']?[\w./-]{1,200}\.py\b""", re.IGNORECASE)
_FILES = frozenset({"gradio-file", "app-file"})
# Python as a text of a script: pyodide.runPythonAsync(`…`)
_RUN = re.compile(r"\brunPython(?:Async)?\(\s{0,40}`([^`]{0,100000})`")


class Stretch(NamedTuple):
    """Python from offset `start` up to `end` (characters from 0)."""

    start: int
    end: int


def stretches(text: str) -> Iterator[Stretch]:
    """Yield the Python within an HTML file, in order."""
    position = 0
    while match := _TAG.search(text, position):
        position = match.end()
        name = (match["name"] or "").lower()
        if not name:
            continue
        close = re.compile(rf"</{name}\s{{0,20}}>", re.IGNORECASE).search(text, position)
        end = close.start() if close else len(text)
        if _is_python(name, match["attributes"]):
            if text[position:end].strip():
                yield Stretch(position, end)
            position = end
        elif name == "script":
            for run in _RUN.finditer(text, position, end):
                if "${" not in run[1]:
                    yield Stretch(run.start(1), run.end(1))
            position = end


def _is_python(name: str, attributes: str) -> bool:
    if name == "script":
        kind = _TYPE.search(attributes)
        return kind is not None and kind[1].lower() in _PYTHON
    if name in _FILES:
        return _FILE_NAME.search(attributes) is not None
    # Files may stand in them, as elements of their own.
    return name not in {"gradio-lite", "stlite-app"} or "<" not in attributes


def parse_page(path: str, text: str) -> Program | None:
    """Lower the Python within a page, with the places it has there; None if the page has none.

    What can't be parsed is left out. It recurses as deep as the source nests: call it where there is room.
    """
    from sup_lint.analysis.lowering import ParseError

    source = text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
    body: list[Node] = []
    comments: list[Comment] = []
    for stretch in stretches(source):
        code, first_column, indent = _dedented(source, stretch)
        try:
            part = parse(path, code)
        except ParseError:
            continue
        first_line = source.count("\n", 0, stretch.start) + 1
        for node in (*walk(part.body), *part.comments):
            node.region = _moved(node.region, first_line, first_column, indent)
        body += part.body
        comments += part.comments
    return Program(path, "python", text, tuple(body), tuple(comments)) if body else None


def _dedented(source: str, stretch: Stretch) -> tuple[str, int, int]:
    """The code without its common indentation; the column of its first line, and the width taken from the others."""
    lines = source[stretch.start : stretch.end].split("\n")
    column = stretch.start - (source.rfind("\n", 0, stretch.start) + 1)
    first = lines[0].lstrip()
    column += len(lines[0]) - len(first)
    following = [line for line in lines[1:] if line.strip()]
    indent = min((len(line) - len(line.lstrip()) for line in following), default=0)
    # Lines that are blank may be shorter.
    return "\n".join([first, *(line[indent:] for line in lines[1:])]), column, indent


def _moved(region: Region, first_line: int, first_column: int, indent: int) -> Region:
    def column_of(line: int, column: int) -> int:
        return column + (first_column if line == 1 else indent)

    return Region(
        region.line + first_line - 1,
        column_of(region.line, region.column),
        region.end_line + first_line - 1,
        column_of(region.end_line, region.end_column),
    )
