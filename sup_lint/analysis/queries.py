"""Calls that put names and values into a URL's query string, and the URLs that they are for."""

from typing import NamedTuple

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.dataflow.values import External
from sup_lint.analysis.program import Node, Program
from sup_lint.analysis.project import Project

_ARGUMENTS = frozenset(
    {"params", "query", "query_params", "query_string", "qs", "search_params", "searchParams", "queryStringParameters"}
)
MAKERS = frozenset(
    {
        "urlencode",
        "QueryParams",
        "with_query",
        "update_query",
        "extend_query",
        "copy_add_param",
        "copy_merge_params",
        "URLSearchParams",
        "query",  # of superagent
        "addQueryArgs",
        "stringifyUrl",
    }
)
_REQUESTING = frozenset(
    """
    get post put patch delete head options request stream build_request Request fetch send urlopen ws_connect
    axios got ky create extend ajax $fetch useFetch ofetch needle io
    """.split()
)
_STRINGIFYING = ("qs.", "querystring.", "node:querystring.", "query-string.", "picoquery.", "fast-querystring.")
_ADDRESSES = frozenset({"url", "baseURL", "uri", "prefixUrl"})
_DEEPEST = 4


class Setting(NamedTuple):
    """A call that puts one value into a query, and the beginnings of the URLs that it may belong to."""

    name: Node
    value: Node
    urls: list[str]


class Queries:
    """Reads the calls of one program."""

    def __init__(self, program: Program, project: Project) -> None:
        self._flow = project.flow
        self._scopes = project.scopes(program)
        self._frame = project.flow.frame(program)

    def call_with(self, node: model.Mapping | model.Sequence) -> model.Call | None:
        """The call that makes a query string of pairs: directly, among its options, or through one variable."""
        parent = self._scopes.parents.get(id(node))
        if parent is not None and (found := self._call_around(parent)) is not None:
            return found
        if isinstance(parent, model.Bind) and isinstance(parent.target, model.Name):
            name = parent.target.id
            home = self._scopes.position(parent).scope
            for each in self._scopes.names.get(name, ()):
                # A local variable is used in its own function.
                here = self._scopes.position(each).scope
                if here is not home and here.kind == home.kind == "function":
                    continue
                around = self._scopes.parents.get(id(each))
                found = self._call_around(around) if around is not None else None
                bindings = self._scopes.lookup(name, self._scopes.position(each)) or ()
                if found is not None and any(binding.node is parent for binding in bindings):
                    return found
        return None

    def _call_around(self, parent: Node) -> model.Call | None:
        if isinstance(parent, model.Argument):
            call = self._scopes.parents.get(id(parent))
            if not isinstance(call, model.Call):
                return None
            called = last_name(call.function)
            asks = parent.name in _ARGUMENTS and called in _REQUESTING
            return call if asks or called in MAKERS or self._stringifies(call) else None
        if isinstance(parent, model.Entry) and isinstance(parent.key, model.Literal) and parent.key.value in _ARGUMENTS:
            # axios.get(url, { params: … })
            options = self._scopes.parents.get(id(parent))
            argument = self._scopes.parents.get(id(options)) if options is not None else None
            call = self._scopes.parents.get(id(argument)) if isinstance(argument, model.Argument) else None
            return call if isinstance(call, model.Call) and last_name(call.function) in _REQUESTING else None
        return None

    def _stringifies(self, call: model.Call) -> bool:
        if last_name(call.function) != "stringify":
            return False
        values = self._flow.evaluate(call.function, self._frame)
        return any(isinstance(each, External) and each.name.startswith(_STRINGIFYING) for each in values)

    def setting(self, node: model.Call) -> Setting | None:
        """What `url.searchParams.set(name, value)`, or the same of a URLSearchParams, puts into the query."""
        if not isinstance(node.function, model.Attribute) or node.function.name not in {"set", "append"}:
            return None
        if len(node.arguments) != 2:
            return None
        name, value = (argument.value for argument in node.arguments)
        for holder in self._meanings(node.function.value, 0):
            if isinstance(holder, model.Attribute) and holder.name == "searchParams":
                urls = [text for url in self._meanings(holder.value, 0) for text in self.beginnings(url)]
                return Setting(name, value, [url for url in urls if "://" in url])
            if isinstance(holder, model.Call) and last_name(holder.function) == "URLSearchParams":
                return Setting(name, value, [])
        return None

    def _meanings(self, node: Node, depth: int) -> list[Node]:
        """An expression, or what its name is bound to."""
        if not isinstance(node, model.Name) or depth > _DEEPEST:
            return [node]
        bindings = self._scopes.lookup(node.id, self._scopes.position(node)) or ()
        bound = [each.value for each in bindings if each.value is not None and not each.path]
        return [meaning for each in bound for meaning in self._meanings(each, depth + 1)]

    def urls_of(self, call: model.Call) -> list[str]:
        """The beginnings of the URLs among a call's arguments and options, and of the one whose method it is."""
        nodes = [argument.value for argument in call.arguments]
        for argument in call.arguments:
            entries = argument.value.entries if isinstance(argument.value, model.Mapping) else ()
            nodes += [
                each.value for each in entries if isinstance(each.key, model.Literal) and each.key.value in _ADDRESSES
            ]
        if isinstance(call.function, model.Attribute):
            nodes.append(call.function.value)  # URL("…").with_query(…)
        return [text for node in nodes for text in self.beginnings(node) if "://" in text]

    def beginnings(self, node: Node) -> list[str]:
        """The texts that an expression may begin with."""
        while True:
            if isinstance(node, model.Join) and node.parts:
                node = node.parts[0]
            elif isinstance(node, model.Call) and node.arguments:  # URL("https://…")
                node = node.arguments[0].value
            else:
                break
        return sorted(self._flow.evaluate(node, self._frame).texts())
