"""Rules as Markdown."""

import tomllib
from pathlib import Path
from typing import ClassVar

import pytest

from sup_lint import __version__
from sup_lint.catalogue import CHECKLIST, WEAKNESSES, family, find, names, page, table
from sup_lint.config import ConfigError
from sup_lint.model.finding import Checklist
from sup_lint.model.fix import Safety
from sup_lint.model.severity import Severity
from sup_lint.rule import Example, Reach, Rule
from sup_lint.rules import RULES as ALL


class ShoutedKey(Rule):
    """## What it does

    Finds keys that are shouted:

        speak("KEY")

    ## Known limits

    Whispers.
    """

    code: ClassVar[str] = "SUP901"
    name: ClassVar[str] = "shouted-key"
    severity: ClassVar[Severity] = Severity.ERROR
    checklist: ClassVar[Checklist] = Checklist.SOURCE
    summary: ClassVar[str] = "a key | shouted\nout"
    cwe: ClassVar[tuple[int, ...]] = (532, 200)
    fixes: ClassVar[tuple[Safety, ...]] = (Safety.UNSAFE,)
    invalid: ClassVar[tuple[Example, ...]] = (
        """
        client = Supertone(
            api_key=[|"«key»"|],
        )
        """,
        "second = 1",
        {"tts.ts": "const key = [|'«key»'|];\n"},
        {"voices.ts": "const third = 1;\n"},
    )
    valid: ClassVar[tuple[Example, ...]] = ({"config.py": "import os\nKEY = os.environ['K']\n", ".env": "K=```\n"},)


class QuietKey(Rule):
    code: ClassVar[str] = "SUP902"
    name: ClassVar[str] = "quiet-key"
    severity: ClassVar[Severity] = Severity.NOTE
    checklist: ClassVar[Checklist] = Checklist.HYGIENE
    summary: ClassVar[str] = "a key that nobody hears"
    reach: ClassVar[Reach] = Reach.HISTORY


RULES = (ShoutedKey(), QuietKey())


def test_a_page_is_the_rule_with_examples_of_each_kind_in_each_language() -> None:
    assert (
        page(RULES[0])
        == """\
# shouted-key (SUP901)

- Severity: error
- Checklist: use environment variables, do not commit or log keys
- CWE-532: Insertion of Sensitive Information into Log File
- CWE-200: Exposure of Sensitive Information to an Unauthorized Actor
- Fix: `--fix --unsafe` mends it where an edit can: it changes what the program does, so look at it.

## What it does

Finds keys that are shouted:

    speak("KEY")

## Known limits

Whispers.

## Reported

```python
client = Supertone(
    api_key="3f9a…",
)
```

`tts.ts`:

```ts
const key = '3f9a…';
```

## Not reported

`config.py`:

```python
import os
KEY = os.environ['K']
```

`.env`:

````env
K=```
````

## Silencing it

For one line, `sup-lint: ignore[shouted-key] -- why` in a comment on it or above it; for files,
`per-file-ignores = { "some/folder/**" = ["SUP901"] }` in the settings; for what is there today,
`sup-lint baseline write`.
"""
    )


def test_a_rule_without_a_page_of_its_own_shows_its_summary() -> None:
    assert page(RULES[1]) == (
        "# quiet-key (SUP902)\n\n"
        "- Severity: note\n- Checklist: keep the settings of sup-lint itself in order\n"
        "- Fix: by hand; the finding says how.\n\n"
        "a key that nobody hears\n\n"
        "## Silencing it\n\nFor what the history holds today, `sup-lint baseline write --history`.\n"
    )


def test_the_table_has_a_row_for_each_rule() -> None:
    assert (
        table(RULES)
        == """\
| code | name | severity | reports |
|---|---|---|---|
| SUP901 | shouted-key | error | a key \\| shouted out |
| SUP902 | quiet-key | note | a key that nobody hears |
"""
    )


@pytest.mark.parametrize("name", ["SUP901", "sup901", "shouted-key", " Shouted-Key "])
def test_a_rule_is_found_by_code_and_by_name(name: str) -> None:
    assert find(name, RULES) is RULES[0]


def test_an_unknown_rule_is_answered_with_the_nearest() -> None:
    with pytest.raises(ConfigError, match=r'^no rule is called "shoutedkey"; did you mean "shouted-key"\?$'):
        find("shoutedkey", RULES)
    with pytest.raises(ConfigError, match=r"`sup-lint explain` lists the rules$"):
        find("zzz", RULES)


@pytest.mark.parametrize(
    ("start", "wanted"), [("SUP9", 2), ("sup90x", 2), ("SUP901", 0), ("SUP3", 0), ("key", 0), ("", 0)]
)
def test_a_family_is_how_codes_begin(start: str, wanted: int) -> None:
    assert len(family(start, RULES)) == wanted


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.code)
def test_the_weaknesses_of_every_rule_have_names(rule: Rule) -> None:
    assert set(rule.cwe) <= set(WEAKNESSES)
    assert rule.cwe or rule.checklist is Checklist.HYGIENE


def test_names_lead_to_codes() -> None:
    assert names(RULES) == {
        "SUP901": "SUP901",
        "shouted-key": "SUP901",
        "SUP902": "SUP902",
        "quiet-key": "SUP902",
    }


def test_every_item_of_the_checklist_has_words() -> None:
    assert set(CHECKLIST) == set(Checklist)


def test_the_version_is_that_of_the_package() -> None:
    project = tomllib.loads(Path(__file__).parents[1].joinpath("pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["version"] == __version__


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.code)
def test_no_line_of_a_page_s_prose_is_long(rule: Rule) -> None:
    prose = page(rule).partition("## Reported")[0]
    assert max(map(len, prose.splitlines())) <= 100


class ListedKey(QuietKey):
    """## What it does

    A first line that is
    broken off, with `two  spaces in
    code`:

    - one
      item

        code
        more

    ```
    fenced

    too
    ```
    """


def test_only_prose_is_filled_anew() -> None:
    shown = page(ListedKey())
    assert (
        "\n\nA first line that is broken off, with `two  spaces in code`:\n\n- one\n  item\n\n    code\n    more\n"
        in shown
    )
    assert "```\nfenced\n\ntoo\n```" in shown
