"""What a program has that may write, gathered in one walk."""

import sys
from dataclasses import dataclass, field

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.program import Node, Program, walk

_MAKING = frozenset({"getattr", "partial"})


@dataclass(slots=True)
class Outline:
    """The statements and calls of a program in source order.

    `roots` are the packages it imports (None where a star import may hide which), `called` the last names it calls,
    `other_names` pairs of a name and the expression that it is another name for.
    """

    nodes: list[Node] = field(default_factory=list)
    roots: set[str] | None = field(default_factory=set)
    called: set[str] = field(default_factory=set)
    other_names: list[tuple[str, Node]] = field(default_factory=list)

    def aliases(self, interesting: frozenset[str]) -> dict[str, list[Node]]:
        """The other names given to functions of interest, each with the expressions it may stand for."""
        found: dict[str, list[Node]] = {}
        for name, value in self.other_names:
            if _stands_for(value, interesting):
                found.setdefault(name, []).append(value)
        return found


def outline_of(program: Program) -> Outline:
    """Gather what `Outline` holds."""
    outline = Outline()
    for node in walk(program.body):
        match node:
            case model.Call():
                outline.nodes.append(node)
                outline.called.add(last_name(node.function))
            case model.Raise() | model.Assert() | model.Class():
                outline.nodes.append(node)
            case model.Bind():
                if isinstance(node.target, model.Name | model.Attribute) and node.value is not None:
                    outline.other_names.append((last_name(node.target), node.value))
                if isinstance(node.target, model.Attribute | model.Subscript):
                    outline.nodes.append(node)
            case model.Parameter() if node.default is not None:
                outline.other_names.append((node.name, node.default))
            case model.Function():
                outline.nodes += [each for each in node.decorators if isinstance(each, model.Attribute)]
            case model.Import():
                _import(outline, node)
    return outline


def _import(outline: Outline, node: model.Import) -> None:
    root = node.module.partition(".")[0]
    for imported in node.names:
        if imported.name == "*" and not node.level and root not in sys.stdlib_module_names:
            outline.roots = None
        elif imported.alias != imported.name:
            outline.other_names.append((imported.alias, model.Name(imported.region, imported.name)))
    if outline.roots is not None and not node.level:
        outline.roots.add(root)


def _stands_for(value: Node, interesting: frozenset[str]) -> bool:
    match value:
        case model.Name() | model.Attribute():
            return last_name(value) in interesting
        case model.Call():
            return last_name(value.function) in _MAKING
        case model.Choice():
            return any(_stands_for(option, interesting) for option in value.options)
        case model.Mapping():
            return any(_stands_for(entry.value, interesting) for entry in value.entries)
    return False
