"""A repository as a whole, as the rules on keys in many places see it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sup_lint.analysis.file import AnalysedFile
from sup_lint.analysis.project import Project
from sup_lint.model.inventory import KeyRecord
from sup_lint.model.region import Region


@dataclass(frozen=True, slots=True)
class Use:
    """Where a key is in use now: `name` as in `.env` or `$PROD_KEY`, and its place if that is a file."""

    name: str
    file: AnalysedFile | None = None
    region: Region | None = None


@dataclass(frozen=True, slots=True)
class HeldKey:
    """A key in clear, and what is known of it.

    `stands` are the places in the tree, and `origin` is the first one in the history, in the version of that time.
    """

    value: str
    record: KeyRecord
    stands: tuple[tuple[AnalysedFile, Region], ...] = ()
    origin: tuple[AnalysedFile, Region] | None = None
    uses: tuple[Use, ...] = ()


@dataclass(frozen=True, slots=True)
class Repository:
    """All that was looked at: the files that concern Supertone, and the keys that were found.

    `files` leave out what is embedded in another file; `project.within(file)` gives that.
    """

    project: Project
    files: Sequence[AnalysedFile]
    keys: Sequence[HeldKey] = field(default=())
