"""Which settings of a bundler are those of a server's build, or of tests."""

import re
from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.program import Node

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.analysis.scopes import Scopes

_FILES = re.compile(
    r"(?:^|[/._-])(?:server|ssr|node|backend|lambda|api|worker|vitest|jest|playwright|cypress)(?:[._-][^/]{0,40})?$"
    r"|(?:^|/)(?:server|backend|api|lambda|functions)/[^/]{1,60}$"
)
_SERVER_TARGET = re.compile(r"^(?:node|async-node|bun|deno|es\d*-?node)")


class ServerBuilds:
    """Answers for the settings of one file."""

    def __init__(self, file: "AnalysedFile", scopes: "Scopes") -> None:
        self._scopes = scopes
        self._is_servers = _FILES.search(file.path.removesuffix("." + file.path.rpartition(".")[2])) is not None

    def holds(self, node: Node) -> bool:
        """Whether what is set at `node` is for a build that runs on a server."""
        if self._is_servers:
            return True
        child: Node = node
        for parent in self._scopes.ancestors(node):
            match parent:
                case model.Mapping() if _is_servers(parent):
                    return True
                case model.Entry(key=model.Literal(value="test" | "proxy")):
                    return True
                case model.If() if _asks_for_server(parent.test):
                    in_body = any(child is each for each in parent.body)
                    return in_body is not _is_negated(parent.test)
                case model.Choice(how="ternary", test=Node() as test) if _asks_for_server(test):
                    is_first = bool(parent.options) and child is parent.options[0]
                    return is_first is not _is_negated(test)
                case model.Choice(how="and") if parent.options and _asks_for_server(parent.options[0]):
                    return not _is_negated(parent.options[0])
            child = parent
        return False


def _is_servers(mapping: model.Mapping) -> bool:
    """Whether options are those of a server's build: platform: "node", target: "node20", build: { ssr: true }."""
    for entry in mapping.entries:
        if not isinstance(entry.key, model.Literal):
            continue
        value = entry.value
        if isinstance(value, model.Sequence) and value.items:
            value = value.items[0]
        text = value.value if isinstance(value, model.Literal) else None
        if entry.key.value in {"platform", "target"} and isinstance(text, str) and _SERVER_TARGET.match(text):
            return True
        if entry.key.value == "build" and isinstance(value, model.Mapping):
            for inner in value.entries:
                if isinstance(inner.key, model.Literal) and inner.key.value == "ssr":
                    return not (isinstance(inner.value, model.Literal) and not inner.value.value)
    return False


def _asks_for_server(test: Node) -> bool:
    node = test.operands[0] if _is_negated(test) and isinstance(test, model.Operation) else test
    return isinstance(node, model.Name | model.Attribute) and last_name(node) in {"isServer", "isSsrBuild", "ssr"}


def _is_negated(test: Node) -> bool:
    return isinstance(test, model.Operation) and test.operator == "not"
