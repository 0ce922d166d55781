"""What HTTP clients, their requests and responses hold: the headers that go along."""

import functools
from collections.abc import Hashable, Iterator
from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import Binding, comes_before, home_of, last_name, place_of
from sup_lint.analysis.dataflow import calls
from sup_lint.analysis.dataflow.values import (
    NOTHING,
    UNKNOWN,
    Constant,
    Entries,
    External,
    Frame,
    Items,
    Values,
    one,
    sources_of,
    union,
)
from sup_lint.analysis.program import Node
from sup_lint.analysis.scopes import Scopes
from sup_lint.analysis.taint import script_objects
from sup_lint.analysis.taint.outgoing import CLIENT_LIBRARIES, OWN_REQUESTS, is_outgoing
from sup_lint.keys.names import HEADER, PACKAGE, SDK_CLASSES

if TYPE_CHECKING:
    from sup_lint.analysis.taint.sources import KeySources

_HEADERS = frozenset({"headers", "default_headers", "_headers", "unredirected_hdrs", "_default_headers"})
_HEADER_ARGUMENTS = frozenset({"headers", "default_headers", "additional_headers", "extra_headers", "http_headers"})
_MAKERS = frozenset(
    "Session Client AsyncClient ClientSession Request PoolManager session HTTPConnectionPool ConnectionPool".split()
)
_ADDING = ("add_header", "add_unredirected_header", "putheader")
_PREPARING = frozenset({"prepare", "prepare_request", "build_request"})
_REQUESTING = frozenset("get post put patch delete head options request send stream fetch urlopen".split())
_INCOMING = frozenset({"request", "req", "websocket", "ws"})


def attribute(sources: "KeySources", value: External, name: str, use: Node | None = None) -> Values | None:
    """What an attribute of a client or of a request that it made holds; None where it is no matter of headers.

    `use` is where it is read, if that is known: what is added to a request later isn't there yet.
    """
    if script_objects.is_script_made(value):
        return script_objects.attribute(sources.flow, value, name)
    if name in _HEADERS and value.name.endswith(")"):
        maker = value.name[:-2].rpartition(".")[2]
        if maker in _MAKERS:
            return _given_headers(sources, value, use)
        if maker in _PREPARING:
            return _of_prepared(sources, value)
        if maker in _REQUESTING and value.name.partition(".")[0] in CLIENT_LIBRARIES:
            return one(Entries({}, UNKNOWN, any_case=True))  # those of the response
    if name in _HEADERS and value.owner is not None and value.name.rpartition(".")[2] in OWN_REQUESTS:
        return _of_request(sources, value.owner)
    if _is_sdk_client(value) and name in {"sdk_configuration", "__dict__", "security"}:
        return _of_sdk(sources, value)
    if name in {"sdk_configuration", "security"} and any(_is_sdk_client(each) for each in _owners(value)):
        return _of_sdk(sources, value)
    return None


def _owners(value: External) -> list[External]:
    found: list[External] = []
    owner: External | None = value
    while owner is not None and len(found) < 8:
        found.append(owner)
        owner = owner.owner
    return found


def _is_sdk_client(value: External) -> bool:
    root, _, rest = value.name.partition(".")
    return root == PACKAGE and value.name.endswith("()") and rest[:-2].rpartition(".")[2] in SDK_CLASSES


def _of_sdk(sources: "KeySources", value: External) -> Values | None:
    """The key that a client of the SDK was given; what is called for it, shows nothing."""
    for each in _owners(value):
        if _is_sdk_client(each) and each.arguments is not None:
            positional, named = calls.evaluated(sources.flow, each.arguments)
            given = named.get("api_key", positional[0] if positional else NOTHING)
            secrets = tuple(one(key) for key in given if sources_of(key))
            if secrets:
                inner = one(Entries({"api_key": union(secrets)}, UNKNOWN))
                return one(Entries({"security": inner}, UNKNOWN))
    return None


def _given_headers(sources: "KeySources", value: External, use: Node | None = None) -> Values:
    """The headers that a call was given by keyword, or by the position that requests of urllib have."""
    found: list[Values] = []
    if value.arguments is not None:
        positional, named = calls.evaluated(sources.flow, value.arguments)
        found = [named[name] for name in _HEADER_ARGUMENTS if name in named]
        if not found and value.name.startswith("urllib.request.Request"):
            found = positional[2:3]
        if not found and value.name.startswith("requests.Request"):
            found = positional[2:3]
    given = as_headers(union(found)) if found else one(Entries({}, NOTHING, any_case=True))
    return _together([given, *_added_headers(sources, value, use)])


def _added_headers(sources: "KeySources", value: External, use: Node | None) -> Iterator[Values]:
    """What `request.add_header(name, value)` adds where the request is made."""
    if value.call is None or value.arguments is None:
        return
    frame = value.arguments.frame
    scopes = sources.project.scopes(frame.program)
    bound = scopes.parents.get(id(value.call))
    name = bound.target.id if isinstance(bound, model.Bind) and isinstance(bound.target, model.Name) else ""
    for method in _ADDING if name else ():
        for call in scopes.calls.get(method, ()):
            receiver = call.function.value if isinstance(call.function, model.Attribute) else None
            if isinstance(receiver, model.Name) and receiver.id == name and len(call.arguments) == 2:
                bindings = scopes.lookup(name, scopes.position(receiver)) or ()
                is_it = any(binding.node is bound for binding in bindings)
                if is_it and (use is None or _may_precede(scopes, call, use)):
                    keys = sources.flow.evaluate(call.arguments[0].value, frame).texts()
                    held = sources.flow.evaluate(call.arguments[1].value, frame)
                    yield one(Entries(dict.fromkeys(keys, held), NOTHING, any_case=True))


def _may_precede(scopes: Scopes, call: model.Call, use: Node) -> bool:
    """Whether a call may have run where `use` stands; in another function or file it may."""
    if id(use) not in scopes.parents:
        return True
    position, there = scopes.position(call), scopes.position(use)
    if home_of(position).scope is not home_of(there).scope:
        return True
    return comes_before(Binding(call, None, position), there)


def as_headers(values: Values) -> Values:
    """Mappings and lists of pairs as headers, whose names have no case."""
    found: list[Entries] = []
    for value in values:
        if isinstance(value, Entries):
            found.append(Entries(value.entries, value.rest, any_case=True))
        elif isinstance(value, Items):
            pairs = [each.items for item in value.items for each in item if isinstance(each, Items)]
            held: dict[Hashable, Values] = {
                text: pair[1] for pair in pairs if len(pair) == 2 for text in pair[0].texts()
            }
            found.append(Entries({**held}, NOTHING, any_case=True))
    return Values(tuple(found), values.exact) if found else one(Entries({}, UNKNOWN, any_case=True))


def _of_prepared(sources: "KeySources", value: External) -> Values:
    """The headers of a prepared request: those of the request that was prepared, and of its session."""
    found: list[Values] = [_given_headers(sources, value)]
    if value.arguments is not None:
        positional, _ = calls.evaluated(sources.flow, value.arguments)
        found += [_given_headers(sources, each) for given in positional for each in given if isinstance(each, External)]
    maker = value.owner.owner if value.owner is not None else None
    if maker is not None:
        found.append(_of_client(sources, value, maker))
    return _together(found)


def _of_request(sources: "KeySources", response: External) -> Values | None:
    """The headers of the request that led to a response; None where the call that made it isn't known."""
    for each in _owners(response):
        called = each.owner
        if each.call is None or called is None or called.name.rpartition(".")[2] not in _REQUESTING:
            continue
        found = [_given_headers(sources, each)]
        if each.arguments is not None:  # session.send(prepared)
            positional, _ = calls.evaluated(sources.flow, each.arguments)
            found += [
                headers
                for given in positional
                for value in given
                if isinstance(value, External) and (headers := attribute(sources, value, "headers")) is not None
            ]
        if called.owner is not None:
            found.append(_of_client(sources, each, called.owner))
        return _together(found)
    return None


def _of_client(sources: "KeySources", result: External, client: External) -> Values:
    """The headers that a client sends with everything: from its making, and put in where the call names it."""
    if result.call is not None and result.arguments is not None and isinstance(result.call.function, model.Attribute):
        frame = result.arguments.frame
        receiver = result.call.function.value
        scopes = sources.project.scopes(frame.program)
        method = scopes.enclosing(receiver, model.Function)
        if isinstance(receiver, model.Call) and last_name(receiver.function) == "super":
            # A subclass of the session: its own headers go along.
            own = method.parameters[0].name if isinstance(method, model.Function) and method.parameters else ""
            receiver = sources.flow.once(("self of", receiver), functools.partial(_spelled, receiver, own, scopes))
        if place_of(receiver):
            made = sources.flow.once(("headers of", receiver), functools.partial(_attribute_of, receiver, scopes))
            return sources.flow.evaluate(made, frame)
    return _given_headers(sources, client)


def _spelled(node: Node, name: str, scopes: Scopes) -> model.Name:
    """A name, as if it stood where `node` stands."""
    made = model.Name(node.region, name)
    scopes.adopt(made, node)
    return made


def _together(several: list[Values]) -> Values:
    entries: dict[Hashable, Values] = {}
    rest: list[Values] = []
    for values in several:
        for value in values:
            if isinstance(value, Entries):
                for key, held in value.entries.items():
                    entries[key] = union([entries[key], held]) if key in entries else held
                rest.append(value.rest)
    return one(Entries({**entries}, union(rest), any_case=True))


def headers(sources: "KeySources", node: model.Attribute, frame: Frame, values: Values) -> Values | None:
    """The headers of a request of which only its name is known, where such requests carry the key."""
    if node.name not in _HEADERS | {"META", "raw_headers"}:
        return None
    if any(isinstance(value, Entries) for value in values):
        filled = _filled_elsewhere(sources, node, frame)
        if filled:
            return _together([*filled, values])
        if not any(method in sources.project.scopes(frame.program).calls for method in _ADDING):
            return None
        made = [attribute(sources, each, node.name, node) for each in _requests(sources, node.value, frame)]
        return union([each for each in made if each is not None]) if made else None
    if node.name == "META" and last_name(node.value) in _INCOMING and sources.learned.is_received:
        name = "HTTP_" + HEADER.upper().replace("-", "_")
        return one(
            Entries({name: one(sources.secret(node, frame, "the headers of incoming requests"))}, UNKNOWN, by_name=True)
        )
    owner = last_name(node.value)
    if is_outgoing(sources, node, frame):
        if sources.learned.is_sent:
            return _carrying(sources, node, frame, "the headers of the request that was sent")
    elif (owner in _INCOMING or owner in {"flask", "scope"}) and sources.learned.is_received:
        return _carrying(sources, node, frame, "the headers of incoming requests")
    return None


def _filled_elsewhere(sources: "KeySources", node: model.Attribute, frame: Frame) -> list[Values]:
    """The headers of a client that another function made, put headers into, and returned."""
    found: list[Values] = []
    for value in sources.flow.evaluate(node.value, frame):
        if not isinstance(value, External) or value.call is None or value.arguments is None:
            continue
        scopes = sources.project.scopes(value.arguments.frame.program)
        bound = scopes.parents.get(id(value.call))
        name = bound.target.id if isinstance(bound, model.Bind) and isinstance(bound.target, model.Name) else ""
        if not name or (
            id(node) in scopes.parents and scopes.position(node).scope is scopes.position(value.call).scope
        ):
            continue
        uses = [each for each in scopes.names.get(name, ()) if isinstance(scopes.parents.get(id(each)), model.Return)]
        for use in uses:
            if any(binding.node is bound for binding in scopes.lookup(name, scopes.position(use)) or ()):
                made = sources.flow.once(("headers of", use), functools.partial(_attribute_of, use, scopes))
                found.append(sources.flow.evaluate(made, value.arguments.frame))
    return found


def _attribute_of(node: Node, scopes: Scopes) -> model.Attribute:
    """The headers of what `node` names, where it stands."""
    made = model.Attribute(node.region, node, "headers")
    scopes.adopt(made, node)
    return made


def _requests(sources: "KeySources", node: Node, frame: Frame) -> list[External]:
    """The requests made by hand, header by header, that an expression may be."""
    values = sources.flow.evaluate(node, frame)
    return [each for each in values if isinstance(each, External) and each.name.endswith("Request()")]


def _carrying(sources: "KeySources", node: Node, frame: Frame, what: str) -> Values:
    held: dict[Hashable, Values] = {HEADER: one(sources.secret(node, frame, what))}
    return one(Entries(held, UNKNOWN, any_case=True, by_name=True))


def header_items(sources: "KeySources", node: model.Call, frame: Frame) -> Values | None:
    """`request.header_items()` of urllib: its headers as pairs."""
    assert isinstance(node.function, model.Attribute)
    if node.function.name != "header_items":
        return None
    for value in sources.flow.evaluate(node.function.value, frame):
        held = attribute(sources, value, "headers", node) if isinstance(value, External) else None
        for each in held or ():
            if isinstance(each, Entries):
                pairs = (Items((one(Constant(key)), values)) for key, values in each.entries.items())
                return one(Items(tuple(one(pair) for pair in pairs)))
    return None
