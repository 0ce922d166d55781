"""JavaScript's operators and assignments."""

from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.javascript.expressions import ExpressionLowering
from sup_lint.analysis.javascript.positions import Positions

if TYPE_CHECKING:
    from tree_sitter import Node

_OPERATORS = {"===": "==", "!==": "!=", "!": "not"}
_CHOOSING = {"||": "or", "??": "or", "&&": "and"}


class OperatorLowering(ExpressionLowering):
    """Lowers operators; what patterns add to assignments comes with the class for them."""

    def __init__(self, positions: Positions) -> None:
        super().__init__(positions)
        self._lowerings |= {
            "binary_expression": self._binary,
            "unary_expression": self._unary,
            "update_expression": self._update,
            "ternary_expression": self._ternary,
            "assignment_expression": self._assignment,
            "augmented_assignment_expression": self._augmented,
        }

    def _binary(self, node: "Node") -> model.Node:
        # `a + b + c + …` is as deep as it is long: go down its left side without recursion.
        operator = self.operator_of(node)
        operands: list[Node] = []
        rest = node
        while rest.type == "binary_expression" and self.operator_of(rest) == operator:
            left, right = rest.child_by_field_name("left"), rest.child_by_field_name("right")
            if left is None or right is None:
                return model.Unknown(self.region(node), self.all_of(node))
            operands.append(right)
            if operator not in {"+", *_CHOOSING}:
                operands.append(left)
                break
            rest = left
        else:
            operands.append(rest)
        lowered = tuple(self.lower(operand) for operand in reversed(operands))
        if operator in _CHOOSING:
            return model.Choice(self.region(node), lowered, _CHOOSING[operator])
        if operator == "+" and not all(_is_number(operand) for operand in lowered):
            return model.Join(self.region(node), lowered, "+")
        return model.Operation(self.region(node), _OPERATORS.get(operator, operator), lowered)

    def operator_of(self, node: "Node") -> str:
        """The operator of an expression, as the source spells it."""
        operator = node.child_by_field_name("operator")
        return "" if operator is None else self.text(operator)

    def _unary(self, node: "Node") -> model.Node:
        operand = self.lower_field(node, "argument") or model.Unknown(self.region(node))
        operator = self.operator_of(node)
        if operator == "void":
            return model.Unknown(self.region(node), (operand,))
        return model.Operation(self.region(node), _OPERATORS.get(operator, operator), (operand,))

    def _update(self, node: "Node") -> model.Node:
        operand = self.lower_field(node, "argument") or model.Unknown(self.region(node))
        return model.Operation(self.region(node), self.operator_of(node), (operand,))

    def _ternary(self, node: "Node") -> model.Node:
        parts = [self.lower_field(node, name) for name in ("consequence", "alternative", "condition")]
        first, second, test = (part or model.Unknown(self.region(node)) for part in parts)
        return model.Choice(self.region(node), (first, second), "ternary", test)

    def _assignment(self, node: "Node") -> model.Node:
        left, value = node.child_by_field_name("left"), self.lower_field(node, "right")
        if left is None or value is None:
            return model.Unknown(self.region(node), self.all_of(node))
        return model.Bind(self.region(node), self.target(left, []), value)

    def _augmented(self, node: "Node") -> model.Node:
        left, value = node.child_by_field_name("left"), self.lower_field(node, "right")
        if left is None or value is None:
            return model.Unknown(self.region(node), self.all_of(node))
        operator = self.operator_of(node).removesuffix("=")
        region = self.region(node)
        # The target is read before it is written: two nodes for the two roles.
        before = self.lower(left)
        if operator in _CHOOSING:
            total: model.Node = model.Choice(region, (before, value), _CHOOSING[operator])
        elif operator == "+":
            total = model.Join(region, (before, value), "+")
        else:
            total = model.Operation(region, operator, (before, value))
        return model.Bind(region, self.target(left, []), total, how=f"{operator}=")

    def target(self, node: "Node", defaults: list[model.Node]) -> model.Node:  # noqa: ARG002 - patterns have them
        """Lower the target of an assignment; defaults in a pattern are appended as statements to follow it."""
        return self.lower(node)


def _is_number(node: model.Node) -> bool:
    if isinstance(node, model.Operation):
        return all(_is_number(operand) for operand in node.operands)
    return isinstance(node, model.Literal) and isinstance(node.value, int | float) and node.value is not True
