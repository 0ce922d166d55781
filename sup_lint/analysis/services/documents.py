"""YAML and JSON as trees with places: anchors, aliases and merge keys resolved, templates told from text."""

import re
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from sup_lint.analysis.settings.yaml_stream import DEEPEST_BRACKETS, depth_of_brackets

if TYPE_CHECKING:
    import yaml

    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.model.region import Region

_LARGEST = 500_000
_DEEPEST_MERGE = 16
_MERGE = "tag:yaml.org,2002:merge"
# What Helm, Jinja and Go fill in; not `${{ … }}` of workflows.
_ACTION = re.compile(r"(?<!\$)\{\{(?:[^{}]|\}(?!\})|\{(?!\{)){0,2000}\}\}")
_STATEMENT = re.compile(r"\{%[^{}]{0,2000}%\}")
_PROPERTIES = re.compile(r"(?:[&!]\S*+\s++)*+")
# Nodes, since they don't keep the file alive.
_KNOWN: WeakKeyDictionary["AnalysedFile", list["yaml.Node"]] = WeakKeyDictionary()


class Branch:
    """A mapping, list or scalar of a document; `key` is the scalar that names it in its mapping."""

    __slots__ = ("_entries", "_node", "file", "key")

    def __init__(self, node: "yaml.Node", file: "AnalysedFile", key: "Branch | None" = None) -> None:
        self._node = node
        self._entries: dict[str, Branch] | None = None
        self.file = file
        self.key = key

    @property
    def entries(self) -> dict[str, "Branch"]:
        """The entries of a mapping by name, merged ones last; empty for anything else."""
        if self._entries is None:
            self._entries = {}
            _gather(self._node, self, self._entries, 0)
        return self._entries

    @property
    def items(self) -> list["Branch"]:
        """The items of a list; empty for anything else."""
        import yaml

        return (
            [Branch(each, self.file) for each in self._node.value] if isinstance(self._node, yaml.SequenceNode) else []
        )

    @property
    def is_scalar(self) -> bool:
        """Whether it is a single value."""
        return isinstance(self._node.value, str)

    @property
    def text(self) -> str:
        """A scalar's value, a template as it is written; empty for mappings, lists and null."""
        if not self.is_scalar:
            return ""
        raw = self.raw
        if "{{" in raw and not raw.startswith("${{"):
            return raw.strip("\"' \n")
        value: str = self._node.value
        return "" if value in {"~", "null"} else value

    @property
    def raw(self) -> str:
        """The text that it is written as."""
        return self.file.text[self.start : self.end]

    @property
    def start(self) -> int:
        """The offset that it begins at."""
        assert self._node.start_mark is not None  # only nodes that a program makes have none
        return self._node.start_mark.index + _shift(self.file)

    @property
    def end(self) -> int:
        """The offset that it ends before."""
        assert self._node.end_mark is not None
        return self._node.end_mark.index + _shift(self.file)

    @property
    def texts(self) -> list[str]:
        """A scalar's value, or the values of a list's scalars."""
        return [self.text] if self.is_scalar and self.text else [item.text for item in self.items if item.text]

    @property
    def region(self) -> "Region":
        """Where a scalar stands, without its quotes, or what names the mapping or list."""
        if not self.is_scalar and self.key is not None:
            return self.key.region
        # An anchor and a tag count among the value.
        start, end = self.start + len(_PROPERTIES.match(self.raw)[0]), self.end  # type: ignore[index] # it may be empty
        raw = self.file.text[start:end]
        if len(raw) > 1 and raw[0] == raw[-1] and raw[0] in "\"'":
            start, end = start + 1, end - 1
        end = start + len(self.file.text[start:end].partition("\n")[0].rstrip())
        return self.file.lines.region(start, max(start, end))

    def at(self, *path: str) -> "Branch | None":
        """What lies below, by the names on the way; None where there is nothing."""
        found: Branch | None = self
        for name in path:
            found = found.entries.get(name) if found is not None else None
        return found

    def text_at(self, *path: str) -> str:
        """The scalar below by the names on the way; empty where there is none."""
        found = self.at(*path)
        return found.text if found is not None else ""

    def below(self, *path: str) -> "list[Branch]":
        """The items of the list, or the values of the mapping, at a path."""
        found = self.at(*path)
        return [] if found is None else [*found.items, *found.entries.values()]


def documents(file: "AnalysedFile") -> tuple[Branch, ...]:
    """The documents of a YAML or JSON file; none where it is too large, or the parser can make nothing of it."""
    known = _KNOWN.get(file)
    if known is None:
        known = _KNOWN[file] = _composed(file.text.lstrip("\ufeff"))
    return tuple(Branch(node, file) for node in known)


def _shift(file: "AnalysedFile") -> int:
    """How many byte order marks the parser isn't given."""
    return len(file.text) - len(file.text.lstrip("\ufeff"))


def _composed(text: str) -> "list[yaml.Node]":
    import yaml

    if len(text) > _LARGEST:
        return []
    if "{{" in text or "{%" in text:
        text = _without_templates(text)
    if depth_of_brackets(text) > DEEPEST_BRACKETS:
        return []
    loader = yaml.CSafeLoader if hasattr(yaml, "CSafeLoader") else yaml.SafeLoader
    found: list[yaml.Node] = []
    try:
        for node in yaml.compose_all(text, loader):
            if node is not None:
                found.append(node)  # noqa: PERF401 - what came before a fault is kept
    except (yaml.YAMLError, RecursionError, ValueError):
        pass
    return found


def _without_templates(text: str) -> str:
    """The text with a word of the same length for what a template fills in; lines of nothing else are blank."""
    text = _STATEMENT.sub(_blank, text)
    lines = []
    for line in text.split("\n"):
        rest = _ACTION.sub("", line).strip() if "{{" in line else line
        lines.append(" " * len(line) if "{{" in line and not rest else _ACTION.sub(_word, line))
    return "\n".join(lines)


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


def _word(match: re.Match[str]) -> str:
    return "T" + "_" * (len(match[0]) - 1)


def _gather(node: "yaml.Node", owner: Branch, entries: dict[str, Branch], depth: int) -> None:
    """Add the entries of a mapping, then of those that it merges, unless they are there already."""
    import yaml

    if not isinstance(node, yaml.MappingNode) or depth > _DEEPEST_MERGE:
        return
    merged: list[yaml.Node] = []
    for key, value in node.value:
        if key.tag == _MERGE or (key.value == "<<" and not isinstance(value, yaml.ScalarNode)):
            merged += value.value if isinstance(value, yaml.SequenceNode) else [value]
        elif isinstance(key, yaml.ScalarNode) and key.value not in entries:
            named = Branch(key, owner.file)
            entries[key.value] = Branch(value, owner.file, named)
    # Each only once: aliases of aliases of aliases cost no more than what is written.
    for each in {id(each): each for each in merged}.values():
        _gather(each, owner, entries, depth + 1)
