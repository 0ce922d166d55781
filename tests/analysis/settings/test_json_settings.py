"""JSON as rows of names and values, with all that people and programs write instead of JSON."""

import time

import pytest

from sup_lint.analysis.settings.nested import with_inner
from sup_lint.analysis.settings.objects import settings
from tests.analysis.settings.spans import assert_read, read

READ: dict[str, tuple[str, dict[str, str]]] = {
    "nested": ('{"a": {"b": "«one»"}, "n": 1, "c": ["«two»", true]}', {"a.b": "one", "c": "two"}),
    "escapes": ('{"a": "«o\\u006ee\\n\\"»"}', {"a": 'one\n"'}),
    "comments": ('// "a": "no"\n{"a": /* "b" */ "«one»", // c\n}', {"a": "one"}),
    "trailing commas": ('{"a": ["«one»",],}', {"a": "one"}),
    "JSON5": ("{a: '«it\\'s»', $b: +1, c: .5, d: 0xFF, 'e': \"«two \\\n lines»\",}", {"a": "it's", "e": "two  lines"}),
    "lines": ('{"a": "«one»"}\n{"b": "«two»"}\n', {"a": "one", "b": "two"}),
    "a value alone": ('"«one»"', {"": "one"}),
    "nothing": ("  \n// nothing\n", {}),
    "Windows": ('{\r\n"a": "«one»",\r\n"b": "«two»"\r\n}\r\n', {"a": "one", "b": "two"}),
    "other planes": ('{"😀": "«수퍼톤»", "b": "«😀»"}', {"😀": "수퍼톤", "b": "😀"}),
    "empty names": ('{"": {"a": "«one»"}}', {"a": "one"}),
    "URLs": ('{"a": "«https://x/y»", "b": "«/* no */»"}', {"a": "https://x/y", "b": "/* no */"}),
}  # fmt: skip


@pytest.mark.parametrize("name", READ)
def test_each_value_is_where_it_stands(name: str) -> None:
    assert_read(settings, *READ[name])


def test_a_template_is_let_pass() -> None:
    found, problem = read(settings, '{"a": "one", "n": {{ n }}, "b": "two"}')
    assert {"one", "two"} <= {each.value for each in found}
    assert problem == ""


@pytest.mark.parametrize(
    ("text", "line", "values"),
    [
        ('{"a": "one"\n "b": "two"}', 2, ["one", "two"]),
        ('{"a": "one",\n"b": ', 2, ["one"]),
        ('{"a": "one"}}', 1, ["one"]),
        ('{"a": ["one"}', 1, ["one"]),
        ('{"a": "one\n, "b": "two"}', 1, ["two"]),
        ('{"a": one, "b": "two"}', 1, ["one", "two"]),
        ('{"a": 1} {"b": "two"}', 1, ["two"]),
        ('"a": "one"\n', 1, ["one"]),
        ("a = 'one'\n", 1, ["one"]),
        ('{"a": "one",, "b": "two"}', 1, ["one", "two"]),
        ('<<<<<<< HEAD\n{"a": "one"}\n', 1, ["one"]),
    ],
)
def test_what_is_no_json_gives_what_it_seems_to_say(text: str, line: int, values: list[str]) -> None:
    found, problem = read(settings, text)
    assert set(values) <= {each.value for each in found}
    assert problem == f"line {line} is no JSON"


def test_members_of_one_object_stand_together() -> None:
    found, _ = read(settings, '[{"a": "1", "b": {"c": "2"}, "d": "3"}, {"a": "4"}]')
    first, nested, third, other = (each.within for each in found)
    assert first == third
    assert nested[:-1] == first
    assert other[:-1] == first[:-1]
    assert other != first


@pytest.mark.parametrize(
    ("text", "dotted", "raw"),
    [
        ('{"env": "{\\"A\\": \\"one\\"}"}', "env.A", "one"),
        ('{"env": "{\\n  \\"A\\": {\\"b\\": \\"o\\\\u006ee\\"}\\n}"}', "env.A.b", "o\\\\u006ee"),
        ('{"app.properties": "# tts\\nA=one two\\n"}', "app.properties.A", "one two"),
        ('{"files": {".env": "B=1\\nA=one-two\\n"}}', "files..env.A", "one-two"),
        ('{"path": "/etc/tts.yaml", "content": "a:\\n  b: one\\n"}', "content.a.b", "one"),
        ('{"a": "[{\\"name\\": \\"é 😀\\", \\"b\\": \\"one\\"}]"}', "a.b", "one"),
    ],
)
def test_settings_in_a_string_are_where_they_stand(text: str, dotted: str, raw: str) -> None:
    found = {each.dotted: each for each in with_inner(list(settings(text)), text)}
    setting = found[dotted]
    assert text[setting.start : setting.end] == raw
    assert setting.value == raw.replace("\\\\u006e", "n")


HOSTILE = {
    "brackets": "[" * 300_000,
    "objects": '{"a":' * 60_000,
    "closings": "]" * 300_000,
    "letters": "a" * 300_000,
    "quotes": '"' * 300_000,
    "apostrophes": "'\n" * 150_000,
    "backslashes": '"' + "\\" * 300_000,
    "colons": "a:" * 150_000,
    "commas": "," * 300_000,
    "slashes": "/" * 300_000,
    "comments": "/*" * 150_000,
    "tabs": '{"a"' + "\t" * 300_000,
    "names with gaps": ("a" + " " * 999) * 300,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_takes_no_longer_than_other(name: str) -> None:
    began = time.process_time()
    found, _ = read(settings, HOSTILE[name])
    assert time.process_time() - began < 4  # what grows with the square takes minutes
    assert all(0 <= each.start <= each.end <= len(HOSTILE[name]) for each in found)
