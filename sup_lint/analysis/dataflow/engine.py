"""The evaluator: which values can this expression hold, on demand, bounded in steps and depth."""

from collections.abc import Callable
from typing import TypeVar, cast

from sup_lint.analysis import program as model
from sup_lint.analysis.dataflow import calls, displays, elements, expressions, modules, names, objects
from sup_lint.analysis.dataflow.crossings import Crossings
from sup_lint.analysis.dataflow.protocols import Modules, Sources
from sup_lint.analysis.dataflow.values import (
    NOTHING,
    UNKNOWN,
    ClassValue,
    Constant,
    Frame,
    Given,
    Member,
    Origin,
    Values,
    one,
)
from sup_lint.analysis.program import Node, Program

_MAXIMUM_DEPTH = 3000
# One question may take so many steps, all those of a file so many.
_STEPS_PER_QUESTION = 20_000
_STEPS_PER_FILE = 100_000
# Where one question of a file had to be given up, the others get so many.
_STEPS_IN_A_HURRY = 2_000
_ROUNDS = 2
_STEPS_AT_A_GLANCE = 100
_STEPS_AT_A_SHORT_GLANCE = 20
# So many may lead to nothing in a file before glances get shorter.
_STEPS_OF_GLANCES = 20_000

_T = TypeVar("_T")


class _UnclearError(Exception):
    """A glance didn't tell."""


class Flow:
    """Evaluates expressions of a project's programs.

    With `sources` it follows secrets, and then goes closer along with the run: it decides tests, and keeps the order of
    what is put into containers and taken out.
    """

    def __init__(self, modules: Modules, sources: Sources | None = None) -> None:
        self.modules = modules
        self.sources = sources
        # Whether the last question was given up before its end.
        self.exhausted = False
        self._memo: dict[tuple[int, int], Values] = {}
        self._kept: list[tuple[Node, Frame]] = []  # identities in the memo stay valid as long as these live
        self._running: dict[tuple[int, int], int] = {}  # what is being evaluated, with its place in the row
        self._lacking = 0  # the first of those whose result what is evaluated now lacks
        self._provisional: list[tuple[Node, Frame]] = []
        self._given_up: set[tuple[int, int]] = set()
        self._frames: dict[int, Frame] = {}
        self._crossings = Crossings(modules)
        self._steps = 0
        self._limit = 0
        self._budget = _STEPS_PER_QUESTION
        self.is_settling = False
        self._is_glance = False
        self._wasted = 0  # steps of glances that told nothing
        self._unclear: set[tuple[int, int]] = set()
        self._once: dict[tuple[object, ...], object] = {}

    def frame(self, program: Program) -> Frame:
        """The frame in which nothing is known of callers."""
        if id(program) not in self._frames:
            self._frames[id(program)] = Frame(program)
        return self._frames[id(program)]

    @property
    def crossings(self) -> Crossings:
        """The indexes of all loaded programs in one."""
        self._crossings.update(self.modules.programs())
        return self._crossings

    def once(self, key: tuple[object, ...], compute: Callable[[], _T]) -> _T:
        """The result of `compute`, kept under `key`."""
        if key not in self._once:
            self._once[key] = compute()
        return cast("_T", self._once[key])

    def kept(self, key: tuple[object, ...], compute: Callable[[], _T]) -> _T:
        """The result of `compute`, kept under `key` if it lacks nothing: within a circle it may be asked for again."""
        if key in self._once:
            return cast("_T", self._once[key])
        if not self._running:
            found = compute()
            if not self.exhausted:
                self._once[key] = found
            return found
        mark = (id(key), -2)
        around = self._enter(mark)
        try:
            found = compute()
        finally:
            is_whole = self._leave(mark, around)
        if is_whole and not self.exhausted:
            self._once[key] = found
        return found

    def start(self) -> None:
        """Grant a new budget of steps, for the next file."""
        self._steps = self._wasted = 0
        self._budget = _STEPS_PER_QUESTION
        self.exhausted = False

    def hurry(self) -> None:
        """Give the further questions of this file less, since one of them had no end."""
        self._budget = _STEPS_IN_A_HURRY

    def evaluate(self, node: Node, frame: Frame) -> Values:
        """The values that `node` may hold when it runs in `frame`."""
        if frame.before is not None and (outside := self.modules.scopes(frame.program).around(node)) is not None:
            # What lies outside a loop is the same at each of its elements, and known once for all of them. It may even
            # be what the loop runs over: with a frame of its own for each element this would never come to an end.
            frame = frame.within(outside)
        key = (id(node), id(frame))
        if not self._running:
            self.exhausted = key in self._given_up
            self._limit = min(self._steps + self._budget, _STEPS_PER_FILE)
        known = self._memo.get(key)
        if known is not None:
            return known
        if key in self._running:
            self._lacking = min(self._lacking, self._running[key])
            return NOTHING
        if type(node) not in _EVALUATORS:
            return UNKNOWN
        self._steps += 1
        if self._steps > self._limit or len(self._running) > _MAXIMUM_DEPTH:
            if self._is_glance:
                raise _UnclearError
            self.exhausted = True
            self._lacking = 0
            return UNKNOWN
        around = self._enter(key)
        try:
            found = self._computed(node, frame)
        finally:
            is_whole = self._leave(key, around)
        self._memo[key] = found
        self._kept.append((node, frame))
        if not is_whole:
            self._provisional.append((node, frame))
        elif not self._running:
            self._end_question(key)
        return found

    def _computed(self, node: Node, frame: Frame) -> Values:
        found = _EVALUATORS[type(node)](self, node, frame)
        return found if self.sources is None else self.sources.planted(node, frame, found)

    def glance(self, node: Node, frame: Frame) -> Values:
        """The values that `node` may hold if they can be told in a few steps; else unknown.

        For what is asked of a great many expressions, and said in plain sight wherever it matters: what a name spells,
        whose function is called.
        """
        key = (id(node), id(frame))
        if self._running or key in self._memo:
            return self.evaluate(node, frame)
        if key in self._unclear:
            return UNKNOWN
        steps, budget = self._steps, self._budget
        is_wasteful = self._wasted > _STEPS_OF_GLANCES
        self._budget, self._is_glance = _STEPS_AT_A_SHORT_GLANCE if is_wasteful else _STEPS_AT_A_GLANCE, True
        try:
            return self.evaluate(node, frame)
        except _UnclearError:
            self._forget_provisional()
            self._unclear.add(key)
            self._kept.append((node, frame))
            self._wasted += self._steps - steps
            return UNKNOWN
        finally:
            self._steps, self._budget, self._is_glance = steps, budget, False
            self.exhausted = False

    def _enter(self, key: tuple[int, int]) -> int:
        """Let `key` count as running; give what the question around it lacks so far."""
        around = self._lacking
        self._lacking = self._running[key] = len(self._running)
        return around

    def _leave(self, key: tuple[int, int], around: int) -> bool:
        """End what `_enter` began; tell whether the result lacks nothing that still runs."""
        place = self._running.pop(key)
        is_whole = self._lacking >= place
        self._lacking = around if is_whole else min(around, self._lacking)
        return is_whole

    def _end_question(self, key: tuple[int, int]) -> None:
        """Forget what was known only in part, as of a circle that was entered elsewhere."""
        if not self.exhausted:
            self._settle()
        if self.exhausted:
            self._given_up.add(key)
            self._forget_provisional()
        self._provisional.clear()

    def _settle(self) -> None:
        """Complete what lacks something, since it was asked for in a circle: all of the circle is known by now."""
        self.is_settling = True
        try:
            for _ in range(_ROUNDS):
                for node, frame in list(self._provisional):
                    key = (id(node), id(frame))
                    self._running[key] = 0
                    try:
                        self._memo[key] = self._computed(node, frame)
                    finally:
                        del self._running[key]
        finally:
            self.is_settling = False

    def _forget_provisional(self) -> None:
        for node, frame in self._provisional:
            self._memo.pop((id(node), id(frame)), None)
        self._provisional.clear()

    def guarded(self, node: Node, compute: Callable[[], Values]) -> Values:
        """The values that `compute` gives; none where it asks for itself: modules may import in circles."""
        key = (id(node), -1)
        if key in self._running:
            self._lacking = min(self._lacking, self._running[key])
            return NOTHING
        around = self._enter(key)
        try:
            return compute()
        finally:
            self._leave(key, around)


def _literal(_: Flow, node: model.Literal, frame: Frame) -> Values:
    return one(Constant(node.value, (Origin(frame.program, node),) if node.raw else ()))


# What tells the values of each kind of node. It is asked so often that every call between would be felt.
_EVALUATORS: dict[type[Node], Callable[..., Values]] = {
    model.Literal: _literal,
    model.Name: names.name,
    model.Attribute: objects.attribute,
    model.Subscript: elements.subscript,
    model.Call: calls.result,
    model.Mapping: displays.mapping,
    model.Sequence: displays.sequence,
    model.Join: expressions.join,
    model.Formatted: expressions.formatted,
    model.Choice: expressions.choice,
    model.Operation: expressions.operation,
    model.Function: names.function,
    model.Class: lambda _, node, frame: one(ClassValue(frame.program, node)),
    model.Comprehension: displays.comprehension,
    Given: lambda _, node, __: node.values,
    Member: lambda flow, node, _: objects.held_by(flow, node),
    model.Import: modules.required,
    model.Await: lambda flow, node, frame: flow.evaluate(node.value, frame),
    model.Bind: lambda flow, node, frame: flow.evaluate(node.value, frame) if node.value else UNKNOWN,
}
