"""Source lines with carets under the place that is meant."""

from collections.abc import Iterator

from sup_lint.model.finding import Excerpt
from sup_lint.model.region import Region
from sup_lint.reporters.glyphs import cells, glyph
from sup_lint.reporters.paint import Line

_TAB = "    "
_CLIPPED = "…"
# Of a long region its beginning and its end are shown, each with this many lines around it.
_AROUND = 2


def shown_lines(excerpt: Excerpt, region: Region) -> list[int]:
    """The numbers of the lines of `excerpt` that are worth showing."""
    return [
        number
        for number in range(excerpt.line, excerpt.line + len(excerpt.lines))
        if abs(number - region.line) <= _AROUND or abs(number - region.end_line) <= _AROUND
    ]


def gutter_of(numbers: list[int]) -> int:
    """How many cells the line numbers take."""
    return max((len(str(number)) for number in numbers), default=1)


def draw(excerpt: Excerpt, region: Region, *, gutter: int, width: int, mark: str, style: str) -> Iterator[Line]:
    """Yield the lines of `excerpt` with `mark` in `style` under `region`.

    A line that is wider than `width` cells, gutter included, is clipped around the region.
    """
    bar: Line = [("place", f" {'':{gutter}} |")]
    room = max(width - gutter - 4, 8)
    previous = None
    for number in shown_lines(excerpt, region):
        if previous is None:
            yield bar
        elif number != previous + 1:
            yield [("place", "...")]
        previous = number
        source = excerpt.lines[number - excerpt.line].rstrip("\r\n")
        cut = excerpt.column - 1
        start, end = marked(source, number, region, cut)
        text, offset, length = _clip(source, start, end, room, cut_left=cut > 0)
        head: Line = [("place", f" {number:>{gutter}} |")]
        yield [*head, ("", f" {text}")] if text else head
        if length:
            yield [*bar, (style, f" {' ' * offset}{mark * length}")]


def marked(source: str, number: int, region: Region, cut: int) -> tuple[int, int]:
    """Where the region lies in line `number`, as offsets; (0, 0) where it does not.

    So many characters as `cut` are missing at the line's beginning.
    """
    if not region.line <= number <= region.end_line:
        return 0, 0
    start = (
        min(max(region.column - 1 - cut, 0), len(source))
        if number == region.line
        else len(source) - len(source.lstrip())
    )
    end = min(max(region.end_column - 1 - cut, 0), len(source)) if number == region.end_line else len(source)
    # An empty region still has a place; a blank line in the middle of one has none.
    return start, max(end, start + 1) if number == region.line else max(end, start)


def _clip(source: str, start: int, end: int, room: int, *, cut_left: bool = False) -> tuple[str, int, int]:
    """The text to show for `source`, with the offset and the length of its mark, in cells.

    `cut_left` says that something is missing at its beginning already.
    """
    # A line may be megabytes long; nothing further away than `room` characters can be shown.
    low, high = max(0, start - room), min(len(source), start + 2 * room)
    shown = [_TAB if character == "\t" else glyph(character) for character in source[low:high]]
    widths = [cells(text) for text in shown]
    start, end = start - low, end - low
    first, last = 0, len(shown)
    if low > 0 or high < len(source) or sum(widths) > room:
        first, last = _window(widths, start, end, room - 2 * len(_CLIPPED))
    cut_left = cut_left or low > 0 or first > 0
    cut_right = low + last < len(source)
    text = (_CLIPPED if cut_left else "") + "".join(shown[first:last]) + (_CLIPPED if cut_right else "")
    offset = cut_left + sum(widths[first:start])
    length = sum(widths[start : min(end, last)]) or int(end > start)
    return text, offset, length


def _window(widths: list[int], start: int, end: int, room: int) -> tuple[int, int]:
    """The slice of the characters that fits into `room` cells: the region, and as much around it."""
    spare = max(room - sum(widths[start:end]), room // 4)
    first, taken = start, 0
    while first > 0 and taken + widths[first - 1] <= spare // 2:
        first -= 1
        taken += widths[first]
    last = first
    taken = 0
    while last < len(widths) and taken + widths[last] <= room:
        taken += widths[last]
        last += 1
    while first > 0 and taken + widths[first - 1] <= room:
        first -= 1
        taken += widths[first]
    return first, last
