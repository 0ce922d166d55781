"""Python expressions, from libcst nodes to the program model."""

from collections.abc import Callable, Sequence as SequenceType
from typing import Any

import libcst as cst

from sup_lint.analysis import program as model
from sup_lint.analysis.python import strings
from sup_lint.analysis.python.positions import Positions
from sup_lint.model.region import Region

_UNARY = {cst.Not: "not", cst.Minus: "-", cst.Plus: "+", cst.BitInvert: "~"}
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
            cst.Attribute: lambda node: model.Attribute(
                self.region(node), self.lower(node.value), node.attr.value
            ),
            cst.Subscript: self._subscript,
            cst.Call: self._call,
            cst.Dict: self._dict,
            cst.List: lambda node: self._display(node, "list"),
            cst.Tuple: lambda node: self._display(node, "tuple"),
            cst.Set: lambda node: self._display(node, "set"),
            cst.BinaryOperation: self._binary,
            cst.BooleanOperation: self._boolean,
            cst.UnaryOperation: lambda node: model.Operation(
                self.region(node), _UNARY.get(type(node.operator), "?"), (self.lower(node.expression),)
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
                    specification = model.Join(self.region(part), pieces, "interpolation")
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
        index = indices[0] if len(indices) == 1 else model.Sequence(region, tuple(indices), "tuple")
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
            joined = self._joined(region, function, arguments)
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

    def _joined(
        self, region: Region, function: model.Attribute, arguments: tuple[model.Argument, ...]
    ) -> model.Node | None:
        """`"…".format(…)` and `"…".join([…])` as the text they make."""
        receiver = function.value
        if not isinstance(receiver, model.Literal) or not isinstance(receiver.value, str):
            return None
        if function.name == "join" and len(arguments) == 1 and isinstance(arguments[0].value, model.Sequence):
            items = arguments[0].value.items
            if not any(isinstance(item, model.Spread) for item in items):
                return model.Join(region, _interleave(receiver, items), "join")
        if function.name == "format" and not any(argument.spread for argument in arguments):
            by_key: dict[int | str, model.Node] = {}
            for position, argument in enumerate(arguments):
                by_key[argument.name or position] = argument.value
            try:
                fields = list(strings.format_fields(receiver.value))
            except ValueError:
                return None
            return model.Join(region, self._fill(receiver, fields, by_key, function), "format")
        return None

    def _fill(
        self,
        template: model.Literal,
        fields: list[strings.Field],
        arguments: dict[int | str, model.Node],
        fallback: model.Node,
    ) -> tuple[model.Node, ...]:
        parts: list[model.Node] = []
        used: set[int | str] = set()
        for field in fields:
            if field.text is not None:
                parts.append(model.Literal(template.region, field.text, template.raw))
                continue
            used.add(field.key)
            value = arguments.get(field.key, model.Unknown(template.region))
            for is_attribute, step in field.path:
                if is_attribute:
                    value = model.Attribute(value.region, value, str(step))
                else:
                    value = model.Subscript(value.region, value, model.Literal(value.region, step))
            specification = (
                model.Literal(template.region, field.specification) if field.specification else None
            )
            parts.append(model.Formatted(value.region, value, field.conversion, specification))
        # What no field shows is still evaluated.
        unused = tuple(value for key, value in arguments.items() if key not in used)
        return (*parts, model.Formatted(template.region, model.Unknown(template.region, unused))) if unused else tuple(parts)

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
            result = self.combine(
                self.region(operation), type(operation.operator).__name__, result, self.lower(operation.right)
            )
        return result

    def combine(self, region: Region, operator: str, left: model.Node, right: model.Node) -> model.Node:
        """`left operator right`, where `operator` is libcst's name of it; text operators become joins."""
        if operator.startswith("Add"):
            parts = left.parts if isinstance(left, model.Join) and left.how == "+" else (left,)
            return model.Join(region, (*parts, right), "+")
        if operator.startswith("Modulo"):
            templates = left.parts if isinstance(left, model.Join) and left.how == "implicit" else (left,)
            texts = [part for part in templates if isinstance(part, model.Literal) and isinstance(part.value, str)]
            if len(texts) == len(templates):
                return model.Join(region, self._percent_parts(texts, right), "%")
        return model.Operation(region, operator.removesuffix("Assign"), (left, right))

    def _percent_parts(self, texts: list[model.Literal], right: model.Node) -> tuple[model.Node, ...]:
        values: dict[int | str, model.Node] = {0: right}
        if isinstance(right, model.Sequence) and right.kind == "tuple":
            values = dict(enumerate(right.items))
        elif isinstance(right, model.Mapping):
            for entry in right.entries:
                if isinstance(entry.key, model.Literal) and isinstance(entry.key.value, str):
                    values[entry.key.value] = entry.value
        parts: list[model.Node] = []
        shift = 0
        for text in texts:
            fields = list(strings.percent_fields(str(text.value)))
            for field in fields:
                if isinstance(field.key, str) and field.text is None and field.key not in values:
                    values[field.key] = model.Subscript(
                        right.region, right, model.Literal(right.region, field.key)
                    )
            shifted = [
                field._replace(key=field.key + shift) if isinstance(field.key, int) else field for field in fields
            ]
            needed = {field.key for field in shifted if field.text is None}
            parts.extend(self._fill(text, shifted, {key: values[key] for key in needed if key in values}, text))
            shift += sum(1 for field in fields if field.text is None and isinstance(field.key, int))
        if not any(isinstance(part, model.Formatted) for part in parts):
            parts.append(model.Formatted(right.region, model.Unknown(right.region, (right,))))
        return tuple(parts)

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
        operator = type(node.comparisons[0].operator).__name__
        spelled = {"Equal": "==", "NotEqual": "!=", "In": "in", "NotIn": "not in", "Is": "is", "IsNot": "is not"}
        return model.Operation(self.region(node), spelled.get(operator, operator), operands)

    def _lambda(self, node: cst.Lambda) -> model.Node:
        body = self.lower(node.body)
        return model.Function(
            self.region(node), "", self.parameters(node.params), (model.Return(body.region, body),)
        )

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

    def _yield(self, node: cst.Yield) -> model.Node:
        if isinstance(node.value, cst.From):
            return model.Yield(self.region(node), self.lower(node.value.item), delegated=True)
        return model.Yield(self.region(node), self.lower_optional(node.value))

    def _comprehension(self, node: cst.BaseSimpleComp, kind: str) -> model.Node:
        return model.Comprehension(self.region(node), self.lower(node.elt), self._clauses(node.for_in), kind)

    def _dict_comprehension(self, node: cst.DictComp) -> model.Node:
        entry = model.Entry(self.region(node), self.lower(node.key), self.lower(node.value))
        return model.Comprehension(self.region(node), entry, self._clauses(node.for_in), "mapping")

    def _clauses(self, node: cst.CompFor | None) -> tuple[model.Clause, ...]:
        clauses: list[model.Clause] = []
        while node is not None:
            conditions = tuple(self.lower(condition.test) for condition in node.ifs)
            clauses.append(
                model.Clause(self.region(node), self.lower(node.target), self.lower(node.iter), conditions)
            )
            node = node.inner_for_in
        return tuple(clauses)


def _interleave(separator: model.Literal, items: tuple[model.Node, ...]) -> tuple[model.Node, ...]:
    parts: list[model.Node] = []
    for position, item in enumerate(items):
        if position and separator.value:
            parts.append(separator)
        parts.append(item)
    return tuple(parts)
