"""What a program has that may write, gathered in one walk."""

import sys
from dataclasses import dataclass, field

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.program import Node, Program
from sup_lint.analysis.sinks.words import is_logger_name, receiver_name, words_in

_LEVELS = frozenset({"level", "lvl", "severity", "priority"})


@dataclass(slots=True)
class Outline:
    """The statements and calls of a program in source order.

    `roots` are the packages it imports (None where a star import may hide which), `called` the last names it calls,
    `other_names` pairs of a name and the expression that it is another name for, `imported` the names it gives to
    whole modules; `functions` and `joins` as they come.
    """

    nodes: list[Node] = field(default_factory=list)
    roots: set[str] | None = field(default_factory=set)
    called: set[str] = field(default_factory=set)
    other_names: list[tuple[str, Node]] = field(default_factory=list)
    functions: list[model.Function] = field(default_factory=list)
    joins: list[model.Join] = field(default_factory=list)
    imported: set[str] = field(default_factory=set)

    def aliases(self, interesting: frozenset[str]) -> dict[str, list[Node]]:
        """The other names given to functions of interest, each with the expressions it may stand for."""
        found: dict[str, list[Node]] = {}
        for name, value in self.other_names:
            if _stands_for(value, interesting):
                found.setdefault(name, []).append(value)
        return found


def alias_of(node: Node) -> str:
    """What an expression is called as another name: attributes, which begin with a dot, are told from variables."""
    return f".{node.name}" if isinstance(node, model.Attribute) else last_name(node)


def may_take_method(call: model.Call, interesting: frozenset[str]) -> bool:
    """Whether `getattr(value, name)` may give a method of interest: its name says so, or what it is taken from."""
    if last_name(call.function) != "getattr":
        return last_name(call.function) == "partial"
    if len(call.arguments) < 2:
        return False
    owner, name = call.arguments[0].value, call.arguments[1].value
    if isinstance(name, model.Literal):
        return name.value in interesting
    return is_logger_name(receiver_name(owner)) or not _LEVELS.isdisjoint(words_in(receiver_name(name)))


def outline_of(program: Program) -> Outline:
    """Gather what `Outline` holds."""
    outline = Outline()
    for node in program.nodes():
        match node:
            case model.Call():
                outline.nodes.append(node)
                outline.called.add(last_name(node.function))
            case model.Raise() | model.Assert():
                outline.nodes.append(node)
            case model.Class():
                outline.nodes.append(node)
                outline.other_names += [
                    (f".{each.target.id}", each.value)
                    for each in node.body
                    if isinstance(each, model.Bind) and isinstance(each.target, model.Name) and each.value is not None
                ]
            case model.Bind():
                if isinstance(node.target, model.Name | model.Attribute) and node.value is not None:
                    outline.other_names.append((alias_of(node.target), node.value))
                if isinstance(node.target, model.Attribute | model.Subscript):
                    outline.nodes.append(node)
            case model.Parameter() if node.default is not None:
                outline.other_names.append((node.name, node.default))
            case model.Join():
                outline.joins.append(node)
            case model.Function():
                outline.functions.append(node)
                outline.nodes += [each for each in node.decorators if isinstance(each, model.Attribute)]
            case model.Import():
                _import(outline, node)
    return outline


def _import(outline: Outline, node: model.Import) -> None:
    root = node.module.partition(".")[0].removeprefix("node:")
    outline.imported.update([node.alias] if node.alias else ())
    for imported in node.names:
        if imported.name == "*" and not node.level and root not in sys.stdlib_module_names:
            outline.roots = None
        elif imported.name == model.DEFAULT:
            outline.imported.add(imported.alias)
        elif imported.alias != imported.name:
            outline.other_names.append((imported.alias, model.Name(imported.region, imported.name)))
    if outline.roots is not None and not node.level:
        outline.roots |= {root, root.partition("/")[0]}


def _stands_for(value: Node, interesting: frozenset[str]) -> bool:
    match value:
        case model.Name() | model.Attribute():
            return last_name(value) in interesting
        case model.Call():
            return may_take_method(value, interesting)
        case model.Choice():
            return any(_stands_for(option, interesting) for option in value.options)
        case model.Mapping():
            return any(_stands_for(entry.value, interesting) for entry in value.entries)
    return False
