"""What Python's own functions and methods do to known values. Pure tables: nothing of the scanned code runs."""

import json
from collections.abc import Hashable, Iterable

from sup_lint.analysis.dataflow import containers
from sup_lint.analysis.dataflow.values import NOTHING, UNKNOWN, Constant, Entries, Items, Value, Values, one, union
from sup_lint.analysis.python.decoding import FUNCTIONS, decode
from sup_lint.analysis.python.formatting import format_text
from sup_lint.analysis.python.operations import LARGEST, apply, concatenate, origins_of, wrapped

_TEXT_METHODS = frozenset(
    """
    strip lstrip rstrip lower upper casefold swapcase title capitalize replace removeprefix removesuffix encode decode
    split rsplit splitlines partition rpartition zfill ljust rjust center translate hex tobytes
    startswith endswith isdigit isalpha isalnum islower isupper
    """.split()
)
# Return what they are given, perhaps in another type: the value goes through.
_TRANSPARENT = frozenset(
    """
    str bytes bytearray list tuple iter set frozenset sorted repr ascii memoryview sys.intern copy.copy copy.deepcopy
    pydantic.SecretStr pydantic.SecretBytes pydantic.types.SecretStr types.MappingProxyType itertools.cycle
    collections.deque collections.UserString textwrap.dedent inspect.cleandoc httpx.Headers multidict.CIMultiDict
    multidict.MultiDict requests.structures.CaseInsensitiveDict contextvars.ContextVar.get functools.lru_cache
    asyncio.run asyncio.to_thread asyncio.wait_for asyncio.shield asyncio.create_task asyncio.ensure_future anyio.run
    """.split()
)
_QUEUES = frozenset(
    """
    queue.Queue queue.LifoQueue queue.SimpleQueue queue.PriorityQueue asyncio.Queue asyncio.LifoQueue collections.deque
    multiprocessing.Queue multiprocessing.SimpleQueue janus.Queue
    """.split()
)
# Take one element, whichever.
_PICKING = frozenset(
    """
    random.choice secrets.choice random.SystemRandom().choice random.Random().choice next min max
    """.split()
)
# Declare a field, option or parameter: the value is its default.
_DECLARING = frozenset(
    """
    Field field Option Argument Header Query Body Cookie Form attrib ib Factory Value ContextVar mapped_column Column
    CharField TextField StringField String Str Unicode Var state
    """.split()
)
# Of these the first argument is a name or a type.
_NAMED_FIRST = frozenset(
    "mapped_column Column CharField TextField StringField String ContextVar Value attrib ib".split()
)
DEFAULT_ARGUMENTS = tuple("default default_factory default_value fallback initial initial_value value factory".split())


def function(name: str, arguments: list[Values], named: dict[str, Values]) -> Values | None:
    """What calling the function of this dotted name (builtins without a prefix) gives; None if it isn't known.

    `arguments` and `named` are the positional and keyword arguments, evaluated.
    """
    first = arguments[0] if arguments else None
    if name in {"bytes", "bytearray"} and first is not None:
        numbers = [found for value in first if (found := _from_numbers(value)) is not None]
        if numbers:
            return union(numbers)
    if name in FUNCTIONS and first is not None and any(first.constants()):
        return apply(FUNCTIONS[name], arguments)
    if name in _TRANSPARENT and first is not None:
        return first
    if name in FUNCTIONS and first is not None:
        return UNKNOWN
    if name == "len" and first is not None:
        return _length(first)
    if name in {"any", "all"} and first is not None:
        return union([_quantified(name, value) for value in first] or [UNKNOWN])
    if name in _PICKING and first is not None:
        return containers.any_content(first)
    if name in {"reversed", "map", "filter", "enumerate", "zip", "range"}:
        return _iterate(name, arguments)
    if name in {"dict", "types.SimpleNamespace", "collections.OrderedDict"} or name.endswith(".Namespace"):
        return _dict(first, named)
    if name in _QUEUES and first is None:
        return one(Items(()))
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


def _length(values: Values) -> Values:
    """How long texts are; of what is made from a secret, that is made from it, too."""
    found = [
        Constant(len(each.value), each.origins) for each in values.constants() if isinstance(each.value, str | bytes)
    ]
    return Values(tuple(found), values.exact and len(found) == len(values.alternatives)) if found else UNKNOWN


def _quantified(name: str, value: Value) -> Values:
    """`any(…)` or `all(…)` of a list whose items are all known."""
    items = containers.items_of(value)
    if items is None or not all(item.exact and item.alternatives for item in items):
        return UNKNOWN
    if not all(isinstance(each, Constant) for item in items for each in item):
        return UNKNOWN
    # An item with several alternatives counts as either.
    may = [{bool(each.value) for each in item.constants()} for item in items]
    wanted = name == "any"
    if any(each == {wanted} for each in may):
        return one(Constant(wanted))
    return UNKNOWN if any(wanted in each for each in may) else one(Constant(not wanted))


def _declared(arguments: list[Values], named: dict[str, Values], *, positional: bool) -> Values:
    given = [named[name] for name in DEFAULT_ARGUMENTS if name in named]
    return union([*given, *(arguments[:1] if positional else ()), UNKNOWN])


def method(receiver: Value, name: str, arguments: list[Values], named: dict[str, Values]) -> Values | None:
    """What calling a method of a known value gives; None if it isn't known."""
    match receiver:
        case Constant(value=str() | bytes()):
            return _text_method(receiver, name, arguments, named)
        case Entries():
            return _mapping_method(receiver, name, arguments, named)
        case Items():
            if name in {"pop", "popleft", "__next__", "__getitem__", "get", "get_nowait"}:
                return containers.any_content(one(receiver))
            if name in {"copy", "__iter__"}:
                return one(receiver)
    return None


def _text_method(receiver: Constant, name: str, arguments: list[Values], named: dict[str, Values]) -> Values | None:
    if name == "join" and arguments:
        return union([_joined(receiver, value) for value in arguments[0]]) if arguments[0].alternatives else UNKNOWN
    if name in {"get_secret_value", "__str__", "unwrap"} or (name == "get" and not arguments):
        return one(receiver)
    if name == "format":
        return format_text(receiver, arguments, named)
    if name == "format_map" and arguments:
        entries = [value.entries for value in arguments[0] if isinstance(value, Entries)]
        return union([format_text(receiver, [], {str(key): held for key, held in each.items()}) for each in entries])
    if name == "decode" and isinstance(receiver.value, str):
        return one(receiver)  # bytes that were told as text
    if name not in _TEXT_METHODS or not hasattr(receiver.value, name):
        return None
    if name == "decode":
        return apply(decode, [one(receiver), *arguments, *(named[key] for key in ("encoding",) if key in named)])
    return apply(lambda text, *rest: _called(text, name, rest), [one(receiver), *arguments])


def _called(text: object, name: str, arguments: tuple[object, ...]) -> object:
    """The result of a method of text; None if it may be too large."""
    if any(isinstance(argument, int) and argument > LARGEST for argument in arguments):
        return None
    if name == "replace" and isinstance(text, str | bytes) and len(arguments) > 1:
        new = arguments[1]
        if isinstance(new, str | bytes) and (len(text) + 1) * len(new) > LARGEST:
            return None
    return getattr(text, name)(*arguments)


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
    whole = containers.as_one(first) if first is not None else None
    if whole is not None:
        entries = {**whole.entries, **entries}
        rest = whole.rest
    for value in first or ():
        for item in containers.items_of(value) or () if not isinstance(value, Entries) else ():
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
            numbers = [next((each.value for each in values.constants()), None) for values in arguments]
            return _range(numbers)
    return UNKNOWN


def _range(numbers: list[object]) -> Values:
    bounds = [number for number in numbers if isinstance(number, int)]
    if not 1 <= len(bounds) == len(numbers) <= 3 or (len(bounds) == 3 and bounds[2] == 0):
        return UNKNOWN
    return one(Items(tuple(one(Constant(number)) for number in range(*bounds)[:512])))


def _mapped(functions: Values, item: Values) -> Values:
    for value in functions:
        result = function(getattr(value, "name", "").removeprefix("builtins."), [item], {})
        if result is not None:
            return result
    return UNKNOWN


def _from_numbers(value: Value) -> Values | None:
    """`bytes([…])`; None if it isn't a list of numbers."""
    items = containers.items_of(value) if isinstance(value, Items) else None
    constants = [next(item.constants(), None) for item in items or ()]
    known = [each for each in constants if each is not None]
    numbers = [each.value for each in known if isinstance(each.value, int) and 0 <= each.value < 256]
    if items is None or len(numbers) != len(items):
        return None
    return one(Constant(bytes(numbers), origins_of(known)))


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


def _loaded(constant: Constant) -> Values:
    if not isinstance(constant.value, str | bytes):
        return UNKNOWN
    try:
        return wrapped(json.loads(constant.value), constant.origins)
    except (ValueError, RecursionError):
        return UNKNOWN


def names_of(values: Iterable[Value]) -> set[str]:
    """The dotted names of externals among the values, builtins without their prefix."""
    return {value.name.removeprefix("builtins.") for value in values if hasattr(value, "name")}
