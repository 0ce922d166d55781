"""Imports that a fix needs in a Python file: where a further one goes, in the style of those that are there."""

import itertools
import re
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple
from weakref import WeakKeyDictionary

from sup_lint.analysis import program as model
from sup_lint.analysis.fixes.editing import edit
from sup_lint.model.region import Region

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.analysis.program import Node
    from sup_lint.model.fix import Edit

# What must stay at the top of a file, whatever comes next.
_FIRST_LINES = re.compile(r"#!|#.{0,80}coding[:=]|# ///|#\s{0,4}-\*-")
_SCRIPT_METADATA = ("# /// ", "# ///")
_LICENCE = re.compile(
    r"copyright|licen[sc]e|spdx|\(c\)|©|author|(?:mypy|ruff|pylint|flake8|pyright|isort|type):", re.IGNORECASE
)


class _Statement(NamedTuple):
    """A statement of a module: where it starts and ends, and what it is.

    `kind` is docstring, future, import, from, guarded (imports that may fail, or are for type checkers) or other.
    """

    line: int
    column: int
    end_line: int
    kind: str
    module: str = ""
    is_standard: bool = False
    is_definition: bool = False


# A file may have thousands of keys, and each asks for the import.
_KNOWN: "WeakKeyDictionary[AnalysedFile, dict[str, Edit | None]]" = WeakKeyDictionary()


def import_edit(file: "AnalysedFile", statement: str) -> "Edit | None":
    """The edit that adds an import of the standard library, `import os` or `from os import environ`, to a file.

    It goes where all code of the file that is no import comes after it; the same edit each time. None where no edit
    says it.
    """
    known = _KNOWN.setdefault(file, {})
    if statement not in known:
        known[statement] = _import_edit(file, statement)
    return known[statement]


def _import_edit(file: "AnalysedFile", statement: str) -> "Edit | None":
    statements = list(_statements(file))
    if not statements:
        return None
    opening = [each for each in statements if each.kind in {"docstring", "future"}]
    section: list[_Statement] = []
    for each in statements[len(opening) :]:
        if each.kind == "other":
            break
        section.append(each)
    imports = [each for each in section if each.kind in {"import", "from"}]
    standard = [each for each in imports if each.is_standard]
    following = statements[len(opening)] if len(opening) < len(statements) else None
    if standard and not _share_lines(statements):
        return _sorted_in(file, statement, standard)
    if imports:
        return _before(file, imports[0], statement, is_block=not standard, floor=_last_line(opening))
    if following is None:
        return None
    if opening:
        return _behind(file, opening[-1], following, statement)
    return _before(file, following, statement, is_block=True, floor=0)


def _last_line(statements: list[_Statement]) -> int:
    return statements[-1].end_line if statements else 0


def _share_lines(statements: list[_Statement]) -> bool:
    return any(first.end_line == second.line for first, second in itertools.pairwise(statements))


def _sorted_in(file: "AnalysedFile", statement: str, standard: list[_Statement]) -> "Edit | None":
    """Among the imports of the standard library: whole modules in their order, then what is taken from modules."""
    kind, module = ("from" if statement.startswith("from") else "import"), statement.split()[1]
    alike = [each for each in standard if each.kind == kind]
    for each in alike:
        if each.module.lower() > module:
            return _put(file, each, statement, "")
    if kind == "import" and not alike:
        return _put(file, standard[0], statement, "")
    last = (alike or standard)[-1]
    line = last.end_line + 1
    indent = _indent(file, last)
    if line > file.lines.line_count:
        return None
    return edit(file, Region(line, 1, line, 1), f"{indent}{statement}\n")


def _put(file: "AnalysedFile", before: _Statement, statement: str, blank: str, above: str = "") -> "Edit | None":
    """The import in a line of its own above a statement, or ahead of it in its line where another stands there."""
    ahead = file.lines.line_text(before.line)[: before.column - 1]
    place = Region(before.line, before.column, before.line, before.column)
    if ahead.strip():
        return edit(file, place, f"{statement}; ")
    return edit(file, place, f"{above}{statement}\n{blank}{_indent(file, before)}")


def _indent(file: "AnalysedFile", statement: _Statement) -> str:
    """The blanks before a statement: in pages code is indented."""
    ahead = file.lines.line_text(statement.line)[: statement.column - 1]
    return "" if ahead.strip() else ahead.replace("\f", "")


def _before(file: "AnalysedFile", first: _Statement, statement: str, *, is_block: bool, floor: int) -> "Edit | None":
    """A block of its own before the first statement and the comments that belong to it."""
    if not is_block or first.column > 1:
        return _put(file, first, statement, "")
    blank = "\n\n" if first.is_definition else "\n"
    line = first.line
    while line - 1 > floor and file.lines.line_text(line - 1).lstrip().startswith("#"):
        line -= 1
    if line == first.line:
        ahead = "\n" if 0 < floor == line - 1 else ""
        return _put(file, first, statement, blank, ahead)
    stays = _header(file, line, first.line) if line == 1 else line
    if stays == first.line:
        before = "\n" if first.line - line > 1 else ""
        return edit(file, Region(stays, 1, stays, 1), f"{before}{statement}\n{blank}")
    return edit(file, Region(stays, 1, stays, 1), f"{statement}\n\n")


def _header(file: "AnalysedFile", first: int, end: int) -> int:
    """The line behind the comments at the top of a file that must stay there; they end before the line `end`."""
    line = first
    in_metadata = False
    while line < end:
        text = file.lines.line_text(line)
        if text.startswith(_SCRIPT_METADATA):
            in_metadata = text.strip() != "# ///"
        elif not in_metadata and not _FIRST_LINES.match(text):
            break
        line += 1
    if any(_LICENCE.search(file.lines.line_text(each)) for each in range(line, end)):
        return end
    return line


def _behind(file: "AnalysedFile", last: _Statement, following: _Statement, statement: str) -> "Edit | None":
    """A block of its own behind the docstring and the imports from the future."""
    if following.line == last.end_line:
        return _put(file, following, statement, "")
    line = last.end_line + 1
    blank = "" if not file.lines.line_text(line).strip() else "\n\n" if following.is_definition else "\n"
    indent = _indent(file, last)
    return edit(file, Region(line, 1, line, 1), f"\n{indent}{statement}\n{blank}")


def _statements(file: "AnalysedFile") -> Iterator[_Statement]:
    """The statements of a module, each once, whatever the number of names that it imports or binds."""
    body = file.program.body if file.program is not None else ()
    last: Region | None = None
    found: _Statement | None = None
    for node in body:
        if last is not None and found is not None and _goes_on(file, last, node):
            found = found._replace(end_line=max(found.end_line, node.region.end_line))
        else:
            if found is not None:
                yield found
            found = _statement(file, node, is_first=found is None)
        last = node.region
    if found is not None:
        yield found


def _goes_on(file: "AnalysedFile", last: Region, node: "Node") -> bool:
    """Whether a node is of the same statement as the one before: `import a, b`, `a = b = 1`."""
    region = node.region
    if region[:2] < last[2:]:
        return True
    if not isinstance(node, model.Import) or node.names:
        return False
    lines = file.lines
    between = file.text[lines.offset(*last[2:]) : lines.offset(*region[:2])]
    return "," in between and "import" not in between


def _statement(file: "AnalysedFile", node: "Node", *, is_first: bool) -> _Statement:
    line, column, end_line, _ = node.region
    kind, module = "other", ""
    match node:
        case model.Evaluate(value=model.Literal(value=str())) if is_first:
            kind = "docstring"
        case model.Evaluate(value=model.Join(how="implicit")) if is_first:
            kind = "docstring"
        case model.Import(module="__future__"):
            kind = "future"
        case model.Import(names=()):
            kind, module = "import", node.module
            column = max(file.lines.line_text(line)[: column - 1].rfind("import"), 0) + 1
        case model.Import():
            kind, module = "from", "." * node.level + node.module
        case model.Define(definition=definition):
            line = min([line, *(each.region.line for each in definition.decorators)])
            if definition.decorators:
                column = len(file.lines.line_text(line)) - len(file.lines.line_text(line).lstrip()) + 1
        case model.If() | model.Try() if _only_imports((node,)):
            kind = "guarded"
    is_standard = module.partition(".")[0] in sys.stdlib_module_names
    return _Statement(line, column, end_line, kind, module, is_standard, isinstance(node, model.Define))


def _only_imports(nodes: "tuple[Node, ...]") -> bool:
    """Whether statements import something, and do nothing else but say what holds if they can't."""
    for node in nodes:
        match node:
            case model.Import() | model.Jump():
                pass
            case model.Bind(value=model.Literal(value=None | bool()) | model.Name()):
                pass
            case model.If(body=body, otherwise=otherwise):
                if not _only_imports((*body, *otherwise)):
                    return False
            case model.Try(body=body, handlers=handlers, otherwise=otherwise, final=final):
                inner = (*body, *otherwise, *final, *(each for handler in handlers for each in handler.body))
                if not _only_imports(inner):
                    return False
            case _:
                return False
    return True
