"""Whether a key in clear is to stay where it is, by a comment in its file."""

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from sup_lint.analysis.suppression import Suppressions

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.analysis.literal_key import LiteralKey
    from sup_lint.analysis.project import Project

# The rules on keys in clear, by code and by name.
_RULES = frozenset({"sup101", "hardcoded-key", "sup102", "key-in-config"})

_SUPPRESSIONS: "WeakKeyDictionary[AnalysedFile, Suppressions]" = WeakKeyDictionary()


def is_silenced(literal: "LiteralKey", project: "Project") -> bool:
    """Whether an ignore comment covers a literal: nobody is told of it, and no fix takes it away."""
    host = literal.file.host
    known = _SUPPRESSIONS.get(host)
    if known is None:
        known = _SUPPRESSIONS[host] = Suppressions(host, frozenset(), frozenset(), project.within(host))
    region = literal.file.on_disk(literal.region)
    return any(
        each.is_pragma or not each.rules or not _RULES.isdisjoint(rule.lower() for rule in each.rules)
        for each in known.all
        if each.covers(region)
    )
