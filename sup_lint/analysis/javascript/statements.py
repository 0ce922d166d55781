"""JavaScript statements, from tree-sitter's nodes to the program model."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.javascript.expressions import children
from sup_lint.analysis.javascript.functions import FunctionLowering
from sup_lint.analysis.javascript.modules import ModuleLowering
from sup_lint.analysis.javascript.positions import Positions
from sup_lint.analysis.program import EXPORTS

if TYPE_CHECKING:
    from tree_sitter import Node

Block = tuple[model.Node, ...]
_FUNCTIONS = frozenset({"function_declaration", "generator_function_declaration"})
_CLASSES = frozenset({"class_declaration", "abstract_class_declaration"})
# Types alone: nothing of them is there at run time.
_TYPES = frozenset(
    """
    interface_declaration type_alias_declaration ambient_declaration function_signature comment html_comment
    hash_bang_line empty_statement debugger_statement import_alias
    """.split()
)


class StatementLowering(ModuleLowering, FunctionLowering):
    """Lowers whole sources."""

    def __init__(self, positions: Positions) -> None:
        super().__init__(positions)
        self._statements: dict[str, Callable[[Node], Iterable[model.Node]]] = {
            "expression_statement": self._expression,
            "lexical_declaration": self._declaration,
            "variable_declaration": self._declaration,
            **dict.fromkeys(_FUNCTIONS, self._function),
            **dict.fromkeys(_CLASSES, self._class),
            "enum_declaration": self._enum,
            "statement_block": self._each,
            "if_statement": self._if,
            "for_statement": self._for,
            "for_in_statement": self._for_in,
            "while_statement": self._while,
            "do_statement": self._while,
            "switch_statement": self._switch,
            "try_statement": self._try,
            "return_statement": lambda node: [model.Return(self.region(node), self._only(node))],
            "throw_statement": lambda node: [model.Raise(self.region(node), self._only(node))],
            "break_statement": lambda node: [model.Jump(self.region(node), "break")],
            "continue_statement": lambda node: [model.Jump(self.region(node), "continue")],
            "labeled_statement": lambda node: self.body_of(node.child_by_field_name("body")),
            "with_statement": lambda node: self.body_of(node.child_by_field_name("body")),
            "internal_module": lambda node: self.body_of(node.child_by_field_name("body")),
            "module": lambda node: self.body_of(node.child_by_field_name("body")),
            "import_statement": self.imports,
            "export_statement": self.exports,
            "ERROR": self._each,
        }

    def source(self, root: "Node") -> Block:
        """Lower a whole source."""
        return tuple(self._each(root))

    def statement(self, node: "Node") -> Iterable[model.Node]:
        """Lower one statement, which may become several, or none."""
        if node.type in _TYPES:
            return []
        lowering = self._statements.get(node.type)
        return lowering(node) if lowering is not None else [self._as_statement(self.lower(node))]

    def body_of(self, node: "Node | None") -> Block:
        """Lower a block, or a single statement that stands for one."""
        if node is None:
            return ()
        return tuple(self._each(node)) if node.type == "statement_block" else tuple(self.statement(node))

    def _each(self, node: "Node") -> Iterable[model.Node]:
        for child in node.named_children:
            yield from self.statement(child)

    def _as_statement(self, value: model.Node) -> model.Node:
        return value if isinstance(value, model.Bind) else model.Evaluate(value.region, value)

    def _only(self, node: "Node") -> model.Node | None:
        value = next(iter(children(node)), None)
        return None if value is None else self.lower(value)

    def _expression(self, node: "Node") -> Iterable[model.Node]:
        inner = next(iter(children(node)), None)
        while inner is not None and inner.type == "parenthesized_expression":
            inner = next(iter(children(inner)), None)
        if inner is None:
            return []
        if inner.type == "sequence_expression":
            return [self._as_statement(self.lower(child)) for child in children(inner)]
        if inner.type in {"internal_module", "module"}:
            return self.statement(inner)
        if inner.type == "assignment_expression":
            return self._assigned(inner)
        if inner.type == "unary_expression" and self.operator_of(inner) == "delete":
            target = inner.child_by_field_name("argument")
            return [] if target is None else [model.Delete(self.region(node), self.place(target))]
        return [self._as_statement(self.lower(inner))]

    def _assigned(self, node: "Node") -> Iterable[model.Node]:
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if left is None or right is None:
            return [self._as_statement(self.lower(node))]
        value = self.lower(right)
        place = "".join(self.text(left).split())
        if place == "module.exports":
            return [model.Bind(self.region(node), model.Name(self.region(left), EXPORTS), value)]
        owner, _, name = place.rpartition(".")
        if owner in {"exports", "module.exports"} and not (isinstance(value, model.Name) and value.id == name):
            return [model.Bind(self.region(node), model.Name(self.region(left), name), value)]
        return self.bindings(left, value, node)

    def _declaration(self, node: "Node") -> Iterable[model.Node]:
        for child in children(node):
            name, value = child.child_by_field_name("name"), child.child_by_field_name("value")
            if name is None:
                continue
            module = None if value is None else self.loading(name, value)
            if module is not None:
                yield module
            else:
                yield from self.bindings(name, None if value is None else self.lower(value), child)

    def _function(self, node: "Node") -> Iterable[model.Node]:
        return [model.Define(self.region(node), self.function(node))]

    def _class(self, node: "Node") -> Iterable[model.Node]:
        return [model.Define(self.region(node), self.class_(node))]

    def _enum(self, node: "Node") -> Iterable[model.Node]:
        """An enumeration, as the mapping that it is at run time."""
        name, body = node.child_by_field_name("name"), node.child_by_field_name("body")
        entries: list[model.Entry] = []
        for child in body.named_children if body is not None else ():
            if child.type == "enum_assignment":
                place, key = self.region(child), self.key(child.child_by_field_name("name"))
                entries.append(model.Entry(place, key, self.lower_field(child, "value") or model.Unknown(place)))
        if name is None:
            return []
        target = model.Name(self.region(name), self.text(name))
        return [model.Bind(self.region(node), target, model.Mapping(self.region(node), tuple(entries)))]

    def _if(self, node: "Node") -> Iterable[model.Node]:
        # A chain of `else if` is as deep as it is long: build it from its end.
        chain: list[Node] = []
        rest: Node | None = node
        while rest is not None and rest.type == "if_statement":
            chain.append(rest)
            clause = rest.child_by_field_name("alternative")
            rest = None if clause is None else next(iter(children(clause)), None)
        otherwise = self.body_of(rest)
        for branch in reversed(chain):
            region = self.region(branch)
            test = self.lower_field(branch, "condition") or model.Unknown(region)
            otherwise = (model.If(region, test, self.body_of(branch.child_by_field_name("consequence")), otherwise),)
        return otherwise

    def _for(self, node: "Node") -> Iterable[model.Node]:
        start = node.child_by_field_name("initializer")
        if start is not None:
            yield from self.statement(start)
        step = self.lower_field(node, "increment")
        body = self.body_of(node.child_by_field_name("body"))
        test = node.child_by_field_name("condition")
        if test is not None and test.type == "expression_statement":
            test = next(iter(children(test)), None)
        yield model.Loop(
            self.region(node),
            body if step is None else (*body, self._as_statement(step)),
            test=None if test is None or test.type == "empty_statement" else self.lower(test),
        )

    def _for_in(self, node: "Node") -> Iterable[model.Node]:
        left, iterable = node.child_by_field_name("left"), self.lower_field(node, "right")
        head: list[model.Node] = []
        target = None if left is None else self.target(left, head)
        body = self.body_of(node.child_by_field_name("body"))
        if iterable is not None and any(child.type == "in" for child in node.children):
            region = iterable.region
            keys = model.Attribute(region, model.Name(region, "Object"), "keys")
            iterable = model.Call(region, keys, (model.Argument(region, iterable),))
        return [model.Loop(self.region(node), (*head, *body), target=target, iterable=iterable)]

    def _while(self, node: "Node") -> Iterable[model.Node]:
        body = self.body_of(node.child_by_field_name("body"))
        return [model.Loop(self.region(node), body, test=self.lower_field(node, "condition"))]

    def _switch(self, node: "Node") -> Iterable[model.Node]:
        region = self.region(node)
        subject = self.lower_field(node, "value") or model.Unknown(region)
        body = node.child_by_field_name("body")
        cases: list[model.Case] = []
        pending: list[model.Node] = []
        for child in body.named_children if body is not None else ():
            if child.type not in {"switch_case", "switch_default"}:
                continue
            place = self.region(child)
            value = child.child_by_field_name("value")
            pending.append(model.Capture(place, "_") if value is None else self.lower(value))
            statements = [each for each in child.children_by_field_name("body") if each.is_named]
            if not statements:
                continue  # case "a": case "b": …
            pattern = pending[0] if len(pending) == 1 else model.Choice(place, tuple(pending), "pattern")
            block = tuple(lowered for each in statements for lowered in self.statement(each))
            cases.append(model.Case(place, pattern, None, block))
            pending = []
        return [model.Match(region, subject, tuple(cases))]

    def _try(self, node: "Node") -> Iterable[model.Node]:
        handlers: tuple[model.Handler, ...] = ()
        handler = node.child_by_field_name("handler")
        if handler is not None:
            parameter = handler.child_by_field_name("parameter")
            head: list[model.Node] = []
            name = self.text(parameter) if parameter is not None and parameter.type == "identifier" else ""
            if parameter is not None and not name:
                name = "{…}"
                head = self.bindings(parameter, model.Name(self.region(parameter), name), parameter)
            body = self.body_of(handler.child_by_field_name("body"))
            handlers = (model.Handler(self.region(handler), None, name, (*head, *body)),)
        final = node.child_by_field_name("finalizer")
        block = final.child_by_field_name("body") if final is not None else None
        body = self.body_of(node.child_by_field_name("body"))
        return [model.Try(self.region(node), body, handlers, (), self.body_of(block))]
