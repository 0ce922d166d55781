"""What would mend a finding: edits of files. Nothing here ever holds a key."""

from dataclasses import dataclass
from enum import StrEnum

from sup_lint.model.region import Region


class Safety(StrEnum):
    """SAFE leaves all behaviour as it is, but for where the key comes from; UNSAFE is for a person to look at."""

    SAFE = "safe"
    UNSAFE = "unsafe"


@dataclass(frozen=True, slots=True)
class Edit:
    """Put `text` in place of `region`, which may be empty, of the file at `path`, as it lies on the disk.

    `path` is named as a finding's is. `text` has line ends as `\\n`; who applies it gives them the file's own.
    """

    path: str
    region: Region
    text: str


@dataclass(frozen=True, slots=True)
class Addition:
    """Have `line`, without its line end, in the file at `path`: as its last one, unless it stands there already.

    The file is made where there is none. `path` is named as a finding's is.
    """

    path: str
    line: str


@dataclass(frozen=True, slots=True)
class Fix:
    """What `--fix` (SAFE) or `--fix --unsafe` would do.

    `message` says it in the imperative, without a full stop: ``read the key from os.environ["SUPERTONE_API_KEY"]``.
    `caveat` says of an unsafe fix what may change, as a sentence without a subject: `logs less than before`. Equal
    edits of several fixes, such as an import, are made once. `variables` names those of the environment that must give
    the key from then on.
    """

    kind: Safety
    message: str
    edits: tuple[Edit, ...] = ()
    additions: tuple[Addition, ...] = ()
    caveat: str = ""
    variables: tuple[str, ...] = ()
