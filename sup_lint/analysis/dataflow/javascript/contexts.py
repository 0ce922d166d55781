"""Values that components hand down to others: contexts of React and Solid, `provide` and `inject`, signals."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.dataflow.values import UNKNOWN, Entries, Items, Value, Values, one, union

if TYPE_CHECKING:
    from sup_lint.analysis.dataflow.engine import Flow

# What holds the value in an object of React's.
_CONTENT = "_currentValue"
# The entry for what calling an object gives.
CALLED = "()"
# What takes a value by a name, and what hands it down under one: Vue's and Svelte's.
_TAKING = {"inject": "provide", "getContext": "setContext"}


def result(flow: "Flow", name: str, positional: list[Values]) -> Values | None:
    """What a function of the last name `name` gives for values; None for other functions."""
    first = positional[0]
    match name:
        case "createContext":
            return one(Entries({_CONTENT: first}, UNKNOWN))
        case "useContext" | "use":
            contexts = [value for value in first if isinstance(value, Entries) and _CONTENT in value.entries]
            if not contexts:
                return None
            return union([*(each.entries[_CONTENT] for each in contexts), *_provided(flow, contexts), UNKNOWN])
        case "createSignal":
            return one(Items((one(Entries({CALLED: first}, UNKNOWN)), UNKNOWN)))
        case "signal":
            return one(Entries({"value": first, CALLED: first}, UNKNOWN))
        case "inject" | "getContext":
            handed = list(_handed_down(flow, _TAKING[name], first.texts()))
            return union([*handed, *positional[1:2], UNKNOWN]) if handed or len(positional) > 1 else None
    return None


def called(value: Value) -> Values | None:
    """What calling a signal gives; None for other values."""
    return value.entries.get(CALLED) if isinstance(value, Entries) else None


def _provided(flow: "Flow", contexts: list[Entries]) -> Iterator[Values]:
    """What `<Context.Provider value={…}>` gives the components inside."""
    for program, call in list(flow.crossings.calls.get("Provider", ())):
        if not isinstance(call.function, model.Attribute) or not call.arguments:
            continue
        owners = flow.evaluate(call.function.value, flow.frame(program))
        properties = call.arguments[0].value
        if isinstance(properties, model.Mapping) and any(each is owner for each in contexts for owner in owners):
            for entry in properties.entries:
                if isinstance(entry.key, model.Literal) and entry.key.value == "value":
                    yield flow.evaluate(entry.value, flow.frame(program))


def _handed_down(flow: "Flow", name: str, wanted: set[str]) -> Iterator[Values]:
    for program, call in list(flow.crossings.calls.get(name, ())):
        if len(call.arguments) > 1 and wanted:
            frame = flow.frame(program)
            if wanted & flow.evaluate(call.arguments[0].value, frame).texts():
                yield flow.evaluate(call.arguments[1].value, frame)
