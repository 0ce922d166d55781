"""Statements that give a variable its key, and what is around a statement."""

from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name, place_of
from sup_lint.analysis.fixes.naming.fallbacks import asks_for_absence
from sup_lint.model.region import Region

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.analysis.fixes.naming.fallbacks import Fallback
    from sup_lint.analysis.fixes.python.targets import Target
    from sup_lint.analysis.literal_key import LiteralKey
    from sup_lint.analysis.program import Node
    from sup_lint.analysis.project import Project
    from sup_lint.analysis.scopes import Scopes
    from sup_lint.model.fix import Edit

    # Replacements, a message, further edits, a caveat.
    Found = tuple[list[tuple[Region, str]], str, tuple[Edit, ...], str]

_TEST_KEY = "test-key"
# Of pytest's monkeypatch.
_PATCHING = frozenset({"setenv", "setitem"})
# What takes a value that may be None: lookups as their default, options of the command line.
_ASKING = frozenset("getenv get pop option argument Option Argument add_argument add_option".split())


def setting_dropped(
    fallback: "Fallback", target: "Target", literal: "LiteralKey", project: "Project"
) -> "Found | None":
    """`os.environ["K"] = "…"` and `os.environ.setdefault("K", "…")` are for others to say: the statement goes.

    What patches it for a test gets a value that is no key instead: most need one, but none that opens anything. None
    where the value is used for more.
    """
    assert literal.file.program is not None
    scopes = project.scopes(literal.file.program)
    node = fallback.node
    is_patched = isinstance(node, model.Call) and last_name(node.function) in _PATCHING
    if is_patched:
        return _placeholder(target)
    parent = scopes.parents.get(id(node))
    statement = node if isinstance(node, model.Bind) else parent if isinstance(parent, model.Evaluate) else None
    if statement is None or binds_again(statement, scopes):
        return None
    message = f"drop the key: {fallback.variable} must be set outside the program"
    return [_without(statement, literal.file, scopes)], message, (), ""


def _placeholder(target: "Target") -> "Found | None":
    """A value for tests in place of a literal; whether they get along with it is for a person to see."""
    if not isinstance(target.node, model.Literal) or target.node.region != target.region:
        return None
    quote = '"' if '"' in target.node.raw else "'"
    caveat = "gives the code under test no real key: a test that calls the API fails then"
    return [(target.region, f"{quote}{_TEST_KEY}{quote}")], f'put "{_TEST_KEY}" in the key\'s place', (), caveat


def binds_again(bind: "Node", scopes: "Scopes") -> bool:
    """Whether the statement of a binding has another target: `a = b = "…"`."""
    bindings = (each for each in scopes.program.nodes() if isinstance(each, model.Bind))
    return any(each is not bind and each.region == bind.region for each in bindings)


def is_checked(bind: model.Bind, scopes: "Scopes") -> bool:
    """Whether the code behind a binding asks whether there is a value: `if not key: raise …`."""
    place = place_of(bind.target)
    block = _block_of(bind, scopes)
    for statement in block[block.index(bind) + 1 :] if bind in block else ():
        match statement:
            case model.If(test=test) if asks_for_absence(test, place):
                return True
            case model.Assert(test=test) if place_of(test) == place:
                return True
    return False


def may_give_none(call: model.Call, scopes: "Scopes") -> bool:
    """Whether what a call gives is looked at, or replaced, where it is None."""
    child: Node = call
    for parent in scopes.ancestors(call):
        match parent:
            case model.Argument():
                pass
            case model.Call():
                return last_name(parent.function) in _ASKING and parent.function is not child
            case model.Choice(how="or", options=options):
                return options[-1] is not child
            case model.Bind():
                return is_checked(parent, scopes)
            case _:
                return False
        child = parent
    return False


def _block_of(statement: "Node", scopes: "Scopes") -> "tuple[Node, ...]":
    """The statements among which one stands."""
    parent = scopes.parents.get(id(statement))
    if parent is None:
        return scopes.program.body
    blocks = [getattr(parent, name, ()) for name in ("body", "otherwise", "final")]
    return next((tuple(each) for each in blocks if statement in each), ())


def _without(statement: "Node", file: "AnalysedFile", scopes: "Scopes") -> tuple[Region, str]:
    """A statement taken away with its line, but for a remark; `pass` where a block would be empty, or others beside."""
    region, lines = statement.region, file.lines
    is_alone = len(_block_of(statement, scopes)) == 1 and id(statement) in scopes.parents
    ahead = lines.line_text(region.line)[: region.column - 1]
    rest = lines.line_text(region.end_line)[region.end_column - 1 :].strip()
    if is_alone or ahead.strip() or region.end_line >= lines.line_count or (rest and not rest.startswith("#")):
        return region, "pass"
    if rest:
        behind = lines.line_text(region.end_line).index("#", region.end_column - 1) + 1
        return region._replace(end_column=behind), ""
    return Region(region.line, 1, region.end_line + 1, 1), ""
