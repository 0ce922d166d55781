"""From when to when a key stood at a path of the history."""

from typing import NamedTuple

from sup_lint.model.inventory import Change, Direction, Exposure


class Stay(NamedTuple):
    """From which change to which a key stood at a path; without an end it stands there still."""

    begin: Change
    end: Change | None


def stays(exposure: Exposure) -> dict[str, list[Stay]]:
    """By path, in the order of their first changes, when the key stood there."""
    by_path: dict[str, list[Stay]] = {}
    for change in changes_of(exposure):
        known = by_path.setdefault(change.path, [])
        is_open = bool(known) and known[-1].end is None
        if change.direction is Direction.ADDED:
            if not is_open:
                known.append(Stay(change, None))
        elif is_open:
            known[-1] = known[-1]._replace(end=change)
        else:
            known.append(Stay(change, change))
    return by_path


def changes_of(exposure: Exposure) -> tuple[Change, ...]:
    """All changes that are known, the first one included."""
    return exposure.changes if exposure.first in exposure.changes else (exposure.first, *exposure.changes)
