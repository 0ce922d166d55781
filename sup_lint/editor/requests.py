"""What the server asks of the process that analyses, and what it is answered. Absolute paths; no key in an answer."""

from collections.abc import Mapping
from typing import NamedTuple

from sup_lint.model.finding import Finding
from sup_lint.model.region import Region
from sup_lint.overrides import Overrides


class Check(NamedTuple):
    """Check the file at `path` as if `texts`, which stand by their paths, were saved."""

    path: str
    texts: Mapping[str, str]
    overrides: Overrides


class Checked(NamedTuple):
    """The findings, in any file, with absolute paths; `problem` says in a sentence what is wrong with the settings."""

    findings: tuple[Finding, ...] = ()
    problem: str = ""


class Silence(NamedTuple):
    """Find the comment that silences a rule, by its name, at a region of the file at `path` with this text."""

    path: str
    text: str
    finding: Finding


class Insertion(NamedTuple):
    """What to put in place of a region of the text, which may be empty."""

    region: Region
    text: str


class Failed(NamedTuple):
    """The analysis broke off; `kind` names the type of what was raised, and nothing of what it says."""

    kind: str


Request = Check | Silence
Answer = Checked | Insertion | Failed | None
