"""What Python's own functions and methods do to known values. Pure tables: nothing of the scanned code runs."""

import base64
import binascii
import codecs
import itertools
import json
import operator
import urllib.parse
import zlib
from collections.abc import Callable, Hashable, Iterable

from sup_lint.analysis.dataflow import containers
from sup_lint.analysis.dataflow.values import (
    NOTHING,
    UNKNOWN,
    Constant,
    Entries,
    Items,
    Origin,
    Value,
    Values,
    one,
    union,
)

# No result may be larger than this: a repeated or inflated literal must not fill the memory.
_LARGEST = 65536
_MOST_COMBINATIONS = 64

_TEXT_METHODS = frozenset(
    """
    strip lstrip rstrip lower upper casefold swapcase title capitalize replace removeprefix removesuffix encode decode
    split rsplit splitlines partition rpartition zfill ljust rjust center translate hex tobytes
    """.split()
)
# Return what they are given, perhaps in another type: the value goes through.
_TRANSPARENT = {
    "str", "bytes", "bytearray", "list", "tuple", "iter", "set", "frozenset", "sys.intern", "repr", "ascii",
    "pydantic.SecretStr", "pydantic.SecretBytes", "pydantic.types.SecretStr", "copy.copy", "copy.deepcopy",
    "textwrap.dedent", "itertools.cycle", "collections.deque", "collections.UserString", "memoryview",
    "types.MappingProxyType",
    "httpx.Headers", "multidict.CIMultiDict", "requests.structures.CaseInsensitiveDict", "multidict.MultiDict",
    "contextvars.ContextVar.get", "functools.lru_cache", "asyncio.to_thread", "inspect.cleandoc", "sorted",
}  # fmt: skip
# Take one element, whichever.
_PICKING = {
    "random.choice",
    "secrets.choice",
    "random.SystemRandom().choice",
    "next",
    "min",
    "max",
    "random.Random().choice",
}
# Declare a field, option or parameter: the value is its default.
_DECLARING = {
    "Field", "field", "Option", "Argument", "Header", "Query", "Body", "Cookie", "Form", "attrib", "ib", "Value",
    "ContextVar",
    "mapped_column", "Column", "CharField", "TextField", "StringField", "String", "Str", "Unicode", "Var", "state",
}  # fmt: skip
# Of these the first argument is a name or a type.
_NAMED_FIRST = {
    "mapped_column",
    "Column",
    "CharField",
    "TextField",
    "StringField",
    "String",
    "ContextVar",
    "Value",
    "attrib",
    "ib",
}
DEFAULT_ARGUMENTS = (
    "default",
    "default_factory",
    "default_value",
    "fallback",
    "initial",
    "initial_value",
    "value",
    "factory",
)


def _rot13(value: object) -> object:
    return codecs.decode(value, "rot13") if isinstance(value, str) else None


def _decode(value: object, encoding: object = "utf-8", *_: object) -> object:
    if not isinstance(encoding, str):
        return None
    name = encoding.lower().replace("-", "_")
    if name in {"rot13", "rot_13"}:
        return _rot13(value)
    if name not in {
        "hex",
        "hex_codec",
        "base64",
        "base64_codec",
        "utf_8",
        "utf8",
        "ascii",
        "latin_1",
        "unicode_escape",
        "zlib",
        "zlib_codec",
    }:
        return None
    if isinstance(value, str):
        value = value.encode()
    if name.startswith("zlib"):
        return _inflate(value)
    return codecs.decode(value, encoding)  # type: ignore[call-overload]


def _inflate(value: object, *_: object) -> object:
    if not isinstance(value, bytes):
        return None
    # 15 + 32: zlib or gzip by its header, as the scanned code may call either.
    return zlib.decompressobj(15 + 32).decompress(value, _LARGEST)


def _b64(value: object, *_: object) -> object:
    data = value.encode("ascii") if isinstance(value, str) else value
    return base64.b64decode(data, altchars=None) if isinstance(data, bytes) else None


def _urlsafe(value: object, *_: object) -> object:
    return base64.urlsafe_b64decode(value) if isinstance(value, str | bytes) else None


def _pure(function: Callable[..., object]) -> Callable[..., object]:
    def apply(*arguments: object) -> object:
        return function(*arguments)

    return apply


_FUNCTIONS: dict[str, Callable[..., object]] = {
    "chr": _pure(chr),
    "ord": _pure(ord),
    "int": _pure(int),
    "bytes.fromhex": lambda value: bytes.fromhex(str(value)),
    "bytearray.fromhex": lambda value: bytes.fromhex(str(value)),
    "binascii.unhexlify": binascii.unhexlify,
    "binascii.a2b_hex": binascii.unhexlify,
    "binascii.a2b_base64": binascii.a2b_base64,
    "base64.b64decode": _b64,
    "base64.standard_b64decode": _b64,
    "base64.decodebytes": _b64,
    "base64.urlsafe_b64decode": _urlsafe,
    "base64.b32decode": lambda value, *_: base64.b32decode(value),
    "base64.b16decode": lambda value, *_: base64.b16decode(value, casefold=True),
    "base64.a85decode": lambda value, *_: base64.a85decode(value),
    "base64.b85decode": lambda value, *_: base64.b85decode(value),
    "codecs.decode": _decode,
    "codecs.encode": lambda value, encoding="utf-8", *_: _rot13(value) if "rot" in str(encoding) else None,
    "zlib.decompress": _inflate,
    "gzip.decompress": _inflate,
    "urllib.parse.unquote": lambda value, *_: urllib.parse.unquote(str(value)),
    "urllib.parse.unquote_plus": lambda value, *_: urllib.parse.unquote_plus(str(value)),
}


def function(name: str, arguments: list[Values], named: dict[str, Values]) -> Values | None:
    """What calling the function of this dotted name (builtins without a prefix) gives; None if it isn't known.

    `arguments` and `named` are the positional and keyword arguments, evaluated.
    """
    first = arguments[0] if arguments else None
    if name in _FUNCTIONS and first is not None:
        return _apply(_FUNCTIONS[name], arguments)
    if name in {"bytes", "bytearray"} and first is not None:
        return union([_from_numbers(value) or UNKNOWN for value in first]) if first.alternatives else UNKNOWN
    if name in _TRANSPARENT and first is not None:
        return first
    if name in _PICKING and first is not None:
        return containers.any_content(first)
    if name in {"reversed", "map", "filter", "enumerate", "zip", "range"}:
        return _iterate(name, arguments)
    if name in {"dict", "types.SimpleNamespace", "collections.OrderedDict"} or name.endswith(".Namespace"):
        return _dict(first, named)
    if name == "itertools.repeat" and first is not None:
        return one(Items((first,)))
    if name == "collections.ChainMap":
        maps = [value for each in reversed(arguments) for value in each if isinstance(value, Entries)]
        merged = {key: held for value in maps for key, held in value.entries.items()}
        return one(Entries(merged, union([value.rest for value in maps])))
    if name == "dict.fromkeys" and first is not None:
        keys = [text for value in first for item in containers.items_of(value) or () for text in item.texts()]
        held = arguments[1] if len(arguments) > 1 else UNKNOWN
        return one(Entries(dict.fromkeys(keys, held), NOTHING))
    if name == "json.loads" and first is not None:
        return union([_loaded(constant) for constant in first.constants()]) if first.alternatives else UNKNOWN
    if name in {"typing.cast", "cast", "setattr"} and len(arguments) > 1:
        return arguments[1]
    if name.rpartition(".")[2] in _DECLARING:
        return _declared(arguments, named, positional=name.rpartition(".")[2] not in _NAMED_FIRST)
    if name.endswith(("random.choices", "random.sample")):
        return one(Items((containers.any_element(first),))) if first is not None else UNKNOWN
    return None


def _declared(arguments: list[Values], named: dict[str, Values], *, positional: bool) -> Values:
    given = [named[name] for name in DEFAULT_ARGUMENTS if name in named]
    return union([*given, *(arguments[:1] if positional else ()), UNKNOWN])


def method(receiver: Value, name: str, arguments: list[Values], named: dict[str, Values]) -> Values | None:
    """What calling a method of a known value gives; None if it isn't known."""
    match receiver:
        case Constant(value=str() | bytes()):
            return _text_method(receiver, name, arguments)
        case Entries():
            return _mapping_method(receiver, name, arguments, named)
        case Items():
            if name in {"pop", "popleft", "__next__", "__getitem__", "get", "get_nowait"}:
                return containers.any_content(one(receiver))
            if name in {"copy", "__iter__"}:
                return one(receiver)
    return None


def _text_method(receiver: Constant, name: str, arguments: list[Values]) -> Values | None:
    if name == "join" and arguments:
        return union([_joined(receiver, value) for value in arguments[0]]) if arguments[0].alternatives else UNKNOWN
    if name in {"get_secret_value", "__str__", "unwrap"}:
        return one(receiver)
    if name == "format":
        return None
    if name not in _TEXT_METHODS or not hasattr(receiver.value, name):
        return None
    if name == "decode":
        return _apply(_decode, [one(receiver), *arguments])
    return _apply(lambda text, *rest: getattr(text, name)(*rest), [one(receiver), *arguments])


def _mapping_method(receiver: Entries, name: str, arguments: list[Values], named: dict[str, Values]) -> Values | None:
    if name in {"get", "pop", "setdefault", "__getitem__", "getlist"} and arguments:
        keys = list(arguments[0].constants())
        found = [containers.element(one(receiver), key.value) for key in keys] or [
            containers.any_content(one(receiver))
        ]
        return union([*found, *arguments[1:2], *([named["default"]] if "default" in named else [])])
    if name == "values":
        return one(Items((*receiver.entries.values(), receiver.rest)))
    if name == "items":
        pairs = [one(Items((one(Constant(key)), value))) for key, value in receiver.entries.items()]
        return one(Items(tuple(pairs)))
    if name == "keys":
        return one(Items(tuple(one(Constant(key)) for key in receiver.entries)))
    if name in {"copy", "model_dump", "dict", "to_dict", "as_dict"}:
        return one(receiver)
    return None


def _dict(first: Values | None, named: dict[str, Values]) -> Values:
    entries: dict[Hashable, Values] = {}
    entries.update(named)
    rest = NOTHING
    for value in first or ():
        if isinstance(value, Entries):
            entries = {**value.entries, **entries}
            rest = value.rest
            continue
        for item in containers.items_of(value) or ():
            pair = next((each for each in item if isinstance(each, Items) and len(each.items) == 2), None)
            for key in pair.items[0].texts() if pair else ():
                entries.setdefault(key, pair.items[1] if pair else UNKNOWN)
    return one(Entries({**entries}, rest))


def _iterate(name: str, arguments: list[Values]) -> Values:
    lists = [
        next((items for value in each if (items := containers.items_of(value)) is not None), None) for each in arguments
    ]
    match name:
        case "reversed" if lists and lists[0] is not None:
            return one(Items(lists[0][::-1]))
        case "filter" if len(lists) > 1 and lists[1] is not None:
            return one(Items(lists[1]))
        case "enumerate" if lists and lists[0] is not None:
            return one(Items(tuple(one(Items((one(Constant(index)), item))) for index, item in enumerate(lists[0]))))
        case "zip" if all(each is not None for each in lists):
            return one(Items(tuple(one(Items(row)) for row in zip(*(each or () for each in lists), strict=False))))
        case "map" if len(lists) > 1 and lists[1] is not None:
            mapped = [_mapped(arguments[0], item) for item in lists[1]]
            return one(Items(tuple(mapped)))
        case "range":
            numbers = [
                next((c.value for c in each.constants() if isinstance(c.value, int)), None) for each in arguments
            ]
            if numbers and None not in numbers and len(sequence := range(*numbers)) <= _LARGEST:  # type: ignore[arg-type]
                return one(Items(tuple(one(Constant(number)) for number in sequence[:512])))
    return UNKNOWN


def _mapped(functions: Values, item: Values) -> Values:
    for value in functions:
        result = function(getattr(value, "name", "").removeprefix("builtins."), [item], {})
        if result is not None:
            return result
    return UNKNOWN


def _from_numbers(value: Value) -> Values | None:
    if isinstance(value, Constant) and isinstance(value.value, str | bytes):
        data = value.value.encode() if isinstance(value.value, str) else value.value
        return one(Constant(data, value.origins))
    items = containers.items_of(value)
    if items is None:
        return None
    numbers: list[int] = []
    origins: list[Origin] = []
    for item in items:
        constant = next(iter(item.constants()), None)
        if constant is None or not isinstance(constant.value, int) or not 0 <= constant.value < 256:
            return None
        numbers.append(constant.value)
        origins += constant.origins
    return one(Constant(bytes(numbers), tuple(origins)))


def _joined(separator: Constant, value: Value) -> Values:
    items = containers.items_of(value)
    if items is None:
        return UNKNOWN
    parts: list[Values] = []
    for index, item in enumerate(items):
        if index and separator.value:
            parts.append(one(separator))
        parts.append(item)
    return concatenate(parts)


def concatenate(parts: list[Values]) -> Values:
    """Text (or bytes, or lists) put together from parts, for every combination of their alternatives."""
    if not parts:
        return one(Constant(""))
    choices = [part.alternatives for part in parts]
    if any(not choice for choice in choices):
        return UNKNOWN
    combinations = itertools.islice(itertools.product(*choices), _MOST_COMBINATIONS)
    results = [_sum(combination) for combination in combinations]
    return union([*results, *(UNKNOWN for part in parts[:1] if not all(p.exact for p in parts))])


def _sum(combination: tuple[Value, ...]) -> Values:
    if all(isinstance(value, Items) for value in combination):
        return one(Items(tuple(item for value in combination if isinstance(value, Items) for item in value.items)))
    constants = [value for value in combination if isinstance(value, Constant)]
    if len(constants) != len(combination):
        return UNKNOWN
    origins = tuple(dict.fromkeys(origin for constant in constants for origin in constant.origins))
    values = [constant.value for constant in constants]
    if all(isinstance(value, str) for value in values):
        text = "".join(str(value) for value in values)
        return one(Constant(text, origins)) if len(text) <= _LARGEST else UNKNOWN
    try:
        total = values[0]
        for value in values[1:]:
            total = operator.add(total, value)
    except TypeError:
        text = "".join(_shown(value) for value in values)
        return one(Constant(text, origins)) if len(text) <= _LARGEST else UNKNOWN
    return one(Constant(total, origins))


def _shown(value: object) -> str:
    return value if isinstance(value, str) else str(value)


_OPERATORS: dict[str, Callable[[object, object], object]] = {
    "*": operator.mul,
    "-": operator.sub,
    "^": operator.xor,
    "//": operator.floordiv,
    "%": operator.mod,
}


def operate(name: str, left: Values, right: Values) -> Values:
    """The result of a binary operator, where both sides are known."""
    if name == "|":
        merged: dict[object, Values] = {}
        for side in (left, right):
            for value in side:
                if isinstance(value, Entries):
                    merged.update(value.entries)
        return one(Entries(merged, UNKNOWN)) if merged else UNKNOWN
    if name not in _OPERATORS:
        return UNKNOWN
    if name == "*":
        return _apply(_repeat, [left, right])
    return _apply(_OPERATORS[name], [left, right])


def _repeat(left: object, right: object) -> object:
    for text, count in ((left, right), (right, left)):
        if isinstance(text, str | bytes) and isinstance(count, int) and len(text) * count > _LARGEST:
            return None
    return operator.mul(left, right)


def _apply(work: Callable[..., object], arguments: list[Values]) -> Values:
    """Apply a pure function to every combination of constants."""
    choices = [list(argument.constants()) for argument in arguments]
    results: list[Values] = []
    for combination in itertools.islice(itertools.product(*choices), _MOST_COMBINATIONS):
        origins = tuple(dict.fromkeys(origin for constant in combination for origin in constant.origins))
        try:
            result = work(*(constant.value for constant in combination))
        except (ValueError, TypeError, LookupError, ArithmeticError, AttributeError, zlib.error, MemoryError):
            continue
        results.append(_wrapped(result, origins))
    if not results:
        return UNKNOWN
    return union([*results, *(UNKNOWN for _ in range(1) if not all(argument.exact for argument in arguments))])


def _wrapped(result: object, origins: tuple[Origin, ...]) -> Values:
    if isinstance(result, list | tuple):
        return one(Items(tuple(_wrapped(item, origins) for item in result)))
    if isinstance(result, dict):
        return one(Entries({key: _wrapped(value, origins) for key, value in result.items()}, NOTHING))
    if isinstance(result, str | bytes) and len(result) > _LARGEST:
        return UNKNOWN
    return one(Constant(result, origins)) if result is not None else UNKNOWN


def _loaded(constant: Constant) -> Values:
    if not isinstance(constant.value, str | bytes):
        return UNKNOWN
    try:
        return _wrapped(json.loads(constant.value), constant.origins)
    except (ValueError, RecursionError):
        return UNKNOWN


def names_of(values: Iterable[Value]) -> set[str]:
    """The dotted names of externals among the values, builtins without their prefix."""
    return {value.name.removeprefix("builtins.") for value in values if hasattr(value, "name")}
