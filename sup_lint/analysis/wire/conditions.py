"""Conditions under which code runs: those that leave open whether it does."""

from sup_lint.analysis import program as model
from sup_lint.analysis.program import Node, walk
from sup_lint.keys.names import words_of

# A condition that names one of these is a switch for debugging, not a course of events.
_FLAGS = frozenset(
    """
    debug debugging verbose verbosity trace tracing dev devel development develop local env environment test testing
    staging prod production log logging diagnose diagnostics wire dump flag loglevel
    """.split()
)


def decides(test: Node, *, by_flag: bool) -> bool:
    """Whether a condition leaves open what runs; the guard of a script does not."""
    if isinstance(test, model.Literal):
        return False
    words: set[str] = set()
    for node in walk((test,)):
        match node:
            case model.Name(id="__name__" | "TYPE_CHECKING"):
                return False
            case model.Name(id=name) | model.Attribute(name=name) | model.Literal(value=str() as name):
                words.update(words_of(name))
    return not by_flag or not _FLAGS.isdisjoint(words)


def statements_in(node: Node) -> tuple[Node, ...]:
    """The statements directly in a compound statement, those of all its branches in a row."""
    match node:
        case model.If() | model.Loop():
            return (*node.body, *node.otherwise)
        case model.Function() | model.With() | model.Class() | model.Handler() | model.Case():
            return node.body
        case model.Try():
            return (*node.body, *node.otherwise, *node.final)
    return ()


def leaves_before(child: Node, body: tuple[Node, ...]) -> bool:
    """Whether a statement above, in the same block, leaves it by a flag: `if not DEBUG: return`."""
    for each in body:
        if each is child:
            return False
        if isinstance(each, model.If) and each.body and decides(each.test, by_flag=True):
            last = each.body[-1]
            if isinstance(last, model.Return) or (isinstance(last, model.Jump) and last.kind != "pass"):
                return True
    return False
