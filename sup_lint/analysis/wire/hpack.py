"""The `hpack` loggers at DEBUG: over HTTP/2 they print every header that is sent."""

from collections.abc import Iterator

from sup_lint.analysis import program as model
from sup_lint.analysis.project import Project
from sup_lint.analysis.wire.levels import levels
from sup_lint.analysis.wire.loggers import logger_names
from sup_lint.analysis.wire.switch import State, Switch
from sup_lint.analysis.wire.view import View, views

_LOGGER = "hpack.hpack"
_LIBRARIES = frozenset({"h2", "hyper", "hpack"})


def switches(view: View) -> Iterator[Switch]:
    """Yield the levels of `view`'s program that let hpack print, where Supertone code speaks HTTP/2."""
    project = view.project
    speaks = project.flow.once(("http2", len(project.programs())), lambda: _speaks_http2(project))
    if speaks not in {State.ON, State.MAYBE}:
        return
    known = levels(project)
    state, _ = known.of(_LOGGER)
    if state not in {State.ON, State.MAYBE} or known.is_disabled or _is_cut_off(project):
        return
    severity = (state if speaks is State.ON else State.MAYBE).severity
    for setting in known.deciding(_LOGGER):
        if setting.program is view.program:
            yield Switch(setting.level.region, "hpack", severity)


def _is_cut_off(project: Project) -> bool:
    """Whether hpack's records go nowhere: `propagate = False`, or `disabled = True`."""
    for view in views(project):
        for attribute, silent in (("propagate", State.OFF), ("disabled", State.ON)):
            for store in view.scopes.attribute_stores.get(attribute, ()):
                owners = view.values(store.target.value)
                names = {name for owner in owners for name in logger_names(project, owner)}
                if names & {_LOGGER, "hpack"} and view.switched(store.value, store.target) is silent:
                    return True
    return False


def _speaks_http2(project: Project) -> State:
    """Whether Supertone code in the project makes clients for HTTP/2."""
    tied = [file.program for file in project.files() if file.program is not None and file.is_tied]
    states: set[State] = set()
    for view in (each for each in views(project) if each.program in tied):
        states |= {view.state(given.value) for _, given in view.calls_with("http2")}
        for node in view.program.nodes():
            if isinstance(node, model.Import) and node.module.partition(".")[0] in _LIBRARIES:
                states.add(State.ON)
    states.discard(State.OFF)
    if State.ON in states:
        return State.ON
    return State.MAYBE if states else State.OFF
