"""What a name of minified code stands for: followed by text to the nearest definition whose block is open."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, product

from sup_lint.analysis.bundle.expressions import arguments_at, member_at, values_at
from sup_lint.analysis.bundle.values import Name, Text, Value
from sup_lint.analysis.bundle.vendors import is_anothers
from sup_lint.keys.formats import is_key_shaped


@dataclass(frozen=True, slots=True)
class Constant:
    """A text that a name may stand for: its literals with their offsets, joined in this order.

    Not `sure` where only the name led there, not the blocks. `chunk` is the file that the literals stand in, by the
    path under which the code imports it; empty for the code itself.
    """

    pieces: tuple[Text, ...]
    sure: bool = True
    chunk: str = ""

    @property
    def value(self) -> str:
        return "".join(piece.value for piece in self.pieces)


# Gives the text of another file of the bundle by its path as an import spells it.
ChunkReader = Callable[[str], "str | None"]

_NEAR = 40_000
_MEMBER_REACH = 6_000
_MOST_OCCURRENCES = 3_000
_MOST_DEFINITIONS = 12
_MOST_CALLS = 40
_DEEPEST = 6
_MOST_CONSTANTS = 6
_BRACES = re.compile("[{}]")
_SHAPED = re.compile(r"""([A-Za-z_$][\w$]{0,60})\s*[=:]\s*["'`]([A-Za-z0-9_-]{20,128})["'`]""", re.ASCII)
_IMPORT = re.compile(
    r"""\bimport\s*(?:([\w$]{1,40})\s*,?\s*)?(?:\{([^{}]{0,8000})\}\s*)?from\s*["']([^"'\n]{1,300})["']"""
)
_IMPORTED = re.compile(r"([\w$]+)(?:\s+as\s+([\w$]+))?")
_EXPORTS = re.compile(r"\bexport\s*\{([^{}]{0,20000})\}")
_ASSIGNS = re.compile(r"\s*=(?![=>])\s*")
_ARROW = re.compile(r"\s*=>")
_PARAMETER_LIST = re.compile(r"\(([^()]{0,300})$")
_REST_OF_LIST = re.compile(r"[^()]{0,300}\)\s*(?:=>\s*)?(?=(\{)?)")
_ARROW_LIST = re.compile(r"[^()]{0,300}\)\s*=>")
_CALLEE = re.compile(
    r"(?:(?:function\s*\*?\s*|async\s+)?([\w$#]+)\s*|([\w$.#]+)\s*[=:]\s*(?:async\s*)?(?:function\s*)?)$", re.ASCII
)
_CLASS = re.compile(r"(?:\bclass\s+([\w$]+)|([\w$]+)\s*=\s*class\b)[^{};]{0,120}\{", re.ASCII)
_NO_FUNCTIONS = frozenset({"if", "for", "while", "switch", "catch", "with", "return", "function"})
_MEMBER_NAMES = r"""["']?\s*(?::|=(?![=>]))\s*"""


class Bindings:
    """Follows the names of one text; `chunk` reads another file of the same bundle."""

    def __init__(self, text: str, chunk: ChunkReader | None = None) -> None:
        self.text = text
        self._chunk = chunk
        self._visited: set[tuple[str, int]] = set()

    def constants(self, values: list[Value], depth: int = 0) -> list[Constant]:
        """The texts that the values of an expression may be, names followed."""
        if depth == 0:
            self._visited.clear()
        found: list[Constant] = []
        for value in values:
            parts = [[Constant((part,))] if isinstance(part, Text) else self._named(part, depth) for part in value]
            for chosen in islice(product(*parts), _MOST_CONSTANTS):
                chunks = {each.chunk for each in chosen if each.value}
                if len(chunks) <= 1:
                    pieces = tuple(piece for each in chosen for piece in each.pieces)
                    found.append(Constant(pieces, all(each.sure for each in chosen), "".join(chunks)))
        return found

    # --- names ---------------------------------------------------------------------------------------------------

    def _named(self, name: Name, depth: int) -> list[Constant]:
        key = (name.path, name.start)
        if depth >= _DEEPEST or key in self._visited:
            return []
        self._visited.add(key)
        owner, _, last = name.path.rpartition(".")
        if owner:
            return self._member(owner, last.lstrip("#"), name.start, depth)
        return self._variable(name.path, name.start, depth)

    def _variable(self, name: str, position: int, depth: int) -> list[Constant]:
        for kind, place in self._bindings(name, position):
            if kind == "value":
                return self.constants(values_at(self.text, place), depth + 1)
            return self._passed(name, place, depth)
        imported = self._imports.get(name)
        if imported:
            return self._from_chunk(*imported)
        return self._far(name, position)

    def _bindings(self, name: str, position: int) -> Iterator[tuple[str, int]]:
        """The definitions of a variable that hold at `position`, nearest first: where the value or parameter is."""
        pattern = re.compile(rf"(?<![\w$.]){re.escape(name)}(?![\w$])")
        text = self.text
        before = list(pattern.finditer(text, max(0, position - _NEAR), position))[-_MOST_OCCURRENCES:]
        for match in reversed(before):
            assigned = _ASSIGNS.match(text, match.end())
            if assigned:
                if self._holds(match.end(), position):
                    yield "value", assigned.end()
            elif self._is_parameter(match) and self._holds(match.end(), position):
                yield "parameter", match.start()
            elif text.endswith("function ", max(0, match.start() - 9), match.start()) and self._holds(
                match.start(), position
            ):
                yield "value", match.start() - 9
        for match in islice(pattern.finditer(text, position, position + _NEAR), _MOST_OCCURRENCES):
            assigned = _ASSIGNS.match(text, match.end())
            is_declared = text[max(0, match.start() - 6) : match.start()].endswith(("const ", "let ", "var ", ","))
            if assigned and is_declared and self._is_around(position, match.start()):
                yield "value", assigned.end()

    def _is_parameter(self, match: re.Match[str]) -> bool:
        text = self.text
        if _ARROW.match(text, match.end()):
            return True
        opened = _PARAMETER_LIST.search(text, max(0, match.start() - 301), match.start())
        if not opened or not _REST_OF_LIST.match(text, match.end()):
            return False
        if _ARROW_LIST.match(text, match.end()):
            return True
        rest = _REST_OF_LIST.match(text, match.end())
        if rest is None or rest[1] is None:
            return False
        callee = _CALLEE.search(text, max(0, opened.start() - 80), opened.start())
        return callee is not None and (callee[1] or "") not in _NO_FUNCTIONS - {"function"}

    def _holds(self, definition: int, position: int) -> bool:
        """Whether the block of a definition is still open at `position`."""
        depth = 0
        for brace in _BRACES.finditer(self.text, definition, position):
            depth += 1 if brace[0] == "{" else -1
            if depth < 0:
                return False
        return True

    def _is_around(self, position: int, definition: int) -> bool:
        """Whether a later definition stands in a block around `position`."""
        depth = lowest = 0
        for brace in _BRACES.finditer(self.text, position, definition):
            depth += 1 if brace[0] == "{" else -1
            lowest = min(lowest, depth)
        return depth == lowest

    # --- parameters ----------------------------------------------------------------------------------------------

    def _passed(self, name: str, place: int, depth: int, *, member: str = "") -> list[Constant]:
        """What the calls of a function give for its parameter at `place`, or for a member of it."""
        text = self.text
        opened = _PARAMETER_LIST.search(text, max(0, place - 301), place)
        if opened:
            inside, start = opened[1], opened.start()
        else:
            inside, start = "", place  # x => …
        callee = _CALLEE.search(text, max(0, start - 80), start)
        called = (callee[1] or callee[2] or "") if callee else ""
        if callee and callee[1] in {"function", "async"}:
            outer = re.search(
                r"([\w$.#]+)\s*[=:]\s*(?:async\s*)?$", text[max(0, callee.start() - 80) : callee.start(1)]
            )
            called = outer[1] if outer else ""
        called = called.rpartition(".")[2]
        is_class = called == "constructor"
        if is_class:
            classes = list(_CLASS.finditer(text, max(0, place - _NEAR), place))
            called = (classes[-1][1] or classes[-1][2]) if classes else ""
        if not called or called in _NO_FUNCTIONS:
            return []
        index = re.sub(r"\{[^{}]*\}|\[[^\[\]]*\]", "", inside).count(",")
        destructured = (
            re.search(r"(?:([\w$]+)\s*:\s*|[{,]\s*)$", inside) if inside.count("{") > inside.count("}") else None
        )
        if destructured:
            index = re.sub(r"\{[^{}]*$|\{[^{}]*\}", "", inside).count(",")
            member = destructured[1] or name
        return self.passed_to(called, index, member, place, is_class=is_class, depth=depth)

    def passed_to(
        self, called: str, index: int, member: str, near: int, *, is_class: bool, depth: int = 0
    ) -> list[Constant]:
        """What calls of a function near `near`, or of a class anywhere, give as argument `index`, or its member."""
        # Short names serve many functions: those of other modules are not meant.
        reach = 3 * _NEAR if len(called) <= 2 and not is_class else len(self.text)
        lead = r"\bnew\s+(?:[\w$]+\.)?" if is_class else r"(?<![\w$])(?<!function )"
        pattern = re.compile(rf"{lead}{re.escape(called)}\s*\(")
        found: list[Constant] = []
        for match in islice(pattern.finditer(self.text, max(0, near - reach), near + reach), _MOST_CALLS):
            start = match.end()
            if member:
                if index == 0:
                    found += self._members_of(start, member, depth)
                continue
            arguments = arguments_at(self.text, start)
            if index < len(arguments):
                found += self.constants(arguments[index], depth + 1)
        return [Constant(each.pieces, sure=False, chunk=each.chunk) for each in found[:_MOST_DEFINITIONS]]

    def _members_of(self, position: int, member: str, depth: int) -> Iterator[Constant]:
        names = re.compile(rf"""(?<![\w$.])["']?{re.escape(member)}["']?\s*:\s*""")
        for place in member_at(self.text, position, names):
            yield from self.constants(values_at(self.text, place), depth + 1)

    # --- members -------------------------------------------------------------------------------------------------

    def _member(self, owner: str, name: str, position: int, depth: int) -> list[Constant]:
        """What a member of this name holds: that of the object or argument which its owner is, or one nearby."""
        for kind, place in self._bindings(owner, position) if owner.isidentifier() and owner != "this" else ():
            if kind == "parameter":
                return self._passed(owner, place, depth, member=name)
            found = list(self._members_of(place, name, depth))
            if found:
                return found
            break
        exported = (
            rf"(?<![\w$.]){re.escape(name)}\s*:\s*(?:\(\)\s*=>\s*|function\(\)\s*\{{\s*return\s+)(?=[\w$]+[,}};])"
        )
        places = list(islice(re.finditer(exported, self.text), _MOST_DEFINITIONS))
        pattern = re.compile(rf"""(?<![\w$]){re.escape(name)}{_MEMBER_NAMES}""")
        near = list(pattern.finditer(self.text, max(0, position - _MEMBER_REACH), position + _MEMBER_REACH))
        near.sort(key=lambda match: abs(match.start() - position))
        return [
            Constant(constant.pieces, sure=False, chunk=constant.chunk)
            for match in (*near[:_MOST_DEFINITIONS], *places)
            for constant in self.constants(values_at(self.text, match.end()), depth + 1)
            if not is_anothers(self.text, match.end())
        ]

    # --- far away ------------------------------------------------------------------------------------------------

    def _far(self, name: str, position: int) -> list[Constant]:
        """Key-shaped literals far away that a variable of this name is set to, in a block that is still open."""
        found = []
        for start, end in islice(self._shaped.get(name, ()), _MOST_DEFINITIONS):
            is_open = self._holds(start, position) if start < position else self._is_around(position, start)
            if is_open:
                found.append(Constant((Text(self.text[start + 1 : end - 1], start, end),)))
        return found

    @cached_property
    def _shaped(self) -> dict[str, list[tuple[int, int]]]:
        """Where each name is set to a literal that looks like a key."""
        found: dict[str, list[tuple[int, int]]] = {}
        for match in _SHAPED.finditer(self.text):
            if is_key_shaped(match[2]):
                found.setdefault(match[1], []).append((match.start(2) - 1, match.end(2) + 1))
        return found

    @cached_property
    def _imports(self) -> dict[str, tuple[str, str]]:
        """The chunk and the name there of every name that is imported."""
        found: dict[str, tuple[str, str]] = {}
        for match in _IMPORT.finditer(self.text) if self._chunk else ():
            if match[1]:
                found[match[1]] = (match[3], "default")
            for each in _IMPORTED.finditer(match[2] or ""):
                found[each[2] or each[1]] = (match[3], each[1])
        return found

    def _from_chunk(self, path: str, exported: str) -> list[Constant]:
        text = self._chunk(path) if self._chunk else None
        if text is None:
            return []
        local = exported
        for match in _EXPORTS.finditer(text):
            for each in _IMPORTED.finditer(match[1]):
                if (each[2] or each[1]) == exported:
                    local = each[1]
        definition = re.compile(rf"(?<![\w$.]){re.escape(local)}\s*=(?![=>])\s*")
        for match in islice(definition.finditer(text), _MOST_DEFINITIONS):
            inside = Bindings(text).constants(values_at(text, match.end()))
            if inside:
                return [Constant(each.pieces, each.sure, path) for each in inside]
        return []
