"""Settings in HCL: Terraform, Packer, Nomad, Terragrunt, bake files of Docker."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sup_lint.analysis.settings import dotenv, ini
from sup_lint.analysis.settings.lines import DEEPEST, Numbering
from sup_lint.analysis.settings.malformed import MalformedError
from sup_lint.analysis.settings.offsets import CharacterOffsets
from sup_lint.analysis.settings.salvage import LARGEST, salvaged
from sup_lint.analysis.settings.setting import Setting

if TYPE_CHECKING:
    from tree_sitter import Node

_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([nrt\"\\]))|\$\$(?=\{)|%%(?=\{)")
_NAMED = {"n": "\n", "r": "\r", "t": "\t"}
_LARGEST_CODE_POINT = 0x10FFFF
# Functions that are told where something is, not what it is.
_READING = frozenset(
    """
    file filebase64 filebase64sha256 filebase64sha512 filemd5 filesha1 filesha256 filesha512 fileexists fileset
    templatefile pathexpand basename dirname abspath md5 sha1 sha256 sha512 bcrypt startswith endswith strcontains
    find_in_parent_folders read_terragrunt_config run_cmd vault consul_key aws_secretsmanager
    """.split()
)
_KEPT_BY_PROVIDERS = frozenset({"resource", "data", "ephemeral"})
_HEREDOC = re.compile(r"<<-?[A-Za-z_][\w\-]*+[ \t]*+\r?\n")
_TEMPLATE = ("{{", "<%")
# What never holds a value: names of other things, the condition of a choice.
_SKIPPED = frozenset("index new_index legacy_index get_attr splat attr_splat full_splat comment variable_expr".split())
_Place = tuple[tuple[str, ...], tuple[int, ...]]


def settings(text: str) -> Iterator[Setting]:
    """Yield the strings of HCL text, each under the types and labels of the blocks around it; heredocs line by line.

    Raises MalformedError, last, for text that is no HCL; what its lines seem to set is yielded before, too.
    """
    if len(text) > LARGEST:
        yield from ini.settings(text)
        return
    from tree_sitter import Language, Parser
    from tree_sitter_hcl import language

    data = text.encode("utf-8", "replace")
    root = Parser(Language(language())).parse(data).root_node
    if not root.has_error:
        yield from _Reader(text, data).settings(root)
        return
    yield from salvaged(_Reader(text, data).settings(root), text)
    if not any(sign in text for sign in _TEMPLATE):
        raise MalformedError(f"line {_first_error(root).start_point.row + 1} is no HCL")


def _first_error(root: "Node") -> "Node":
    """The first node that the parser could make nothing of."""
    node = root
    while True:
        inner = next((child for child in node.children if child.has_error or child.is_missing), None)
        if inner is None or node.is_error:
            return node
        node = inner


class _Reader:
    def __init__(self, text: str, data: bytes) -> None:
        self._text = text
        self._offsets = CharacterOffsets(data)
        self._numbering = Numbering()

    def settings(self, root: "Node") -> Iterator[Setting]:
        """Yield the settings of a file in order."""
        waiting: list[tuple[Node, _Place]] = [(root, ((), (self._numbering.new(),)))]
        while waiting:
            node, place = waiting.pop()
            if node.type in {"string_lit", "quoted_template"}:
                yield from self._string(node, place)
            elif node.type == "heredoc_template":
                yield from self._heredoc(node, place)
            elif node.type not in _SKIPPED and len(place[1]) <= DEEPEST:
                waiting += reversed(self._inner(node, place))

    def _inner(self, node: "Node", place: _Place) -> "list[tuple[Node, _Place]]":
        """The nodes in a node that may hold values, and where each stands."""
        path, within = place
        children = node.named_children
        match node.type:
            case "block":
                names = [self._name(child) for child in children if child.type in {"identifier", "string_lit"}]
                if len(names) > 1 and names[0] in _KEPT_BY_PROVIDERS:
                    # aws_ssm_parameter: who keeps a key says nothing of whose it is.
                    names[1] = names[1].partition("_")[2] or names[1]
                place = ((*path, *names), (*within, self._numbering.new()))
                return [(child, place) for child in children if child.type not in {"identifier", "string_lit"}]
            case "attribute":
                name = self._name(children[0]) if children else ""
                return [(child, ((*path, name), within)) for child in children[1:]]
            case "object" | "tuple":
                place = (path, (*within, self._numbering.new()))
            case "object_elem" if len(children) >= 2:
                return [(children[-1], ((*path, self._name(children[0])), within))]
            case "function_call":
                if children and self._source(children[0]) in _READING:
                    return []
            case "conditional":
                children = children[1:]
        return [(child, place) for child in children]

    def _name(self, node: "Node") -> str:
        """A name, without its quotes or brackets."""
        return self._source(node).strip('"() \t\r\n')

    def _string(self, node: "Node", place: _Place) -> Iterator[Setting]:
        raw = self._source(node)
        if len(raw) > 2 and raw[0] == raw[-1] == '"':
            start = self._offsets.of(node.start_byte) + 1
            value = _ESCAPE.sub(_character, raw[1:-1]) if not _is_template(node) else raw[1:-1]
            yield Setting(place[0], value, start, start + len(raw) - 2, place[1])

    def _heredoc(self, node: "Node", place: _Place) -> Iterator[Setting]:
        """A heredoc as one value, or the settings in its lines."""
        raw = self._source(node)
        head = _HEREDOC.match(raw)
        body = raw[head.end() : raw.rstrip().rfind("\n") + 1] if head else ""
        start = self._offsets.of(node.start_byte) + (head.end() if head else 0)
        path, within = place
        number = self._numbering.new()
        inner = list(dotenv.settings(body))
        for each in inner:
            yield Setting((*path, *each.path), each.value, start + each.start, start + each.end, (*within, number))
        line = body.strip()
        if line and not inner and "\n" not in line:
            start += body.index(line)
            yield Setting(path, line, start, start + len(line), within)

    def _source(self, node: "Node") -> str:
        return self._text[self._offsets.of(node.start_byte) : self._offsets.of(node.end_byte)]


def _is_template(node: "Node") -> bool:
    """Whether a string has something filled in."""
    return any(child.type in {"template_interpolation", "template_directive"} for child in node.named_children)


def _character(match: re.Match[str]) -> str:
    digits = match[1] or match[2]
    if digits:
        number = int(digits, 16)
        return chr(number) if number <= _LARGEST_CODE_POINT else match[0]
    return _NAMED.get(match[3], match[3]) if match[3] else match[0][0]
