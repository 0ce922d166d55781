"""What an expression of JavaScript meets where a key stood: words beside it, comparisons, another `process`, users."""

import os
import re
from typing import TYPE_CHECKING, NamedTuple

from sup_lint.analysis.client.web.frameworks import app_of

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.analysis.javascript.syntax import Syntax, SyntaxNode
    from sup_lint.analysis.literal_key import LiteralKey
    from sup_lint.analysis.project import Project
    from sup_lint.model.region import Region

FAILS_OPEN = "accepts a request without a key where the variable is unset"
_NOT_SET_FOR_USERS = "fails for the users of the app, who do not have the variable"
_COMPARING = frozenset({"===", "==", "!==", "!="})
_MEMBERSHIPS = re.compile(r"\.(?:includes|has|indexOf|some)\s{0,8}$")
_EMPTY = r"(?:undefined|null|void\b|''|\"\"|``|\d|true|false)"
_HOLDERS = {
    "variable_declarator": "name",
    "pair": "key",
    "public_field_definition": "name",
    "field_definition": "property",
}
# Not process.env, and not a member of something else.
_BARE_PROCESS = re.compile(r"(?<![\w.$\"'])process(?![\w$]|\s{0,8}[.\[?])")
_PATTERNS = frozenset(
    {
        *("formal_parameters", "required_parameter", "optional_parameter", "rest_pattern", "object_pattern"),
        *("array_pattern", "import_specifier", "import_clause", "namespace_import", "catch_clause"),
    }
)
_BOUND_BY = {
    "variable_declarator": "name",
    "arrow_function": "parameter",
    "function_declaration": "name",
    "class_declaration": "name",
    "pair_pattern": "value",
    "assignment_pattern": "left",
    "object_assignment_pattern": "left",
}
_NAMES = frozenset({"identifier", "shorthand_property_identifier_pattern"})


class Comparison(NamedTuple):
    """What a key is compared with; `is_with_itself` where that reads the very variable."""

    is_with_itself: bool


def spaced(text: str, region: "Region", file: "AnalysedFile") -> str:
    """A replacement with a space where it would run together with the word before or behind: `return"…"`."""
    source = file.text
    start = file.lines.offset(region.line, region.column)
    end = file.lines.offset(region.end_line, region.end_column)
    before, behind = source[max(0, start - 1) : start], source[end : end + 1]
    if not text:
        return " " if _is_word(before) and _is_word(behind) else text
    left = " " if _is_word(before) and _is_word(text[0]) and text[0] != "$" else ""
    right = " " if _is_word(text[-1]) and _is_word(behind) else ""
    return f"{left}{text}{right}"


def _is_word(character: str) -> bool:
    return character.isalnum() or (character != "" and character in "_$")


def comparison_at(node: "SyntaxNode", expression: str, syntax: "Syntax") -> Comparison | None:
    """Where an expression in place of a node is compared with something that may be missing; None where it isn't.

    Two things that are missing are equal, and a list of undefined includes it.
    """
    parent = node.parent
    while parent is not None and parent.type in {"parenthesized_expression", "as_expression", "non_null_expression"}:
        node, parent = parent, parent.parent
    if parent is None:
        return None
    operator = parent.child_by_field_name("operator")
    if parent.type == "binary_expression" and operator is not None and operator.type in _COMPARING:
        sides = (parent.child_by_field_name("left"), parent.child_by_field_name("right"))
        return Comparison(any(each != node and each is not None and syntax.text(each) == expression for each in sides))
    if parent.type == "array":
        return Comparison(is_with_itself=False) if _is_searched(parent, syntax) else None
    held = _held_by(node, parent, syntax)
    return Comparison(is_with_itself=False) if held and _is_compared(held, syntax.source) else None


def _is_searched(array: "SyntaxNode", syntax: "Syntax") -> bool:
    """`["…"].includes(given)`, `new Set(["…"]).has(given)`, `const KEYS = ["…"]` with such a call elsewhere."""
    whole: SyntaxNode = array
    parent = array.parent
    if parent is not None and parent.type == "arguments" and parent.parent is not None:
        whole, parent = parent.parent, parent.parent.parent
    if parent is None:
        return False
    if parent.type == "member_expression":
        return _MEMBERSHIPS.search(syntax.text(parent)) is not None
    held = _held_by(whole, parent, syntax)
    return (
        bool(held)
        and re.search(rf"(?<![\w$]){re.escape(held)}\.(?:includes|has|indexOf|some)\(", syntax.source) is not None
    )


def _held_by(node: "SyntaxNode", parent: "SyntaxNode", syntax: "Syntax") -> str:
    """The name of the constant or the property that holds a node; empty without one."""
    field = _HOLDERS.get(parent.type)
    name = parent.child_by_field_name(field) if field is not None else None
    if name is None or parent.child_by_field_name("value") != node:
        return ""
    spelled = syntax.text(name).strip("\"'")
    return spelled if re.fullmatch(r"[\w$]{1,80}", spelled) else ""


def _is_compared(name: str, source: str) -> bool:
    """Whether code compares what has a name with something that isn't just nothing."""
    spelled = re.escape(name)
    behind = rf"(?<![\w$]){spelled}\s{{0,8}}[!=]==?\s{{0,8}}(?!{_EMPTY}|[\s=])"
    before = (
        rf"[\w$)\]]\s{{0,8}}(?<!undefined)(?<!null)[!=]==?\s{{0,8}}(?:[\w$]{{1,60}}\.){{0,4}}{spelled}(?![\w$.(\[])"
    )
    for match in re.finditer(behind, source):
        line = source[max(0, match.start() - 200) : match.start()].rpartition("\n")[2]
        if not re.search(r"\btypeof\s{1,8}[\w$.]{0,80}$", line):
            return True
    for match in re.finditer(before, source):
        line = source[max(0, match.start() - 20) : match.end()]
        if not re.search(r"(?:undefined|null)\s{0,8}[!=]==?[^\n]{0,400}$", line):
            return True
    return False


def reached(expression: str, syntax: "Syntax", node: "SyntaxNode") -> str:
    """An expression that reads `process.env` even where the file calls something else `process`."""
    if not expression.startswith("process.") or _BARE_PROCESS.search(syntax.source) is None:
        return expression
    root = node
    while root.parent is not None:
        root = root.parent
    pending = [root]
    while pending:
        each = pending.pop()
        pending += each.named_children
        if each.type in _NAMES and syntax.text(each) == "process" and _is_bound(each, syntax):
            return f"globalThis.{expression}"
    return expression


def _is_bound(name: "SyntaxNode", syntax: "Syntax") -> bool:
    """Whether a name is given here to what isn't Node's own process."""
    parent = name.parent
    if parent is None or (parent.type not in _PATTERNS and parent.type not in _BOUND_BY):
        return False
    field = _BOUND_BY.get(parent.type)
    if field is not None and parent.child_by_field_name(field) != name:
        return False
    while parent is not None and parent.type not in {
        "import_statement",
        "variable_declarator",
        "statement_block",
        "program",
    }:
        parent = parent.parent
    if parent is None or parent.type not in {"import_statement", "variable_declarator"}:
        return True
    return re.search(r"[\"'](?:node:)?process[\"']", syntax.text(parent)) is None


def app_caveat(literal: "LiteralKey", project: "Project") -> str:
    """What happens to users who have the app, but not the variable; empty for what runs on a server.

    The main process of Electron runs on the machines of its users.
    """
    app = app_of(project.imports.scripts.packages.above(os.path.abspath(literal.file.host.path)))
    if app is None or app.framework != "electron":
        return ""
    return _NOT_SET_FOR_USERS if re.search(r"[\"']electron(?:/\w{1,20})?[\"']", literal.file.text) else ""
