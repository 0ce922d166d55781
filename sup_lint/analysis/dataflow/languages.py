"""The tables of a program's language: what its own functions, methods and properties do to known values."""

from typing import Protocol

from sup_lint.analysis.dataflow.values import Value, Values
from sup_lint.analysis.program import Program
from sup_lint.analysis.python import semantics as python
from sup_lint.sources.language import family_of


class Semantics(Protocol):
    """What each language's module of this name has; the results are None for what isn't known."""

    def function(self, name: str, arguments: list[Values], named: dict[str, Values]) -> Values | None:
        """What calling the function of this dotted name (builtins without a prefix) gives."""
        ...

    def method(self, receiver: Value, name: str, arguments: list[Values], named: dict[str, Values]) -> Values | None:
        """What calling a method of a known value gives."""
        ...


def is_javascript(program: Program) -> bool:
    """Whether a program was written in JavaScript, TypeScript or a language that holds scripts of theirs."""
    return program.language == "javascript"


def property_of(program: Program, value: Value, name: str) -> Values | None:
    """A property of a known value that every such value has in a program's language: `text.length`, `keys.first`."""
    if is_javascript(program):
        from sup_lint.analysis.javascript import semantics

        return semantics.attribute(value, name)
    if family_of(program.language) == "lexical":
        from sup_lint.analysis.lexical import semantics as lexical

        return lexical.attribute(value, name)
    return None


def semantics_of(program: Program) -> Semantics:
    """The tables of a program's language, imported when the first such program comes."""
    if is_javascript(program):
        from sup_lint.analysis.javascript import semantics

        return semantics
    if family_of(program.language) == "lexical":
        from sup_lint.analysis.lexical import semantics as lexical

        return lexical
    return python
