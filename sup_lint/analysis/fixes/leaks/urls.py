"""Fixes of keys in query strings: the key goes into the headers, where one call spells the whole request."""

import re
from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.fixes.leaks.elements import appended, without
from sup_lint.analysis.fixes.leaks.source import Source
from sup_lint.analysis.fixes.leaks.spelling import commonest_quote
from sup_lint.keys.names import HEADER, HOST
from sup_lint.model.fix import Fix, Safety

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.analysis.program import Node
    from sup_lint.analysis.project import Project
    from sup_lint.model.fix import Edit
    from sup_lint.model.region import Region

_METHODS = frozenset({"get", "head", "options", "delete"})
_WITH_BODY = frozenset({"post", "put", "patch"})
_NAME = re.compile(r"[?&][\w\-]{2,40}=\Z")
_CAVEAT = "sends the key in a header instead of the query string"


def url_fix(region: "Region", file: "AnalysedFile", project: "Project") -> Fix | None:
    """The fix of a key, not a literal one, at `region` of a query string; None where the call isn't simple."""
    program = file.program
    if program is None or program.language not in {"python", "javascript"}:
        return None
    source = Source(file, program, project)
    for node in program.nodes():
        if node.region == region and not isinstance(node, model.Argument | model.Entry):
            edits = _moved(source, node)
            if edits is not None:
                return Fix(Safety.UNSAFE, f"send the key in the header {HEADER}", tuple(edits), caveat=_CAVEAT)
    return None


def _moved(source: Source, node: "Node") -> "list[Edit] | None":
    parent = source.parent(node)
    if isinstance(parent, model.Formatted) and source.span(parent) != source.span(node):
        url = source.parent(parent)
        return _out_of_url(source, url, parent) if isinstance(url, model.Join) else None
    if isinstance(parent, model.Entry) and isinstance(parent.key, model.Literal) and parent.value is node:
        query = source.parent(parent)
        return _out_of_parameters(source, query, parent) if isinstance(query, model.Mapping) else None
    return None


def _out_of_parameters(source: Source, query: model.Mapping, entry: model.Entry) -> "list[Edit] | None":
    holder = source.parent(query)
    call = source.scopes.enclosing(query, model.Call)
    if holder is None or not isinstance(call, model.Call) or not _goes_to_vendor(source, call):
        return None
    around = source.parent(holder)
    if source.is_python:
        is_simple = isinstance(holder, model.Argument) and holder.name == "params" and around is call
    else:
        is_simple = isinstance(holder, model.Entry) and _named(holder, "params") and isinstance(around, model.Mapping)
        options = source.parent(around) if around is not None else None
        is_simple = is_simple and isinstance(options, model.Argument) and source.parent(options) is call
    if not is_simple or around is None or any(each.spread for each in call.arguments):
        return None
    existing = _headers_of(around)
    if existing is not None and not isinstance(existing, model.Mapping):
        return None
    taken = without(source, query, entry) if len(query.entries) > 1 else None
    header = _entry(source, entry.value)
    if len(query.entries) > 1:
        if existing is not None:
            return _all(taken, appended(source, existing, header))
        end = source.span(holder)[1]
        return _all(taken, source.edit(end, end, f", {_headers(source, header)}"))
    if existing is not None:
        return _all(without(source, around, holder), appended(source, existing, header))
    return _all(source.replace(holder, _headers(source, header)))


def _out_of_url(source: Source, url: model.Join, field: model.Formatted) -> "list[Edit] | None":
    argument = source.parent(url)
    call = source.parent(argument) if argument is not None else None
    if url.how != "interpolation" or not isinstance(call, model.Call) or call.arguments[:1] != (argument,):
        return None
    if not _goes_to_vendor(source, call) or any(each.spread for each in call.arguments):
        return None
    start, end = source.span(field)
    name = _NAME.search(source.text[source.span(url)[0] : start])
    if name is None:
        return None
    start -= len(name[0])
    if source.text[end : end + 1] == "&" and name[0].startswith("?"):
        start, end = start + 1, end + 1
    added = _added_headers(source, call, _entry(source, field.value))
    if added is None:
        return None
    edits = [source.edit(start, end, ""), added]
    fields = [part for part in url.parts if isinstance(part, model.Formatted)]
    text = source.of(url)
    if source.is_python and len(fields) == 1 and text[:1] in "fF" and "{{" not in text and "}}" not in text:
        begin = source.span(url)[0]
        edits.append(source.edit(begin, begin + 1, ""))
    return _all(*edits)


def _added_headers(source: Source, call: model.Call, header: str) -> "Edit | None":
    called = last_name(call.function)
    existing = _headers_of(call)
    if source.is_python:
        if existing is None:
            return appended(source, call, _headers(source, header))
        return appended(source, existing, header) if isinstance(existing, model.Mapping) else None
    position = 2 if called in _WITH_BODY else 1
    if called != "fetch" and called not in _METHODS | _WITH_BODY:
        return None
    if len(call.arguments) == position:
        return appended(source, call, f"{{ {_headers(source, header)} }}")
    options = call.arguments[position].value if len(call.arguments) > position else None
    if not isinstance(options, model.Mapping):
        return None
    existing = _headers_of(options)
    if existing is None:
        return appended(source, options, _headers(source, header))
    return appended(source, existing, header) if isinstance(existing, model.Mapping) else None


def _goes_to_vendor(source: Source, call: model.Call) -> bool:
    """Whether a call is a request to the vendor's API, whose header is known, by a client that takes headers."""
    called = last_name(call.function)
    if called not in _METHODS | _WITH_BODY | {"fetch", "request", "stream"} or not call.arguments:
        return False
    first = call.arguments[1 if called in {"request", "stream"} and source.is_python else 0 :][:1]
    return any(HOST.search(text) for each in first for text in _texts(source, each.value))


def _texts(source: Source, node: "Node") -> set[str]:
    parts = node.parts if isinstance(node, model.Join) else (node,)
    return {text for part in parts for text in source.values(part).texts()}


def _headers_of(holder: "Node") -> "Node | None":
    match holder:
        case model.Call(arguments=arguments):
            return next((each.value for each in arguments if each.name == "headers"), None)
        case model.Mapping(entries=entries):
            return next((each.value for each in entries if _named(each, "headers")), None)
    return None


def _named(entry: model.Entry, name: str) -> bool:
    return isinstance(entry.key, model.Literal) and entry.key.value == name


def _entry(source: Source, value: "Node") -> str:
    quote = commonest_quote(source)
    return f"{quote}{HEADER}{quote}: {source.of(value)}"


def _headers(source: Source, header: str) -> str:
    return f"headers={{{header}}}" if source.is_python else f"headers: {{ {header} }}"


def _all(*edits: "Edit | None") -> "list[Edit] | None":
    found = [edit for edit in edits if edit is not None]
    return found if len(found) == len(edits) else None
