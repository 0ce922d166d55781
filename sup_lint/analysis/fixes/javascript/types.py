"""What TypeScript makes of a variable of the environment, whose type is `string | undefined`."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sup_lint.analysis.fixes.javascript.reading import Reading
    from sup_lint.analysis.javascript.syntax import Syntax, SyntaxNode

_CHOICES = frozenset({"||", "??"})


def asserted(node: "SyntaxNode", reading: "Reading", syntax: "Syntax", *, is_typed: bool) -> "tuple[SyntaxNode, str]":
    """The node to replace and the expression to put there, with `!` where the types of strict code want a string."""
    text = reading.expression
    parent = node.parent
    if parent is not None and parent.type == "as_expression" and syntax.text(parent).endswith("const"):
        node = parent  # only a literal can be const
    if is_typed and reading.may_be_undefined and wants_string(node, syntax):
        text += "!"
    return node, text


def wants_string(node: "SyntaxNode", syntax: "Syntax") -> bool:
    """Whether `undefined` in place of an expression would be an error of types."""
    parent = node.parent
    if parent is None:
        return True
    match parent.type:
        case "parenthesized_expression":
            return wants_string(parent, syntax)
        case "as_expression" | "type_assertion" | "non_null_expression" | "template_substitution":
            return False
        case "unary_expression" | "if_statement" | "expression_statement":
            return False
        case "binary_expression":
            operator = parent.child_by_field_name("operator")
            spelled = operator.type if operator is not None else ""
            if spelled in _CHOICES:
                return parent.child_by_field_name("left") != node and wants_string(parent, syntax)
            return False
        case "pair":
            return not _is_option_of_sdk(parent, syntax)
    return True


def _is_option_of_sdk(pair: "SyntaxNode", syntax: "Syntax") -> bool:
    """Whether a pair is `apiKey` of the SDK, which takes undefined, too."""
    key = pair.child_by_field_name("key")
    made = pair.parent
    for _ in range(2):
        made = made.parent if made is not None else None
    if key is None or made is None or made.type != "new_expression":
        return False
    constructor = made.child_by_field_name("constructor")
    return constructor is not None and syntax.text(key) == "apiKey" and "Supertone" in syntax.text(constructor)
