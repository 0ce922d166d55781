"""Which requests a program sends, as against those that it serves."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.dataflow.values import NOTHING, Entries, External, Frame, FunctionValue, Items, Value

if TYPE_CHECKING:
    from sup_lint.analysis.program import Node
    from sup_lint.analysis.scopes import Scopes
    from sup_lint.analysis.taint.sources import KeySources

# What a response, an error or a trace calls the request that it belongs to.
OWN_REQUESTS = frozenset({"request", "request_info", "prepared_request", "raw_request", "sent_request"})
CLIENT_LIBRARIES = frozenset({"requests", "httpx", "aiohttp", "urllib", "urllib3", "niquests", "supertone"})
# What code in JavaScript calls the reply or the error of a request.
_REPLIES = frozenset(
    "error err e ex exception response res resp reply result reason axiosError axiosErr apiError cause".split()
)
_HOOKS = frozenset({"event_hooks", "hooks", "request_hook", "async_request_hook"})
# self.request of a view and info.context.request are served.
_SERVING = frozenset({"self", "context", "ctx", "info", "view", "event", "flask", "handler", "cls"})


def is_outgoing(sources: "KeySources", node: model.Attribute, frame: Frame) -> bool:
    """Whether the headers belong to a request that this program sends, and not to one that it serves."""
    base = node.value
    if frame.program.language == "javascript":
        return _is_sent_by_script(sources, base, frame)
    if isinstance(base, model.Attribute) and base.name in OWN_REQUESTS:
        return _is_own_request(base)
    for value in sources.flow.evaluate(base, frame):
        if isinstance(value, External) and value.name.partition(".")[0] in CLIENT_LIBRARIES:
            return "Request" in value.name and value.call is None
    if not isinstance(base, model.Name) or "resp" in base.id.lower():
        return False
    scopes = sources.project.scopes(frame.program)
    for binding in scopes.lookup(base.id, scopes.position(base)) or ():
        if isinstance(binding.value, model.Attribute) and not binding.path:  # sent = response.request
            return _is_own_request(binding.value)
        parameter = binding.node
        if not isinstance(parameter, model.Parameter):
            continue
        if parameter.annotation is not None:
            for each in model.walk((parameter.annotation,)):
                held = sources.flow.evaluate(each, frame) if isinstance(each, model.Name | model.Attribute) else NOTHING
                for value in held:
                    if isinstance(value, External):
                        return _names_request(value.name)
                if isinstance(each, model.Literal) and isinstance(each.value, str):
                    return _names_request(each.value)
        function = scopes.parents.get(id(parameter))
        if isinstance(function, model.Function) and _is_hook(sources, function, frame):
            return True
    return False


def _is_sent_by_script(sources: "KeySources", base: "Node", frame: Frame) -> bool:
    """`error.config.headers`, `error.response.config.headers`; the request that a hook of a client is handed."""
    if isinstance(base, model.Attribute):
        return base.name == "config" and last_name(base.value) in _REPLIES and _sends_with_axios(sources)
    if not isinstance(base, model.Name):
        return False
    scopes = sources.project.scopes(frame.program)
    for binding in scopes.lookup(base.id, scopes.position(base)) or ():
        if isinstance(binding.node, model.Parameter):
            function = scopes.parents.get(id(binding.node))
            if isinstance(function, model.Function) and is_script_hook(scopes, function):
                return True
    return False


def _sends_with_axios(sources: "KeySources") -> bool:
    """Whether it is axios that sends the key, as far as the texts of Supertone's files tell."""
    programs = sources.project.programs()
    return sources.flow.once(
        ("sent by axios", len(programs)),
        lambda: any("axios" in each.text and sources.project.file_of(each).is_tied for each in programs),
    )


def is_script_hook(scopes: "Scopes", function: model.Function) -> bool:
    """Whether a client calls a function with each request: addHook("beforeRequest", …) of the SDK's HTTPClient."""
    argument = scopes.parents.get(id(function))
    call = scopes.parents.get(id(argument)) if isinstance(argument, model.Argument) else None
    first = call.arguments[0].value if isinstance(call, model.Call) and call.arguments else None
    return (
        isinstance(call, model.Call)
        and last_name(call.function) == "addHook"
        and isinstance(first, model.Literal)
        and first.value in {"beforeRequest", "requestError", "response"}
    )


def _names_request(dotted: str) -> bool:
    """Whether a type is a request of one of the client libraries."""
    root, _, rest = dotted.partition(".")
    return root in CLIENT_LIBRARIES and "Request" in rest and "web." not in rest


def _is_own_request(node: model.Attribute) -> bool:
    """Whether `….request` is the request behind a response or error; of views and contexts it is one that came in."""
    return node.name in OWN_REQUESTS and last_name(node.value) not in _SERVING


def _is_hook(sources: "KeySources", function: model.Function, frame: Frame) -> bool:
    """Whether a client calls the function with each request that it sends: event_hooks, TraceConfig, auth flows."""
    scopes = sources.project.scopes(frame.program)
    if function.name in {"auth_flow", "sync_auth_flow", "async_auth_flow", "before_request", "handle_request"}:
        return True
    owner = scopes.enclosing(function, model.Class)
    if function.name == "__call__" and isinstance(owner, model.Class):
        return any("Auth" in last_name(base.value) for base in owner.bases)
    if function.name in {"send", "handle_async_request"} and isinstance(owner, model.Class):
        return any(last_name(base.value).endswith(("Adapter", "Transport")) for base in owner.bases)
    return function in sources.flow.once(
        ("hooks", len(sources.project.programs())), lambda: frozenset(_hook_functions(sources))
    )


def _hook_functions(sources: "KeySources") -> Iterator[model.Function]:
    """The functions that the loaded programs hand to clients, to be called with each request."""
    for program in sources.project.programs():
        scopes, frame = sources.project.scopes(program), sources.flow.frame(program)
        given: list[Node] = []
        for named in scopes.calls.values():
            given += [each.value for call in named for each in call.arguments if each.name in _HOOKS]
        for place, added in scopes.mutations.items():
            if ("hooks" in place and "request" in place) or ".on_request" in place:
                given += [each.value for call in added for each in call.arguments]
        for place, stores in scopes.stores.items():
            if "hooks" in place and "'response'" not in place:
                given += [store.value for store in stores]
        for node in given:
            for value in sources.flow.evaluate(node, frame):
                yield from _functions_in(value, 0)


def _functions_in(value: Value, depth: int) -> Iterator[model.Function]:
    if isinstance(value, FunctionValue):
        yield value.node
    elif isinstance(value, Items | Entries) and depth < 3:
        wanted = (
            (held for name, held in value.entries.items() if name == "request") if isinstance(value, Entries) else ()
        )
        for held in value.items if isinstance(value, Items) else wanted:
            for each in held:
                yield from _functions_in(each, depth + 1)
