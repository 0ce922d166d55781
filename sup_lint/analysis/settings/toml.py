"""Settings in TOML."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sup_lint.analysis.settings import ini
from sup_lint.analysis.settings.lines import DEEPEST, Numbering
from sup_lint.analysis.settings.malformed import MalformedError
from sup_lint.analysis.settings.offsets import CharacterOffsets
from sup_lint.analysis.settings.salvage import LARGEST, salvaged
from sup_lint.analysis.settings.setting import Setting

if TYPE_CHECKING:
    from tree_sitter import Node

_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|x([0-9a-fA-F]{2})|[ \t]*+\r?\n\s*+|(.))", re.DOTALL)
_NAMED = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "e": "\x1b"}
_QUOTES = ('"""', "'''", '"', "'")
_TEMPLATE = ("{{", "{%", "<%")
_LINE = re.compile(r"at line (\d+)")
_LARGEST_CODE_POINT = 0x10FFFF


def settings(text: str) -> Iterator[Setting]:
    """Yield the strings of a TOML text; where it is none, what lines seem to set, too.

    Raises MalformedError, last, for text that is no TOML, unless it is a template that becomes some.
    """
    if len(text) > LARGEST:
        yield from ini.settings(text)
        return
    from tree_sitter import Language, Parser
    from tree_sitter_toml import language

    data = text.encode("utf-8", "replace")
    tree = Parser(Language(language())).parse(data)
    if not tree.root_node.has_error:
        yield from _Reader(text, data).document(tree.root_node)
        return
    yield from salvaged(_Reader(text, data).document(tree.root_node), text)
    _judge(text)


def _judge(text: str) -> None:
    """Raise MalformedError if the standard library, too, takes a text for no TOML."""
    import tomllib

    if any(sign in text for sign in _TEMPLATE):
        return
    try:
        tomllib.loads(text)
    except RecursionError:
        raise MalformedError("is nested too deeply") from None
    except ValueError as error:
        line = _LINE.search(str(error))
        raise MalformedError(f"line {line[1]} is no TOML" if line else "it is no TOML") from None


class _Reader:
    def __init__(self, text: str, data: bytes) -> None:
        self._text = text
        self._data = data
        self._offsets = CharacterOffsets(data)
        self._numbering = Numbering()

    def document(self, root: "Node") -> Iterator[Setting]:
        """Yield the settings of a document, table by table."""
        whole = self._numbering.new()
        waiting = [root]
        while waiting:
            node = waiting.pop()
            if node.type in {"table", "table_array_element"}:
                yield from self._table(node, whole)
            elif node.type == "pair":
                yield from self._pair(node, (), (whole,))
            else:
                waiting += reversed([child for child in node.named_children if child.type not in _LEAVES])

    def _table(self, node: "Node", whole: int) -> Iterator[Setting]:
        names = self._names(node)
        within = [whole]
        for index, name in enumerate(names):
            is_next = index == len(names) - 1 and node.type == "table_array_element"
            number = self._numbering.renew if is_next else self._numbering.of
            within.append(number(within[-1], name))
        for child in node.named_children:
            if child.type == "pair":
                yield from self._pair(child, tuple(names), tuple(within))

    def _pair(self, node: "Node", path: tuple[str, ...], within: tuple[int, ...]) -> Iterator[Setting]:
        waiting = [(node, path, within)]
        while waiting:
            node, path, within = waiting.pop()
            if len(within) > DEEPEST:
                continue
            if node.type == "pair":
                names = self._names(node)
                for name in names[:-1]:
                    within = (*within, self._numbering.of(within[-1], name))
                waiting += [(child, (*path, *names), within) for child in node.named_children[1:]]
            elif node.type == "string":
                yield self._string(node, path, within)
            elif node.type in {"array", "inline_table"}:
                inner = (*within, self._numbering.new())
                waiting += [(child, path, inner) for child in reversed(node.named_children)]

    def _names(self, node: "Node") -> list[str]:
        """The names of a pair or table, outermost first."""
        names: list[str] = []
        waiting = node.named_children[:1]
        while waiting:
            each = waiting.pop()
            if each.type == "bare_key":
                names.append(self._source(each))
            elif each.type == "quoted_key":
                raw = self._source(each)
                names.append(_spelt(raw[1:-1], raw[:1]))
            elif each.type == "dotted_key":
                waiting += reversed(each.named_children)
        return names[:DEEPEST]

    def _string(self, node: "Node", path: tuple[str, ...], within: tuple[int, ...]) -> Setting:
        raw = self._source(node)
        quote = next((quote for quote in _QUOTES if raw.startswith(quote)), "")
        inner = raw[len(quote) : len(raw) - len(quote)]
        start = self._offsets.of(node.start_byte) + len(quote)
        if len(quote) == 3:
            body = inner.removeprefix("\r\n") if inner.startswith("\r\n") else inner.removeprefix("\n")
            start, inner = start + len(inner) - len(body), body
        return Setting(path, _spelt(inner, quote), start, start + len(inner), within)

    def _source(self, node: "Node") -> str:
        start, end = self._offsets.of(node.start_byte), self._offsets.of(node.end_byte)
        return self._text[start:end]


_LEAVES = frozenset({"comment", "string", "bare_key", "quoted_key", "dotted_key", "integer", "float", "boolean"})


def _spelt(raw: str, quote: str) -> str:
    """What a string spells between its quotes; only double ones have escapes."""
    return _ESCAPE.sub(_character, raw) if quote.startswith('"') and "\\" in raw else raw


def _character(match: re.Match[str]) -> str:
    digits = match[1] or match[2] or match[3]
    if digits:
        number = int(digits, 16)
        return chr(number) if number <= _LARGEST_CODE_POINT else match[0]
    return _NAMED.get(match[4], match[4]) if match[4] else ""
