"""A rule as Markdown, for the command line and the README: one text, taken from the rule itself."""

import inspect
from collections.abc import Iterable, Mapping, Sequence

from sup_lint.config import ConfigError, nearest, quoted
from sup_lint.model.finding import Checklist
from sup_lint.rule import Example, Rule

CHECKLIST: Mapping[Checklist, str] = {
    Checklist.CLIENT: "never embed keys in client-side code",
    Checklist.SOURCE: "use environment variables, do not commit or log keys",
    Checklist.ROTATION: "rotate keys, at once on suspicion",
    Checklist.SCOPE: "use a key of its own for each service",
    Checklist.HYGIENE: "keep the settings of sup-lint itself in order",
}
STAND_IN = "«key»"
_SHOWN_KEY = "3f9a…"
_MARKS = ("[|", "|]")


def names(rules: Iterable[Rule]) -> dict[str, str]:
    """The code for every code and name of `rules`."""
    return {name: rule.code for rule in rules for name in (rule.code, rule.name)}


def find(name: str, rules: Sequence[Rule]) -> Rule:
    """The rule with this code or name, whatever its case. Raises ConfigError with the nearest name."""
    wanted = name.strip().lower()
    for rule in rules:
        if wanted in {rule.code.lower(), rule.name.lower()}:
            return rule
    near = nearest(name, names(rules))
    advice = f'did you mean "{near}"?' if near else "`sup-lint explain` lists the rules"
    raise ConfigError(f"no rule is called {quoted(name)}; {advice}")


def page(rule: Rule) -> str:
    """All there is to know about one rule, ending in a newline."""
    parts = [
        f"# {rule.name} ({rule.code})",
        f"Severity: {rule.severity.value}. Checklist: {CHECKLIST[rule.checklist]}.",
        inspect.cleandoc(type(rule).__doc__ or rule.summary),
    ]
    for title, examples in (("Reported", rule.invalid), ("Not reported", rule.valid)):
        if examples:
            parts += [f"## {title}", _example(examples[0])]
    return "\n\n".join(part for part in parts if part) + "\n"


def table(rules: Iterable[Rule]) -> str:
    """One row for each rule, ending in a newline."""
    rows = ["| code | name | severity | reports |", "|---|---|---|---|"]
    rows += [f"| {rule.code} | {rule.name} | {rule.severity.value} | {_cell(rule.summary)} |" for rule in rules]
    return "\n".join(rows) + "\n"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _example(example: Example) -> str:
    if isinstance(example, str):
        return _fenced(example, "python")
    return "\n\n".join(
        f"`{path}`:\n\n{_fenced(text, 'python' if path.endswith('.py') else '')}" for path, text in example.items()
    )


def _fenced(text: str, language: str) -> str:
    for mark in _MARKS:
        text = text.replace(mark, "")
    text = inspect.cleandoc(text.replace(STAND_IN, _SHOWN_KEY))
    fence = "```"
    while fence in text:
        fence += "`"
    return f"{fence}{language}\n{text}\n{fence}"
