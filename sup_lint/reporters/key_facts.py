"""What is known of a key, as labelled sentences."""

from sup_lint.engine.wording import count, listing, place_of, refs_of
from sup_lint.model.inventory import MESSAGES, Direction, Exposure, KeyRecord
from sup_lint.reporters.stays import Stay, changes_of, stays

Facts = list[tuple[str, list[str]]]


def facts_of(record: KeyRecord, most: int) -> Facts:
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


def _history(exposure: Exposure, most: int) -> list[str]:
    known = [(path, stay) for path, each in stays(exposure).items() if path not in MESSAGES for stay in each]
    chosen = known if len(known) <= most else [*known[: most - 1], known[-1]]
    shown = [_stay(path, stay) for path, stay in chosen]
    if exposure.omitted:
        # How many times these are is not known.
        named = {change for _, stay in chosen for change in stay if change is not None}
        shown.insert(-1, f"… and {count(exposure.change_count - len(named), 'change')} between")
    elif len(known) > len(chosen):
        shown.insert(-1, f"… and {count(len(known) - len(chosen), 'time')} between")
    # A message stays as it is: each is a place of its own.
    told = [change for change in changes_of(exposure) if change.path in MESSAGES]
    shown += [f"{change.commit.date[:10]}: in {place_of(change)}" for change in told[:most]]
    if len(told) > most:
        shown.append(f"… and {count(len(told) - most, 'message')} more")
    parts = [refs_of(exposure, most)]
    if exposure.versions:
        parts = ["still in HEAD" if exposure.in_head else "not in HEAD", *parts]
        parts.append(count(exposure.versions, "file version"))
    if exposure.messages:
        parts.append(count(exposure.messages, "message"))
    state = "; ".join(parts)
    return [f"{exposure.repository}: {state}", *shown] if exposure.repository else [*shown, state]


def _stay(path: str, stay: Stay) -> str:
    begin, end = stay.begin.commit, stay.end.commit if stay.end else None
    if end is None:
        return f"since {begin.date[:10]} {begin.short}: {path}"
    if stay.begin.direction is Direction.REMOVED:
        return f"until {end.date[:10]} {end.short}: {path}"
    return f"{begin.date[:10]} {begin.short} to {end.date[:10]} {end.short}: {path}"
