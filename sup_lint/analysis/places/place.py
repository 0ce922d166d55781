"""One place where a key belongs."""

from dataclasses import dataclass

from sup_lint.analysis.dataflow.values import Frame
from sup_lint.analysis.program import Node


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """An expression that should yield a key.

    `kind` is argument, header, variable, default, environment, option, comparison, return or entry; `name` is the
    name that holds the key. A `certain` place is made for a Supertone key whatever its shape; elsewhere a literal
    must look like a key, and something must tie it to Supertone. `shaped` asks for the shape in a certain place, too.
    `user` is the node that the place belongs to; `frame` the call or object for which it is one, if not for any.
    """

    value: Node
    kind: str
    name: str
    certain: bool
    user: Node
    shaped: bool = False
    frame: Frame | None = None
