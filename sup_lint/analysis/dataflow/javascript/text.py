"""What values are as text: in template strings, in sums, as an argument of `String`."""

from typing import TYPE_CHECKING

from sup_lint.analysis.dataflow import calls, classes, objects
from sup_lint.analysis.dataflow.values import (
    UNKNOWN,
    Arguments,
    Constant,
    Entries,
    External,
    Frame,
    FunctionValue,
    InstanceValue,
    Items,
    Value,
    Values,
    one,
    union,
)
from sup_lint.analysis.javascript import lists, mappings, texts

if TYPE_CHECKING:
    from sup_lint.analysis.dataflow.engine import Flow


def in_text(flow: "Flow", values: Values, frame: Frame) -> Values:
    """The values as text shows them: lists joined, objects by their `toString` or not at all, errors by message."""
    if all(isinstance(value, Constant) and isinstance(value.value, str | int | bytes) for value in values) and not any(
        isinstance(each.value, bool) for each in values.constants()
    ):
        return values
    found = [_as_text(flow, value, frame) for value in values]
    return union([*found, *([] if values.exact else [UNKNOWN])])


def joined(flow: "Flow", parts: list[Values], frame: Frame) -> list[Values]:
    """The operands of a sum: with text among them all are text."""
    is_text = any(isinstance(each.value, str) for values in parts for each in values.constants())
    return [in_text(flow, values, frame) for values in parts] if is_text else parts


def _as_text(flow: "Flow", value: Value, frame: Frame) -> Values:
    match value:
        case Constant():
            is_plain = isinstance(value.value, str | bytes)
            return one(value if is_plain else Constant(texts.spelled(value.value), value.origins))
        case Items():
            plain = Items(tuple(in_text(flow, item, frame) for item in value.items))
            return lists.method(plain, "join", []) or UNKNOWN
        case Entries():
            known = mappings.method(value, "toString", [])
            return known if known is not None else UNKNOWN
        case InstanceValue():
            methods = [
                each for each in objects.member(flow, value, "toString") or () if isinstance(each, FunctionValue)
            ]
            if methods:
                return union([calls.call(flow, each, Arguments((), frame), None) for each in methods])
            if any(name.endswith(("Error", "Exception")) for name in classes.external_bases(flow, value.made_of)):
                return _shown(flow, value)
            return one(Constant("[object Object]"))
        case External():
            is_error = value.name.endswith(("Error()", "Exception()"))
            return _shown(flow, value) if is_error else one(value)
    return UNKNOWN


def _shown(flow: "Flow", value: Value) -> Values:
    return flow.sources.shown(one(value), "") if flow.sources is not None else UNKNOWN
