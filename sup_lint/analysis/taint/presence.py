"""Places in the code where a variable is known not to hold the key, since a test has just said so."""

from collections.abc import Iterable, Iterator

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name, place_of
from sup_lint.analysis.dataflow.conditions import passed_tests
from sup_lint.analysis.dataflow.values import Constant, Entries, Items, Value, Values
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
                test = parent.test if isinstance(parent, model.Loop) and _is_in(child, parent.body) else None
                if test is not None and _says(test, place, present=False):
                    return True
                if isinstance(parent, model.Case) and _is_empty_case(scopes, parent, place):
                    return True
                if _follows_exit(child, parent.body, place):
                    return True
            case model.Assert(test=test, message=message) if child is message:
                if _says(test, place, present=True):
                    return True
            case model.Function():
                return _follows_exit(child, parent.body, place)
        child = parent
    return False


_JUDGING = frozenset(
    """
    bool len any all isinstance hasattr int float hash id type callable Boolean Number startswith endswith isdigit
    """.split()
)
_COMPARING = frozenset("not is in == != < > <= >= === !==".split()) | {"is not", "not in", "typeof"}


def only_tells(node: Node | None) -> bool:
    """Whether an expression says something about a value and can't be the value: `bool(key)`, `key is not None`."""
    match node:
        case model.Operation():
            return node.operator in _COMPARING
        case model.Call():
            return last_name(node.function) in _JUDGING
        case model.Choice(how="and" | "or"):
            return all(only_tells(option) for option in node.options)
        case model.Choice():
            return all(only_tells(option) or isinstance(option, model.Literal) for option in node.options)
    return False


def _is_empty_case(scopes: Scopes, case: model.Case, place: str) -> bool:
    """Whether a case of a match on the place takes only constants: `case "" | None`."""
    match = scopes.parents.get(id(case))
    if not isinstance(match, model.Match) or place_of(match.subject) != place:
        return False
    options = case.pattern.options if isinstance(case.pattern, model.Choice) else (case.pattern,)
    return all(isinstance(each, model.Literal) for each in options)


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
    if place_of(left) != place:
        return False
    if isinstance(right, model.Sequence) and all(isinstance(each, model.Literal) for each in right.items):
        return operator == ("not in" if present else "in")
    if not isinstance(right, model.Literal):
        return False
    return operator in ({"is not", "!="} if present else {"is", "=="})


_TYPES = {
    "str": (str,),
    "bytes": (bytes,),
    "bytearray": (bytes,),
    "int": (int,),
    "float": (float,),
    "bool": (bool,),
    "dict": (dict,),
    "Mapping": (dict,),
    "MutableMapping": (dict,),
    "list": (list,),
    "tuple": (list,),
    "set": (list,),
    "Sequence": (list, str),
    "Iterable": (list, str, dict),
}


def of_possible_type(scopes: Scopes, node: model.Name | model.Attribute, values: Values) -> Values:
    """Those of the values that the `isinstance` tests on the way to `node` let through."""
    place = place_of(node)
    for test, wanted in _type_tests(scopes, node, place) if place else ():
        kinds = _kinds(test)
        if kinds:
            kept = tuple(each for each in values if _kind_of(each) is None or (_kind_of(each) in kinds) == wanted)
            values = Values(kept, values.exact)
    return values


def _type_tests(scopes: Scopes, node: Node, place: str) -> Iterator[tuple[model.Call, bool]]:
    child = node
    for parent in scopes.ancestors(node):
        for test, wanted in _parts(passed_tests(parent, child)):
            negated = isinstance(test, model.Operation) and test.operator == "not"
            call = test.operands[0] if isinstance(test, model.Operation) and negated else test
            is_test = isinstance(call, model.Call) and last_name(call.function) == "isinstance"
            if isinstance(call, model.Call) and is_test and len(call.arguments) == 2:
                yield from [(call, wanted != negated)] if place_of(call.arguments[0].value) == place else ()
        if isinstance(parent, model.Function):
            return
        child = parent


def _parts(tests: Iterable[tuple[Node, bool]]) -> Iterator[tuple[Node, bool]]:
    """The tests with those that an `and` which holds, or an `or` which fails, is made of."""
    for test, wanted in tests:
        if isinstance(test, model.Choice) and test.how == ("and" if wanted else "or"):
            yield from _parts((option, wanted) for option in test.options)
        else:
            yield test, wanted


def _kinds(test: model.Call) -> set[type]:
    given = test.arguments[1].value
    names = [last_name(each) for each in (given.items if isinstance(given, model.Sequence) else (given,))]
    if isinstance(given, model.Operation) and given.operator == "|":
        names = [last_name(each) for each in given.operands]
    return {kind for name in names for kind in _TYPES[name]} if all(name in _TYPES for name in names) else set()


def _kind_of(value: Value) -> type | None:
    match value:
        case Constant(value=str() | bytes() | bool() | int() | float() as held):
            return type(held)
        case Entries():
            return dict
        case Items():
            return list
    return None
