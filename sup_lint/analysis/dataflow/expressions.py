"""What text put together, choices and operators give."""

import operator
from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.dataflow import conditions, languages
from sup_lint.analysis.dataflow.values import UNKNOWN, Constant, Entries, Frame, Items, Values, one, union
from sup_lint.analysis.python import formatting, operations

if TYPE_CHECKING:
    from sup_lint.analysis.dataflow.engine import Flow


def join(flow: "Flow", node: model.Join, frame: Frame) -> Values:
    """The text that is put together from parts."""
    parts = [flow.evaluate(part, frame) for part in node.parts]
    if languages.is_javascript(frame.program):
        from sup_lint.analysis.dataflow.javascript import text

        return operations.concatenate(text.joined(flow, parts, frame))
    if flow.sources is not None and node.how != "+":
        parts = [flow.sources.shown(part, "") for part in parts]
    return operations.concatenate(parts)


def choice(flow: "Flow", node: model.Choice, frame: Frame) -> Values:
    """The values of all options, without those that a decided test leaves out."""
    options = node.options
    if flow.sources is not None:
        options = conditions.chosen(flow, node, frame)
    return union([flow.evaluate(each, frame) for each in options])


def formatted(flow: "Flow", node: model.Formatted, frame: Frame) -> Values:
    """A value as the text around shows it."""
    values = flow.evaluate(node.value, frame)
    if languages.is_javascript(frame.program):
        from sup_lint.analysis.dataflow.javascript import text

        return text.in_text(flow, values, frame)
    if flow.sources is not None:
        values = flow.sources.shown(values, node.conversion)
    if node.specification is None:
        return formatting.formatted(values, node.conversion, "")
    specification = next(iter(flow.evaluate(node.specification, frame).texts()), "")
    return formatting.formatted(values, node.conversion, specification)


def operation(flow: "Flow", node: model.Operation, frame: Frame) -> Values:
    """What an operator gives for its operands."""
    if len(node.operands) == 1 and node.operator == "-":
        return operations.apply(operator.neg, [flow.evaluate(node.operands[0], frame)])
    if node.operator == "not" and languages.is_javascript(frame.program):
        decided = conditions.truth(flow, node, frame)
        return UNKNOWN if decided is None else one(Constant(decided))
    if len(node.operands) != 2:
        return UNKNOWN
    left, right = (flow.evaluate(operand, frame) for operand in node.operands)
    if node.operator == "%":
        found = [
            formatting.percent_text(template, value)
            for template in left.constants()
            for value in right
            if isinstance(template.value, str) and isinstance(value, Items | Entries)
        ]
        if found:
            return union(found)
    return operations.operate(node.operator, left, right)
