"""What brackets hold: lists, mappings, arguments, and types with their fields."""

from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.lexical import closures
from sup_lint.analysis.lexical.calls import made_call
from sup_lint.analysis.lexical.groups import Group, Item
from sup_lint.analysis.lexical.tokens import Token
from sup_lint.analysis.program import Node
from sup_lint.model.region import Region

if TYPE_CHECKING:
    from sup_lint.analysis.lexical.expressions import Reader

# In these a word before a colon is text, not a variable.
_WORD_KEYS = frozenset({"ruby", "groovy", "php"})
# What follows the arguments of a call without brackets: puts "…" if loud
_BEHIND_WORDS = frozenset({"if", "unless", "while", "until", "rescue", "do", "and", "or"})
_NAMED_BY_EQUALS = frozenset({"kotlin", "scala", "csharp", "swift", "java", "groovy"})


def group(reader: "Reader", item: Group) -> Node | None:
    """The value of brackets that begin an expression."""
    region = reader.source.region(item.start, item.end)
    if item.kind == "[":
        return _list(reader, item)
    if item.kind == "{":
        if reader.dialect.braces == "closure":
            return closures.closure(reader, item)
        return _display(region, elements(reader.inside(item)))
    if closures.is_body_next(reader):
        return closures.with_parameters(reader, item)
    if _is_cast(reader, item):
        return reader.operand(8)
    found = elements(reader.inside(item))
    if len(found) == 1 and not isinstance(found[0], model.Entry):
        return found[0]
    return _display(region, found, kind="tuple")


def _list(reader: "Reader", item: Group) -> Node:
    region = reader.source.region(item.start, item.end)
    if reader.dialect.has_messages and (message := _message(reader.inside(item))) is not None:
        return message
    if reader.dialect.type_follows and reader.is_tight() and reader.token("name"):  # []string{…}, []byte("…")
        return _typed(reader, item)
    return _display(region, elements(reader.inside(item)), kind="list")


def _typed(reader: "Reader", item: Group) -> Node:
    """Go's `[]string{…}` and `[]byte("…")`."""
    while reader.text() in {"*", "."} or reader.token("name") or (reader.group("[") and reader.is_tight()):
        if reader.is_over():
            break
        reader.at += 1
    block = reader.group("{")
    if block is None:
        return reader.operand(8)
    reader.at += 1
    return _display(reader.region(item.start), elements(reader.inside(block)))


def _message(reader: "Reader") -> Node | None:
    """`[receiver selector:argument selector:argument]`"""
    start = reader.start()
    receiver = reader.operand(8)
    name = reader.token("name")
    if name is None:
        reader.at = 0
        return None
    arguments: list[model.Argument] = []
    while reader.at < reader.end:
        selector = reader.token("name")
        if reader.text() == ",":
            reader.at += 1
            following = reader.operand(1)
            arguments.append(model.Argument(following.region, following))
            continue
        if selector is None or reader.text(1) != ":":
            if selector is None and reader.text() != ":":
                break
            reader.at += 1
            continue
        reader.at += 2
        begun = reader.start()
        value = reader.operand(1)
        arguments.append(model.Argument(reader.region(begun), value, selector.text if arguments else None))
    arguments += [model.Argument(node.region, node) for node in reader.everything()]
    region = reader.region(start)
    return made_call(region, model.Attribute(region, receiver, name.text), tuple(arguments))


def typed_map(reader: "Reader", word: Token) -> Node:
    """Go's `map[string]string{…}`."""
    while not reader.is_over() and not reader.group("{") and not reader.group("("):
        reader.at += 1
    item = reader.group("{")
    if item is None:
        return reader.source.word(word)
    reader.at += 1
    return _display(reader.region(word.start), elements(reader.inside(item)))


def untyped(reader: "Reader", start: int) -> Node | None:
    """C#'s `new[] { … }` and `new() { … }`; None for what else stands behind `new`."""
    braces = reader.group("{", 1) if reader.group("[") or reader.group("(") else None
    if braces is None:
        return None
    reader.at += 2
    return _display(reader.region(start), elements(reader.inside(braces)), kind="list")


def braces_behind(reader: "Reader", node: Node, item: Group, start: int, *, is_new: bool) -> Node | None:
    """What braces behind an expression make of it: a value with fields, a call with a closure."""
    name = last_name(node.function if isinstance(node, model.Call) else node)
    if reader.dialect.takes_closure:
        if not isinstance(node, model.Name | model.Attribute | model.Call | model.Subscript):
            return None
        reader.at += 1
        body = closures.closure(reader, item)
        argument = model.Argument(body.region, body)
        return made_call(reader.region(start), node, (argument,))
    if is_new and isinstance(node, model.Subscript):  # new String[] { … }
        reader.at += 1
        return _display(reader.region(start), elements(reader.inside(item)), kind="list")
    if reader.dialect.name == "java" and is_new:
        reader.at += 1
        body = closures.closure(reader, item)
        return model.Unknown(reader.region(start), (node, body))
    takes_fields = (
        is_new or reader.dialect.name in {"go", "cpp"} or (reader.dialect.name == "rust" and name[:1].isupper())
    )
    if not takes_fields or not isinstance(node, model.Name | model.Attribute | model.Call | model.Subscript):
        return None
    reader.at += 1
    inside = elements(reader.inside(item), is_typed=True)
    if isinstance(node, model.Call):
        given = (*node.arguments, *_as_arguments(inside))
        return model.Call(reader.region(start), node.function, given)
    return model.Call(reader.region(start), node, _as_arguments(inside))


def arguments(reader: "Reader") -> tuple[model.Argument, ...]:
    """The arguments in the brackets of a call, or behind the name of a call without brackets."""
    found: list[Node] = []
    while reader.at < reader.end:
        if reader.is_over() and reader.text() not in {",", ";"}:
            break
        if (reader.text() == ";" and reader.is_block) or (
            reader.dialect.takes_words and reader.text() in _BEHIND_WORDS
        ):
            break
        found += _element(reader, is_call=True)
    return _as_arguments(found)


def elements(reader: "Reader", *, is_typed: bool = False) -> "list[Node]":
    """The elements of a list or mapping: expressions, entries, and fields as named arguments."""
    found: list[Node] = []
    while reader.at < reader.end:
        found += _element(reader, is_call=is_typed)
    return found


def _element(reader: "Reader", *, is_call: bool) -> "list[Node]":
    """What stands up to the next comma."""
    start, before = reader.start(), reader.at
    if reader.text() == "." and reader.text(2) == "=":  # .field = value
        reader.at += 1
    name = reader.token("name")
    if name is not None and reader.text(1) in {":", "="} and is_call and _names_argument(reader):
        reader.at += 2
        value = reader.operand(0)
        return [model.Argument(reader.region(start), value, name.text)]
    if name is not None and reader.text(1) == ":" and reader.dialect.name in _WORD_KEYS:
        reader.at += 2
        key = reader.source.literal(name.start, name.end, name.text)
        value = reader.operand(0)
        return [model.Entry(reader.region(start), key, value)]
    node = reader.expression()
    if (
        node is not None
        and (reader.text() == ":" or reader.text() in reader.dialect.pair_marks)
        and not reader.is_over()
    ):
        reader.at += 1
        value = reader.operand(0)
        return [model.Entry(reader.region(start), node, value)]
    if (
        isinstance(node, model.Bind)
        and isinstance(node.target, model.Sequence)
        and len(node.target.items) == 1
        and node.value is not None
    ):
        return [model.Entry(reader.region(start), node.target.items[0], node.value)]  # [key] = value
    if node is not None:
        return [node]
    if reader.at == before:
        reader.at += 1
    return []


def _names_argument(reader: "Reader") -> bool:
    if reader.text(1) == ":":
        return reader.dialect.name not in {"ruby", "groovy"} or reader.is_tight(1)
    return reader.dialect.name in _NAMED_BY_EQUALS or reader.dialect.name == "cpp"


def _as_arguments(found: "list[Node]") -> tuple[model.Argument, ...]:
    """Elements as arguments; the entries among them are one mapping."""
    given: list[model.Argument] = []
    entries: list[model.Entry] = []
    for each in found:
        if isinstance(each, model.Argument):
            given.append(each)
        elif isinstance(each, model.Entry):
            entries.append(each)
        elif isinstance(each, model.Spread):
            given.append(model.Argument(each.region, each.value, spread="*"))
        else:
            given.append(model.Argument(each.region, each))
    if entries:
        mapping = model.Mapping(_around(entries), tuple(entries))
        given.append(model.Argument(mapping.region, mapping))
    return tuple(given)


def _display(region: Region, found: "list[Node]", kind: str = "list") -> Node:
    """A mapping if any element is an entry, else a list of that kind."""
    nodes: list[Node] = [each.value if isinstance(each, model.Argument) else each for each in found]
    if any(isinstance(each, model.Entry) for each in nodes):
        entries = [each if isinstance(each, model.Entry) else model.Entry(each.region, None, each) for each in nodes]
        return model.Mapping(region, tuple(entries))
    is_pair = kind == "list" and len(nodes) == 2 and all(isinstance(each, model.Literal) for each in nodes)
    return model.Sequence(region, tuple(nodes), "tuple" if is_pair else kind)


def _around(nodes: "list[model.Entry]") -> Region:
    first, last = nodes[0].region, nodes[-1].region
    return Region(first.line, first.column, last.end_line, last.end_column)


def _is_cast(reader: "Reader", item: Group) -> bool:
    """Whether brackets hold a type, and the value that is made one follows."""
    following: Item | None = reader.peek()
    if following is None or reader.is_over() or not (reader.dialect.has_bare_functions or reader.dialect.in_markup):
        return False
    is_value = (
        isinstance(following, Token)
        and following.kind in {"string", "name"}
        and following.text not in {"as", "is", "in", "instanceof"}
    )
    holds_type = bool(item.items) and all(
        isinstance(each, Token) and (each.kind == "name" or each.text in {"*", "<", ">", ".", "?", "&", "::"})
        for each in item.items
    )
    return is_value and holds_type


def cascade(reader: "Reader", node: Node, start: int) -> Node:
    """Dart's `value..member = …..method()`"""
    sections = [node]
    reader.in_cascade = True
    while reader.text() in {"..", "?.."} and not reader.is_over():
        reader.at += 1
        sections.append(reader.operand(0))
    reader.in_cascade = False
    return model.Unknown(reader.region(start), tuple(sections))
