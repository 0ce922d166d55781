"""Which arguments of a call are written, read from a short notation of the function's parameters.

    message *args extra? exc_info&      the parameters in order; further keywords are not written
    _level message **fields             `_` is not written, `*` and `**` take what is left over

Marks behind a name: `?` may be written, as a setting elsewhere decides; `!` is written with the object's attributes;
`^` where it is not given, the exception being handled is written; `&` is an exception, or a flag that asks for the one
being handled; `>` is the file to write to; `~` is written for sure only if the message names it. A lone `^` stands for
a function that always writes the exception being handled.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.program import Node
from sup_lint.analysis.sinks.sink import Written
from sup_lint.analysis.sinks.words import is_exception_name

_MARKS = "?!^&>~"


@dataclass(frozen=True, slots=True)
class Slot:
    """A parameter: whether it is written, and its marks."""

    name: str
    is_written: bool
    marks: str


@dataclass(frozen=True, slots=True)
class Signature:
    """A function's parameters as far as writing goes."""

    positional: tuple[Slot, ...]
    others: Slot | None  # further positional arguments
    named: dict[str, Slot]
    fields: Slot | None  # further keyword arguments
    always_caught: bool


@dataclass(slots=True)
class Reading:
    """What a call writes, where to if an argument says so, and whether it writes the exception being handled."""

    written: list[Written] = field(default_factory=list)
    caught: bool = False
    stream: Node | None = None


@cache
def parse(text: str) -> Signature:
    """The signature that the notation describes."""
    positional: list[Slot] = []
    others = fields = None
    always_caught = False
    named: dict[str, Slot] = {}
    for word in text.split():
        name = word.rstrip(_MARKS)
        marks = word[len(name) :]
        bare = name.lstrip("*_")
        slot = Slot(bare, not name.lstrip("*").startswith("_"), marks)
        if not name:
            always_caught = True
        elif name.startswith("**"):
            fields = slot
        elif name.startswith("*"):
            others = slot
        else:
            named[bare] = slot
            if others is None:
                positional.append(slot)
    return Signature(tuple(positional), others, named, fields, always_caught)


def read(signature: Signature, arguments: Sequence[model.Argument]) -> Reading:
    """What a call with these arguments writes."""
    reading = Reading(caught=signature.always_caught)
    given: set[str] = set()
    position = 0
    message = ""
    for argument in arguments:
        if argument.spread == "**":
            _spread_fields(reading, signature, argument.value, given)
            continue
        if argument.spread:
            following = [*signature.positional[position:], *([signature.others] if signature.others else [])]
            if any(slot.is_written and ">" not in slot.marks for slot in following):
                sure = any(slot.is_written and "?" not in slot.marks for slot in following)
                reading.written.append(Written(argument.value, sure))
            given |= {slot.name for slot in following}
            position = len(signature.positional)
            continue
        if argument.name:
            slot = signature.named.get(argument.name, signature.fields)
        else:
            slot = signature.positional[position] if position < len(signature.positional) else signature.others
            position += 1
            if position == 1:
                message = _literal_text(argument.value)
        if slot is not None:
            given.add(slot.name)
            named_in_message = bool(argument.name) and f"{{{argument.name}" in message
            _take(reading, slot, argument.value, is_named_in_message=named_in_message)
    reading.caught = reading.caught or any(
        "^" in slot.marks and slot.name not in given for slot in signature.named.values()
    )
    return reading


def _take(reading: Reading, slot: Slot, value: Node, *, is_named_in_message: bool) -> None:
    if not slot.is_written:
        return
    if ">" in slot.marks:
        reading.stream = value
    elif "&" in slot.marks:
        _take_exception(reading, value)
    else:
        sure = "?" not in slot.marks and ("~" not in slot.marks or is_named_in_message)
        reading.written.append(Written(value, sure, "!" in slot.marks))


def _take_exception(reading: Reading, value: Node) -> None:
    """`exc_info=error` writes that exception; anything else that is not false, the one being handled."""
    match value:
        case model.Literal():
            reading.caught = reading.caught or bool(value.value)
        case model.Sequence():
            reading.written += [Written(item) for item in value.items]
        case model.Name() | model.Attribute() if is_exception_name(last_name(value)):
            reading.written.append(Written(value))
        case model.Call() if last_name(value.function)[:1].isupper():
            reading.written.append(Written(value))
        case _:
            reading.caught = True


def _spread_fields(reading: Reading, signature: Signature, value: Node, given: set[str]) -> None:
    if isinstance(value, model.Mapping):
        for entry in value.entries:
            name = entry.key.value if isinstance(entry.key, model.Literal) else None
            slot = signature.named.get(str(name), signature.fields) if entry.key is not None else signature.fields
            if slot is not None:
                given.add(slot.name)
                _take(reading, slot, entry.value, is_named_in_message=False)
    elif signature.fields is not None and signature.fields.is_written:
        reading.written.append(Written(value, not set("?~") & set(signature.fields.marks)))
    else:
        left = [slot for slot in signature.named.values() if slot.name not in given]
        if any(slot.is_written and not set("&>") & set(slot.marks) for slot in left):
            reading.written.append(Written(value, sure=False))


def _literal_text(node: Node) -> str:
    return node.value if isinstance(node, model.Literal) and isinstance(node.value, str) else ""
