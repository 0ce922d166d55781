"""What axios hands around: the configuration of a request, with the headers it sends, in replies and errors."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name, place_of
from sup_lint.analysis.dataflow import calls
from sup_lint.analysis.dataflow.values import (
    NOTHING,
    UNKNOWN,
    Arguments,
    Entries,
    External,
    Frame,
    FunctionValue,
    Values,
    one,
    union,
)
from sup_lint.analysis.program import Node, walk

if TYPE_CHECKING:
    from collections.abc import Hashable

    from sup_lint.analysis.dataflow.engine import Flow

_METHODS = frozenset("get delete head options post put patch request postForm putForm patchForm axios".split())
# Of these the configuration comes behind the body.
_WITH_BODY = frozenset("post put patch postForm putForm patchForm".split())
# Clients with interceptors that hand on a `Request` of the web.
_HANDING_REQUESTS = ("@hey-api/", "openapi-fetch", "ofetch", "ky")
_MOST_CALLS = 32
_DEEPEST = 3


def is_request(callee: External) -> bool:
    """Whether calling something sends a request with axios: `axios(…)`, `axios.post(…)`, `axios.create(…).get(…)`."""
    root = callee.name.partition(".")[0]
    if root not in {"axios", "axios-retry"} and not callee.name.startswith("axios/"):
        return False
    return callee.name in {"axios", "axios.default", "axios.create()"} or callee.name.rpartition(".")[2] in _METHODS


def failures(flow: "Flow", body: tuple[Node, ...], frame: Frame, depth: int = 0) -> list[Values]:
    """The errors that the requests in a body may fail with, those in functions of the project that it calls, too."""
    found: list[Values] = []
    for node in walk(body) if depth < _DEEPEST else ():
        if not isinstance(node, model.Call) or len(found) > _MOST_CALLS:
            continue
        for callee in flow.evaluate(node.function, frame):
            if isinstance(callee, External) and is_request(callee):
                found.append(reply(flow, callee, Arguments(node.arguments, frame)))
            elif isinstance(callee, FunctionValue):
                found += failures(flow, callee.node.body, flow.frame(callee.program), depth + 1)
    return found


def reply(flow: "Flow", callee: External, arguments: Arguments) -> Values:
    """A reply or an error: both carry the configuration of the request."""
    config = one(configuration(flow, callee, arguments))
    inner: dict[Hashable, Values] = {"config": config}
    outer: dict[Hashable, Values] = {"config": config, "response": one(Entries({**inner}, UNKNOWN))}
    return one(Entries(outer, UNKNOWN))


def configuration(flow: "Flow", callee: External, arguments: Arguments) -> Entries:
    """The configuration of a request: what the call gives, over what its client was made with."""
    positional, _ = calls.evaluated(flow, arguments)
    last = callee.name.rpartition(".")[2]
    place = 2 if last in _WITH_BODY else 1
    given = positional[place] if len(positional) > place else None
    if given is None and last in {"axios", "request", "create()", "default"} and positional:
        given = positional[0]
    several = [each for each in (*made_with(flow, callee), given) if each is not None]
    return together(several)


def made_with(flow: "Flow", callee: External) -> Iterator[Values]:
    """What the client was made with: `axios.create({ headers })`."""
    owner: External | None = callee
    while owner is not None:
        if owner.name.endswith("create()") and owner.arguments is not None:
            positional, _ = calls.evaluated(flow, owner.arguments)
            yield from positional[:1]
        owner = owner.owner


def together(several: list[Values]) -> Entries:
    """Configurations as one; the headers of all of them are sent."""
    entries: dict[Hashable, Values] = {}
    headers: dict[Hashable, Values] = {}
    rest: list[Values] = []
    for values in several:
        for value in values:
            if not isinstance(value, Entries):
                continue
            entries.update({key: held for key, held in value.entries.items() if key != "headers"})
            for inner in value.entries.get("headers", NOTHING):
                if isinstance(inner, Entries):
                    headers.update(inner.entries)
                    rest.append(inner.rest)
    entries["headers"] = one(Entries(headers, union(rest) if rest else NOTHING, any_case=True))
    return Entries(entries, UNKNOWN)


def intercepted(flow: "Flow", node: model.Call, frame: Frame) -> Values | None:
    """The configuration that `client.interceptors.request.use(config => …)` hands on, or a reply with it.

    None for a call that is no such thing. Of a client that isn't known to be axios, such as one that was injected, the
    headers are axios' too: `JSON.stringify` shows them, which it doesn't of those of the web's `Request`.
    """
    is_unknown = True
    for callee in flow.evaluate(node.function, frame):
        if not isinstance(callee, External):
            continue
        if not callee.name.startswith("axios"):
            is_unknown = is_unknown and not callee.name.startswith(_HANDING_REQUESTS) and ".gen." not in callee.name
            continue
        head, _, kind = callee.name.removesuffix(".use").rpartition(".interceptors.")
        if kind not in {"request", "response"} or not callee.name.endswith(".use"):
            continue
        configurations = [one(each) for each in _sent_with(flow, head, callee, frame)]
        config = one(together([*made_with(flow, callee), *configurations]))
        if kind == "request":
            return config
        return one(Entries({"config": config, "response": one(Entries({"config": config}, UNKNOWN))}, UNKNOWN))
    if is_unknown and place_of(node.function).endswith(".interceptors.request.use"):
        headers: Values = one(Entries({}, UNKNOWN, any_case=True))
        return one(Entries({"headers": headers}, UNKNOWN))
    return None


def _sent_with(flow: "Flow", client: str, callee: External, frame: Frame) -> Iterator[Entries]:
    """The configurations of the requests in the same file that go through a client."""
    del callee
    scopes = flow.modules.scopes(frame.program)
    found = [call for name in (*sorted(_METHODS), client) for call in scopes.calls.get(name, ())]
    for call in found[:_MOST_CALLS]:
        for each in flow.evaluate(call.function, frame):
            if (
                isinstance(each, External)
                and is_request(each)
                and each.name.removesuffix(f".{last_name(call.function)}") in {client, each.name}
            ):
                yield configuration(flow, each, Arguments(call.arguments, frame))
