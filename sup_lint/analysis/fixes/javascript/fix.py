"""Literal keys in JavaScript and TypeScript: read from the environment by server code."""

import re
from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.client.shipping import shipped_at
from sup_lint.analysis.dataflow.values import Constant, as_text
from sup_lint.analysis.fixes.editing import edit
from sup_lint.analysis.fixes.javascript.circumstances import FAILS_OPEN, app_caveat, comparison_at, reached, spaced
from sup_lint.analysis.fixes.javascript.reading import Reading, reading_for
from sup_lint.analysis.fixes.javascript.surroundings import mended_around
from sup_lint.analysis.fixes.javascript.types import asserted
from sup_lint.analysis.fixes.literal_nodes import node_of
from sup_lint.analysis.fixes.naming.variables import variable_for
from sup_lint.analysis.fixes.placeholders import placeholder_in
from sup_lint.analysis.fixes.texts.documents import comment_fix
from sup_lint.analysis.javascript.syntax import Syntax, syntax_of
from sup_lint.model.fix import Edit, Fix, Safety

if TYPE_CHECKING:
    from sup_lint.analysis.javascript.syntax import SyntaxNode
    from sup_lint.analysis.literal_key import LiteralKey
    from sup_lint.analysis.project import Project
    from sup_lint.model.region import Region

_PARTS = frozenset({"string_fragment", "escape_sequence"})
# Where no expression may stand, or where one would mean something else.
_NO_EXPRESSION = frozenset(
    {
        "enum_assignment",
        "literal_type",
        "switch_case",
        "import_statement",
        "import_attribute",
        "export_statement",
        "property_signature",
        "computed_property_name",
        "subscript_expression",
        "method_definition",
        "index_signature",
    }
)
_KEYS_OF = {"pair": "key", "public_field_definition": "name", "field_definition": "property", "pair_pattern": "key"}
# Text that is handed to these is read by people: the key would be shown to them.
_TELLING = re.compile(
    r"(?:^|\.)(?:console\.\w+|log(?:ger)?(?:\.\w+)?|print|alert|usage|description|epilog(?:ue)?|help|example|describe|it|test"
    r"|\w*Error|write)$"
)
# A template has no octal escapes.
_OCTAL = re.compile(r"(?<!\\)(?:\\\\)*\\(?:0[0-9]|[1-9])")


def javascript_fix(literal: "LiteralKey", project: "Project") -> Fix | None:
    """Read a key from the environment in server code; None for what is shipped to clients, and where no expression
    may stand."""
    file = literal.file
    if literal.kind == "comment":
        return comment_fix(literal)
    if file.program is None or literal.pieces or shipped_at(file, literal.region, project) is not None:
        return None
    syntax = syntax_of(file)
    region = _whole_region(literal, project) or literal.region
    node = syntax.at(region)
    if node is None:
        return None
    while node.type in _PARTS and node.parent is not None:
        node = node.parent
    found = syntax.region(node)
    is_whole = region != literal.region or _spells_the_key(literal, node)
    if not is_whole:
        return _in_text(literal, node, syntax, project)
    if found != region or not _takes_expression(node) or _has_comment(node):
        return None
    around = mended_around(literal, node, syntax, project)
    if around is not None:
        return around.fix
    reading = _reading(literal, node, syntax, project)
    if reading is None:
        return None
    comparison = comparison_at(node, reading.expression, syntax)
    if comparison is not None:
        if comparison.is_with_itself:
            return None
        reading = reading._replace(caveat=reading.caveat or FAILS_OPEN)
    node, text = asserted(node, reading, syntax, is_typed=syntax.is_typed(region))
    if node.parent is not None and node.parent.type == "jsx_attribute":
        text = f"{{{text}}}"
    return _fixed(literal, syntax.region(node), text, reading)


def _reading(literal: "LiteralKey", node: "SyntaxNode", syntax: Syntax, project: "Project") -> Reading | None:
    reading = reading_for(literal, node, syntax, variable_for(literal, project), project)
    if reading is None:
        return None
    caveat = reading.caveat or app_caveat(literal, project)
    return reading._replace(expression=reached(reading.expression, syntax, node), caveat=caveat)


def _has_comment(node: "SyntaxNode") -> bool:
    return any(each.type == "comment" or _has_comment(each) for each in node.named_children)


def _whole_region(literal: "LiteralKey", project: "Project") -> "Region | None":
    """The smallest expression that yields the key, where its literal holds it in disguise; None where that holds it."""
    file, node = literal.file, node_of(literal)
    if file.program is None or not isinstance(node, model.Literal) or literal.value in (as_text(node.value) or ""):
        return None
    flow = project.flow
    for around in project.scopes(file.program).ancestors(node):
        if isinstance(around, model.Bind | model.Evaluate | model.Return | model.Function | model.Define):
            return None
        if isinstance(around, model.Argument):
            continue
        values = flow.evaluate(around, flow.frame(file.program))
        if any(isinstance(each, Constant) and each.value == literal.value for each in values):  # not a buffer of it
            return around.region
    return None


def _spells_the_key(literal: "LiteralKey", node: "SyntaxNode") -> bool:
    """Whether an expression yields the key and nothing around it."""
    if node.type not in {"string", "template_string"}:
        return node.type not in {"jsx_text", "regex", "regex_pattern", "comment", "program", "ERROR"}
    spelled = node_of(literal)
    if isinstance(spelled, model.Literal):
        return as_text(spelled.value) == literal.value
    return spelled is not None


def _takes_expression(node: "SyntaxNode") -> bool:
    parent = node.parent
    if parent is None or parent.type in _NO_EXPRESSION:
        return parent is not None and parent.type == "export_statement" and _is_default(parent, node)
    field = _KEYS_OF.get(parent.type)
    if field is not None and parent.child_by_field_name(field) == node:
        return False
    # tag`…` gets its text as it is spelled.
    return not (node.type == "template_string" and parent.type == "call_expression")


def _is_default(statement: "SyntaxNode", node: "SyntaxNode") -> bool:
    return statement.child_by_field_name("value") == node


def _in_text(literal: "LiteralKey", node: "SyntaxNode", syntax: Syntax, project: "Project") -> Fix | None:
    """A key within a longer text: the text becomes a template, unless people are to read it."""
    if node.type == "jsx_text":
        reading = _reading(literal, node, syntax, project)
        return None if reading is None else _fixed(literal, literal.region, f"{{{reading.expression}}}", reading)
    if node.type not in {"string", "template_string"} or not _takes_expression(node):
        return None
    if _is_told(node, syntax):
        made = edit(literal.file, literal.region, placeholder_in(literal.file))
        caveat = "shows a placeholder to whoever reads the text"
        message = "replace the key by a placeholder"
        return None if made is None else Fix(Safety.UNSAFE, message, (made,), caveat=caveat)
    reading = _reading(literal, node, syntax, project)
    if reading is None:
        return None
    put_in = f"${{{reading.expression}}}"
    if node.type == "template_string":
        return _fixed(literal, literal.region, put_in, reading)
    raw = syntax.text(node)
    inner = raw[1:-1]
    place = inner.find(literal.value)
    if place < 0 or _OCTAL.search(inner) or syntax.region(node).line != literal.region.line:
        return None
    before, behind = (_in_template(each) for each in (inner[:place], inner[place + len(literal.value) :]))
    text = f"`{before}{put_in}{behind}`"
    if node.parent is not None and node.parent.type == "jsx_attribute":
        text = f"{{{text}}}"
    return _fixed(literal, syntax.region(node), text, reading)


def _in_template(raw: str) -> str:
    """The text of a string's source as that of a template."""
    unquoted = re.sub(r"\\(.)", lambda match: match[1] if match[1] in "\"'" else match[0], raw, flags=re.DOTALL)
    return re.sub(r"(?<!\\)`", r"\\`", unquoted).replace("${", "\\${")


def _is_told(node: "SyntaxNode", syntax: Syntax) -> bool:
    parent = node.parent
    while parent is not None and parent.type in {"arguments", "binary_expression", "parenthesized_expression", "array"}:
        parent = parent.parent
    if parent is None or parent.type not in {"call_expression", "new_expression"}:
        return False
    function = parent.child_by_field_name("function") or parent.child_by_field_name("constructor")
    return function is not None and _TELLING.search(syntax.text(function)) is not None


def _fixed(literal: "LiteralKey", region: "Region", text: str, reading: Reading) -> Fix | None:
    made = edit(literal.file, region, spaced(text, region, literal.file))
    edits: list[Edit] = [made] if made is not None else []
    for place, added in reading.additions:
        further = edit(literal.file, place, added)
        if further is None:
            return None
        edits.append(further)
    if made is None:
        return None
    kind = Safety.UNSAFE if reading.caveat else Safety.SAFE
    return Fix(kind, f"read the key from {reading.expression}", tuple(edits), caveat=reading.caveat)
