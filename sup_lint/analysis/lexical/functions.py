"""Functions and computed properties, with or without a word that announces them."""

from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.lexical import closures
from sup_lint.analysis.lexical.declarations import MODIFIERS
from sup_lint.analysis.lexical.groups import Group
from sup_lint.analysis.lexical.stretch import plain
from sup_lint.analysis.lexical.tokens import Token
from sup_lint.analysis.lexical.type_lists import TYPE_MARKS
from sup_lint.analysis.program import Node

if TYPE_CHECKING:
    from sup_lint.analysis.lexical.statements import Statements

_LONGEST_HEAD = 120
_NO_TYPE = frozenset("new return throw await else delete goto yield in case assert print echo await".split())
_SIGNATURE_MARKS = frozenset({"*", "&", ",", ".", "->", ":", "::", "<", ">", "?", "&&"})


def function_definition(reader: "Statements", start: int, decorators: list[Node], found: list[Node]) -> bool:
    """Read a function that a word announces; False if the word is a name here."""
    begun = reader.at
    word = reader.take()
    name = word if word.text in {"init", "deinit"} else None
    if reader.dialect.type_follows and reader.group("("):  # the receiver of a method
        reader.at += 1
    while (
        not reader.is_over()
        and not reader.group("{")
        and not reader.group("(")
        and reader.text() not in {"=", "=>", "->"}
    ):
        token = reader.token("name")
        if token is not None and (reader.text() != "throws"):
            name = token
        if reader.text() == ":":
            break
        reader.at += 1
    if name is None or (name is word and not reader.group("(")):
        reader.at = begun
        return False
    parameters: tuple[model.Parameter, ...] = ()
    while (group := reader.group("(")) is not None:
        parameters = (*parameters, *closures.declared_parameters(reader, group))
        reader.at += 1
        if reader.dialect.type_follows:
            break
    _skip_signature(reader)
    body = _function_body(reader)
    function = model.Function(
        reader.region(start), plain(name.text), parameters, body, (*decorators, *reader.as_static(start))
    )
    found.append(model.Define(function.region, function))
    return True


def _skip_signature(reader: "Statements") -> None:
    """Pass the type of a function's result."""
    for _ in range(_LONGEST_HEAD):
        if reader.group("{"):
            is_type = reader.text(-1) in {"interface", "struct"} and isinstance(reader.peek(1), Group)
            if not is_type:
                return
        elif (reader.is_over() and reader.text() != ",") or reader.text() in {"=", "=>"}:
            return
        reader.at += 1


def _function_body(reader: "Statements") -> tuple[Node, ...]:
    start, begun = reader.start(), reader.at
    if reader.text() in {"=", "=>"}:
        reader.at += 1
    block = reader.group("{")
    if reader.at > begun and (block is None or reader.dialect.name != "scala"):
        value = reader.expression()
        return (model.Return(reader.region(start), value),) if value is not None else ()
    if block is None:
        return ()
    reader.at += 1
    return reader.giving(reader.source.statements(reader.source, block.items, reader.depth + 1))


def bare_function(reader: "Statements", start: int, decorators: list[Node], found: list[Node], *, begun: int) -> bool:
    """Read a function or property without a word for it: `Type name(parameters) { … }`, `Type name => …`."""
    if reader.dialect.has_messages and reader.items[begun].text in {"-", "+"}:
        return _method(reader, start, found)
    place = _place_of_signature(reader) if reader.dialect.has_bare_functions else _place_of_property(reader)
    if place is None:
        return False
    group = reader.group("(", place)
    name = reader.token("name", 0 if reader.dialect.has_typed_names else place - 1)
    if name is None:
        return False
    reader.at += place
    parameters: tuple[model.Parameter, ...] = ()
    if group is not None:
        parameters = closures.declared_parameters(reader, group)
        reader.at += 1
        while reader.group("{") is None and reader.text() != "=>":
            _initialised(reader, found)
            reader.at += 1
    body = _function_body(reader)
    function = model.Function(
        reader.region(start), plain(name.text), parameters, body, (*decorators, *reader.as_static(start))
    )
    found.append(model.Define(function.region, function))
    if reader.text() == "=":  # string Key { get; } = "…"
        reader.at += 1
        target = model.Name(reader.source.region(name.start, name.end), plain(name.text))
        value = reader.expression()
        found.append(model.Bind(reader.region(start), target, value))
    return True


def _initialised(reader: "Statements", found: list[Node]) -> None:
    """A member that a constructor of C++ sets before its body: `: key_("…")`."""
    name, given = reader.token("name"), reader.group("(", 1)
    if reader.dialect.name == "cpp" and name is not None and given is not None and given.items:
        target = model.Name(reader.source.region(name.start, name.end), name.text)
        value = reader.inside(given).whole()
        found.append(model.Bind(reader.source.region(name.start, given.end), target, value))


def _place_of_signature(reader: "Statements") -> int | None:
    """How far ahead the parameters of such a function are, or the body of such a property."""
    dialect = reader.dialect
    is_groovy = dialect.newline_ends
    for ahead in range(_LONGEST_HEAD):
        item, text = reader.peek(ahead), reader.text(ahead)
        if item is None or (ahead and reader.is_over(ahead) and text != ","):
            return None
        if isinstance(item, Group):
            if item.kind == "[":
                continue
            named = ahead > 0 and reader.token("name", ahead - 1) is not None
            typed = ahead > 1 or (reader.at > 0 and reader.items[reader.at - 1].text in MODIFIERS)
            if item.kind == "{":
                return ahead if named and ahead > 1 and dialect.name == "csharp" else None
            if not named or (is_groovy and not typed):
                return None
            return ahead if _has_body(reader, ahead + 1) else None
        if text == "=>" and dialect.name in {"csharp", "dart"}:
            return ahead if ahead > 1 and reader.token("name", ahead - 1) else None
        if text == "get" and dialect.name == "dart" and reader.group("{", ahead + 2):
            return ahead + 2
        if item.kind != "name" and text not in TYPE_MARKS:
            return None
        if text in _NO_TYPE:
            return None
    return None


def _has_body(reader: "Statements", ahead: int) -> bool:
    is_after_colon = False
    for place in range(ahead, ahead + _LONGEST_HEAD):
        item, text = reader.peek(place), reader.text(place)
        if item is None or text == ";":
            return False
        if isinstance(item, Group):
            if item.kind == "{" and not (is_after_colon and reader.group("{", place + 1)):
                return not (item.is_first and reader.dialect.newline_ends)
            if not is_after_colon and item.kind != "(":
                return False
            continue
        if text == "=>":
            return reader.dialect.name in {"csharp", "dart"}
        is_after_colon = is_after_colon or text == ":"
        if not is_after_colon and item.kind != "name" and text not in _SIGNATURE_MARKS:
            return False
        if item.is_first and reader.dialect.newline_ends:
            return False
    return False


def _place_of_property(reader: "Statements") -> int | None:
    """How far ahead the body of a computed property is: `var name: Type { … }`."""
    if reader.dialect.name != "swift" or not reader.at or reader.items[reader.at - 1].text != "var":
        return None
    if reader.text(1) != ":":
        return None
    for ahead in range(2, _LONGEST_HEAD):
        if reader.group("{", ahead):
            return ahead
        if reader.is_over(ahead) or reader.text(ahead) == "=":
            return None
    return None


def _method(reader: "Statements", start: int, found: list[Node]) -> bool:
    """`- (Type)name:(Type)parameter { … }`"""
    if reader.group("(", 1) is None or not (name := reader.token("name", 2)):
        return False
    parameters: list[model.Parameter] = []
    place = reader.at + 3
    while place < reader.end and reader.items[place].text != ";":
        item = reader.items[place]
        if isinstance(item, Group) and item.kind == "{":
            reader.at = place
            body = _function_body(reader)
            function = model.Function(reader.region(start), name.text, tuple(parameters), body)
            found.append(model.Define(function.region, function))
            return True
        before = reader.items[place - 1]
        if isinstance(item, Token) and item.kind == "name" and isinstance(before, Group):
            parameters.append(model.Parameter(reader.source.region(item.start, item.end), item.text))
        place += 1
    reader.at = min(place, reader.end)
    return True
