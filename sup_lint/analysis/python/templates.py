"""Text that methods and operators put together: `"…".format(…)`, `"…".join([…])` and `"…" % …` as joins."""

from collections.abc import Sequence

from sup_lint.analysis import program as model
from sup_lint.analysis.python import strings
from sup_lint.model.region import Region

_Values = dict[int | str, model.Node]


def method_call(region: Region, function: model.Attribute, arguments: tuple[model.Argument, ...]) -> model.Join | None:
    """`"…".join([…])` and `"…".format(…)` as the text they make; None for any other call."""
    receiver = function.value
    if not isinstance(receiver, model.Literal) or not isinstance(receiver.value, str):
        return None
    if function.name == "join" and len(arguments) == 1 and isinstance(arguments[0].value, model.Sequence):
        items = arguments[0].value.items
        if not any(isinstance(item, model.Spread) for item in items):
            parts = _interleave(receiver, items)
            return model.Join(region, parts, "join", () if receiver in parts else (receiver,))
    if function.name == "format" and not any(argument.spread for argument in arguments):
        return _formatted(region, receiver, arguments)
    return None


def _formatted(region: Region, template: model.Literal, arguments: tuple[model.Argument, ...]) -> model.Join | None:
    try:
        fields = list(strings.format_fields(str(template.value)))
    except ValueError:
        return None
    values: _Values = {argument.name or position: argument.value for position, argument in enumerate(arguments)}
    used = {field.key for field in fields if field.text is None}
    unused = [
        argument if argument.name else argument.value
        for position, argument in enumerate(arguments)
        if (argument.name or position) not in used
    ]
    return _join(region, "format", _fill(template, fields, values), [template], unused)


def percent(region: Region, texts: Sequence[model.Literal], right: model.Node) -> model.Join:
    """`"…" % right`, where `texts` are the implicitly joined literals on the left."""
    pieces: list[tuple[model.Literal, list[strings.Field]]] = []
    taken = 0
    for text in texts:
        fields = [field.moved(taken) for field in strings.percent_fields(str(text.value))]
        taken += sum(1 + field.stars for field in fields if field.text is None and isinstance(field.key, int))
        pieces.append((text, fields))
    used = {field.key for _, fields in pieces for field in fields if field.text is None}
    values: _Values = {0: right}
    unused: list[model.Node] = [] if 0 in used else [right]
    if isinstance(right, model.Mapping) and any(isinstance(key, str) for key in used):
        values, unused = _by_name(right, used)
    elif isinstance(right, model.Sequence) and right.kind == "tuple":
        if any(isinstance(item, model.Spread) for item in right.items):
            values, unused = {}, [right]
        else:
            values = dict(enumerate(right.items))
            unused = [item for position, item in enumerate(right.items) if position not in used]
    else:
        # A single position takes the whole value, or the only item of a tuple: the evaluation will see.
        for key in used if len(used) > 1 or any(isinstance(key, str) for key in used) else ():
            values[key] = model.Subscript(right.region, right, model.Literal(right.region, key))
            unused = []
    parts = [part for text, fields in pieces for part in _fill(text, fields, values)]
    return _join(region, "%", parts, texts, unused)


def _by_name(mapping: model.Mapping, used: set[int | str]) -> tuple[_Values, list[model.Node]]:
    """The values that a template names, and what is left of the mapping."""
    values: _Values = {}
    rest: list[model.Node] = []
    for entry in mapping.entries:
        if isinstance(entry.key, model.Literal) and isinstance(entry.key.value, str) and entry.key.value in used:
            values[entry.key.value] = entry.value
            rest.append(entry.key)
        else:
            rest.append(entry)
    return values, rest


def _fill(template: model.Literal, fields: list[strings.Field], values: _Values) -> list[model.Node]:
    parts: list[model.Node] = []
    for field in fields:
        if field.text is not None:
            parts.append(model.Literal(template.region, field.text, template.raw))
            continue
        value = values.get(field.key, model.Unknown(template.region))
        for is_attribute, step in field.path:
            if is_attribute:
                value = model.Attribute(value.region, value, str(step))
            else:
                value = model.Subscript(value.region, value, model.Literal(value.region, step))
        specification = model.Literal(template.region, field.specification) if field.specification else None
        name = field.key if isinstance(field.key, str) else ""
        parts.append(model.Formatted(value.region, value, field.conversion, specification, name))
    return parts


def _join(
    region: Region,
    how: str,
    parts: list[model.Node],
    templates: Sequence[model.Literal],
    unused: list[model.Node],
) -> model.Join:
    """A join that keeps the templates of which no text is left, and what no field shows."""
    shown = {part.region for part in parts if isinstance(part, model.Literal)}
    lost = [template for template in templates if template.region not in shown]
    return model.Join(region, tuple(parts), how, (*lost, *unused))


def _interleave(separator: model.Literal, items: tuple[model.Node, ...]) -> tuple[model.Node, ...]:
    parts: list[model.Node] = []
    for position, item in enumerate(items):
        if position and separator.value:
            parts.append(separator)
        parts.append(item)
    return tuple(parts)
