"""A row of tokens and groups that is read from left to right, and where it stands in the source."""

from collections.abc import Callable, Iterator, Sequence

from sup_lint.analysis import program as model
from sup_lint.analysis.lexical.dialect import Dialect
from sup_lint.analysis.lexical.groups import Group, Item, grouped
from sup_lint.analysis.lexical.tokens import Field, Text, Token
from sup_lint.analysis.program import Node
from sup_lint.model.region import Region
from sup_lint.sources.lines import LineIndex

# What is nested deeper is kept as a flat row.
DEEPEST = 200
# A line that begins with one of these goes on with the expression of the line before.
_GOING_ON = frozenset({".", "?.", "&.", "?:", "??", "||", "&&", "?->", "->", "..", "=", "?", ":", "|", "+="})
_CONSTANTS: dict[str, object] = {
    **dict.fromkeys(("true", "TRUE", "True"), True),
    **dict.fromkeys(("false", "FALSE", "False"), False),
    **dict.fromkeys(("null", "NULL", "nil", "Nil", "None", "nullptr", "undefined"), None),
}
CONSTANTS = frozenset(_CONSTANTS)
_LONGEST_NUMBER = 40

Statements = Callable[["Source", list[Item], int], tuple[Node, ...]]


class Source:
    """The text that is lowered, and the reader of its blocks."""

    def __init__(self, text: str, dialect: Dialect, statements: Statements) -> None:
        self.text = text
        self.dialect = dialect
        self.lines = LineIndex(text)
        self.statements = statements

    def region(self, start: int, end: int) -> Region:
        """The region between two offsets."""
        return self.lines.region(start, max(start, end))

    def literal(self, start: int, end: int, value: object) -> model.Literal:
        """The literal that stands between two offsets."""
        return model.Literal(self.region(start, end), value, self.text[start:end])

    def word(self, token: Token) -> Node:
        """A name, or the constant that a word such as `null` stands for."""
        if token.text in _CONSTANTS:
            return self.literal(token.start, token.end, _CONSTANTS[token.text])
        return model.Name(self.region(token.start, token.end), plain(token.text))

    def number(self, token: Token) -> Node:
        """A number; its value is None where it is none of Python's."""
        value: object = None
        if len(token.text) <= _LONGEST_NUMBER:
            try:
                value = int(token.text, 10)
            except ValueError:
                value = None
        return self.literal(token.start, token.end, value)

    def string(self, token: Token, depth: int) -> Node:
        """A literal, or the join of a string's text and fields."""
        if len(token.parts) == 1 and isinstance(part := token.parts[0], Text):
            if token.start <= part.start and part.end <= token.end:
                return self.literal(token.start, token.end, part.value)
            return self.literal(part.start, part.end, part.value)  # a heredoc
        parts: list[Node] = []
        for part in token.parts:
            if isinstance(part, Text):
                parts.append(self.literal(part.start, part.end, part.value))
            else:
                parts.append(model.Formatted(self.region(part.start, part.end), self._field(part, depth)))
        return model.Join(self.region(token.start, token.end), tuple(parts), "interpolation")

    def _field(self, part: Field, depth: int) -> Node:
        items = grouped(part.tokens, ends_blocks=self.dialect.ends_blocks)
        body = self.statements(self, items, depth + 1)
        if len(body) == 1 and isinstance(body[0], model.Evaluate):
            return body[0].value
        return model.Unknown(self.region(part.start, part.end), body)


def plain(name: str) -> str:
    """A name without the marks that some languages put before or around it."""
    if "\\" in name:
        return name.rpartition("\\")[2] or name
    if name[0] in "$@`'":
        return name.strip("$@`'") or name
    return name.removeprefix("r#")


class Stretch:
    """Reads `items` from `at` up to `end`. In a block a line's end may end a statement."""

    def __init__(self, items: Sequence[Item], source: Source, depth: int, *, is_block: bool) -> None:
        self.items = items
        self.source = source
        self.dialect = source.dialect
        self.depth = depth
        self.at = 0
        self.end = len(items)
        self.is_block = is_block and source.dialect.newline_ends

    def peek(self, ahead: int = 0) -> Item | None:
        """The item so many places ahead; None behind the end."""
        place = self.at + ahead
        return self.items[place] if 0 <= place < self.end else None

    def text(self, ahead: int = 0) -> str:
        """The text of the token so many places ahead; empty for a group."""
        item = self.peek(ahead)
        return item.text if isinstance(item, Token) and item.kind != "string" else ""

    def take(self) -> Item:
        """The next item, which must be there."""
        self.at += 1
        return self.items[self.at - 1]

    def group(self, kind: str, ahead: int = 0) -> Group | None:
        """The group so many places ahead, if it is one of a kind."""
        item = self.peek(ahead)
        return item if isinstance(item, Group) and item.kind == kind else None

    def token(self, kind: str, ahead: int = 0) -> Token | None:
        """The token so many places ahead, if it is one of a kind."""
        item = self.peek(ahead)
        return item if isinstance(item, Token) and item.kind == kind else None

    def is_tight(self, ahead: int = 0) -> bool:
        """Whether an item is there and stands right behind the one before it."""
        item = self.peek(ahead)
        return item is not None and not item.is_apart and not item.is_first

    def is_over(self, ahead: int = 0) -> bool:
        """Whether what is being read ends here: with the row, a separator, or the line."""
        item = self.peek(ahead)
        if item is None or item.text in {",", ";"}:
            return True
        if not (self.is_block and item.is_first and self.at + ahead):
            return False
        before = self.items[self.at + ahead - 1]
        return item.text not in _GOING_ON and not (isinstance(before, Token) and before.text in {"=", ":=", "=>"})

    def start(self) -> int:
        """The offset of the next item; the end of the last one behind them all."""
        item = self.peek()
        if item is not None:
            return item.start
        return self.items[self.end - 1].end if self.end else 0

    def region(self, start: int) -> Region:
        """The region from an offset to the end of what was read last."""
        end = self.items[self.at - 1].end if self.at else start
        return self.source.region(start, max(start, end))

    def flat(self) -> Node:
        """All that is left, without any structure."""
        start = self.start()
        children = list(self._leaves(self.items[self.at : self.end]))
        self.at = self.end
        return model.Unknown(self.region(start), tuple(children))

    def _leaves(self, items: Sequence[Item]) -> Iterator[Node]:
        stack = list(reversed(items))
        while stack:
            item = stack.pop()
            if isinstance(item, Group):
                stack.extend(reversed(item.items))
            elif item.kind == "string":
                for part in item.parts:
                    if isinstance(part, Text):
                        yield self.source.literal(part.start, part.end, part.value)
                    else:
                        stack.extend(reversed(part.tokens))
            elif item.kind == "name":
                yield self.source.word(item)
            elif item.kind == "number":
                yield self.source.number(item)
