"""Classes that hold data: fields and their arguments, named tuples, objects seen as mappings and tuples."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import Binding, Scope, last_name
from sup_lint.analysis.dataflow import classes, containers, objects
from sup_lint.analysis.dataflow.languages import is_javascript
from sup_lint.analysis.dataflow.values import (
    NOTHING,
    UNKNOWN,
    Arguments,
    ClassValue,
    Constant,
    Entries,
    Frame,
    InstanceValue,
    Items,
    Value,
    Values,
    one,
)
from sup_lint.analysis.program import Node, Program

if TYPE_CHECKING:
    from sup_lint.analysis.dataflow.engine import Flow

# Make a class from the names of its fields.
FACTORIES = frozenset({"collections.namedtuple", "typing.NamedTuple", "dataclasses.make_dataclass"})
_DECLARING = frozenset({"ib", "attrib", "field", "Field"})
_TUPLES = frozenset({"namedtuple", "NamedTuple"})
_MODELS = frozenset({"BaseModel", "BaseSettings", "SQLModel"})
_MAPPINGS = frozenset({"dict", "TypedDict", "UserDict", "OrderedDict"})


def fields_of(flow: "Flow", made_of: ClassValue) -> list[str]:
    """The fields that a class without a constructor takes, in order; none if it has a constructor."""
    found: list[str] = []
    for each in reversed(classes.lineage(flow, made_of)):
        if any(method.name == "__init__" for method in classes.methods_of(each.node)):
            return []
        found += [
            statement.target.id
            for statement in each.node.body
            if isinstance(statement, model.Bind)
            and isinstance(statement.target, model.Name)
            and (statement.annotation is not None or _declares(statement.value))
        ]
    return list(dict.fromkeys(found))


def _declares(value: Node | None) -> bool:
    return isinstance(value, model.Call) and last_name(value.function) in _DECLARING


def field_arguments(flow: "Flow", instance: InstanceValue, name: str) -> list[Values]:
    """What the call that made an object passes for a field, where the class has no constructor of its own."""
    made_with = instance.arguments
    if made_with is None or _has_constructor(flow, instance.made_of):
        return []
    arguments = list(made_with.all())
    found = [flow.evaluate(each.value, frame) for each, frame in arguments if each.name == name]
    positional = [(each.value, frame) for each, frame in arguments if not each.name and not each.spread]
    fields = fields_of(flow, instance.made_of)
    if name in fields and fields.index(name) < len(positional):
        found.append(flow.evaluate(*positional[fields.index(name)]))
    spread = [flow.evaluate(each.value, frame) for each, frame in arguments if each.spread == "**"]
    return found + [containers.element(each, name) for each in spread]


def _has_constructor(flow: "Flow", made_of: ClassValue) -> bool:
    lineage = classes.lineage(flow, made_of)
    return any(method.name == "__init__" for each in lineage for method in classes.methods_of(each.node))


def as_container(flow: "Flow", value: Value) -> Value:
    """A class as the mapping of its constants, since enumerations are looked up and iterated; an object of a named
    tuple or a mapping's class as such; other values as they are."""
    if isinstance(value, ClassValue):
        return Entries({**classes.members_of(flow, value)}, NOTHING)
    if isinstance(value, InstanceValue):
        bases = {name.rpartition(".")[2] for name in classes.external_bases(flow, value.made_of)}
        if bases & _TUPLES:
            held = [objects.member(flow, value, name) for name in fields_of(flow, value.made_of)]
            return Items(tuple(each if each is not None else UNKNOWN for each in held))
        if bases & _MAPPINGS:
            return as_entries(flow, value)
    return value


def iterable(flow: "Flow", value: Value) -> Value:
    """A model of pydantic as what iterating it gives: its fields' names and values; other values as they are."""
    if isinstance(value, InstanceValue):
        bases = {name.rpartition(".")[2] for name in classes.external_bases(flow, value.made_of)}
        if bases & _MODELS:
            held = as_entries(flow, value).entries
            return Items(tuple(one(Items((one(Constant(key)), each))) for key, each in held.items()))
    return value


def replaced(flow: "Flow", value: Value, changes: Arguments) -> Value:
    """A record with some of its fields given anew by keyword."""
    if not isinstance(value, InstanceValue):
        return value
    given = value.arguments
    if given is not None:
        names = {each.name for each in changes.nodes}
        fields = [*fields_of(flow, value.made_of), *[""] * len(given.nodes)]
        kept = [
            each
            for index, each in enumerate(given.nodes)
            if (each.name or ("" if each.spread else fields[index])) not in names
        ]
        # A position that is left out must not move the others.
        named = [
            each
            if each.name or each.spread
            else model.Argument(each.region, each.value, fields[given.nodes.index(each)])
            for each in kept
        ]
        changes = changes.after(Arguments(tuple(named), given.frame, given.before))
    return InstanceValue(value.made_of, changes, value.is_any)


def dumped(flow: "Flow", instance: InstanceValue, arguments: Arguments) -> Entries:
    """An object as the mapping that `model_dump(include=…, exclude=…)` makes of it."""
    entries = as_entries(flow, instance)
    held = entries.entries
    for argument, frame in arguments.all():
        if argument.name in {"include", "exclude"}:
            names = {text for value in flow.evaluate(argument.value, frame) for text in _names_in(value)}
            if names:
                held = {key: values for key, values in held.items() if (key in names) == (argument.name == "include")}
    left_out = {
        statement.target.id
        for each in classes.lineage(flow, instance.made_of)
        for statement in each.node.body
        if isinstance(statement, model.Bind)
        and isinstance(statement.target, model.Name)
        and isinstance(statement.value, model.Call)
        and any(each.name == "exclude" for each in statement.value.arguments)
    }
    return Entries({key: values for key, values in held.items() if key not in left_out}, entries.rest)


def _names_in(value: Value) -> Iterator[str]:
    if isinstance(value, Entries):
        yield from (str(key) for key in value.entries)
    elif isinstance(value, Items):
        yield from (text for item in value.items for text in item.texts())


def as_entries(flow: "Flow", instance: InstanceValue) -> Entries:
    """An object as the mapping of its attributes: `vars(…)`, `asdict(…)`, `model_dump()`."""
    names = dict.fromkeys(fields_of(flow, instance.made_of))
    if instance.arguments is not None:
        names.update(dict.fromkeys(each.name for each, _ in instance.arguments.all() if each.name))
    for made_of in classes.lineage(flow, instance.made_of):
        for place in flow.modules.scopes(made_of.program).stores:
            owner, _, name = place.partition(".")
            if owner == ("this" if is_javascript(made_of.program) else "self") and name.isidentifier():
                names[name] = None
        if is_javascript(made_of.program):
            names.update(dict.fromkeys(_own_fields(made_of)))
    held = {name: objects.member(flow, instance, name) for name in names}
    return Entries({name: values for name, values in held.items() if values is not None}, UNKNOWN)


def _own_fields(made_of: ClassValue) -> Iterator[str]:
    """The fields that a class of JavaScript gives each object; private ones (`#key`) are not seen."""
    for statement in made_of.node.body:
        target = statement.target if isinstance(statement, model.Bind) else None
        if isinstance(target, model.Name) and target.id.isidentifier():
            yield target.id


def made_class(flow: "Flow", call: model.Call, frame: Frame) -> ClassValue | None:
    """The class that `namedtuple("Name", "one two")` and its like make; None if its fields aren't spelled."""
    if len(call.arguments) < 2:
        return None
    names = _field_names(call.arguments[1].value)
    program = frame.program
    return flow.once(("made class", call), lambda: _class_of(flow, call, names, program)) if names else None


def _field_names(node: Node) -> list[str]:
    if isinstance(node, model.Literal):
        return [name for name in re.split(r"[\s,]+", str(node.value)) if name]
    found: list[str] = []
    for item in node.items if isinstance(node, model.Sequence) else ():
        name = item.items[0] if isinstance(item, model.Sequence) and item.items else item
        if isinstance(name, model.Literal):
            found.append(str(name.value))
    return found


def _class_of(flow: "Flow", call: model.Call, names: list[str], program: Program) -> ClassValue:
    region = call.region
    node = model.Class(region, "", (model.Argument(region, call.function),), ())
    scopes = flow.modules.scopes(program)
    scope = Scope("class", node, scopes.module)
    body: list[Node] = []
    for name in names:
        declared = model.Bind(region, model.Name(region, name), None, annotation=model.Unknown(region))
        scope.bindings[name].append(Binding(declared, None, scopes.position(call)))
        body.append(declared)
    node.body = tuple(body)
    scopes.scope_of[id(node)] = scope
    return ClassValue(program, node)
