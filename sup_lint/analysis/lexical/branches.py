"""Branches that give a value: if, when, match, switch, try, each as a choice of its results."""

from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.lexical.closures import giving_last
from sup_lint.analysis.lexical.groups import Group
from sup_lint.analysis.lexical.tokens import Token
from sup_lint.analysis.program import Node

if TYPE_CHECKING:
    from sup_lint.analysis.lexical.expressions import Reader

_CASES = frozenset({"when", "match", "switch", "case"})
WORDS = _CASES | {"if", "try", "unless", "do"}


def value(reader: "Reader", word: Token) -> Node | None:
    """The choice that a branching word begins; None if the word is a name here."""
    if word.text in {"try", "do"}:
        block = reader.group("{")
        return _tried(reader, word.start) if block is not None else None
    head = _head(reader)
    if head is None:
        return None
    test, _ = head
    if word.text in _CASES:
        block = reader.group("{")
        if block is None:
            return None
        return arms(reader, test, word.start, ahead=0)
    options = [_branch(reader)]
    while reader.text() in {"else", "elsif", "elseif"} and reader.peek() is not None:
        is_test = reader.text() != "else"
        reader.at += 1
        if is_test and (following := _head(reader)) is not None:
            options.append(following[0])
        options.append(_branch(reader))
    return model.Choice(reader.region(word.start), tuple(options), "ternary", test)


def _head(reader: "Reader") -> "tuple[Node, Group | None] | None":
    """The test behind a branching word, read; None if no branch can follow."""
    group = reader.group("(")
    if reader.dialect.has_parenthesised_tests:
        if group is None:
            block = reader.group("{")
            return (model.Unknown(reader.region(reader.start())), None) if block is not None else None
        reader.at += 1
        return reader.inside(group).whole(), group
    place = next((ahead for ahead in range(200) if reader.is_over(ahead) or reader.group("{", ahead)), None)
    if place is None or reader.group("{", place) is None:
        return None
    end = reader.end
    reader.end = reader.at + place
    test = reader.whole()
    reader.at, reader.end = reader.end, end
    return test, None


def _branch(reader: "Reader") -> Node:
    block = reader.group("{")
    if block is None:
        return reader.operand(1)
    reader.at += 1
    return _result(reader, block)


def _result(reader: "Reader", block: Group) -> Node:
    """What a block gives: its only expression, or the result of calling it."""
    body = reader.source.statements(reader.source, block.items, reader.depth + 1)
    if len(body) == 1 and isinstance(body[0], model.Evaluate):
        return body[0].value
    region = reader.source.region(block.start, block.end)
    return model.Call(region, model.Function(region, "", (), giving_last(body)), ())


def _tried(reader: "Reader", start: int) -> Node:
    options = [_branch(reader)]
    while reader.text() in {"catch", "finally"}:
        reader.at += 1
        if (group := reader.group("(")) is not None:
            reader.at += 1
            options.append(reader.inside(group).whole())
        if reader.group("{") is None:
            break
        options.append(_branch(reader))
    return model.Choice(reader.region(start), tuple(options), "ternary")


def arms(reader: "Reader", subject: Node, start: int, ahead: int = 1) -> Node:
    """The choice between the arms in the braces that follow: `pattern -> value`."""
    reader.at += ahead
    block = reader.group("{")
    assert block is not None, "the caller has seen it"
    reader.at += 1
    options: list[Node] = []
    for statement in reader.source.statements(reader.source, block.items, reader.depth + 1):
        match statement:
            case model.Evaluate(value=model.Function(body=(model.Return(value=Node() as given),)) as arm):
                options += [parameter.annotation for parameter in arm.parameters if parameter.annotation is not None]
                options.append(given)
            case model.Evaluate():
                options.append(statement.value)
            case _:
                options.append(model.Unknown(statement.region, (statement,)))
    return model.Choice(reader.region(start), tuple(options), "ternary", subject)
