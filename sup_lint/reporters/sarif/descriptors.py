"""A rule as SARIF's `reportingDescriptor`: what a service shows of it beside its results."""

from sup_lint.catalogue import page
from sup_lint.model.finding import Checklist
from sup_lint.model.severity import Severity
from sup_lint.reporters.rule_facts import opening, rule_of
from sup_lint.rule import Rule

# What GitHub ranks alerts by, on the scale of CVSS: from 9 on critical, from 7 high, from 4 medium.
_WORST = "9.3"  # a key that clients can read, or that is known and in use
_SECURITY_SEVERITY = {Severity.ERROR: "8.6", Severity.WARNING: "5.5", Severity.NOTE: "3.0"}
_IN_OTHERS_HANDS = frozenset({Checklist.CLIENT, Checklist.ROTATION})


def descriptor(code: str, name: str) -> dict[str, object]:
    """What there is to say of the rule with a `code` and a `name`; its help is the page that `explain` shows."""
    pascal = "".join(word[:1].upper() + word[1:] for word in name.split("-"))
    told: dict[str, object] = {"id": code, "name": pascal}
    rule = rule_of(code)
    if rule is None:
        return told
    text = page(rule)
    return told | {
        "shortDescription": {"text": f"{rule.summary[:1].upper()}{rule.summary[1:]}"},
        "fullDescription": {"text": opening(rule)},
        "help": {"text": text, "markdown": text},
        "defaultConfiguration": {"level": rule.severity.value},
        "properties": _properties(rule),
    }


def _properties(rule: Rule) -> dict[str, object]:
    told: dict[str, object] = {"precision": "high", "checklist": rule.checklist.value}
    if rule.checklist is Checklist.HYGIENE:
        return told | {"tags": ["maintainability"]}
    is_worst = rule.severity is Severity.ERROR and rule.checklist in _IN_OTHERS_HANDS
    told["security-severity"] = _WORST if is_worst else _SECURITY_SEVERITY[rule.severity]
    return told | {"tags": ["security", "secrets", *(f"external/cwe/cwe-{number}" for number in rule.cwe)]}
