"""Places in comparisons with a key: by operators, by functions that compare, by what tests expect."""

from collections.abc import Iterator
from dataclasses import replace

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.places.naming import Naming
from sup_lint.analysis.places.place import Place
from sup_lint.analysis.program import Node
from sup_lint.keys.names import is_key_header, is_key_name

_COMPARING = frozenset(
    {
        "compare_digest",
        "assertEqual",
        "assertEquals",
        "assertNotEqual",
        "assertIn",
        "assertNotIn",
        "assertIs",
        "assert_equal",
        "eq_",
        "timingSafeEqual",
        "safeCompare",
        "equal",
        "equals",
        "strictEqual",
        "deepEqual",
        "deepStrictEqual",
        "isEqual",
    }
)
# Of Go's and .NET's tests: assert.Equal(t, "…", key).
_COMPARING_LAST = frozenset({"Equal", "NotEqual", "EqualValues", "AreEqual", "AreNotEqual", "assert_eq", "assert_ne"})
_COMPARING_RECEIVER = frozenset({"equals", "equalsIgnoreCase", "contentEquals", "Equals", "isEqualToString"})
# expect(key).toBe("…"): what stands in the call before is compared.
_EXPECTING = frozenset({"toBe", "toEqual", "toStrictEqual", "eq", "eql", "toContain", "toMatch", "toHaveValue"})
_CONTAINING = frozenset({"includes", "indexOf", "has"})
_BORDERING = frozenset({"startswith", "endswith", "startsWith", "endsWith"})


class Comparisons:
    """Finds what is compared with a key in one program, whose names `naming` knows."""

    def __init__(self, naming: Naming) -> None:
        self._naming = naming

    def of_wholes(self, node: model.Call, callee: str) -> Iterator[Place]:
        """Yield what a call of a function named `callee` compares with a key as a whole."""
        if callee in _COMPARING and len(node.arguments) > 1:
            yield from self.compared([argument.value for argument in node.arguments[:2]], node)
        if callee in _COMPARING_LAST and len(node.arguments) > 1:
            yield from self.compared([argument.value for argument in node.arguments[:3][-2:]], node)
        if callee in _COMPARING_RECEIVER and len(node.arguments) == 1 and isinstance(node.function, model.Attribute):
            yield from self.compared([node.function.value, node.arguments[0].value], node)
        if callee in _EXPECTING and node.arguments:
            yield from self._expected(node)

    def of_parts(self, node: model.Call, callee: str) -> Iterator[Place]:
        """Yield what a call of a method named `callee` looks for in a key, or looks for a key in."""
        if not isinstance(node.function, model.Attribute):
            return
        if callee in _CONTAINING:
            yield from self._contained(node.function.value, node)
        if callee in _BORDERING:
            for place in self.compared(
                [node.function.value, *(argument.value for argument in node.arguments[:1])], node
            ):
                yield replace(place, shaped=True)

    def compared(self, operands: list[Node], user: Node) -> Iterator[Place]:
        """Yield what is compared with a key."""
        for operand in operands:
            name = self._naming.names_key(operand)
            if not name:
                continue
            certain = is_key_name(name) or is_key_header(name)
            for other in operands:
                if other is operand:
                    continue
                items = other.items if isinstance(other, model.Sequence) else (other,)
                for item in items:
                    yield Place(item, "comparison", name, certain=certain, user=user)

    def _expected(self, node: model.Call) -> Iterator[Place]:
        """What a test expects a key to be: expect(headers["x-sup-api-key"]).toBe("…")."""
        inner = node.function.value if isinstance(node.function, model.Attribute) else node
        while isinstance(inner, model.Attribute):  # expect(key).to.be.eq("…")
            inner = inner.value
        if isinstance(inner, model.Call) and inner.arguments and last_name(inner.function) in {"expect", "assertThat"}:
            yield from self.compared([inner.arguments[0].value, node.arguments[0].value], node)

    def _contained(self, several: Node, node: model.Call) -> Iterator[Place]:
        """What is compared by [key, …].includes(value) and text.includes(part)."""
        if isinstance(several, model.Sequence):
            yield from self.compared([*(argument.value for argument in node.arguments[:1]), several], node)
        else:
            for place in self.compared([several, *(argument.value for argument in node.arguments[:1])], node):
                yield replace(place, shaped=True)
