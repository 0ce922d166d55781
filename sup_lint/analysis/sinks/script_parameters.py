"""Parameters of a JavaScript server's handlers by their places, whatever they are called: the reply, the context."""

import re
from collections.abc import Iterator

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.program import Node
from sup_lint.analysis.scopes import Scopes

_VERBS = frozenset("get post put patch delete all options head route".split())
# Call what they are handed with the request and the reply.
_HANDLING = frozenset("createServer createSecureServer onRequest addHook setNotFoundHandler setErrorHandler".split())
_APPLICATIONS = frozenset("app router server api application express routes fastify polka restify".split())
# What a file in such a folder exports under such a name answers requests.
_SERVED = re.compile(r"(?:^|/)(?:api|functions)/")
_EXPORTED = frozenset({model.DEFAULT, model.EXPORTS, "handler"})


def is_reply(scopes: Scopes, node: model.Name, path: str) -> bool:
    """Whether a name in the file at `path` is the reply that a handler is given.

    It is the second parameter, behind an error's the third.
    """
    for function, place in _parameters(scopes, node):
        count = len(function.parameters)
        if any(place == (2 if count == 4 or behind_error else 1) for behind_error in _handlers(scopes, function, path)):
            return True
    return False


def is_context(scopes: Scopes, node: model.Name) -> bool:
    """Whether a name is the context that is all a handler of a route is given, besides the next handler."""
    for function, place in _parameters(scopes, node):
        names = [each.name for each in function.parameters]
        if place == 0 and (len(names) == 1 or names[1:] == ["next"]) and any(_routes(scopes, function)):
            return True
    return False


def _parameters(scopes: Scopes, node: model.Name) -> Iterator[tuple[model.Function, int]]:
    """The functions that a name is a parameter of, with its place among theirs."""
    for binding in scopes.lookup(node.id, scopes.position(node)) or ():
        function = scopes.parents.get(id(binding.node)) if isinstance(binding.node, model.Parameter) else None
        if isinstance(function, model.Function) and binding.node in function.parameters:
            yield function, function.parameters.index(binding.node)


def _handlers(scopes: Scopes, function: model.Function, path: str) -> Iterator[bool]:
    """The places that make a function a handler; each says whether it is called with an error first."""
    is_served = _SERVED.search(path) is not None and len(function.parameters) < 4
    if is_served and function.name in _EXPORTED:
        yield False
    for place in _places(scopes, function):
        around = scopes.parents.get(id(place))
        if isinstance(around, model.Argument):
            call = scopes.parents.get(id(around))
            if isinstance(call, model.Call) and (_is_route(call) or _is_server(call)):
                yield last_name(call.function) == "setErrorHandler"
        elif isinstance(around, model.Entry) and isinstance(around.key, model.Literal):
            if around.key.value == "handler" and _has_path(scopes.parents.get(id(around))):
                yield False
        elif isinstance(around, model.Bind) and is_served and last_name(around.target) in _EXPORTED:
            yield False


def _routes(scopes: Scopes, function: model.Function) -> Iterator[bool]:
    for place in _places(scopes, function):
        argument = scopes.parents.get(id(place))
        call = scopes.parents.get(id(argument)) if isinstance(argument, model.Argument) else None
        if isinstance(call, model.Call) and _is_route(call):
            yield True


def _places(scopes: Scopes, function: model.Function) -> Iterator[Node]:
    """Where a function stands, itself and by its name."""
    parent = scopes.parents.get(id(function))
    name = function.name
    if not name and isinstance(parent, model.Bind) and isinstance(parent.target, model.Name):
        name = parent.target.id
    yield function
    yield from scopes.names.get(name, ()) if name else ()


def _is_route(call: model.Call) -> bool:
    """`app.get("/path", …)`, `router.route("/path").get(…)`, `app.use(…)`"""
    function = call.function
    if not isinstance(function, model.Attribute):
        return False
    if function.name == "use" and last_name(function.value).lower().endswith(tuple(_APPLICATIONS)):
        return True
    if function.name not in _VERBS and function.name != "use":
        return False
    if isinstance(function.value, model.Call) and _chains(function.value):
        return True
    return bool(call.arguments) and _is_path(call.arguments[0].value)


def _chains(node: Node) -> bool:
    """Whether `route("/path")` stands at the head of a chain of verbs."""
    while isinstance(node, model.Call) and isinstance(node.function, model.Attribute):
        if node.function.name == "route":
            return bool(node.arguments) and _is_path(node.arguments[0].value)
        node = node.function.value
    return False


def _is_path(node: Node) -> bool:
    return isinstance(node, model.Literal) and isinstance(node.value, str) and node.value.startswith(("/", "*"))


def _is_server(call: model.Call) -> bool:
    return last_name(call.function) in _HANDLING


def _has_path(node: Node | None) -> bool:
    """Whether an object describes a route: `{ method: "GET", url: "/path", handler }`."""
    names = {
        entry.key.value
        for entry in (node.entries if isinstance(node, model.Mapping) else ())
        if isinstance(entry.key, model.Literal)
    }
    return bool(names & {"url", "path"})
