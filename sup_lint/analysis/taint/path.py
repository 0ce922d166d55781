"""The way of a secret from its source to a sink, told backwards along what carries it."""

from typing import TYPE_CHECKING, NamedTuple

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import Binding, place_of
from sup_lint.analysis.dataflow import callers, calls, classes
from sup_lint.analysis.dataflow.values import Frame, FunctionValue, InstanceValue, Source, sources_of
from sup_lint.analysis.program import Node, Program, children_of
from sup_lint.analysis.taint import rendering

if TYPE_CHECKING:
    from sup_lint.analysis.dataflow.engine import Flow

_MOST_MOVES = 40


class Step(NamedTuple):
    """One place on the way; `message` says what happens to the key there."""

    program: Program
    node: Node
    message: str


class _Place(NamedTuple):
    node: Node
    frame: Frame


def path_from(node: Node, frame: Frame, source: Source, flow: "Flow") -> tuple[Step, ...]:
    """The steps from the source to the expression `node`, first the source."""
    tracer = _Tracer(flow, source)
    steps = tracer.trace(_Place(node, frame))
    start = Step(source.program, source.node, f"the key comes from here: {source.what}")
    return (start, *(step for step in reversed(steps) if step.node is not source.node))


class _Tracer:
    def __init__(self, flow: "Flow", source: Source) -> None:
        self._flow = flow
        self._source = source
        self._steps: list[Step] = []
        self._seen: set[tuple[int, int]] = set()

    def trace(self, place: _Place) -> list[Step]:
        """The steps on the way back from a place, the last one first."""
        current: _Place | None = place
        for _ in range(_MOST_MOVES):
            if (
                current is None
                or current.node is self._source.node
                or (id(current.node), id(current.frame)) in self._seen
            ):
                break
            self._seen.add((id(current.node), id(current.frame)))
            current = self._before(current)
        return self._steps

    def _holds(self, place: _Place) -> bool:
        values = self._flow.evaluate(place.node, place.frame)
        wanted = self._source.literal
        return any(
            origin.literal is wanted
            for value in values
            for text in rendering.texts_of(self._flow, value)
            for origin in sources_of(text)
        )

    def _step(self, place: _Place, message: str, at: Node | None = None) -> _Place:
        self._steps.append(Step(place.frame.program, at if at is not None else place.node, message))
        return place

    def _before(self, place: _Place) -> _Place | None:
        match place.node:
            case model.Name():
                return self._before_name(place.node, place.frame)
            case model.Attribute():
                return self._before_attribute(place.node, place.frame) or self._inside(place)
            case model.Call():
                return self._before_call(place.node, place.frame) or self._inside(place)
        return self._inside(place)

    def _inside(self, place: _Place) -> _Place | None:
        """The part of an expression that carries the secret."""
        for child in children_of(place.node):
            inner = child.value if isinstance(child, model.Argument | model.Entry | model.Spread) else child
            if isinstance(inner, model.Function | model.Class | model.Clause):
                continue
            if self._holds(_Place(inner, place.frame)):
                return _Place(inner, place.frame)
        if isinstance(place.node, model.Comprehension):
            for clause in place.node.clauses:
                if self._holds(_Place(clause.iterable, place.frame)):
                    return _Place(clause.iterable, place.frame)
        return None

    def _before_name(self, node: model.Name, frame: Frame) -> _Place | None:
        scopes = self._flow.modules.scopes(frame.program)
        for binding in scopes.lookup(node.id, scopes.position(node)) or ():
            found = self._bound(binding, node.id, frame)
            if found is not None:
                return found
        return self._put_in(node, frame)

    def _bound(self, binding: Binding, name: str, frame: Frame) -> _Place | None:
        node = binding.node
        if isinstance(node, model.Parameter):
            return self._passed(binding, node, frame)
        if isinstance(node, model.Imported):
            return self._imported(node, frame)
        if binding.value is not None and self._holds(_Place(binding.value, frame)):
            message = f"`{name}` is set here" if isinstance(node, model.Bind) else f"`{name}` is taken from it here"
            return self._step(_Place(binding.value, frame), message)
        return None

    def _passed(self, binding: Binding, node: model.Parameter, frame: Frame) -> _Place | None:
        function = binding.position.scope.node
        assert isinstance(function, model.Function)
        if frame.function is function and frame.arguments is not None:
            passed = [frame.arguments]
        else:
            passed = callers.known(self._flow, function, frame.program)
        for arguments in passed:
            for argument, outer in arguments.all():
                place = _Place(argument.value, outer)
                if argument.name in {None, node.name} and self._holds(place):
                    shown = f"`{function.name}()`" if function.name else "a function"
                    return self._step(place, f"it is passed to {shown} here")
        return None

    def _imported(self, node: model.Imported, frame: Frame) -> _Place | None:
        statement = self._flow.modules.scopes(frame.program).parents[id(node)]
        assert isinstance(statement, model.Import)
        other = self._flow.modules.imported(frame.program, statement.module, statement.level)
        if other is None or other is frame.program:
            return None
        for binding in self._flow.modules.scopes(other).module.bindings.get(node.name, ()):
            found = self._bound(binding, node.name, self._flow.frame(other))
            if found is not None:
                return found
        return None

    def _put_in(self, node: model.Name | model.Attribute, frame: Frame) -> _Place | None:
        """Where the secret is put into the container that `node` names."""
        scopes = self._flow.modules.scopes(frame.program)
        place = place_of(node)
        for call in scopes.mutations.get(place, ()):
            for argument in call.arguments:
                if self._holds(_Place(argument.value, frame)):
                    return self._step(_Place(argument.value, frame), f"it is put into `{place}` here")
        for store in scopes.item_stores.get(place, ()):
            if self._holds(_Place(store.value, frame)):
                return self._step(_Place(store.value, frame), f"it is put into `{place}` here")
        return None

    def _before_attribute(self, node: model.Attribute, frame: Frame) -> _Place | None:
        put_in = self._put_in(node, frame)
        if put_in is not None:
            return put_in
        for value in self._flow.evaluate(node.value, frame):
            if not isinstance(value, InstanceValue):
                continue
            for made_of in classes.lineage(self._flow, value.made_of):
                own = "this" if made_of.program.language == "javascript" else "self"
                for store in self._flow.modules.scopes(made_of.program).stores.get(f"{own}.{node.name}", ()):
                    place = _Place(store.value, self._flow.frame(made_of.program))
                    if self._holds(place):
                        return self._step(place, f"`{own}.{node.name}` is set here")
        scopes = self._flow.modules.scopes(frame.program)
        for store in scopes.stores.get(place_of(node), ()):
            if self._holds(_Place(store.value, frame)):
                return self._step(_Place(store.value, frame), f"`{place_of(node)}` is set here")
        return None

    def _before_call(self, node: model.Call, frame: Frame) -> _Place | None:
        for callee in self._flow.evaluate(node.function, frame):
            if isinstance(callee, FunctionValue):
                inner = self._flow.frame(callee.program)
                for result in calls.results_of(callee.node)[0]:
                    if self._holds(_Place(result, inner)):
                        shown = f"`{callee.node.name}()`" if callee.node.name else "a function"
                        return self._step(_Place(result, inner), f"{shown} returns it here")
        return None
