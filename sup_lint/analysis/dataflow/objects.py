"""Modules, classes and objects: what their attributes hold, and what imports lead to."""

from functools import partial
from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import Binding, last_name, place_of
from sup_lint.analysis.dataflow import calls, containers, decorators
from sup_lint.analysis.dataflow.values import (
    NOTHING,
    UNKNOWN,
    Arguments,
    ClassValue,
    Constant,
    Entries,
    External,
    Frame,
    FunctionValue,
    InstanceValue,
    Items,
    ModuleValue,
    Value,
    Values,
    identity,
    one,
    union,
)
from sup_lint.analysis.program import Node, Program

if TYPE_CHECKING:
    from sup_lint.analysis.dataflow.engine import Flow

_ADDING = {"append": 0, "add": 0, "appendleft": 0, "put": 0, "put_nowait": 0, "insert": 1}


def attribute(flow: "Flow", node: model.Attribute, frame: Frame) -> Values:
    """What `value.name` may hold."""
    found: list[Values] = []
    for value in flow.evaluate(node.value, frame):
        held = member(flow, value, node.name)
        if held is not None:
            found.append(held)
        if isinstance(value, External) and value.name.endswith("parse_args()"):
            found += _option_defaults(flow, node.name, frame)
    if node.name == "param" and isinstance(node.value, model.Name):
        function = flow.modules.scopes(frame.program).enclosing(node, model.Function)
        if isinstance(function, model.Function):
            found += decorators.fixture_parameters(flow, function, frame.program)
    values = union([*found, *stored(flow, node, frame)]) if found else union([*stored(flow, node, frame), UNKNOWN])
    return with_mutations(flow, node, values, frame)


def _option_defaults(flow: "Flow", name: str, frame: Frame) -> list[Values]:
    """The defaults of the options that argparse stores under `name`."""
    found: list[Values] = []
    for call in flow.modules.scopes(frame.program).calls.get("add_argument", ()):
        options = [each.value for each in call.arguments if each.name in {None, "dest"}]
        texts = [each.value for each in options if isinstance(each, model.Literal) and isinstance(each.value, str)]
        if any(text.lstrip("-").replace("-", "_") == name for text in texts):
            found += [flow.evaluate(each.value, frame) for each in call.arguments if each.name == "default"]
    for call in flow.modules.scopes(frame.program).calls.get("set_defaults", ()):
        found += [flow.evaluate(each.value, frame) for each in call.arguments if each.name == name]
    return found


def member(flow: "Flow", value: Value, name: str) -> Values | None:
    """What an attribute of one value may hold; None if nothing is known of it."""
    match value:
        case ModuleValue():
            return of_module(flow, value, name)
        case ClassValue():
            return _of_class(flow, value, name, None)
        case InstanceValue():
            return _of_instance(flow, value, name)
        case External(name="django.conf.settings"):
            settings = [of_module(flow, ModuleValue(program), name) for program in flow.modules.settings()]
            known = [values for values in settings if values is not None]
            return union([*known, one(External(f"{value.name}.{name}"))])
        case External():
            return one(External(f"{value.name}.{name}"))
        case Constant() if name in {"value", "_value_"}:
            return one(value)
        case Entries() if name in value.entries:
            return value.entries[name]
    return None


def of_module(flow: "Flow", module: ModuleValue, name: str) -> Values | None:
    """What a module's global holds, or the submodule of that name."""
    scopes = flow.modules.scopes(module.program)
    bindings = scopes.module.bindings.get(name)
    frame = flow.frame(module.program)
    if bindings:
        found = union([flow.bound(binding, frame) for binding in bindings])
        return union([found, *_stored_at(flow, name, frame)])
    known = star_imported(flow, scopes.module.bindings.get("*", []), name, frame)
    if known is not None:
        return known
    submodule = flow.modules.imported(module.program, name, 1)
    if submodule is not None:
        return one(ModuleValue(submodule))
    for binding in scopes.module.bindings.get("__getattr__", ()):  # PEP 562
        if isinstance(binding.node, model.Function):
            spelled = model.Argument(binding.node.region, model.Literal(binding.node.region, name))
            function = FunctionValue(module.program, binding.node)
            return calls.returned(flow, function, Arguments((spelled,), frame))
    return None


def imported_module(flow: "Flow", node: model.Import, frame: Frame) -> Values:
    """What `import a.b` binds: the module `a`, or with an alias the module `a.b`."""
    name = node.module if node.alias else node.module.partition(".")[0]
    program = flow.modules.imported(frame.program, name, 0)
    if not node.alias:
        # So that `a.b` is loaded and can be an attribute of `a`.
        flow.modules.imported(frame.program, node.module, 0)
    return one(ModuleValue(program)) if program is not None else one(External(name))


def imported_name(flow: "Flow", node: model.Imported, frame: Frame) -> Values:
    """What `from module import name` binds."""
    statement = flow.modules.scopes(frame.program).parents[id(node)]
    assert isinstance(statement, model.Import)
    program = flow.modules.imported(frame.program, statement.module, statement.level)
    if program is not None and program is not frame.program:
        found = of_module(flow, ModuleValue(program), node.name)
        if found is not None:
            return found
    # A package without __init__.py, or a submodule that the package does not name itself.
    dotted = f"{statement.module}.{node.name}".lstrip(".")
    submodule = flow.modules.imported(frame.program, dotted, statement.level)
    if submodule is not None:
        return one(ModuleValue(submodule))
    return one(External(dotted)) if program is None else UNKNOWN


def star_imported(flow: "Flow", stars: list[Binding], name: str, frame: Frame) -> Values | None:
    """What a name holds that one of the `from module import *` may have bound; None if none of the modules has it."""
    found: list[Values] = []
    for binding in stars:
        statement = flow.modules.scopes(frame.program).parents[id(binding.node)]
        assert isinstance(statement, model.Import)
        program = flow.modules.imported(frame.program, statement.module, statement.level)
        if program is not None and program is not frame.program:
            values = flow.guarded(binding.node, partial(_held, flow, ModuleValue(program), name))
            if values.alternatives:
                found.append(values)
    return union(found) if found else None


def _held(flow: "Flow", module: ModuleValue, name: str) -> Values:
    found = of_module(flow, module, name)
    return NOTHING if found is None else found


def module_global(flow: "Flow", value: Value, keys: list[object], frame: Frame) -> Values | None:
    """`globals()["NAME"]`: the global of that name; None for other values."""
    if not isinstance(value, External) or value.name not in {
        "builtins.globals()",
        "builtins.vars()",
        "builtins.locals()",
    }:
        return None
    found = [of_module(flow, ModuleValue(frame.program), key) for key in keys if isinstance(key, str)]
    return union([each for each in found if each is not None])


def dynamic_attribute(flow: "Flow", arguments: Arguments, frame: Frame) -> Values:
    """`getattr(value, name, default)`"""
    nodes = arguments.nodes
    found: list[Values] = [UNKNOWN]
    for value in flow.evaluate(nodes[0].value, frame):
        for name in flow.evaluate(nodes[1].value, frame).texts():
            held = member(flow, value, name)
            if held is not None:
                found.append(held)
    if len(nodes) > 2:
        found.append(flow.evaluate(nodes[2].value, frame))
    return union(found)


def _of_class(flow: "Flow", made_of: ClassValue, name: str, receiver: Value | None) -> Values | None:
    frame = flow.frame(made_of.program)
    scopes = flow.modules.scopes(made_of.program)
    bindings = scopes.scope_of[id(made_of.node)].bindings.get(name, [])
    held: list[Values] = []
    for binding in bindings:
        if isinstance(binding.node, model.Function):
            held.append(_method(flow, FunctionValue(made_of.program, binding.node, receiver, frame), made_of))
        elif binding.value is not None:
            held.append(flow.bound(binding, frame))
    held += _stored_at(flow, f"{made_of.node.name}.{name}", frame)
    if held:
        return union(held)
    for base in bases(flow, made_of):
        inherited = _of_class(flow, base, name, receiver) if base.node is not made_of.node else None
        if inherited is not None:
            return inherited
    return UNKNOWN if bindings else None


def _method(flow: "Flow", function: FunctionValue, made_of: ClassValue) -> Values:
    decorators = {decorator_name(each) for each in function.node.decorators}
    if (
        decorators & {"property", "cached_property", "computed_field", "classproperty"}
        and function.receiver is not None
    ):
        return calls.returned(flow, function, Arguments((), flow.frame(made_of.program)))
    if "classmethod" in decorators:
        return one(FunctionValue(function.program, function.node, made_of, function.closure))
    return one(function)


def _of_instance(flow: "Flow", instance: InstanceValue, name: str) -> Values | None:
    made_of = instance.made_of
    found = [*_field_argument(flow, instance, name), *_self_stores(flow, instance, name)]
    if instance.is_any:
        # `self` in a method may be an object of any subclass.
        for subclass in subclasses(flow, made_of):
            found += _self_stores(flow, InstanceValue(subclass), name)
            overridden = _of_class(flow, subclass, name, InstanceValue(subclass))
            if overridden is not None:
                found.append(overridden)
    of_class = _of_class(flow, made_of, name, instance)
    if of_class is not None:
        found.append(of_class)
    return union(found) if found else None


def _self_stores(flow: "Flow", instance: InstanceValue, name: str) -> list[Values]:
    """What the methods of a class and its bases put into `self.name`."""
    found: list[Values] = []
    for made_of in lineage(flow, instance.made_of):
        scopes = flow.modules.scopes(made_of.program)
        for method in methods_of(made_of.node):
            own = method.parameters[0].name if method.parameters else ""
            for store in scopes.stores.get(f"{own}.{name}", ()) if own else ():
                if (
                    store.position.scope.node is not method
                    and scopes.enclosing(store.target, model.Function) is not method
                ):
                    continue
                frame = flow.frame(made_of.program)
                if method.name in {"__init__", "__post_init__"} and instance.arguments is not None:
                    frame = _constructing(flow, made_of, method, instance)
                found.append(flow.evaluate(store.value, frame))
    return found


def _constructing(flow: "Flow", made_of: ClassValue, method: model.Function, instance: InstanceValue) -> Frame:
    """The frame of the constructor's call that made an object."""
    arguments = instance.arguments
    assert arguments is not None
    root = flow.frame(made_of.program)
    depth = arguments.frame.depth + 1
    return flow.once(
        ("constructing", id(method), identity(instance)),
        lambda: Frame(made_of.program, method, arguments, instance, parent=root, depth=depth),
    )


def _field_argument(flow: "Flow", instance: InstanceValue, name: str) -> list[Values]:
    """The argument for a field, where the class has no constructor of its own: dataclasses, models, named tuples."""
    arguments = instance.arguments
    if arguments is None:
        return []
    fields: list[str] = []
    for made_of in reversed(lineage(flow, instance.made_of)):
        if any(method.name == "__init__" for method in methods_of(made_of.node)):
            return []
        fields += [
            each.target.id
            for each in made_of.node.body
            if isinstance(each, model.Bind) and isinstance(each.target, model.Name) and each.annotation
        ]
    found = [flow.evaluate(each.value, arguments.frame) for each in arguments.nodes if each.name == name]
    positional = [each for each in arguments.nodes if not each.name and not each.spread]
    if name in fields and fields.index(name) < len(positional):
        found.append(flow.evaluate(positional[fields.index(name)].value, arguments.frame))
    spread = [each.value for each in arguments.nodes if each.spread == "**"]
    return found + [containers.element(flow.evaluate(each, arguments.frame), name) for each in spread]


def bases(flow: "Flow", made_of: ClassValue) -> list[ClassValue]:
    """The base classes that are part of the project."""
    frame = flow.frame(made_of.program)
    return [
        value
        for base in made_of.node.bases
        if not base.name
        for value in flow.evaluate(base.value, frame)
        if isinstance(value, ClassValue)
    ]


def external_bases(flow: "Flow", made_of: ClassValue) -> set[str]:
    """The dotted names of the base classes, near and far, from outside the project."""
    found: set[str] = set()
    for each in lineage(flow, made_of):
        frame = flow.frame(each.program)
        for base in each.node.bases:
            found |= {value.name for value in flow.evaluate(base.value, frame) if isinstance(value, External)}
    return found


def lineage(flow: "Flow", made_of: ClassValue) -> list[ClassValue]:
    """The class and all its bases in the project, nearest first."""
    found: list[ClassValue] = []
    queue = [made_of]
    while queue and len(found) < 32:
        each = queue.pop(0)
        if all(each.node is not known.node for known in found):
            found.append(each)
            queue.extend(bases(flow, each))
    return found


def subclasses(flow: "Flow", made_of: ClassValue) -> list[ClassValue]:
    """The classes of the loaded programs that descend from a class."""

    def find() -> list[ClassValue]:
        found: list[ClassValue] = []
        for program in flow.modules.programs():
            for node in flow.modules.scopes(program).classes:
                each = ClassValue(program, node)
                if node is not made_of.node and node.bases and inherits(flow, each, made_of):
                    found.append(each)
        return found

    return flow.once(("subclasses", made_of.node, len(flow.modules.programs())), find)


def instances_of(flow: "Flow", made_of: ClassValue) -> list[InstanceValue]:
    """The objects that calls in the loaded programs make of a class."""
    found: list[InstanceValue] = []
    for program in flow.modules.programs():
        frame = flow.frame(program)
        for node in flow.modules.scopes(program).calls.get(made_of.node.name, ()):
            values = flow.evaluate(node, frame)
            found += [each for each in values if isinstance(each, InstanceValue) and each.made_of.node is made_of.node]
    return found


def as_container(flow: "Flow", value: Value) -> Value:
    """A class as the mapping of its constants, since enumerations are looked up and iterated; other values as is."""
    return Entries({**members_of(flow, value)}, NOTHING) if isinstance(value, ClassValue) else value


def members_of(flow: "Flow", made_of: ClassValue) -> dict[object, Values]:
    """The constants of a class by their names: an enumeration's members."""
    scope = flow.modules.scopes(made_of.program).scope_of[id(made_of.node)]
    frame = flow.frame(made_of.program)
    return {
        name: union([flow.bound(binding, frame) for binding in bindings])
        for name, bindings in scope.bindings.items()
        if all(isinstance(binding.node, model.Bind) and binding.value is not None for binding in bindings)
    }


def inherits(flow: "Flow", made_of: ClassValue, from_class: ClassValue) -> bool:
    """Whether a class is another or descends from it."""
    return any(each.node is from_class.node for each in lineage(flow, made_of))


def methods_of(node: model.Class) -> list[model.Function]:
    """The functions defined directly in a class."""
    return [
        each.definition
        for each in node.body
        if isinstance(each, model.Define) and isinstance(each.definition, model.Function)
    ]


def owner_of(flow: "Flow", function: model.Function, program: Program) -> ClassValue | None:
    """The class that a function is a method of."""
    scopes = flow.modules.scopes(program)
    statement = scopes.parents.get(id(function))
    parent = scopes.parents.get(id(statement)) if isinstance(statement, model.Define) else None
    return ClassValue(program, parent) if isinstance(parent, model.Class) else None


def is_classmethod(function: model.Function) -> bool:
    """Whether the first parameter is the class."""
    return any(decorator_name(each) in {"classmethod", "validator", "field_validator"} for each in function.decorators)


def decorator_name(node: Node) -> str:
    """The last name of a decorator, called or not."""
    return last_name(node.function if isinstance(node, model.Call) else node)


def stored(flow: "Flow", node: model.Attribute | model.Subscript, frame: Frame) -> list[Values]:
    """What assignments elsewhere in the file put into the place that `node` spells."""
    place = place_of(node)
    if not place or place.partition(".")[0].partition("[")[0] == "self":
        return []
    return _stored_at(flow, place, frame)


def _stored_at(flow: "Flow", place: str, frame: Frame) -> list[Values]:
    scopes = flow.modules.scopes(frame.program)
    return [flow.evaluate(store.value, frame) for store in scopes.stores.get(place, ())]


def with_mutations(flow: "Flow", node: model.Name | model.Attribute, values: Values, frame: Frame) -> Values:
    """Add what methods such as append, update and setdefault put into a container that `node` names."""
    if not any(isinstance(value, Items | Entries) for value in values):
        return values
    place = place_of(node)
    if not place:
        return values
    added = _additions(flow, node, place, frame)
    if not added:
        return values
    found: list[Value] = []
    for value in values:
        if isinstance(value, Items):
            extra = tuple(containers_item for key, containers_item in added if key is None)
            found.append(Items((*value.items, *extra)))
        elif isinstance(value, Entries):
            entries = dict(value.entries)
            for key, item in added:
                if isinstance(key, str | bytes | int):
                    entries[key] = union([entries[key], item]) if key in entries else item
            found.append(Entries(entries, value.rest))
        else:
            found.append(value)
    return Values(tuple(found), values.exact)


def _additions(
    flow: "Flow", node: model.Name | model.Attribute, place: str, frame: Frame
) -> list[tuple[object, Values]]:
    scopes = flow.modules.scopes(frame.program)
    added: list[tuple[object, Values]] = []
    for name in (*_ADDING, "extend", "update", "setdefault"):
        for call in scopes.calls.get(name, ()):
            function = call.function
            if not isinstance(function, model.Attribute) or place_of(function.value) != place:
                continue
            if not _same_variable(flow, node, function.value, frame) or not call.arguments:
                continue
            added += _added_by(flow, name, call, frame)
    prefix = f"{place}["
    for key, stores in scopes.stores.items():
        if key.startswith(prefix) and "[" not in key[len(prefix) :]:
            for store in stores:
                target = store.target
                if (
                    isinstance(target, model.Subscript)
                    and isinstance(target.index, model.Literal)
                    and _same_variable(flow, node, target.value, frame)
                ):
                    added.append((target.index.value, flow.evaluate(store.value, frame)))
    return added


def _added_by(flow: "Flow", name: str, call: model.Call, frame: Frame) -> list[tuple[object, Values]]:
    arguments = call.arguments
    if name in _ADDING:
        position = _ADDING[name]
        return [(None, flow.evaluate(arguments[position].value, frame))] if position < len(arguments) else []
    if name == "extend":
        return [(None, containers.any_element(flow.evaluate(arguments[0].value, frame)))]
    if name == "setdefault":
        keys = [each.value for each in flow.evaluate(arguments[0].value, frame).constants()]
        return [(key, flow.evaluate(arguments[1].value, frame)) for key in keys] if len(arguments) > 1 else []
    added: list[tuple[object, Values]] = [
        (argument.name, flow.evaluate(argument.value, frame)) for argument in arguments if argument.name
    ]
    if not arguments[0].name:
        for value in flow.evaluate(arguments[0].value, frame):
            if isinstance(value, Entries):
                added += list(value.entries.items())
    return added


def _same_variable(flow: "Flow", node: Node, other: Node, frame: Frame) -> bool:
    """Whether two equal places start at the same variable."""
    scopes = flow.modules.scopes(frame.program)
    roots = []
    for each in (node, other):
        while isinstance(each, model.Attribute | model.Subscript):
            each = each.value  # noqa: PLW2901 - climb to the variable
        if not isinstance(each, model.Name):
            return False
        scope = scopes.position(each).scope
        roots.append(next(iter(scopes.lookup(each.id, scopes.position(each)) or ()), None) or scope)
    first, second = roots
    if isinstance(first, Binding) and isinstance(second, Binding):
        return first is second or first.position.scope is second.position.scope
    return first is second
