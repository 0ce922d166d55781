"""The shape of a sink: a place that writes values out, and the expressions it writes."""

from dataclasses import dataclass

from sup_lint.analysis.program import Node


@dataclass(frozen=True, slots=True, eq=False)
class Written:
    """An expression whose value is written.

    Not `sure` where it depends on a formatter or a setting elsewhere; `deep` where the attributes of an object are
    written, not its repr.
    """

    value: Node
    sure: bool = True
    deep: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Sink:
    """A call or statement that writes; `channel` ends the sentence "… is written to {channel}".

    `kind` is log or exception. `caught` says that the exception being handled is written as well.
    """

    node: Node
    channel: str
    kind: str
    written: tuple[Written, ...]
    caught: bool = False
