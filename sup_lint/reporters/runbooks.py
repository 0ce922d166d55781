"""How to rotate the keys, for people at a terminal: in full for a key of each situation, what differs for others."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sup_lint.engine.wording import listing, place_of
from sup_lint.model.inventory import Exposure, Inventory, KeyRecord, Runbook, Situation, Step
from sup_lint.reporters.glyphs import cells
from sup_lint.reporters.page import Page, heading, named, rest
from sup_lint.reporters.paint import Line
from sup_lint.reporters.prose import wrap
from sup_lint.sources.git.dropping import dropping

# A screenful; the other formats hold all of them.
_MOST_OTHERS = 8
_MOST = 3
_MARGIN = " " * 6
# File names in a sentence may hold line ends.
_BETWEEN_SENTENCES = re.compile(r"(?<=\.) ")


class Told(NamedTuple):
    """A key with its runbook."""

    record: KeyRecord
    runbook: Runbook


def draw_runbooks(inventory: Inventory, page: Page) -> Iterator[Line]:
    """Yield the steps for one key of each situation, and for the others what is different there."""
    records = {record.key: record for record in inventory.keys}
    situations: dict[Situation, list[Told]] = {}
    for runbook in inventory.runbooks:
        record = records.get(runbook.key, KeyRecord(runbook.key))
        situations.setdefault(runbook.situation, []).append(Told(record, runbook))
    yield from heading("Runbooks: how to rotate the keys", page)
    known: Sequence[Step] = ()
    for situation, told in situations.items():
        # One that is in this clone only tells less of the history than the others need.
        lead = next((each for each in told if not _is_local(each.record)), told[0])
        others = [each for each in told if each is not lead]
        title = f"Key {named(lead.record.key)}, {situation.value}"
        yield from ([("strong", line)] for line in _indented(title, page, "  "))
        for number, step in enumerate(lead.runbook.steps, 1):
            yield from _step(number, step, page, known)
        known = known or lead.runbook.steps
        if others:
            keys = "key" if len(others) == 1 else "keys"
            yield from page.wrapped(f"The same for {len(others):,} more {keys} {situation.value}:", [("", "  ")], "  ")
        for other in others[:_MOST_OTHERS]:
            yield from _other(other.record, page)
        yield from rest(len(others) - _MOST_OTHERS, "key", page)
        yield []


def _step(number: int, step: Step, page: Page, known: Sequence[Step]) -> Iterator[Line]:
    """A step in full, or what it says besides the one of the same title among those that are `known`."""
    like = next((place for place, each in enumerate(known, 1) if each.title == step.title), None)
    before = known[like - 1] if like else Step("")
    title = f"{step.title} (as step {like} of the first key)" if like else step.title
    first, *more = wrap(page.text(title), page.width - len(_MARGIN))
    style = "" if like else "strong"
    yield [("place", f"  {number:>2}. "), (style, first)]
    yield from ([("", _MARGIN), (style, line)] for line in more)
    said = set(_sentences(before.detail))
    if detail := " ".join(sentence for sentence in _sentences(step.detail) if sentence not in said):
        yield from page.wrapped(detail, [("", _MARGIN)], _MARGIN)
    yield from _commands([command for command in step.commands if command not in before.commands], page)


def _other(record: KeyRecord, page: Page) -> Iterator[Line]:
    places = [f"{place.path}:{place.region.line}" for place in record.places]
    facts = [f"in use in {listing(record.in_use, _MOST)}"] if record.in_use else []
    facts += [f"for {listing(record.services, _MOST)}"] if record.services else []
    facts += [f"to change: {listing(places, _MOST)}"] if places else []
    facts += [_exposure(exposure) for exposure in record.all_exposures[:_MOST]]
    lead = f"{page.text(named(record.key))}  "
    yield from page.wrapped("; ".join(facts), [("", "    "), ("strong", lead)], " " * (4 + cells(lead)))
    if _is_local(record):
        yield from _commands(
            [command for each in record.all_exposures for command in dropping(each.refs, each.top)], page
        )


def _exposure(exposure: Exposure) -> str:
    paths = [place_of(change) for change in (exposure.first, *exposure.changes)]
    where = f"in {exposure.repository} " if exposure.repository else ""
    return f"{where}since {exposure.first.commit.date[:10]} in {listing(paths, _MOST)}"


def _is_local(record: KeyRecord) -> bool:
    return bool(record.all_exposures) and all(exposure.is_local for exposure in record.all_exposures)


def _commands(commands: Sequence[str], page: Page) -> Iterator[Line]:
    # What is there to be copied is not broken.
    yield from ([("quiet", f"{_MARGIN}$ "), ("", page.text(command))] for command in commands)


def _indented(text: str, page: Page, margin: str) -> Iterator[str]:
    yield from (margin + line for line in wrap(page.text(text), page.width - len(margin)))


def _sentences(text: str) -> list[str]:
    return _BETWEEN_SENTENCES.split(text) if text else []
