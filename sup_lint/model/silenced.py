"""Findings that somebody has decided on."""

from enum import StrEnum
from typing import NamedTuple

from sup_lint.model.finding import Finding


class Silencer(StrEnum):
    """What waves a finding through: a comment beside it, the settings, or the baseline."""

    COMMENT = "comment"
    SETTINGS = "settings"
    BASELINE = "baseline"


class Silenced(NamedTuple):
    """A finding that is not reported, what waves it through, and the reason that is given there, if any."""

    finding: Finding
    silencer: Silencer
    reason: str = ""
