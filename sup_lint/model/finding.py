"""One problem at one place. No field of a finding holds a key in clear."""

from dataclasses import dataclass
from enum import StrEnum

from sup_lint.model.fix import Fix
from sup_lint.model.masked_key import MaskedKey
from sup_lint.model.region import Region
from sup_lint.model.severity import Severity


class Confidence(StrEnum):
    """How sure sup-lint is: HIGH where the place leaves no doubt, MEDIUM where only context ties a name."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Checklist(StrEnum):
    """The item of the vendor's security checklist that a rule enforces; `HYGIENE` for sup-lint's own."""

    CLIENT = "client"
    SOURCE = "source"
    ROTATION = "rotation"
    SCOPE = "scope"
    HYGIENE = "hygiene"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Source lines as they may be shown: keys masked, widths kept. `line` is the number of the first one.

    Of very long lines only a stretch is there; `column` is that of its first character.
    """

    line: int
    lines: tuple[str, ...]
    column: int = 1


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that explains the finding: where the key is used, defined, or passed on."""

    path: str
    region: Region
    message: str
    excerpt: Excerpt | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem at one place; `path` is posix and relative to the working directory where it lies below it.

    `message` says what is wrong and what follows, `help` what to do now. `takes_comment` is False where no comment
    silences it, in minified code and in members of archives, and where a comment would be no answer. `needs_history`
    says that only a scan with the history finds it, and that so does only a baseline that is written with it. `is_copy`
    says that a search found it, for a key that is known from elsewhere.
    """

    code: str
    rule: str
    severity: Severity
    confidence: Confidence
    message: str
    path: str
    region: Region
    checklist: Checklist
    help: str = ""
    key: MaskedKey | None = None
    related: tuple[Related, ...] = ()
    commit: str | None = None
    fix: Fix | None = None
    excerpt: Excerpt | None = None
    takes_comment: bool = True
    is_copy: bool = False
    needs_history: bool = False

    @property
    def position(self) -> tuple[str, Region, str]:
        """Sort key: by path, then place, then code."""
        return self.path, self.region, self.code
