"""What the names in a pattern hold: `const { apiKey, headers: { accept } } = options`."""

from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import Binding
from sup_lint.analysis.dataflow import containers, elements
from sup_lint.analysis.dataflow.values import Frame, Given, Values
from sup_lint.analysis.program import Node

if TYPE_CHECKING:
    from sup_lint.analysis.dataflow.engine import Flow


def taken(flow: "Flow", binding: Binding, values: Values, path: tuple[object, ...], frame: Frame) -> Values:
    """The part of a value that `path` leads to; a property is what reading it from the value would give."""
    node: Node | None = binding.value if path == binding.path else None
    for index, step in enumerate(path):
        if isinstance(step, str):
            node = _property(flow, binding, node, values, path[: index + 1], frame)
            values = flow.evaluate(node, frame)
        else:
            node = None
            values = containers.any_element(values) if step is None else elements.part(flow, values, step)
    return values


def _property(
    flow: "Flow", binding: Binding, owner: Node | None, values: Values, path: tuple[object, ...], frame: Frame
) -> Node:
    """`owner.name`, as if it stood where the pattern does; the owner is known by its values where it has no node."""
    region = binding.node.region

    def made() -> Node:
        node = model.Attribute(region, Given(region, values) if owner is None else owner, str(path[-1]))
        flow.modules.scopes(frame.program).adopt(node, binding.node)
        return node

    return made() if owner is None else flow.once(("destructured", binding.node, path), made)
