"""Expressions that give a mapping without the key: headers without its header, other mappings with a mask."""

import re
from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.dataflow.values import Constant, Entries, Items, Values, one
from sup_lint.analysis.fixes.leaks.formats import is_named_by_format
from sup_lint.analysis.taint.leaks import shows_key
from sup_lint.keys.names import AUTH_HEADERS, HEADER, is_key_header

if TYPE_CHECKING:
    from sup_lint.analysis.bindings import Binding
    from sup_lint.analysis.fixes.leaks.source import Source
    from sup_lint.analysis.program import Node
    from sup_lint.analysis.project import Project

_COPIES = frozenset({"dict", "deepcopy"})
_DEEPEST = 2
_MAKING_MAPPINGS = frozenset(
    "dict vars asdict model_dump _asdict to_dict as_dict dotenv_values defaultdict OrderedDict".split()
)
_MAPPING_TYPE = re.compile(r"""["']?(?:\w+\.)?(?:dict|Dict|Mapping|MutableMapping|OrderedDict)\b""")


def redacted(source: "Source", node: "Node", values: Values, quote: str) -> str | None:
    """The expression that gives what `node` does, which holds `values`, without the key; None if none surely does.

    `quote` is the quotation mark to write text in.
    """
    shown = [value for value in values if shows_key(one(value), source.project)]
    if not shown or any(isinstance(each, model.Await | model.Yield | model.Bind) for each in model.walk((node,))):
        return None
    if all(isinstance(value, Entries) for value in shown):
        mappings = [value for value in shown if isinstance(value, Entries)]
        is_optional = any(isinstance(value, Constant) and value.value is None for value in values)
        return _mapping(source, node, values, mappings, quote, is_optional=is_optional)
    is_raw = isinstance(node, model.Attribute) and node.name == "raw"  # its names are bytes
    if all(isinstance(value, Items) for value in shown) and not is_raw:
        return _pairs(source, node, [value for value in shown if isinstance(value, Items)], quote)
    return None


def _mapping(
    source: "Source", node: "Node", values: Values, mappings: list[Entries], quote: str, *, is_optional: bool
) -> str | None:
    names: list[object] = []
    for mapping in mappings:
        held = [name for name, inner in mapping.entries.items() if shows_key(inner, source.project)]
        if shows_key(mapping.rest, source.project) or not held:
            return None
        names += [name for name in held if name not in names]
    if any(not isinstance(name, str) for name in names):
        return None
    texts = [str(name) for name in names]
    if all(is_header(text) for text in texts) and all(_is_flat(source.project, each) for each in mappings):
        if source.is_python and is_named_by_format(source, node, texts):
            is_plain_mapping = not any(mapping.by_methods for mapping in mappings) and not is_optional
            return _with_masks(source, node, texts, quote) if is_plain_mapping else None
        kept = list(dict.fromkeys(text.lower() for text in texts))
        may_lack = not source.is_python and (not values.exact or "?." in source.of(node))
        return _without_headers(source, node, kept, mappings, quote, is_optional=is_optional or may_lack)
    if len(texts) != 1 or is_optional or any(mapping.by_methods for mapping in mappings):
        return None
    if source.is_python and not is_mapping(source, node):
        return None  # an object with attributes, for all that is known
    # An entry of a mapping in it is written with its name once more.
    if not _is_plain(node) and not all(_is_flat(source.project, each) for each in mappings):
        return None
    return _overridden(source, source.of(node), texts[0], mappings, quote, 0)


def _with_masks(source: "Source", node: "Node", names: list[str], quote: str) -> str:
    """A copy in which headers are masked, for what asks for them by their names."""
    text = source.of(node)
    if not isinstance(node, model.Name | model.Attribute | model.Subscript | model.Call):
        text = f"({text})"
    return f"{{**{text}, {', '.join(f'{quote}{name}{quote}: {quote}***{quote}' for name in names)}}}"


def is_header(name: str) -> bool:
    """Whether an entry by that name is a header, in whatever case, and no field of an object."""
    return name.lower() in {HEADER, "authorization"} or (
        "-" in name and (name.lower() in AUTH_HEADERS or is_key_header(name))
    )


def _is_flat(project: "Project", mapping: Entries) -> bool:
    return all(
        isinstance(value, Constant)
        for values in mapping.entries.values()
        if shows_key(values, project)
        for value in values
    )


def _without_headers(
    source: "Source", node: "Node", names: list[str], mappings: list[Entries], quote: str, *, is_optional: bool
) -> str | None:
    by_methods = {mapping.by_methods for mapping in mappings}
    if len(by_methods) > 1:
        return None
    if source.is_python:
        base = _base(node, source)
        text = source.of(base)
        if is_optional:
            text = f"({text} or {{}})"
        elif not isinstance(base, model.Name | model.Attribute | model.Subscript | model.Call):
            text = f"({text})"
        return f"{{name: value for name, value in {text}.items() if {_test(names, quote, is_python=True)}}}"
    text = source.of(node)
    if True in by_methods:
        pairs = f"[...({text} ?? [])]" if is_optional else f"[...{text}]"
    else:
        pairs = f"Object.entries({text} ?? {{}})" if is_optional else f"Object.entries({text})"
    return f"Object.fromEntries({pairs}.filter(([name]) => {_test(names, quote, is_python=False)}))"


def _test(names: list[str], quote: str, *, is_python: bool) -> str:
    spelled = [f"{quote}{name}{quote}" for name in names]
    if is_python:
        compared = f"!= {spelled[0]}" if len(spelled) == 1 else f"not in ({', '.join(spelled)})"
        return f"name.lower() {compared}"
    if len(spelled) == 1:
        return f"name.toLowerCase() !== {spelled[0]}"
    return f"![{', '.join(spelled)}].includes(name.toLowerCase())"


def _base(node: "Node", source: "Source") -> "Node":
    """What is copied: `headers` of `dict(headers)`."""
    match node:
        case model.Call(arguments=(model.Argument(name=None, spread="", value=value),)) if last_name(
            node.function
        ) in _COPIES and all(isinstance(each, Entries) for each in source.values(value)):
            return value
        case model.Call(function=model.Attribute(name="copy", value=value), arguments=()):
            return value
    return node


def _is_plain(node: "Node") -> bool:
    """Whether an expression may be written twice."""
    match node:
        case model.Name():
            return True
        case model.Attribute(value=value) | model.Subscript(value=value, index=model.Literal()):
            return _is_plain(value)
    return False


def is_mapping(source: "Source", node: "Node", depth: int = 0) -> bool:
    """Whether an expression of Python is spelled to give a mapping, and no object with attributes."""
    match node:
        case model.Mapping() | model.Comprehension(kind="mapping"):
            return True
        case model.Attribute(name="__dict__" | "environ" | "META"):
            return True
        case model.Call(function=model.Attribute(name="copy"), arguments=()):
            return True
        case model.Call():
            return last_name(node.function) in _MAKING_MAPPINGS
        case model.Name() if depth < _DEEPEST:
            bindings = source.scopes.lookup(node.id, source.scopes.position(node)) or ()
            return bool(bindings) and all(_binds_mapping(source, each, depth) for each in bindings)
    return False


def _binds_mapping(source: "Source", binding: "Binding", depth: int) -> bool:
    match binding.node:
        case model.Parameter(kind="**"):
            return True
        case model.Parameter(annotation=model.Node() as annotation):
            return _MAPPING_TYPE.match(source.of(annotation)) is not None
        case model.Bind() if binding.value is not None and not binding.path:
            return is_mapping(source, binding.value, depth + 1)
    return False


def _overridden(source: "Source", text: str, name: str, mappings: list[Entries], quote: str, depth: int) -> str | None:
    """A copy in which one entry is masked: `{**options, "api_key": "***"}`."""
    inner = [value for mapping in mappings for value in mapping.entries.get(name, ())]
    shown = [value for value in inner if shows_key(one(value), source.project)]
    key = f"{quote}{name}{quote}"
    if quote in name or "\\" in name or depth > _DEEPEST:
        return None
    if all(isinstance(value, Constant) for value in shown):
        masked: str | None = f"{quote}***{quote}"
    elif all(isinstance(value, Entries) for value in shown):
        place = f"{text}[{key}]" if source.is_python or not name.isidentifier() else f"{text}.{name}"
        masked = _inner(source, place, [value for value in shown if isinstance(value, Entries)], quote, depth + 1)
    else:
        masked = None
    if masked is None:
        return None
    if source.is_python:
        return f"{{**{text}, {key}: {masked}}}"
    return f"{{ ...{text}, {name if name.isidentifier() else key}: {masked} }}"


def _inner(source: "Source", place: str, mappings: list[Entries], quote: str, depth: int) -> str | None:
    names = {name for mapping in mappings for name, held in mapping.entries.items() if shows_key(held, source.project)}
    if len(names) != 1 or any(shows_key(mapping.rest, source.project) for mapping in mappings):
        return None
    name = names.pop()
    if not isinstance(name, str):
        return None
    if not is_header(name) or not all(_is_flat(source.project, each) for each in mappings):
        return _overridden(source, place, name, mappings, quote, depth)
    if source.is_python:
        test = _test([name.lower()], quote, is_python=True)
        return f"{{name: value for name, value in {place}.items() if {test}}}"
    if {mapping.by_methods for mapping in mappings} not in ({True}, {False}):
        return None
    pairs = f"[...{place}]" if mappings[0].by_methods else f"Object.entries({place})"
    return f"Object.fromEntries({pairs}.filter(([name]) => {_test([name.lower()], quote, is_python=False)}))"


def _pairs(source: "Source", node: "Node", lists: list[Items], quote: str) -> str | None:
    """A list of names with values, without those of the key: `list(headers.items())`."""
    names: list[str] = []
    for each in lists:
        for item in each.items:
            for pair in item:
                if not isinstance(pair, Items) or len(pair.items) != 2:
                    return None
                first = list(pair.items[0].constants())
                if len(first) != 1 or not isinstance(first[0].value, str):
                    return None
                if shows_key(pair.items[1], source.project) and first[0].value.lower() not in names:
                    names.append(first[0].value.lower())
    if not names or not all(map(is_header, names)):
        return None
    if source.is_python:
        base = node
        if isinstance(node, model.Call) and last_name(node.function) in {"list", "tuple"} and len(node.arguments) == 1:
            base = node.arguments[0].value
        test = _test(names, quote, is_python=True)
        return f"[(name, value) for name, value in {source.of(base)} if {test}]"
    if not isinstance(node, model.Sequence | model.Call | model.Name):
        return None
    return f"{source.of(node)}.filter(([name]) => {_test(names, quote, is_python=False)})"
