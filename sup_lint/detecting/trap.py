"""What the doctor reports."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Trap:
    """A mistake in a set-up of detect-secrets: the file and line it stands in, its name, what goes wrong.

    `change` is what to write there instead.
    """

    path: str
    line: int
    name: str
    problem: str
    change: str
