"""The evaluator: which values can this expression hold, on demand, bounded in steps and depth."""

import operator
from collections.abc import Callable
from typing import Protocol, TypeVar, cast

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import Binding, last_name
from sup_lint.analysis.dataflow import (
    calls,
    conditions,
    containers,
    displays,
    exceptions,
    languages,
    modules,
    objects,
    parameters,
    records,
    stores,
)
from sup_lint.analysis.dataflow.crossings import Crossings
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
    InstanceValue,
    Items,
    Member,
    Origin,
    Value,
    Values,
    one,
    union,
)
from sup_lint.analysis.program import Node, Program
from sup_lint.analysis.python import formatting, operations
from sup_lint.analysis.scopes import Scopes

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


class Modules(Protocol):
    """What the engine needs of the project: programs, their indexes, and where imports lead."""

    def scopes(self, program: Program) -> Scopes:
        """The index of a program."""
        ...

    def programs(self) -> list[Program]:
        """Every program loaded so far."""
        ...

    def imported(self, program: Program, module: str, level: int) -> Program | None:
        """The program that an import statement in `program` leads to; None for one outside the project."""
        ...

    def sharing(self, program: Program, name: str) -> list[Program]:
        """The other programs whose `name` the program may use without importing it."""
        ...

    def settings(self) -> list[Program]:
        """The programs that a framework's settings object is made from."""
        ...


class Sources(Protocol):
    """Where secrets come from. Each method gives None, or the values as they are, where no secret does."""

    def planted(self, node: Node, frame: Frame, values: Values) -> Values:
        """The values of an expression, with the secret that it gives."""
        ...

    def member(self, value: InstanceValue, name: str, held: Values | None) -> Values | None:
        """The values of an object's attribute, with the secret that it holds."""
        ...

    def attribute(self, value: External, name: str) -> Values | None:
        """What the attribute of something outside the project holds."""
        ...

    def called(self, name: str, callee: External, arguments: Arguments, node: model.Call | None) -> Values | None:
        """What a function outside the project returns."""
        ...

    def shown(self, values: Values, conversion: str) -> Values:
        """The values as text shows them: containers and objects with secrets in them, too."""
        ...


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
        self._evaluators: dict[type[Node], Callable[..., Values]] = {
            model.Literal: self._literal,
            model.Name: self._name,
            model.Attribute: lambda node, frame: objects.attribute(self, node, frame),
            model.Subscript: self._subscript,
            model.Call: lambda node, frame: calls.result(self, node, frame),
            model.Mapping: lambda node, frame: displays.mapping(self, node, frame),
            model.Sequence: lambda node, frame: displays.sequence(self, node, frame),
            model.Join: self._join,
            model.Formatted: self._formatted,
            model.Choice: self._choice,
            model.Operation: self._operation,
            model.Function: self._function,
            model.Class: lambda node, frame: one(ClassValue(frame.program, node)),
            model.Comprehension: lambda node, frame: displays.comprehension(self, node, frame),
            Given: lambda node, _: node.values,
            Member: lambda node, _: objects.held_by(self, node),
            model.Import: self._import,
            model.Await: lambda node, frame: self.evaluate(node.value, frame),
            model.Bind: lambda node, frame: self.evaluate(node.value, frame) if node.value else UNKNOWN,
        }

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
        if type(node) not in self._evaluators:
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
        found = self._evaluators[type(node)](node, frame)
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

    def _literal(self, node: model.Literal, frame: Frame) -> Values:
        return one(Constant(node.value, (Origin(frame.program, node),) if node.raw else ()))

    def _import(self, node: model.Import, frame: Frame) -> Values:
        """What `require("…")` and `import("…")` give."""
        return self.guarded(node, lambda: modules.imported_module(self, node, frame))

    def _function(self, node: model.Function, frame: Frame) -> Values:
        """A function, with the frame of what encloses it; calls from anywhere share what is known of one."""
        around = self.modules.scopes(frame.program).around(node)
        closure: Frame | None = frame
        if around is not None:
            closure = frame.within(around)
            while closure is not None and not closure.elements and id(closure.function) not in around:
                closure = closure.parent
        return one(FunctionValue(frame.program, node, closure=closure or self.frame(frame.program)))

    def _name(self, node: model.Name, frame: Frame) -> Values:
        scopes = self.modules.scopes(frame.program)
        bindings = scopes.lookup(node.id, scopes.position(node))
        if self.sources is not None and bindings:
            bindings = conditions.deciding(self, bindings, node, frame)
        own = None
        if node.id == "this" and not bindings and languages.is_javascript(frame.program):
            from sup_lint.analysis.dataflow.javascript import receivers

            own = receivers.this(self, node, frame)
        found = self.named(node.id, bindings, frame) if own is None else own
        return stores.with_mutations(self, node, found, frame)

    def named(self, name: str, bindings: tuple[Binding, ...] | None, frame: Frame) -> Values:
        """What a name holds, given the bindings that reach it; without any it is a builtin or star-imported."""
        if bindings:
            return union([self.bound(binding, frame) for binding in bindings])
        stars = self.modules.scopes(frame.program).module.bindings.get("*", [])
        known = modules.star_imported(self, stars, name, frame)
        if known is None:
            known = modules.shared(self, name, frame)
        return known if known is not None else one(External(f"builtins.{name}"))

    def bound(self, binding: Binding, frame: Frame) -> Values:
        """The values that one binding gives its name."""
        if isinstance(binding.node, model.Import | model.Imported):
            return self.guarded(binding.node, lambda: self._bound(binding, frame))
        return self._bound(binding, frame)

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

    def _bound(self, binding: Binding, frame: Frame) -> Values:
        node = binding.node
        match node:
            case model.Parameter():
                return parameters.parameter(self, node, binding, frame)
            case model.Function():
                return self._function(node, frame)
            case model.Class():
                return one(ClassValue(frame.program, node))
            case model.Import():
                return modules.imported_module(self, node, frame)
            case model.Imported():
                return modules.imported_name(self, node, frame)
            case model.Clause() | model.Loop() if (current := displays.current_element(node, frame)) is not None:
                values, path = current, binding.path[1:]
            case model.Handler() if self.sources is not None:
                return exceptions.caught(self, node, frame)
            case _ if binding.value is None:
                return UNKNOWN
            case model.Context():
                values, path = objects.entered(self, node, frame), binding.path
            case _:
                value, path = binding.value, binding.path
                # Of a display only the bound part is evaluated: in `x, y = y, x` each needs the other.
                while path and isinstance(path[0], int) and isinstance(value, model.Sequence):
                    if any(isinstance(item, model.Spread) for item in value.items) or path[0] >= len(value.items):
                        break
                    value, path = value.items[path[0]], path[1:]
                if self.sources is not None and isinstance(node, model.Bind):
                    values = self._in_turns(node, value, frame)
                else:
                    values = self.evaluate(value, frame)
        if languages.is_javascript(frame.program) and any(isinstance(step, str) for step in path):
            from sup_lint.analysis.dataflow.javascript import destructuring

            return destructuring.taken(self, binding, values, path, frame)
        for step in path:
            values = self._iterated(values) if step is None else self.part(values, step)
        return values

    def part(self, values: Values, step: object) -> Values:
        """What stands under a key or index in any of the values."""
        return containers.element(self._as_containers(values), step)

    def _in_turns(self, node: Node, value: Node, frame: Frame) -> Values:
        """What a value is in any of the turns of the loops around it that come to it."""
        turns = list(conditions.turns(self, node, frame))
        reached = [each for each in turns if each is frame or conditions.reached(self, node, each) is not False]
        found = [self.evaluate(value, inner) for inner in reached]
        if isinstance(value, model.Call) and last_name(value.function) in {"sub", "replace"}:
            return operations.least_revealing(union(found))
        return union(found)

    def _as_containers(self, values: Values) -> Values:
        return Values(tuple(records.as_container(self, each) for each in values), values.exact)

    def _iterated(self, values: Values) -> Values:
        """What iterating gives; a class that is iterated is an enumeration."""
        members = [containers.any_content(one(records.as_container(self, each))) for each in values if _is_class(each)]
        others = Values(tuple(each for each in values if not _is_class(each)), values.exact)
        return union([*members, containers.any_element(self._as_containers(others))])

    def _subscript(self, node: model.Subscript, frame: Frame) -> Values:
        base = self.evaluate(node.value, frame)
        taken = objects.taken_items(self, base, node.index, frame)
        base = self._as_containers(base)
        keys = self._keys(node.index, frame)
        if keys is not None and languages.is_javascript(frame.program):
            keys = [key for key in keys if not isinstance(key, int) or key >= 0]  # nothing stands below 0
        found = containers.any_content(base) if keys is None else union([containers.element(base, key) for key in keys])
        of_module = [modules.module_global(self, value, keys or [], frame) for value in base]
        stored = stores.stored(self, node, frame)
        return union([found, *taken, *(values for values in of_module if values is not None), *stored])

    def _keys(self, index: Node, frame: Frame) -> list[object] | None:
        if isinstance(index, model.Slice):
            bounds: list[object] = []
            for part in (index.lower, index.upper, index.step):
                known = [each.value for each in self.evaluate(part, frame).constants()] if part else [None]
                if len(known) != 1:
                    return None
                bounds.append(known[0])
            return [slice(*bounds)] if all(bound is None or isinstance(bound, int) for bound in bounds) else None
        if isinstance(index, model.Operation) and index.operator == "-" and len(index.operands) == 1:
            return [
                -each.value
                for each in self.evaluate(index.operands[0], frame).constants()
                if isinstance(each.value, int)
            ]
        values = self.evaluate(index, frame)
        constants = list(values.constants())
        complete = values.exact and 0 < len(constants) == len(values.alternatives)
        return [each.value for each in constants] if complete else None

    def _join(self, node: model.Join, frame: Frame) -> Values:
        parts = [self.evaluate(part, frame) for part in node.parts]
        if languages.is_javascript(frame.program):
            from sup_lint.analysis.dataflow.javascript import text

            return operations.concatenate(text.joined(self, parts, frame))
        if self.sources is not None and node.how != "+":
            parts = [self.sources.shown(part, "") for part in parts]
        return operations.concatenate(parts)

    def _choice(self, node: model.Choice, frame: Frame) -> Values:
        options = node.options
        if self.sources is not None:
            options = conditions.chosen(self, node, frame)
        return union([self.evaluate(each, frame) for each in options])

    def _formatted(self, node: model.Formatted, frame: Frame) -> Values:
        values = self.evaluate(node.value, frame)
        if languages.is_javascript(frame.program):
            from sup_lint.analysis.dataflow.javascript import text

            return text.in_text(self, values, frame)
        if self.sources is not None:
            values = self.sources.shown(values, node.conversion)
        if node.specification is None:
            return formatting.formatted(values, node.conversion, "")
        specification = next(iter(self.evaluate(node.specification, frame).texts()), "")
        return formatting.formatted(values, node.conversion, specification)

    def _operation(self, node: model.Operation, frame: Frame) -> Values:
        if len(node.operands) == 1 and node.operator == "-":
            return operations.apply(operator.neg, [self.evaluate(node.operands[0], frame)])
        if node.operator == "not" and languages.is_javascript(frame.program):
            decided = conditions.truth(self, node, frame)
            return UNKNOWN if decided is None else one(Constant(decided))
        if len(node.operands) != 2:
            return UNKNOWN
        left, right = (self.evaluate(operand, frame) for operand in node.operands)
        if node.operator == "%":
            found = [
                formatting.percent_text(template, value)
                for template in left.constants()
                for value in right
                if isinstance(template.value, str) and isinstance(value, Items | Entries)
            ]
            if found:
                return union(found)
        return operations.operate(node.operator, left, right)


def _is_class(value: Value) -> bool:
    return isinstance(value, ClassValue)
