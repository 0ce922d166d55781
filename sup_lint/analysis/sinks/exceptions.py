"""What goes into the messages of exceptions: raised, made, asserted, and shown by their classes."""

from collections.abc import Iterator
from functools import lru_cache

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.dataflow import classes
from sup_lint.analysis.dataflow.calls import results_of
from sup_lint.analysis.dataflow.values import ClassValue, External, FunctionValue
from sup_lint.analysis.program import Node, walk
from sup_lint.analysis.sinks.callees import Callees
from sup_lint.analysis.sinks.loggers import RETURNED
from sup_lint.analysis.sinks.sink import Sink, Written
from sup_lint.analysis.sinks.words import is_exception_name

MESSAGE = "an exception's message"
_KIND = "exception"
_ENDINGS = ("Error", "Exception", "ExceptionGroup", "Exit", "Warning")
# Their arguments are the reply to a request, or nothing that is written.
_REPLIES = frozenset("HTTPException HttpError Http404 HTTPResponse APIException".split())
_REPLYING = frozenset(
    """
    fastapi starlette werkzeug flask quart sanic litestar rest_framework ninja connexion falcon bottle tornado
    cherrypy pyramid webob robyn blacksheep chalice strawberry graphql
    """.split()
)

_REPLYING_IN_JAVASCRIPT = (
    *("@nestjs/", "http-errors", "h3.", "@trpc/", "@hapi/boom", "hono/", "@sveltejs/", "routing-controllers."),
    *(
        "restify-errors",
        "graphql.",
        "@apollo/",
        "apollo-server",
        "@remix-run/",
        "builtins.Response",
        "@tsed/exceptions",
    ),
)


@lru_cache(4096)
def is_exception(name: str) -> bool:
    """Whether a dotted name from outside the project is that of an exception, or of one made."""
    last = name.removesuffix("()").rpartition(".")[2]
    if not last.lstrip("_")[:1].isupper():
        return False  # axios.isAxiosError(…)
    return last.endswith(_ENDINGS) or last in {"KeyboardInterrupt", "StopIteration", "Timeout"}


@lru_cache(4096)
def is_reply(name: str) -> bool:
    """Whether a dotted name is that of an exception that a web framework turns into a reply."""
    name = name.removesuffix("()")
    if name.startswith(_REPLYING_IN_JAVASCRIPT):
        return True
    if name.partition(".")[0] in _REPLYING or name.startswith(("aiohttp.web", "django.http")):
        return True
    return name.rpartition(".")[2] in _REPLIES


def may_be_exception(name: str) -> bool:
    """Whether the last name of a callee is that of an exception to look at."""
    return name.endswith(("Error", "Exception", "ExceptionGroup")) or name == "cls"


def raised(callees: Callees, node: model.Raise) -> Iterator[Sink]:
    """The arguments of what a raise statement raises."""
    if node.value is not None:
        yield from _raised(callees, node, node.value)


def _raised(callees: Callees, statement: Node, node: Node) -> Iterator[Sink]:
    match node:
        case model.Choice():
            for option in node.options:
                yield from _raised(callees, statement, option)
        case model.Bind() if node.value is not None:
            yield from _raised(callees, statement, node.value)
        case model.Call(function=model.Attribute(value=value, name="with_traceback")):
            yield from _raised(callees, statement, value)
        case model.Call():
            yield from made(callees, node, statement)
        case model.Name():
            for binding in callees.scopes.lookup(node.id, callees.scopes.position(node)) or ():
                if isinstance(binding.value, model.Call | model.Choice) and not binding.path:
                    for each in binding.value.options if isinstance(binding.value, model.Choice) else (binding.value,):
                        if isinstance(each, model.Call):
                            yield from made(callees, each, each)


def made(callees: Callees, call: model.Call, node: Node, depth: int = 0) -> Iterator[Sink]:
    """The arguments of a call that makes an exception, reported at `node`.

    Those of a function that makes one are its own business: what it makes is reported there.
    """
    written: tuple[Written, ...] = ()
    values = callees.evaluate(call.function)
    for value in values:
        if isinstance(value, ClassValue):
            written = written or tuple(_of_class(callees, value, call))
        elif isinstance(value, External) and callees.table.by_origin(value.name) is not None:
            return  # `raise gradio.Error(…)` is written elsewhere
        elif isinstance(value, External) and not is_reply(value.name):
            written = written or tuple(_arguments(call))
        elif isinstance(value, FunctionValue):
            results = results_of(value.node)[0] if value.program is callees.frame.program and depth < 4 else []
            for result in results:
                if isinstance(result, model.Call):
                    yield from made(callees, result, result, depth + 1)
            return
    if not values.alternatives and last_name(call.function) not in _REPLIES:
        sure = last_name(call.function)[:1].isupper()
        written = tuple(Written(each.value, sure) for each in _arguments(call))
    if written:
        yield Sink(node, MESSAGE, _KIND, written)


def constructed(callees: Callees, call: model.Call) -> Iterator[Sink]:
    """A call that makes an exception without raising it there: it is returned, kept, or set as a result."""
    for value in callees.evaluate(call.function):
        is_external = isinstance(value, External) and is_exception(value.name)
        if is_external or (isinstance(value, ClassValue) and is_exception_class(callees, value)):
            yield from made(callees, call, call)
            return


def is_exception_class(callees: Callees, made_of: ClassValue) -> bool:
    """Whether a class of the project is an exception whose message people read."""
    bases = classes.external_bases(callees.flow, made_of)
    if not bases and not any(not base.name for base in made_of.node.bases):
        return False
    return any(is_exception(name) for name in bases or {made_of.node.name}) and not any(map(is_reply, bases))


def _arguments(call: model.Call) -> Iterator[Written]:
    return (Written(argument.value) for argument in call.arguments)


def _of_class(callees: Callees, made_of: ClassValue, call: model.Call) -> Iterator[Written]:
    """The arguments that the message of an exception of the project shows.

    Where the class has a constructor, what that passes on is looked at there; one that passes nothing on leaves the
    positional arguments to BaseException, which has got them before.
    """
    if any(map(is_reply, classes.external_bases(callees.flow, made_of))):
        return
    lineage = classes.lineage(callees.flow, made_of)
    methods = {method.name: method for each in reversed(lineage) for method in classes.methods_of(each.node)}
    if "__str__" in methods:
        return
    constructor = methods.get("__init__")
    if constructor is not None and _passes_on(constructor):
        return
    is_generated = any(each.node.decorators for each in lineage)
    for argument in call.arguments:
        is_positional = not argument.name and argument.spread != "**"
        if is_positional or constructor is None:
            yield Written(argument.value, sure=is_positional or not is_generated)


def _passes_on(constructor: model.Function) -> bool:
    for node in walk(constructor.body):
        match node:
            case model.Call(function=model.Attribute(name="__init__")):
                return True
            case model.Bind(target=model.Attribute(name="args")):
                return True
    return False


def initialised(callees: Callees, call: model.Call) -> Iterator[Sink]:
    """`super().__init__(message)` and `Exception.__init__(self, message)` in the class of an exception."""
    function = call.function
    owner = callees.scopes.enclosing(call, model.Class)
    if not isinstance(function, model.Attribute) or not isinstance(owner, model.Class):
        return
    if not is_exception_class(callees, ClassValue(callees.frame.program, owner)):
        return
    is_super = isinstance(function.value, model.Call)
    # A constructor of the project is looked at where it stands.
    if any(isinstance(value, FunctionValue) for value in callees.evaluate(function)):
        return
    arguments = call.arguments if is_super else call.arguments[1:]
    if arguments:
        yield Sink(call, MESSAGE, _KIND, tuple(Written(each.value) for each in arguments))


def assigned(callees: Callees, node: model.Bind) -> Iterator[Sink]:
    """`error.args = (message,)`"""
    target = node.target
    if not isinstance(target, model.Attribute) or target.name != "args" or node.value is None:
        return
    owner = callees.scopes.enclosing(node, model.Class)
    is_own = (
        last_name(target.value) == "self"
        and isinstance(owner, model.Class)
        and is_exception_class(callees, ClassValue(callees.frame.program, owner))
    )
    if is_own or is_exception_name(last_name(target.value)):
        items = node.value.items if isinstance(node.value, model.Sequence) else (node.value,)
        yield Sink(node, MESSAGE, _KIND, tuple(Written(item) for item in items))


def shown(callees: Callees, node: model.Class) -> Iterator[Sink]:
    """What methods of a class return that is written: `__str__` of an exception, `process` of a logger's adapter."""
    for method in classes.methods_of(node):
        if method.name not in RETURNED and method.name not in {"__str__", "__repr__"}:
            continue
        value = ClassValue(callees.frame.program, node)
        if method.name in RETURNED:
            bases = classes.external_bases(callees.flow, value)
            if not any(name.startswith(RETURNED[method.name]) for name in bases):
                continue
        elif not is_exception_class(callees, value):
            continue
        for result in results_of(method)[0]:
            statement = callees.scopes.parents.get(id(result), result)
            if method.name == "process":
                first = result.items[0] if isinstance(result, model.Sequence) and result.items else result
                yield Sink(statement, "a log", "log", (Written(first),))
            elif method.name in RETURNED:
                yield Sink(statement, "a log", "log", (Written(result),))
            else:
                yield Sink(statement, MESSAGE, _KIND, (Written(result, sure=method.name == "__str__"),))
