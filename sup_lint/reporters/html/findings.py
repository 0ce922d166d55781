"""The findings on the page, and the controls that filter them."""

from collections import Counter
from collections.abc import Iterable, Sequence

from sup_lint.engine.checklist import ITEMS
from sup_lint.engine.wording import count
from sup_lint.model.finding import Checklist, Excerpt, Finding, Related
from sup_lint.model.inventory import MESSAGE, Inventory
from sup_lint.model.region import Region
from sup_lint.reporters.excerpt import marked, shown_lines
from sup_lint.reporters.glyphs import visible
from sup_lint.reporters.html.checklist import items_of
from sup_lint.reporters.html.markup import Child, Markup, element, joined, prose

_TAB = "    "
_ITEMS = {**ITEMS, Checklist.HYGIENE: "Ignore comments and baseline entries"}


def findings_section(findings: Sequence[Finding], inventory: Inventory) -> tuple[str, str, Markup]:
    """The section with all findings, in their order."""
    if not findings:
        return "findings", "Findings", element("p", "There are no findings.")
    runbooks = {book.key.fingerprint: number for number, book in enumerate(inventory.runbooks, 1)}
    articles = [_finding(number, finding, runbooks) for number, finding in enumerate(findings, 1)]
    listed = element("ol", *articles, class_="plain findings")
    return "findings", "Findings", joined([_filters(findings), listed])


def _filters(findings: Sequence[Finding]) -> Markup:
    """Hidden until the script shows them: without it they would do nothing."""
    items = Counter(item for finding in findings for item in items_of(finding))
    rules = Counter((finding.code, finding.rule) for finding in findings)
    by_item = [(item.value, f"{_ITEMS[item]} ({items[item]:,})") for item in Checklist if items[item]]
    by_rule = [(rule, f"{code} {rule} ({number:,})") for (code, rule), number in sorted(rules.items())]
    return element(
        "div",
        element(
            "fieldset",
            element("legend", "Filter the findings"),
            _select("filter-item", "Checklist item", "All items", by_item),
            _select("filter-rule", "Rule", "All rules", by_rule),
            element(
                "div",
                element("label", "Path contains", for_="filter-path"),
                element("input", id="filter-path", type="search", autocomplete="off", spellcheck="false"),
            ),
            element("div", element("button", "Show all", type="button", id="filter-reset")),
        ),
        element("p", f"{count(len(findings), 'finding')} shown.", id="filter-count", role="status", aria_live="polite"),
        id="filters",
        role="search",
        aria_label="Findings",
        hidden=True,
    )


def _select(name: str, label: str, everything: str, options: Iterable[tuple[str, str]]) -> Markup:
    return element(
        "div",
        element("label", label, for_=name),
        element(
            "select",
            element("option", everything, value=""),
            *(element("option", shown, value=value) for value, shown in options),
            id=name,
            autocomplete="off",
        ),
    )


def _finding(number: int, finding: Finding, runbooks: dict[str, int]) -> Markup:
    name = f"finding-{number}"
    severity = finding.severity.value
    runbook = runbooks.get(finding.key.fingerprint) if finding.key else None
    content = element(
        "article",
        element(
            "h3",
            element("span", severity, class_=f"pill {severity}"),
            " ",
            element("span", finding.rule),
            " ",
            element("span", finding.code, class_="code"),
            id=name,
        ),
        element("p", *_place(finding.path, finding.region, finding.commit), class_="place"),
        element("p", prose(finding.message)),
        _excerpt(finding.excerpt, finding.region),
        element("ul", *map(_related, finding.related), class_="related") if finding.related else None,
        element("p", element("strong", "What to do: "), prose(finding.help)) if finding.help else None,
        element("p", element("a", f"Rotate key {finding.key.preview}", href=f"#runbook-{runbook}"))
        if runbook and finding.key
        else None,
        aria_labelledby=name,
    )
    return element(
        "li",
        content,
        class_="finding",
        data_rule=finding.rule,
        data_path=visible(finding.path),
        data_checklist=" ".join(item.value for item in items_of(finding)),
    )


def _place(path: str, region: Region, commit: str | None = None) -> list[Child]:
    if commit and path == MESSAGE:
        return [
            element("code", f"{region.line}:{region.column}"),
            " in the message of commit ",
            element("code", commit[:10]),
        ]
    place: list[Child] = [element("code", f"{path}:{region.line}:{region.column}")]
    return [*place, " in commit ", element("code", commit[:10])] if commit else place


def _related(related: Related) -> Markup:
    place = joined(_place(related.path, related.region))
    return element("li", place, " ", prose(related.message), _excerpt(related.excerpt, related.region))


def _excerpt(excerpt: Excerpt | None, region: Region) -> Markup | None:
    if excerpt is None:
        return None
    numbers = shown_lines(excerpt, region)
    lines: list[Child] = []
    for previous, number in zip([None, *numbers], numbers, strict=False):
        if previous is not None and number != previous + 1:
            lines.append(element("span", "…", class_="line gap"))
        lines.append(_line(excerpt, region, number))
    return element("pre", element("code", *lines)) if lines else None


def _line(excerpt: Excerpt, region: Region, number: int) -> Markup:
    source = excerpt.lines[number - excerpt.line].rstrip("\r\n")
    start, end = marked(source, number, region, excerpt.column - 1)
    before, inside, after = (
        visible(part.replace("\t", _TAB)) for part in (source[:start], source[start:end], source[end:])
    )
    return element(
        "span",
        element("span", str(number), class_="number"),
        "…" if excerpt.column > 1 else None,
        before,
        element("mark", inside) if inside else None,
        after,
        # Without a line end of its own a line that is copied, or read without the style sheet, runs into the next.
        Markup("\n"),
        class_="line",
    )
