"""The nodes of the program model that spell a key in clear."""

from typing import TYPE_CHECKING

from sup_lint.analysis import program as model

if TYPE_CHECKING:
    from sup_lint.analysis.literal_key import LiteralKey
    from sup_lint.analysis.program import Node


def node_of(literal: "LiteralKey") -> "Node | None":
    """The smallest literal that has the key in it, or the expression that puts it together; None in mere text."""
    program = literal.file.program
    best: Node | None = None
    for node in program.nodes() if program is not None else ():
        if not isinstance(node, model.Literal | model.Join | model.Call | model.Subscript | model.Operation):
            continue
        is_whole = node.region == literal.region
        if not is_whole and not (isinstance(node, model.Literal) and node.region.contains(literal.region)):
            continue
        if best is None or best.region.contains(node.region):
            best = node
    return best
