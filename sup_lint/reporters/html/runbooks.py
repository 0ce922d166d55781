"""The runbooks on the page: ordered steps, with what to type."""

from collections.abc import Sequence

from sup_lint.model.inventory import Runbook, Step
from sup_lint.reporters.html.keys import name_of
from sup_lint.reporters.html.markup import Markup, element, joined, prose


def runbooks_section(runbooks: Sequence[Runbook]) -> tuple[str, str, Markup] | None:
    """The section with all runbooks, or None without any."""
    if not runbooks:
        return None
    lead = element("p", "The keys in the order of their urgency, the steps in the order in which to take them.")
    return "runbooks", "Runbooks", joined([lead, *(_runbook(number, book) for number, book in enumerate(runbooks, 1))])


def _runbook(number: int, runbook: Runbook) -> Markup:
    return element(
        "details",
        element("summary", element("h3", "Rotate key ", name_of(runbook.key))),
        element("ol", *map(_step, runbook.steps), class_="steps"),
        id=f"runbook-{number}",
        open=True,
        # The first one is the most urgent.
        data_folds=number > 1,
    )


def _step(step: Step) -> Markup:
    return element(
        "li",
        element("p", element("strong", prose(step.title))),
        element("p", prose(step.detail)) if step.detail else None,
        *(element("pre", element("code", command), class_="command") for command in step.commands),
    )
