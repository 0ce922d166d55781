"""Reads that show that requests which come in carry the key: a proxy passes the header on."""

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name, place_of
from sup_lint.analysis.program import Node
from sup_lint.keys.names import HEADER, is_key_header

_CGI_HEADER = "HTTP_" + HEADER.upper().replace("-", "_")
# What servers call the request, or what stands for it.
OWNERS = frozenset({"request", "req", "websocket", "ws", "scope", "event", "environ", "handler", "connection"})


def is_incoming_item(container: Node, text: str) -> bool:
    """Whether `container[text]` reads the key from a request that came in."""
    if text.upper() == _CGI_HEADER:
        return True
    *owners, last = place_of(container).split(".")
    return _is_header(text) and last in {"headers", "META"} and bool(owners) and owners[-1] in OWNERS


def is_incoming_read(node: model.Call, texts: list[str]) -> bool:
    """Whether a call does, given the texts among its first arguments."""
    called = last_name(node.function)
    if called in {"APIKeyHeader", "Header", "getHeader", "getRequestHeader"}:
        return any(map(_is_header, texts))
    if called not in {"get", "getlist", "pop", "header"} or not isinstance(node.function, model.Attribute):
        return False
    if not texts or not texts[0]:
        return False
    owner = node.function.value
    if is_incoming_item(owner, texts[0]):
        return True
    while isinstance(owner, model.Await):
        owner = owner.value
    if isinstance(owner, model.Call):  # Next's headers().get("x-sup-api-key")
        return _is_header(texts[0]) and last_name(owner.function) == "headers"
    # Express has req.get("x-sup-api-key"), Hono has c.req.header("x-sup-api-key").
    return _is_header(texts[0]) and last_name(owner) in {"req", "request"}


def _is_header(text: str) -> bool:
    return is_key_header(text) and "-" in text
