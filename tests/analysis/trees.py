"""Programs as text: each node with what it says of itself and the source that its region cuts out."""

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

from sup_lint.analysis import program as model
from sup_lint.analysis.program import Node, children_of
from sup_lint.model.region import Region


def expected_trees(name: str) -> dict[str, tuple[str, str]]:
    """The sources in a file of this folder, by their titles, each with the tree that it becomes."""
    text = (Path(__file__).parent / name).read_text(encoding="utf-8")
    found = {}
    for section in text.split("=== ")[1:]:
        title, _, rest = section.partition("\n")
        source, _, tree = rest.partition("---\n")
        found[title] = (source, tree)
    return found


def cut(source: str, region: Region) -> str:
    """The text in a region; `⏎` for a line end."""
    lines = source.split("\n")[region.line - 1 : region.end_line]
    lines[-1] = lines[-1][: region.end_column - 1]
    lines[0] = lines[0][region.column - 1 :]
    return "⏎".join(lines)


def tree(node: Node, source: str, depth: int = 0) -> Iterator[str]:
    """A node and those below it, a line each."""
    told = "".join(f" {name}={value!r}" for name, value in _told(node))
    yield f"{'  ' * depth}{type(node).__name__}{told} | {cut(source, node.region)}"
    for child in children_of(node):
        yield from tree(child, source, depth + 1)


def _told(node: Node) -> Iterator[tuple[str, object]]:
    for item in fields(node):
        value = getattr(node, item.name)
        is_value = isinstance(node, model.Literal) and item.name == "value"
        if item.name in {"region", "raw"} or isinstance(value, Node) or (not value and not is_value):
            continue
        if not (isinstance(value, tuple) and isinstance(value[0], Node)):
            yield item.name, value
