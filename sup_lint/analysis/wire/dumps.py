"""Functions that turn a request into text with all its headers: dumps and curl commands."""

from collections.abc import Iterator

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.dataflow.values import External
from sup_lint.analysis.file import AnalysedFile
from sup_lint.analysis.program import Node, walk
from sup_lint.analysis.wire.arguments import region_of
from sup_lint.analysis.wire.redactors import sounds_redacting
from sup_lint.analysis.wire.switch import Switch
from sup_lint.analysis.wire.view import View
from sup_lint.keys.names import HOST, is_key_header
from sup_lint.model.severity import Severity

_DUMPS = {
    "dump_all": ("requests_toolbelt.",),
    "dump_response": ("requests_toolbelt.",),
    "to_curl": ("curlify.", "curlify2.", "curlify3.", "httpx_curlify.", "httpx_curl.", "curlipie."),
    "parse": ("requests_to_curl.",),
}
_SUBSTITUTING = frozenset({"replace", "sub", "subn", "translate"})


def switches(view: View, file: AnalysedFile) -> Iterator[Switch]:
    """Yield the calls that dump a request, unless it is spelled that it goes to another host."""
    if not file.is_tied:
        return
    for name, modules in _DUMPS.items():
        for call, names in view.calls_of(name):
            if not any(each.startswith(modules) for each in names):
                continue
            if _is_redacted(view, call) or (call.arguments and _goes_elsewhere(view, call.arguments[0].value)):
                continue
            gated = view.is_gated(call, by_flag=True)
            yield Switch(region_of(call), "dump", Severity.WARNING if gated else Severity.ERROR)


def _is_redacted(view: View, call: model.Call) -> bool:
    """Whether the key is taken out of the result at once: `redact(to_curl(r))`, `to_curl(r).replace(key, "…")`."""
    child: Node = call
    for parent in view.scopes.ancestors(call):
        match parent:
            case model.Call() if child is not parent.function and sounds_redacting(last_name(parent.function)):
                return True
            case model.Call() if last_name(parent.function) in _SUBSTITUTING:
                return True
            case model.Evaluate() | model.Bind() | model.Return() | model.Function():
                return False
        child = parent
    return False


def _goes_elsewhere(view: View, request: Node) -> bool:
    """Whether a request, or a response to one, is known to be for another host than the vendor's."""
    while isinstance(request, model.Attribute):
        request = request.value
    calls = [each.call for each in view.values(request) if isinstance(each, External) and each.call is not None]
    return bool(calls) and all(_is_foreign(view, each) for each in calls)


def _is_foreign(view: View, call: model.Call) -> bool:
    texts = [text for each in call.arguments[:2] if not each.spread for text in view.values(each.value).texts()]
    urls = [text for text in texts if "://" in text]
    if not urls or any(HOST.search(url) for url in urls):
        return False
    return not any(
        isinstance(node, model.Literal) and isinstance(node.value, str) and is_key_header(node.value)
        for node in walk(call.arguments)
    )
