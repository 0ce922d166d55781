"""Who calls a function that another function returns: `const log = createLogger("tts"); log(key)`."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.dataflow.values import Arguments
from sup_lint.analysis.program import Node, Program
from sup_lint.analysis.scopes import Scopes

if TYPE_CHECKING:
    from sup_lint.analysis.dataflow.engine import Flow

_MOST_USES = 64


def names(flow: "Flow", function: model.Function, program: Program) -> Iterator[str]:
    """The names by which a function without one of its own is called: of its entry, of what its maker's result is."""
    scopes = flow.modules.scopes(program)
    parent = scopes.parents.get(id(function))
    if isinstance(parent, model.Entry) and isinstance(parent.key, model.Literal):
        yield str(parent.key.value)
    for _, call, home in _makings(flow, function, program):
        bound = home.parents.get(id(call))
        if isinstance(bound, model.Bind):
            yield last_name(bound.target)
        elif isinstance(bound, model.Entry) and isinstance(bound.key, model.Literal):
            yield str(bound.key.value)


def direct(flow: "Flow", function: model.Function, program: Program) -> Iterator[Arguments]:
    """The arguments of calls of what a call of the maker has just given: `curry("x")(key)`."""
    for other, call, home in _makings(flow, function, program):
        outer = home.parents.get(id(call))
        if isinstance(outer, model.Call) and outer.function is call:
            yield Arguments(outer.arguments, flow.frame(other))


def _makings(flow: "Flow", function: model.Function, program: Program) -> Iterator[tuple[Program, model.Call, Scopes]]:
    """The calls of the function that returns `function`, each with its program."""
    scopes = flow.modules.scopes(program)
    if not isinstance(scopes.parents.get(id(function)), model.Return):
        return
    maker = scopes.enclosing(function, model.Function)
    if not isinstance(maker, model.Function):
        return
    for name in _names_of(scopes, maker):
        for other, use in list(flow.crossings.names.get(name, ()))[:_MOST_USES]:
            home = flow.modules.scopes(other)
            call = home.parents.get(id(use))
            if isinstance(call, model.Call) and call.function is use:
                yield other, call, home


def _names_of(scopes: Scopes, maker: Node) -> Iterator[str]:
    if isinstance(maker, model.Function) and maker.name:
        yield maker.name
    bound = scopes.parents.get(id(maker))
    if isinstance(bound, model.Bind):
        yield last_name(bound.target)
