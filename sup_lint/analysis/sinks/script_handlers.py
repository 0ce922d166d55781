"""Functions of a JavaScript server whose results are sent to clients: routes, loaders, resolvers, server actions."""

from collections.abc import Iterator

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.dataflow.calls import results_of
from sup_lint.analysis.dataflow.values import FunctionValue
from sup_lint.analysis.program import Node, Program
from sup_lint.analysis.project import Project
from sup_lint.analysis.sinks.sink import Sink, Written

_KIND = "client"
_REPLY = "the reply to a request"
_PROPS = "the props of a page"
_ROUTE_DATA = "the data of a route"
_VERBS = frozenset("get post put patch delete all route any options query head".split())
# Functions that wrap a handler, by their last names.
_WRAPPING = {
    "defineEventHandler": _REPLY,
    "eventHandler": _REPLY,
    "defineCachedEventHandler": _REPLY,
    "cachedEventHandler": _REPLY,
    "onCall": "the result of a callable function",
    "createServerFn": "the result of a server function",
    "server$": "the result of a server function",
    "routeLoader$": _ROUTE_DATA,
    "routeAction$": _ROUTE_DATA,
}
# Functions that a framework calls by the name they are exported under.
_EXPORTED = {
    "getServerSideProps": _PROPS,
    "getStaticProps": _PROPS,
    "getInitialProps": _PROPS,
    "loader": _ROUTE_DATA,
    "clientLoader": _ROUTE_DATA,
    "action": _ROUTE_DATA,
    "load": _ROUTE_DATA,
    "actions": _ROUTE_DATA,
    "handler": _REPLY,
    "lambdaHandler": _REPLY,
    "onRequest": _REPLY,
    "onRequestGet": _REPLY,
    "onRequestPost": _REPLY,
    "GET": _REPLY,
    "POST": _REPLY,
}
# Decorators of a controller's or resolver's methods, of NestJS and its like.
_DECORATORS = {
    **dict.fromkeys(("Get", "Post", "Put", "Patch", "Delete", "All", "HttpCode"), _REPLY),
    **dict.fromkeys(("Query", "Mutation", "Subscription", "ResolveField", "FieldResolver"), "a GraphQL reply"),
    "Render": "the context of a template",
    "SubscribeMessage": "a message to the browser",
    "Sse": _REPLY,
}
_DECORATING = ("@nestjs/", "routing-controllers", "type-graphql", "tsoa", "@tsed/", "@loopback/")
_GENERIC = frozenset({"handler", "lambdaHandler"})
_LOADING = ("+page", "+layout", "+server")
_GRAPHQL = frozenset({"Query", "Mutation", "Subscription"})


def results_that_are_sent(program: Program, project: Project) -> Iterator[Sink]:
    """Yield the results of the functions that answer clients."""
    finder = _Handlers(program, project)
    seen: set[int] = set()
    for function, channel in finder.find():
        if id(function) not in seen:
            seen.add(id(function))
            for result in results_of(function)[0]:
                statement = finder.scopes.parents.get(id(result), result)
                yield Sink(statement, channel, _KIND, (Written(result, deep=True),))


class _Handlers:
    def __init__(self, program: Program, project: Project) -> None:
        self.program = program
        self.scopes = project.scopes(program)
        self._flow = project.flow
        self._frame = project.flow.frame(program)
        self._name = program.path.rpartition("/")[2]
        self._decorates = any(package in program.text for package in _DECORATING)

    def find(self) -> Iterator[tuple[model.Function, str]]:
        """The functions, each with where its result goes."""
        for node in self.program.nodes():
            match node:
                case model.Call():
                    yield from self._called(node)
                case model.Define(definition=model.Function() as function):
                    channel = self._exported(function.name)
                    if channel and self._is_outer(node) and _answers(function.name, function):
                        yield function, channel
                case model.Bind(value=Node() as value) if channel := self._exported(_bound_name(node)):
                    if self._is_outer(node):
                        name = _bound_name(node)
                        yield from ((each, channel) for each in self._functions(value) if _answers(name, each))
                case model.Mapping():
                    yield from self._resolvers(node)
                case model.Function() if node.decorators and self._decorates:
                    for decorator in node.decorators:
                        owner = decorator.function if isinstance(decorator, model.Call) else decorator
                        if last_name(owner) in _DECORATORS:
                            yield node, _DECORATORS[last_name(owner)]
        yield from self._server_actions()

    def _is_outer(self, node: Node) -> bool:
        return self.scopes.enclosing(node, model.Function) is None

    def _exported(self, name: str) -> str:
        channel = _EXPORTED.get(name, "")
        if name in {"load", "actions"} and not self._name.startswith(_LOADING):
            return ""
        if (
            name in {"action", "loader"}
            and "@remix-run" not in self.program.text
            and "/routes/" not in self.program.path
        ):
            return "" if "react-router" not in self.program.text and "routes/" not in self.program.path else channel
        return channel

    def _called(self, node: model.Call) -> Iterator[tuple[model.Function, str]]:
        name = last_name(node.function)
        if name in _WRAPPING:
            for argument in node.arguments:
                yield from ((each, _WRAPPING[name]) for each in self._functions(argument.value))
        elif name in {"query", "mutation", "subscription"} and _is_procedure(node.function):
            for argument in node.arguments:
                yield from ((each, "the result of a procedure") for each in self._functions(argument.value))
        elif name == "handler" and _chain_holds(node.function, "createServerFn"):
            for argument in node.arguments:
                yield from ((each, "the result of a server function") for each in self._functions(argument.value))
        elif name in _VERBS and isinstance(node.function, model.Attribute) and len(node.arguments) > 1:
            first = node.arguments[0].value
            if isinstance(first, model.Literal) and str(first.value).startswith("/"):
                for argument in node.arguments[1:]:
                    yield from ((each, _REPLY) for each in self._functions(argument.value))

    def _functions(self, node: Node) -> Iterator[model.Function]:
        """The functions of this program that an expression may be, also those of an object of actions."""
        if isinstance(node, model.Function):
            yield node
        elif isinstance(node, model.Mapping):
            for entry in node.entries:
                yield from self._functions(entry.value)
        elif isinstance(node, model.Name | model.Attribute):
            for value in self._flow.evaluate(node, self._frame):
                if isinstance(value, FunctionValue) and value.program is self.program:
                    yield value.node
        elif isinstance(node, model.Call) and last_name(node.function)[:1].islower():
            for argument in node.arguments:  # export const handler = middy(async (event) => …)
                if isinstance(argument.value, model.Function):
                    yield argument.value

    def _resolvers(self, node: model.Mapping) -> Iterator[tuple[model.Function, str]]:
        """`{ Query: { key: () => KEY } }`"""
        for entry in node.entries:
            name = entry.key.value if isinstance(entry.key, model.Literal) else None
            if name in _GRAPHQL and isinstance(entry.value, model.Mapping):
                yield from ((each, "a GraphQL reply") for each in self._functions(entry.value))

    def _server_actions(self) -> Iterator[tuple[model.Function, str]]:
        """The functions of a file, or those by themselves, that say 'use server': the browser calls them."""
        whole = _says(self.program.body, "use server")
        for node in self.program.nodes():
            if isinstance(node, model.Function) and (
                _says(node.body, "use server") or (whole and self.scopes.enclosing(node, model.Function) is None)
            ):
                yield node, "the result of a server action"


def _answers(name: str, function: model.Function) -> bool:
    """Whether a function called `handler` takes an event or request; other names say enough by themselves."""
    if name not in _GENERIC:
        return True
    return bool(function.parameters) and function.parameters[0].name.strip("_").startswith(("event", "req", "{"))


def _bound_name(node: model.Bind) -> str:
    """What a binding is called: `getStaticProps`, also `Page.getInitialProps` and `exports.handler`."""
    match node.target:
        case model.Subscript(index=model.Literal(value=str() as name)):
            return name
    return last_name(node.target)


def _says(body: tuple[Node, ...], directive: str) -> bool:
    """Whether statements begin with a directive."""
    for statement in body:
        if not isinstance(statement, model.Evaluate) or not isinstance(statement.value, model.Literal):
            return False
        if statement.value.value == directive:
            return True
    return False


def _is_procedure(function: Node) -> bool:
    """Whether a method is called on a procedure of tRPC: `publicProcedure.input(…).query`."""
    node = function
    while isinstance(node, model.Attribute | model.Call):
        node = node.value if isinstance(node, model.Attribute) else node.function
        if "rocedure" in last_name(node):
            return True
    return False


def _chain_holds(function: Node, name: str) -> bool:
    node = function
    while isinstance(node, model.Attribute | model.Call):
        node = node.value if isinstance(node, model.Attribute) else node.function
        if last_name(node) == name:
            return True
    return False
