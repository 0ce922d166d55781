"""JavaScript expressions, from tree-sitter's nodes to the program model."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.javascript import strings
from sup_lint.analysis.javascript.positions import Positions
from sup_lint.analysis.lowering import ParseError
from sup_lint.model.region import Region

if TYPE_CHECKING:
    from tree_sitter import Node

_DEEPEST = 2500
_CONSTANTS = {"true": True, "false": False, "null": None, "undefined": None}
# Types and assertions around an expression, which change nothing at run time.
_TRANSPARENT = (
    "parenthesized_expression as_expression satisfies_expression non_null_expression instantiation_expression"
    " jsx_expression decorator else_clause"
)
_LOADING = frozenset({"require", "import"})


class ExpressionLowering:
    """Lowers the expressions of one source; statements and classes are added by the classes derived from it."""

    def __init__(self, positions: Positions) -> None:
        self.region = positions.region
        self.text = positions.text
        self._depth = 0
        self._patterns = 0
        self._lowerings: dict[str, Callable[[Node], model.Node]] = {
            **dict.fromkeys(_TRANSPARENT.split(), self._inner),
            **dict.fromkeys(("identifier", "this", "super", "meta_property", "property_identifier"), self._name),
            **dict.fromkeys(("shorthand_property_identifier", "private_property_identifier"), self._name),
            **dict.fromkeys(_CONSTANTS, self._constant),
            "string": self._string,
            "template_string": self._template,
            "number": self._number,
            "regex": self._regex,
            "member_expression": self._member,
            "subscript_expression": self._subscript,
            "call_expression": self._call,
            "new_expression": self._new,
            "object": self._object,
            "array": lambda node: model.Sequence(self.region(node), self.all_of(node), "list"),
            "spread_element": lambda node: model.Spread(self.region(node), self._inner(node)),
            "await_expression": lambda node: model.Await(self.region(node), self._inner(node)),
            "yield_expression": self._yield,
            "sequence_expression": self._sequence,
            "type_assertion": lambda node: self.lower(node.named_children[-1]),
        }

    def lower(self, node: "Node") -> model.Node:
        """Lower one expression; unknown syntax keeps its children.

        Raises ParseError for source that nests deeper than anything written by hand.
        """
        lowering = self._lowerings.get(node.type)
        if self._depth > _DEEPEST:
            raise ParseError("it nests too deep")
        self._depth += 1
        try:
            if lowering is not None:
                return lowering(node)
            return model.Unknown(self.region(node), self.all_of(node))
        finally:
            self._depth -= 1

    def all_of(self, node: "Node") -> tuple[model.Node, ...]:
        """The named children of a node, lowered; without comments and types."""
        return tuple(self.lower(child) for child in children(node))

    def lower_field(self, node: "Node", name: str) -> model.Node | None:
        """Lower the child in a field, if there is one."""
        child = node.child_by_field_name(name)
        return None if child is None else self.lower(child)

    def _inner(self, node: "Node") -> model.Node:
        """What stands in brackets or before a type."""
        inner = next(iter(children(node)), None)
        return model.Unknown(self.region(node)) if inner is None else self.lower(inner)

    def _name(self, node: "Node") -> model.Node:
        return model.Name(self.region(node), self.text(node))

    def _constant(self, node: "Node") -> model.Node:
        return model.Literal(self.region(node), _CONSTANTS[node.type], self.text(node))

    def _string(self, node: "Node") -> model.Node:
        raw = self.text(node)
        return model.Literal(self.region(node), strings.unescaped(raw[1:-1]), raw)

    def _number(self, node: "Node") -> model.Node:
        raw = self.text(node)
        return model.Literal(self.region(node), strings.number_of(raw), raw)

    def _regex(self, node: "Node") -> model.Node:
        """A regular expression, as the call that it stands for."""
        pattern = node.child_by_field_name("pattern")
        flags = node.child_by_field_name("flags")
        region = self.region(node)
        arguments = [
            model.Argument(self.region(part), model.Literal(self.region(part), self.text(part)))
            for part in (pattern, flags)
            if part is not None
        ]
        return model.Call(region, model.Name(region, "RegExp"), tuple(arguments))

    def _template(self, node: "Node") -> model.Node:
        region, raw = self.region(node), self.text(node)
        fields = [child for child in node.children if child.type == "template_substitution"]
        if not fields:
            return model.Literal(region, strings.unescaped(raw[1:-1]), raw)
        return model.Join(region, tuple(self._template_parts(node, fields)), "interpolation")

    def _template_parts(self, node: "Node", fields: list["Node"]) -> Iterable[model.Node]:
        """The text between the fields and the fields. The grammar splits the text at escapes, or not at all."""
        source, first = self.text(node).encode("utf-8", "replace"), node.start_byte
        place = self.region(node)
        line, column = place.line, place.column + 1
        start = first + 1
        for field in (*fields, None):
            end = field.start_byte if field is not None else node.end_byte - 1
            raw = source[start - first : end - first].decode("utf-8", "replace")
            if raw:
                breaks = raw.count("\n")
                end_column = len(raw) - raw.rfind("\n") if breaks else column + len(raw)
                region = Region(line, column, line + breaks, end_column)
                yield model.Literal(region, strings.unescaped(raw), raw)
            if field is not None:
                region = self.region(field)
                yield model.Formatted(region, self._inner(field))
                line, column, start = region.end_line, region.end_column, field.end_byte

    def _member(self, node: "Node") -> model.Node:
        value, name = node.child_by_field_name("object"), node.child_by_field_name("property")
        if value is None or name is None:
            return model.Unknown(self.region(node), self.all_of(node))
        return model.Attribute(self.region(node), self.lower(value), self.text(name))

    def _subscript(self, node: "Node") -> model.Node:
        value, index = self.lower_field(node, "object"), self.lower_field(node, "index")
        if value is None or index is None:
            return model.Unknown(self.region(node), self.all_of(node))
        return model.Subscript(self.region(node), value, index)

    def _call(self, node: "Node") -> model.Node:
        function, given = node.child_by_field_name("function"), node.child_by_field_name("arguments")
        if function is None or given is None:
            return model.Unknown(self.region(node), self.all_of(node))
        loaded = self.loaded_module(node)
        if loaded is not None:
            return model.Import(self.region(node), loaded, alias="*")
        if given.type == "template_string":
            value = self.lower(given)
            arguments: tuple[model.Argument, ...] = (model.Argument(value.region, value),)
        else:
            arguments = self.arguments(given)
        callee = self.lower(function)
        if function.type == "super":
            callee = model.Attribute(callee.region, _called(callee), "__init__")
        elif isinstance(callee, model.Attribute) and _is_super(callee.value):
            callee.value = _called(callee.value)
        return model.Call(self.region(node), callee, arguments)

    def loaded_module(self, node: "Node") -> str | None:
        """The module that `require("…")` or `import("…")` loads; None for other calls."""
        function, given = node.child_by_field_name("function"), node.child_by_field_name("arguments")
        if function is None or given is None or self.text(function) not in _LOADING:
            return None
        arguments = list(children(given))
        if not arguments or arguments[0].type not in {"string", "template_string"}:
            return None
        literal = self.lower(arguments[0])
        return literal.value if isinstance(literal, model.Literal) and isinstance(literal.value, str) else None

    def _new(self, node: "Node") -> model.Node:
        function, given = self.lower_field(node, "constructor"), node.child_by_field_name("arguments")
        if function is None:
            return model.Unknown(self.region(node), self.all_of(node))
        return model.Call(self.region(node), function, self.arguments(given) if given is not None else ())

    def arguments(self, node: "Node") -> tuple[model.Argument, ...]:
        """Lower the arguments of a call."""
        found: list[model.Argument] = []
        for child in children(node):
            value = self.lower(child)
            if isinstance(value, model.Spread):
                found.append(model.Argument(value.region, value.value, spread="*"))
            else:
                found.append(model.Argument(value.region, value))
        return tuple(found)

    def _object(self, node: "Node") -> model.Node:
        return model.Mapping(self.region(node), tuple(self._entry(child) for child in children(node)))

    def _entry(self, node: "Node") -> model.Entry:
        region = self.region(node)
        match node.type:
            case "spread_element":
                return model.Entry(region, None, self._inner(node))
            case "pair":
                key, value = node.child_by_field_name("key"), self.lower_field(node, "value")
                return model.Entry(region, self.key(key), value or model.Unknown(region))
            case "shorthand_property_identifier":
                name = self.text(node)
                return model.Entry(region, model.Literal(region, name), model.Name(region, name))
            case "method_definition":
                return model.Entry(region, self.key(node.child_by_field_name("name")), self.method(node))
        return model.Entry(region, None, self.lower(node))

    def method(self, node: "Node") -> model.Node:
        """Lower a method of an object display."""
        return model.Unknown(self.region(node), self.all_of(node))

    def key(self, node: "Node | None") -> model.Node | None:
        """The key of an entry or pattern: a literal for a name, an expression for a computed one."""
        if node is None:
            return None
        if node.type == "computed_property_name":
            return self._inner(node)
        if node.type in {"string", "number"}:
            return self.lower(node)
        return model.Literal(self.region(node), self.text(node))

    def _yield(self, node: "Node") -> model.Node:
        value = next(iter(children(node)), None)
        delegated = any(child.type == "*" for child in node.children)
        return model.Yield(self.region(node), None if value is None else self.lower(value), delegated)

    def _sequence(self, node: "Node") -> model.Node:
        """`(a, b)`: all are evaluated, the last one is the value."""
        region, items = self.region(node), self.all_of(node)
        return model.Subscript(region, model.Sequence(region, items, "tuple"), model.Literal(region, len(items) - 1))


def children(node: "Node") -> Iterable["Node"]:
    """The named children of a node that mean something at run time: no comments, no types."""
    return (child for child in node.named_children if child.type not in _MEANINGLESS)


_MEANINGLESS = frozenset(
    """
    comment html_comment hash_bang_line type_annotation type_arguments type_parameters accessibility_modifier
    override_modifier predefined_type type_identifier generic_type union_type intersection_type array_type
    literal_type object_type tuple_type function_type readonly_type index_type_query lookup_type
    conditional_type parenthesized_type nested_type_identifier asserts_annotation type_predicate_annotation
    empty_statement optional_chain implements_clause
    """.split()
)


def _called(function: model.Node) -> model.Node:
    """`super` as the call that it is in the program model."""
    return model.Call(function.region, function, ())


def _is_super(node: model.Node) -> bool:
    return isinstance(node, model.Name) and node.id == "super"
