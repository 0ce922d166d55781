"""Lists of headers that browsers may send, where the program names the key's header by a constant."""

from collections.abc import Iterator

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.program import Node, Program, walk
from sup_lint.analysis.project import Project
from sup_lint.keys.names import is_key_header, words_of

_LIST = {("allow", "headers"), ("allowed", "headers"), ("control", "allow", "headers")}


def allowed_by_name(program: Program, project: Project) -> Iterator[Node]:
    """Yield the names that stand for the key's header, and its literals in lists elsewhere, where CORS allows them."""
    if "llow" not in program.text and "ALLOW" not in program.text:
        return
    flow, frame = project.flow, project.flow.frame(program)
    scopes = project.scopes(program)
    seen: set[int] = set()
    for value in _lists(program):
        for node in walk((value,)):
            if not isinstance(node, model.Name | model.Attribute) or id(node) not in scopes.parents:
                continue
            for held in flow.evaluate(node, frame).constants():
                if isinstance(held.value, str) and is_key_header(held.value) and id(node) not in seen:
                    seen.add(id(node))
                    yield node
            if node is value and isinstance(node, model.Name):
                for binding in scopes.lookup(node.id, scopes.position(node)) or ():
                    for literal in walk((binding.value,)) if binding.value is not None and not binding.path else ():
                        if not isinstance(literal, model.Literal) or not isinstance(literal.value, str):
                            continue
                        if is_key_header(literal.value) and "-" in literal.value and id(literal) not in seen:
                            seen.add(id(literal))
                            yield literal


def _lists(program: Program) -> Iterator[Node]:
    for node in program.nodes():
        match node:
            case model.Argument(name=str() as name, value=value) if _names_list(name):
                yield value
            case model.Entry(key=model.Literal(value=str() as name), value=value) if _names_list(name):
                yield value
            case model.Bind(target=target, value=Node() as value) if _names_list(_target(target)):
                yield value
            case model.Call(arguments=(first, second, *_)) if isinstance(first.value, model.Literal):
                if isinstance(first.value.value, str) and _names_list(first.value.value):
                    yield second.value


def _target(node: Node) -> str:
    if isinstance(node, model.Subscript) and isinstance(node.index, model.Literal):
        return str(node.index.value)
    return last_name(node)


def _names_list(name: str) -> bool:
    words = words_of(name)
    return len(name) < 60 and (words[-2:] in _LIST or words[-3:] in _LIST)
