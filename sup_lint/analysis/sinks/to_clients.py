"""What a Python server sends to clients other than by calling a function that sends."""

from collections.abc import Iterator

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.dataflow import classes
from sup_lint.analysis.dataflow.calls import results_of
from sup_lint.analysis.dataflow.values import ClassValue, Entries, External
from sup_lint.analysis.program import Node
from sup_lint.analysis.sinks.callees import Callees
from sup_lint.analysis.sinks.handlers import Handler, handlers
from sup_lint.analysis.sinks.outline import Outline
from sup_lint.analysis.sinks.page_text import KIND, is_for_mail, is_markup, markup
from sup_lint.analysis.sinks.sink import Sink, Written

_SERVERS = frozenset(
    """
    flask quart fastapi starlette django sanic litestar bottle falcon pyramid werkzeug rest_framework ninja cherrypy
    webob robyn blacksheep chalice esmerald
    """.split()
)
_RESPONSES = frozenset({"response", "resp", "reply"})
# What makes one: `Response()`, `JsonResponse()`, `make_response()`, bottle's global `response`.
_MAKING = ("Response", "response", "jsonify", "render", "redirect", "render_template", "Redirect")
# Attributes of a response that are sent, by what they are called.
_BODIES = frozenset({"media", "text", "body", "data", "content", "set_data"})
_HOOKS = frozenset({"after_request", "after_app_request", "middleware", "on_response", "after"})
_STATES = ("reflex.State", "reflex.ComponentState", "rx.State", "pynecone.State", "reflex.Base")
_RENDERING = frozenset({"render", "render_async", "generate", "stream"})


def sent_to_clients(callees: Callees, outline: Outline) -> Iterator[Sink]:
    """Yield what is sent by returning it, storing it in a response, a page's state or a template, or writing HTML."""
    written: set[int] = set()
    for handler in handlers(callees, outline.functions, outline.roots):
        for sink in _returned(callees, handler):
            written |= {id(each.value) for each in sink.written}
            yield sink
        if handler.has_schema:
            yield from _schema(callees, handler.function)
    for node in outline.nodes:
        match node:
            case model.Bind():
                yield from _stored(callees, node)
            case model.Class():
                yield from _state(callees, node)
            case model.Call() if last_name(node.function) in _RENDERING:
                yield from _rendered(callees, node)
            case model.Call() if last_name(node.function) == "update" and node.arguments:
                yield from _globals(callees, node)
    for join in outline.joins:
        yield from markup(join)


def _returned(callees: Callees, handler: Handler) -> Iterator[Sink]:
    results, yields = results_of(handler.function)
    for result in (*results, *(each.value for each in yields if each.value is not None)):
        if -1 in handler.kept:
            continue
        if not callees.has(result):
            continue
        statement = callees.scopes.parents.get(id(result), result)
        written = tuple(Written(each, deep=True) for each in _parts(callees, result, handler))
        if written:
            yield Sink(statement, handler.channel, KIND, written)


def _parts(callees: Callees, result: Node, handler: Handler) -> Iterator[Node]:
    """The parts of a result that are sent."""
    if isinstance(result, model.Sequence) and result.kind == "tuple":
        yield from (item for index, item in enumerate(result.items) if index not in handler.kept)
    elif handler.fields is not None and isinstance(result, model.Mapping):
        for entry in result.entries:
            name = entry.key.value if isinstance(entry.key, model.Literal) else None
            if name is None or name in handler.fields:
                yield entry.value
    elif handler.fields is not None and isinstance(result, model.Name | model.Attribute):
        # What the model doesn't have is left out of the reply.
        for name in handler.fields:
            taken = model.Attribute(result.region, result, name)
            callees.scopes.adopt(taken, result)
            yield taken
    else:
        yield result


def _schema(callees: Callees, function: model.Function) -> Iterator[Sink]:
    """The defaults of a route's parameters, and those of the models it takes, which its schema shows."""
    for parameter in function.parameters:
        if parameter.default is not None and not isinstance(parameter.default, model.Call):
            yield Sink(parameter, _SCHEMA, KIND, (Written(parameter.default),))
        if parameter.annotation is None:
            continue
        for value in callees.evaluate(parameter.annotation):
            if not isinstance(value, ClassValue) or value.program is not callees.frame.program:
                continue
            if not any(
                base.endswith(("BaseModel", "SQLModel")) for base in classes.external_bases(callees.flow, value)
            ):
                continue
            for statement in value.node.body:
                if isinstance(statement, model.Bind) and statement.value is not None:
                    default = _default(statement.value)
                    if default is not None:
                        yield Sink(statement, _SCHEMA, KIND, (Written(default),))


_SCHEMA = "the published API schema (/openapi.json)"


def _default(value: Node) -> Node | None:
    """The default of a model's field, also within `Field(…)`."""
    if isinstance(value, model.Call) and last_name(value.function) == "Field":
        for argument in value.arguments:
            if argument.name == "default" or (not argument.name and not argument.spread):
                return argument.value
        return None
    return value


def _stored(callees: Callees, node: model.Bind) -> Iterator[Sink]:
    """`response.headers["x"] = key`, `resp.media = {…}`, `session["key"] = key`, `app.jinja_env.globals["x"] = key`."""
    target, value = node.target, node.value
    if value is None:
        return
    channel = None
    if isinstance(target, model.Subscript):
        base = target.value
        if last_name(base) == "headers" and isinstance(base, model.Attribute) and _is_response(callees, base.value):
            channel = "a response header"
        elif last_name(base) == "cookies" and isinstance(base, model.Attribute) and _is_response(callees, base.value):
            channel = "a cookie"
        elif last_name(base) == "globals" and isinstance(base, model.Attribute) and "env" in last_name(base.value):
            channel = "the context of every template"
        elif last_name(base) == "query_params" and _names(callees, base, "streamlit"):
            channel = "the page's URL"
        elif _names(callees, base, "flask.session") or _names(callees, base, "quart.session"):
            channel = "the session cookie, which is signed and not encrypted"
        elif _names(callees, base, "nicegui.app.storage.browser"):
            channel = "the state that the page keeps"
        elif _is_parents_context(callees, node, base):
            channel = "the context of a template"
        elif _is_response(callees, base) and not isinstance(base, model.Attribute):
            channel = "a response header"  # Django: response["X-Key"] = key
    elif isinstance(target, model.Attribute):
        if target.name in _BODIES and _is_response(callees, target.value):
            channel = "the reply to a request"
        elif target.name == "extra_context":
            channel = "the context of a template"
        elif isinstance(target.value, model.Name) and target.value.id == "self" and not target.name.startswith("_"):
            owner = callees.scopes.enclosing(node, model.Class)
            if isinstance(owner, model.Class) and _is_state_class(callees, owner):
                channel = "the state of the page"
    if channel is not None:
        yield Sink(node, channel, KIND, (Written(value),))


def _is_parents_context(callees: Callees, node: Node, base: Node) -> bool:
    """Whether something is the context that the parent class of a view has made; one made here is followed itself."""
    function = callees.scopes.enclosing(node, model.Function)
    is_context = isinstance(function, model.Function) and function.name == "get_context_data"
    return (
        is_context
        and isinstance(base, model.Name)
        and not any(isinstance(each, Entries) for each in callees.evaluate(base))
    )


def _is_response(callees: Callees, node: Node) -> bool:
    """Whether an expression is a reply that this program is making, not one that it was given."""
    origins = list(callees.origins(node))
    for origin in origins:
        is_server = origin.partition(".")[0] in _SERVERS or origin.startswith("aiohttp.web")
        if is_server and origin.rpartition(".")[2].removesuffix("()").endswith(_MAKING):
            return True
    if origins or not isinstance(node, model.Name) or node.id not in _RESPONSES:
        return False
    # falcon's on_get(self, req, resp), a middleware's process_response(self, request, response)
    for binding in callees.scopes.lookup(node.id, callees.scopes.position(node)) or ():
        if isinstance(binding.node, model.Parameter):
            return _answers(callees.scopes.parents.get(id(binding.node)))
        if isinstance(binding.value, model.Call) and last_name(binding.value.function) == "get_response":
            return True
        if isinstance(binding.value, model.Await) and isinstance(binding.value.value, model.Call):
            return last_name(binding.value.value.function) == "call_next"
    return False


def _answers(function: Node | None) -> bool:
    """Whether a framework gives a function the reply to work on: hooks behind a request, Falcon's responders."""
    if not isinstance(function, model.Function):
        return False
    hooks = {last_name(each.function if isinstance(each, model.Call) else each) for each in function.decorators}
    if hooks & _HOOKS:
        return True
    takes_request = bool({"req", "request"} & {each.name for each in function.parameters})
    return takes_request and (
        function.name.startswith(("on_", "process_re", "after_")) or "middleware" in function.name
    )


def _names(callees: Callees, node: Node, dotted: str) -> bool:
    return any(
        isinstance(each, External) and (each.name == dotted or each.name.startswith(f"{dotted}."))
        for each in callees.evaluate(node)
    )


def _is_state_class(callees: Callees, node: model.Class) -> bool:
    bases = classes.external_bases(callees.flow, ClassValue(callees.frame.program, node))
    return any(base.endswith(_STATES) for base in bases)


def _state(callees: Callees, node: model.Class) -> Iterator[Sink]:
    """The variables of a Reflex state, and a view's `extra_context`: they are sent unless they begin with `_`."""
    is_state: bool | None = None
    for statement in node.body:
        if not isinstance(statement, model.Bind) or not isinstance(statement.target, model.Name):
            continue
        if statement.value is None or statement.target.id.startswith("_"):
            continue
        if statement.target.id == "extra_context":
            yield Sink(statement, "the context of a template", KIND, (Written(statement.value),))
            continue
        if is_state is None:
            is_state = bool(node.bases) and _is_state_class(callees, node)
        if is_state:
            yield Sink(statement, "the state of the page", KIND, (Written(statement.value),))


def _rendered(callees: Callees, node: model.Call) -> Iterator[Sink]:
    """`env.get_template("index.html").render(key=key)`: a page by its template's name or text."""
    if not isinstance(node.function, model.Attribute) or is_for_mail(node):
        return
    maker = node.function.value
    for value in callees.evaluate(maker):
        if not isinstance(value, External) or value.call is None:
            continue
        if value.name.partition(".")[0] not in {"jinja2", "django", "mako", "flask", "pystache", "chevron"}:
            continue
        if is_for_mail(value.call) or not _is_page(callees, value.call):
            continue
        yield Sink(node, "the context of a template", KIND, tuple(Written(each.value) for each in node.arguments))
        return


def _is_page(callees: Callees, maker: model.Call) -> bool:
    for argument in maker.arguments[:1]:
        for text in callees.evaluate(argument.value).texts():
            if is_markup(text) or text.lower().removesuffix(".j2").endswith((".html", ".htm", ".js", ".jinja")):
                return True
    return False


def _globals(callees: Callees, node: model.Call) -> Iterator[Sink]:
    """`app.jinja_env.globals.update(key=key)`, `templates.env.globals.update(…)`, `response.headers.update(…)`."""
    owner = node.function.value if isinstance(node.function, model.Attribute) else None
    if isinstance(owner, model.Name) and _is_parents_context(callees, node, owner):
        channel = "the context of a template"
    elif not isinstance(owner, model.Attribute):
        return
    elif owner.name == "globals" and "env" in last_name(owner.value):
        channel = "the context of every template"
    elif owner.name == "headers" and _is_response(callees, owner.value):
        channel = "a response header"
    else:
        return
    yield Sink(node, channel, KIND, tuple(Written(each.value) for each in node.arguments))
