"""The keys on the page: what is known of each."""

from sup_lint.model.inventory import Inventory, KeyRecord
from sup_lint.model.masked_key import MaskedKey
from sup_lint.reporters.html.markup import Child, Markup, element
from sup_lint.reporters.key_facts import facts_of

_LABELS = {"tree": "In the files of today", "history": "In the history", "in use": "In use", "services": "Serves"}
_LABELS |= {"held by": "Held by", "sureness": "Sureness"}


def keys_section(inventory: Inventory) -> tuple[str, str, Markup] | None:
    """The section with all keys, or None without any."""
    if not inventory.keys:
        return None
    runbooks = {book.key: number for number, book in enumerate(inventory.runbooks, 1)}
    cards = [_card(number, record, runbooks.get(record.key)) for number, record in enumerate(inventory.keys, 1)]
    return "keys", "Keys", element("div", *cards, class_="keys")


def name_of(key: MaskedKey) -> Markup:
    """A key as the page names it."""
    return element("code", f"{key.preview} {key.fingerprint[:8]}", class_="key")


def _card(number: int, record: KeyRecord, runbook: int | None) -> Markup:
    pills: list[Child] = []
    if record.is_exposed:
        pills += [" ", element("span", "exposed", class_="pill note" if record.is_accepted else "pill error")]
    if record.in_use:
        pills += [" ", element("span", "in use", class_="pill warning")]
    if record.is_accepted:
        pills += [" ", element("span", "accepted", class_="pill note")]
    rows: list[Child] = []
    for label, sentences in facts_of(record, most=40):
        rows.append(element("dt", _LABELS[label]))
        rows += [element("dd", sentence) for sentence in sentences]
    jump = None
    if runbook:
        hint = element("span", f" {record.key.preview}", class_="spoken")
        jump = element("p", element("a", "How to rotate it", hint, href=f"#runbook-{runbook}"))
    return element(
        "article",
        element("h3", "Key ", name_of(record.key), *pills, id=f"key-{number}"),
        element("dl", *rows) if rows else None,
        jump,
        class_="card",
        aria_labelledby=f"key-{number}",
    )
