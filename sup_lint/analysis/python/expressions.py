"""Python expressions, from libcst nodes to the program model."""

from collections.abc import Callable
from collections.abc import Sequence as SequenceType
from typing import Any

import libcst as cst

from sup_lint.analysis import program as model
from sup_lint.analysis.python import strings, templates
from sup_lint.analysis.python.positions import Positions
from sup_lint.model.region import Region

_UNARY = {"Not": "not", "Minus": "-", "Plus": "+", "BitInvert": "~"}
_BINARY = {
    "Add": "+", "Subtract": "-", "Multiply": "*", "MatrixMultiply": "@", "Divide": "/", "FloorDivide": "//",
    "Modulo": "%", "Power": "**", "LeftShift": "<<", "RightShift": ">>", "BitOr": "|", "BitAnd": "&", "BitXor": "^",
}  # fmt: skip
_COMPARING = {
    "Equal": "==", "NotEqual": "!=", "LessThan": "<", "LessThanEqual": "<=", "GreaterThan": ">",
    "GreaterThanEqual": ">=", "In": "in", "NotIn": "not in", "Is": "is", "IsNot": "is not",
}  # fmt: skip
_CONSTANTS = {"True": True, "False": False, "None": None}


class ExpressionLowering:
    """Lowers expressions of one module; `positions` tells where its nodes stand."""

    def __init__(self, positions: Positions) -> None:
        self.region = positions.region
        self._lowerings: dict[type[cst.CSTNode], Callable[[Any], model.Node]] = {
            cst.Name: self._name,
            cst.SimpleString: self._simple_string,
            cst.ConcatenatedString: self._concatenated_string,
            cst.FormattedString: self._template,
            cst.TemplatedString: self._template,
            cst.Integer: self._number,
            cst.Float: self._number,
            cst.Imaginary: self._number,
            cst.Ellipsis: lambda node: model.Literal(self.region(node), ...),
            cst.Attribute: lambda node: model.Attribute(self.region(node), self.lower(node.value), node.attr.value),
            cst.Subscript: self._subscript,
            cst.Call: self._call,
            cst.Dict: self._dict,
            cst.List: lambda node: self._display(node, "list"),
            cst.Tuple: lambda node: self._display(node, "tuple"),
            cst.Set: lambda node: self._display(node, "set"),
            cst.BinaryOperation: self._binary,
            cst.BooleanOperation: self._boolean,
            cst.UnaryOperation: lambda node: model.Operation(
                self.region(node), _UNARY[type(node.operator).__name__], (self.lower(node.expression),)
            ),
            cst.Comparison: self._comparison,
            cst.IfExp: lambda node: model.Choice(
                self.region(node),
                (self.lower(node.body), self.lower(node.orelse)),
                "ternary",
                self.lower(node.test),
            ),
            cst.Lambda: self._lambda,
            cst.NamedExpr: lambda node: model.Bind(
                self.region(node), self.lower(node.target), self.lower(node.value), ":="
            ),
            cst.Await: lambda node: model.Await(self.region(node), self.lower(node.expression)),
            cst.Yield: self._yield,
            cst.ListComp: lambda node: self._comprehension(node, "list"),
            cst.SetComp: lambda node: self._comprehension(node, "set"),
            cst.GeneratorExp: lambda node: self._comprehension(node, "generator"),
            cst.DictComp: self._dict_comprehension,
            cst.StarredElement: lambda node: model.Spread(self.region(node), self.lower(node.value)),
        }

    def lower(self, node: cst.CSTNode) -> model.Node:
        """Lower one expression; unknown syntax keeps its children."""
        lowering = self._lowerings.get(type(node))
        if lowering is not None:
            return lowering(node)
        return model.Unknown(self.region(node), tuple(self.lower(child) for child in node.children))

    def lower_optional(self, node: cst.CSTNode | None) -> model.Node | None:
        """Lower an expression that may be absent."""
        return None if node is None else self.lower(node)

    def _name(self, node: cst.Name) -> model.Node:
        if node.value in _CONSTANTS:
            return model.Literal(self.region(node), _CONSTANTS[node.value], node.value)
        return model.Name(self.region(node), node.value)

    def _simple_string(self, node: cst.SimpleString) -> model.Node:
        return model.Literal(self.region(node), strings.value_of(node.value), node.value)

    def _concatenated_string(self, node: cst.ConcatenatedString) -> model.Node:
        parts: list[model.Node] = []
        rest: cst.CSTNode = node
        while isinstance(rest, cst.ConcatenatedString):
            parts.append(self.lower(rest.left))
            rest = rest.right
        parts.append(self.lower(rest))
        return model.Join(self.region(node), tuple(parts), "implicit")

    def _template(self, node: cst.FormattedString | cst.TemplatedString) -> model.Node:
        return model.Join(self.region(node), self._template_parts(node.parts, node.start), "interpolation")

    def _template_parts(self, parts: SequenceType[cst.CSTNode], start: str) -> tuple[model.Node, ...]:
        lowered: list[model.Node] = []
        for part in parts:
            if isinstance(part, cst.FormattedStringText | cst.TemplatedStringText):
                value = strings.template_text(part.value, start)
                lowered.append(model.Literal(self.region(part), value, part.value))
            elif isinstance(part, cst.FormattedStringExpression | cst.TemplatedStringExpression):
                specification: model.Node | None = None
                if part.format_spec:
                    pieces = self._template_parts(part.format_spec, start)
                    place = between(pieces[0].region, pieces[-1].region)
                    specification = model.Join(place, pieces, "interpolation")
                lowered.append(
                    model.Formatted(
                        self.region(part), self.lower(part.expression), part.conversion or "", specification
                    )
                )
            else:
                lowered.append(self.lower(part))
        return tuple(lowered)

    def _number(self, node: cst.Integer | cst.Float | cst.Imaginary) -> model.Node:
        try:
            value: object = node.evaluated_value
        except (ValueError, SyntaxError):  # more digits than Python converts
            value = None
        return model.Literal(self.region(node), value, node.value)

    def _subscript(self, node: cst.Subscript) -> model.Node:
        region = self.region(node)
        indices = [self._index(element.slice) for element in node.slice]
        index = indices[0]
        if len(indices) > 1:
            index = model.Sequence(between(index.region, indices[-1].region), tuple(indices), "tuple")
        return model.Subscript(region, self.lower(node.value), index)

    def _index(self, node: cst.BaseSlice) -> model.Node:
        if isinstance(node, cst.Slice):
            lower, upper, step = (self.lower_optional(part) for part in (node.lower, node.upper, node.step))
            return model.Slice(self.region(node), lower, upper, step)
        if isinstance(node, cst.Index):
            value = self.lower(node.value)
            return model.Spread(self.region(node), value) if node.star else value
        return self.lower(node)

    def _call(self, node: cst.Call) -> model.Node:
        region = self.region(node)
        arguments = self.arguments(node.args)
        function = self.lower(node.func)
        if isinstance(function, model.Attribute):
            joined = templates.method_call(region, function, arguments)
            if joined is not None:
                return joined
        return model.Call(region, function, arguments)

    def arguments(self, nodes: SequenceType[cst.Arg]) -> tuple[model.Argument, ...]:
        """Lower the arguments of a call or of a class header."""
        return tuple(
            model.Argument(
                self.region(node),
                self.lower(node.value),
                node.keyword.value if node.keyword else None,
                node.star,
            )
            for node in nodes
        )

    def _dict(self, node: cst.Dict) -> model.Node:
        entries: list[model.Entry] = []
        for element in node.elements:
            key = self.lower(element.key) if isinstance(element, cst.DictElement) else None
            entries.append(model.Entry(self.region(element), key, self.lower(element.value)))
        return model.Mapping(self.region(node), tuple(entries))

    def _display(self, node: cst.List | cst.Tuple | cst.Set, kind: str) -> model.Node:
        items: list[model.Node] = []
        for element in node.elements:
            value = self.lower(element.value)
            if isinstance(element, cst.StarredElement):
                value = model.Spread(self.region(element), value)
            items.append(value)
        return model.Sequence(self.region(node), tuple(items), kind)

    def _binary(self, node: cst.BinaryOperation) -> model.Node:
        # Long chains lean to the left: unwind them without recursion.
        chain: list[cst.BinaryOperation] = []
        left: cst.CSTNode = node
        while isinstance(left, cst.BinaryOperation):
            chain.append(left)
            left = left.left
        result = self.lower(left)
        for operation in reversed(chain):
            operator = _BINARY[type(operation.operator).__name__]
            result = self.combine(self.region(operation), operator, result, self.lower(operation.right))
        return result

    def augmented_operator(self, node: cst.BaseAugOp) -> str:
        """The operator that `+=` and its like apply."""
        return _BINARY[type(node).__name__.removesuffix("Assign")]

    def combine(self, region: Region, operator: str, left: model.Node, right: model.Node) -> model.Node:
        """`left operator right`; text operators become joins."""
        if operator == "+":
            parts = left.parts if isinstance(left, model.Join) and left.how == "+" else (left,)
            return model.Join(region, (*parts, right), "+")
        if operator == "%":
            parts = left.parts if isinstance(left, model.Join) and left.how == "implicit" else (left,)
            texts = [part for part in parts if isinstance(part, model.Literal) and isinstance(part.value, str)]
            if len(texts) == len(parts):
                return templates.percent(region, texts, right)
        return model.Operation(region, operator, (left, right))

    def _boolean(self, node: cst.BooleanOperation) -> model.Node:
        how = "or" if isinstance(node.operator, cst.Or) else "and"
        left, right = self.lower(node.left), self.lower(node.right)
        options = left.options if isinstance(left, model.Choice) and left.how == how else (left,)
        return model.Choice(self.region(node), (*options, right), how)

    def _comparison(self, node: cst.Comparison) -> model.Node:
        operands = (
            self.lower(node.left),
            *(self.lower(target.comparator) for target in node.comparisons),
        )
        operators = [_COMPARING[type(target.operator).__name__] for target in node.comparisons]
        spelled = operators[0] if len(set(operators)) == 1 else " ".join(operators)
        return model.Operation(self.region(node), spelled, operands)

    def _lambda(self, node: cst.Lambda) -> model.Node:
        body = self.lower(node.body)
        return model.Function(self.region(node), "", self.parameters(node.params), (model.Return(body.region, body),))

    def parameters(self, node: cst.Parameters) -> tuple[model.Parameter, ...]:
        """Lower a parameter list, in the order of the source."""
        found: list[model.Parameter] = []
        groups: list[tuple[SequenceType[cst.CSTNode], str]] = [
            (node.posonly_params, "/"),
            (node.params, ""),
            ([node.star_arg] if isinstance(node.star_arg, cst.Param) else [], "*"),
            (node.kwonly_params, "keyword"),
            ([node.star_kwarg] if node.star_kwarg else [], "**"),
        ]
        for group, kind in groups:
            for parameter in group:
                if isinstance(parameter, cst.Param):
                    annotation = parameter.annotation.annotation if parameter.annotation else None
                    found.append(
                        model.Parameter(
                            self.region(parameter),
                            parameter.name.value,
                            self.lower_optional(parameter.default),
                            self.lower_optional(annotation),
                            kind,
                        )
                    )
        return tuple(found)

    def type_parameters(self, node: cst.TypeParameters | None) -> tuple[model.Parameter, ...]:
        """Lower `[T: bound = default, *Ts, **P]` of a function, class or type alias."""
        found: list[model.Parameter] = []
        for each in node.params if node is not None else ():
            param = each.param
            bound = param.bound if isinstance(param, cst.TypeVar) else None
            default = self.lower_optional(each.default)
            kind = {cst.TypeVarTuple: "*", cst.ParamSpec: "**"}.get(type(param), "")
            found.append(
                model.Parameter(self.region(each), param.name.value, default, self.lower_optional(bound), kind)
            )
        return tuple(found)

    def _yield(self, node: cst.Yield) -> model.Node:
        if isinstance(node.value, cst.From):
            return model.Yield(self.region(node), self.lower(node.value.item), delegated=True)
        return model.Yield(self.region(node), self.lower_optional(node.value))

    def _comprehension(self, node: cst.BaseSimpleComp, kind: str) -> model.Node:
        return model.Comprehension(self.region(node), self.lower(node.elt), self._clauses(node.for_in), kind)

    def _dict_comprehension(self, node: cst.DictComp) -> model.Node:
        key, value = self.lower(node.key), self.lower(node.value)
        entry = model.Entry(between(key.region, value.region), key, value)
        return model.Comprehension(self.region(node), entry, self._clauses(node.for_in), "mapping")

    def _clauses(self, node: cst.CompFor | None) -> tuple[model.Clause, ...]:
        clauses: list[model.Clause] = []
        while node is not None:
            conditions = tuple(self.lower(condition.test) for condition in node.ifs)
            # Its own position includes the blanks before it.
            _, _, line, column = self.region(node.whitespace_before)
            region = self.region(node)._replace(line=line, column=column)
            clauses.append(model.Clause(region, self.lower(node.target), self.lower(node.iter), conditions))
            node = node.inner_for_in
        return tuple(clauses)


def between(first: Region, last: Region) -> Region:
    """From the start of one region to the end of another."""
    return Region(first.line, first.column, last.end_line, last.end_column)
