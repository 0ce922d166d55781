"""A rule as Markdown, for the command line and the README: one text, taken from the rule itself."""

import inspect
import re
from collections.abc import Iterable, Mapping, Sequence

from sup_lint.config import ConfigError, nearest, quoted
from sup_lint.model.finding import Checklist
from sup_lint.model.fix import Safety
from sup_lint.rule import Example, Reach, Rule

CHECKLIST: Mapping[Checklist, str] = {
    Checklist.CLIENT: "never embed keys in client-side code",
    Checklist.SOURCE: "use environment variables, do not commit or log keys",
    Checklist.ROTATION: "rotate keys, at once on suspicion",
    Checklist.SCOPE: "use a key of its own for each service",
    Checklist.HYGIENE: "keep the settings of sup-lint itself in order",
}
# As MITRE's list names them, https://cwe.mitre.org/data/definitions/<number>.html
WEAKNESSES: Mapping[int, str] = {
    200: "Exposure of Sensitive Information to an Unauthorized Actor",
    209: "Generation of Error Message Containing Sensitive Information",
    312: "Cleartext Storage of Sensitive Information",
    522: "Insufficiently Protected Credentials",
    532: "Insertion of Sensitive Information into Log File",
    598: "Use of GET Request Method With Sensitive Query Strings",
    798: "Use of Hard-coded Credentials",
}
STAND_IN = "«key»"
_SHOWN_KEY = "3f9a…"
_WIDTH = 100
_WORD = re.compile(r"(?:`[^`]*`|[^\s`]|`)+")
# How a line of Markdown begins that is no prose.
_MARKED = re.compile(r"\s|[-*+|#>]|\d+[.)] |```|<|$")
_MARKS = ("[|", "|]")
_MOST_REPORTED = 3
_MOST_NOT_REPORTED = 2
_FIXES = {
    (Safety.SAFE,): "`--fix` mends it where an edit is surely right.",
    (Safety.UNSAFE,): "`--fix --unsafe` mends it where an edit can: it changes what the program does, so look at it.",
    (Safety.SAFE, Safety.UNSAFE): "`--fix` mends it where nothing else changes, `--fix --unsafe` in more places.",
    (): "by hand; the finding says how.",
}


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


def family(start: str, rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """The rules whose codes begin like this, written `SUP3` or `SUP3xx`; none if it is a whole code, or no such."""
    wanted = start.strip().upper().rstrip("X")
    return tuple(rule for rule in rules if wanted and rule.code.startswith(wanted) and rule.code != wanted)


def pages(name: str, rules: Sequence[Rule]) -> str:
    """The page of the rule with this code or name, or the table of the family. Raises ConfigError for neither."""
    listed = family(name, rules)
    return table(listed) if listed else page(find(name, rules))


def page(rule: Rule) -> str:
    """All there is to know about one rule, ending in a newline."""
    facts = [
        f"- Severity: {rule.severity.value}",
        f"- Checklist: {CHECKLIST[rule.checklist]}",
        *(f"- CWE-{number}: {WEAKNESSES[number]}" for number in rule.cwe),
        f"- Fix: {_FIXES[rule.fixes]}",
    ]
    parts = [
        f"# {rule.name} ({rule.code})",
        "\n".join(facts),
        _reflowed(inspect.cleandoc(type(rule).__doc__ or rule.summary)),
    ]
    for title, examples, most in (
        ("Reported", rule.invalid, _MOST_REPORTED),
        ("Not reported", rule.valid, _MOST_NOT_REPORTED),
    ):
        if examples:
            parts += [f"## {title}", *map(_example, _varied(examples, most))]
    parts.append(_reflowed(_silencing(rule)))
    return "\n\n".join(part for part in parts if part) + "\n"


def _reflowed(text: str) -> str:
    """The text with the lines of its prose filled anew; code, lists, tables and headings stay as they are."""
    parts: list[str] = []
    is_fenced = False
    for part in text.split("\n\n"):
        is_plain = not is_fenced and not any(map(_MARKED.match, part.split("\n")))
        parts.append(_filled(part) if is_plain else part)
        is_fenced ^= part.count("```") % 2 == 1
    return "\n\n".join(parts)


def _filled(paragraph: str) -> str:
    lines: list[str] = []
    for word in _WORD.findall(paragraph):
        # What stands in backticks is one word, spaces and all.
        told = word.replace("\n", " ")
        if lines and len(lines[-1]) + 1 + len(told) <= _WIDTH:
            lines[-1] += f" {told}"
        else:
            lines.append(told)
    return "\n".join(lines)


def _varied(examples: Sequence[Example], most: int) -> list[Example]:
    """The first example, and the first in each other language."""
    by_language: dict[str, Example] = {}
    for example in examples:
        by_language.setdefault("python" if isinstance(example, str) else _suffix(next(iter(example))), example)
    return list(by_language.values())[:most]


def _silencing(rule: Rule) -> str:
    if rule.reach is Reach.HISTORY:
        return "## Silencing it\n\nFor what the history holds today, `sup-lint baseline write --history`."
    return (
        "## Silencing it\n\n"
        f"For one line, `sup-lint: ignore[{rule.name}] -- why` in a comment on it or above it; for files,\n"
        f'`per-file-ignores = {{ "some/folder/**" = ["{rule.code}"] }}` in the settings; for what is there today,\n'
        "`sup-lint baseline write`."
    )


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
    return "\n\n".join(f"`{path}`:\n\n{_fenced(text, _suffix(path))}" for path, text in example.items())


def _suffix(path: str) -> str:
    """What comes after the last point of a file's name, which is what Markdown calls most languages, too."""
    suffix = path[path.rfind("/") + 1 :].rpartition(".")[2]
    return {"py": "python"}.get(suffix, suffix) if "." in path else ""


def _fenced(text: str, language: str) -> str:
    for mark in _MARKS:
        text = text.replace(mark, "")
    text = inspect.cleandoc(text.replace(STAND_IN, _SHOWN_KEY))
    fence = "```"
    while fence in text:
        fence += "`"
    return f"{fence}{language}\n{text}\n{fence}"
