"""One setting of a file."""

from typing import NamedTuple

# What is nested deeper is given no path of its own, so that hostile nesting costs no more than its characters.
DEEPEST = 200
# Encodings of what is no key as it stands: it leads to a value kept elsewhere, or only a program can read it.
REFERENCE = "reference"
ENCRYPTED = "encrypted"
# It opens nothing: it tells a record from the others of its kind.
IDENTIFIER = "identifier"
NOT_IN_CLEAR = frozenset({REFERENCE, ENCRYPTED, IDENTIFIER})


class Setting(NamedTuple):
    """A name with a value, as text.

    `path` are the names around it from the outside in, its own last. `start` and `end` are the offsets of the value as
    it is spelled, without quotes; `value` is what that spells, and `encoding` says in which disguise: base64 in a
    Secret of Kubernetes; REFERENCE, ENCRYPTED or IDENTIFIER where it is no key in clear. `within` are the numbers of
    the mappings and lists that it lies in, outermost first: two settings of one mapping end in the same number. The
    item of a list has the path of the list.
    """

    path: tuple[str, ...]
    value: str
    start: int
    end: int
    within: tuple[int, ...] = ()
    encoding: str = ""

    @property
    def name(self) -> str:
        """The setting's own name."""
        return self.path[-1] if self.path else ""

    @property
    def dotted(self) -> str:
        """The whole path, joined by dots."""
        return ".".join(self.path)

    @property
    def mapping(self) -> int:
        """The number of the mapping or list that it stands in directly; 0 where there is none."""
        return self.within[-1] if self.within else 0
