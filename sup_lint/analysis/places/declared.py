"""Defaults that a schema gives a setting: z.string().default(…), optional(string(), …)."""

from collections.abc import Iterator

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.program import Node

# Methods (zod, joi, yup, env-var) whose argument stands in for a missing value, and functions (valibot) of which the
# second one does.
_METHODS = frozenset({"default", "catch", "prefault", "fallback", "failover", "withDefault"})
_FUNCTIONS = frozenset({"optional", "nullish", "nullable", "fallback", "withDefault", "defaulted"})
_LONGEST_CHAIN = 12


def declared_defaults(node: Node) -> Iterator[Node]:
    """Yield the expressions that a declaration gives as its default; nothing for what isn't one."""
    current: Node = node
    for _ in range(_LONGEST_CHAIN):
        if not isinstance(current, model.Call):
            return
        name, arguments = last_name(current.function), current.arguments
        if name in _METHODS and len(arguments) == 1 and isinstance(current.function, model.Attribute):
            yield arguments[0].value
        elif name in _FUNCTIONS and len(arguments) > 1:
            yield arguments[1].value
        current = current.function.value if isinstance(current.function, model.Attribute) else current.function
