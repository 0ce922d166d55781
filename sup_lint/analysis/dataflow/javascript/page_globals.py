"""Globals of JavaScript: what `window.X = …` and the other scripts of a page give a name that a script doesn't bind."""

import re
from functools import partial
from typing import TYPE_CHECKING

from sup_lint.analysis.dataflow import modules
from sup_lint.analysis.dataflow.values import NOTHING, External, Frame, ModuleValue, Value, Values, union
from sup_lint.analysis.program import Program

if TYPE_CHECKING:
    from sup_lint.analysis.dataflow.engine import Flow

OBJECTS = ("window", "globalThis", "self", "global")
_MODULE = re.compile(r"^\s{0,40}(?:import\s{0,8}[\w{*\"']|export\s|module\.exports\b|exports\.\w)", re.MULTILINE)
_EXTERNALS = frozenset(f"builtins.{name}" for name in OBJECTS)


def named(flow: "Flow", name: str, frame: Frame) -> Values | None:
    """What a name without a binding holds; None if nothing in the page gives it a value."""
    found = _assigned(flow, name, frame)
    for program in flow.modules.sharing(frame.program, name):
        found += _of_script(flow, program, name)
    return union(found) if found else None


def member(flow: "Flow", value: Value, name: str, frame: Frame) -> Values | None:
    """What a property of the global object holds that this file doesn't assign; None for other values."""
    if not isinstance(value, External) or value.name not in _EXTERNALS:
        return None
    found: list[Values] = []
    scopes = flow.modules.scopes(frame.program)
    if not any(f"{each}.{name}" in scopes.stores for each in OBJECTS):
        for program in flow.modules.sharing(frame.program, name):
            found += _of_script(flow, program, name)
    if name in scopes.module.bindings and not _is_module(frame.program):
        found += _bound(flow, frame.program, name)
    return union(found) if found else None


def _of_script(flow: "Flow", program: Program, name: str) -> list[Values]:
    found = _assigned(flow, name, flow.frame(program))
    if not _is_module(program):
        found += _bound(flow, program, name)
    return found


def _assigned(flow: "Flow", name: str, frame: Frame) -> list[Values]:
    scopes = flow.modules.scopes(frame.program)
    return [
        flow.evaluate(store.value, flow.frame(frame.program))
        for each in OBJECTS
        for store in scopes.stores.get(f"{each}.{name}", ())
    ]


def _bound(flow: "Flow", program: Program, name: str) -> list[Values]:
    bindings = flow.modules.scopes(program).module.bindings.get(name)
    if not bindings:
        return []
    return [flow.guarded(bindings[0].node, partial(_held, flow, program, name))]


def _held(flow: "Flow", program: Program, name: str) -> Values:
    found = modules.of_module(flow, ModuleValue(program), name)
    return NOTHING if found is None else found


def _is_module(program: Program) -> bool:
    """Whether a script imports or exports: what it declares is no global."""
    return not program.text.lstrip().startswith("<") and _MODULE.search(program.text) is not None
