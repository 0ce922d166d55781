"""The objects that hold the variables of the environment."""

from sup_lint.analysis.bindings import place_of
from sup_lint.analysis.program import Node

# What a build writes into scripts holds only the variables that it publishes.
PUBLISHED = "import.meta.env"
_NAMED = frozenset({"process.env", PUBLISHED, "Bun.env"})


def is_environment(node: Node) -> bool:
    """Whether an expression is the environment: os.environ, process.env, the `env` that a worker is handed."""
    place = place_of(node)
    return "environ" in place or place.rpartition(".")[2] == "env"


def is_surely_environment(node: Node) -> bool:
    """Whether its name leaves no doubt."""
    place = place_of(node)
    return "environ" in place or place in _NAMED
