"""What all nodes of the program model are."""

from dataclasses import dataclass

from sup_lint.model.region import Region


@dataclass(slots=True, eq=False, repr=False)
class Node:
    """Anything with a place in the source."""

    region: Region
