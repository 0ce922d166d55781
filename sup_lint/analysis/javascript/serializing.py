"""`JSON.stringify` and `JSON.parse` on known values."""

import json

from sup_lint.analysis.dataflow.values import UNKNOWN, Constant, Entries, Items, Value, Values, one, union
from sup_lint.analysis.javascript.texts import spelled
from sup_lint.analysis.python.operations import concatenate, wrapped

_DEEPEST = 6
_MOST_PARTS = 400


def stringified(values: Values, kept: Values | None = None) -> Values:
    """The JSON text of values; with `kept`, a list of names, only the entries under these.

    Entries that only methods give do not show: `JSON.stringify(new Headers(…))` is `{}`.
    """
    names = {text for value in kept or () if isinstance(value, Items) for item in value.items for text in item.texts()}
    found = [_text_of(value, names, 0) for value in values]
    return union([*found, *([] if values.exact else [UNKNOWN])]) if found else UNKNOWN


def _text_of(value: Value, names: set[str], depth: int) -> Values:
    if depth > _DEEPEST:
        return UNKNOWN
    match value:
        case Constant(value=str() as text):
            return one(Constant(json.dumps(text, ensure_ascii=False), value.origins))
        case Constant(value=bytes() as data):
            return one(Constant(json.dumps({"type": "Buffer", "data": list(data)}), value.origins))
        case Constant():
            return one(Constant(spelled(value.value), value.origins))
        case Entries(by_methods=True):
            return one(Constant("{}"))
        case Entries():
            parts = [one(Constant("{"))]
            pairs = [(spelled(key), held) for key, held in value.entries.items() if not names or spelled(key) in names]
            if value.rest.alternatives and not names:
                pairs.append(("\N{HORIZONTAL ELLIPSIS}", value.rest))
            for index, (key, held) in enumerate(pairs[:_MOST_PARTS]):
                parts.append(one(Constant(f"{',' if index else ''}{json.dumps(key)}:")))
                parts.append(_one_of(held, names, depth))
            return concatenate([*parts, one(Constant("}"))])
        case Items():
            parts = [one(Constant("["))]
            for index, item in enumerate(value.items[:_MOST_PARTS]):
                parts += [one(Constant(","))] * bool(index)
                parts.append(_one_of(item, names, depth))
            return concatenate([*parts, one(Constant("]"))])
    return UNKNOWN


def _one_of(values: Values, names: set[str], depth: int) -> Values:
    found = [_text_of(value, names, depth + 1) for value in values]
    return union([*found, *([] if values.exact else [UNKNOWN])]) if found else UNKNOWN


def parsed(values: Values) -> Values:
    """What the JSON text holds."""
    found: list[Values] = []
    for constant in values.constants():
        if isinstance(constant.value, str | bytes):
            try:
                found.append(wrapped(json.loads(constant.value), constant.origins))
            except (ValueError, RecursionError):
                found.append(UNKNOWN)
    return union(found) if found else UNKNOWN
