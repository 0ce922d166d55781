"""The syntax tree around a place in JavaScript or TypeScript, for who has to know how something is spelled."""

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from sup_lint.analysis.javascript.embedded import Script, scripts
from sup_lint.analysis.javascript.parse import tree_of
from sup_lint.analysis.javascript.positions import Positions
from sup_lint.model.region import Region

if TYPE_CHECKING:
    from tree_sitter import Node, Tree

    from sup_lint.analysis.file import AnalysedFile

    SyntaxNode = Node

_WITH_MARKUP = frozenset({"html", "vue", "svelte", "astro"})
_TYPED = frozenset({"typescript", "tsx"})


class Syntax:
    """The syntax of one file, or of the scripts in it."""

    def __init__(self, text: str, language: str) -> None:
        source = text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
        self._source = source if source.isascii() else source.encode("utf-8", "replace").decode()
        self._language = language
        data = self._source.encode()
        self._positions = Positions(data)
        self._lines = self._source.split("\n")
        self._trees: dict[Script, Tree] = {}

    def at(self, region: Region) -> "Node | None":
        """The smallest named node that holds a region; None outside of scripts."""
        script = self.script_at(region)
        if script is None:
            return None
        start, end = self._point(region.line, region.column), self._point(region.end_line, region.end_column)
        return self._tree(script).root_node.named_descendant_for_point_range(start, end)

    def script_at(self, region: Region) -> Script | None:
        """The script that a region begins in."""
        if self._language not in _WITH_MARKUP:
            return Script(0, len(self._source), self._language)
        offset = sum(len(line) + 1 for line in self._lines[: region.line - 1]) + region.column - 1
        return next((each for each in scripts(self._source, self._language) if each.start <= offset < each.end), None)

    def is_typed(self, region: Region) -> bool:
        """Whether the script at a region is TypeScript."""
        script = self.script_at(region)
        return script is not None and script.language in _TYPED

    def root(self, region: Region) -> "Node | None":
        """The root of the script that a region begins in."""
        script = self.script_at(region)
        return None if script is None else self._tree(script).root_node

    def region(self, node: "Node") -> Region:
        """The region of a node."""
        return self._positions.region(node)

    def text(self, node: "Node") -> str:
        """The source text of a node."""
        return self._positions.text(node)

    def line(self, number: int) -> str:
        """A line of the source, by its number from 1, without its line end."""
        return self._lines[number - 1]

    @property
    def source(self) -> str:
        """The whole source, with line ends as `\\n`."""
        return self._source

    @property
    def line_count(self) -> int:
        """How many lines there are."""
        return len(self._lines)

    def _tree(self, script: Script) -> "Tree":
        if script not in self._trees:
            is_whole = self._language not in _WITH_MARKUP
            data = self._positions.source
            self._trees[script] = tree_of(data, self._source, script, is_whole=is_whole)[0]
        return self._trees[script]

    def _point(self, line: int, column: int) -> tuple[int, int]:
        return line - 1, len(self._lines[line - 1][: column - 1].encode())


_KNOWN: "WeakKeyDictionary[AnalysedFile, Syntax]" = WeakKeyDictionary()


def syntax_of(file: "AnalysedFile") -> Syntax:
    """The syntax of an analysed file; several fixes ask for it."""
    if file not in _KNOWN:
        _KNOWN[file] = Syntax(file.text, file.language)
    return _KNOWN[file]
