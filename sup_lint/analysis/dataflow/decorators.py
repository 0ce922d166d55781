"""What decorators pass to the parameters of the functions below them: options, test parameters, fixtures."""

from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.dataflow import calls, containers
from sup_lint.analysis.dataflow.values import Arguments, FunctionValue, Values
from sup_lint.analysis.program import Node, Program

if TYPE_CHECKING:
    from sup_lint.analysis.dataflow.engine import Flow


def values_for(flow: "Flow", function: model.Function, parameter: model.Parameter, program: Program) -> list[Values]:
    """What click's options, pytest's parameters and pytest's fixtures give a parameter."""
    found: list[Values] = []
    for decorator in function.decorators:
        if not isinstance(decorator, model.Call):
            continue
        kind = last_name(decorator.function)
        if kind in {"option", "argument"}:
            found += _of_option(flow, decorator, parameter, program)
        elif kind == "parametrize":
            found += [flow.evaluate(cell, flow.frame(program)) for cell in cells(decorator, parameter.name)]
    count = len(flow.modules.programs())
    for other, call in flow.once(("for every test", count), lambda: _for_every_test(flow)):
        found += [flow.evaluate(cell, flow.frame(other)) for cell in cells(call, parameter.name)]
    for fixture, owner in _fixtures(flow, parameter.name):
        if fixture is not function:
            found.append(calls.returned(flow, FunctionValue(owner, fixture), Arguments((), flow.frame(owner))))
    return found


def _for_every_test(flow: "Flow") -> list[tuple[Program, model.Call]]:
    """The calls of `metafunc.parametrize(…)`, which speaks for every test."""
    return [
        (program, call)
        for program, call in flow.crossings.calls.get("parametrize", ())
        if isinstance(call.function, model.Attribute) and last_name(call.function.value) == "metafunc"
    ]


def cells(decorator: model.Call, name: str) -> list[Node]:
    """The expressions that `@pytest.mark.parametrize` gives the parameter `name`, one for each row."""
    if len(decorator.arguments) < 2:
        return []
    given, rows = decorator.arguments[0].value, decorator.arguments[1].value
    if isinstance(given, model.Literal):
        names = [part.strip() for part in str(given.value).split(",")]
    elif isinstance(given, model.Sequence):
        names = [str(item.value) for item in given.items if isinstance(item, model.Literal)]
    else:
        return []
    if name not in names or not isinstance(rows, model.Sequence):
        return []
    position, count = names.index(name), len(names)
    found = [_cell(row, position, count) for row in rows.items]
    return [cell for cell in found if cell is not None]


def _cell(row: Node, position: int, count: int) -> Node | None:
    """The part of a row that belongs to one parameter."""
    if isinstance(row, model.Call) and last_name(row.function) == "param":  # pytest.param(…, id=…)
        values = [argument.value for argument in row.arguments if not argument.name]
        return values[position] if position < len(values) else None
    if count == 1:
        return row
    items = row.items if isinstance(row, model.Sequence) else ()
    return items[position] if len(items) == count else None


def fixture_parameters(flow: "Flow", function: model.Function, program: Program) -> list[Values]:
    """What `request.param` is within a fixture."""
    return [
        containers.any_element(flow.evaluate(argument.value, flow.frame(program)))
        for decorator in function.decorators
        if isinstance(decorator, model.Call) and last_name(decorator.function) == "fixture"
        for argument in decorator.arguments
        if argument.name == "params"
    ]


def _of_option(flow: "Flow", decorator: model.Call, parameter: model.Parameter, program: Program) -> list[Values]:
    spelled = [argument.value for argument in decorator.arguments if not argument.name]
    names = {
        part.lstrip("-").replace("-", "_").lower()
        for value in spelled
        if isinstance(value, model.Literal) and isinstance(value.value, str)
        for part in value.value.split("/")
    }
    if parameter.name.lower() not in names:
        return []
    frame = flow.frame(program)
    found: list[Values] = []
    for argument in decorator.arguments:
        if argument.name == "default":
            for value in (values := flow.evaluate(argument.value, frame)):
                if isinstance(value, FunctionValue):
                    found.append(calls.returned(flow, value, Arguments((), frame)))
            found.append(values)
    return found


def _fixtures(flow: "Flow", name: str) -> list[tuple[model.Function, Program]]:
    """The pytest fixtures of a name in the loaded programs."""
    return [
        (node, program)
        for program, node in flow.crossings.decorated.get("fixture", ())
        if node.name == name
        and any(binding.node is node for binding in flow.modules.scopes(program).module.bindings.get(name, ()))
    ]
