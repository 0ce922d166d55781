"""The source text around nodes, as edits of it must see it: blanks, comments, lines, whole statements."""

import re
from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.fixes.editing import edit
from sup_lint.analysis.taint.leaks import key_sources

if TYPE_CHECKING:
    from sup_lint.analysis.dataflow.values import Values
    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.analysis.program import Node, Program
    from sup_lint.analysis.project import Project
    from sup_lint.analysis.scopes import Scopes
    from sup_lint.model.fix import Edit

_BLANKS = {
    "python": re.compile(r"(?:[ \t\r\n\f]|\\\r?\n|#[^\r\n]*)*"),
    "javascript": re.compile(r"(?:\s|//[^\r\n]*|/\*[^*]*\*+(?:[^/*][^*]*\*+)*/)*"),
}
_LINE_REST = {
    "python": re.compile(r"[ \t]*(?:#[^\r\n]*)?(?:\r\n|\r|\n|\Z)"),
    "javascript": re.compile(r"[ \t]*(?:;[ \t]*)?(?://[^\r\n]*)?(?:\r\n|\r|\n|\Z)"),
}
_EMPTY_REST = re.compile(r"[ \t]*(?:;[ \t]*)?(?:\r\n|\r|\n|\Z)")


class Source:
    """One program's text, by offsets of characters, with the tree over it. Languages without edits have none."""

    def __init__(self, file: "AnalysedFile", program: "Program", project: "Project") -> None:
        self.file = file
        self.program = program
        self.project = project
        self.text = file.text

    @property
    def is_python(self) -> bool:
        """Whether this is Python; otherwise it is JavaScript or TypeScript."""
        return self.program.language == "python"

    @property
    def scopes(self) -> "Scopes":
        """The index of the program."""
        return self.project.scopes(self.program)

    def values(self, node: "Node") -> "Values":
        """What a node may hold, the stand-in for the key included."""
        flow = key_sources(self.project).flow
        return flow.evaluate(node, flow.frame(self.program))

    def parent(self, node: "Node") -> "Node | None":
        """The node that a node stands in."""
        return self.scopes.parents.get(id(node))

    def span(self, node: "Node") -> tuple[int, int]:
        """The offsets at which a node begins and ends."""
        region = node.region
        lines = self.file.lines
        return lines.offset(region.line, region.column), lines.offset(region.end_line, region.end_column)

    def of(self, node: "Node") -> str:
        """The text of a node."""
        start, end = self.span(node)
        return self.text[start:end]

    def edit(self, start: int, end: int, text: str) -> "Edit | None":
        """The edit that puts `text` in place of the characters from `start` up to `end`."""
        return edit(self.file, self.file.lines.region(start, end), text)

    def replace(self, node: "Node", text: str) -> "Edit | None":
        """The edit that puts `text` in place of a node."""
        return self.edit(*self.span(node), text)

    def is_bare(self, node: "Node") -> bool:
        """Whether no comment stands within a node."""
        return not any(node.region.contains(comment.region) for comment in self.program.comments)

    def after_blanks(self, offset: int) -> int:
        """The offset of the first character from `offset` on that belongs to no blank and no comment."""
        found = _BLANKS["python" if self.is_python else "javascript"].match(self.text, offset)
        return found.end() if found is not None else offset

    def line_start(self, offset: int) -> int:
        """The offset at which the line of `offset` begins."""
        return max(self.text.rfind("\n", 0, offset), self.text.rfind("\r", 0, offset)) + 1

    def indentation(self, offset: int) -> str:
        """The blanks at the beginning of the line of `offset`."""
        start = self.line_start(offset)
        stripped = self.text[start:].lstrip(" \t") if start == offset else self.text[start:offset].lstrip(" \t")
        return self.text[start : (len(self.text) if start == offset else offset) - len(stripped)]

    def begins_line(self, offset: int) -> bool:
        """Whether nothing but blanks stands before `offset` in its line."""
        return not self.text[self.line_start(offset) : offset].strip(" \t")

    def line_end(self, offset: int, *, with_comment: bool) -> int | None:
        """The offset behind the line end, if from `offset` on only blanks (or a comment) stand in the line."""
        language = "python" if self.is_python else "javascript"
        found = (_LINE_REST[language] if with_comment else _EMPTY_REST).match(self.text, offset)
        return found.end() if found is not None else None

    def without_statement(self, statement: "Node") -> "Edit | None":
        """The edit that takes a statement out: its lines, or `pass` or `{}` in its place where a block needs one."""
        start, end = self.span(statement)
        around = self.parent(statement)
        block = _block_with(around, statement) if around is not None else self.program.body
        if block is None:
            return None
        if self.is_python and len(block) == 1 and around is not None:
            return self.edit(start, end, "pass")
        if not self.is_python and self.text[end : end + 1] == ";":
            end += 1
        is_body = isinstance(around, model.If | model.Loop) and len(block) == 1
        if not self.is_python and is_body and not self.text[:start].rstrip().endswith("{"):
            return self.edit(start, end, "{}")
        behind = self.line_end(end, with_comment=False)
        if behind is None or not self.begins_line(start) or self.file.embedding is not None:
            return self.edit(start, end, "pass" if self.is_python else "")
        return self.edit(self.line_start(start), behind, "")

    def statement_of(self, node: "Node") -> "Node | None":
        """The statement that a node is all of: `print(key)` for the call in it."""
        parent = self.parent(node)
        return parent if isinstance(parent, model.Evaluate) and parent.value is node else None


def _block_with(around: "Node", statement: "Node") -> "tuple[Node, ...] | None":
    for name in ("body", "otherwise", "final"):
        block = getattr(around, name, ())
        if isinstance(block, tuple) and any(each is statement for each in block):
            return block
    return None
