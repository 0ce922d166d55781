"""Headers that JavaScript's axios sends with everything: its defaults, and what interceptors add."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name, place_of
from sup_lint.analysis.dataflow.values import UNKNOWN, Entries, Frame, Values, one
from sup_lint.analysis.program import Node, Program
from sup_lint.keys.names import HEADER, is_key_header

if TYPE_CHECKING:
    from sup_lint.analysis.scopes import Scopes
    from sup_lint.analysis.taint.sources import KeySources


class _Default(NamedTuple):
    program: Program
    value: Node


def with_defaults(sources: "KeySources", values: Values) -> Values | None:
    """A reply or error of axios with the headers that every request gets; None where there is nothing to add."""
    if not any(isinstance(value, Entries) and "config" in value.entries for value in values):
        return None
    programs = sources.project.programs()
    defaults = sources.flow.once(
        ("axios defaults", len(programs)),
        lambda: list(_defaults(programs, sources)),
    )
    if not defaults:
        return None
    first = defaults[0]
    frame: Frame = sources.flow.frame(first.program)
    key = one(sources.secret(first.value, frame, "the header that is sent with every request"))
    config = one(Entries({"headers": one(Entries({HEADER: key}, UNKNOWN, any_case=True))}, UNKNOWN))
    found = tuple(
        Entries({**value.entries, "config": config}, value.rest)
        if isinstance(value, Entries) and "config" in value.entries
        else value
        for value in values
    )
    return Values(found, values.exact)


def _defaults(programs: list[Program], sources: "KeySources") -> Iterator[_Default]:
    for program in programs:
        if program.language == "javascript" and "axios" in program.text and HEADER in program.text.lower():
            scopes = sources.project.scopes(program)
            for node in program.nodes():
                match node:
                    case model.Bind(
                        target=model.Subscript(value=owner, index=model.Literal(value=str() as name)),
                        value=model.Node() as value,
                    ) if is_key_header(name) and _goes_with_everything(owner, scopes):
                        yield _Default(program, value)
                    case model.Call(
                        function=model.Attribute(name="set", value=owner),
                        arguments=(
                            model.Argument(value=model.Literal(value=str() as name)),
                            model.Argument(value=value),
                        ),
                    ) if is_key_header(name) and _goes_with_everything(owner, scopes):
                        yield _Default(program, value)


def _goes_with_everything(owner: Node, scopes: "Scopes") -> bool:
    """Whether headers are a client's defaults, or those of the requests that an interceptor is handed."""
    place = place_of(owner)
    if ".defaults.headers" in place:
        return True
    if not place.endswith(".headers"):
        return False
    for function in scopes.ancestors(owner):
        argument = scopes.parents.get(id(function)) if isinstance(function, model.Function) else None
        call = scopes.parents.get(id(argument)) if isinstance(argument, model.Argument) else None
        if isinstance(call, model.Call) and last_name(call.function) == "use":
            return "interceptors.request" in place_of(call.function)
    return False
