"""TOML: each string exactly where it stands, under its tables; damaged text gives what it can, and says so."""

import pytest

from sup_lint.analysis.settings.toml import settings
from tests.analysis.settings.marked import assert_told, told

CASES: dict[str, tuple[str, dict[str, str] | list[tuple[str, str]]]] = {
    "plain": ('a = "«one»" # note "no"\nb = \'«two»\'\nc = 1\nd = true\n', {"a": "one", "b": "two"}),
    "table": ('[a]\nb = "«one»"\n[a.c]\nd = "«two»"\n', {"a.b": "one", "a.c.d": "two"}),
    "dotted keys": ('a.b."c d" = "«one»"\n\'x-y\' = "«two»"\n', {"a.b.c d": "one", "x-y": "two"}),
    "arrays of tables": ('[[a]]\nb = "«one»"\n[[a]]\nb = "«two»"\n', [("a.b", "one"), ("a.b", "two")]),
    "inline tables": ('a = { b = "«one»", c.d = "«two»" }\n', {"a.b": "one", "a.c.d": "two"}),
    "arrays": ('a = [\n  "«one»", # note\n  { b = "«two»" },\n]\n', {"a": "one", "a.b": "two"}),
    "escapes": ('a = "«o\\u006ee\\t\\"»"\nb = \'«\\u006e»\'\n', {"a": 'one\t"', "b": "\\u006e"}),
    "several lines": ("a = \"\"\"\n«one \\\n   two\n»\"\"\"\nb = '''«x\ny»'''\n", {"a": "one two\n", "b": "x\ny"}),
    "wide characters": ('"é" = "«한🎤»"\nb = "«two»"\n', {"é": "한🎤", "b": "two"}),
    "CRLF": ('[a]\r\nb = "«one»"\r\nc = [\r\n"«two»",\r\n]\r\n', {"a.b": "one", "a.c": "two"}),
    "empty": ("", {}),
}


@pytest.mark.parametrize("name", CASES)
def test_each_string_is_where_it_stands(name: str) -> None:
    marked, expected = CASES[name]
    assert_told(settings, marked, expected)


def test_settings_of_one_table_end_in_one_number() -> None:
    text = 'r="0"\n[a]\nb="1"\nc="2"\nx.y="3"\n[[d]]\ne="4"\nf="5"\n[[d]]\ne="6"\n[a.g]\nh="7"\n'
    found, _ = told(settings, text)
    numbers = {each.value: each.mapping for each in found}
    assert numbers["1"] == numbers["2"]
    assert numbers["4"] == numbers["5"]
    assert len({numbers[value] for value in "0134 67".replace(" ", "")}) == 6
    within = {each.value: each.within for each in found}
    assert within["7"][:-1] == within["1"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('x = = 3\n[a]\nb = "one"\n', 1),
        ('[a]\nb = "one"\nc = "no end\n', 3),
        ('[a]\nb = "one"\n[c\n', 3),
        ("[a]\nb = one\n", 2),
    ],
)
def test_damaged_text_gives_what_its_lines_say(text: str, line: int) -> None:
    found, problem = told(settings, text)
    assert ("a.b", "one") in [(each.dotted, each.value) for each in found]
    assert problem == f"line {line} is no TOML"


def test_a_template_is_no_failure() -> None:
    found, problem = told(settings, '[a]\nname = "{{ cookiecutter.name }}"\n{% if x %}\nb = "one"\n{% endif %}\n')
    assert ("a.b", "one") in [(each.dotted, each.value) for each in found]
    assert not problem


@pytest.mark.parametrize(
    "text",
    [
        *(character * 300_000 for character in "[{\"'=\\a.,\n"),
        "a." * 60_000 + 'b = "x"',
        "a = " + "[" * 60_000 + "]" * 60_000,
        "a = " + "{b = " * 40_000 + "1" + "}" * 40_000,
        '[a]\nb = "\\u0041\\UFFFFFFFF"\n',
    ],
    ids=lambda text: repr(text[:5]),
)
def test_hostile_text_is_read_to_its_end(text: str) -> None:
    found, _ = told(settings, text)
    assert all(0 <= each.start <= each.end <= len(text) for each in found)
