"""What the attributes of modules, classes and objects hold."""

from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.dataflow import calls, classes, containers, decorators, modules, stores
from sup_lint.analysis.dataflow.values import (
    UNKNOWN,
    Arguments,
    ClassValue,
    Constant,
    Entries,
    External,
    Frame,
    FunctionValue,
    InstanceValue,
    ModuleValue,
    Value,
    Values,
    identity,
    one,
    union,
)

if TYPE_CHECKING:
    from sup_lint.analysis.dataflow.engine import Flow


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
    values = (
        union([*found, *stores.stored(flow, node, frame)])
        if found
        else union([*stores.stored(flow, node, frame), UNKNOWN])
    )
    return stores.with_mutations(flow, node, values, frame)


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
            return modules.of_module(flow, value, name)
        case ClassValue():
            return _of_class(flow, value, name, None)
        case InstanceValue():
            return _of_instance(flow, value, name)
        case External(name="django.conf.settings"):
            settings = [modules.of_module(flow, ModuleValue(program), name) for program in flow.modules.settings()]
            known = [values for values in settings if values is not None]
            return union([*known, one(External(f"{value.name}.{name}"))])
        case External():
            return one(External(f"{value.name}.{name}"))
        case Constant() if name in {"value", "_value_"}:
            return one(value)
        case Entries() if name in value.entries:
            return value.entries[name]
    return None


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
    held += stores.stored_at(flow, f"{made_of.node.name}.{name}", frame)
    if held:
        return union(held)
    for base in classes.bases(flow, made_of):
        inherited = _of_class(flow, base, name, receiver) if base.node is not made_of.node else None
        if inherited is not None:
            return inherited
    return UNKNOWN if bindings else None


def _method(flow: "Flow", function: FunctionValue, made_of: ClassValue) -> Values:
    decorators = {classes.decorator_name(each) for each in function.node.decorators}
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
        for subclass in classes.subclasses(flow, made_of):
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
    for made_of in classes.lineage(flow, instance.made_of):
        scopes = flow.modules.scopes(made_of.program)
        for method in classes.methods_of(made_of.node):
            own = method.parameters[0].name if method.parameters else ""
            for store in scopes.stores.get(f"{own}.{name}", ()) if own else ():
                if store.position.scope.node is not method:
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
    for made_of in reversed(classes.lineage(flow, instance.made_of)):
        if any(method.name == "__init__" for method in classes.methods_of(made_of.node)):
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
