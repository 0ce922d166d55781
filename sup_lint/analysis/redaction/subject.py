"""What a filter goes over: headers, the environment, a mapping that carries the key, or one that surely doesn't."""

from collections.abc import Iterable

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name, place_of
from sup_lint.analysis.dataflow.values import NOTHING, Entries, External
from sup_lint.analysis.program import Node, Program, walk
from sup_lint.analysis.project import Project
from sup_lint.analysis.redaction.vocabulary import is_ours
from sup_lint.keys.names import HEADER, VARIABLE, words_of

_SERVED = frozenset({"req", "request", "ctx"})
_BESIDE = frozenset({"res", "reply", "response", "next", "_res"})
_SCRIPT_COPIES = frozenset({"entries", "keys", "values", "fromEntries", "assign", "from"})
_PAIRS = frozenset({"entries", "items", "multi_items", "raw", "keys", "iteritems", "allitems", "lists", "to_wsgi_list"})
_COPIES = frozenset({"dict", "list", "sorted", "tuple", "Headers", "copy", "set"})
_ENVIRONMENT = frozenset({"os.environ", "os.environ.copy()", "os.environb"})
# What servers call the request that came in; clients have a Request of their own.
_INCOMING = frozenset("Request HttpRequest ASGIRequest WSGIRequest HTTPConnection WebSocket HTTPServerRequest".split())
_CLIENTS = ("httpx", "requests", "urllib", "aiohttp.client")
_SERVERS = ("flask.request", "quart.request", "bottle.request", "sanic.request", "cherrypy.request")


class Subject:
    """The mapping (or what it is made from) whose names a filter compares; None for one that isn't in sight."""

    def __init__(self, program: Program, node: Node | None, project: Project) -> None:
        self._scopes = project.scopes(program)
        self.base = _base(node) if node is not None else None
        values = project.flow.evaluate(self.base, project.flow.frame(program)) if self.base is not None else None
        self._flow, self._frame = project.flow, project.flow.frame(program)
        self._values = values if values is not None else NOTHING

    @property
    def is_headers(self) -> bool:
        """Whether its own name says that it holds headers."""
        return self.base is not None and any(
            word.startswith("header") for word in words_of(place_of(self.base) or last_name(self.base))
        )

    @property
    def names_of_key(self) -> list[str]:
        """The names under which it is known to carry the key."""
        if any(isinstance(value, External) and value.name in _ENVIRONMENT for value in self._values):
            return [VARIABLE]
        keys = [key for value in self._values if isinstance(value, Entries) for key in value.entries]
        return [key for key in keys if isinstance(key, str) and is_ours(key)]

    @property
    def is_without_key(self) -> bool:
        """Whether it is known to the last entry, and none is the key's."""
        return (
            bool(self._values.alternatives)
            and self._values.exact
            and all(isinstance(value, Entries) and value.rest is NOTHING for value in self._values)
            and not self.names_of_key
        )

    @property
    def is_incoming(self) -> bool:
        """Whether it holds the headers of a request that a server received: the key is not in there."""
        if self.base is None:
            return False
        for node in walk((self.base,)):
            match node:
                case model.Attribute(name="META" | "environ"):
                    return not self.names_of_key
                case model.Name() if self._is_request(node):
                    return True
                case model.Attribute(name="request", value=model.Name(id="self")):
                    return True
        return self._in_middleware(self.base)

    def _is_served(self, node: model.Name) -> bool:
        """Whether a name is the request of a handler in JavaScript: `(req, res) => …`."""
        for binding in self._scopes.lookup(node.id, self._scopes.position(node)) or ():
            function = self._scopes.parents.get(id(binding.node))
            if isinstance(function, model.Function) and isinstance(binding.node, model.Parameter):
                names = {each.name for each in function.parameters}
                return node.id in _SERVED and bool(names & _BESIDE)
        return False

    def _is_request(self, node: model.Name) -> bool:
        if self._scopes.is_javascript:
            return self._is_served(node)
        if any(_begins(value.name, _SERVERS) for value in self._evaluated(node) if isinstance(value, External)):
            return True
        for binding in self._scopes.lookup(node.id, self._scopes.position(node)) or ():
            if isinstance(binding.node, model.Parameter) and binding.node.annotation is not None:
                annotation = binding.node.annotation
                if last_name(annotation) in _INCOMING:
                    origins = [value.name for value in self._evaluated(annotation) if isinstance(value, External)]
                    return not any(_begins(name, _CLIENTS) for name in origins)
        return False

    def _in_middleware(self, node: Node) -> bool:
        for around in self._scopes.ancestors(node):
            match around:
                case model.Class(bases=bases, name=name):
                    names = [name, *(last_name(base.value) for base in bases)]
                    if any("middleware" in each.lower() for each in names):
                        return True
                case model.Function(decorators=decorators):
                    called = [each.function if isinstance(each, model.Call) else each for each in decorators]
                    if {last_name(each) for each in called} & {"middleware", "before_request", "after_request"}:
                        return True
        return False

    def _evaluated(self, node: Node) -> Iterable[object]:
        return self._flow.evaluate(node, self._frame)


def spellings(project: Project) -> set[str]:
    """How the loaded programs write the header where they send it: keys of mappings, subscripts, arguments."""

    def find() -> set[str]:
        found: set[str] = set()
        for program in project.programs():
            if HEADER not in program.text.lower():
                continue
            parents = project.scopes(program).parents
            for node in program.nodes():
                if isinstance(node, model.Literal) and isinstance(node.value, str) and node.value.lower() == HEADER:
                    around = parents.get(id(node))
                    match around:
                        case model.Entry(key=key) if key is node and not _is_text(around.value):
                            found.add(node.value)
                        case model.Subscript() if _is_written(parents.get(id(around)), around):
                            found.add(node.value)
                        case model.Sequence(items=(first, second)) if first is node and not _is_text(second):
                            found.add(node.value)
                        case model.Argument() if _is_sent(parents.get(id(around))):
                            found.add(node.value)
                        case model.Bind(target=model.Name()):
                            found.add(node.value)
        return found

    return project.flow.once(("spellings of the header", len(project.programs())), find)


def _is_text(node: Node) -> bool:
    return isinstance(node, model.Literal)


def _is_written(statement: Node | None, target: Node) -> bool:
    return (
        isinstance(statement, model.Bind)
        and statement.target is target
        and not (statement.value is not None and _is_text(statement.value))
    )


def _is_sent(call: Node | None) -> bool:
    return isinstance(call, model.Call) and last_name(call.function) in {
        "add_header",
        "putheader",
        "add",
        "set",
        "setdefault",
        "APIKeyHeader",
    }


def _base(node: Node) -> Node:
    while True:
        match node:
            case model.Call(
                function=model.Attribute(name=name, value=model.Name(id="Object" | "Array")), arguments=(first, *_)
            ) if name in _SCRIPT_COPIES:
                node = first.value
            case model.Mapping(entries=(model.Entry(key=None, value=value),)):
                node = value  # { ...headers }
            case model.Call(function=model.Attribute(name=name, value=value)) if name in _PAIRS:
                node = value
            case model.Attribute(name="raw", value=value):
                node = value
            case model.Call(arguments=(first, *_)) if last_name(node.function) in _COPIES:
                node = first.value
            case _:
                return node


def _begins(name: str, modules: tuple[str, ...]) -> bool:
    return any(name == module or name.startswith((f"{module}.", f"{module}(")) for module in modules)
