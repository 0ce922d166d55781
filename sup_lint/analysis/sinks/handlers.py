"""Functions of a Python server whose result is sent to clients: routes, callbacks of pages, template functions."""

from collections.abc import Iterator
from dataclasses import dataclass

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.dataflow import classes
from sup_lint.analysis.dataflow.values import ClassValue, External, FunctionValue, InstanceValue
from sup_lint.analysis.program import Node
from sup_lint.analysis.sinks.callees import Callees

_REPLY = "the reply to a request"
_CONTEXT = "the context of every template"
_PAGE = "the page"
_GRAPHQL = "a GraphQL reply"
_TOOL = "the result of a tool"

_VERBS = frozenset("get post put patch delete head options route websocket api_route any".split())
# Decorators without a path, by the dotted name they come from: package, last name, where the result goes.
_DECORATORS = {
    "context_processor": _CONTEXT,
    "app_context_processor": _CONTEXT,
    "template_global": _CONTEXT,
    "template_filter": _CONTEXT,
    "app_template_global": _CONTEXT,
    "app_template_filter": _CONTEXT,
    "simple_tag": _CONTEXT,
    "inclusion_tag": _CONTEXT,
    "errorhandler": "an error reply",
    "app_errorhandler": "an error reply",
    "exception_handler": "an error reply",
    "view_config": _REPLY,
    "api_view": _REPLY,
    "functions_framework.http": _REPLY,
    "https_fn.on_request": _REPLY,
    "cherrypy.expose": _REPLY,
    "template": "the context of a template",
    "fastapi_endpoint": _REPLY,
    "web_endpoint": _REPLY,
    "strawberry.field": _GRAPHQL,
    "strawberry.mutation": _GRAPHQL,
    "strawberry.subscription": _GRAPHQL,
    "strawberry_django.field": _GRAPHQL,
    "eel.expose": _PAGE,
    "dash.callback": _PAGE,
    "clientside_callback": _PAGE,
    "render.text": _PAGE,
    "render.ui": _PAGE,
    "render.code": _PAGE,
    "render.table": _PAGE,
    "rx.var": "the state of the page",
    "reflex.var": "the state of the page",
}
# `@dashboard.callback(Output(…), Input(…))` and `@query.field("name")` need one of these packages.
_IN_PACKAGE = {
    ("callback", "dash"): _PAGE,
    ("field", "ariadne"): _GRAPHQL,
    ("tool", "mcp"): _TOOL,
    ("tool", "fastmcp"): _TOOL,
    ("resource", "mcp"): _TOOL,
    ("resource", "fastmcp"): _TOOL,
    ("get", "litestar"): _REPLY,
    ("post", "litestar"): _REPLY,
}
# Methods of Gradio's components that take a function, and its wrappers.
_EVENTS = frozenset(
    "click change submit load then success input select upload blur focus release tick Interface ChatInterface".split()
)
_OPENAPI = frozenset({"fastapi", "starlette"})


@dataclass(frozen=True, slots=True, eq=False)
class Handler:
    """A function whose result is sent, and where. `fields` are those that a response's model lets through."""

    function: model.Function
    channel: str
    fields: tuple[str, ...] | None = None
    # Places in a returned tuple that stay on the server: those of gr.State.
    kept: frozenset[int] = frozenset()
    has_schema: bool = False


def handlers(callees: Callees, functions: list[model.Function], roots: set[str] | None) -> Iterator[Handler]:
    """Yield the functions of a program whose results are sent to clients."""
    for function in functions:
        for decorator in function.decorators:
            channel = _decorated(callees, decorator, roots)
            if channel is not None:
                owner = decorator.function if isinstance(decorator, model.Call) else decorator
                is_api = _is_api(callees, owner)
                fields = _response_fields(callees, function, decorator) if is_api else None
                yield Handler(function, channel, fields, has_schema=is_api)
                break
        else:
            plain = _by_shape(callees, function)
            if plain:
                yield Handler(function, plain)
    if roots is None or "gradio" in roots:
        yield from _of_components(callees)
    if roots is None or "webview" in roots:
        yield from _of_web_views(callees)


def _decorated(callees: Callees, decorator: Node, roots: set[str] | None) -> str | None:
    """Where what a decorated function returns is sent; None if the decorator says nothing of it."""
    call = decorator if isinstance(decorator, model.Call) else None
    owner = call.function if call is not None else decorator
    name = last_name(owner)
    if call is not None and name in _VERBS and _has_path(callees, call, owner):
        return _REPLY
    for package, (wanted, root) in ((channel, key) for key, channel in _IN_PACKAGE.items()):
        if name == wanted and _comes_from(callees, owner, root, roots):
            return package
    channel = _DECORATORS.get(name)
    if channel is not None and name != "template":
        return channel
    for value in callees.evaluate(owner):
        if isinstance(value, External):
            for dotted, where in _DECORATORS.items():
                if "." in dotted and (value.name == dotted or value.name.endswith(f".{dotted}")):
                    return where
            if name == "template" and value.name.startswith(("aiohttp_jinja2", "flask", "quart")):
                return _DECORATORS["template"]
            if name == "view" and value.name.startswith("bottle"):
                return _DECORATORS["template"]
    return None


def _has_path(callees: Callees, call: model.Call, owner: Node) -> bool:
    """Whether a decorator's first argument is the path of a route: `@app.get("/key")`, `@router.get("")`."""
    if not call.arguments:
        return any(True for _ in _server_roots(callees, owner))
    first = next((each for each in call.arguments if each.name in {None, "path", "rule", "uri"}), None)
    if first is None:
        return any(True for _ in _server_roots(callees, owner))
    texts = callees.evaluate(first.value).texts()
    if any(text.startswith("/") for text in texts):
        return True
    return any(True for _ in _server_roots(callees, owner))


_SERVERS = frozenset(
    """
    flask quart fastapi starlette sanic litestar bottle chalice robyn blacksheep ninja aiohttp azure falcon connexion
    muffin microdot esmerald ravyn apiflask flask_openapi3
    """.split()
)


def _server_roots(callees: Callees, owner: Node) -> Iterator[str]:
    for value in callees.evaluate(owner):
        if isinstance(value, External) and value.name.partition(".")[0] in _SERVERS:
            yield value.name.partition(".")[0]


def _comes_from(callees: Callees, owner: Node, root: str, roots: set[str] | None) -> bool:
    found = [value.name for value in callees.evaluate(owner) if isinstance(value, External)]
    if found:
        return any(name.partition(".")[0] == root for name in found)
    return roots is not None and root in roots


def _is_api(callees: Callees, owner: Node) -> bool:
    """Whether a route belongs to a framework that publishes a schema and filters what a route returns."""
    return any(root in _OPENAPI for root in _server_roots(callees, owner))


def _response_fields(callees: Callees, function: model.Function, decorator: Node) -> tuple[str, ...] | None:
    """The fields of the model that a reply is filtered by; None where all of it is sent."""
    declared = function.returns
    for argument in decorator.arguments if isinstance(decorator, model.Call) else ():
        if argument.name == "response_model":
            declared = argument.value
    if declared is None:
        return None
    for value in callees.evaluate(declared):
        if isinstance(value, ClassValue):
            names = [
                statement.target.id
                for each in classes.lineage(callees.flow, value)
                for statement in each.node.body
                if isinstance(statement, model.Bind) and isinstance(statement.target, model.Name)
            ]
            return tuple(dict.fromkeys(names)) or None
    return None


def _by_shape(callees: Callees, function: model.Function) -> str | None:
    """Functions that a framework calls by their name or parameters, without a decorator."""
    names = [each.name for each in function.parameters]
    if function.name == "get_context_data" and names[:1] == ["self"]:
        return "the context of a template"
    if names[-2:] == ["event", "context"] and "handler" in function.name:
        return _REPLY
    if names[-2:] == ["environ", "start_response"]:
        return _REPLY
    path = callees.frame.program.path.rpartition("/")[2]
    if names == ["request"] and path.startswith(("context_processors", "context_processor")):
        return _CONTEXT
    owner = callees.scopes.enclosing(function, model.Class)
    if not isinstance(owner, model.Class):
        return None
    bases = classes.external_bases(callees.flow, ClassValue(callees.frame.program, owner))
    if function.name.startswith("resolve_") and any(base.startswith("graphene") for base in bases):
        return _GRAPHQL
    is_resource = any(base.rpartition(".")[2] in {"Resource", "MethodView", "HTTPEndpoint", "View"} for base in bases)
    if is_resource and function.name in {"get", "post", "put", "patch", "delete", "dispatch_request"}:
        is_restful = any(base.partition(".")[0].startswith(("flask", "quart")) for base in bases)
        return _REPLY if is_restful else None
    return None


def _of_components(callees: Callees) -> Iterator[Handler]:
    """The functions that Gradio calls to fill components: `button.click(speak, text, audio)`."""
    for name in _EVENTS & callees.scopes.calls.keys():
        for call in callees.scopes.calls[name]:
            arguments = {each.name: each.value for each in call.arguments if each.name}
            plain = [each.value for each in call.arguments if not each.name and not each.spread]
            function = arguments.get("fn", plain[0] if plain else None)
            outputs = arguments.get("outputs", plain[2] if len(plain) > 2 else None)
            if function is None:
                continue
            items = outputs.items if isinstance(outputs, model.Sequence) else (outputs,) if outputs is not None else ()
            kept = frozenset(index for index, each in enumerate(items) if _is_state(callees, each))
            for value in callees.evaluate(function):
                if isinstance(value, FunctionValue) and value.program is callees.frame.program:
                    yield Handler(value.node, _PAGE, kept=kept if len(items) > 1 or not kept else frozenset({-1}))


def _is_state(callees: Callees, node: Node) -> bool:
    return any(isinstance(each, External) and each.name == "gradio.State()" for each in callees.evaluate(node))


def _of_web_views(callees: Callees) -> Iterator[Handler]:
    """The methods of the object that a web view's page can call: `create_window(…, js_api=Api())`."""
    for call in callees.scopes.calls.get("create_window", ()):
        for argument in call.arguments:
            if argument.name != "js_api":
                continue
            for value in callees.evaluate(argument.value):
                if isinstance(value, InstanceValue) and value.made_of.program is callees.frame.program:
                    for method in classes.methods_of(value.made_of.node):
                        if not method.name.startswith("_"):
                            yield Handler(method, "a web view")
