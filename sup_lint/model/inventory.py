"""What a scan knows of a repository's keys: where each stands, where it has been, who uses it. No key in clear."""

from enum import StrEnum
from typing import NamedTuple

from sup_lint.model.finding import Checklist
from sup_lint.model.masked_key import MaskedKey
from sup_lint.model.region import Region

# Stand for a path where the message of a commit, or of an annotated tag, holds a key.
MESSAGE = "commit message"
TAG_MESSAGE = "tag message"
MESSAGES = frozenset({MESSAGE, TAG_MESSAGE})


class Commit(NamedTuple):
    """A commit: its full name in hex, and the author's date in strict ISO 8601 with the author's offset.

    Where no commit holds a key, it is the annotated tag, tree or blob that does.
    """

    id: str
    date: str

    @property
    def short(self) -> str:
        """The first ten digits: enough to name it in repositories of any size."""
        return self.id[:10]


class Direction(StrEnum):
    """Whether a key came into the history or went out of it."""

    ADDED = "added"
    REMOVED = "removed"


class Change(NamedTuple):
    """A commit that brought a key to a path, or took it away from there."""

    commit: Commit
    path: str
    direction: Direction


class Exposure(NamedTuple):
    """Where a key has been in the history.

    `first` brought it in. `changes` are oldest first, at most a few dozen of them; there are `change_count` (0: as many
    as `changes` has). `is_at_boundary` tells that the clone has nothing from before `first`, which may not be the first
    at all. `in_head` tells whether the files
    of HEAD still hold it. `refs` are the names from which a commit with it can be reached (`main`, `origin/old`,
    `v1.2`, `stash@{0}`), as far as they were counted; there are `ref_count` of them. `versions` counts the file
    versions that hold it, `messages` the messages of commits and tags. `repository` is the name of the one whose
    history it is, where there are several. `is_local` tells that only stashes and reflogs of a work tree's clone hold
    it: others have it only if it was pushed before. `is_cloned` tells that a plain clone gets it, from a branch, a tag
    or HEAD; one of `pull/7/head` does not. `top` is the folder where git has to run, as it is typed; empty for the
    working directory, and for a clone that is gone.
    """

    first: Change
    changes: tuple[Change, ...]
    in_head: bool
    refs: tuple[str, ...]
    ref_count: int
    versions: int
    repository: str = ""
    is_local: bool = False
    messages: int = 0
    top: str = ""
    is_cloned: bool = True
    change_count: int = 0
    is_at_boundary: bool = False

    @property
    def omitted(self) -> int:
        """How many changes there are besides `changes`."""
        return max(self.change_count - len(self.changes), 0)

    @property
    def last(self) -> Change:
        """The latest change."""
        return self.changes[-1] if self.changes else self.first


class KeyPlace(NamedTuple):
    """A place in the tree where a key stands, and the code of the rule that tells of it."""

    path: str
    region: Region
    code: str


class KeyRecord(NamedTuple):
    """A key of a repository.

    `is_proven` tells that its place leaves no doubt. `places` are in the tree, `exposure` is None for a key that no
    commit holds. `in_use` says where it is in use now, as texts such as `.env` or `$PROD_KEY`. `services` are the
    names of the services that it serves, `repositories` those of the repositories that hold it. `is_accepted` tells
    that somebody has decided on every one of its places, by comments, settings or the baseline: it is revoked, or no
    key at all. `exposures` are those in the histories of several repositories, the earliest first, which is `exposure`,
    too; empty if there is but one. `in_use_at` are those of `in_use` that are places in files.
    """

    key: MaskedKey
    is_proven: bool = True
    places: tuple[KeyPlace, ...] = ()
    exposure: Exposure | None = None
    in_use: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    repositories: tuple[str, ...] = ()
    is_accepted: bool = False
    exposures: tuple[Exposure, ...] = ()
    in_use_at: tuple[KeyPlace, ...] = ()

    @property
    def all_exposures(self) -> tuple[Exposure, ...]:
        """Where it has been in every history that holds it, the earliest first."""
        return self.exposures or (() if self.exposure is None else (self.exposure,))

    @property
    def is_exposed(self) -> bool:
        """Whether others may have it: it stands in the tree or in the history."""
        return bool(self.places) or self.exposure is not None


class Service(NamedTuple):
    """A service that uses Supertone: its name, the file that defines it, and what it takes its key from.

    `source` is a text such as `the variable SUPERTONE_API_KEY` or `the secret tts/api-key`, or empty where the key
    itself is written there. `identity` is equal for services that take their key from the same place, and different
    for variables of one name that have different definitions; it is not shown. Empty, `key` and `source` stand for it.
    """

    name: str
    path: str
    source: str
    key: MaskedKey | None = None
    identity: str = ""


class HistoryFacts(NamedTuple):
    """How much history was looked at: `versions` are the distinct file versions, `size` their bytes.

    `is_partial` tells that the clone may lack some of them: git was told to leave them out, or it is damaged.
    """

    commits: int
    versions: int
    size: int
    refs: int
    is_shallow: bool = False
    is_partial: bool = False


class Verdict(StrEnum):
    """What the scan says of an item of the checklist."""

    PASS = "pass"  # noqa: S105 - no password
    FAIL = "fail"
    NOT_SEEN = "not seen"


class ChecklistResult(NamedTuple):
    """An item of the vendor's checklist: the verdict, what it rests on, and what to do next.

    `item` is the vendor's sentence in short; `evidence` are whole sentences.
    """

    checklist: Checklist
    item: str
    verdict: Verdict
    evidence: tuple[str, ...]
    next_step: str


class Step(NamedTuple):
    """A step of a runbook: what to do in a sentence, why or how in others, and commands to type."""

    title: str
    detail: str = ""
    commands: tuple[str, ...] = ()


class Situation(StrEnum):
    """Where an exposed key stands, as far as it decides on the order of the steps to rotate it."""

    SHIPPED_IN_USE = "shipped to clients, and used elsewhere"
    SHIPPED = "shipped to clients"
    IN_USE = "in use"
    IN_TREE = "in the files"
    IN_HISTORY = "in the history only"


class Runbook(NamedTuple):
    """The ordered steps to rotate an exposed key. Those of keys in the same situation differ in names only."""

    key: MaskedKey
    steps: tuple[Step, ...]
    situation: Situation


class RepositoryRecord(NamedTuple):
    """A repository that was scanned: its name as the user knows it, and its history (None outside of git)."""

    name: str
    history: HistoryFacts | None = None


class Inventory(NamedTuple):
    """All that a scan has to tell besides findings.

    `keys` are ordered with the most urgent first. `unscanned` are the names of the repositories that could not be
    scanned at all; `repositories` are the others.
    """

    repositories: tuple[RepositoryRecord, ...] = ()
    keys: tuple[KeyRecord, ...] = ()
    services: tuple[Service, ...] = ()
    checklist: tuple[ChecklistResult, ...] = ()
    runbooks: tuple[Runbook, ...] = ()
    unscanned: tuple[str, ...] = ()
