"""The reader of expressions: operators, members, calls, closures; whatever it doesn't know it passes by."""

from sup_lint.analysis import program as model
from sup_lint.analysis.lexical import branches, closures, displays
from sup_lint.analysis.lexical.groups import Group
from sup_lint.analysis.lexical.members import followed
from sup_lint.analysis.lexical.stretch import DEEPEST, Stretch
from sup_lint.analysis.lexical.tokens import Token
from sup_lint.analysis.lexical.type_lists import behind_given
from sup_lint.analysis.program import Node

_ASSIGNMENTS = frozenset("= := += -= *= /= %= ||= &&= ??= .= ?:= |= <<= >>= **=".split())
_FALLBACKS = frozenset({"||", "??", "?:", "or"})
_LEVELS = {
    **dict.fromkeys(_FALLBACKS, 3),
    **dict.fromkeys(("&&", "and"), 4),
    **dict.fromkeys("== != === !== < > <= >= <=> in is as instanceof eq ne".split(), 5),
    **dict.fromkeys("to until downTo step .. ..< ... ..= <<".split(), 6),
    **dict.fromkeys("+ - . | & ^ >>".split(), 7),
    **dict.fromkeys("* / % **".split(), 8),
}
# Words before an expression that say nothing of its value.
_PREFIXES = frozenset(
    """
    new await async const try throw throws ref out var let val yield return mut move unsafe inout lazy else delete
    final static
    """.split()
)
_LONGEST_CHAIN = 100


class Reader(Stretch):
    """Reads expressions."""

    keeps_self = False  # whether `this.name` stays an attribute
    in_cascade = False

    def inside(self, group: Group, *, is_block: bool = False) -> "Reader":
        """A reader of what stands in a group."""
        return Reader(group.items, self.source, self.depth + 1, is_block=is_block)

    def everything(self) -> list[Node]:
        """All that is left, as expressions."""
        found: list[Node] = []
        while self.at < self.end:
            before = self.at
            node = self.expression()
            if node is not None:
                found.append(node)
            if self.at == before:
                self.at += 1
        return found

    def whole(self) -> Node:
        """All that is left as one expression."""
        start = self.start()
        found = self.everything()
        return found[0] if len(found) == 1 else model.Unknown(self.region(start), tuple(found))

    def expression(self, minimum: int = 0) -> Node | None:
        """The next expression with operators that bind as closely as `minimum`; None where none begins."""
        if self.depth > DEEPEST:
            return self.flat() if self.at < self.end else None
        self.depth += 1
        try:
            return self._infix(minimum)
        finally:
            self.depth -= 1

    def operand(self, minimum: int) -> Node:
        """The expression behind an operator; an empty one where it is missing."""
        start = self.start()
        return self.expression(minimum) or model.Unknown(self.source.region(start, start))

    # --- operators -----------------------------------------------------------------------------------------------

    def _infix(self, minimum: int) -> Node | None:
        start = self.start()
        left = self._unary()
        if left is None:
            return None
        parts: list[Node] = []
        rounds = 0
        while not self.is_over():
            text = self.text()
            rounds += 1
            if rounds % _LONGEST_CHAIN == 0:
                parts.append(left)
                left = model.Unknown(self.region(start))
            if text in _ASSIGNMENTS and minimum <= 0:
                self.at += 1
                value = self.operand(0)
                how = text if text in {"=", ":="} else "="
                left = model.Bind(self.region(start), left, value, how)
            elif text in self.dialect.arrows and minimum <= 1:
                left = closures.arrow(self, left, start)
            elif text == "?" and minimum <= 2 and ":" in self._rest_of_ternary():
                self.at += 1
                chosen = self.operand(1)
                self.at += self.text() == ":"
                other = self.operand(1)
                left = model.Choice(self.region(start), (chosen, other), "ternary", left)
            elif text in self.dialect.pair_marks and text == "->" and minimum <= 6:
                self.at += 1
                right = self.operand(7)
                left = model.Sequence(self.region(start), (left, right), "tuple")
            else:
                level = _LEVELS.get(text, -1)
                if (
                    level < max(minimum, 1)
                    or text in self.dialect.member_marks
                    or (text == "." and self.dialect.joins != ".")
                ):
                    break
                left = self._run(left, text, level, start)
        return model.Unknown(self.region(start), (*parts, left)) if parts else left

    def _rest_of_ternary(self) -> str:
        """`:` if one follows before the expression ends: `?` may also follow a type or a value that may be missing."""
        for ahead in range(1, 64):
            text = self.text(ahead)
            if text == ":":
                return text
            if self.is_over(ahead) or text in {"=", ":="}:
                return ""
        return ":"

    def _run(self, left: Node, operator: str, level: int, start: int) -> Node:
        """The operands that one operator joins."""
        operands = [left]
        while self.text() == operator and not self.is_over():
            self.at += 1
            operands.append(self.operand(level + 1))
        region = self.region(start)
        if operator in _FALLBACKS:
            return model.Choice(region, tuple(operands), "or")
        if operator in {"&&", "and"}:
            return model.Choice(region, tuple(operands), "and")
        if operator == self.dialect.joins:
            return model.Join(region, tuple(operands), "+")
        if operator == "to" and len(operands) == 2:
            return model.Sequence(region, tuple(operands), "tuple")
        if operator == "as":
            return operands[0]
        spelled = {"===": "==", "!==": "!=", "eq": "==", "ne": "!="}.get(operator, operator)
        return model.Operation(region, spelled, tuple(operands))

    def _unary(self) -> Node | None:
        if self.depth > DEEPEST:
            return self.flat() if self.at < self.end else None
        self.depth += 1
        try:
            return self._with_prefix()
        finally:
            self.depth -= 1

    def _with_prefix(self) -> Node | None:
        start = self.start()
        item = self.peek()
        if item is None or item.text in {",", ";"}:
            return None
        if isinstance(item, Token) and item.kind == "mark":
            return self._prefixed(item, start)
        tries = item.text == "try" and self.text(1) in {"?", "!"} and self.is_tight(1)
        if isinstance(item, Token) and item.text in {*_PREFIXES, "not"} and self._begins_expression(1 + tries):
            self.at += 1 + tries
            if item.text == "new":
                return self._postfix(start, is_new=True)
            inner = self.operand(5 if item.text == "not" else 0)
            return model.Operation(self.region(start), "not", (inner,)) if item.text == "not" else inner
        return self._postfix(start)

    def _prefixed(self, mark: Token, start: int) -> Node | None:
        if mark.text in {"|", "||"} and self.dialect.name == "rust":
            return closures.rust_closure(self)
        if mark.text == "^" and self.dialect.has_messages:
            self.at += 1
            return closures.block(self, start)
        if mark.text == "->" and self.dialect.ends_blocks:
            return closures.ruby_lambda(self)
        if mark.text in self.dialect.arrows | self.dialect.pair_marks | {":", "=", ")"}:
            return None
        if mark.text == "<" and (behind := behind_given(self)):  # <Type>[…]
            self.at = behind
            return self._unary()
        self.at += 1
        if mark.text in {".", "::"} and self.token("name"):  # a member of a type that goes without saying
            return self._postfix(start)
        inner = self._unary()
        if inner is None:
            return model.Unknown(self.region(start))
        if mark.text in {"...", "*", "**"}:
            return model.Spread(self.region(start), inner)
        if mark.text in {"-", "!"}:
            return model.Operation(self.region(start), {"!": "not"}.get(mark.text, mark.text), (inner,))
        return inner

    def _begins_expression(self, ahead: int) -> bool:
        item = self.peek(ahead)
        if item is None or self.is_over(ahead):
            return False
        return isinstance(item, Group) or item.kind in {"name", "string", "number", "symbol"} or item.text in "&*-!|@"

    # --- what an expression begins with --------------------------------------------------------------------------

    def _primary(self) -> Node | None:
        item = self.take()
        if isinstance(item, Group):
            return displays.group(self, item)
        match item.kind:
            case "string":
                return self._strings(item)
            case "number":
                return self.source.number(item)
            case "symbol":
                return self.source.literal(item.start, item.end, item.text[1:])
            case "name":
                if item.text in branches.WORDS and (found := branches.value(self, item)) is not None:
                    return found
                if item.text in self.dialect.function_words and (found := closures.function(self, item)) is not None:
                    return found
                if item.text == "map" and self.dialect.type_follows and self.group("["):
                    return displays.typed_map(self, item)
                return self.source.word(item)
        return model.Unknown(self.source.region(item.start, item.end))

    def _strings(self, first: Token) -> Node:
        parts = [self.source.string(first, self.depth)]
        while self.dialect.joins_neighbours and not self.is_over() and (following := self.token("string")):
            self.at += 1
            parts.append(self.source.string(following, self.depth))
        return parts[0] if len(parts) == 1 else model.Join(self.region(first.start), tuple(parts), "implicit")

    # --- what follows it -----------------------------------------------------------------------------------------

    def _postfix(self, start: int, *, is_new: bool = False) -> Node | None:
        node = self._primary()
        if node is None:
            return None
        links = 0
        parts: list[Node] = []
        while not self.is_over():
            following = followed(self, node, start, is_new=is_new)
            if following is None:
                break
            node = following
            links += 1
            if links == _LONGEST_CHAIN:
                parts.append(node)
                node, links = model.Unknown(self.region(start)), 0
        return model.Unknown(self.region(start), (*parts, node)) if parts else node
