"""What servers written in JavaScript send to clients: replies, cookies, pages, data of routes, props."""

import re
from collections.abc import Iterator

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.dataflow.values import External
from sup_lint.analysis.program import Node, Program, walk
from sup_lint.analysis.project import Project
from sup_lint.analysis.sinks import script_parameters
from sup_lint.analysis.sinks.page_text import KIND, MARKUP, is_markup
from sup_lint.analysis.sinks.script_handlers import results_that_are_sent
from sup_lint.analysis.sinks.script_props import props_for_clients
from sup_lint.analysis.sinks.script_sockets import Sockets
from sup_lint.analysis.sinks.sink import Sink, Written

_REPLY = "the reply to a request"
_HEADER = "a response header"
_COOKIE = "a cookie"
_TEMPLATE = "the context of a template"
_MESSAGE = "a message to the browser"
# What a handler's second parameter, or a framework's context, is called.
_REPLIES = frozenset({"res", "response", "reply", "resp", "_res", "rep"})
_CONTEXTS = frozenset({"ctx", "c", "context"})
# Methods of a reply: where they write, and the first argument that is sent.
_METHODS = {
    "json": (_REPLY, 0),
    "jsonp": (_REPLY, 0),
    "send": (_REPLY, 0),
    "end": (_REPLY, 0),
    "write": (_REPLY, 0),
    "status": (_REPLY, 1),
    "render": (_TEMPLATE, 1),
    "view": (_TEMPLATE, 1),
    "viewAsync": (_TEMPLATE, 1),
    "cookie": (_COOKIE, 1),
    "setCookie": (_COOKIE, 1),
    "setHeader": (_HEADER, 1),
    "appendHeader": (_HEADER, 1),
    "append": (_HEADER, 1),
    "set": (_HEADER, 0),
    "header": (_HEADER, 1),
    "headers": (_HEADER, 0),
    "writeHead": (_HEADER, 1),
    "redirect": ("the URL of a redirect", 0),
    "sse": (_MESSAGE, 0),
}
_OF_CONTEXT = {
    "json": (_REPLY, 0),
    "text": (_REPLY, 0),
    "html": (_REPLY, 0),
    "body": (_REPLY, 0),
    "header": (_HEADER, 1),
    "redirect": ("the URL of a redirect", 0),
    "render": (_TEMPLATE, 0),
    "set": (_HEADER, 1),
}
# Methods that give the reply again: res.status(200).json(…)
_CHAINED = frozenset("status type code header set cookie setHeader setCookie contentType vary links format".split())
# Functions and classes outside the project by the ends of their dotted names: where they write, the first argument.
_FUNCTIONS = {
    "Response.json": (_REPLY, 0),
    "NextResponse.json": (_REPLY, 0),
    "NextResponse.redirect": ("the URL of a redirect", 0),
    "builtins.Response": (_REPLY, 0),
    "NextResponse": (_REPLY, 0),
    "@sveltejs/kit.json": (_REPLY, 0),
    "@sveltejs/kit.text": (_REPLY, 0),
    "@sveltejs/kit.error": ("an error reply", 1),
    "@sveltejs/kit.fail": ("an error reply", 1),
    "h3.setCookie": (_COOKIE, 2),
    "h3.setHeader": (_HEADER, 2),
    "h3.setResponseHeader": (_HEADER, 2),
    "h3.send": (_REPLY, 1),
    "h3.createError": ("an error reply", 0),
    "hono/cookie.setCookie": (_COOKIE, 2),
    "cookies-next.setCookie": (_COOKIE, 1),
}
_DATA = ("json", "data", "defer", "redirect")  # of Remix and React Router
_REMIX = ("@remix-run/", "react-router")
_ENVIRONMENT = re.compile(r"\b(?:window|globalThis|self)(?:\.|\[)\s{0,10}['\"]?\w{1,60}['\"]?\]?\s{0,10}=(?!=)")
_WRITING_FILES = frozenset({"writeFile", "writeFileSync", "outputFile", "outputFileSync", "outputJson", "emitFile"})


def sent_by_scripts(program: Program, project: Project) -> Iterator[Sink]:
    """Yield what a JavaScript program sends to clients, in source order; nothing for other languages."""
    if program.language == "javascript":
        found = _Finder(program, project).sinks()
        yield from sorted(found, key=lambda sink: sink.node.region[:2])


class _Finder:
    def __init__(self, program: Program, project: Project) -> None:
        self._program = program
        self._project = project
        self._scopes = project.scopes(program)
        self._flow = project.flow
        self._frame = project.flow.frame(program)
        imported = {each.module for each in program.nodes() if isinstance(each, model.Import)}
        self._is_koa = any(module == "koa" or module.startswith(("koa-", "@koa/")) for module in imported)
        # What is kept in `locals` shows in templates only; without any they pass things on within the server.
        self._renders = _renders(program)
        self._is_rendered = self._renders or any(_renders(each) for each in project.programs())
        self._sockets = Sockets(program, project)

    def sinks(self) -> Iterator[Sink]:
        yield from results_that_are_sent(self._program, self._project)
        yield from props_for_clients(self._program, self._project)
        for node in self._program.nodes():
            match node:
                case model.Call():
                    yield from self._call(node)
                case model.Bind(target=model.Attribute() | model.Subscript(), value=Node()):
                    yield from self._stored(node)
                case model.Join():
                    yield from self._markup(node)

    def _call(self, node: model.Call) -> Iterator[Sink]:
        function = node.function
        channel, first = "", 0
        if isinstance(function, model.Attribute):
            known = _METHODS.get(function.name)
            if known is not None and self._is_reply(function.value):
                channel, first = known
                if function.name in {"set", "redirect"} and len(node.arguments) > 1:
                    first = 1
            elif function.name in _OF_CONTEXT and self._is_context(function.value):
                channel, first = _OF_CONTEXT[function.name]
                if function.name == "set" and not self._is_koa:
                    return  # a variable of Hono's context stays on the server
            elif function.name == "set" and isinstance(function.value, model.Attribute):
                if function.value.name == "cookies" and self._is_cookie_jar(function.value):
                    channel, first = _COOKIE, 1
                elif function.value.name == "headers" and self._is_reply(function.value.value):
                    channel, first = _HEADER, 1
            elif function.name == "set" and self._is_cookie_jar(function.value):
                channel, first = _COOKIE, 1
            elif function.name in {"emit", "send"} and self._sockets.sends(function.value, function.name):
                channel, first = _MESSAGE, 1 if function.name == "emit" else 0
        if not channel:
            channel, first = self._by_origin(function)
        written = tuple(Written(each.value, deep=True) for each in node.arguments[first:] if not each.name)
        if channel and written:
            yield Sink(node, channel, KIND, written)

    def _by_origin(self, function: Node) -> tuple[str, int]:
        if last_name(function) not in _NAMES:
            return "", 0
        for value in self._flow.evaluate(function, self._frame):
            if isinstance(value, External):
                for name, known in _FUNCTIONS.items():
                    if value.name == name or value.name.endswith((f".{name}", f"/{name}")):
                        return known
                if value.name.startswith(_REMIX) and value.name.rpartition(".")[2] in _DATA:
                    return _REPLY, 0
                if value.name.startswith("builtins.") and value.name.count(".") == 1:
                    name = value.name.rpartition(".")[2]  # h3's functions are there without an import in Nitro
                    return _FUNCTIONS.get(f"h3.{name}", ("", 0)) if name != "send" else ("", 0)
        return "", 0

    def _is_reply(self, node: Node) -> bool:
        """Whether an expression is the reply that a handler was given, or has made."""
        while isinstance(node, model.Call) and isinstance(node.function, model.Attribute):
            if node.function.name not in _CHAINED:
                break
            node = node.function.value
        if isinstance(node, model.Name) and node.id in _REPLIES:
            return self._is_parameter(node) or self._is_made(node)
        if isinstance(node, model.Name):
            return script_parameters.is_reply(self._scopes, node, self._program.path)
        if isinstance(node, model.Attribute) and node.name in _REPLIES:  # ctx.res, event.node.res
            return last_name(node.value) in {*_CONTEXTS, "node", "event", "req"}
        return False

    def _is_context(self, node: Node) -> bool:
        while isinstance(node, model.Call) and isinstance(node.function, model.Attribute):
            if node.function.name not in _CHAINED:
                break
            node = node.function.value
        if not isinstance(node, model.Name):
            return False
        return (node.id in _CONTEXTS and self._is_parameter(node)) or script_parameters.is_context(self._scopes, node)

    def _is_parameter(self, node: model.Name) -> bool:
        bindings = self._scopes.lookup(node.id, self._scopes.position(node)) or ()
        return any(isinstance(each.node, model.Parameter) for each in bindings)

    def _is_made(self, node: Node) -> bool:
        return any(
            isinstance(each, External) and each.name.removesuffix("()").endswith(("Response", "Response.next", ".json"))
            for each in self._flow.evaluate(node, self._frame)
        )

    def _is_cookie_jar(self, node: Node) -> bool:
        """`cookies()` of next/headers, `response.cookies`, `ctx.cookies`, SvelteKit's `event.cookies`, and so on."""
        while isinstance(node, model.Await):
            node = node.value
        if isinstance(node, model.Attribute) and node.name == "cookies":
            return last_name(node.value) in {*_REPLIES, *_CONTEXTS, "event", "Astro"}
        for value in self._flow.evaluate(node, self._frame):
            if isinstance(value, External) and value.name.startswith("next/headers.cookies"):
                return True
        return isinstance(node, model.Name) and node.id == "cookies" and self._is_parameter(node)

    def _stored(self, node: model.Bind) -> Iterator[Sink]:
        """`ctx.body = {…}` of Koa, `res.locals.key = …`, `ctx.state.key = …`."""
        base, name = _member(node.target)
        assert node.value is not None
        if base is None:
            return
        if name == "body" and (self._is_context(base) or self._is_reply(base)):
            yield Sink(node, _REPLY, KIND, (Written(node.value, deep=True),))
        elif isinstance(base, model.Attribute) and base.name == "locals":
            # Routes, and what they render, often stand in other modules.
            is_shared = self._is_rendered and last_name(base.value) == "app"
            if is_shared or (self._renders and self._is_reply(base.value)):
                yield Sink(node, "the context of every template", KIND, (Written(node.value),))

    def _markup(self, node: model.Join) -> Iterator[Sink]:
        """HTML, or a script for the page, that is put together here; scripts that are written to files are settings."""
        texts = "".join(
            str(part.value) for part in walk(node.parts) if isinstance(part, model.Literal) and part.value is not None
        )
        if not is_markup(texts) and not _ENVIRONMENT.search(texts):
            return
        call = self._scopes.enclosing(node, model.Call)
        if isinstance(call, model.Call) and last_name(call.function) in _WRITING_FILES:
            return
        written = tuple(Written(part) for part in node.parts if not isinstance(part, model.Literal))
        if written:
            yield Sink(node, MARKUP, KIND, written)


def _renders(program: Program) -> bool:
    return program.language == "javascript" and (".render(" in program.text or "view engine" in program.text)


_NAMES = frozenset({name.rpartition(".")[2] for name in _FUNCTIONS} | set(_DATA))


def _member(target: Node) -> tuple[Node | None, str]:
    """The object and the name of a property that is set, however it is spelled."""
    match target:
        case model.Attribute(value=value, name=name):
            return value, name
        case model.Subscript(value=value, index=model.Literal(value=str() as name)):
            return value, name
    return None, ""
