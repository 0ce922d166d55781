"""The surroundings of places in a text, so that what stands close to several of them is looked at once."""

from collections.abc import Iterable, Iterator


def windows(places: Iterable[tuple[int, int]], reach: int, length: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a text of `length` characters within `reach` of places in it, merged where they touch.

    The places are pairs of offsets, in order; so are the stretches.
    """
    current: tuple[int, int] | None = None
    for first, last in places:
        start, end = max(0, first - reach), min(length, last + reach)
        if current and start <= current[1]:
            current = (current[0], end)
        else:
            if current:
                yield current
            current = (start, end)
    if current:
        yield current
