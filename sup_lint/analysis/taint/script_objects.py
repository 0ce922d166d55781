"""What the objects of JavaScript's libraries hold and show: the SDK's client, requests, text made of anything."""

from typing import TYPE_CHECKING

from sup_lint.analysis.dataflow import calls, objects
from sup_lint.analysis.dataflow.languages import is_javascript
from sup_lint.analysis.dataflow.values import (
    NOTHING,
    UNKNOWN,
    Arguments,
    Constant,
    Entries,
    External,
    FunctionValue,
    InstanceValue,
    Items,
    Origin,
    Value,
    Values,
    as_text,
    union,
)
from sup_lint.keys.names import SDK_CLASSES, member_of_sdk

if TYPE_CHECKING:
    from sup_lint.analysis.dataflow.engine import Flow

_OBJECT = Constant("[object Object]")
_REQUESTS = frozenset({"Request", "undici.Request", "node-fetch.Request", "globalThis.Request", "window.Request"})
# Schemas (zod, joi, yup, valibot, arktype) give what they are given, checked.
_PARSING = frozenset({"parse", "parseAsync", "validateSync", "attempt"})
_OTHER_PARSERS = ("JSON.", "Date.", "URL.", "path.", "qs.", "querystring.", "yaml.", "js-yaml.", "dotenv.")
_ENVIRONMENT_CHECKS = frozenset({"cleanEnv", "createEnv", "parseEnv", "defineEnv", "makeEnv"})
_HTTP_CLIENTS = frozenset({"axios.create", "got.extend"})


def is_script_made(value: External) -> bool:
    """Whether a call in JavaScript made a value."""
    return value.arguments is not None and is_javascript(value.arguments.frame.program)


def is_client(value: External) -> bool:
    """Whether a value is a client of the SDK for JavaScript."""
    if not is_script_made(value) or not value.name.endswith("()"):
        return False
    made = value.name[:-2]
    return member_of_sdk(made) in SDK_CLASSES or made in {"supertone", "@supertone/supertone", "builtins.Supertone"}


def attribute(flow: "Flow", value: External, name: str) -> Values | None:
    """What an attribute of a client, or of a request made by hand, holds; None for others."""
    if value.arguments is None or not is_script_made(value):
        return None
    if name == "_options" and is_client(value):
        return _options(flow, value.arguments)
    if name == "headers" and _is_request(value):
        return _headers(flow, value.arguments)
    if name == "defaults" and _is_http_client(value):
        return _options(flow, value.arguments)
    if name in {"message", "stack"} and value.name.endswith("Error()"):
        positional, _ = calls.evaluated(flow, value.arguments)
        return positional[0] if positional else None
    return None


def called(flow: "Flow", name: str, callee: External, arguments: Arguments) -> Values | None:
    """What a function makes of a secret: text, a validated copy, a secret of a store; None for what isn't known."""
    last = name.rpartition(".")[2]
    if name == "String":
        positional, _ = calls.evaluated(flow, arguments)
        return as_text_shows(flow, positional[0]) if positional else None
    if last in _PARSING and not name.startswith(_OTHER_PARSERS):
        positional, _ = calls.evaluated(flow, arguments)
        parsed = [value for value in positional[0] if isinstance(value, Entries)] if positional else []
        return Values(tuple(parsed), exact=False) if parsed else None
    if last in _ENVIRONMENT_CHECKS:
        positional, _ = calls.evaluated(flow, arguments)
        return _checked(positional)
    del callee
    return None


def _checked(positional: list[Values]) -> Values | None:
    """The environment as cleanEnv(process.env, …) and createEnv({ runtimeEnv: process.env }) give it."""
    for value in (each for values in positional[:1] for each in values):
        if isinstance(value, Entries):
            given = [each for name in ("runtimeEnv", "runtimeEnvStrict") for each in value.entries.get(name, NOTHING)]
            held = [each for each in given if isinstance(each, Entries)] or ([value] if value.by_name else [])
            if held:
                return Values(tuple(held), exact=False)
    return None


def printed(flow: "Flow", value: External, *, is_nested: bool) -> Entries | None:
    """The properties that printing a value shows; None where nothing is known of it.

    JSON, of which all is nested, shows nothing of a request.
    """
    if value.arguments is None or not is_script_made(value):
        return None
    if is_client(value):
        return Entries({"_options": _options(flow, value.arguments)}, NOTHING)
    if not is_nested and _is_request(value):
        return Entries({"headers": _headers(flow, value.arguments)}, NOTHING)
    if not is_nested and _is_http_client(value):
        return Entries({"defaults": _options(flow, value.arguments)}, NOTHING)
    return None


def _is_request(value: External) -> bool:
    return value.name[:-2].removeprefix("builtins.") in _REQUESTS and value.name.endswith("()")


def _is_http_client(value: External) -> bool:
    return value.name.endswith("()") and value.name[:-2] in _HTTP_CLIENTS


def _options(flow: "Flow", arguments: Arguments) -> Values:
    """The options that a client was made with."""
    positional, _ = calls.evaluated(flow, arguments)
    given = [value for value in positional[0] if isinstance(value, Entries)] if positional else []
    return Values(tuple(given), exact=False) if given else UNKNOWN


def _headers(flow: "Flow", arguments: Arguments) -> Values:
    """The headers that a request is made with: `new Request(url, { headers })`, `new Request(other)`."""
    positional, _ = calls.evaluated(flow, arguments)
    found: list[Values] = []
    for value in (each for values in positional[:2] for each in values):
        if isinstance(value, Entries) and "headers" in value.entries:
            found.append(value.entries["headers"])
        elif isinstance(value, External) and _is_request(value) and value.arguments is not None:
            found.append(_headers(flow, value.arguments))
    return union([_in_any_case(values) for values in found]) if found else UNKNOWN


def _in_any_case(values: Values) -> Values:
    return Values(
        tuple(
            Entries(each.entries, each.rest, any_case=True, by_methods=True) if isinstance(each, Entries) else each
            for each in values
        ),
        values.exact,
    )


def as_text_shows(flow: "Flow", values: Values) -> Values:
    """The values as they are in a template string: objects show nothing there, lists their elements."""
    return Values(tuple(_as_text(flow, each, 0) for each in values), values.exact)


def _as_text(flow: "Flow", value: Value, depth: int) -> Value:
    match value:
        case Items(items=items) if depth < 4:
            texts = [_as_text(flow, each, depth + 1) for item in items for each in item]
            origins: dict[Origin, None] = {
                origin: None for each in texts if isinstance(each, Constant) for origin in each.origins
            }
            shown = [as_text(each.value) or "" for each in texts if isinstance(each, Constant)]
            return Constant(",".join(shown), tuple(origins))
        case Entries(by_methods=True, any_case=False):
            return value  # a URLSearchParams is its query
        case Entries() | Items():
            return _OBJECT
        case InstanceValue():
            methods = objects.member(flow, value, "toString") or NOTHING
            for method in methods:
                if isinstance(method, FunctionValue):
                    nothing = Arguments((), flow.frame(method.program))
                    return next(iter(calls.returned(flow, method, nothing)), _OBJECT)
            return value
        case External() if printed(flow, value, is_nested=False) is not None:
            return _OBJECT
    return value
