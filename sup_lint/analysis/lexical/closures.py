"""Functions without a name: closures, lambdas, blocks that a call is given."""

from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.lexical.groups import Group, Item
from sup_lint.analysis.lexical.stretch import plain
from sup_lint.analysis.lexical.tokens import Token
from sup_lint.analysis.lexical.type_lists import behind_given
from sup_lint.analysis.program import Node

if TYPE_CHECKING:
    from sup_lint.analysis.lexical.expressions import Reader

_LONGEST_HEAD = 60


def closure(reader: "Reader", group: Group) -> model.Function:
    """`{ parameters -> statements }` in each language's way."""
    items = group.items
    head = _head(items, reader)
    if items and items[0].text == "|":  # { |parameters| statements }
        head = next((place for place in range(1, min(len(items), _LONGEST_HEAD)) if items[place].text == "|"), 0)
    parameters = _parameters(items[:head], reader) if head else ()
    body = reader.source.statements(reader.source, list(items[head + 1 if head else 0 :]), reader.depth + 1)
    return model.Function(reader.source.region(group.start, group.end), "", parameters, giving_last(body))


def _head(items: "list[Item]", reader: "Reader") -> int:
    """The place of the mark that ends a closure's parameters; 0 if it has none."""
    marks = {"kotlin": "->", "groovy": "->", "scala": "=>", "swift": "in"}
    mark = marks.get(reader.dialect.name)
    for place, item in enumerate(items[:_LONGEST_HEAD]):
        if item.text == mark and place:
            return place
        if place and item.is_first:
            break
        if isinstance(item, Token) and (item.kind in {"string", "number"} or item.text in {"=", "==", ";"}):
            break
    return 0


def _parameters(items: "list[Item]", reader: "Reader") -> tuple[model.Parameter, ...]:
    """The names among the tokens before a body; types are names, too, and do no harm."""
    found: list[model.Parameter] = []
    before = ""
    for item in items:
        if isinstance(item, Group):
            found += _parameters(item.items, reader) if item.kind == "(" else ()
        elif item.kind == "name" and before not in {":", "->", "."}:
            region = reader.source.region(item.start, item.end)
            if before not in {",", "(", "|", ""} and found:
                found.pop()  # the name before it was the type
            found.append(model.Parameter(region, plain(item.text)))
        before = item.text
    return tuple(found)


def giving_last(body: tuple[Node, ...]) -> tuple[Node, ...]:
    """The statements of a body whose last expression is its result."""
    if body and isinstance(last := body[-1], model.Evaluate):
        return (*body[:-1], model.Return(last.region, last.value))
    return body


def arrow(reader: "Reader", left: Node, start: int) -> Node:
    """`parameters => body`; the left side of a case keeps its pattern."""
    reader.at += 1
    if isinstance(left, model.Name):
        parameters: tuple[model.Parameter, ...] = (model.Parameter(left.region, left.id),)
    elif isinstance(left, model.Sequence) and all(isinstance(each, model.Name) for each in left.items):
        parameters = tuple(model.Parameter(each.region, each.id) for each in left.items if isinstance(each, model.Name))
    else:
        parameters = (model.Parameter(left.region, "", None, left),)
    body = _body(reader)
    return model.Function(reader.region(start), "", parameters, body)


def _body(reader: "Reader") -> tuple[Node, ...]:
    block = reader.group("{")
    if block is not None:
        reader.at += 1
        body = reader.source.statements(reader.source, block.items, reader.depth + 1)
        return giving_last(body) if reader.dialect.gives_last or reader.dialect.braces == "closure" else body
    start = reader.start()
    value = reader.operand(0)
    return (model.Return(reader.region(start), value),)


def is_body_next(reader: "Reader") -> bool:
    """Whether the body of a function follows the brackets that were just read."""
    ahead = 1 if reader.text() == "async" else 0
    if reader.text(ahead) == "*":
        ahead += 1
    return reader.text(ahead) in reader.dialect.arrows or (
        reader.dialect.name == "dart" and reader.group("{", ahead) is not None
    )


def with_parameters(reader: "Reader", group: Group) -> Node:
    """`(parameters) => body`"""
    parameters = declared_parameters(reader, group)
    reader.at += reader.text() == "async"
    reader.at += reader.text() == "*"
    reader.at += reader.text() in reader.dialect.arrows
    body = _body(reader)
    return model.Function(reader.region(group.start), "", parameters, body)


def rust_closure(reader: "Reader") -> Node:
    """`|parameters| body`"""
    start, begun = reader.start(), reader.at
    if reader.text() == "|":
        reader.at += 1
        while reader.peek() is not None and reader.text() != "|" and reader.at - begun < _LONGEST_HEAD:
            reader.at += 1
    parameters = _parameters(list(reader.items[begun : reader.at]), reader)
    reader.at = min(reader.at + 1, reader.end)
    while reader.text() == "->" and not reader.group("{"):
        reader.at += 2
    body = _body(reader)
    return model.Function(reader.region(start), "", parameters, body)


def ruby_lambda(reader: "Reader") -> Node:
    """`->(parameters) { statements }`"""
    start = reader.start()
    reader.at += 1
    parameters: tuple[model.Parameter, ...] = ()
    if (group := reader.group("(")) is not None:
        parameters = declared_parameters(reader, group)
        reader.at += 1
    body = giving_last(_body(reader))
    return model.Function(reader.region(start), "", parameters, body)


def block(reader: "Reader", start: int) -> Node:
    """Objective-C's `^(parameters) { statements }`"""
    parameters: tuple[model.Parameter, ...] = ()
    if (group := reader.group("(")) is not None:
        parameters = declared_parameters(reader, group)
        reader.at += 1
    body = _body(reader)
    return model.Function(reader.region(start), "", parameters, body)


def function(reader: "Reader", word: Token) -> Node | None:
    """`function (parameters) body` as an expression; None if the word is a name here."""
    group = reader.group("(")
    if group is None:
        return None
    reader.at += 1
    parameters = declared_parameters(reader, group)
    while not reader.is_over() and not reader.group("{") and reader.text() not in {"=>", "="}:
        reader.at += 1
    reader.at += reader.text() in {"=>", "="}
    body = _body(reader)
    return model.Function(reader.region(word.start), "", parameters, body)


def declared_parameters(reader: "Reader", group: Group) -> tuple[model.Parameter, ...]:
    """The parameters in brackets, with their defaults; what else a declaration holds is its annotation."""
    found: list[model.Parameter] = []
    inner = reader.inside(group)
    while inner.at < inner.end:
        if inner.text() in {",", ";"}:
            inner.at += 1
            continue
        nested = inner.group("{") or inner.group("[")
        if (
            nested is not None
            and (inner.text(1) in {",", ""} or inner.at + 1 == inner.end)
            and reader.dialect.name == "dart"
        ):
            inner.at += 1
            found += declared_parameters(inner, nested)
            continue
        found.append(_parameter(inner))
    return tuple(found)


def _parameter(reader: "Reader") -> model.Parameter:
    start, begun = reader.start(), reader.at
    while not reader.is_over() and reader.text() != "=":
        if reader.text() == ":" and reader.dialect.ends_blocks:
            break
        if reader.text() in {"<", "::"} and (behind := behind_given(reader)):
            reader.at = behind
            continue
        reader.at += 1
    words = list(reader.items[begun : reader.at])
    colon = next((place for place, item in enumerate(words) if item.text == ":"), len(words))
    names = [item for item in words[:colon] if isinstance(item, Token) and item.kind == "name"]
    name = (names[0] if reader.dialect.type_follows else names[-1]).text if names else ""
    annotation = None
    if any(_holds_text(item) for item in words):
        head = reader.inside(Group("(", start, start, False, False, words))
        annotation = head.flat()
    default = None
    if reader.text() in {"=", ":"}:
        reader.at += 1
        default = reader.expression()
    return model.Parameter(reader.region(start), plain(name) if name else "", default, annotation)


def _holds_text(item: Item) -> bool:
    if isinstance(item, Group):
        return any(_holds_text(each) for each in item.items)
    return item.kind == "string"
