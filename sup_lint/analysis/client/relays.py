"""Requests with the key that go through a CORS proxy of somebody else's."""

import re
from collections.abc import Iterator

from sup_lint.analysis import program as model
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


def relayed(program: Program, project: Project) -> Iterator[tuple[model.Literal, str]]:
    """Yield the literals with the address of such a proxy, and its name, where a request of the vendor's is made."""
    if _RELAY.search(program.text) is None:
        return
    scopes = project.scopes(program)
    for node in program.nodes():
        if not isinstance(node, model.Literal) or not isinstance(node.value, str) or id(node) not in scopes.parents:
            continue
        match = _RELAY.search(node.value) if "://" in node.value or "." in node.value else None
        if match is None or "\n" in node.value:
            continue
        function = scopes.enclosing(node, model.Function)
        around: tuple[Node, ...] = program.body if function is None else (function,)
        if _carries_key(around):
            yield node, match[0]


def _carries_key(nodes: tuple[Node, ...]) -> bool:
    """Whether code sends the key's header, or asks the vendor's host."""
    for node in walk(nodes):
        if isinstance(node, model.Literal) and isinstance(node.value, str) and len(node.value) < 400:
            if is_key_header(node.value) and "-" in node.value:
                return True
            if HOST.search(node.value):
                return True
    return False
