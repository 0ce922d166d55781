"""What the detectors of switches find, and how sure they are of it."""

from enum import Enum
from typing import NamedTuple

from sup_lint.model.region import Region
from sup_lint.model.severity import Severity


class State(Enum):
    """Whether something is on: MAYBE where it depends on what the source doesn't say, UNSET where nothing sets it."""

    ON = "on"
    OFF = "off"
    MAYBE = "maybe"
    UNSET = "unset"

    @property
    def severity(self) -> Severity:
        """Error where it is surely on, warning otherwise."""
        return Severity.ERROR if self is State.ON else Severity.WARNING


class Switch(NamedTuple):
    """A switch that prints the key: `region` is the place to change, `kind` says what is switched on."""

    region: Region
    kind: str
    severity: Severity


def together(states: set[State]) -> State:
    """What several settings of one thing make of it, of which the last one to run counts."""
    if not states:
        return State.UNSET
    return next(iter(states)) if len(states) == 1 else State.MAYBE
