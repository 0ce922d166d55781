"""What the names of modules hold, and what imports lead to."""

from collections.abc import Hashable
from functools import partial
from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import Binding
from sup_lint.analysis.dataflow import calls, names, objects, stores
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
    Given,
    ModuleValue,
    Value,
    Values,
    one,
    union,
)

if TYPE_CHECKING:
    from sup_lint.analysis.dataflow.engine import Flow

_NAMESPACES = frozenset({"builtins.globals()", "builtins.vars()", "builtins.locals()"})


def of_module(flow: "Flow", module: ModuleValue, name: str) -> Values | None:
    """What a module's global holds, or the submodule of that name."""
    scopes = flow.modules.scopes(module.program)
    bindings = scopes.module.bindings.get(name)
    frame = flow.frame(module.program)
    if bindings:
        found = union([names.bound(flow, binding, frame) for binding in bindings])
        return union([found, *stores.stored_in_module(flow, module.program, name)])
    known = star_imported(flow, scopes.module.bindings.get("*", []), name, frame)
    if known is not None:
        return known
    if module.program.language == "javascript":
        return _exported(flow, module, name)
    submodule = flow.modules.imported(module.program, name, 1)
    if submodule is not None:
        return one(ModuleValue(submodule))
    for binding in scopes.module.bindings.get("__getattr__", ()):  # PEP 562
        if isinstance(binding.node, model.Function):
            region = binding.node.region
            spelled = model.Argument(region, Given(region, one(Constant(name))))
            function = FunctionValue(module.program, binding.node)
            return calls.returned(flow, function, Arguments((spelled,), frame))
    return None


def _exported(flow: "Flow", module: ModuleValue, name: str) -> Values | None:
    """What CommonJS exports under a name, or as a whole for a default import."""
    exports = flow.modules.scopes(module.program).module.bindings.get(model.EXPORTS, [])
    frame = flow.frame(module.program)
    if name == model.DEFAULT:
        return union([names.bound(flow, binding, frame) for binding in exports]) if exports else one(module)
    held = [
        values
        for binding in exports
        for value in names.bound(flow, binding, frame)
        if not isinstance(value, ModuleValue) and (values := objects.member(flow, value, name)) is not None
    ]
    return union(held) if held else None


def required(flow: "Flow", node: model.Import, frame: Frame) -> Values:
    """What `require("…")` and `import("…")` give."""
    return flow.guarded(node, lambda: imported_module(flow, node, frame))


def imported_module(flow: "Flow", node: model.Import, frame: Frame) -> Values:
    """What `import a.b` binds: the module `a`, or with an alias the module `a.b`."""
    name = node.module if node.alias else node.module.partition(".")[0]
    program = flow.modules.imported(frame.program, name, 0)
    # So that `a.b` is loaded and can be an attribute of `a`.
    inner = None if node.alias else flow.modules.imported(frame.program, node.module, 0)
    if program is not None:
        return _as_a_whole(flow, ModuleValue(program))
    if inner is not None:
        return one(_namespace(flow, name, frame))
    return one(External(name))


def _as_a_whole(flow: "Flow", module: ModuleValue) -> Values:
    """What `require` gives: the module, or what it has put in the place of its exports."""
    exports = flow.modules.scopes(module.program).module.bindings.get(model.EXPORTS)
    if not exports:
        return one(module)
    frame = flow.frame(module.program)
    return union([*(names.bound(flow, binding, frame) for binding in exports), one(module)])


def _namespace(flow: "Flow", name: str, frame: Frame) -> Entries:
    """A package without __init__.py: the modules below it that the file imports."""
    found: dict[Hashable, Values] = {}
    for binding in flow.modules.scopes(frame.program).module.bindings.get(name, ()):
        if isinstance(binding.node, model.Import) and not binding.node.alias:
            program = flow.modules.imported(frame.program, binding.node.module, 0)
            if program is not None:
                _put(found, binding.node.module.split(".")[1:], one(ModuleValue(program)))
    return Entries(found, UNKNOWN)


def _put(entries: dict[Hashable, Values], path: list[str], held: Values) -> None:
    *around, last = path
    for part in around:
        inner = next((value for value in entries.get(part, NOTHING) if isinstance(value, Entries)), None)
        if inner is None:
            inner = Entries({}, UNKNOWN)
            entries[part] = one(inner)
        entries = inner.entries
    entries[last] = held


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
    if frame.program.language == "javascript":
        name = statement.module if node.name == model.DEFAULT else f"{statement.module}.{node.name}"
        return one(External(name)) if program is None else UNKNOWN
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


def shared(flow: "Flow", name: str, frame: Frame) -> Values | None:
    """What another file of the package binds, in languages in which that needs no import; None if not just one does.

    In JavaScript it is what the scripts of a page make a global.
    """
    if frame.program.language == "javascript":
        from sup_lint.analysis.dataflow.javascript import page_globals

        return page_globals.named(flow, name, frame)
    found: list[Values] = []
    for program in flow.modules.sharing(frame.program, name):
        scopes = flow.modules.scopes(program)
        bindings = scopes.module.bindings.get(name)
        if bindings:
            values = flow.guarded(bindings[0].node, partial(_held, flow, ModuleValue(program), name))
            found.append(values)
        else:
            found += [one(ClassValue(program, each)) for each in scopes.classes if each.name == name][:1]
    return found[0] if len(found) == 1 else None


def module_global(flow: "Flow", value: Value, keys: list[object], frame: Frame) -> Values | None:
    """`globals()["NAME"]`: the global of that name; None for other values."""
    if not isinstance(value, External) or value.name not in _NAMESPACES:
        return None
    found = [of_module(flow, ModuleValue(frame.program), key) for key in keys if isinstance(key, str)]
    return union([each for each in found if each is not None])
