"""Imports and exports, of ECMAScript's modules and of CommonJS."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.javascript.expressions import ExpressionLowering, children
from sup_lint.analysis.program import DEFAULT, EXPORTS

if TYPE_CHECKING:
    from tree_sitter import Node

_DECLARATIONS = frozenset(
    """
    lexical_declaration variable_declaration function_declaration generator_function_declaration class_declaration
    abstract_class_declaration enum_declaration internal_module module
    """.split()
)


class ModuleLowering(ExpressionLowering):
    """Lowers import and export statements."""

    def statement(self, node: "Node") -> Iterable[model.Node]:
        """Lower one statement."""
        raise NotImplementedError

    def imports(self, node: "Node") -> Iterable[model.Node]:
        """`import …`; nothing of a type-only import is there at run time."""
        if _is_type(node):
            return
        region = self.region(node)
        clause = next((child for child in node.named_children if child.type in _CLAUSES), None)
        if clause is not None and clause.type == "import_require_clause":
            source, name = clause.child_by_field_name("source"), next(iter(children(clause)), None)
            if source is not None and name is not None:
                yield model.Import(region, self._module(source), alias=self.text(name))
            return
        source = node.child_by_field_name("source")
        if source is None:
            return
        module = self._module(source)
        names: list[model.Imported] = []
        for child in children(clause) if clause is not None else ():
            place = self.region(child)
            if child.type == "identifier":
                names.append(model.Imported(place, DEFAULT, self.text(child)))
            elif child.type == "namespace_import":
                yield model.Import(region, module, alias=self.text(next(iter(children(child)))))
            elif child.type == "named_imports":
                names += self._specifiers(child)
        if names or clause is None:
            yield model.Import(region, module, tuple(names))

    def _specifiers(self, node: "Node") -> Iterable[model.Imported]:
        for child in children(node):
            name, alias = child.child_by_field_name("name"), child.child_by_field_name("alias")
            if name is not None and not _is_type(child):
                yield model.Imported(self.region(child), self._exported(name), self._exported(alias or name))

    def _exported(self, node: "Node") -> str:
        text = self.text(node)
        return text[1:-1] if node.type == "string" else text

    def _module(self, node: "Node") -> str:
        literal = self.lower(node)
        return literal.value if isinstance(literal, model.Literal) and isinstance(literal.value, str) else ""

    def loading(self, target: "Node", value: "Node") -> model.Node | None:
        """`const x = require("…")`, `const { a: b } = await import("…")`; None for other declarations."""
        inner = value
        while inner.type in {"await_expression", "parenthesized_expression"}:
            inner = next(iter(children(inner)), inner)
            if inner is value:
                return None
        module = self.loaded_module(inner) if inner.type == "call_expression" else None
        if module is None:
            return None
        region = self.region(value)
        if target.type == "identifier":
            place = self.region(target)
            return model.Bind(place, model.Name(place, self.text(target)), self.lower(inner))
        if target.type != "object_pattern":
            return None
        names: list[model.Imported] = []
        for child in children(target):
            place = self.region(child)
            if child.type == "shorthand_property_identifier_pattern":
                names.append(model.Imported(place, self.text(child), self.text(child)))
            elif child.type == "pair_pattern":
                key, alias = child.child_by_field_name("key"), child.child_by_field_name("value")
                if key is None or alias is None or alias.type != "identifier":
                    return None
                names.append(model.Imported(place, self._exported(key), self.text(alias)))
            else:
                return None
        return model.Import(region, module, tuple(names))

    def exports(self, node: "Node") -> Iterable[model.Node]:
        """`export …`"""
        if _is_type(node):
            return
        region = self.region(node)
        source = node.child_by_field_name("source")
        declaration, value = node.child_by_field_name("declaration"), node.child_by_field_name("value")
        is_default = any(child.type == "default" for child in node.children)
        if source is not None:
            yield from self._again(node, self._module(source))
        elif declaration is not None:
            yield from self.statement(declaration)
            name = declaration.child_by_field_name("name")
            if is_default:
                exported = model.Name(region, self.text(name)) if name is not None else self.lower(declaration)
                yield model.Bind(region, model.Name(region, DEFAULT), exported)
        elif value is not None:
            yield model.Bind(region, model.Name(region, DEFAULT), self.lower(value))
        else:
            yield from self._listed(node)

    def _listed(self, node: "Node") -> Iterable[model.Node]:
        region = self.region(node)
        for child in children(node):
            if child.type == "export_clause":
                yield from self._renamed(child)
            elif child.type in _DECLARATIONS:
                yield from self.statement(child)
            elif child.type != "decorator":  # export = value
                yield model.Bind(region, model.Name(region, EXPORTS), self.lower(child))

    def _renamed(self, node: "Node") -> Iterable[model.Node]:
        for child in children(node):
            name, alias = child.child_by_field_name("name"), child.child_by_field_name("alias")
            if name is not None and alias is not None and not _is_type(child):
                place = self.region(child)
                yield model.Bind(place, model.Name(place, self._exported(alias)), model.Name(place, self.text(name)))

    def _again(self, node: "Node", module: str) -> Iterable[model.Node]:
        """`export { a as b } from "…"`, `export * from "…"`, `export * as c from "…"`"""
        place = self.region(node)
        inner = next((child for child in children(node) if child.type in _NAMING), None)
        if inner is None:
            yield model.Import(place, module, (model.Imported(place, "*", ""),))
        elif inner.type == "namespace_export":
            yield model.Import(place, module, alias=self._exported(next(iter(children(inner)))))
        else:
            yield model.Import(place, module, tuple(self._specifiers(inner)))


_NAMING = frozenset({"export_clause", "namespace_export"})
_CLAUSES = frozenset({"import_clause", "import_require_clause"})


def _is_type(node: "Node") -> bool:
    return any(child.type == "type" for child in node.children)
