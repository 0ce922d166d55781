"""A repository as a whole, as the rules on keys in many places see it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from sup_lint.analysis.file import AnalysedFile
from sup_lint.analysis.project import Project
from sup_lint.model.inventory import KeyRecord
from sup_lint.model.region import Region


class Placed(NamedTuple):
    """A place in a file, or in the version that a commit (in hex) has of it."""

    file: AnalysedFile
    region: Region
    commit: str | None = None


@dataclass(frozen=True, slots=True)
class Use:
    """Where a key is in use now: `name` as in `.env` or `$PROD_KEY`, and its place if that is a file."""

    name: str
    place: Placed | None = None


@dataclass(frozen=True, slots=True)
class HeldKey:
    """A key in clear, and what is known of it.

    `stands` are the places in the tree, and `origin` is the first one in the history.
    """

    value: str
    record: KeyRecord
    stands: tuple[Placed, ...] = ()
    origin: Placed | None = None
    uses: tuple[Use, ...] = ()

    @property
    def place(self) -> Placed | None:
        """Where something is to be done about it: where it is in use, in the tree, or in the history."""
        in_use = next((use.place for use in self.uses if use.place is not None), None)
        return in_use or (self.stands[0] if self.stands else self.origin)


@dataclass(frozen=True, slots=True)
class Repository:
    """All that was looked at: the files that concern Supertone, and the keys that were found.

    `files` leave out what is embedded in another file; `project.within(file)` gives that.
    """

    project: Project
    files: Sequence[AnalysedFile]
    keys: Sequence[HeldKey] = field(default=())
