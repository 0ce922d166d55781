"""The vendor's checklist on the page: a card for each item."""

from collections.abc import Sequence

from sup_lint.model.finding import Checklist, Finding
from sup_lint.model.inventory import ChecklistResult, Inventory, Verdict
from sup_lint.reporters.html.markup import Markup, element, joined, prose
from sup_lint.reporters.inventory import told

_WORDS = {Verdict.PASS: "Pass", Verdict.FAIL: "Fail", Verdict.NOT_SEEN: "Not seen"}
_IN_HISTORY = "SUP105"


def items_of(finding: Finding) -> tuple[Checklist, ...]:
    """The items that a finding counts under: what was committed to git is a matter of the source, too."""
    if finding.code == _IN_HISTORY:
        return tuple(dict.fromkeys((Checklist.SOURCE, finding.checklist)))
    return (finding.checklist,)


def checklist_section(inventory: Inventory, findings: Sequence[Finding]) -> tuple[str, str, Markup] | None:
    """The section with all items, or None without any."""
    if not inventory.checklist:
        return None
    cards = [_card(result, findings) for result in inventory.checklist]
    return "checklist", "Checklist", element("div", *cards, class_="cards")


def repositories_of(inventory: Inventory) -> Markup | None:
    """What was looked at, in a sentence a repository."""
    sentences = [element("li", told(repository)) for repository in inventory.repositories]
    if len(sentences) > 5:
        summary = element("summary", f"What was looked at in {len(sentences):,} repositories")
        return element("details", summary, element("ul", *sentences), open=True, data_folds=True)
    return element("ul", *sentences, class_="plain muted") if sentences else None


def _card(result: ChecklistResult, findings: Sequence[Finding]) -> Markup:
    name = f"item-{result.checklist.value}"
    number = sum(result.checklist in items_of(finding) for finding in findings)
    verdict = element("span", _WORDS[result.verdict], class_=f"pill {result.verdict.name.lower().replace('_', '-')}")
    jump = None
    if number:
        label = "Show its finding" if number == 1 else f"Show its {number:,} findings"
        hint = element("span", f": {result.item}", class_="spoken")
        jump = element("p", element("a", label, hint, href="#findings", data_shows=result.checklist.value))
    return element(
        "article",
        element("h3", joined([verdict, " ", element("span", result.item)]), id=name),
        element("ul", *(element("li", prose(sentence)) for sentence in result.evidence), class_="plain"),
        element("p", element("strong", "Next: "), prose(result.next_step)),
        jump,
        class_="card",
        aria_labelledby=name,
    )
