"""What is known of a key, as labelled sentences."""

from sup_lint.engine.wording import count, listing
from sup_lint.model.inventory import Change, Direction, Exposure, KeyRecord

_MOST = 6

Facts = list[tuple[str, list[str]]]


def facts_of(record: KeyRecord, most: int = _MOST) -> Facts:
    """Label and sentences: where it stands, where it has been, where it is in use, whom it serves.

    Of each list `most` are named.
    """
    facts: Facts = []
    if record.places:
        places = [f"{place.path}:{place.region.line} ({place.code})" for place in record.places]
        facts.append(("tree", [listing(places, most)]))
    for exposure in record.all_exposures:
        facts.append(("history", _history(exposure, most)))
    if record.in_use:
        facts.append(("in use", [listing(record.in_use, most)]))
    if record.services:
        facts.append(("services", [listing(record.services, most)]))
    if len(record.repositories) > 1:
        facts.append(("held by", [listing(record.repositories, most)]))
    if not record.is_proven:
        facts.append(("sureness", ["its name is neutral; only what stands around it speaks of Supertone"]))
    return facts


def refs_of(exposure: Exposure, most: int = _MOST) -> str:
    """On which refs the key is, as part of a sentence; `most` are named."""
    more = exposure.ref_count - len(exposure.refs[:most])
    if not exposure.refs:
        return f"on {count(exposure.ref_count, 'ref')}" if exposure.ref_count else "on no ref any more"
    names = exposure.refs[:most]
    return f"on {', '.join(names)} and {more:,} more" if more > 0 else f"on {listing(names, most)}"


def _history(exposure: Exposure, most: int) -> list[str]:
    changes = exposure.changes or (exposure.first,)
    if exposure.first not in changes:
        changes = (exposure.first, *changes)
    shown = changes if len(changes) <= most else (*changes[: most - 1], changes[-1])
    sentences = [_change(change) for change in shown]
    if len(changes) > len(shown):
        sentences.insert(-1, f"… {count(len(changes) - len(shown), 'change')} between")
    head = "still in HEAD" if exposure.in_head else "not in HEAD"
    sentences.append(f"{head}; {refs_of(exposure, most)}; {count(exposure.versions, 'file version')}")
    return [f"of {exposure.repository}:", *sentences] if exposure.repository else sentences


def _change(change: Change) -> str:
    joint = "as" if change.direction is Direction.ADDED else "from"
    return f"{change.direction} {change.commit.date[:10]} in {change.commit.short} {joint} {change.path}"
