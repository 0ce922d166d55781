"""What is left of a value in a log whose logger hides some of it by paths."""

from typing import TYPE_CHECKING

from sup_lint.analysis.dataflow import records
from sup_lint.analysis.dataflow.javascript import methods
from sup_lint.analysis.dataflow.values import (
    Constant,
    Entries,
    InstanceValue,
    Items,
    Value,
    Values,
    as_text,
    one,
    sources_of,
)
from sup_lint.analysis.redaction.loggers import Path, Redaction

if TYPE_CHECKING:
    from sup_lint.analysis.dataflow.engine import Flow

_MASKED = one(Constant("[Redacted]"))
_ANY = "*"
_DEEPEST = 8


class Hiding:
    """Hides by the paths of one logger; `used` are those that led to a secret."""

    def __init__(self, flow: "Flow", redaction: Redaction) -> None:
        self._flow = flow
        self._redaction = redaction
        self.used: list[Path] = []

    def left(self, values: Values, *, is_error: bool = False, is_nested: bool = True) -> Values:
        """What shows of the object that is logged.

        An error is logged under the key `err`; with `is_nested` any object under the key that the logger nests by.
        """
        around = [self._redaction.nested] if self._redaction.nested and is_nested else []
        around += ["err"] if is_error else []
        paths = [(path, path.names) for path in self._redaction.paths]
        for name in around:
            paths = [(path, rest[1:]) for path, rest in paths if rest[:1] in {(name,), (_ANY,)} and len(rest) > 1]
        return self._of(values, paths, 0) if paths else values

    def _of(self, values: Values, paths: list[tuple[Path, tuple[str, ...]]], depth: int) -> Values:
        if depth > _DEEPEST:
            return values
        return Values(tuple(self._of_value(value, paths, depth) for value in values), values.exact)

    def _of_value(self, value: Value, paths: list[tuple[Path, tuple[str, ...]]], depth: int) -> Value:
        if isinstance(value, InstanceValue):
            value = records.as_entries(self._flow, value)
        match value:
            case Entries(by_methods=False):
                held = {
                    key: self._under(str(as_text(key) or key), each, paths, depth, any_case=value.any_case)
                    for key, each in value.entries.items()
                }
                rest = self._under(_ANY, value.rest, paths, depth, any_case=False)
                return Entries(held, rest, value.any_case, value.by_name)
            case Items():
                return Items(
                    tuple(
                        self._under(str(index), item, paths, depth, any_case=False)
                        for index, item in enumerate(value.items)
                    )
                )
        return value

    def _under(
        self, key: str, values: Values, paths: list[tuple[Path, tuple[str, ...]]], depth: int, *, any_case: bool
    ) -> Values:
        """What is left of the values under a key."""
        inner: list[tuple[Path, tuple[str, ...]]] = []
        for path, (name, *rest) in paths:
            if name in {_ANY, key} or (any_case and name.lower() == key.lower()):
                if not rest:
                    self.used.append(path)
                    return self._censored(values)
                inner.append((path, tuple(rest)))
        return self._of(values, inner, depth + 1) if inner else values

    def _censored(self, values: Values) -> Values:
        """What a logger puts in the place of values: a mask, or what a function makes of them."""
        censors = list(self._redaction.censors)
        if not censors:
            return _MASKED
        known = Values(tuple(value for value in values if sources_of(value)), values.exact)
        return methods.called(self._flow, [*censors], [known], self._flow.frame(censors[0].program))
