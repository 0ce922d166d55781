"""From tokens to a tree of brackets, which no missing or surplus bracket upsets."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sup_lint.analysis.lexical.tokens import Token

_CLOSING = {"(": ")", "[": "]", "{": "}"}
# Brackets that nest deeper are taken as marks.
_DEEPEST = 150
_OPENS_BLOCK = frozenset({"def", "class", "module", "begin", "case", "do"})
# These open a block only at the start of a statement or a value.
_OPENS_AT_START = frozenset({"if", "unless", "while", "until", "for"})
_BEFORE_START = frozenset({";", "=", "(", "{", "||=", "do", "then", "else"})


@dataclass(slots=True, eq=False)
class Group:
    """What stands between two brackets; `kind` is the opening one. Offsets include the brackets."""

    kind: str
    start: int
    end: int
    is_first: bool
    is_apart: bool
    items: "list[Item]" = field(default_factory=list)
    text: str = ""  # never equal to a token's


Item = Token | Group


def grouped(tokens: Sequence[Token], *, ends_blocks: bool = False) -> list[Item]:
    """The tokens as a tree. A bracket that nothing closes ends with the one around it; a stray one is dropped."""
    if ends_blocks:
        tokens = _with_blocks(tokens)
    top: list[Item] = []
    stack: list[Group] = []
    for token in tokens:
        items = stack[-1].items if stack else top
        if token.kind == "open" and len(stack) < _DEEPEST:
            group = Group(token.text, token.start, token.end, token.is_first, token.is_apart)
            items.append(group)
            stack.append(group)
        elif token.kind == "close":
            opened = next(
                (index for index in reversed(range(len(stack))) if _CLOSING[stack[index].kind] == token.text), -1
            )
            if opened >= 0:
                for group in stack[opened:]:
                    group.end = token.end
                del stack[opened:]
        else:
            items.append(token)
    end = tokens[-1].end if tokens else 0
    for group in stack:
        group.end = max(group.end, end)
    return top


def _with_blocks(tokens: Sequence[Token]) -> list[Token]:
    """Put brackets around blocks that end with `end`."""
    found: list[Token] = []
    pending: list[tuple[str, int]] = []  # words whose block begins behind their line, and how many brackets are around
    level = 0
    before: Token | None = None
    opened = 0

    def bracket(kind: str, text: str, at: Token) -> None:
        found.append(Token(kind, text, at.start, at.start, False, True))

    for token in tokens:
        begins = token.is_first or (before is not None and before.text in _BEFORE_START)
        if pending and (token.is_first or token.text == ";") and not _goes_on(before):
            pending.pop()
            opened += 1
            bracket("open", "{", token)
        level += {"open": 1, "close": -1}.get(token.kind, 0)
        is_word = token.kind == "name" and not (before is not None and before.text in {".", "&.", "::"})
        if is_word and token.text == "end" and opened:
            bracket("close", "}", token)
            opened -= 1
        elif is_word and token.text in {"do", "then"}:
            if token.text == "do" or pending:
                if pending:
                    pending.pop()
                opened += 1
                found.append(Token("open", "{", token.start, token.end, False, True))
        else:
            found.append(token)
            if is_word and (token.text in _OPENS_BLOCK or (token.text in _OPENS_AT_START and begins)):
                pending.append((token.text, level))
            elif (
                pending
                and pending[-1] == ("def", level)
                and token.text == "="
                and token.is_apart
                and not token.is_first
            ):
                pending.pop()  # def name(parameters) = value
        before = token
    return found


def _goes_on(before: Token | None) -> bool:
    return before is not None and before.text in {",", "&&", "||", "\\"}
