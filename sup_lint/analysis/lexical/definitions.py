"""Classes with their fields, and whatever else has members."""

from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.lexical import closures
from sup_lint.analysis.lexical.groups import Group, Item
from sup_lint.analysis.lexical.stretch import plain
from sup_lint.analysis.lexical.tokens import Token
from sup_lint.analysis.program import Node

if TYPE_CHECKING:
    from sup_lint.analysis.lexical.statements import Statements


def class_definition(reader: "Statements", start: int, decorators: list[Node], found: list[Node]) -> bool:
    """Read a class, or whatever has members; False if the word before is a name here."""
    ahead = 0
    while reader.text(ahead) in reader.dialect.class_words:
        ahead += 1
    name = reader.token("name", ahead)
    if reader.text() == "package" and ahead == 1:
        return False
    if name is None and reader.group("{", ahead) is None:
        return False
    if name is not None and reader.text(ahead + 1) in {"=", ":="} and reader.dialect.name != "swift":
        return False
    word = reader.text(ahead - 1)
    reader.at += ahead + (name is not None)
    fields: list[Node] = []
    heads_on = True  # up to the supertypes
    begun = reader.at
    while not reader.group("{") and (not reader.is_over() or reader.text() == ","):
        heads_on = heads_on and reader.text() not in {":", "extends", "implements"}
        if heads_on and not fields and (group := reader.group("(")) is not None:
            fields = _fields(reader, group)
        reader.at += 1
    head = list(reader.items[begun : reader.at])
    if word == "impl" and name is not None:
        named = [item for item in (name, *head) if isinstance(item, Token) and item.kind == "name"]
        place = next((index for index, item in enumerate(named) if item.text == "for"), -1)
        name = named[place + 1] if 0 <= place < len(named) - 1 else name
    block = reader.group("{")
    called = plain(name.text) if name is not None else reader.owner or ""
    body: tuple[Node, ...] = ()
    if block is not None:
        reader.at += 1
        from sup_lint.analysis.lexical.statements import read

        body = read(reader.source, block.items, reader.depth + 1, called)
    if name is None and reader.owner:  # a companion object: its members are the class's
        found += body
        return True
    bases = [model.Argument(node.region, node) for node in _head_nodes(reader, head, skip_groups=bool(fields))]
    definition = model.Class(reader.region(start), called, tuple(bases), (*fields, *body), tuple(decorators))
    found.append(model.Define(definition.region, definition))
    return True


def _head_nodes(reader: "Statements", head: list[Item], *, skip_groups: bool) -> list[Node]:
    """What a class is given in its head, besides the fields that its constructor declares."""
    if skip_groups:
        place = next(index for index, item in enumerate(head) if isinstance(item, Group) and item.kind == "(")
        head = [*head[:place], *head[place + 1 :]]
    inside = reader.inside(Group("(", 0, 0, False, False, head))
    return [node for node in inside.everything() if not isinstance(node, model.Unknown) or node.children]


def go_type(reader: "Statements", start: int, found: list[Node]) -> bool:
    """`type Name struct { … }`, with its fields as members."""
    name, block = reader.token("name", 1), reader.group("{", 3)
    if name is None or block is None or reader.text(2) not in {"struct", "interface"}:
        return False
    reader.at += 4
    from sup_lint.analysis.lexical.statements import read

    body = read(reader.source, block.items, reader.depth + 1, name.text)
    definition = model.Class(reader.region(start), name.text, (), body)
    found.append(model.Define(definition.region, definition))
    return True


def _fields(reader: "Statements", group: Group) -> list[Node]:
    """The parameters of a primary constructor, as fields with their defaults."""
    return [
        model.Bind(each.region, model.Name(each.region, each.name), each.default, annotation=each.annotation)
        for each in closures.declared_parameters(reader, group)
    ]
