"""Variables and fields: what is bound, and to what."""

from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.lexical.groups import Group, Item
from sup_lint.analysis.lexical.stretch import plain
from sup_lint.analysis.lexical.tokens import Token
from sup_lint.analysis.lexical.type_lists import LONGEST_TYPE, TYPE_MARKS, behind_declared
from sup_lint.analysis.program import Node

if TYPE_CHECKING:
    from sup_lint.analysis.lexical.statements import Statements

_VALUES = frozenset({"val", "var", "let", "const", "final", "static", "def", "global"})
_ASSIGNMENTS = frozenset("= := += ||= &&= ??= .= ?:=".split())
_LONGEST_HEAD = 120
_TRAILING = frozenset({"PROGMEM", "const", "ICACHE_RODATA_ATTR", "__attribute__", "final"})


def binding(reader: "Statements", start: int, found: list[Node], *, begun: int) -> bool:
    """Read a declaration or assignment; False if the statement is none."""
    place = _place_of_assignment(reader)
    words = [item for item in reader.items[begun : reader.at] if isinstance(item, Token)]
    if place is None:
        return _without_value(reader, start, found, declares=any(word.text in _VALUES for word in words))
    head = list(reader.items[reader.at : reader.at + place])
    targets = _targets(reader, head, declares=bool(words))
    if not targets:
        return False
    annotation = _texts_in(reader, head[:-1]) if len(targets) == 1 else None
    reader.at += place
    reader.at += 1
    values = [reader.operand(0)]
    while len(values) < len(targets) and reader.text() == ",":
        reader.at += 1
        values.append(reader.operand(0))
    region = reader.region(start)
    for index, target in enumerate(targets):
        value = values[index] if index < len(values) else None
        found.append(model.Bind(region, target, value, annotation=annotation))
    found += [model.Evaluate(value.region, value) for value in values[len(targets) :]]
    if isinstance(targets[0], model.Name):
        reader.declared = targets[0].id
    return True


def _texts_in(reader: "Statements", head: list[Item]) -> Node | None:
    """What a declaration says in text besides its value."""
    types = [item for item in head if isinstance(item, Group) and item.kind == "("]
    return reader.inside(Group("(", 0, 0, False, False, list(types))).flat() if types else None


def _place_of_assignment(reader: "Statements") -> int | None:
    behind = 0
    for ahead in range(_LONGEST_HEAD):
        item, text = reader.peek(ahead), reader.text(ahead)
        if item is None:
            return None
        if ahead < behind:
            continue
        if text == "<":
            behind = max(behind, behind_declared(reader, ahead))
        if text in _ASSIGNMENTS or (text == "by" and reader.dialect.name == "kotlin"):
            return ahead or None
        if ahead and reader.is_over(ahead) and not (text == "," and reader.dialect.type_follows):
            return None
        is_type_mark = text == "?" and reader.is_tight(ahead)
        is_arrow = text == "->" and text not in reader.dialect.member_marks
        if (text in {";", "=>", "?"} or is_arrow) and not is_type_mark:
            return None
        if isinstance(item, Group) and item.kind == "{" and not _is_property_body(reader, ahead):
            return None
        if isinstance(item, Token) and item.kind in {"string", "number"} and not ahead:
            return None
    return None


def _is_property_body(reader: "Statements", ahead: int) -> bool:
    return reader.dialect.name == "csharp" and reader.text(ahead + 1) == "="


def _targets(reader: "Statements", head: list[Item], *, declares: bool) -> list[Node]:
    """What is assigned to: the last name of each part of a head, with what it is a member of."""
    if reader.dialect.has_typed_names:
        colon = next((place for place, item in enumerate(head) if item.text == ":"), len(head))
        head = head[:colon]
    parts: list[list[Item]] = [[]]
    for item in head:
        if item.text == "," and reader.dialect.type_follows:
            parts.append([])
        else:
            parts[-1].append(item)
    return [target for part in parts if (target := _target(reader, part, declares=declares)) is not None]


def _target(reader: "Statements", part: list[Item], *, declares: bool) -> Node | None:
    if reader.dialect.type_follows and declares and part:  # var name Type
        part = part[:1]
    while part and (
        part[-1].text in _TRAILING
        or part[-1].text in {"!", "?"}
        or (isinstance(part[-1], Group) and part[-1].kind == "{")
    ):
        part = part[:-1]
    begin = len(part) - 1
    while begin >= 0:
        item = part[begin]
        if isinstance(item, Group):
            if (
                begin
                and item.kind != "{"
                and (isinstance(part[begin - 1], Group) or part[begin - 1].text not in {"*", "&"})
            ):
                begin -= 1
                continue
            break
        if item.text in {"?", "!", "!!"} and begin:
            begin -= 1
            continue
        if begin and part[begin - 1].text in reader.dialect.member_marks:
            begin -= 2
            continue
        break
    chain = part[max(begin, 0) :]
    if len(chain) > 1 and (begin > 0 or declares) and _is_length(chain[-1]):
        chain = chain[:-1]  # char key[] = …
    if not chain or (isinstance(chain[0], Token) and chain[0].kind not in {"name", "mark"}):
        return None
    inside = reader.inside(Group("(", 0, 0, False, False, chain))
    inside.keeps_self = True
    target = inside.whole()
    if isinstance(target, model.Call):
        return None
    first = chain[0]
    if isinstance(first, Token) and first.text.startswith("@") and isinstance(target, model.Name):
        return model.Attribute(target.region, model.Name(target.region, "self"), target.id)
    return target


def _place_of_constructor(reader: "Statements") -> int:
    """How far ahead the brackets of `Type name(value);` are; 0 if it is none."""
    for ahead in range(LONGEST_TYPE):
        item = reader.peek(ahead)
        if isinstance(item, Group):
            is_named = ahead > 1 and reader.token("name", ahead - 1) is not None
            is_typed = reader.token("name", ahead - 2) is not None or reader.text(ahead - 2) in {">", "*", "&"}
            return ahead if is_named and is_typed and item.kind in "({" and reader.is_over(ahead + 1) else 0
        if item is None or (item.kind != "name" and item.text not in TYPE_MARKS):
            return 0
    return 0


def _without_value(reader: "Statements", start: int, found: list[Node], *, declares: bool) -> bool:
    """`String key("…")`, and declarations whose value follows later."""
    ahead = _place_of_constructor(reader) if reader.dialect.name == "cpp" else 0
    if ahead:
        name, given = reader.token("name", ahead - 1), reader.peek(ahead)
        assert name is not None, "the place was looked for"
        if isinstance(given, Group) and given.items and given.items[0].text.startswith('"'):
            reader.at += ahead + 1
            value = reader.inside(given).whole()
            target = model.Name(reader.source.region(name.start, name.end), name.text)
            found.append(model.Bind(reader.region(start), target, value))
            return True
    typed = reader.token("name")
    if declares and reader.dialect.has_typed_names and typed is not None and reader.text(1) in {":", ""}:
        reader.declared = plain(typed.text)
    return False


def _is_length(item: Item) -> bool:
    """Whether brackets behind a declared name hold a length, not a key."""
    return (
        isinstance(item, Group)
        and item.kind == "["
        and not any(isinstance(each, Token) and each.kind == "string" for each in item.items)
    )
