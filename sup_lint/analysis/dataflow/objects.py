"""What the attributes of modules, classes and objects hold."""

from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import Store, place_of
from sup_lint.analysis.dataflow import (
    calls,
    classes,
    containers,
    decorators,
    languages,
    modules,
    names,
    records,
    stores,
)
from sup_lint.analysis.dataflow.values import (
    ABSENT,
    UNKNOWN,
    Arguments,
    ClassValue,
    Constant,
    Entries,
    External,
    Frame,
    FunctionValue,
    Given,
    InstanceValue,
    Items,
    Member,
    ModuleValue,
    Value,
    Values,
    identity,
    one,
    union,
)
from sup_lint.analysis.program import Node

if TYPE_CHECKING:
    from sup_lint.analysis.dataflow.engine import Flow


# An object whose constructor makes another like it would be made for ever.
_DEEPEST_CONSTRUCTION = 6


def attribute(flow: "Flow", node: model.Attribute, frame: Frame) -> Values:
    """What `value.name` may hold."""
    found: list[Values] = []
    owners = flow.evaluate(node.value, frame)
    for value in owners:
        held = member(flow, value, node.name)
        if held is None:
            held = languages.property_of(frame.program, value, node.name)
        if isinstance(value, External) and languages.is_javascript(frame.program):
            from sup_lint.analysis.dataflow.javascript import page_globals

            held = page_globals.member(flow, value, node.name, frame) or held
        if held is not None:
            found.append(held)
        if isinstance(value, External) and value.name.endswith("parse_args()"):
            found += _option_defaults(flow, node.name, frame)
    if node.name == "param" and isinstance(node.value, model.Name):
        function = flow.modules.scopes(frame.program).enclosing(node, model.Function)
        if isinstance(function, model.Function):
            found += decorators.fixture_parameters(flow, function, frame.program)
    # What is put into a mapping of JavaScript is among its entries already, in order.
    is_entry = languages.is_javascript(frame.program) and all(isinstance(each, Entries) for each in owners)
    stored = [] if is_entry and owners.alternatives else stores.stored(flow, node, frame)
    values = union([*found, *stored, *([] if found else [UNKNOWN])])
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
            region = value.made_of.node.region
            node = flow.once(("member", identity(value), name), lambda: Member(region, value, name))
            held = flow.evaluate(node, flow.frame(value.made_of.program))
            return None if held is ABSENT else held
        case External(name="django.conf.settings"):
            settings = [modules.of_module(flow, ModuleValue(program), name) for program in flow.modules.settings()]
            known = [values for values in settings if values is not None]
            return union([*known, one(value.attribute(name))])
        case External():
            planted = flow.sources.attribute(value, name) if flow.sources is not None else None
            return one(value.attribute(name)) if planted is None else planted
        case Constant() if name in {"value", "_value_"}:
            return one(value)
        case Entries(by_methods=False) if name in value.entries:
            return value.entries[name]
        case Entries(any_case=True) if name == "raw":  # of httpx.Headers
            pairs = (Items((one(Constant(key)), held)) for key, held in value.entries.items())
            return one(Items(tuple(one(pair) for pair in pairs)))
    return None


def held_by(flow: "Flow", node: Member) -> Values:
    """What an object's attribute may hold; ABSENT if nothing is known of it."""
    held = _of_instance(flow, node.instance, node.name)
    if flow.sources is not None:
        held = flow.sources.member(node.instance, node.name, held)
    return ABSENT if held is None else held


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


def entered(flow: "Flow", node: model.Context, frame: Frame) -> Values:
    """What `with … as target` binds: the object itself, what its `__enter__` returns, what a generator yields."""
    found: list[Values] = []
    for value in flow.evaluate(node.value, frame):
        if isinstance(value, Items):
            found.append(containers.any_element(one(value)))
            continue
        entering = ("__enter__", "__aenter__") if isinstance(value, InstanceValue) else ()
        methods = [method for name in entering for method in member(flow, value, name) or ()]
        entered = [calls.call(flow, method, Arguments((), frame), None) for method in methods]
        found.append(union(entered) if entered else one(value))
    return union(found) if found else UNKNOWN


def taken_items(flow: "Flow", values: Values, index: Node, frame: Frame) -> list[Values]:
    """What the `__getitem__` of objects among the values may return for an index."""
    arguments = Arguments((model.Argument(index.region, index),), frame)
    return [
        calls.call(flow, method, arguments, None)
        for value in values
        if isinstance(value, InstanceValue)
        for method in _of_class(flow, value.made_of, "__getitem__", value) or ()
    ]


def _of_class(flow: "Flow", made_of: ClassValue, name: str, receiver: Value | None) -> Values | None:
    """What a class has under a name, itself or from its bases; None if nothing is known of it."""
    key = ("of class", made_of.node, name, None if receiver is None else identity(receiver))
    return flow.kept(key, lambda: _found_in_class(flow, made_of, name, receiver))


def _found_in_class(flow: "Flow", made_of: ClassValue, name: str, receiver: Value | None) -> Values | None:
    frame = flow.frame(made_of.program)
    scopes = flow.modules.scopes(made_of.program)
    bindings = scopes.scope_of[id(made_of.node)].bindings.get(name, [])
    held: list[Values] = []
    for binding in bindings:
        if isinstance(binding.node, model.Function):
            held.append(_method(flow, FunctionValue(made_of.program, binding.node, receiver, frame), made_of))
        elif isinstance(binding.node, model.Class):
            held.append(one(ClassValue(made_of.program, binding.node)))
        elif binding.value is not None:
            held.append(names.bound(flow, binding, frame))
    held += _default_methods(flow, made_of, name, receiver)
    held += stores.stored_at(flow, f"{made_of.node.name}.{name}", frame)
    held += stores.stored_by_name(flow, made_of.node.name, name, frame)
    if held:
        return union(held)
    for base in classes.bases(flow, made_of):
        inherited = _of_class(flow, base, name, receiver) if base.node is not made_of.node else None
        if inherited is not None:
            return inherited
    return UNKNOWN if bindings else None


def _default_methods(flow: "Flow", made_of: ClassValue, name: str, receiver: Value | None) -> list[Values]:
    """What methods below `@name.default` of attrs give the field."""
    nothing = Arguments((), flow.frame(made_of.program))
    return [
        calls.returned(flow, FunctionValue(made_of.program, method, receiver), nothing)
        for method in classes.methods_of(made_of.node)
        for decorator in method.decorators
        if place_of(decorator) == f"{name}.default"
    ]


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
    found = [*records.field_arguments(flow, instance, name), *_self_stores(flow, instance, name)]
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
    if not found and name == "__dict__":
        return one(records.as_entries(flow, instance))
    if not found and not name.startswith("__"):
        spelled = model.Argument(made_of.node.region, Given(made_of.node.region, one(Constant(name))))
        arguments = Arguments((spelled,), flow.frame(made_of.program))
        for method in _of_class(flow, made_of, "__getattr__", instance) or ():
            found.append(calls.call(flow, method, arguments, None))
    return union(found) if found else None


def _self_stores(flow: "Flow", instance: InstanceValue, name: str) -> list[Values]:
    """What the methods of a class and its bases put into `self.name`."""
    found: list[Values] = []
    is_made = instance.arguments is not None
    for made_of in classes.lineage(flow, instance.made_of):
        for method, written, filled in _writers(flow, made_of, name):
            frame = flow.frame(made_of.program)
            if is_made and method.name in {"__init__", "__post_init__"}:
                frame = _constructing(flow, made_of, method, instance)
            found += [
                flow.evaluate(store.value, frame)
                for store in written
                if store.key is None or name in flow.evaluate(store.key, frame).texts()
            ]
            for call in filled:
                found += [values for key, values in stores.added_by(flow, call, frame) if key == name]
        # The arguments are those of the nearest constructor; one of a base is called by it with others.
        is_made = is_made and all(method.name != "__init__" for method in classes.methods_of(made_of.node))
    return found


_Writer = tuple[model.Function, list[Store], list[model.Call]]


def _writers(flow: "Flow", made_of: ClassValue, name: str) -> list[_Writer]:
    """The methods of a class that write `self.name`, by assignments and by `self.__dict__.update(…)`."""

    def find() -> list[_Writer]:
        scopes = flow.modules.scopes(made_of.program)
        found: list[_Writer] = []
        for method in classes.methods_of(made_of.node):
            own = method.parameters[0].name if method.parameters else ""
            written = [*scopes.stores_in(method, f"{own}.{name}"), *scopes.stores_in(method, f"{own}.?")]
            calls_made = scopes.mutations.get(f"{own}.__dict__", ())
            filled = [call for call in calls_made if scopes.position(call).scope.node is method]
            if written or filled:
                found.append((method, written, filled))
        return found

    return flow.once(("writers", made_of.node, name), find)


def _constructing(flow: "Flow", made_of: ClassValue, method: model.Function, instance: InstanceValue) -> Frame:
    """The frame of the constructor's call that made an object."""
    arguments = instance.arguments
    assert arguments is not None
    root = flow.frame(made_of.program)
    depth = arguments.frame.depth + 1
    if depth > _DEEPEST_CONSTRUCTION:
        return root
    return flow.once(
        ("constructing", id(method), identity(instance)),
        lambda: Frame(made_of.program, method, arguments, instance, parent=root, depth=depth),
    )
