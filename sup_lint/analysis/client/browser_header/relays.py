"""Requests with the key that go through a CORS proxy of somebody else's."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.dataflow.values import Entries
from sup_lint.analysis.program import Node, Program, walk
from sup_lint.analysis.project import Project
from sup_lint.keys.names import HOST, is_key_header

_RELAY = re.compile(
    r"(?<![\w.-])(?:(?:[\w-]{1,63}\.){0,3}(?:corsproxy\.(?:io|org)|allorigins\.win|cors-anywhere\.(?:herokuapp\.com|com)"
    r"|cors\.sh|thingproxy\.freeboard\.io|cors\.bridged\.cc|crossorigin\.me|yacdn\.org|cors\.eu\.org|cors\.lol"
    r"|whateverorigin\.org|everyorigin\.jwvbremen\.nl|jsonp\.afeld\.me|cors\.x2u\.in|test\.cors\.workers\.dev"
    r"|proxy\.corsfix\.com|cors-proxy\.htmldriven\.com|codetabs\.com/v1/(?:cors-)?proxy))(?![\w-])",
    re.IGNORECASE,
)


# Functions and classes that send a request, or make what sends them, and the address is given to.
_REQUESTING = frozenset(
    """
    get post put patch delete head options request stream build_request Request fetch send urlopen open axios got ky
    create extend ajax $fetch useFetch ofetch needle superagent Session Client AsyncClient ClientSession Axios getJSON
    """.split()
)
_DEEPEST, _FARTHEST = 6, 12


@dataclass(frozen=True, slots=True)
class Relayed:
    """A request through a foreign proxy: where its address begins. Not `is_request` where only the address is known."""

    node: Node
    proxy: str
    is_request: bool


def relayed(program: Program, project: Project) -> Iterator[Relayed]:
    """Yield the requests with the key that go through such a proxy, in source order.

    Where an address in the file is used in a way that isn't understood, and the code around has the key, it is given
    itself.
    """
    is_named = _RELAY.search(program.text) is not None
    if not is_named and not (project.file_of(program).is_tied and _imports_own_code(program)):
        return
    finder = _RelayFinder(program, project)
    requests = list(finder.requests())
    reached = {proxy for _, _, proxy in requests}
    found = [Relayed(node, proxy, True) for call, node, proxy in requests if finder.carries_key(call)]
    for literal, proxy in finder.addresses() if is_named else ():
        if not finder.is_in_request(literal) and proxy not in reached and finder.carries_key(literal):
            found.append(Relayed(literal, proxy, False))
    yield from sorted(found, key=lambda each: each.node.region)


def _imports_own_code(program: Program) -> bool:
    return any(
        isinstance(each, model.Import) and (each.level or each.module.startswith((".", "@/", "~/")))
        for each in walk(program.body)
    )


class _RelayFinder:
    def __init__(self, program: Program, project: Project) -> None:
        self._program = program
        self._flow = project.flow
        self._frame = project.flow.frame(program)
        self._scopes = project.scopes(program)

    def requests(self) -> Iterator[tuple[model.Call, Node, str]]:
        """The calls with an address of a proxy, each with the expression that the address begins with."""
        for call in walk(self._program.body):
            if not isinstance(call, model.Call) or last_name(call.function) not in _REQUESTING:
                continue
            for node in _given(call):
                first = _first_part(node)
                for text in self._beginnings(first, _DEEPEST):
                    if match := _address(text):
                        yield call, first, match
                        break

    def _beginnings(self, node: Node, depth: int) -> list[str]:
        """The texts that an expression may begin with: of a variable also what it was put together from."""
        texts = sorted(self._flow.evaluate(node, self._frame).texts())
        if texts or not isinstance(node, model.Name) or depth == 0:
            return texts
        bindings = self._scopes.lookup(node.id, self._scopes.position(node)) or ()
        bound = [_first_part(each.value) for each in bindings if each.value is not None and not each.path]
        return [text for each in bound for text in self._beginnings(each, depth - 1)]

    def addresses(self) -> Iterator[tuple[model.Literal, str]]:
        for node in walk(self._program.body):
            if not isinstance(node, model.Literal) or id(node) not in self._scopes.parents:
                continue
            if isinstance(node.value, str) and (match := _address(node.value)):
                yield node, match

    def is_in_request(self, literal: model.Literal) -> bool:
        """Whether an address stands among what a request is given."""
        for _, parent in zip(range(_FARTHEST), self._scopes.ancestors(literal), strict=False):
            if isinstance(parent, model.Call) and last_name(parent.function) in _REQUESTING:
                return True
            if isinstance(parent, model.Function | model.Bind):
                return False
        return False

    def carries_key(self, node: Node) -> bool:
        """Whether a request has the key's header or is for the vendor's host: itself, or the function around."""
        if isinstance(node, model.Call) and self._is_ours(node):
            return True
        function = self._scopes.enclosing(node, model.Function)
        return _speaks_of_key(self._program.body if function is None else (function,))

    def _is_ours(self, call: model.Call) -> bool:
        if _speaks_of_key((call,)):
            return True
        for each in walk(tuple(argument.value for argument in call.arguments)):
            if isinstance(each, model.Name | model.Attribute):
                values = self._flow.evaluate(each, self._frame)
                if any(HOST.search(text) for text in values.texts()):
                    return True
                for value in values:
                    if isinstance(value, Entries) and any(is_key_header(str(key)) for key in value.entries):
                        return True
        return False


def _given(call: model.Call) -> Iterator[Node]:
    """What a call is given, and the members of its options."""
    for argument in call.arguments:
        if isinstance(argument.value, model.Mapping):
            yield from (entry.value for entry in argument.value.entries)
        else:
            yield argument.value


def _first_part(node: Node) -> Node:
    while True:
        match node:
            case model.Join(parts=(first, *_)):
                node = first
            case model.Formatted(value=value) | model.Await(value=value):
                node = value
            case model.Call(arguments=(first, *_)) if last_name(node.function) in {"URL", "String", "encodeURI"}:
                node = first.value
            case _:
                return node


def _address(text: str) -> str:
    """The proxy that a text is an address of; empty for none."""
    match = _RELAY.search(text) if "." in text and "\n" not in text else None
    return match[0] if match is not None else ""


def _speaks_of_key(nodes: tuple[Node, ...]) -> bool:
    """Whether code sends the key's header, or asks the vendor's host."""
    for node in walk(nodes):
        if isinstance(node, model.Literal) and isinstance(node.value, str) and len(node.value) < 400:
            if is_key_header(node.value) and "-" in node.value:
                return True
            if HOST.search(node.value):
                return True
    return False
