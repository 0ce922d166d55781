"""Destructuring patterns and parameters."""

from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.javascript.expressions import children
from sup_lint.analysis.javascript.operators import OperatorLowering

if TYPE_CHECKING:
    from tree_sitter import Node

_PATTERNS = frozenset({"object_pattern", "array_pattern", "object", "array"})
_WITH_DEFAULT = frozenset({"assignment_pattern", "object_assignment_pattern", "assignment_expression"})
_PARAMETERS = frozenset({"required_parameter", "optional_parameter"})


class PatternLowering(OperatorLowering):
    """Lowers targets of assignments and parameters of functions."""

    def bindings(self, target: "Node", value: model.Node | None, place: "Node") -> list[model.Node]:
        """The statements that bind a pattern to a value: the binding itself, then defaults and remainders."""
        following: list[model.Node] = []
        lowered = self.target(target, following)
        statements: list[model.Node] = [model.Bind(self.region(place), lowered, value)]
        rest = self._remainder(target)
        if rest is not None and value is not None:
            statements += self._without_named(rest, lowered, value)
        return statements + following

    def _remainder(self, target: "Node") -> "Node | None":
        """The name that takes what an object pattern does not name."""
        if target.type != "object_pattern":
            return None
        return next((child for child in children(target) if child.type == "rest_pattern"), None)

    def _without_named(self, rest: "Node", pattern: model.Node, value: model.Node) -> list[model.Node]:
        """`const { apiKey, ...rest } = value`: a copy of the value, less what is named."""
        region = self.region(rest)
        name = self.target(next(iter(children(rest))), [])
        copied = model.Mapping(region, (model.Entry(region, None, value),))
        statements: list[model.Node] = [model.Bind(region, name, copied)]
        entries = pattern.entries if isinstance(pattern, model.Mapping) else ()
        for entry in entries:
            if isinstance(entry.key, model.Literal) and isinstance(name, model.Name):
                own = model.Name(region, name.id)
                key = model.Literal(region, entry.key.value)
                statements.append(model.Delete(region, model.Subscript(region, own, key)))
        return statements

    def target(self, node: "Node", defaults: list[model.Node]) -> model.Node:
        """Lower the target of an assignment; defaults in a pattern are appended as statements to follow it."""
        region = self.region(node)
        match node.type:
            case "object_pattern" | "object":
                return model.Mapping(region, tuple(self._entries(node, defaults)))
            case "array_pattern" | "array":
                return model.Sequence(region, tuple(self._items(node, defaults)), "list")
            case kind if kind in _WITH_DEFAULT:
                left, right = node.child_by_field_name("left"), self.lower_field(node, "right")
                target = self.target(left, defaults) if left is not None else model.Unknown(region)
                if right is not None and isinstance(target, model.Name):
                    either = model.Choice(region, (model.Name(target.region, target.id), right), "or")
                    defaults.append(model.Bind(region, model.Name(target.region, target.id), either))
                return target
            case "shorthand_property_identifier_pattern":
                return model.Name(region, self.text(node))
            case "rest_pattern" | "spread_element":
                inner = next(iter(children(node)), None)
                return model.Spread(region, model.Unknown(region) if inner is None else self.target(inner, defaults))
            case "non_null_expression" | "parenthesized_expression" | "as_expression":
                return self.target(next(iter(children(node))), defaults)
        return self.place(node)

    def place(self, node: "Node") -> model.Node:
        """Lower what is written to or deleted: `headers.accept` is an entry of a container, as `headers["accept"]` is.

        A field of `this` is an attribute.
        """
        lowered = self.lower(node)
        if not isinstance(lowered, model.Attribute) or (
            isinstance(lowered.value, model.Name) and lowered.value.id in {"this", "super"}
        ):
            return lowered
        name = node.child_by_field_name("property")
        region = lowered.region if name is None else self.region(name)
        return model.Subscript(lowered.region, lowered.value, model.Literal(region, lowered.name))

    def _entries(self, node: "Node", defaults: list[model.Node]) -> list[model.Entry]:
        found: list[model.Entry] = []
        for child in children(node):
            region = self.region(child)
            match child.type:
                case "pair_pattern" | "pair":
                    value = child.child_by_field_name("value")
                    if value is not None:
                        key = self.key(child.child_by_field_name("key"))
                        found.append(model.Entry(region, key, self.target(value, defaults)))
                case "rest_pattern" | "spread_element":
                    pass  # bound by a statement of its own
                case _:
                    target = self.target(child, defaults)
                    name = target.id if isinstance(target, model.Name) else ""
                    found.append(model.Entry(region, model.Literal(target.region, name), target))
        return found

    def _items(self, node: "Node", defaults: list[model.Node]) -> list[model.Node]:
        """The items of an array pattern; nothing is named at a hole, but it counts."""
        found: list[model.Node] = []
        expects = True
        for child in node.children:
            if child.type == ",":
                if expects:
                    found.append(model.Unknown(self.region(child)))
                expects = True
            elif child.is_named and child.type != "comment":
                found.append(self.target(child, defaults))
                expects = False
        return found

    def parameters(self, node: "Node | None") -> tuple[list[model.Parameter], list[model.Node]]:
        """Lower a parameter list; the statements belong at the head of the body."""
        found: list[model.Parameter] = []
        head: list[model.Node] = []
        if node is None:
            return found, head
        for child in children(node) if node.type == "formal_parameters" else (node,):
            self._parameter(child, found, head)
        return found, head

    def _parameter(self, node: "Node", found: list[model.Parameter], head: list[model.Node]) -> None:
        pattern: Node | None = node
        default: model.Node | None = None
        if node.type in _PARAMETERS:
            pattern, default = node.child_by_field_name("pattern"), self.lower_field(node, "value")
        elif node.type == "assignment_pattern":
            pattern, default = node.child_by_field_name("left"), self.lower_field(node, "right")
        if pattern is None or pattern.type == "this":
            return
        kind = ""
        if pattern.type == "rest_pattern":
            kind, pattern = "*", next(iter(children(pattern)), pattern)
        region = self.region(node)
        if pattern.type in _PATTERNS:
            self._patterns += 1
            name = f"{{…}}{self._patterns}"
            head += self.bindings(pattern, model.Name(self.region(pattern), name), pattern)
        else:
            name = self.text(pattern)
        decorator = next((child for child in node.children if child.type == "decorator"), None)
        annotation = None if decorator is None else self.lower(decorator)
        found.append(model.Parameter(region, name, default, annotation, kind))
        # constructor(private readonly apiKey: string)
        if any(child.type in {"accessibility_modifier", "readonly", "override_modifier"} for child in node.children):
            this = model.Attribute(region, model.Name(region, "this"), name)
            head.append(model.Bind(region, this, model.Name(region, name)))
