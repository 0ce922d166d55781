"""Where a server passes the key on that a browser sent: the header is read from a request and put into another."""

from collections.abc import Iterator

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.dataflow.values import sources_of
from sup_lint.analysis.program import Node, Program, walk
from sup_lint.analysis.project import Project
from sup_lint.analysis.taint.leaks import key_sources
from sup_lint.keys.names import HOST, SDK_CLASSES, is_key_header

# What a request is called that came in.
_REQUESTS = frozenset({"request", "req", "event", "_req", "_request", "http_request", "httpRequest", "incoming"})
_HEADERS = frozenset({"headers", "META", "rawHeaders"})
_READING = frozenset({"get", "header", "getHeader", "get_header", "getlist", "getall", "getone", "getRequestHeader"})
_SETTING = frozenset({"set", "append", "setHeader", "setRequestHeader", "header", "add", "__setitem__", "setdefault"})
# `Header(alias=…)` and `Security(APIKeyHeader(name=…))` of FastAPI.
_INJECTED = frozenset({"Header", "Depends", "Security"})
_COPYING = frozenset({"dict", "fromEntries", "Headers", "assign", "entries", "copy"})
_UNCHANGED = frozenset({"str", "String", "trim", "strip", "toString", "decode", "cast"})
_DEEPEST = 6


def forwarded(program: Program, project: Project) -> Iterator[Node]:
    """Yield the expressions that read the key's header from an incoming request and whose value is sent on."""
    tracer = _Tracer(program, project)
    seen: set[int] = set()
    targets = {id(each.target) for each in program.nodes() if isinstance(each, model.Bind)}
    for node in program.nodes():
        if id(node) in targets:
            continue  # const { "x-sup-api-key": key } = req.headers
        for value in _sent(node, tracer):
            read = tracer.read(value, _DEEPEST) or _by_flow(value, tracer, program, project)
            if read is not None and id(read) not in seen:
                seen.add(id(read))
                yield read


def _by_flow(value: Node, tracer: "_Tracer", program: Program, project: Project) -> Node | None:
    """The read that a value comes from over objects and functions; within this file, where it is reported."""
    flow = key_sources(project).flow
    for held in flow.evaluate(value, flow.frame(program)):
        for source in sources_of(held):
            if source.program is program:
                return tracer.read(source.node, 2)
    return None


def _sent(node: Node, tracer: "_Tracer") -> Iterator[Node]:
    """What a node sends as the key, or as all the headers of a request to the vendor."""
    yield from _given(node, tracer)
    if isinstance(node, model.Call) and tracer.asks_vendor(node):
        yield from _headers_of(node)


def _given(node: Node, tracer: "_Tracer") -> Iterator[Node]:
    """The values that a node puts under the key's header, or gives to the SDK."""
    match node:
        case model.Mapping():
            for entry in node.entries:
                if entry.key is not None and tracer.names_header(entry.key):
                    yield entry.value
        case model.Bind(target=model.Subscript(index=index), value=Node() as value) if tracer.names_header(index):
            yield value
        case model.Call(function=function) if last_name(function) in SDK_CLASSES:
            for argument in node.arguments:
                if isinstance(argument.value, model.Mapping):
                    yield from (
                        each.value
                        for each in argument.value.entries
                        if isinstance(each.key, model.Literal) and each.key.value == "apiKey"
                    )
                elif argument.name in {None, "api_key"}:
                    yield argument.value
        case model.Call(function=model.Attribute(name=name), arguments=(first, second, *_)) if name in _SETTING:
            if tracer.names_header(first.value):
                yield second.value


def _headers_of(call: model.Call) -> Iterator[Node]:
    """What a request is given as its headers."""
    for argument in call.arguments:
        if argument.name == "headers":
            yield argument.value
        if isinstance(argument.value, model.Mapping):
            for entry in argument.value.entries:
                if isinstance(entry.key, model.Literal) and entry.key.value == "headers":
                    yield entry.value


class _Tracer:
    """Follows names, choices and callers back to where a header is read; no further than one file."""

    def __init__(self, program: Program, project: Project) -> None:
        self._scopes = project.scopes(program)
        self._flow = project.flow
        self._frame = project.flow.frame(program)

    def names_header(self, node: Node) -> bool:
        """Whether an expression is the name of the key's header; of Django's META, too."""
        if isinstance(node, model.Literal):
            texts = {node.value} if isinstance(node.value, str) else set()
        elif isinstance(node, model.Name | model.Attribute):
            texts = self._flow.evaluate(node, self._frame).texts()
        else:
            return False
        return any(len(text) < 60 and _is_header(text) for text in texts)

    def asks_vendor(self, call: model.Call) -> bool:
        """Whether a call requests a URL of the vendor's."""
        for argument in call.arguments[:2]:
            for node in walk((argument.value,)) if not isinstance(argument.value, model.Function) else ():
                if isinstance(node, model.Literal) and isinstance(node.value, str) and HOST.search(node.value):
                    return True
        return False

    def read(self, node: Node | None, depth: int) -> Node | None:
        """The read of an incoming header that a value comes from; None if it comes from elsewhere."""
        if node is None or depth == 0:
            return None
        if self._is_read(node):
            return node
        match node:
            case model.Name() if id(node) in self._scopes.parents:
                return self._bound(node, depth)
            case model.Choice():
                return self._first(node.options, depth)
            case model.Join():
                return self._first(node.parts, depth)
            case model.Formatted() | model.Await() | model.Spread():
                return self.read(node.value, depth - 1)
            case model.Subscript(index=model.Literal(value=int())):
                return self.read(node.value, depth - 1)
            case model.Attribute() if node.name == "headers" and _is_request(node.value):
                return node
            case model.Mapping():
                # What is spread in is sent on, unless the key's own header stands behind it.
                if not any(entry.key is not None and self.names_header(entry.key) for entry in node.entries):
                    return self._first(tuple(entry.value for entry in node.entries if entry.key is None), depth)
            case model.Call():
                name = last_name(node.function)
                if name in _COPYING | _UNCHANGED and node.arguments:
                    return self._first(tuple(each.value for each in node.arguments), depth)
                if name in _UNCHANGED and isinstance(node.function, model.Attribute):
                    return self.read(node.function.value, depth - 1)
        return None

    def _first(self, nodes: tuple[Node, ...], depth: int) -> Node | None:
        return next((found for each in nodes if (found := self.read(each, depth - 1)) is not None), None)

    def _is_read(self, node: Node) -> bool:
        match node:
            case model.Subscript():
                return self.names_header(node.index) and self._holds_headers(node.value)
            case model.Call(function=model.Attribute(name=name, value=owner)) if name in _READING and node.arguments:
                return self.names_header(node.arguments[0].value) and (self._holds_headers(owner) or _is_request(owner))
            case model.Call(function=model.Name(id="getHeader" | "getRequestHeader" | "useRequestHeader")):
                return any(self.names_header(each.value) for each in node.arguments)
        return False

    def _holds_headers(self, node: Node, depth: int = 3) -> bool:
        """Whether an expression is the headers of an incoming request."""
        match node:
            case model.Attribute():
                return node.name in _HEADERS and (_is_request(node.value) or last_name(node.value) == "flask")
            case model.Await():
                return self._holds_headers(node.value, depth)
            case model.Call(function=model.Name(id="headers" | "dict")):  # of next/headers
                return not node.arguments or self._holds_headers(node.arguments[0].value, depth)
            case model.Name() if depth and id(node) in self._scopes.parents:
                bindings = self._scopes.lookup(node.id, self._scopes.position(node)) or ()
                return any(
                    each.value is not None
                    and (not each.path or each.path == ("headers",))
                    and (self._holds_headers(each.value, depth - 1) or (bool(each.path) and _is_request(each.value)))
                    for each in bindings
                )
        return False

    def _bound(self, node: model.Name, depth: int) -> Node | None:
        for binding in self._scopes.lookup(node.id, self._scopes.position(node)) or ():
            if isinstance(binding.node, model.Parameter):
                if self._is_injected(binding.node):
                    return binding.node
                found = self._passed(binding.node, depth)
            elif len(binding.path) == 1 and isinstance(binding.path[0], str) and _is_header(binding.path[0]):
                is_read = binding.value is not None and self._holds_headers(binding.value)
                found = _bound_name(binding.node, node) if is_read else None
            else:
                found = self.read(binding.value, depth - 1) if not binding.path else None
            if found is not None:
                return found
        return None

    def _is_injected(self, parameter: model.Parameter) -> bool:
        """Whether FastAPI fills a parameter from the key's header."""
        for root in (parameter.default, parameter.annotation):
            for each in walk((root,)) if root is not None else ():
                if isinstance(each, model.Call) and last_name(each.function) in _INJECTED:
                    if last_name(each.function) == "Header" and not any(a.name == "alias" for a in each.arguments):
                        return _is_header(parameter.name.replace("_", "-"))
                    return any(self._names_header_inside(argument.value) for argument in each.arguments)
        return False

    def _names_header_inside(self, node: Node) -> bool:
        if self.names_header(node):
            return True
        calls = [node] if isinstance(node, model.Call) else []
        if isinstance(node, model.Name) and id(node) in self._scopes.parents:  # scheme = APIKeyHeader(name=…)
            bindings = self._scopes.lookup(node.id, self._scopes.position(node)) or ()
            calls = [each.value for each in bindings if isinstance(each.value, model.Call)]
        return any(
            last_name(call.function) == "APIKeyHeader" and any(self.names_header(each.value) for each in call.arguments)
            for call in calls
        )

    def _passed(self, parameter: model.Parameter, depth: int) -> Node | None:
        function = self._scopes.parents.get(id(parameter))
        if not isinstance(function, model.Function) or not function.name:
            return None
        names = [each.name for each in function.parameters if each.name not in {"self", "this", "cls"}]
        if parameter.name not in names:
            return None
        index = names.index(parameter.name)
        for call in self._scopes.calls.get(function.name, ()):
            plain = [each for each in call.arguments if not each.name and not each.spread]
            given = [each for each in call.arguments if each.name == parameter.name] or plain[index : index + 1]
            for argument in given:
                found = self.read(argument.value, depth - 1)
                if found is not None:
                    return found
        return None


def _bound_name(statement: Node, use: model.Name) -> Node:
    """The name in the target of a statement that a use refers to."""
    targets = walk((statement.target,)) if isinstance(statement, model.Bind) else ()
    return next((each for each in targets if isinstance(each, model.Name) and each.id == use.id), use)


def _is_header(text: str) -> bool:
    if text.startswith("HTTP_"):
        text = text[5:].replace("_", "-")
    return "-" in text and is_key_header(text)


def _is_request(node: Node) -> bool:
    """Whether an expression is a request that came in: `request`, `ctx.req`, `self.request`, `event.node.req`."""
    return last_name(node) in _REQUESTS or (isinstance(node, model.Name) and node.id in {"ctx", "c", "context"})
