"""What JavaScript's own functions and methods do to known values. Pure tables: nothing of the scanned code runs."""

import functools

from sup_lint.analysis.dataflow import containers
from sup_lint.analysis.dataflow.values import (
    NOTHING,
    UNKNOWN,
    Constant,
    Entries,
    FunctionValue,
    Items,
    Value,
    Values,
    one,
    sources_of,
    union,
)
from sup_lint.analysis.javascript import lists, mappings, serializing, texts
from sup_lint.analysis.javascript.encodings import FUNCTIONS
from sup_lint.analysis.javascript.regexps import Regexp
from sup_lint.analysis.python.operations import apply, concatenate, origins_of

# The ways to the global object.
_GLOBAL = ("globalThis.", "window.", "self.", "global.")
# Return what they are given, perhaps in another form: the value goes through.
_TRANSPARENT = frozenset(
    """
    Object axios.AxiosHeaders axios.AxiosHeaders.from structuredClone Object.freeze Object.seal Object.create
    Object.preventExtensions Promise.resolve Symbol
    Array.from Set WeakSet Uint8Array Uint8Array.from Array.fromAsync reactive readonly toRaw markRaw
    vue.reactive vue.readonly vue.toRaw vue.markRaw lodash.cloneDeep lodash.clone lodash.toString lodash.trim
    lodash.identity lodash.escape lodash.flattenDeep lodash.flatten lodash.uniq lodash.compact lodash.toArray
    lodash.castArray lodash.constant klona clone rfdc() escape-html validator.escape validator.trim String.raw
    core-js/actual/structured-clone lodash.once lodash.memoize lodash.debounce lodash.throttle react.cache React.cache
    solid-js.createMemo createMemo memoize-one memoizee p-memoize mem next/cache.unstable_cache
    """.split()
)
# Colours and boxes around text: chalk.red(text), pc.bold.green(text).
_COLOURING = (
    "chalk picocolors kleur colorette ansi-colors colors cli-color yoctocolors ansis nanocolors boxen gradient-string"
    " figlet wrap-ansi cli-boxes tinyrainbow turbocolor".split()
)
_QUERYING = frozenset({"querystring.stringify", "querystring.encode", "qs.stringify", "query-string.stringify"})
SERIALISING = frozenset(
    """
    JSON.stringify safe-stable-stringify fast-safe-stringify json-stringify-safe fast-json-stable-stringify
    json-stable-stringify flatted.stringify superjson.stringify serialize-javascript safe-json-stringify
    json-stringify-pretty-compact devalue.stringify devalue.uneval
    """.split()
)
_SHOWING = frozenset("util.inspect util.format util.formatWithOptions object-inspect pretty-format".split())


@functools.lru_cache(maxsize=4096)
def bare(name: str) -> str:
    """The dotted name of a function without what only says where it was taken from: `Buffer.from`."""
    name = name.removeprefix("builtins.").removeprefix("node:")
    for prefix in _GLOBAL:
        name = name.removeprefix(prefix)
    root, _, rest = name.partition(".")
    if root in {"buffer", "lodash-es"} or (root == "util" and rest.startswith("Text")) or name.startswith("url.URLSe"):
        name = rest if root != "lodash-es" else f"lodash.{rest}"
    elif root == "_":
        name = f"lodash.{rest}"
    elif name.startswith(("lodash/", "lodash.")) and "/" in name:
        name = name.replace("/", ".", 1)
    return name.replace(".default", "") if ".default" in name else name


def function(name: str, arguments: list[Values], named: dict[str, Values]) -> Values | None:
    """What calling the function of this dotted name (globals without a prefix) gives; None if it isn't known."""
    del named
    name = bare(name)
    first = arguments[0] if arguments else None
    if name in {"Headers", "Map", "WeakMap", "URLSearchParams", "FormData", "undici.Headers", "node-fetch.Headers"}:
        return _made_by_methods(name, first)
    if name in {"Array.of", "Array"}:
        return one(Items(tuple(arguments))) if name == "Array.of" or len(arguments) != 1 else _array(arguments[0])
    if first is None:
        return one(Items(())) if name in {"Set", "WeakSet"} else (one(Constant("")) if name == "String" else None)
    if name == "RegExp":
        return apply(_regexp, arguments[:2])
    if name in SERIALISING:
        return serializing.stringified(first, arguments[1] if len(arguments) > 1 else None)
    if name in {"JSON.parse", "superjson.parse", "flatted.parse", "destr", "secure-json-parse"}:
        return serializing.parsed(first)
    if name in _SHOWING:
        return _shown(arguments[1:] if name == "util.formatWithOptions" else arguments, all_of="format" in name)
    if name in {"Buffer.from", "Buffer", "Uint8Array.from", "Uint8Array"} and _is_list(first):
        return union([_bytes(value) for value in first])
    if name in {"Buffer.concat", "Array.from", "Set", "WeakSet"}:
        return _collected(name, first)
    if name in FUNCTIONS:
        return apply(FUNCTIONS[name], arguments) if any(first.constants()) else _kept(first)
    if name in _TRANSPARENT:
        return first
    if name.partition(".")[0].removesuffix("()") in _COLOURING:
        return _spaced(arguments)
    if name in _QUERYING:
        return union([mappings.query_of(value) for value in first if isinstance(value, Entries | Items)] or [UNKNOWN])
    if name == "Boolean":
        return UNKNOWN if any(sources_of(value) for value in first) else apply(bool, [first])
    return _of_objects(name, first, arguments) or _of_promises(name, first)


def _made_by_methods(name: str, first: Values | None) -> Values:
    if name == "FormData":
        return mappings.by_methods(None)
    if name == "URLSearchParams" and first is not None and any(first.texts()):
        return first  # the text of the query
    if first is not None and all(isinstance(value, Constant) and value.value is None for value in first):
        first = None if first.exact else first
    return mappings.by_methods(first, any_case=name.endswith("Headers"))


def _array(first: Values) -> Values:
    """`Array(length)`; its elements come from `fill`, and one stands for all."""
    counts = [each.value for each in first.constants()]
    is_count = len(counts) == 1 and isinstance(counts[0], int | float) and not isinstance(counts[0], bool)
    return one(Items((one(Constant(None)),))) if is_count else one(Items((first,)))


def _regexp(source: object, flags: object = "") -> object:
    if isinstance(source, Regexp):
        return Regexp(source.source, flags) if isinstance(flags, str) and flags else source
    return Regexp(source, flags if isinstance(flags, str) else "") if isinstance(source, str) else None


def _is_list(values: Values) -> bool:
    return any(isinstance(value, Items) for value in values)


def _bytes(value: Value) -> Values:
    """`Buffer.from([…])`"""
    items = containers.items_of(value) if isinstance(value, Items) else None
    constants = [next(item.constants(), None) for item in items or ()]
    known = [each for each in constants if each is not None]
    numbers = [int(each.value) & 255 for each in known if isinstance(each.value, int | float)]
    if items is None or len(numbers) != len(items):
        return UNKNOWN
    return one(Constant(bytes(numbers), origins_of(known)))


def _collected(name: str, first: Values) -> Values:
    """`Array.from(…)`, `new Set(…)`, `Buffer.concat(…)`: the elements of what can be iterated."""
    if name == "Buffer.concat":
        lists = [value.items for value in first if isinstance(value, Items)]
        return concatenate(list(lists[0])) if lists else UNKNOWN
    found = [one(Items(items)) for value in first if (items := containers.items_of(value)) is not None]
    return union(found) if found else UNKNOWN


def _kept(values: Values) -> Values:
    """What a conversion leaves of values that aren't constants: the key among them stays."""
    kept = tuple(value for value in values if isinstance(value, Items | Entries))
    return Values(kept, exact=False)


def _shown(arguments: list[Values], *, all_of: bool) -> Values:
    """`util.inspect(value)`, `util.format(template, …)`: text in which all of it shows."""
    parts: list[Values] = []
    for values in arguments if all_of else arguments[:1]:
        parts += [one(Constant(" "))] * bool(parts)
        plain = [one(value) for value in values if isinstance(value, Constant)]
        inner = [
            serializing.stringified(one(mappings.as_object(value) if isinstance(value, Entries) else value))
            for value in values
            if isinstance(value, Entries | Items)
        ]
        parts.append(union([*plain, *inner]) if plain or inner else UNKNOWN)
    return concatenate(parts)


def _spaced(arguments: list[Values]) -> Values:
    parts: list[Values] = []
    for values in arguments:
        parts += [one(Constant(" "))] * bool(parts)
        parts.append(values)
    return concatenate(parts)


def _of_objects(name: str, first: Values, arguments: list[Values]) -> Values | None:
    """`Object.entries(…)` and its kind, and lodash's."""
    match name:
        case "Object.entries" | "Object.values" | "Object.keys" | "Reflect.ownKeys" | "Object.getOwnPropertyNames":
            return union([_listed(name, value) for value in first]) if first.alternatives else UNKNOWN
        case "Object.fromEntries" | "lodash.fromPairs":
            return one(mappings.from_pairs(first))
        case "Object.assign" | "lodash.assign" | "lodash.merge" | "lodash.extend" | "deepmerge" | "defu":
            return one(mappings.merged(reversed(arguments) if name == "defu" else arguments))
        case "lodash.defaults" | "lodash.defaultsDeep":
            return one(mappings.merged(reversed(arguments)))
        case "lodash.omit":
            return _changed(first, lambda value: mappings.without(value, arguments[1:]))
        case "lodash.pick":
            return _changed(first, lambda value: mappings.only(value, arguments[1:]))
        case "Object.defineProperty" | "Object.setPrototypeOf" | "lodash.set":
            return first
        case "lodash.get" | "Reflect.get" if len(arguments) > 1:
            found = [mappings.got(value, arguments[1]) for value in first if isinstance(value, Entries)]
            return union([*found, *arguments[2:3]]) if found else None
        case "lodash.truncate":
            return UNKNOWN
        case "lodash.join" if any(isinstance(value, Items) for value in first):
            joined = [lists.method(value, "join", arguments[1:]) for value in first if isinstance(value, Items)]
            return union([each for each in joined if each is not None])
        case "Array.isArray":
            return one(Constant(all(isinstance(value, Items) for value in first))) if first.alternatives else UNKNOWN
    return None


def _changed(values: Values, change: "functools.partial[Entries] | object") -> Values:
    assert callable(change)
    found = [one(change(value)) for value in values if isinstance(value, Entries)]
    return union(found) if found else UNKNOWN


def _listed(name: str, value: Value) -> Values:
    """`Object.keys(…)`, `Object.values(…)`, `Object.entries(…)` of one value."""
    kind = name.rpartition(".")[2]
    if isinstance(value, Items):
        known = value.items
        pairs = tuple(one(Items((one(Constant(str(index))), item))) for index, item in enumerate(known))
        keys = tuple(one(Constant(str(index))) for index in range(len(known)))
    elif isinstance(value, Entries):
        if value.by_methods:
            return one(Items(()))
        known, pairs = mappings.contents(value), containers.pairs_of(value)
        keys = tuple(one(Constant(key)) for key in value.entries)
    else:
        return UNKNOWN
    return one(Items(known if kind == "values" else pairs if kind == "entries" else keys))


def _of_promises(name: str, first: Values) -> Values | None:
    match name:
        case "Promise.all" | "Promise.race" | "Promise.any":
            if name == "Promise.all":
                return first
            return containers.any_content(first)
        case "Promise.allSettled":
            lists_given = [items for value in first if (items := containers.items_of(value)) is not None]
            settled = (one(Entries({"value": item}, NOTHING)) for items in lists_given for item in items)
            return one(Items(tuple(settled)))
    return None


def method(receiver: Value, name: str, arguments: list[Values], named: dict[str, Values]) -> Values | None:
    """What calling a method of a known value gives; None if it isn't known."""
    del named
    match receiver:
        case Constant():
            return texts.method(receiver, name, arguments)
        case Entries():
            return mappings.method(receiver, name, arguments)
        case Items():
            return lists.method(receiver, name, arguments)
    return None


def attribute(receiver: Value, name: str) -> Values | None:
    """What a property of a known value holds; None if it isn't known."""
    match receiver:
        case Constant():
            return texts.attribute(receiver, name)
        case Entries():
            return mappings.attribute(receiver, name)
        case Items():
            return lists.attribute(receiver, name)
        case FunctionValue() if name == "name":
            return one(Constant(receiver.node.name))
    return None
