"""Functions from outside the project that the flow itself must answer: partial, getattr, super, map, factories."""

from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.dataflow import calls, classes, containers, languages, modules, objects, records
from sup_lint.analysis.dataflow.values import (
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
    ModuleValue,
    Partial,
    Values,
    one,
    union,
)
from sup_lint.analysis.python.semantics import DEFAULT_ARGUMENTS
from sup_lint.model.region import Region

if TYPE_CHECKING:
    from sup_lint.analysis.dataflow.engine import Flow

_AS_MAPPING = frozenset(
    {"vars", "dict", "dataclasses.asdict", "dataclasses.astuple", "attr.asdict", "attrs.asdict", "attrs.astuple"}
)


def result(flow: "Flow", callee: External, arguments: Arguments, node: model.Call | None) -> Values:
    """What a function from outside the project may return; `node` is the call where it stands in the source."""
    name = callee.name.removeprefix("builtins.")
    frame = arguments.frame
    if name == "super" and node is not None:
        return _super(flow, node, frame)
    if languages.is_javascript(frame.program):
        from sup_lint.analysis.dataflow.javascript import library

        return library.result(flow, callee, arguments, node)
    if name in {"functools.partial", "partial"} and arguments.nodes:
        function = flow.evaluate(arguments.nodes[0].value, frame)
        return one(Partial(function, Arguments(arguments.nodes[1:], frame)))
    if name in {"dataclasses.replace", "copy.replace", "attr.evolve", "attrs.evolve"} and arguments.nodes:
        replaced = flow.evaluate(arguments.nodes[0].value, frame)
        changes = Arguments(arguments.nodes[1:], frame)
        return union([one(records.replaced(flow, each, changes)) for each in replaced])
    if name == "getattr" and len(arguments.nodes) > 1:
        return objects.dynamic_attribute(flow, arguments, frame)
    if name in {"globals", "vars", "locals"} and not arguments.nodes:
        return one(External(f"builtins.{name}()"))
    if name in records.FACTORIES and node is not None:
        made = records.made_class(flow, node, frame)
        if made is not None:
            return one(made)
    positional, named = calls.evaluated(flow, arguments)
    planted = flow.sources.called(name, callee, arguments, node) if flow.sources is not None else None
    if planted is not None:
        return planted
    known = _of_the_flow(flow, name, positional, frame)
    if known is None:
        known = languages.semantics_of(frame.program).function(name, positional, named)
    if known is not None:
        return _called_factories(flow, known, arguments)
    # getenv(name, default), os.environ.get(name, default), config(name, default=…)
    defaults = [named[key] for key in DEFAULT_ARGUMENTS if key in named]
    # A configparser's second argument is the option's name.
    if name.rpartition(".")[2] in {"getenv", "get", "pop", "setdefault"} and not name.startswith("configparser."):
        defaults += positional[1:2]
    return union([one(External(f"{callee.name}()", node, arguments, callee)), *defaults])


def _called_factories(flow: "Flow", values: Values, arguments: Arguments) -> Values:
    """A default factory stands for what it makes."""
    nothing = Arguments((), arguments.frame)
    found = [
        calls.call(flow, value, nothing, None) if isinstance(value, FunctionValue | ClassValue) else one(value)
        for value in values
    ]
    return union([*found, *([] if values.exact else [UNKNOWN])])


def _of_the_flow(flow: "Flow", name: str, positional: list[Values], frame: Frame) -> Values | None:
    """The result where it takes more than the values of the arguments; None for other functions."""
    if not positional:
        return None
    first = positional[0]
    if name in {"globals().get", "vars().get", "locals().get"}:
        namespace = External(f"builtins.{name.removesuffix('.get')}")
        held = modules.module_global(flow, namespace, [*first.texts()], frame)
        return union([*([held] if held is not None else ()), *positional[1:]])
    if name in {"importlib.import_module", "__import__"}:
        found: list[Values] = []
        for text in sorted(first.texts()):
            program = flow.modules.imported(frame.program, text.lstrip("."), _level(text))
            found.append(one(External(text) if program is None else ModuleValue(program)))
        return union(found or [UNKNOWN])
    if name in _AS_MAPPING and any(isinstance(value, InstanceValue) for value in first):
        return union([one(records.as_entries(flow, value)) for value in first if isinstance(value, InstanceValue)])
    if name == "collections.defaultdict":
        made = [calls.call(flow, value, Arguments((), frame), None) for value in first]
        given = [value.entries for each in positional[1:2] for value in each if isinstance(value, Entries)]
        return one(Entries(given[0] if given else {}, union(made)))
    if name == "filter" and len(positional) == 2 and flow.sources is not None:
        return _filtered(flow, first, positional[1], frame)
    if name == "map" and len(positional) == 2 and any(isinstance(value, FunctionValue | Partial) for value in first):
        return _mapped(flow, first, positional[1], frame)
    return None


def _level(module: str) -> int:
    return len(module) - len(module.lstrip("."))


def _filtered(flow: "Flow", functions: Values, lists: Values, frame: Frame) -> Values | None:
    """The items of which a function of the project doesn't say no."""
    items = containers.elements(lists)
    known = [value for value in functions if isinstance(value, FunctionValue | Partial)]
    if items is None or not known:
        return None
    region = Region(1, 1, 1, 1)
    kept: list[Values] = []
    for item in items:
        arguments = Arguments((model.Argument(region, Given(region, item)),), frame)
        answers = union([calls.call(flow, function, arguments, None) for function in known])
        if not answers.exact or any(not isinstance(each, Constant) or each.value for each in answers):
            kept.append(item)
    return one(Items(tuple(kept)))


def _mapped(flow: "Flow", functions: Values, lists: Values, frame: Frame) -> Values:
    items = next((items for value in lists if (items := containers.items_of(value)) is not None), None)
    if items is None:
        return UNKNOWN
    region = Region(1, 1, 1, 1)
    mapped: list[Values] = []
    for item in items:
        arguments = Arguments((model.Argument(region, Given(region, item)),), frame)
        mapped.append(union([calls.call(flow, function, arguments, None) for function in functions]))
    return one(Items(tuple(mapped)))


def _super(flow: "Flow", node: model.Call, frame: Frame) -> Values:
    """`super()`: an object of the base classes of the class around."""
    around = flow.modules.scopes(frame.program).enclosing(node, model.Class)
    if not isinstance(around, model.Class):
        return UNKNOWN
    owner = ClassValue(frame.program, around)
    found = [one(InstanceValue(base, is_any=True)) for base in classes.bases(flow, owner)]
    names = sorted(classes.external_bases(flow, owner))
    return union([*found, *(one(External(f"{name}()")) for name in names)] or [UNKNOWN])
