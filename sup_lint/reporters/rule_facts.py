"""What a report says of a rule, besides its findings."""

import functools
import inspect
import re

from sup_lint.rule import Rule
from sup_lint.rules import RULES

_FIRST_PARAGRAPH = re.compile(r"## What it does\n\n((?:.+\n?)+)")


@functools.cache
def rule_of(code: str) -> Rule | None:
    """The rule with this code; None if there is none."""
    return next((rule for rule in RULES if rule.code == code), None)


def opening(rule: Rule) -> str:
    """The first paragraph of the rule's page on one line, or its summary if the page begins otherwise."""
    found = _FIRST_PARAGRAPH.search(inspect.cleandoc(type(rule).__doc__ or ""))
    return " ".join(found[1].split()) if found else rule.summary
