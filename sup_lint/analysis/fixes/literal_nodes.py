"""The nodes of the program model that spell a key in clear."""

from collections import defaultdict
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from sup_lint.analysis import program as model
from sup_lint.analysis.dataflow.values import as_text

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.analysis.literal_key import LiteralKey
    from sup_lint.analysis.program import Node

_GIVING = (model.Literal, model.Join, model.Call, model.Subscript, model.Operation)

# The nodes that may give a key, by each of their lines: a file with test data has thousands of keys.
_BY_LINE: "WeakKeyDictionary[AnalysedFile, dict[int, list[Node]]]" = WeakKeyDictionary()


def node_of(literal: "LiteralKey") -> "Node | None":
    """The smallest literal that has the key in it, or the expression that puts it together; None in mere text."""
    best: Node | None = None
    for node in _by_line(literal.file).get(literal.region.line, ()):
        is_whole = node.region == literal.region
        if not is_whole and not (isinstance(node, model.Literal) and node.region.contains(literal.region)):
            continue
        if best is None or (best.region.contains(node.region) and not _is_other_part(node, best, literal)):
            best = node
    return best


def _is_other_part(node: "Node", best: "Node", literal: "LiteralKey") -> bool:
    """Whether of two parts of one template, `"… %d" % x`, the first has the key in it."""
    is_template = node.region == best.region and isinstance(best, model.Literal)
    return is_template and isinstance(best, model.Literal) and literal.value in (as_text(best.value) or "")


def _by_line(file: "AnalysedFile") -> "dict[int, list[Node]]":
    known = _BY_LINE.get(file)
    if known is None:
        known = _BY_LINE[file] = defaultdict(list)
        for node in file.program.nodes() if file.program is not None else ():
            if isinstance(node, model.Literal):
                for line in range(node.region.line, node.region.end_line + 1):
                    known[line].append(node)
            elif isinstance(node, _GIVING):
                known[node.region.line].append(node)
    return known
