"""What a scan has to tell besides findings, for people at a terminal: checklist, keys, and how to rotate them."""

from collections.abc import Iterator

from sup_lint.engine.wording import count
from sup_lint.model.inventory import ChecklistResult, Inventory, KeyRecord, RepositoryRecord, Verdict
from sup_lint.reporters.glyphs import cells
from sup_lint.reporters.key_facts import facts_of
from sup_lint.reporters.page import Page, heading, named, rest
from sup_lint.reporters.paint import Line
from sup_lint.reporters.prose import wrap
from sup_lint.reporters.runbooks import draw_runbooks

# A screenful; the other formats hold all of them.
_MOST_KEYS = 8
_MOST_FACTS = 3
_VERDICTS = {
    Verdict.PASS: ("help", "✓", "+"),
    Verdict.FAIL: ("error", "✗", "x"),
    Verdict.NOT_SEEN: ("warning", "?", "?"),
}
_MARGIN = " " * 13
_LABELS = {"tree": "in ", "history": "", "in use": "in use: ", "services": "services: ", "held by": "held by "}
_LABELS |= {"sureness": "not sure: "}


def draw(inventory: Inventory, page: Page) -> Iterator[Line]:
    """Yield the pages: the checklist, the keys, and the runbooks."""
    if inventory.checklist:
        yield from heading("Checklist", page)
        for repository in inventory.repositories[:_MOST_KEYS]:
            yield from page.wrapped(told(repository), [("", "  ")], "  ")
        yield from rest(len(inventory.repositories) - _MOST_KEYS, "repository", page)
        if inventory.repositories:
            yield []
        for result in inventory.checklist:
            yield from _item(result, page)
    if inventory.keys:
        yield from heading("Keys", page)
        for record in inventory.keys[:_MOST_KEYS]:
            yield from _key(record, page)
        yield from rest(len(inventory.keys) - _MOST_KEYS, "key", page)
        yield []
    if inventory.runbooks:
        yield from draw_runbooks(inventory, page)


def told(repository: RepositoryRecord) -> str:
    """What was looked at in a repository, in one sentence."""
    history = repository.history
    if history is None:
        return f"{repository.name}: the files, no git history."
    looked = [count(history.commits, "commit"), count(history.versions, "file version"), count(history.refs, "ref")]
    limits = [word for word, holds in (("shallow", history.is_shallow), ("partial", history.is_partial)) if holds]
    lack = f" The clone is {' and '.join(limits)}: what is missing was not looked at." if limits else ""
    return f"{repository.name}: the files and {looked[0]} with {looked[1]} on {looked[2]}.{lack}"


def _item(result: ChecklistResult, page: Page) -> Iterator[Line]:
    style, mark, ascii_mark = _VERDICTS[result.verdict]
    word = f"{ascii_mark if page.is_ascii else mark} {result.verdict.upper()}"
    lines = wrap(page.text(result.item), page.width - len(_MARGIN))
    yield [("", "  "), (style, word), ("", " " * (len(_MARGIN) - 2 - len(word))), ("strong", lines[0])]
    yield from ([("", _MARGIN), ("strong", line)] for line in lines[1:])
    for sentence in result.evidence:
        yield from page.wrapped(sentence, [("", _MARGIN)], _MARGIN)
    yield from page.wrapped(result.next_step, [("", _MARGIN), ("help", "Next: ")], f"{_MARGIN}      ")
    yield []


def _key(record: KeyRecord, page: Page) -> Iterator[Line]:
    """The key as the first column, and what is known of it as the second."""
    told = [_LABELS[label] + sentence for label, sentences in facts_of(record, _MOST_FACTS) for sentence in sentences]
    if record.is_accepted:
        told.insert(0, "accepted")
    if not record.is_exposed:
        told.append("not exposed: neither in a commit nor in a file that git would take")
    is_open = record.in_use or not record.is_accepted
    style = "quiet" if not (is_open and record.is_exposed) else "error"
    name = page.text(named(record.key))
    margin = " " * (cells(name) + 4)
    lead: Line = [("", "  "), (style, name), ("", "  ")]
    for sentence in told:
        yield from page.wrapped(sentence, lead, margin)
        lead = [("", margin)]
