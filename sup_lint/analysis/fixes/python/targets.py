"""What a fix replaces in Python: the expression that gives the key, and what may stand in its place."""

import re
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.dataflow.values import Constant, as_text
from sup_lint.analysis.fixes.literal_nodes import node_of
from sup_lint.model.region import Region

if TYPE_CHECKING:
    from sup_lint.analysis.literal_key import LiteralKey
    from sup_lint.analysis.program import Node
    from sup_lint.analysis.project import Project

_OPENING = re.compile(r"(?P<prefix>[A-Za-z]{0,3})(?P<quotes>'''|\"\"\"|'|\")")
_DECODING = frozenset({"", "utf-8", "utf8", "ascii", "latin-1", "UTF-8"})


class Form(Enum):
    """How the key stands in its expression."""

    WHOLE = "the expression's value is the key"
    WITHIN = "the key is a stretch of a string"
    SILENT = "a docstring, or a string that nobody uses"


class Target(NamedTuple):
    """`node` is the expression, `region` what of it is the key; `before` and `behind` are the text around the key
    in the value of a whole expression."""

    form: Form
    node: "Node"
    region: Region
    is_bytes: bool = False
    before: str = ""
    behind: str = ""


class Quotes(NamedTuple):
    """How a string literal is spelled: prefix and quotes."""

    prefix: str
    mark: str


def target_of(literal: "LiteralKey", project: "Project") -> Target | None:
    """The expression that a fix has to change; None where none may stand, or no single one gives the key."""
    node, file = node_of(literal), literal.file
    if node is None or file.program is None or literal.pieces:
        return None
    if not _may_be_computed(node, project, literal):
        return None
    if isinstance(node, model.Literal) and (stretch := _stretch(literal, node)) is not None:
        parent = project.scopes(file.program).parents.get(id(node))
        outer = project.scopes(file.program).parents.get(id(parent)) if parent is not None else None
        is_joined = isinstance(parent, model.Join) and parent.how == "implicit"
        if isinstance(parent, model.Evaluate) or (is_joined and isinstance(outer, model.Evaluate)):
            return Target(Form.SILENT, node, stretch)
        is_bytes = isinstance(node.value, bytes)
        is_piece = is_joined or is_template_text(node, literal, project)
        if not is_piece and node.region == stretch_of_content(literal, node, stretch):
            return _decoded(Target(Form.WHOLE, node, node.region, is_bytes), literal, project)
        return Target(Form.WITHIN, node, stretch, is_bytes)
    return _computed(node, literal, project)


def is_template_text(node: "Node", literal: "LiteralKey", project: "Project") -> bool:
    """Whether a node is text between the fields of an f-string: a quote that it starts with is not its own."""
    assert literal.file.program is not None
    parent = project.scopes(literal.file.program).parents.get(id(node))
    return isinstance(node, model.Literal) and isinstance(parent, model.Join) and parent.how == "interpolation"


def stretch_of_content(literal: "LiteralKey", node: model.Literal, stretch: Region) -> Region:
    """The region of a literal whose content is the stretch and nothing else; the stretch if there is more."""
    quotes = quotes_of(node, literal)
    lines = literal.file.lines
    if quotes is None:
        return stretch
    start, end = lines.offset(*node.region[:2]), lines.offset(*node.region[2:])
    first, last = lines.offset(*stretch[:2]), lines.offset(*stretch[2:])
    is_all = first == start + len(quotes.prefix) + len(quotes.mark) and last == end - len(quotes.mark)
    return node.region if is_all else stretch


def quotes_of(node: "Node", literal: "LiteralKey") -> Quotes | None:
    """How the string that begins where a node begins is spelled; None where none begins."""
    lines = literal.file.lines
    start = lines.offset(*node.region[:2])
    match = _OPENING.match(literal.file.text, start, start + 8)
    return Quotes(match["prefix"], match["quotes"]) if match is not None else None


def _stretch(literal: "LiteralKey", node: model.Literal) -> Region | None:
    """Where the key stands in the source of a literal, character by character."""
    lines = literal.file.lines
    start, end = lines.offset(*node.region[:2]), lines.offset(*node.region[2:])
    if node.region.contains(literal.region) and literal.region != node.region:
        start, end = lines.offset(*literal.region[:2]), lines.offset(*literal.region[2:])
    found = literal.file.text.find(literal.value, start, end)
    if found < 0:
        return None
    return lines.region(found, found + len(literal.value))


def _may_be_computed(node: "Node", project: "Project", literal: "LiteralKey") -> bool:
    """Whether an expression may stand where a node does: not in patterns, types, and formats."""
    assert literal.file.program is not None
    child = node
    for parent in project.scopes(literal.file.program).ancestors(node):
        match parent:
            case model.Case(pattern=pattern) if pattern is child:
                return False
            case model.Bind(annotation=annotation) | model.Parameter(annotation=annotation) if annotation is child:
                return False
            case model.Function(returns=returns) if returns is child:
                return False
            case model.Subscript(value=value) if last_name(value) in {"Literal", "Annotated"}:
                return False
            case model.Formatted(specification=specification) if specification is child:
                return False
            case model.Join(how="interpolation"):
                quotes = quotes_of(parent, literal)
                if quotes is None or "t" in quotes.prefix.lower():
                    return False
        child = parent
    return True


def _decoded(target: Target, literal: "LiteralKey", project: "Project") -> Target:
    """The same, or `b"…".decode()` as a whole: what reads the environment gives text."""
    assert literal.file.program is not None
    if not target.is_bytes or target.before or target.behind:
        return target
    chain = list(project.scopes(literal.file.program).ancestors(target.node))[:2]
    match chain:
        case [model.Attribute(name="decode"), model.Call(arguments=arguments) as call]:
            texts = {each.value.value if isinstance(each.value, model.Literal) else None for each in arguments}
            if texts.issubset(_DECODING):
                return Target(Form.WHOLE, call, call.region)
    return target


def _computed(node: "Node", literal: "LiteralKey", project: "Project") -> Target | None:
    """The smallest expression around a node that gives the key from what stands in it alone."""
    program = literal.file.program
    assert program is not None
    scopes, flow = project.scopes(program), project.flow
    for each in (node, *scopes.ancestors(node)):
        if isinstance(each, model.Argument | model.Entry | model.Attribute):
            continue
        if not isinstance(each, model.Literal | model.Join | model.Call | model.Subscript | model.Operation):
            return None
        values = flow.evaluate(each, flow.frame(program))
        constants = list(values.constants())
        if len(constants) != 1 or len(values.alternatives) != 1 or not values.exact:
            continue
        text = as_text(constants[0].value) or ""
        if literal.value in text and _is_closed(constants[0], each, program):
            before, _, behind = text.partition(literal.value)
            is_bytes = isinstance(constants[0].value, bytes)
            target = Target(Form.WHOLE, each, each.region, is_bytes, before, behind)
            return _decoded(target, literal, project)
    return None


def _is_closed(constant: Constant, node: "Node", program: model.Program) -> bool:
    """Whether all that a constant is made from stands in the node itself."""
    return all(origin.program is program and node.region.contains(origin.literal.region) for origin in constant.origins)
