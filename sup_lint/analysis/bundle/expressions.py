"""Expressions of JavaScript that yield text, read in place from minified code: no more than a value needs."""

import re

from sup_lint.analysis.bundle.cursor import Cursor, Lost
from sup_lint.analysis.bundle.strings import LONGEST, string_at, unescaped
from sup_lint.analysis.bundle.values import (
    MOST_PARTS,
    MOST_VALUES,
    Name,
    Text,
    Value,
    characters,
    decoded,
    joined,
    turned,
)

_DEEPEST = 6
_PATH = re.compile(
    r"""[A-Za-z_$][\w$]{0,80}(?:\s?\??\.\s?[A-Za-z_$#][\w$]{0,80}|\??\.?\[["'][\w$.-]{1,80}["']\])*""", re.ASCII
)
_ARROW = re.compile(r"(?:async\s*)?(?:\([^()]{0,200}\)|(?:async\s+)?[A-Za-z_$][\w$]{0,60})\s*=>\s*")
_FUNCTION = re.compile(r"(?:async\s+)?function\b[^(){}]{0,80}\([^()]{0,200}\)\s*(?=\{)")
_RETURN = re.compile(r"\{(?:(?!\breturn\b)[^{}]){0,300}\breturn\b")
_UNARY = re.compile(r"(?:await|void|typeof|new|return)\b\s*|[!~-]+")
_COMPARISON = re.compile(r"[!=]==?|[<>]=?(?![<>])|\binstanceof\b|\bin\b")
_METHOD = re.compile(r"\s?\??\.\s?(join|reverse|split|concat|trim|toString|valueOf|slice|toLowerCase)\(")
_CAST = re.compile(r"!(?![=])|\s+as\s+(?:const|string|any)\b")


def values_at(text: str, position: int) -> list[Value]:
    """What the expression at `position` may yield, as far as it can be told; empty for what is no text."""
    reader = _Reader(text, position)
    try:
        return reader.expression(0)
    except Lost:
        return reader.so_far


def arguments_at(text: str, position: int) -> list[list[Value]]:
    """The arguments from `position` on, behind an opening bracket: what each may yield."""
    reader = _Reader(text, position)
    found: list[list[Value]] = []
    try:
        found.extend(reader.arguments(0))
    except Lost:
        found.append(reader.so_far)
    return found


class _Reader(Cursor):
    """Reads one expression after another; `so_far` is what was read before it got lost: `"key"` of `"key"<unknown`."""

    def __init__(self, text: str, position: int) -> None:
        super().__init__(text, position)
        self.so_far: list[Value] = []

    # --- operators -----------------------------------------------------------------------------------------------

    def expression(self, depth: int) -> list[Value]:
        """A whole expression, up to a comma, a bracket or a semicolon."""
        if depth > _DEEPEST:
            raise Lost
        found = self._choice(depth)
        after = self.after_space()
        if self.text.startswith("?", after) and not self.text.startswith(("??", "?."), after):
            self.position = after + 1
            then = self.expression(depth + 1)
            self._keep(then, depth)
            self.expect(":")
            found = then + self.expression(depth + 1)
        return self._keep(found[:MOST_VALUES], depth)

    def _keep(self, found: list[Value], depth: int) -> list[Value]:
        if depth == 0:
            self.so_far = found
        return found

    def _choice(self, depth: int) -> list[Value]:
        found = self._keep(self._sum(depth), depth)
        while True:
            after = self.after_space()
            compared = _COMPARISON.match(self.text, after)
            if self.text.startswith(("||", "??"), after):
                self.position = after + 2
                found = found + self._sum(depth)
            elif self.text.startswith("&&", after):
                self.position = after + 2
                found = self._sum(depth)
            elif compared and not self.text.startswith("=>", after):
                self.position = compared.end()
                self._sum(depth)
                found = []
            elif self.text.startswith("=", after) and not self.text.startswith("=>", after):
                self.position = after + 1
                found = self.expression(depth + 1)
            else:
                return found
            self._keep(found, depth)

    def _sum(self, depth: int) -> list[Value]:
        found = self._term(depth)
        for _ in range(MOST_PARTS):
            after = self.after_space()
            if not self.text.startswith("+", after) or self.text.startswith(("++", "+="), after):
                break
            self.position = after + 1
            found = joined([found, self._term(depth)])
        return found

    # --- terms ---------------------------------------------------------------------------------------------------

    def _term(self, depth: int) -> list[Value]:
        self.skip_space()
        unary = _UNARY.match(self.text, self.position)
        if unary:
            self.position = unary.end()
            if depth >= _DEEPEST:
                raise Lost
            found = self._term(depth + 1)
            return found if unary[0].startswith(("await", "return")) else []
        return self._methods(self._primary(depth), depth)

    def _primary(self, depth: int) -> list[Value]:
        text, start = self.text, self.position
        character = text[start]
        if character in "\"'":
            string = string_at(text, start)
            if string is None:
                raise Lost
            self.position = string[1]
            return [(Text(string[0], start, string[1]),)]
        if character == "`":
            return self._template(depth)
        function = _ARROW.match(text, start) or _FUNCTION.match(text, start)
        if function:
            return self._returned(function.end(), depth)
        if character == "(":
            self.position += 1
            found = self.expression(depth + 1)
            while True:
                self.skip_space()
                if not self.peek(","):
                    break
                self.position += 1
                found = self.expression(depth + 1)
            self.expect(")")
            return found
        if character == "[":
            self.position += 1
            return joined(self.arguments(depth + 1, "]"))
        if character == "{":
            self.skip_brackets()
            return []
        path = _PATH.match(text, start)
        if path:
            self.position = path.end()
            return self._named(path[0], start, depth)
        number = re.compile(r"[\d.]{1,30}(?:[eE]\d{1,4})?").match(text, start)
        if not number:
            raise Lost
        self.position = number.end()
        return []

    def arguments(self, depth: int, closing: str = ")") -> list[list[Value]]:
        """What stands up to a closing bracket, separated by commas."""
        found: list[list[Value]] = []
        self.skip_space()
        while not self.peek(closing):
            found.append(self.expression(depth + 1))
            self.skip_space()
            if self.peek(","):
                self.position += 1
                self.skip_space()
            elif not self.peek(closing):
                raise Lost
            if len(found) > MOST_PARTS:
                raise Lost
        self.position += 1
        return found

    def _template(self, depth: int) -> list[Value]:
        parts: list[list[Value]] = []
        start = piece = self.position
        position = start + 1
        text = self.text
        begin = position
        while True:
            if position >= self.end or position - start > LONGEST:
                raise Lost
            character = text[position]
            if character == "\\":
                position += 2
            elif character == "`" or text.startswith("${", position):
                value = unescaped(text[begin:position])
                is_last = character == "`"
                if value or is_last:
                    parts.append([(Text(value, piece, position + is_last),)])
                if is_last:
                    self.position = position + 1
                    return joined(parts)
                self.position = position + 2
                parts.append(self.expression(depth + 1))
                self.expect("}")
                begin = piece = position = self.position
            else:
                position += 1

    def _returned(self, body: int, depth: int) -> list[Value]:
        self.position = body
        if not self.peek("{"):
            return self.expression(depth + 1)
        returned = _RETURN.match(self.text, body)
        if not returned:
            self.skip_brackets()
            return []
        self.position = returned.end()
        found = self.expression(depth + 1)
        self.position = body
        self.skip_brackets()
        return found

    def _named(self, path: str, start: int, depth: int) -> list[Value]:
        path = re.sub(r"""\??\.?\[["']([^"']*)["']\]""", r".\1", path).replace("?.", ".").replace(" ", "")
        last = path.rpartition(".")[2]
        if last == "fromCharCode":
            return self._characters(start)
        after = self.after_space()
        if not self.text.startswith("(", after):
            return [] if path in _CONSTANTS else [(Name(path, start),)]
        self.position = after + 1
        arguments = self.arguments(depth)
        first = arguments[0] if arguments else []
        if last in {"atob", "decodeURIComponent", "decodeURI", "unescape"} or (last == "from" and "Buffer" in path):
            second = "".join(part.value for part in arguments[1][0] if isinstance(part, Text)) if arguments[1:2] else ""
            plain = (decoded(last, second, value, start, self.position) for value in first)
            return [value for value in plain if value is not None]
        if last in {"String", "resolve", "freeze", "trim"}:
            return first
        return [(Name(path, start, is_called=True),)]

    def _characters(self, start: int) -> list[Value]:
        found = characters(self.text, start, self.position)
        if found is None:
            raise Lost
        value, self.position = found
        return value

    def _methods(self, found: list[Value], depth: int) -> list[Value]:
        """What methods make of text: `.split("").reverse().join("")`, `.concat(e)`, `.trim()`."""
        for _ in range(MOST_PARTS):
            cast = _CAST.match(self.text, self.position)
            if cast:
                self.position = cast.end()
                continue
            method = _METHOD.match(self.text, self.position)
            if not method:
                break
            self.position = method.end()
            arguments = self.arguments(depth)
            if method[1] == "concat":
                found = joined([found, *arguments])
            elif method[1] == "reverse":
                found = [turned(value) for value in found]
            elif method[1] in {"slice", "toLowerCase"}:
                found = []
        if self.text.startswith((".", "?.", "[", "("), self.position):
            # Something else is made of it: a member, an element, a result.
            while self.text.startswith((".", "?.", "[", "("), self.position):
                member = re.compile(r"\??\.\s?[\w$#]{1,80}").match(self.text, self.position)
                if member:
                    self.position = member.end()
                else:
                    self.skip_brackets()
            return []
        return found


_CONSTANTS = frozenset({"null", "undefined", "true", "false", "NaN"})
