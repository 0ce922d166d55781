"""Python statements, from libcst nodes to the program model."""

from collections.abc import Callable, Iterable
from typing import Any

import libcst as cst

from sup_lint.analysis import program as model
from sup_lint.analysis.python.expressions import ExpressionLowering, between
from sup_lint.analysis.python.positions import Positions

Block = tuple[model.Node, ...]


class StatementLowering(ExpressionLowering):
    """Lowers whole modules."""

    def __init__(self, positions: Positions) -> None:
        super().__init__(positions)
        self._statements: dict[type[cst.CSTNode], Callable[[Any], Iterable[model.Node]]] = {
            cst.Assign: self._assign,
            cst.AnnAssign: self._annotated,
            cst.AugAssign: self._augmented,
            cst.Expr: lambda node: [model.Evaluate(self.region(node), self.lower(node.value))],
            cst.Return: lambda node: [model.Return(self.region(node), self.lower_optional(node.value))],
            cst.Raise: self._raise,
            cst.Assert: lambda node: [
                model.Assert(self.region(node), self.lower(node.test), self.lower_optional(node.msg))
            ],
            cst.Del: self._delete,
            cst.Import: self._import,
            cst.ImportFrom: self._import_from,
            cst.Global: lambda node: [self._outer(node, "global")],
            cst.Nonlocal: lambda node: [self._outer(node, "nonlocal")],
            cst.Pass: lambda node: [model.Jump(self.region(node), "pass")],
            cst.Break: lambda node: [model.Jump(self.region(node), "break")],
            cst.Continue: lambda node: [model.Jump(self.region(node), "continue")],
            cst.If: self._if,
            cst.For: self._for,
            cst.While: lambda node: [
                model.Loop(
                    self.region(node),
                    self.block(node.body),
                    self._else(node.orelse),
                    test=self.lower(node.test),
                )
            ],
            cst.Try: self._try,
            cst.TryStar: self._try,
            cst.With: self._with,
            cst.Match: self._match,
            cst.FunctionDef: self._function,
            cst.ClassDef: self._class,
            cst.TypeAlias: self._type_alias,
        }

    def module(self, node: cst.Module) -> Block:
        """Lower the statements of a module."""
        return tuple(self._each(node.body))

    def block(self, node: cst.BaseSuite) -> Block:
        """Lower an indented block, or the statements behind a colon."""
        return tuple(self._each(node.body))

    def _each(self, nodes: Iterable[cst.CSTNode]) -> Iterable[model.Node]:
        for node in nodes:
            if isinstance(node, cst.SimpleStatementLine | cst.SimpleStatementSuite):
                yield from self._each(node.body)
                continue
            lowering = self._statements.get(type(node))
            if lowering is not None:
                yield from lowering(node)
            else:
                yield model.Unknown(self.region(node), tuple(self.lower(child) for child in node.children))

    def _assign(self, node: cst.Assign) -> Iterable[model.Node]:
        value = self.lower(node.value)
        for target in node.targets:
            yield model.Bind(self.region(node), self.lower(target.target), value)

    def _annotated(self, node: cst.AnnAssign) -> Iterable[model.Node]:
        annotation = self.lower(node.annotation.annotation)
        value = self.lower_optional(node.value)
        yield model.Bind(self.region(node), self.lower(node.target), value, annotation=annotation)

    def _type_alias(self, node: cst.TypeAlias) -> Iterable[model.Node]:
        parameters = self.type_parameters(node.type_parameters)
        annotation = model.Unknown(self.region(node.type_parameters), parameters) if node.type_parameters else None
        yield model.Bind(self.region(node), self.lower(node.name), self.lower(node.value), annotation=annotation)

    def _augmented(self, node: cst.AugAssign) -> Iterable[model.Node]:
        target = self.lower(node.target)
        operator = self.augmented_operator(node.operator)
        # The target is read before it is written: two nodes for the two roles.
        value = self.combine(self.region(node), operator, self.lower(node.target), self.lower(node.value))
        yield model.Bind(self.region(node), target, value, how=f"{operator}=")

    def _raise(self, node: cst.Raise) -> Iterable[model.Node]:
        cause = self.lower(node.cause.item) if node.cause else None
        yield model.Raise(self.region(node), self.lower_optional(node.exc), cause)

    def _delete(self, node: cst.Del) -> Iterable[model.Node]:
        target = self.lower(node.target)
        targets = target.items if isinstance(target, model.Sequence) else (target,)
        for each in targets:
            yield model.Delete(self.region(node), each)

    def _import(self, node: cst.Import) -> Iterable[model.Node]:
        for name in node.names:
            yield model.Import(self.region(name), dotted(name.name), alias=_alias_of(name))

    def _import_from(self, node: cst.ImportFrom) -> Iterable[model.Node]:
        module = dotted(node.module) if node.module else ""
        names: tuple[model.Imported, ...]
        if isinstance(node.names, cst.ImportStar):
            names = (model.Imported(self.region(node), "*", ""),)
        else:
            names = tuple(
                model.Imported(self.region(name), dotted(name.name), _alias_of(name) or dotted(name.name))
                for name in node.names
            )
        yield model.Import(self.region(node), module, names, len(node.relative))

    def _outer(self, node: cst.Global | cst.Nonlocal, kind: str) -> model.Node:
        return model.Outer(self.region(node), tuple(item.name.value for item in node.names), kind)

    def _else(self, node: cst.Else | None) -> Block:
        return self.block(node.body) if node else ()

    def _if(self, node: cst.If) -> Iterable[model.Node]:
        # A chain of elif is as deep as it is long: build it from its end.
        chain: list[cst.If] = []
        rest: cst.If | cst.Else | None = node
        while isinstance(rest, cst.If):
            chain.append(rest)
            rest = rest.orelse
        otherwise = self._else(rest)
        for branch in reversed(chain):
            otherwise = (model.If(self.region(branch), self.lower(branch.test), self.block(branch.body), otherwise),)
        return otherwise

    def _for(self, node: cst.For) -> Iterable[model.Node]:
        yield model.Loop(
            self.region(node),
            self.block(node.body),
            self._else(node.orelse),
            target=self.lower(node.target),
            iterable=self.lower(node.iter),
        )

    def _try(self, node: cst.Try | cst.TryStar) -> Iterable[model.Node]:
        handlers = tuple(
            model.Handler(
                self.region(handler),
                self.lower_optional(handler.type),
                handler.name.name.value if handler.name and isinstance(handler.name.name, cst.Name) else "",
                self.block(handler.body),
            )
            for handler in node.handlers
        )
        final = self.block(node.finalbody.body) if node.finalbody else ()
        yield model.Try(self.region(node), self.block(node.body), handlers, self._else(node.orelse), final)

    def _with(self, node: cst.With) -> Iterable[model.Node]:
        contexts = tuple(
            model.Context(
                self.region(item), self.lower(item.item), self.lower(item.asname.name) if item.asname else None
            )
            for item in node.items
        )
        yield model.With(self.region(node), contexts, self.block(node.body))

    def _function(self, node: cst.FunctionDef) -> Iterable[model.Node]:
        function = model.Function(
            self.region(node),
            node.name.value,
            self.parameters(node.params),
            self.block(node.body),
            tuple(self.lower(decorator.decorator) for decorator in node.decorators),
            self.lower_optional(node.returns.annotation if node.returns else None),
            node.asynchronous is not None,
            self.type_parameters(node.type_parameters),
        )
        yield model.Define(function.region, function)

    def _class(self, node: cst.ClassDef) -> Iterable[model.Node]:
        definition = model.Class(
            self.region(node),
            node.name.value,
            self.arguments((*node.bases, *node.keywords)),
            self.block(node.body),
            tuple(self.lower(decorator.decorator) for decorator in node.decorators),
            self.type_parameters(node.type_parameters),
        )
        yield model.Define(definition.region, definition)

    def _match(self, node: cst.Match) -> Iterable[model.Node]:
        cases = tuple(
            model.Case(
                self.region(case),
                self._pattern(case.pattern),
                self.lower_optional(case.guard),
                self.block(case.body),
            )
            for case in node.cases
        )
        yield model.Match(self.region(node), self.lower(node.subject), cases)

    def _pattern(self, node: cst.CSTNode) -> model.Node:
        region = self.region(node)
        match node:
            case cst.MatchValue() | cst.MatchSingleton():
                return self.lower(node.value)
            case cst.MatchAs():
                pattern = self._pattern(node.pattern) if node.pattern else None
                return model.Capture(region, node.name.value if node.name else "_", pattern)
            case cst.MatchStar():
                return model.Capture(region, node.name.value if node.name else "_", rest=True)
            case cst.MatchOr():
                return model.Choice(region, tuple(self._pattern(each.pattern) for each in node.patterns), "pattern")
            case cst.MatchSequenceElement():
                return self._pattern(node.value)
            case cst.MatchSequence():
                return model.Sequence(region, tuple(self._pattern(each) for each in node.patterns), "list")
            case cst.MatchMapping():
                entries: list[model.Entry] = []
                for element in node.elements:
                    key, value = self.lower(element.key), self._pattern(element.pattern)
                    entries.append(model.Entry(between(key.region, value.region), key, value))
                if node.rest:
                    place = self.region(node.rest)
                    entries.append(model.Entry(place, None, model.Capture(place, node.rest.value, rest=True)))
                return model.Mapping(region, tuple(entries))
            case cst.MatchClass():
                arguments: list[model.Argument] = []
                for each in node.patterns:
                    value = self._pattern(each)
                    arguments.append(model.Argument(value.region, value))
                for keyword in node.kwds:
                    value = self._pattern(keyword.pattern)
                    place = between(self.region(keyword.key), value.region)
                    arguments.append(model.Argument(place, value, keyword.key.value))
                return model.Call(region, self.lower(node.cls), tuple(arguments))
        return model.Unknown(region, tuple(self._pattern(child) for child in node.children))


def dotted(node: cst.CSTNode) -> str:
    """The dotted name that an import statement spells."""
    parts: list[str] = []
    while isinstance(node, cst.Attribute):
        parts.append(node.attr.value)
        node = node.value
    if isinstance(node, cst.Name):
        parts.append(node.value)
    return ".".join(reversed(parts))


def _alias_of(node: cst.ImportAlias) -> str:
    return node.asname.name.value if node.asname and isinstance(node.asname.name, cst.Name) else ""
