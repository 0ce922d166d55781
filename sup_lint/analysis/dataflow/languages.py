"""The tables of a program's language: what its own functions, methods and properties do to known values."""

from typing import Protocol

from sup_lint.analysis.dataflow.values import Constant, Value, Values
from sup_lint.analysis.program import Program
from sup_lint.analysis.python import semantics as python


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


def property_of(value: Value, name: str) -> Values | None:
    """A property of a known value that every such value has in JavaScript: `text.length`."""
    from sup_lint.analysis.javascript import semantics

    return semantics.attribute(value, name)


def spelled(parts: list[Values], *, is_text: bool) -> list[Values]:
    """The parts of a sum as JavaScript puts them together: `true` and `null` beside text are text."""
    is_text = is_text or any(isinstance(each.value, str) for values in parts for each in values.constants())
    return [_spelled(values) if is_text else values for values in parts]


def _spelled(values: Values) -> Values:
    if all(not isinstance(each.value, bool | float | None) for each in values.constants()):
        return values
    from sup_lint.analysis.javascript import texts

    return Values(
        tuple(
            Constant(texts.spelled(each.value), each.origins)
            if isinstance(each, Constant) and isinstance(each.value, bool | float | None)
            else each
            for each in values
        ),
        values.exact,
    )


def semantics_of(program: Program) -> Semantics:
    """The tables of a program's language, imported when the first such program comes."""
    if not is_javascript(program):
        return python
    from sup_lint.analysis.javascript import semantics

    return semantics
