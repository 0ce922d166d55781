"""What the judgement of a redaction finds: what has to be extended, and by which names."""

from dataclasses import dataclass, replace

from sup_lint.analysis import program as model
from sup_lint.analysis.program import Node, Program
from sup_lint.analysis.redaction.comparison import Comparison, accepts
from sup_lint.analysis.redaction.tools import Tool
from sup_lint.keys.names import HEADER, VARIABLE
from sup_lint.model.region import Region

_CGI = "HTTP_" + HEADER.upper().replace("-", "_")
_SPELLINGS = (
    HEADER, HEADER.title(), HEADER.upper(), HEADER.replace("-", "_"), HEADER.upper().replace("-", "_"), _CGI,
    HEADER.replace("-", ""), VARIABLE.lower(), VARIABLE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Incomplete:
    """What has to be extended: a list, a pattern (`kind` pattern) or a comparison, named `name` if it has a name.

    `others` are the credentials of others that it names, and `missing` what would hide the key beside them; none where
    that isn't known. With `is_wrong_case` it names the header in a spelling that never occurs where it is compared.
    `are_paths` says that it names places in objects; `comparison` is the test that makes a filter of it.
    """

    program: Program
    node: Node
    kind: str
    name: str
    others: tuple[str, ...]
    is_wrong_case: bool = False
    missing: tuple[str, ...] = (HEADER,)
    are_paths: bool = False
    comparison: Comparison | None = None

    @property
    def region(self) -> Region:
        """Where to report it."""
        match self.node:
            case model.Call(function=model.Attribute(name="split", value=text)):
                return text.region
            case model.Delete(target=target):
                return target.region
        return self.node.region


def missing_in(
    comparison: Comparison, changes: list[tuple[str, tuple[str, ...]]], targets: set[str]
) -> tuple[str, ...]:
    """The name that a comparison would have to know to hide the key under all its names; none if no single one does."""
    listing = comparison.listing
    if listing.patterns:
        return (HEADER,)
    for name in (*_SPELLINGS, *sorted(targets)):
        completed = replace(comparison, listing=replace(listing, names=[*listing.names, name]))
        if all(accepts(completed, changes, target) for target in targets):
            return (name,)
    return ()


def missing_beside(names: list[str], tool: Tool | None) -> tuple[str, ...]:
    """What has to be named beside the names in a list, in their way to write, where it isn't known how they compare."""
    spelled = [name for name in names if any(letter.isalpha() for letter in name)]
    if spelled and all(name.isupper() for name in spelled):
        if any(name.startswith("HTTP_") for name in spelled):
            return (_CGI,)
        return (VARIABLE,) if all("_" in name for name in spelled) else (HEADER.upper(),)
    if tool is not None and tool.is_general and tool.mode in {"exact", "wildcard"}:
        return HEADER, VARIABLE.lower()  # fields and variables are recorded, too
    return (HEADER,)
