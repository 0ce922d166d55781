"""Functions, classes and JSX elements."""

from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.javascript import strings
from sup_lint.analysis.javascript.expressions import children
from sup_lint.analysis.javascript.patterns import PatternLowering
from sup_lint.analysis.javascript.positions import Positions

if TYPE_CHECKING:
    from tree_sitter import Node

_FUNCTIONS = (
    "function_expression function arrow_function generator_function function_declaration generator_function_declaration"
)
_CLASSES = ("class", "class_declaration", "abstract_class_declaration")
_FIELDS = frozenset({"field_definition", "public_field_definition"})
_TAGS = frozenset({"jsx_opening_element", "jsx_closing_element"})
_THIS = "this"


class FunctionLowering(PatternLowering):
    """Lowers functions and classes; `body_of` comes with the statements."""

    def __init__(self, positions: Positions) -> None:
        super().__init__(positions)
        self._lowerings |= {
            **dict.fromkeys(_FUNCTIONS.split(), self.function),
            **dict.fromkeys(_CLASSES, self.class_),
            "jsx_element": self._element,
            "jsx_self_closing_element": self._element,
            "jsx_fragment": self._element,
            "jsx_text": self._jsx_text,
        }

    def body_of(self, node: "Node | None") -> tuple[model.Node, ...]:
        """Lower a block, or a single statement that stands for one."""
        return () if node is None else (self.lower(node),)

    def function(self, node: "Node", *, own_this: bool = False) -> model.Function:
        """Lower a function; with `own_this` it is a method, whose first parameter is `this`."""
        given = node.child_by_field_name("parameters") or node.child_by_field_name("parameter")
        parameters, head = self.parameters(given)
        if own_this:
            place = self.region(node.child_by_field_name("name") or node)
            parameters.insert(0, model.Parameter(place, _THIS))
        body = node.child_by_field_name("body")
        if body is not None and body.type != "statement_block":
            value = self.lower(body)
            statements: tuple[model.Node, ...] = (model.Return(value.region, value),)
        else:
            statements = self.body_of(body)
        name = node.child_by_field_name("name")
        is_async = any(child.type == "async" for child in node.children)
        return model.Function(
            self.region(node),
            self._function_name(name) if name is not None else "",
            tuple(parameters),
            (*head, *statements),
            self.decorators(node),
            is_async=is_async,
        )

    def _function_name(self, node: "Node") -> str:
        key = self.key(node)
        if isinstance(key, model.Literal):
            return "__init__" if key.value == "constructor" and node.type == "property_identifier" else str(key.value)
        return ""

    def decorators(self, node: "Node") -> tuple[model.Node, ...]:
        """The decorators in front of a declaration, in front of the `export` before it, or inside it."""
        around = node.parent
        outer = around.children if around is not None and around.type == "export_statement" else []
        return tuple(self.lower(child) for child in (*outer, *node.children) if child.type == "decorator")

    def method(self, node: "Node") -> model.Function:
        """Lower a method of an object display."""
        return self.function(node)

    def class_(self, node: "Node") -> model.Class:
        """Lower a class. A getter is a property, a static method a class method; `constructor` is `__init__`."""
        name, body = node.child_by_field_name("name"), node.child_by_field_name("body")
        members: list[model.Node] = []
        pending: list[model.Node] = []
        for child in body.named_children if body is not None else ():
            if child.type == "decorator":
                pending.append(self.lower(child))
                continue
            members += self._member_of_class(child, tuple(pending))
            if child.type != "comment":
                pending.clear()
        bases = tuple(model.Argument(base.region, base) for base in self._bases(node))
        return model.Class(
            self.region(node), self.text(name) if name is not None else "", bases, tuple(members), self.decorators(node)
        )

    def _bases(self, node: "Node") -> list[model.Node]:
        heritage = next((child for child in node.named_children if child.type == "class_heritage"), None)
        found: list[model.Node] = []
        for child in children(heritage) if heritage is not None else ():
            if child.type == "extends_clause":
                value = child.child_by_field_name("value")
                found += [self.lower(value)] if value is not None else []
            else:
                found.append(self.lower(child))
        return found

    def _member_of_class(self, node: "Node", decorators: tuple[model.Node, ...]) -> list[model.Node]:
        region = self.region(node)
        words = {child.type for child in node.children if not child.is_named}
        if node.type == "method_definition":
            function = self.function(node, own_this=True)
            if "get" in words:
                function.decorators = (model.Name(region, "property"), *function.decorators)
            elif "set" in words:
                function.name = f"set {function.name}"
            elif "static" in words:
                function.decorators = (model.Name(region, "classmethod"), *function.decorators)
            function.decorators = (*decorators, *function.decorators)
            return [model.Define(region, function)]
        if node.type in _FIELDS:
            own = (*decorators, *self.decorators(node))
            return [*(model.Evaluate(each.region, each) for each in own), *self._field(node)]
        if node.type == "class_static_block":
            return list(self.body_of(node.child_by_field_name("body")))
        return [] if node.type in {"comment", "abstract_method_signature", "method_signature"} else [self.lower(node)]

    def _field(self, node: "Node") -> list[model.Node]:
        region = self.region(node)
        name, value = node.child_by_field_name("name"), node.child_by_field_name("value")
        if name is None:
            name = node.child_by_field_name("property")
        key = self.key(name)
        if not isinstance(key, model.Literal):
            return [] if value is None else [model.Evaluate(region, self.lower(value))]
        if value is not None and value.type == "arrow_function":
            # An arrow function's `this` is the object whose field it is.
            function = self.function(value, own_this=True)
            function.name = str(key.value)
            return [model.Define(region, function)]
        target = model.Name(key.region, str(key.value))
        return [model.Bind(region, target, None if value is None else self.lower(value))]

    # --- JSX -----------------------------------------------------------------------------------------------------

    def _element(self, node: "Node") -> model.Node:
        """An element, as the call of its component with its properties, children included."""
        region = self.region(node)
        opening = node.child_by_field_name("open_tag") or node
        name = opening.child_by_field_name("name")
        entries: list[model.Entry] = []
        for child in opening.named_children:
            if child.type == "jsx_attribute":
                entries.append(self._attribute(child))
            elif child.type == "jsx_expression":
                value = self.lower(child)
                entries.append(
                    model.Entry(value.region, None, value.value if isinstance(value, model.Spread) else value)
                )
        inner = [self.lower(child) for child in children(node) if child.type not in _TAGS]
        if inner and opening is not node:
            place = model.Literal(region, "children")
            entries.append(model.Entry(region, place, model.Sequence(region, tuple(inner), "list")))
        component = self.lower(name) if name is not None else model.Name(region, "Fragment")
        properties = model.Mapping(region, tuple(entries))
        return model.Call(region, component, (model.Argument(region, properties),))

    def _attribute(self, node: "Node") -> model.Entry:
        name, *value = node.named_children
        region = self.region(node)
        key = model.Literal(self.region(name), self.text(name))
        if not value:
            return model.Entry(region, key, model.Literal(region, value=True))
        return model.Entry(region, key, self.lower(value[0]))

    def _jsx_text(self, node: "Node") -> model.Node:
        raw = self.text(node)
        return model.Literal(self.region(node), strings.unescaped(raw) if "\\" in raw else raw, raw)
