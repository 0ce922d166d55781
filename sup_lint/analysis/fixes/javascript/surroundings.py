"""Literal keys that only stand in for a variable in JavaScript: fallbacks, defaults, what tests and scripts set."""

import re
from typing import TYPE_CHECKING, NamedTuple

from sup_lint.analysis.fixes.editing import edit
from sup_lint.analysis.fixes.javascript.circumstances import FAILS_OPEN, comparison_at, spaced
from sup_lint.analysis.fixes.javascript.types import wants_string
from sup_lint.analysis.fixes.naming.fallbacks import Standing, fallback_of
from sup_lint.analysis.fixes.placeholders import FOR_TESTS
from sup_lint.model.fix import Fix, Safety
from sup_lint.model.region import Region

if TYPE_CHECKING:
    from sup_lint.analysis.javascript.syntax import Syntax, SyntaxNode
    from sup_lint.analysis.literal_key import LiteralKey
    from sup_lint.analysis.project import Project

_ENVIRONMENT = re.compile(
    r"\(*(?:(?:globalThis\.)?process\.env|import\.meta\.env|Bun\.env|Deno\.env(?:\.toObject\(\))?|c\.env|context\.env|env)\)*"
)
_OF_ENVIRONMENT = re.compile(rf"{_ENVIRONMENT.pattern}(?:\?)?(?:\.\w+|\[[\"']\w+[\"']\])")
# What TypeScript takes for a string already.
_ASSERTED = re.compile(r"(?:!|\bas\s{1,8}string)\)*\Z")
# A schema that the environment is checked against.
_CHECKED = re.compile(r"process\.env|import\.meta\.env|Bun\.env|Deno\.env|\bcreateEnv\b|\bruntimeEnv\b")
_SCHEMA = re.compile(r"(?:\w+\.)?(?:z|zod|env|schema|v|s|t|yup|Joi|joi)\b")
_SIMPLE = frozenset({"member_expression", "subscript_expression", "call_expression", "identifier"})


class Mended(NamedTuple):
    """The fix for a literal in such a place; None as a fix where none is right there."""

    fix: Fix | None


def mended_around(literal: "LiteralKey", node: "SyntaxNode", syntax: "Syntax", project: "Project") -> Mended | None:
    """Drop a literal that stands in for a variable; None for one that is the only source of its key."""
    while node.parent is not None and node.parent.type == "parenthesized_expression":
        node = node.parent
    parent = node.parent
    if parent is None:
        return None
    place = _Place(literal, node, parent, syntax, project)
    for mend in (_choice, _ternary, _set, _taken_apart, _schema, _argument):
        found = mend(place)
        if found is not None:
            return found
    return None


class _Place(NamedTuple):
    literal: "LiteralKey"
    node: "SyntaxNode"
    parent: "SyntaxNode"
    syntax: "Syntax"
    project: "Project"

    @property
    def is_typed(self) -> bool:
        return self.syntax.is_typed(self.literal.region)

    def field(self, name: str) -> "SyntaxNode | None":
        return self.parent.child_by_field_name(name)

    def text(self, node: "SyntaxNode") -> str:
        return self.syntax.text(node)

    def between(self, start: "SyntaxNode", end: "SyntaxNode") -> Region:
        """From the end of one node to the end of another."""
        first, last = self.syntax.region(start), self.syntax.region(end)
        return Region(first.end_line, first.end_column, last.end_line, last.end_column)

    def mended(self, region: Region, text: str, message: str, caveat: str = "") -> Mended:
        made = edit(self.literal.file, region, spaced(text, region, self.literal.file))
        if made is None or self.literal.value in text:
            return Mended(None)
        return Mended(Fix(Safety.UNSAFE if caveat else Safety.SAFE, message, (made,), caveat=caveat))


def _choice(place: _Place) -> Mended | None:
    """`process.env.NAME || "…"`"""
    operator, left = place.field("operator"), place.field("left")
    if place.parent.type != "binary_expression" or operator is None or operator.type not in {"||", "??"}:
        return None
    if left is None or place.field("right") != place.node or not _reads_variable(left, place):
        return None
    message = "drop the fallback, so that the key comes from the environment alone"
    caveat = _caveat(place)
    if not place.is_typed or not wants_string(place.parent, place.syntax) or _ASSERTED.search(place.text(left)):
        return place.mended(place.between(left, place.node), "", message, caveat)
    if left.type in _SIMPLE | {"parenthesized_expression"}:
        return place.mended(place.between(left, place.node), "!", message, caveat)
    return place.mended(place.syntax.region(place.parent), f"({place.text(left)})!", message, caveat)


def _reads_variable(node: "SyntaxNode", place: _Place) -> bool:
    if _OF_ENVIRONMENT.match(place.text(node)):
        return True
    found = fallback_of(place.literal, place.project)
    return found is not None and found.standing is Standing.OTHERWISE


def _ternary(place: _Place) -> Mended | None:
    """`process.env.NAME ? process.env.NAME : "…"`, `!process.env.NAME ? "…" : process.env.NAME`"""
    if place.parent.type != "ternary_expression":
        return None
    condition, good, bad = (place.field(name) for name in ("condition", "consequence", "alternative"))
    is_turned = good == place.node
    if is_turned:
        good, bad = bad, good
    if condition is None or good is None or bad != place.node or not _OF_ENVIRONMENT.match(place.text(good)):
        return None
    asked = place.text(condition)
    if place.text(good) not in asked or re.search(r"&&|\|\|", asked) or is_turned != _asks_for_absence(asked):
        return None
    mark = "!" if place.is_typed and wants_string(place.parent, place.syntax) else ""
    message = "drop the fallback, so that the key comes from the environment alone"
    return place.mended(place.syntax.region(place.parent), f"{place.text(good)}{mark}", message, _caveat(place))


def _caveat(place: _Place) -> str:
    is_compared = comparison_at(place.parent, "", place.syntax) is not None
    return FAILS_OPEN if is_compared else ""


def _asks_for_absence(condition: str) -> bool:
    is_equal = re.search(
        r"(?<![!=])===?\s{0,8}(?:undefined|null|[\"'`]{2}|[\"']undefined[\"'])|^\(?\s{0,8}null\s{0,8}===?", condition
    )
    return is_equal is not None or re.match(r"[\s(]{0,8}!(?!=|!)", condition) is not None


def _set(place: _Place) -> Mended | None:
    """`process.env.NAME = "…"`, `process.env.NAME ??= "…"`, `vi.stubEnv("NAME", "…")`"""
    left = place.field("left")
    is_assignment = place.parent.type in {"assignment_expression", "augmented_assignment_expression"}
    if is_assignment and left is not None and place.field("right") == place.node:
        if not _OF_ENVIRONMENT.fullmatch(place.text(left)):
            return None
        if _is_test(place):
            return _for_tests(place)
        statement = _statement_of(place.parent, left, place)
        if statement is None:
            return Mended(None)
        message = "drop the assignment, so that the key comes from outside"
        return place.mended(_whole_lines(statement, place.syntax), "", message)
    patch = _patch(place)
    if patch is not None:
        return _for_tests(place) if _is_test(place) else _without_pair(place, patch)
    found = fallback_of(place.literal, place.project)
    if found is not None and found.standing in {Standing.SETTING, Standing.ENTRY}:
        return _for_tests(place) if _is_test(place) else Mended(None)
    return None


def _statement_of(assignment: "SyntaxNode", left: "SyntaxNode", place: _Place) -> "SyntaxNode | None":
    """The statement that nothing is left of without an assignment: with the question whether there is the variable."""
    statement = assignment.parent
    if statement is None or statement.type != "expression_statement" or statement.parent is None:
        return None
    around = statement.parent
    if around.type == "statement_block" and around.named_child_count == 1 and around.parent is not None:
        around = around.parent
    if around.type == "if_statement":
        condition = around.child_by_field_name("condition")
        is_alone = around.child_by_field_name("alternative") is None
        if condition is not None and is_alone and place.text(left) in place.text(condition):
            return around
    return statement if statement.parent.type in {"program", "statement_block"} else None


def _patch(place: _Place) -> "SyntaxNode | None":
    """The expression around `{ NAME: "…" }` that puts it into the environment: `Object.assign(process.env, { … })`,
    `process.env = { ...process.env, … }`."""
    mapping = place.parent.parent
    around = mapping.parent if mapping is not None else None
    if place.parent.type != "pair" or mapping is None or around is None:
        return None
    if around.type == "assignment_expression":
        left = around.child_by_field_name("left")
        is_kept = re.search(r"\.\.\.\s{0,8}process\.env\b", place.text(mapping)) is not None
        return around if is_kept and left is not None and place.text(left) == "process.env" else None
    call = around.parent
    if call is None or re.match(r"Object\.assign\(\s{0,20}process\.env\b", place.text(call)) is None:
        return None
    return call


def _without_pair(place: _Place, patch: "SyntaxNode") -> Mended:
    """Drop an entry, or the statement that has nothing else to put in."""
    pair, mapping = place.parent, place.parent.parent
    assert mapping is not None
    message = "drop the assignment, so that the key comes from outside"
    others = [each for each in mapping.named_children if each != pair]
    if all(each.type == "spread_element" and place.text(each).endswith("process.env") for each in others):
        statement = patch.parent
        around = statement.parent if statement is not None and statement.type == "expression_statement" else None
        if statement is None or around is None or around.type not in {"program", "statement_block"}:
            return Mended(None)
        return place.mended(_whole_lines(statement, place.syntax), "", message)
    following, before = pair.next_named_sibling, pair.prev_named_sibling
    region = place.syntax.region(pair)
    if following is not None and following.type != "comment":
        start = place.syntax.region(following)
        return place.mended(Region(region.line, region.column, start.line, start.column), "", message)
    if before is not None and before.type != "comment":
        return place.mended(place.between(before, pair), "", message)
    return Mended(None)


def _is_test(place: _Place) -> bool:
    return place.project.is_test(place.literal.file)


def _for_tests(place: _Place) -> Mended:
    quote = place.text(place.node)[:1]
    quote = quote if quote in "\"'`" else '"'
    region = place.syntax.region(place.node)
    return place.mended(region, f"{quote}{FOR_TESTS}{quote}", "set a value that is no key in the test")


def _whole_lines(statement: "SyntaxNode", syntax: "Syntax") -> Region:
    """The lines of a statement if it has them for itself, else just the statement."""
    region = syntax.region(statement)
    first, last = syntax.line(region.line), syntax.line(region.end_line)
    if (
        first[: region.column - 1].strip()
        or last[region.end_column - 1 :].strip()
        or region.end_line >= syntax.line_count
    ):
        return region
    return Region(region.line, 1, region.end_line + 1, 1)


def _taken_apart(place: _Place) -> Mended | None:
    """`const { NAME = "…" } = process.env`"""
    left = place.field("left")
    if place.parent.type not in {"object_assignment_pattern", "assignment_pattern"} or left is None:
        return None
    declared: SyntaxNode | None = place.parent
    while declared is not None and declared.type in {
        *("object_assignment_pattern", "assignment_pattern", "object_pattern", "pair_pattern", "array_pattern"),
    }:
        declared = declared.parent
    value = (
        declared.child_by_field_name("value" if declared.type == "variable_declarator" else "right")
        if declared
        else None
    )
    if value is None or not _ENVIRONMENT.fullmatch(place.text(value)):
        return None
    caveat = "leaves the type of the variable as string | undefined" if place.is_typed else ""
    message = "drop the default, so that the key comes from the environment alone"
    return place.mended(place.between(left, place.node), "", message, caveat)


def _schema(place: _Place) -> Mended | None:
    """`z.string().default("…")` in a schema of the environment."""
    call = place.parent.parent
    if place.parent.type != "arguments" or call is None or place.parent.named_child_count != 1:
        return None
    function = call.child_by_field_name("function")
    if function is None or function.type != "member_expression":
        return None
    chain, name = function.child_by_field_name("object"), function.child_by_field_name("property")
    if chain is None or name is None or place.text(name) != "default" or not _SCHEMA.match(place.text(chain)):
        return None
    if not _CHECKED.search(place.literal.file.text):
        return None
    return place.mended(place.between(chain, call), "", "drop the default, so that the environment has to have the key")


def _argument(place: _Place) -> Mended | None:
    """`config.get("NAME", "…")`"""
    call, found = place.parent.parent, fallback_of(place.literal, place.project)
    if found is None or found.standing is not Standing.DEFAULT or place.parent.type != "arguments" or call is None:
        return None
    function = call.child_by_field_name("function")
    arguments = place.parent.named_children
    is_get = function is not None and re.search(r"\.get(?:<[\w |]{1,60}>)?$", place.text(function)) is not None
    if not is_get or len(arguments) != 2 or arguments[1] != place.node:
        return None
    message = "drop the default, so that the key comes from the environment alone"
    if not place.is_typed or not wants_string(call, place.syntax):
        return place.mended(place.between(arguments[0], place.node), "", message)
    whole = place.syntax.region(call)
    rest = Region(*place.between(arguments[0], place.node)[:2], whole.end_line, whole.end_column)
    return place.mended(rest, ")!", message)
