"""All commits of a history, packed: names, author dates and parents."""

from array import array
from binascii import unhexlify
from collections.abc import Collection, Iterable, Sequence
from typing import overload

from sup_lint.model.inventory import Commit
from sup_lint.sources.git.packed import PackedNames

# Years that every reader of ISO 8601 takes, whatever the commit says.
_EARLIEST = -62_000_000_000
_LATEST = 253_000_000_000
_LONGEST_OFFSET = 23 * 60 + 59


class Commits(Sequence[Commit]):
    """Commits in topological order, the newest first: no parent stands before its child. `names` are theirs in hex."""

    def __init__(self, lines: Iterable[bytes]) -> None:
        """Read lines `NAME PARENT… |EPOCH ZONE`, which stand in topological order."""
        places: dict[bytes, int] = {}
        parents: list[bytes] = []
        self._epochs = array("q")
        self._zones = array("h")
        self._ends = array("I", [0])
        for line in lines:
            names, _, date = line.partition(b"|")
            name, *others = names.split()
            places[name] = len(places)
            parents += others
            self._ends.append(len(parents))
            epoch, zone = date_of(date)
            self._epochs.append(epoch)
            self._zones.append(zone)
        self.names = PackedNames(map(unhexlify, places), len(next(iter(places), b"")) // 2 or 20)
        # Parents that git does not show are beyond the edge of what is here.
        self._parents = array("I", (places.get(name, len(places)) for name in parents))

    def __len__(self) -> int:
        return len(self._epochs)

    @overload
    def __getitem__(self, place: int) -> Commit: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Commit]: ...

    def __getitem__(self, place: int | slice) -> Commit | Sequence[Commit]:
        if isinstance(place, slice):
            return [self[number] for number in range(*place.indices(len(self)))]
        if place < 0:
            place += len(self)
        return Commit(self.names[place], iso(self._epochs[place], self._zones[place]))

    def epoch(self, place: int) -> int:
        """The author's date in seconds since 1970."""
        return self._epochs[place]

    def parents(self, place: int) -> Sequence[int]:
        """Where the parents stand; those that are not here are left out."""
        found = self._parents[self._ends[place] : self._ends[place + 1]]
        return [parent for parent in found if parent < len(self)]

    def without_ancestors(self, places: Collection[int]) -> set[int]:
        """Those of the commits at `places` that come after none of the others."""
        if len(places) <= 1:
            return set(places)
        later = bytearray(len(self))
        roots = set()
        for place in range(max(places), -1, -1):
            if any(later[parent] for parent in self.parents(place)):
                later[place] = 1
            elif place in places:
                later[place] = 1
                roots.add(place)
        return roots


def iso(epoch: int, zone: int) -> str:
    """A date in strict ISO 8601, of seconds since 1970 and an offset in minutes."""
    from datetime import datetime, timedelta, timezone

    return datetime.fromtimestamp(epoch, timezone(timedelta(minutes=zone))).isoformat()


def date_of(told: bytes) -> tuple[int, int]:
    """Read `EPOCH +HHMM` into seconds since 1970 and minutes; what no calendar holds becomes what one does."""
    words = told.split()
    try:
        epoch = int(words[0])
        zone = int(words[1])
    except (IndexError, ValueError):
        return 0, 0
    minutes = abs(zone) // 100 * 60 + abs(zone) % 100
    if minutes > _LONGEST_OFFSET:
        minutes = 0
    return min(max(epoch, _EARLIEST), _LATEST), -minutes if zone < 0 else minutes
