"""One program as the detectors of switches look at it: who is called, what is on, and under which conditions."""

from collections.abc import Iterator

from sup_lint.analysis import program as model
from sup_lint.analysis.dataflow.values import Constant, External, FunctionValue, Values
from sup_lint.analysis.program import Node, Program
from sup_lint.analysis.project import Project
from sup_lint.analysis.wire.arguments import entries
from sup_lint.analysis.wire.conditions import decides, leaves_before, statements_in
from sup_lint.analysis.wire.switch import State

_FARTHEST_CALLER = 3


class View:
    """The program of one file, with what the project knows of it."""

    def __init__(self, project: Project, program: Program) -> None:
        self.project = project
        self.program = program
        self.flow = project.flow
        self.frame = project.flow.frame(program)
        self.scopes = project.scopes(program)

    def values(self, node: Node) -> Values:
        """What an expression may hold, whoever calls."""
        return self.flow.evaluate(node, self.frame)

    def names(self, node: Node) -> set[str]:
        """The dotted names of what an expression may hold from outside the project."""
        return {value.name.removeprefix("builtins.") for value in self.values(node) if isinstance(value, External)}

    def calls_of(self, *names: str) -> Iterator[tuple[model.Call, set[str]]]:
        """Every call whose callee goes by one of the names in its own module, with the callee's dotted names."""
        spelled = dict.fromkeys(names)
        for alias, bindings in self.scopes.module.bindings.items():
            for binding in bindings:
                if isinstance(binding.node, model.Imported) and binding.node.name in names:
                    spelled[alias] = None
        for name in spelled:
            for call in self.scopes.calls.get(name, ()):
                yield call, self.names(call.function)

    def calls_with(self, *keywords: str) -> Iterator[tuple[model.Call, model.Argument]]:
        """Every call that passes one of the keyword arguments, also by `**options` spelled here, with the argument."""
        for calls in self.scopes.calls.values():
            for call in calls:
                for each in call.arguments:
                    if each.name in keywords:
                        yield call, each
                    elif each.spread == "**":
                        for name, value in self.entries(each.value).items():
                            if name in keywords:
                                yield call, model.Argument(value.region, value, name)

    def entries(self, node: Node | None) -> dict[str, Node]:
        """The entries of a mapping display, or of the one that a name stands for."""
        if isinstance(node, model.Name):
            bindings = self.scopes.lookup(node.id, self.scopes.position(node)) or ()
            return next((held for each in bindings if (held := entries(each.value))), {})
        return entries(node)

    def state(self, node: Node | None) -> State:
        """Whether a value is true. What a parameter holds that no known caller sets is its default, or off."""
        if node is None:
            return State.UNSET
        values = self.values(node)
        truths = {bool(each.value) for each in values.constants()}
        if not values.alternatives and self.is_parameter(node):
            return State.OFF
        if not values.alternatives or any(not isinstance(each, Constant) for each in values):
            return State.MAYBE
        if truths == {False}:
            return State.OFF
        return State.ON if truths == {True} and values.exact else State.MAYBE

    def switched(self, node: Node | None, at: Node, *, by_flag: bool = False) -> State:
        """The state of a value, where the statement around `at` runs: under a condition it may be on at most."""
        state = self.state(node)
        return State.MAYBE if state is State.ON and self.is_gated(at, by_flag=by_flag) else state

    def is_parameter(self, node: Node) -> bool:
        """Whether an expression is a parameter passed on."""
        if not isinstance(node, model.Name):
            return False
        bindings = self.scopes.lookup(node.id, self.scopes.position(node)) or ()
        return bool(bindings) and all(isinstance(each.node, model.Parameter) for each in bindings)

    # --- conditions ----------------------------------------------------------------------------------------------

    def is_gated(self, node: Node, *, by_flag: bool = False, depth: int = 0) -> bool:
        """Whether `node` runs under a condition only, its own or that of every known caller.

        With `by_flag` only conditions count that name a flag such as `DEBUG`.
        """
        child = node
        for parent in self.scopes.ancestors(node):
            match parent:
                case model.If(test=test) if child is not test and decides(test, by_flag=by_flag):
                    return True
                case model.Choice(how="ternary", test=model.Node() as test) if child is not test and decides(
                    test, by_flag=by_flag
                ):
                    return True
                case model.Choice(how="and" | "or", options=(first, *_)) if child is not first and decides(
                    first, by_flag=by_flag
                ):
                    return True
                case model.Case() if not by_flag:
                    return True
            if leaves_before(child, statements_in(parent)):
                return True
            if isinstance(parent, model.Function):
                return depth < _FARTHEST_CALLER and self._is_called_gated(parent, by_flag=by_flag, depth=depth + 1)
            child = parent
        return leaves_before(child, self.program.body)

    def _is_called_gated(self, function: model.Function, *, by_flag: bool, depth: int) -> bool:
        gates = [
            view.is_gated(call, by_flag=by_flag, depth=depth)
            for view in views(self.project)
            for call in view.scopes.calls.get(function.name, ())
            if any(isinstance(each, FunctionValue) and each.node is function for each in view.values(call.function))
        ]
        return bool(gates) and all(gates)


def views(project: Project) -> list[View]:
    """A view of every program loaded so far."""
    return [View(project, program) for program in project.programs()]


def is_tied(project: Project) -> bool:
    """Whether anything in the project is Supertone code: a process-wide switch prints its headers, too."""
    return any(file.is_tied for file in project.files() if file.program is not None)
