"""When each key entered and left the history: a picture, and the same as a table."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from sup_lint.model.inventory import Change, Direction, Exposure, KeyRecord
from sup_lint.model.masked_key import MaskedKey
from sup_lint.reporters.html.axis import Axis
from sup_lint.reporters.html.keys import name_of
from sup_lint.reporters.html.markup import Child, Markup, element, joined, shortened
from sup_lint.reporters.stays import Stay, changes_of, stays

_WIDTH = 960
_LEFT, _RIGHT = 12, _WIDTH - 28
# Behind the last change there is room for lines that go on.
_LAST = _RIGHT - 40
_TOP = 34
_KEY_HEIGHT, _PATH_HEIGHT = 34, 36
_MOST_PATHS = 12
_LABEL = 110
_EVERYTHING = "The table below has every change."


def timeline_section(keys: Sequence[KeyRecord]) -> tuple[str, str, Markup] | None:
    """The section, or None where no key is in the history."""
    exposed = [(record.key, _located(exposure)) for record in keys for exposure in record.all_exposures]
    if not exposed:
        return None
    return "timeline", "Timeline", joined([_figure(exposed), _table(exposed)])


def _located(exposure: Exposure) -> Exposure:
    """The same with the repository before each path, where there are several."""
    if not exposure.repository:
        return exposure
    first, *changes = (
        change._replace(path=f"{exposure.repository}: {change.path}") for change in (exposure.first, *exposure.changes)
    )
    return exposure._replace(first=first, changes=tuple(changes))


def moment_of(change: Change) -> datetime | None:
    """When the change was made, or None for a date that no calendar has."""
    try:
        return datetime.fromisoformat(change.commit.date).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _figure(exposed: Sequence[tuple[MaskedKey, Exposure]]) -> Markup | None:
    moments = [moment for _, exposure in exposed for moment in map(moment_of, changes_of(exposure)) if moment]
    if not moments:
        return None
    axis = Axis.spanning(min(moments), max(moments), _LEFT, _LAST)
    drawn: list[Child] = []
    y = _TOP
    for key, exposure in exposed:
        by_path = list(stays(exposure).items())
        drawn.append(_text(_LEFT, y + 22, f"{key.preview} {key.fingerprint[:8]}", "strong"))
        y += _KEY_HEIGHT
        for path, path_stays in by_path[:_MOST_PATHS]:
            drawn.append(_text(_LEFT, y + 10, shortened(path, _LABEL), "label"))
            drawn.append(_track(path_stays, axis, y + 22))
            y += _PATH_HEIGHT
        if len(by_path) > _MOST_PATHS:
            drawn.append(_text(_LEFT, y + 10, f"and {len(by_path) - _MOST_PATHS:,} more paths, see the table", "label"))
            y += _PATH_HEIGHT
    svg = element(
        "svg",
        element("title", "When each key entered and left the history", id="timeline-title"),
        element("desc", _told(exposed), id="timeline-desc"),
        _grid(axis, y),
        *drawn,
        viewBox=f"0 0 {_WIDTH} {y + 8}",
        role="img",
        aria_labelledby="timeline-title timeline-desc",
    )
    legend = (
        "A dot is a commit that brought the key to a path, a ring one that took it away. Where a line runs on to the "
        "right, the key stands there still, in HEAD or on another ref."
    )
    return element(
        "figure",
        element("div", svg, class_="scroll", tabindex=0, role="group", aria_label="Timeline, scrolls sideways"),
        element("figcaption", legend),
    )


def _told(exposed: Sequence[tuple[MaskedKey, Exposure]]) -> str:
    sentences = []
    omitted = sum(exposure.omitted for _, exposure in exposed)
    table = f"The table below has every change but {omitted:,} in between." if omitted else _EVERYTHING
    for key, exposure in exposed[:20]:
        state = (
            "still in HEAD" if exposure.in_head else f"last changed on {exposure.last.commit.date[:10]}, not in HEAD"
        )
        if not exposure.versions:
            state = "in messages only"
        sentences.append(f"Key {key.preview} was first committed on {exposure.first.commit.date[:10]}, {state}.")
    return f"{' '.join(sentences)} {table}"


def _grid(axis: Axis, bottom: int) -> Markup:
    drawn: list[Child] = []
    for x, label, anchor in axis.ticks():
        drawn.append(element("line", x1=f"{x:.1f}", x2=f"{x:.1f}", y1=_TOP - 8, y2=bottom, class_="grid"))
        drawn.append(_text(x, _TOP - 16, label, f"tick {anchor}"))
    return element("g", *drawn)


def _track(path_stays: Iterable[Stay], axis: Axis, y: int) -> Markup:
    drawn: list[Child] = []
    for begin, end in path_stays:
        started, ended = moment_of(begin), moment_of(end) if end else None
        if started is None or (end is not None and ended is None):
            continue
        x1, x2 = axis.x(started), axis.x(ended) if ended else _RIGHT
        state = "gone" if end else "stands"
        drawn.append(element("line", x1=f"{x1:.1f}", x2=f"{x2:.1f}", y1=y, y2=y, class_=f"stay {state}"))
        if begin.direction is Direction.ADDED:
            drawn.append(_dot("added", x1, y, begin))
        if end is not None:
            drawn.append(_dot("removed", x2, y, end))
        else:
            arrow = f"M{_RIGHT + 2} {y - 6}l9 6l-9 6z"
            drawn.append(element("path", d=arrow, class_="arrow"))
    return element("g", *drawn)


def _dot(kind: str, x: float, y: int, change: Change) -> Markup:
    hint = element("title", f"{change.direction} {change.commit.date[:10]} in {change.commit.short}, {change.path}")
    return element("circle", hint, cx=f"{x:.1f}", cy=y, r=5, class_=kind)


def _text(x: float, y: int, words: str, style: str) -> Markup:
    return element("text", words, x=f"{x:.1f}", y=y, class_=style)


def _table(exposed: Sequence[tuple[MaskedKey, Exposure]]) -> Markup:
    head = element("tr", *(element("th", word, scope="col") for word in ("Key", "Date", "What", "Path", "Commit")))
    rows = [
        element(
            "tr",
            element("th", name_of(key), scope="row"),
            element("td", change.commit.date[:10], class_="date"),
            element("td", change.direction.value),
            element("td", element("code", change.path)),
            element("td", element("code", change.commit.short)),
        )
        for key, exposure in exposed
        for change in changes_of(exposure)
    ]
    omitted = sum(exposure.omitted for _, exposure in exposed)
    left_out = f"; {omitted:,} changes in between are left out" if omitted else ""
    caption = element("caption", f"When each key entered and left the history, oldest change first{left_out}")
    table = element("table", caption, element("thead", head), element("tbody", *rows))
    return element(
        "details",
        element("summary", "The timeline as a table"),
        element("div", table, class_="scroll", tabindex=0, role="group", aria_label="Table, scrolls sideways"),
        open=True,
        data_folds=True,
    )
