"""Connections of clients to a server written in JavaScript: those of socket.io, ws and their like."""

import re
from collections.abc import Iterator

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.dataflow.values import External
from sup_lint.analysis.program import Node, Program, walk
from sup_lint.analysis.project import Project

_CONNECTING = frozenset({"connection", "connect"})
# What a server of socket.io is called in the modules that it is handed to.
_SERVERS = frozenset({"io", "sio", "nsp"})
_SOCKETS = frozenset({"socket", "client", "server", *_SERVERS})
_PLAIN = frozenset({"ws", "socket", "connection", "client", "conn"})
# What gives a connection, or a choice of them, again: socket.broadcast.emit, io.of("/tts").to(room).emit.
_NARROWING = frozenset("broadcast to in of except volatile local compress timeout nsp sockets".split())
# Other things that connections are made to, whose `emit` tells only this program.
_LOCAL = re.compile(r"(?:node:)?(?:events|net|tls|https?)(?:[.(]|$)")
_DEEPEST = 6


class Sockets:
    """Tells the connections to clients in one program."""

    def __init__(self, program: Program, project: Project) -> None:
        self._scopes = project.scopes(program)
        self._flow = project.flow
        self._frame = project.flow.frame(program)
        imported = {each.module for each in walk(program.body) if isinstance(each, model.Import)}
        self._serves = "socket.io" in imported
        self._asks = "socket.io-client" in imported and not self._serves

    def sends(self, node: Node, method: str) -> bool:
        """Whether an expression is a connection of a client, or all of them, that `method` writes to.

        Connections that the program opens itself are none.
        """
        if method == "emit":
            return not self._asks and self._emits(_narrowed_from(node))
        return isinstance(node, model.Name) and any(
            kind == "connection" or (kind == "route" and node.id in _PLAIN) for kind in self._handed(node)
        )

    def _emits(self, node: Node) -> bool:
        name = last_name(node)
        if self._serves and name in _SOCKETS:
            return True
        if name in _SERVERS and not isinstance(node, model.Call):
            return not self._is_local(node)
        if not isinstance(node, model.Name):
            return False
        if name == "socket" and self._has_server_beside(node):
            return True
        return "connection" in set(self._handed(node))

    def _is_local(self, node: Node) -> bool:
        return any(
            isinstance(each, External) and _LOCAL.match(each.name) is not None
            for each in self._flow.evaluate(node, self._frame)
        )

    def _has_server_beside(self, node: model.Name) -> bool:
        """Whether a connection is a parameter beside its server: (io, socket) => …"""
        return any(each.name in _SERVERS for function in self._functions(node) for each in function.parameters)

    def _handed(self, node: model.Name) -> Iterator[str]:
        """How the functions are called that have this name as a parameter: for each connection, for a route."""
        for function in self._functions(node):
            for call in self._calls_with(function):
                first = call.arguments[0].value if call.arguments else None
                if not isinstance(first, model.Literal):
                    continue
                verb = last_name(call.function)
                is_first = bool(function.parameters) and function.parameters[0].name == node.id
                if verb in {"on", "once", "addListener"} and first.value in _CONNECTING and is_first:
                    owner = call.function.value if isinstance(call.function, model.Attribute) else None
                    if owner is not None and not self._is_local(owner):
                        yield "connection"
                elif verb in {"ws", "get"} and str(first.value).startswith("/"):
                    yield "route"

    def _functions(self, node: model.Name) -> Iterator[model.Function]:
        for binding in self._scopes.lookup(node.id, self._scopes.position(node)) or ():
            parent = self._scopes.parents.get(id(binding.node)) if isinstance(binding.node, model.Parameter) else None
            if isinstance(parent, model.Function):
                yield parent

    def _calls_with(self, function: model.Function) -> Iterator[model.Call]:
        """The calls that a function is given to: where it stands, and by its name."""
        parent = self._scopes.parents.get(id(function))
        name = function.name
        if isinstance(parent, model.Bind) and isinstance(parent.target, model.Name):
            name = parent.target.id
        uses: tuple[Node, ...] = (function, *(self._scopes.names.get(name, ()) if name else ()))
        for use in uses:
            argument = self._scopes.parents.get(id(use))
            call = self._scopes.parents.get(id(argument)) if isinstance(argument, model.Argument) else None
            if isinstance(call, model.Call):
                yield call


def _narrowed_from(node: Node) -> Node:
    """What a choice of connections is made from: io of io.of("/tts").to(room)."""
    for _ in range(_DEEPEST):
        inner = node.function if isinstance(node, model.Call) else node
        if not isinstance(inner, model.Attribute) or inner.name not in _NARROWING or last_name(node) in _SERVERS:
            break
        node = inner.value
    return node
