"""What the verdicts on the checklist rest on, as sentences."""

from collections.abc import Iterable, Sequence

from sup_lint.engine.wording import count, listing, place_of
from sup_lint.model.finding import Finding
from sup_lint.model.inventory import MESSAGE, Exposure, Inventory, KeyRecord
from sup_lint.model.severity import Severity

# A key of the history was committed to git, whatever else its rule says.
IN_HISTORY = "SUP105"
CLIENT_RULES = "SUP2"
# These tell of a key that others can read.
_WRITTEN = ("SUP101", "SUP102", "SUP104", IN_HISTORY, CLIENT_RULES)


def accepts_keys(inventory: Inventory) -> bool:
    """Whether somebody has decided on a key that others may have."""
    return any(key.is_accepted and key.is_exposed for key in inventory.keys)


def apart(told: str, is_accepted: bool) -> str:
    """The sentence that nothing was found, limited to what nobody has accepted if anything was."""
    if not is_accepted:
        return told
    lead = "Apart" if told[0].isupper() else "apart"
    return f"{lead} from what was accepted, {told[0].lower()}{told[1:]}"


def fails(findings: Iterable[Finding]) -> bool:
    """Whether one of the findings is more than a note."""
    return any(finding.severity.reaches(Severity.WARNING) for finding in findings)


def by_rule(findings: Iterable[Finding]) -> tuple[str, ...]:
    """A sentence for each rule, worst first: how many findings, and the first places."""
    grouped: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        grouped.setdefault((finding.code, finding.rule), []).append(finding)
    worst_first = sorted(grouped.items(), key=lambda group: list(Severity).index(group[1][0].severity))
    return tuple(
        f"{count(len(group), 'finding')} of {rule} ({code}): {listing(list(map(_place, group)))}."
        for (code, rule), group in worst_first
    )


def _place(finding: Finding) -> str:
    if finding.path == MESSAGE and finding.commit:
        return f"the message of commit {finding.commit[:10]}"
    return f"{finding.path}:{finding.region.line}"


def exposed_keys(keys: Sequence[KeyRecord]) -> Iterable[str]:
    """Yield sentences on exposed keys that are open: where they stand, and where they are in use."""
    if not keys:
        return
    in_tree, gone = [key for key in keys if key.places], [key for key in keys if not key.places]
    told: list[str] = []
    if in_tree:
        places = listing([f"{place.path}:{place.region.line}" for key in in_tree for place in key.places])
        told.append(f"in the files of today ({places})")
    if gone:
        paths = listing([_first_place(key.exposure) for key in gone if key.exposure])
        told.append(f"in the history only ({paths})")
    if in_tree and gone:
        told = [f"{len(in_tree):,} {told[0]} and {len(gone):,} {told[1]}"]
    yield f"{count(len(keys), 'key')} exposed and not known to be revoked{':' if in_tree and gone else ','} {told[0]}."
    if used := [key for key in keys if key.in_use]:
        places = listing([use for key in used for use in key.in_use])
        yield f"{count(len(used), 'exposed key')} still in use: {places}."


def _first_place(exposure: Exposure) -> str:
    place = place_of(exposure.first)
    return f"{place} in {exposure.repository}" if exposure.repository else place


def unlisted_keys(findings: Iterable[Finding], keys: Iterable[KeyRecord]) -> tuple[str, ...]:
    """A sentence on keys that findings tell of and the inventory doesn't list: they are as exposed as the others."""
    listed = {record.key for record in keys}
    told = {
        finding.key
        for finding in findings
        if finding.key and finding.key not in listed and finding.code.startswith(_WRITTEN) and fails([finding])
    }
    return (f"{count(len(told), 'other key')} written down where the findings say.",) if told else ()


def decided_keys(number: int) -> Iterable[str]:
    """Yield a sentence on so many exposed keys that somebody has decided on, if there are any."""
    if number:
        yield f"{count(number, 'exposed key')} accepted by comments, settings or the baseline."


def between_repositories(keys: Iterable[KeyRecord]) -> Iterable[str]:
    """Yield a sentence on the keys that several repositories hold, if there are any."""
    shared = [key for key in keys if len(key.repositories) > 1]
    if shared:
        names = listing([name for key in shared for name in key.repositories])
        yield f"{count(len(shared), 'key')} held by several repositories: {names}."


def history_read(inventory: Inventory) -> str:
    """How much history was looked at, in words."""
    histories = [repository.history for repository in inventory.repositories if repository.history]
    commits, versions = sum(each.commits for each in histories), sum(each.versions for each in histories)
    return f"{count(commits, 'commit')} ({count(versions, 'file version')})"


def verb(number: int, plural: str) -> str:
    """A regular verb in the right number."""
    return f"{plural}s" if number == 1 else plural
