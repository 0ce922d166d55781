"""Places in the code where a variable is known not to hold the key, since a test has just said so."""

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name, place_of
from sup_lint.analysis.program import Node
from sup_lint.analysis.scopes import Scopes

# No key is shorter.
_SHORTEST_KEY = 8


def is_absent(scopes: Scopes, node: model.Name | model.Attribute) -> bool:
    """Whether a test on the way to `node` says that what it reads is empty, missing or a known constant."""
    place = place_of(node)
    if not place:
        return False
    child: Node = node
    for parent in scopes.ancestors(node):
        match parent:
            case model.If(test=test, body=body, otherwise=otherwise):
                if _is_in(child, body) and _says(test, place, present=False):
                    return True
                if _is_in(child, otherwise) and _says(test, place, present=True):
                    return True
                if _follows_exit(child, body, place) or _follows_exit(child, otherwise, place):
                    return True
            case model.Choice(how="ternary", options=(true, false), test=test) if test is not None:
                if (child is true and _says(test, place, present=False)) or (
                    child is false and _says(test, place, present=True)
                ):
                    return True
            case model.Loop() | model.With() | model.Try() | model.Handler() | model.Case():
                if _follows_exit(child, parent.body, place):
                    return True
            case model.Function():
                return _follows_exit(child, parent.body, place)
        child = parent
    return False


def _is_in(child: Node, body: tuple[Node, ...]) -> bool:
    return any(each is child for each in body)


def _follows_exit(child: Node, body: tuple[Node, ...], place: str) -> bool:
    """Whether a statement stands behind `if place: return`, with nothing in between that could set it."""
    if not _is_in(child, body):
        return False
    is_gone = False
    for each in body:
        if each is child:
            break
        if isinstance(each, model.Bind) and place_of(each.target) == place:
            is_gone = False
        elif isinstance(each, model.If) and not each.otherwise and each.body:
            leaves = isinstance(each.body[-1], model.Return | model.Raise)
            is_gone = is_gone or (leaves and _says(each.test, place, present=True))
    return is_gone


def _says(test: Node, place: str, *, present: bool) -> bool:
    """Whether a test, when it holds, says that the place is empty; with `present`, when it fails."""
    match test:
        case model.Operation(operator="not", operands=(operand,)):
            return _says(operand, place, present=not present)
        case model.Choice(how="and" | "or", options=options):
            # All parts hold of an `and` that holds, and all fail of an `or` that fails: one that says so is enough.
            combine = any if (test.how == "or") == present else all
            return combine(_says(option, place, present=present) for option in options)
        case model.Operation(operator=operator, operands=(left, right)):
            return _compares(operator, left, right, place, present=present)
    return present and place_of(test) == place


def _compares(operator: str, left: Node, right: Node, place: str, *, present: bool) -> bool:
    if isinstance(left, model.Call) and last_name(left.function) == "len" and left.arguments:
        if place_of(left.arguments[0].value) != place or not isinstance(right, model.Literal):
            return False
        limit = right.value
        if not isinstance(limit, int) or limit > _SHORTEST_KEY:
            return False
        return operator in ({">", ">=", "!="} if present else {"<", "<=", "=="})
    if isinstance(left, model.Literal):
        left, right = right, left
    if place_of(left) != place or not isinstance(right, model.Literal):
        return False
    return operator in ({"is not", "!="} if present else {"is", "=="})
