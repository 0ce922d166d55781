"""What a scan has to tell besides findings, for people at a terminal: checklist, keys, and how to rotate them."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, TextIO

from sup_lint.engine.wording import count
from sup_lint.model.inventory import ChecklistResult, Inventory, KeyRecord, RepositoryRecord, Runbook, Step, Verdict
from sup_lint.model.masked_key import MaskedKey
from sup_lint.reporters.glyphs import cells, visible
from sup_lint.reporters.key_facts import facts_of
from sup_lint.reporters.paint import Line
from sup_lint.reporters.prose import wrap

# A screenful; the other formats hold all of them.
_MOST_KEYS = 8
_MOST_RUNBOOKS = 8
_VERDICTS = {
    Verdict.PASS: ("help", "✓", "+"),
    Verdict.FAIL: ("error", "✗", "x"),
    Verdict.NOT_SEEN: ("warning", "?", "?"),
}
_MARGIN = " " * 13
_FACT_MARGIN = " " * 13


class Page(NamedTuple):
    """How wide the page is, in cells, and whether it may hold more than ASCII."""

    width: int
    is_ascii: bool = False

    def text(self, text: str) -> str:
        """`text` on one line, harmless, with an ellipsis that the terminal has."""
        return visible(text).replace("…", "...") if self.is_ascii else visible(text)

    def wrapped(self, text: str, lead: Line, margin: str) -> Iterator[Line]:
        """`text` behind `lead`, and below it behind `margin`."""
        lines = wrap(self.text(text), max(self.width - cells(margin), 20)) or [""]
        yield [*lead, ("", lines[0])]
        yield from ([("", margin + line)] for line in lines[1:])


def page_of(out: TextIO, width: int) -> Page:
    """The page that fits `out`, which has `width` cells in a line."""
    try:
        "✓✗…".encode(getattr(out, "encoding", None) or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return Page(width, is_ascii=True)
    return Page(width)


def draw(inventory: Inventory, page: Page) -> Iterator[Line]:
    """Yield the pages: the checklist, the keys, and the runbooks."""
    if inventory.checklist:
        yield from _heading("Checklist", page)
        for repository in inventory.repositories[:_MOST_KEYS]:
            yield from page.wrapped(told(repository), [("", "  ")], "  ")
        yield from _more(len(inventory.repositories) - _MOST_KEYS, "repository", page)
        if inventory.repositories:
            yield []
        for result in inventory.checklist:
            yield from _item(result, page)
    if inventory.keys:
        yield from _heading("Keys", page)
        for record in inventory.keys[:_MOST_KEYS]:
            yield from _key(record, page)
        yield from _more(len(inventory.keys) - _MOST_KEYS, "key", page, is_last=True)
    if inventory.runbooks:
        yield from _heading("What to do, key by key", page)
        yield from _runbooks(inventory.runbooks, page)


def told(repository: RepositoryRecord) -> str:
    """What was looked at in a repository, in one sentence."""
    history = repository.history
    if history is None:
        return f"{repository.name}: the files, no git history."
    looked = [count(history.commits, "commit"), count(history.versions, "file version"), count(history.refs, "ref")]
    limits = [word for word, holds in (("shallow", history.is_shallow), ("partial", history.is_partial)) if holds]
    lack = f" The clone is {' and '.join(limits)}: what is missing was not looked at." if limits else ""
    return f"{repository.name}: the files and {looked[0]} with {looked[1]} on {looked[2]}.{lack}"


def named(key: MaskedKey) -> str:
    """A key as a heading has it: its first characters, and enough of its fingerprint to tell it from others."""
    return f"{key.preview} {key.fingerprint[:8]}"


def _heading(text: str, page: Page) -> Iterator[Line]:
    yield [("strong", text)]
    yield [("quiet", ("-" if page.is_ascii else "─") * min(page.width, 80))]


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
    state = "in use" if record.in_use else "accepted" if record.is_accepted else ""
    state = "exposed" * record.is_exposed + ", " * bool(record.is_exposed and state) + state
    style = "quiet" if record.is_accepted and not record.in_use else "error"
    yield [("", "  "), ("strong", page.text(named(record.key))), ("", "  "), (style, state)]
    for label, sentences in facts_of(record):
        lead = label
        for sentence in sentences:
            yield from page.wrapped(sentence, [("place", f"    {lead:<{len(_FACT_MARGIN) - 4}}")], _FACT_MARGIN)
            lead = ""
    yield []


def _runbooks(runbooks: Sequence[Runbook], page: Page) -> Iterator[Line]:
    """The steps of the first one, and of each other what is different there."""
    full = runbooks[0]
    numbers = {step.title: number for number, step in enumerate(full.steps, 1)}
    for runbook in runbooks[:_MOST_RUNBOOKS]:
        yield [("", "  "), ("strong", page.text(f"Key {named(runbook.key)}"))]
        for number, step in enumerate(runbook.steps, 1):
            like = numbers.get(step.title) if runbook is not full else None
            yield from _step(number, step, page, like, full.steps[like - 1] if like else None)
        yield []
    yield from _more(len(runbooks) - _MOST_RUNBOOKS, "runbook", page, is_last=True)


def _step(number: int, step: Step, page: Page, like: int | None, known: Step | None) -> Iterator[Line]:
    """A step in full, or what it says besides step number `like`, which is `known`."""
    lead = f"  {number:>2}. "
    margin = " " * len(lead)
    title = f"{step.title} (see step {like} above)" if like else step.title
    first, *rest = wrap(page.text(title), page.width - len(margin))
    style = "" if like else "strong"
    yield [("place", lead), (style, first)]
    yield from ([("", margin), (style, line)] for line in rest)
    told = set(_sentences(known.detail)) if known else set()
    detail = " ".join(sentence for sentence in _sentences(step.detail) if sentence not in told)
    if detail:
        yield from page.wrapped(detail, [("", margin)], margin)
    commands = [command for command in step.commands if known is None or command not in known.commands]
    # What is there to be copied is not broken.
    yield from ([("quiet", f"{margin}$ "), ("", page.text(command))] for command in commands)


def _sentences(text: str) -> list[str]:
    return text.replace(". ", ".\n").split("\n")


def _more(number: int, noun: str, page: Page, *, is_last: bool = False) -> Iterator[Line]:
    if number > 0:
        advice = f"and {count(number, noun).replace(' ', ' more ', 1)}; --format html shows all."
        yield from page.wrapped(advice, [("", "  ")], "  ")
        if is_last:
            yield []
