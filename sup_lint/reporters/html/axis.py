"""An axis of time: where a moment lies, and which dates are written along it."""

from collections.abc import Iterator
from datetime import MAXYEAR, MINYEAR, UTC, datetime, timedelta
from typing import NamedTuple

_MOST_TICKS = 9
_DAY = 86_400.0
# A label at the very edge would be cut off: it is anchored there.
_EDGE = 40
_STEPS = (
    *((days, 0) for days in (1, 2, 7, 14)),
    *((0, months) for months in (1, 2, 3, 6)),
    *((0, 12 * years) for years in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)),
)


class Axis(NamedTuple):
    """Moments from `start` to `end` on the stretch from `left` to `right`."""

    start: datetime
    end: datetime
    left: float
    right: float

    @classmethod
    def spanning(cls, first: datetime, last: datetime, left: float, right: float) -> "Axis":
        """The axis from the day of `first` to the end of the day of `last`; both in UTC."""
        start = first.replace(hour=0, minute=0, second=0, microsecond=0)
        end = last.replace(hour=23, minute=59, second=59, microsecond=999_999)
        return cls(start, end, left, right)

    def x(self, moment: datetime) -> float:
        """Where `moment` lies."""
        share = (moment - self.start) / (self.end - self.start)
        return self.left + share * (self.right - self.left)

    def ticks(self) -> Iterator[tuple[float, str, str]]:
        """Where a date is written, the date, and where its label is anchored: `start`, `middle` or `end`."""
        for days, months in _STEPS:
            moments = list(self._moments(days, months))
            if len(moments) <= _MOST_TICKS:
                break
        if len(moments) < 2:
            moments = [self.start]
            days = 1
        for moment in moments:
            x = self.x(moment)
            label = f"{moment:%Y-%m-%d}" if days else f"{moment:%Y-%m}" if months < 12 else f"{moment:%Y}"
            anchor = "start" if x < self.left + _EDGE else "end" if x > self.right - _EDGE else "middle"
            yield x, label, anchor

    def _moments(self, days: int, months: int) -> Iterator[datetime]:
        """The beginnings of periods that lie on the axis, some more than can be shown at most."""
        if days:
            if (self.end - self.start).total_seconds() / _DAY > _MOST_TICKS * days:
                yield from [self.start] * (_MOST_TICKS + 1)
                return
            moment = self.start
            while moment <= self.end:
                yield moment
                moment += timedelta(days=days)
            return
        number = -(-_months(self.start) // months) * months
        for _ in range(_MOST_TICKS + 1):
            year, month = divmod(number, 12)
            if not MINYEAR <= year <= MAXYEAR:
                return
            moment = datetime(year, month + 1, 1, tzinfo=UTC)
            if moment > self.end:
                return
            if moment >= self.start:
                yield moment
            number += months


def _months(moment: datetime) -> int:
    return moment.year * 12 + moment.month - 1
