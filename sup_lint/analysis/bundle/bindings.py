"""What a name of minified code stands for: followed by text to the nearest definition whose block is open."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, product

from sup_lint.analysis.bundle.calls import body_behind, calls_of, parameter_at
from sup_lint.analysis.bundle.cursor import member_at
from sup_lint.analysis.bundle.expressions import arguments_at, values_at
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

_NEAR = 20_000
_MEMBER_REACH = 6_000
_MOST_OCCURRENCES = 3_000
_MOST_DEFINITIONS = 12
_DEEPEST = 6
_MOST_CONSTANTS = 6
_BRACES = re.compile("[{}]")
_SHAPED = re.compile(r"""["'`]([A-Za-z0-9_-]{20,128})["'`]""")
_SET = re.compile(r"([A-Za-z_$][\w$]*)\s*[=:]\s*$", re.ASCII)
_LONGEST_NAME = 70
_IMPORT = re.compile(
    r"""\bimport\s*(?:([\w$]{1,40})\s*,?\s*)?(?:\{([^{}]{0,8000})\}\s*)?from\s*["']([^"'\n]{1,300})["']"""
)
_IMPORTED = re.compile(r"([\w$]+)(?:\s+as\s+([\w$]+))?")
_EXPORTS = re.compile(r"\bexport\s*\{([^{}]{0,20000})\}")
_ASSIGNS = re.compile(r"\s*=(?![=>])\s*")
_MEMBER_NAMES = r"""["']?\s*(?::|=(?![=>]))\s*"""


class Effort:
    """How many places and names may still be looked at: who names the key ten thousand times must not take hours."""

    def __init__(self, names: int = 5_000) -> None:
        self._left = names

    @property
    def is_exhausted(self) -> bool:
        return self._left <= 0

    def spend(self) -> bool:
        """Count one name or place; tells whether it may be looked at."""
        self._left -= 1
        return self._left > 0

    def give_up(self) -> None:
        """Look at nothing more."""
        self._left = 0


class Bindings:
    """Follows the names of one text; `chunk` reads another file of the same bundle."""

    def __init__(self, text: str, chunk: ChunkReader | None = None, effort: Effort | None = None) -> None:
        self.text = text
        self._chunk = chunk
        self._effort = effort or Effort()
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
        if depth >= _DEEPEST or key in self._visited or not self._effort.spend():
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
            elif (body := body_behind(text, *match.span())) is not None and self._holds(body, position):
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
        parameter = parameter_at(self.text, name, place, member)
        found: list[Constant] = []
        for start in calls_of(self.text, parameter) if parameter else ():
            if parameter is None or len(found) >= _MOST_DEFINITIONS:
                break
            if parameter.member:
                found += self._members_of(start, parameter.member, depth) if parameter.index == 0 else ()
                continue
            arguments = arguments_at(self.text, start)
            if parameter.index < len(arguments):
                found += self.constants(arguments[parameter.index], depth + 1)
        return [Constant(each.pieces, sure=False, chunk=each.chunk) for each in found]

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
            if is_open or self._is_declared_around(name, start, position):
                found.append(Constant((Text(self.text[start + 1 : end - 1], start, end),)))
        return found

    def _is_declared_around(self, name: str, assigned: int, position: int) -> bool:
        """Whether the variable that is set in a block of its own is declared in one that holds both places."""
        first = min(assigned, position)
        declared = re.compile(rf"\b(?:var|let)\s(?:[\w$\s]{{1,40}},){{0,200}}\s?{re.escape(name)}\s?[,;]")
        declarations = list(declared.finditer(self.text, max(0, first - _NEAR), first))
        return any(self._holds(each.end(), assigned) and self._holds(each.end(), position) for each in declarations)

    @cached_property
    def _shaped(self) -> dict[str, list[tuple[int, int]]]:
        """Where each name is set to a literal that looks like a key."""
        found: dict[str, list[tuple[int, int]]] = {}
        for match in _SHAPED.finditer(self.text):
            name = _SET.search(self.text, max(0, match.start() - _LONGEST_NAME), match.start())
            if name and is_key_shaped(match[1]):
                found.setdefault(name[1], []).append(match.span())
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

    def _from_chunk(self, path: str, exported: str, member: str = "") -> list[Constant]:
        """What another file exports under a name, or a member of it."""
        text = self._chunk(path) if self._chunk else None
        if text is None:
            return []
        local = exported
        for match in _EXPORTS.finditer(text):
            for each in _IMPORTED.finditer(match[1]):
                if (each[2] or each[1]) == exported:
                    local = each[1]
        if exported == "default" and local == exported:
            definition = re.compile(r"\bexport\s+default\s+")
        else:
            definition = re.compile(rf"(?<![\w$.]){re.escape(local)}(?:\s*:\s*[\w$<>]{{1,40}})?\s*=(?![=>])\s*")
        for match in islice(definition.finditer(text), _MOST_DEFINITIONS):
            bindings = Bindings(text, effort=self._effort)
            inside = list(
                bindings._members_of(match.end(), member, 1)
                if member
                else bindings.constants(values_at(text, match.end()))
            )
            if inside:
                return [Constant(each.pieces, each.sure, path) for each in inside]
        return []
