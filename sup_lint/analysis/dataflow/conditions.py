"""Tests, as far as they can be decided: which option a choice takes, which statements a turn of a loop reaches."""

import functools
import itertools
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import Binding, last_name, place_of
from sup_lint.analysis.dataflow import containers, languages, records
from sup_lint.analysis.dataflow.values import Constant, Entries, Frame, Items, Value, Values, as_text, one, sources_of
from sup_lint.analysis.program import Node, walk
from sup_lint.keys.names import words_of

if TYPE_CHECKING:
    from sup_lint.analysis.dataflow.engine import Flow

_MOST_TURNS = 64
_MEMBERSHIP = frozenset({"in", "not in", "==", "!="})
_MATCHING = frozenset({"startswith", "endswith", "match", "search", "fullmatch", "fnmatch", "fnmatchcase"})


# Words in the names of functions that tell what is confidential: is_sensitive(name), should_redact(name).
JUDGING = frozenset(
    """
    secret secrets sensitive deny denied denylist blocklist block redact redacted hide hidden mask masked credential
    private confidential safe allowed blocked
    """.split()
)


def truth(flow: "Flow", test: Node, frame: Frame) -> bool | None:
    """Whether a test holds; None if that can't be told."""
    match test:
        case model.Operation(operator="not", operands=(operand,)):
            inner = truth(flow, operand, frame)
            return None if inner is None else not inner
        case model.Choice(how="and" | "or", options=options):
            wanted = test.how == "or"
            truths = [truth(flow, option, frame) for option in options]
            if wanted in truths:
                return wanted
            return None if None in truths else not wanted
    values = flow.evaluate(test, frame)
    if any(sources_of(value) and as_text(value.value) for value in values if isinstance(value, Constant)):
        return True  # what is asked is what happens to a secret: where it is missing, nothing does
    truths = [_truth_of(value) for value in values]
    if languages.is_javascript(frame.program):  # there every object is true, even an empty one
        truths = [True if isinstance(value, Items | Entries) else _truth_of(value) for value in values]
    return truths[0] if values.exact and truths and all(each is truths[0] for each in truths) else None


def _truth_of(value: Value) -> bool | None:
    match value:
        case Constant():
            return None if sources_of(value) else bool(value.value)
        case Items(items=items):
            return bool(items)
        case Entries(entries=entries, rest=rest):
            return True if entries else (None if rest.alternatives or not rest.exact else False)
    return None


def may_hold(flow: "Flow", condition: Node, frame: Frame) -> bool:
    """Whether a comprehension's condition may hold. A filter by name that can't be decided is trusted to filter."""
    decided = truth(flow, condition, frame)
    return decided if decided is not None else not _is_filter(condition)


def _is_filter(test: Node) -> bool:
    """Whether a test compares a name with others, or looks for a pattern in it: `name.lower() not in SENSITIVE`."""
    for node in walk((test,)):
        if isinstance(node, model.Operation) and node.operator in _MEMBERSHIP:
            return not any(isinstance(operand, model.Literal) and not operand.value for operand in node.operands)
        if isinstance(node, model.Call):
            called = last_name(node.function)
            if called in _MATCHING or not JUDGING.isdisjoint(words_of(called)):
                return True
    return False


def _judges(test: Node) -> bool:
    """Whether a test asks something that tells what is confidential: `is_secret(name)`, `name in SENSITIVE`."""
    return any(not JUDGING.isdisjoint(words_of(last_name(node))) for node in walk((test,)))


def chosen(flow: "Flow", node: model.Choice, frame: Frame) -> tuple[Node, ...]:
    """The options that a choice may take, in its own order."""
    match node:
        case model.Choice(how="and", options=(*_, last)):
            return (last,)  # the others are taken when they are false, and so empty
        case model.Choice(how="ternary", options=(true, false), test=test) if test is not None:
            decided = truth(flow, test, frame)
            if decided is not None:
                return (true,) if decided else (false,)
            masks = tuple(option for option in (true, false) if _is_mask(option))
            return masks if masks and _is_filter(test) else (true, false)
    return node.options


def _is_mask(node: Node) -> bool:
    """Whether an expression is what people write in place of a secret: `"***"`, `"<redacted>"`."""
    if not isinstance(node, model.Literal) or not isinstance(node.value, str):
        return isinstance(node, model.Literal) and node.value is None
    return len(node.value) < 32


def turns(flow: "Flow", node: Node, frame: Frame) -> Iterator[Frame]:
    """The frames in which `node` runs: one for each turn of the loops around it whose elements are known."""
    loops = [each for each in _around(flow, node, frame) if isinstance(each, model.Loop | model.Comprehension)]
    clauses: list[model.Loop | model.Clause] = []
    for loop in reversed(loops):
        clauses += loop.clauses if isinstance(loop, model.Comprehension) else [loop]
    if languages.is_javascript(frame.program):
        from sup_lint.analysis.dataflow.javascript import callbacks

        frames = callbacks.turns(flow, node, frame)
        return itertools.islice(itertools.chain(*(_turns(flow, clauses, each) for each in frames)), _MOST_TURNS)
    return itertools.islice(_turns(flow, clauses, frame), _MOST_TURNS)


def _turns(flow: "Flow", clauses: list[model.Loop | model.Clause], frame: Frame) -> Iterator[Frame]:
    if not clauses:
        yield frame
        return
    clause, *rest = clauses
    if clause.iterable is None or id(clause) in frame.elements:
        yield from _turns(flow, rest, frame)
        return
    for inner in flow.once(("turns", clause, id(frame)), lambda: _elements(flow, clause, frame)):
        if isinstance(clause, model.Loop) or all(may_hold(flow, each, inner) for each in clause.conditions):
            yield from _turns(flow, rest, inner)


def _elements(flow: "Flow", clause: model.Loop | model.Clause, frame: Frame) -> list[Frame]:
    assert clause.iterable is not None
    found: list[Values] = []
    for value in flow.evaluate(clause.iterable, frame):
        if isinstance(value, Entries):
            found += [one(Constant(key)) for key in value.entries]
        elif not isinstance(value, Constant):
            found += containers.items_of(records.iterable(flow, value)) or ()
    return [frame.at(clause, item) for item in found[:_MOST_TURNS]] or [frame]


def reached(
    flow: "Flow", node: Node, frame: Frame, *, within: frozenset[int] = frozenset(), about: str = ""
) -> bool | None:
    """Whether a run of the function comes to `node`, by the tests on the way; None if they can't be decided.

    Only the way below the nodes of `within` (by identity) counts. An undecided test that reads the place `about` is
    taken to be passed: who asks for an entry before it is taken out means the same thing.
    """
    sure = True
    child = node
    for parent in _around(flow, node, frame):
        if id(parent) in within:
            break
        for test, wanted in passed_tests(parent, child):
            decided = truth(flow, test, frame)
            if decided is None and _judges(test):
                return False
            if decided is None:
                sure = sure and bool(about) and any(place_of(each) == about for each in walk((test,)))
            elif decided != wanted:
                return False
        child = parent
    return True if sure else None


def passed_tests(parent: Node, child: Node) -> Iterator[tuple[Node, bool]]:
    """The tests that are passed on the way from `parent` to its child, each with the outcome that leads there."""
    bodies: tuple[tuple[Node, ...], ...] = ()
    match parent:
        case model.If(test=test, body=body, otherwise=otherwise):
            yield test, not any(each is child for each in otherwise)
            bodies = (body, otherwise)
        case model.Loop() | model.Function() | model.With() | model.Try() | model.Handler():
            bodies = (parent.body,)
        case model.Case():
            bodies = (parent.body,)
        case model.Match(subject=subject, cases=cases):
            for case in cases:
                if case.guard is None and isinstance(case.pattern, model.Literal | model.Choice):
                    yield _fits(subject, case), case is child
                if case is child:
                    break
    for body in bodies:
        if any(each is child for each in body):
            for earlier in body:
                if earlier is child:
                    break
                if isinstance(earlier, model.If) and not earlier.otherwise and _leaves(earlier.body):
                    yield earlier.test, False


@functools.lru_cache(maxsize=1024)
def _fits(subject: Node, case: model.Case) -> Node:
    """The test that a match on constants stands for: `subject in ("a", "b")`."""
    pattern = case.pattern
    options = pattern.options if isinstance(pattern, model.Choice) else (pattern,)
    return model.Operation(case.region, "in", (subject, model.Sequence(case.region, options, "tuple")))


def _leaves(body: tuple[Node, ...]) -> bool:
    last = body[-1] if body else None
    return isinstance(last, model.Return | model.Raise) or (isinstance(last, model.Jump) and last.kind != "pass")


def deciding(flow: "Flow", bindings: tuple[Binding, ...], node: Node, frame: Frame) -> tuple[Binding, ...]:
    """Those of the bindings that reach `node` which the tests on their way let happen; one that surely does hides
    those before it."""
    if len(bindings) < 2:
        return bindings
    scopes = flow.modules.scopes(frame.program)
    use = scopes.position(node)
    within = frozenset(id(each) for each in scopes.ancestors(node))
    found: list[Binding] = []
    for binding in bindings:
        statement = binding.node
        if not isinstance(statement, model.Bind) or binding.position.scope is not use.scope:
            found.append(binding)
            continue
        comes = reached(flow, statement, frame, within=within)
        if comes is False:
            continue
        if comes and binding.position.order < use.order and binding.position.block is not use.block:
            tests = [each for each in _around(flow, statement, frame) if id(each) not in within]
            is_decided = tests and all(isinstance(each, model.If) for each in tests)
            if is_decided or (_is_scrubbing(statement) and all(isinstance(each, model.Loop) for each in tests)):
                found.clear()
        found.append(binding)
    return tuple(found)


def _is_scrubbing(statement: model.Bind) -> bool:
    """Whether a text replaces part of itself: `text = pattern.sub("***", text)`."""
    call, name = statement.value, last_name(statement.target)
    if not isinstance(call, model.Call) or last_name(call.function) not in {"sub", "replace"}:
        return False
    return any(isinstance(each, model.Name) and each.id == name for each in walk((call,)))


def _around(flow: "Flow", node: Node, frame: Frame) -> Iterator[Node]:
    """The nodes around, innermost first, up to the function's own (with it) or the module's."""
    for parent in flow.modules.scopes(frame.program).ancestors(node):
        yield parent
        if isinstance(parent, model.Function | model.Class):
            return
